//! Compares where the servers of operations are.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::diff::change::Change;
use crate::diff::effects::{Effects, Impact};
use crate::diff::engine::Engine;
use crate::diff::side::Side;
use crate::diff::values;
use crate::findings::finding::Check;
use crate::pointer::{child, text};
use crate::spec::document::OperationSpec;

/// Compares the servers of the document.
pub(super) fn compare_document(engine: &mut Engine<'_>) {
    let at = "/servers";
    if let Some((effects, message)) = compare(&servers(engine.old, at), &servers(engine.new, at)) {
        engine.changes.push(Change::new(Check::ServerChanged, (at, at), message, effects));
    }
}

/// Compares the servers of an operation, unless both documents tell them for all operations.
pub(super) fn compare_operation(engine: &mut Engine<'_>, old: &OperationSpec, new: &OperationSpec) {
    let (old_at, new_at) = (place(engine.old, old), place(engine.new, new));
    if old_at == "/servers" && new_at == "/servers" {
        return;
    }
    if let Some((effects, message)) = compare(&servers(engine.old, &old_at), &servers(engine.new, &new_at)) {
        let own = |at: &str, operation: &OperationSpec| {
            if at == "/servers" { operation.pointer.clone() } else { at.to_owned() }
        };
        let places = (own(&old_at, old), own(&new_at, new));
        let change = Change::new(Check::ServerChanged, places, message, effects);
        engine.changes.push(change.within(&new.id, "operation"));
    }
}

/// Returns the pointer to the servers of an operation: its own, else those of its path, else those of the document.
fn place(side: Side<'_>, operation: &OperationSpec) -> String {
    let item = operation.pointer.rfind('/').and_then(|end| operation.pointer.get(..end)).unwrap_or_default();
    let all = [child(&operation.pointer, "servers"), child(item, "servers")];
    let is_listed = |at: &String| {
        side.root.pointer(at).and_then(Value::as_array).is_some_and(|servers| !servers.is_empty())
    };
    all.into_iter().find(is_listed).unwrap_or_else(|| "/servers".to_owned())
}

fn servers(side: Side<'_>, at: &str) -> BTreeSet<String> {
    let one = |server: &Value| {
        let url = text(server, "url")?.trim_end_matches('/');
        let variables = server.get("variables").and_then(Value::as_object).into_iter().flatten();
        let variables = variables.map(|(name, variable)| {
            let part = |keyword| variable.get(keyword).cloned().unwrap_or_default();
            (name.clone(), json!([part("default"), part("enum")]))
        });
        Some(format!("{url} {}", values::canonical(&Value::Object(variables.collect()))))
    };
    let listed = side.root.pointer(at).and_then(Value::as_array).into_iter().flatten();
    listed.filter_map(one).collect()
}

fn compare(old: &BTreeSet<String>, new: &BTreeSet<String>) -> Option<(Effects, &'static str)> {
    let (is_removed, is_added) = (!old.is_subset(new), !new.is_subset(old));
    let message = match (is_removed, is_added) {
        (true, true) => "has another server",
        (true, false) => "loses a server",
        (false, true) => "gets a server",
        (false, false) => return None,
    };
    Some((Effects::of(Impact::possible(is_removed), Impact::None), message))
}
