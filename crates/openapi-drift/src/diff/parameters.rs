//! Compares the parameters of requests, and the headers of requests and responses.

use std::collections::BTreeSet;

use crate::diff::at::At;
use crate::diff::effects::{Effects, Impact};
use crate::diff::engine::Engine;
use crate::diff::relation::Relation;
use crate::diff::shape::{Set, Shape};
use crate::diff::side::Side;
use crate::diff::types::{ARRAY, OBJECT};
use crate::findings::finding::Check;
use crate::pointer::child;
use crate::schema::direction::Direction;
use crate::spec::document::OperationSpec;
use crate::spec::parameters::{Coding, Header, Location, Parameter, Style};

/// What parameters and headers have in common.
struct Field<'b> {
    pointer: &'b str,
    required: bool,
    inferred: bool,
    schema: Option<&'b String>,
    coding: Coding,
    allow_empty: bool,
}

impl<'b> From<&'b Parameter> for Field<'b> {
    fn from(it: &'b Parameter) -> Self {
        Self {
            pointer: &it.pointer,
            required: it.required,
            inferred: it.inferred,
            schema: it.schema.as_ref(),
            coding: it.coding,
            allow_empty: it.allow_empty,
        }
    }
}

impl<'b> From<&'b Header> for Field<'b> {
    fn from(it: &'b Header) -> Self {
        Self {
            pointer: &it.pointer,
            required: it.required,
            inferred: it.inferred,
            schema: it.schema.as_ref(),
            coding: it.coding,
            allow_empty: false,
        }
    }
}

pub(super) fn compare(
    engine: &mut Engine<'_>,
    at: At<'_>,
    old: &OperationSpec,
    new: &OperationSpec,
    is_moved: bool,
) {
    let (old_names, new_names) = (variables(old.path()), variables(new.path()));
    let same_names = old_names.len() == new_names.len();
    let position = |names: &[String], it: &Parameter| names.iter().position(|name| *name == it.name);
    let is_same = |a: &Parameter, b: &Parameter| {
        let by_name = a.location == b.location && a.name == b.name;
        // The name of a variable in a path is not sent.
        let in_path = a.location == Location::Path && b.location == Location::Path && same_names;
        if !in_path {
            return by_name;
        }
        match (position(&old_names, a), position(&new_names, b)) {
            (Some(a), Some(b)) => a == b,
            _ => by_name,
        }
    };
    // The path of an operation that moved tells its variables.
    let is_told = |it: &Parameter| it.location == Location::Path && is_moved;
    for old_one in &old.parameters {
        match new.parameters.iter().find(|new_one| is_same(old_one, new_one)) {
            Some(new_one) => compare_fields(engine, at, &old_one.into(), &new_one.into()),
            None if is_told(old_one) => {}
            None => {
                let places = (old_one.pointer.clone(), missing(&new.pointer, &old_one.name));
                remove(engine, at, &old_one.into(), places, &title(old_one));
            }
        }
    }
    for new_one in &new.parameters {
        if !is_told(new_one) && !old.parameters.iter().any(|old_one| is_same(old_one, new_one)) {
            let places = (old.pointer.clone(), new_one.pointer.clone());
            add(engine, at, &new_one.into(), places, &title(new_one));
        }
    }
}

fn title(parameter: &Parameter) -> String {
    let part = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Cookie => "cookie",
    };
    format!("the {part} parameter {}", parameter.name)
}

fn missing(owner: &str, name: &str) -> String {
    child(&child(owner, "parameters"), name)
}

/// Returns the names of the variables in a path, in their order.
fn variables(path: &str) -> Vec<String> {
    let parts = path.split('{').skip(1);
    parts.filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}

/// Compares headers, each with the pointer of the message that has them.
pub(super) fn compare_headers(
    engine: &mut Engine<'_>,
    at: At<'_>,
    (old, old_owner): (&[Header], &str),
    (new, new_owner): (&[Header], &str),
) {
    let names = old.iter().chain(new).map(|header| header.name.as_str()).collect::<BTreeSet<_>>();
    for name in names {
        let find = |headers: &'_ [Header]| headers.iter().position(|header| header.name == name);
        let (old, new) = (find(old).and_then(|it| old.get(it)), find(new).and_then(|it| new.get(it)));
        let title = format!("the header {name}");
        match (old, new) {
            (Some(old), Some(new)) => compare_fields(engine, at, &old.into(), &new.into()),
            (Some(old), None) => {
                let keyword = if at.direction == Direction::Request { "parameters" } else { "headers" };
                let places = (old.pointer.clone(), child(&child(new_owner, keyword), name));
                remove(engine, at, &old.into(), places, &title);
            }
            (None, Some(new)) => {
                let places = (old_owner.to_owned(), new.pointer.clone());
                add(engine, at, &new.into(), places, &title);
            }
            (None, None) => {}
        }
    }
}

fn add(engine: &mut Engine<'_>, at: At<'_>, field: &Field<'_>, places: (String, String), title: &str) {
    let required = Impact::certain(field.required);
    let (check, effects) = match at.direction {
        Direction::Request => (Check::ParameterAdded, Effects::of(required, Impact::None)),
        Direction::Response => (Check::HeaderAdded, Effects::of(Impact::None, required)),
    };
    let end = if field.required { ", which is required" } else { "" };
    at.add(engine, check, places, format!("gets {title}{end}"), effects);
}

fn remove(engine: &mut Engine<'_>, at: At<'_>, field: &Field<'_>, places: (String, String), title: &str) {
    let (check, effects) = match at.direction {
        Direction::Request => {
            (Check::ParameterRemoved, Effects::of(Impact::None, Impact::certain(field.required)))
        }
        Direction::Response => {
            let missed = if field.required { Impact::Certain } else { Impact::Possible };
            (Check::HeaderRemoved, Effects::of(missed, Impact::None))
        }
    };
    let end = if field.required { ", which was required" } else { "" };
    at.add(engine, check, places, format!("loses {title}{end}"), effects);
    if let Some(change) = engine.changes.last_mut() {
        change.inferred = field.inferred;
    }
}

fn compare_fields(engine: &mut Engine<'_>, at: At<'_>, old: &Field<'_>, new: &Field<'_>) {
    let places = |keyword: &str| (child(old.pointer, keyword), child(new.pointer, keyword));
    if old.required != new.required {
        let message = if new.required { "becomes required" } else { "is no longer required" };
        let relation = Relation::of(new.required, old.required);
        at.add_relation(engine, relation, places("required"), message, old.inferred);
    }
    if old.allow_empty != new.allow_empty {
        let message = if new.allow_empty { "may be empty" } else { "may no longer be empty" };
        let relation = Relation::of(old.allow_empty, new.allow_empty);
        at.add_relation(engine, relation, places("allowEmptyValue"), message, old.inferred);
    }
    if let Some((keyword, message)) = rewritten(engine, old, new) {
        at.add_relation(engine, Relation::INCOMPARABLE, places(keyword), message, old.inferred);
    }
    at.schemas(engine, old.schema, new.schema, old.inferred);
}

/// Returns how a value is written. Without lists and objects, most styles are the same.
fn writing(side: Side<'_>, field: &Field<'_>) -> (Style, bool) {
    let id = field.schema.and_then(|pointer| side.graph.id(pointer));
    let schemas = id.map(|id| side.resolved(id, false).0).into_iter().collect();
    let types = Shape::read(side, &Set { schemas, without_null: false }).types;
    match field.coding.style {
        style if types & (ARRAY | OBJECT) != 0 => (style, field.coding.explode),
        style @ (Style::Simple | Style::Label | Style::Matrix) => (style, false),
        _ => (Style::Form, false),
    }
}

/// Returns the keyword by which a value is written in another way.
fn rewritten(engine: &Engine<'_>, old: &Field<'_>, new: &Field<'_>) -> Option<(&'static str, &'static str)> {
    match (old.coding.is_json, new.coding.is_json) {
        (true, true) => return None,
        (false, true) => return Some(("content", "is written as JSON")),
        (true, false) => return Some(("content", "is no longer written as JSON")),
        (false, false) => {}
    }
    let ((old_style, old_explode), (new_style, new_explode)) =
        (writing(engine.old, old), writing(engine.new, new));
    if old_style != new_style {
        return Some(("style", "is written in another style"));
    }
    let message =
        if new_explode { "writes each item or field by itself" } else { "writes all items or fields as one" };
    (old_explode != new_explode).then_some(("explode", message))
}
