//! Compares what credentials operations ask for.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::diff::change::Change;
use crate::diff::effects::{Effects, Impact};
use crate::diff::engine::Engine;
use crate::diff::side::Side;
use crate::findings::finding::Check;
use crate::pointer::{child, text};
use crate::spec::document::OperationSpec;
use crate::spec::follow::followed;

const SCHEMES: &str = "/components/securitySchemes";

/// The schemes that a request must satisfy, with their scopes.
type Alternative = BTreeMap<String, BTreeSet<String>>;

/// Compares the schemes, and the alternatives of the document as a whole.
pub(super) fn compare_document(engine: &mut Engine<'_>) {
    let (old, new) = (engine.old, engine.new);
    for name in old.object(SCHEMES).into_iter().flat_map(Map::keys) {
        let at = child(SCHEMES, name);
        let is_known = new.object(SCHEMES).is_some_and(|schemes| schemes.contains_key(name));
        if is_known && identity(old, name) != identity(new, name) {
            let message = "sends the credential in another way";
            let change = Change::new(Check::SecurityChanged, (at.clone(), at), message, Effects::BOTH);
            engine.changes.push(change);
        }
    }
    let at = "/security";
    if let Some((effects, message)) = compare(&alternatives(old, new, at), &alternatives(new, old, at)) {
        let change = Change::new(Check::SecurityChanged, (at, at), message, effects);
        engine.changes.push(change);
    }
}

/// Compares the alternatives of an operation, unless both documents tell them for all operations.
pub(super) fn compare_operation(engine: &mut Engine<'_>, old: &OperationSpec, new: &OperationSpec) {
    let at = |side: Side<'_>, operation: &OperationSpec| {
        let own = child(&operation.pointer, "security");
        if side.root.pointer(&own).is_some() { own } else { "/security".to_owned() }
    };
    let (old_at, new_at) = (at(engine.old, old), at(engine.new, new));
    if old_at == "/security" && new_at == "/security" {
        return;
    }
    let (before, now) =
        (alternatives(engine.old, engine.new, &old_at), alternatives(engine.new, engine.old, &new_at));
    if let Some((effects, message)) = compare(&before, &now) {
        let own = |at: &str, operation: &OperationSpec| {
            if at == "/security" { operation.pointer.clone() } else { at.to_owned() }
        };
        let places = (own(&old_at, old), own(&new_at, new));
        let change = Change::new(Check::SecurityChanged, places, message, effects);
        engine.changes.push(change.within(&new.id, "request"));
    }
}

/// Returns where a scheme sends a credential.
fn identity(side: Side<'_>, name: &str) -> String {
    let at = followed(side.root, &child(SCHEMES, name));
    let Some(scheme) = side.root.pointer(&at) else {
        return name.to_owned();
    };
    let part = |keyword| text(scheme, keyword).unwrap_or_default();
    let place = part("in");
    let name = if place == "header" { part("name").to_ascii_lowercase() } else { part("name").to_owned() };
    format!("{} {place} {name} {}", part("type"), part("scheme").to_ascii_lowercase())
}

fn alternatives(side: Side<'_>, other: Side<'_>, at: &str) -> Vec<Alternative> {
    let listed = side.root.pointer(at).and_then(Value::as_array);
    let known = |side: Side<'_>, name: &String| {
        side.object(SCHEMES).is_some_and(|schemes| schemes.contains_key(name))
    };
    let one = |alternative: &Value| {
        let schemes = alternative.as_object().into_iter().flatten();
        schemes
            .map(|(name, scopes)| {
                let scopes = scopes.as_array().into_iter().flatten().filter_map(Value::as_str);
                // A scheme with another name is the same if it sends the same.
                let name = if known(other, name) { name.clone() } else { identity(side, name) };
                (name, scopes.map(str::to_owned).collect())
            })
            .collect::<Alternative>()
    };
    let found = listed.into_iter().flatten().map(one).collect::<Vec<_>>();
    if found.is_empty() { vec![Alternative::new()] } else { found }
}

/// Returns whether a request that satisfies one alternative satisfies another as well.
fn satisfies(request: &Alternative, other: &Alternative) -> bool {
    other.iter().all(|(name, scopes)| request.get(name).is_some_and(|own| scopes.is_subset(own)))
}

/// Returns how far requests that satisfy `from` are refused by `to`.
fn refused(from: &[Alternative], to: &[Alternative]) -> Impact {
    let is_accepted = |request: &Alternative| to.iter().any(|other| satisfies(request, other));
    let lost = from.iter().filter(|request| !is_accepted(request)).collect::<Vec<_>>();
    let names = |alternative: &Alternative| alternative.keys().cloned().collect::<Vec<_>>();
    let lacks_scope = |request: &&Alternative| to.iter().any(|other| names(other) == names(request));
    match lost.len() {
        0 => Impact::None,
        all if all == from.len() => Impact::Certain,
        _ if lost.iter().any(lacks_scope) => Impact::Certain,
        _ => Impact::Possible,
    }
}

fn compare(old: &[Alternative], new: &[Alternative]) -> Option<(Effects, &'static str)> {
    let (mut existing, new_client) = (refused(old, new), refused(new, old));
    let is_open = |alternatives: &[Alternative]| alternatives.iter().any(Alternative::is_empty);
    if is_open(new) && !is_open(old) {
        existing = existing.max(Impact::Possible);
    }
    let message = match (is_open(old), is_open(new), existing, new_client) {
        (_, _, Impact::None, Impact::None) => return None,
        (true, false, ..) => "asks for credentials",
        (false, true, ..) => "no longer asks for credentials",
        (_, _, Impact::None, _) => "accepts other or fewer credentials",
        (_, _, _, Impact::None) => "no longer accepts all credentials that it accepted",
        _ => "asks for other credentials",
    };
    Some((Effects::of(existing, new_client), message))
}
