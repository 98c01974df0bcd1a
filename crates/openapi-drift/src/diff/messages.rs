//! Compares the request and the responses of an operation.

use crate::diff::at::At;
use crate::diff::effects::{Effects, Impact};
use crate::diff::engine::Engine;
use crate::diff::parameters;
use crate::diff::relation::Relation;
use crate::findings::finding::Check;
use crate::pointer::child;
use crate::schema::direction::Direction;
use crate::spec::document::{Body, Content, OperationSpec, ResponseSpec};

pub(super) fn compare(engine: &mut Engine<'_>, old: &OperationSpec, new: &OperationSpec, is_moved: bool) {
    let at = At { operation: &new.id, part: "request", direction: Direction::Request };
    parameters::compare(engine, at, old, new, is_moved);
    parameters::compare_headers(engine, at, (&old.headers, &old.pointer), (&new.headers, &new.pointer));
    compare_bodies(engine, at, old, new);
    compare_responses(engine, old, new);
}

fn compare_bodies(engine: &mut Engine<'_>, at: At<'_>, old: &OperationSpec, new: &OperationSpec) {
    match (&old.body, &new.body) {
        (None, None) => {}
        (None, Some(body)) => {
            let message = if body.required { "gets a body, which is required" } else { "gets a body" };
            let places = (old.pointer.clone(), body.pointer.clone());
            let effects = Effects::of(Impact::certain(body.required), Impact::Possible);
            at.add(engine, Check::BodyAdded, places, message, effects);
        }
        (Some(body), None) => {
            let places = (body.pointer.clone(), child(&new.pointer, "requestBody"));
            let effects = Effects::of(Impact::Possible, Impact::certain(body.required));
            at.add(engine, Check::BodyRemoved, places, "loses its body", effects);
        }
        (Some(old), Some(new)) => {
            if old.required != new.required {
                let message = if new.required {
                    "has a body that becomes required"
                } else {
                    "has a body that is no longer required"
                };
                let places = (child(&old.pointer, "required"), child(&new.pointer, "required"));
                at.add_relation(engine, Relation::of(new.required, old.required), places, message, false);
            }
            compare_contents(engine, at, old, new);
        }
    }
}

/// Finds the content of the same type, or of the range that the type is in.
fn same<'b>(content: &Content, others: &'b [Content]) -> Option<(usize, &'b Content)> {
    let exact = others.iter().enumerate().find(|(_, other)| other.media == content.media);
    exact.or_else(|| {
        let index =
            content.media.best(others.iter().enumerate().map(|(index, other)| (&other.media, index)))?;
        others.get(index).map(|other| (index, other))
    })
}

fn compare_contents(engine: &mut Engine<'_>, at: At<'_>, old: &Body, new: &Body) {
    let mut kept = vec![false; new.content.len()];
    let mut removed = Vec::new();
    for content in &old.content {
        match same(content, &new.content) {
            Some((index, other)) => {
                kept.iter_mut().skip(index).take(1).for_each(|kept| *kept = true);
                at.schemas(engine, content.schema.as_ref(), other.schema.as_ref(), false);
            }
            None => removed.push(content),
        }
    }
    // A range that became narrower still has the same types.
    let is_new = |content: &&Content| same(content, &old.content).is_none();
    let added = new.content.iter().zip(&kept).filter(|(_, kept)| !**kept).map(|(content, _)| content);
    let added = added.filter(is_new).collect::<Vec<_>>();
    let is_replaced = !kept.contains(&true) && !added.is_empty();
    for content in removed {
        let places =
            (content.pointer.clone(), child(&child(&new.pointer, "content"), content.media.essence()));
        let effects = match at.direction {
            Direction::Request => Effects::of(Impact::Certain, Impact::certain(is_replaced)),
            Direction::Response => Effects::of(Impact::Certain, Impact::Possible),
        };
        let message = format!("no longer has {}", content.media.essence());
        at.add(engine, Check::MediaTypeRemoved, places, message, effects);
    }
    for content in added {
        let places = (child(&old.pointer, "content"), content.pointer.clone());
        let effects = match at.direction {
            Direction::Request => Effects::NEW,
            // A client asks for the types that it knows.
            Direction::Response => Effects::NONE,
        };
        let message = format!("also has {}", content.media.essence());
        at.add(engine, Check::MediaTypeAdded, places, message, effects);
    }
}

/// Finds the response with the same status, or for the range that the status is in.
fn same_status<'b>(response: &ResponseSpec, others: &'b [ResponseSpec]) -> Option<&'b ResponseSpec> {
    let range = response.key.get(..1).map(|first| format!("{first}XX")).unwrap_or_default();
    let find = |key: &str| others.iter().find(|other| other.key == key);
    find(&response.key).or_else(|| find(&range).filter(|_| response.key != "default"))
}

fn compare_responses(engine: &mut Engine<'_>, old: &OperationSpec, new: &OperationSpec) {
    let is_success = |response: &ResponseSpec| response.key.starts_with('2');
    for response in &old.responses {
        let at = At { operation: &new.id, part: &response.key, direction: Direction::Response };
        if let Some(other) = same_status(response, &new.responses) {
            compare_response(engine, at, response, other);
        } else {
            let missing = child(&child(&new.pointer, "responses"), &response.key);
            let places = (response.body.pointer.clone(), missing);
            let effects = Effects::of(Impact::None, Impact::possible(is_success(response)));
            at.add(engine, Check::StatusRemoved, places, "is no longer documented", effects);
        }
    }
    for response in &new.responses {
        if same_status(response, &old.responses).is_none() {
            let at = At { operation: &new.id, part: &response.key, direction: Direction::Response };
            let places = (child(&old.pointer, "responses"), response.body.pointer.clone());
            let effects = Effects::of(Impact::possible(is_success(response)), Impact::None);
            at.add(engine, Check::StatusAdded, places, "is a new status", effects);
        }
    }
}

fn compare_response(engine: &mut Engine<'_>, at: At<'_>, old: &ResponseSpec, new: &ResponseSpec) {
    let (before, now) = ((&*old.headers, &*old.body.pointer), (&*new.headers, &*new.body.pointer));
    parameters::compare_headers(engine, at, before, now);
    compare_contents(engine, at, &old.body, &new.body);
}
