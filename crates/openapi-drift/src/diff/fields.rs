//! Compares the fields of an object: added, removed, required, hidden, or changed inside.

use std::collections::BTreeMap;

use crate::diff::effects::{Effects, Impact};
use crate::diff::engine::{Comparison, Leaf};
use crate::diff::relation::Relation;
use crate::diff::shape::{Others, Set, Shape};
use crate::diff::side::Side;
use crate::findings::finding::Check;
use crate::pointer::child;
use crate::schema::direction::Direction;
use crate::schema::graph::{Graph, NodeId};

pub(super) fn compare(it: &mut Comparison<'_, '_>) {
    let mut names = BTreeMap::<String, (Vec<NodeId>, Vec<NodeId>)>::new();
    for (name, schemas) in &it.old.properties {
        names.entry(name.clone()).or_default().0.clone_from(schemas);
    }
    for (name, schemas) in &it.new.properties {
        names.entry(name.clone()).or_default().1.clone_from(schemas);
    }
    for name in it.old.required.iter().chain(&it.new.required) {
        names.entry(name.clone()).or_default();
    }
    for (name, (old, new)) in names {
        compare_field(it, &name, &old, &new);
    }
}

fn compare_field(it: &mut Comparison<'_, '_>, name: &str, old: &[NodeId], new: &[NodeId]) {
    let direction = it.pair.direction();
    let hidden_before = old.iter().any(|id| it.engine.old.hides(*id, direction));
    let hidden_now = new.iter().any(|id| it.engine.new.hides(*id, direction));
    match (old.is_empty(), new.is_empty(), hidden_before, hidden_now) {
        (false, false, true, true) | (false, true, true, _) | (true, false, _, true) => {}
        (false, false, true, false) | (false, false, false, true) => {
            compare_visibility(it, old, new, hidden_now);
        }
        (false, false, false, false) => {
            compare_required(it, name, old, new);
            it.inner(old, new);
        }
        (true, false, ..) => add_field(it, name, new),
        (false, true, ..) => remove_field(it, name, old),
        (true, true, ..) => compare_required(it, name, old, new),
    }
}

fn compare_visibility(it: &mut Comparison<'_, '_>, old: &[NodeId], new: &[NodeId], hidden_now: bool) {
    let place = |graph: &Graph, ids: &[NodeId]| {
        ids.first().map(|id| graph.node(*id).pointer.clone()).unwrap_or_default()
    };
    let keyword = it.pair.direction().hidden();
    let message = if hidden_now { format!("becomes {keyword}") } else { format!("is no longer {keyword}") };
    let leaf = Leaf {
        check: Check::VisibilityChanged,
        old: place(it.engine.old.graph, old),
        new: place(it.engine.new.graph, new),
        keyword: Some(keyword),
        message,
        relation: Relation::OTHER,
        inferred: false,
        effects: Effects::PERHAPS_BOTH,
    };
    it.result.leaves.push(leaf);
}

/// Compares whether a field that both know, or neither describes, is required.
fn compare_required(it: &mut Comparison<'_, '_>, name: &str, old: &[NodeId], new: &[NodeId]) {
    let (before, now) = (it.old.required.contains(name), it.new.required.contains(name));
    if before == now {
        return;
    }
    let place = |shape: &Shape<'_>| match property_at(shape, name) {
        Some(place) => place,
        None => child(&shape.at("required"), name),
    };
    let places = (place(&it.old), place(&it.new));
    let message = if now { "becomes required" } else { "is no longer required" };
    it.push_at(places, "required", Relation::of(now, before), message);
    // A server that applies the default accepts requests without the field.
    let has_default = if now { has_default(it.engine.new, new) } else { has_default(it.engine.old, old) };
    let is_filled_in = it.pair.is_request && has_default;
    let inferred = is_inferred(it, old);
    if let Some(leaf) = it.result.leaves.last_mut() {
        leaf.inferred = inferred;
        if is_filled_in {
            leaf.effects = Effects::of(Impact::possible(now), Impact::possible(before));
        }
    }
}

fn property_at(shape: &Shape<'_>, name: &str) -> Option<String> {
    let part = shape.parts.iter().find(|part| part.node.properties.contains_key(name))?;
    Some(child(&child(&part.node.pointer, "properties"), name))
}

fn has_default(side: Side<'_>, schemas: &[NodeId]) -> bool {
    let schemas = schemas.iter().map(|id| side.resolved(*id, false).0).collect();
    Shape::read(side, &Set { schemas, without_null: false }).all("default").next().is_some()
}

/// Returns whom it breaks that a field is required, if requests without it are refused.
fn of_required(is_required: bool, has_default: impl FnOnce() -> bool) -> Impact {
    match is_required {
        false => Impact::None,
        true if has_default() => Impact::Possible,
        true => Impact::Certain,
    }
}

fn add_field(it: &mut Comparison<'_, '_>, name: &str, new: &[NodeId]) {
    let is_required = it.new.required.contains(name);
    if it.old.required.contains(name) && is_required && it.old.others == Others::Any {
        it.inner(&[], new);
        return;
    }
    let was_closed = Impact::certain(it.old.others == Others::Closed);
    let effects = match it.pair.direction() {
        Direction::Request => {
            Effects::of(of_required(is_required, || has_default(it.engine.new, new)), was_closed)
        }
        Direction::Response => Effects::of(was_closed, Impact::certain(is_required)),
    };
    let places = (it.old.at("properties"), property_at(&it.new, name).unwrap_or_default());
    let message = match (is_required, was_closed) {
        (true, _) => "is a new field, and required",
        (false, Impact::None) => "is a new field",
        (false, _) => "is a new field, where other fields were not allowed",
    };
    push_field(it, Check::PropertyAdded, places, message, effects, false);
}

fn remove_field(it: &mut Comparison<'_, '_>, name: &str, old: &[NodeId]) {
    let was_required = it.old.required.contains(name);
    if was_required && it.new.required.contains(name) && it.new.others == Others::Any {
        it.inner(old, &[]);
        return;
    }
    let is_closed = Impact::certain(it.new.others == Others::Closed);
    let effects = match it.pair.direction() {
        Direction::Request => {
            Effects::of(is_closed, of_required(was_required, || has_default(it.engine.old, old)))
        }
        Direction::Response => {
            let missed = if was_required { Impact::Certain } else { Impact::Possible };
            Effects::of(missed, is_closed)
        }
    };
    let places = (property_at(&it.old, name).unwrap_or_default(), child(&it.new.at("properties"), name));
    let message = if was_required { "is removed, and was required" } else { "is removed" };
    let inferred = is_inferred(it, old);
    push_field(it, Check::PropertyRemoved, places, message, effects, inferred);
}

fn push_field(
    it: &mut Comparison<'_, '_>,
    check: Check,
    (old, new): (String, String),
    message: &str,
    effects: Effects,
    inferred: bool,
) {
    let relation = Relation::OTHER;
    let message = message.to_owned();
    it.result.leaves.push(Leaf { check, old, new, keyword: None, message, relation, effects, inferred });
}

/// Returns whether the old schema of a field is marked as inferred.
fn is_inferred(it: &Comparison<'_, '_>, old: &[NodeId]) -> bool {
    old.iter().any(|id| it.engine.old.resolved(*id, it.pair.inferred).1)
}
