//! Finds which operations of two documents are the same, also if they have another path or another id.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::contract::Contract;
use crate::diff::change::Change;
use crate::diff::changes::Changes;
use crate::diff::effects::Effects;
use crate::diff::engine::Engine;
use crate::diff::side::Side;
use crate::diff::{messages, security, servers, values};
use crate::findings::finding::Check;
use crate::pointer::child;
use crate::spec::document::OperationSpec;

impl Contract {
    /// Compares this document with a newer version of it. Each [`Change`] says whether it breaks existing clients, and
    /// whether it breaks a client of the new document with a server that is still as this one says.
    ///
    /// One law decides nearly everything: what a request accepts may only grow, and what a response may contain may only
    /// shrink. Schemas are compared as sets of values, with references resolved and `allOf` merged.
    ///
    /// ```
    /// use openapi_drift::{Affected, Bump, Contract, Impact};
    ///
    /// let shop = |name: &str| Contract::from_json(&format!(r##"{{
    ///     "openapi": "3.0.3",
    ///     "info": {{ "title": "Shop", "version": "1" }},
    ///     "paths": {{ "/orders": {{ "get": {{ "operationId": "list_orders", "responses": {{ "200": {{
    ///         "description": "The orders.",
    ///         "content": {{ "application/json": {{ "schema": {{
    ///             "type": "object", "required": ["{name}"],
    ///             "properties": {{ "{name}": {{ "type": "integer" }} }}
    ///         }} }} }}
    ///     }} }} }} }} }}
    /// }}"##));
    /// let changes = shop("count")?.changes_to(&shop("total")?);
    /// assert_eq!(changes.bump(), Bump::Major);
    /// let removed = &changes.as_slice()[0];
    /// assert_eq!(removed.check().as_str(), "property-removed");
    /// assert_eq!(removed.existing_clients(), Impact::Certain);
    /// assert!(removed.affects().contains(&Affected::ExistingClients));
    /// println!("{}", changes.into_report());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn changes_to(&self, new: &Self) -> Changes {
        compare(self, new)
    }
}

/// Compares two documents.
fn compare(old: &Contract, new: &Contract) -> Changes {
    let mut engine = Engine::new(Side::of(old), Side::of(new));
    security::compare_document(&mut engine);
    servers::compare_document(&mut engine);
    let matched = matched(&engine);
    for (old, new) in &matched.same {
        compare_operation(&mut engine, old, new);
    }
    for old in matched.removed {
        let places = (old.pointer.clone(), parent(&old.pointer));
        let message = format!("{} is removed", place(old));
        let change = Change::new(Check::OperationRemoved, places, message, Effects::EXISTING);
        engine.changes.push(change.within(&old.id, "operation"));
    }
    for new in matched.added {
        let places = (parent(&new.pointer), new.pointer.clone());
        let message = format!("{} is new", place(new));
        let change = Change::new(Check::OperationAdded, places, message, Effects::NEW);
        engine.changes.push(change.within(&new.id, "operation"));
    }
    Changes::new(engine.finish())
}

struct Matched<'a> {
    same: Vec<(&'a OperationSpec, &'a OperationSpec)>,
    removed: Vec<&'a OperationSpec>,
    added: Vec<&'a OperationSpec>,
}

impl<'a> Matched<'a> {
    /// Matches the operations that are left and have the same key, unless several have it.
    fn take<K: Ord>(&mut self, key: impl Fn(bool, &OperationSpec) -> Option<K>) {
        let mut by_key = BTreeMap::<K, (Vec<&'a OperationSpec>, Vec<&'a OperationSpec>)>::new();
        for old in &self.removed {
            if let Some(key) = key(true, old) {
                by_key.entry(key).or_default().0.push(*old);
            }
        }
        for new in &self.added {
            if let Some(key) = key(false, new) {
                by_key.entry(key).or_default().1.push(*new);
            }
        }
        let mut found = BTreeMap::new();
        for (old, new) in by_key.into_values() {
            if let ([old], [new]) = (old.as_slice(), new.as_slice()) {
                found.insert(old.index, *new);
            }
        }
        let taken = found.values().map(|new| new.index).collect::<BTreeSet<_>>();
        self.same.extend(self.removed.iter().filter_map(|old| Some((*old, *found.get(&old.index)?))));
        self.removed.retain(|old| !found.contains_key(&old.index));
        self.added.retain(|new| !taken.contains(&new.index));
    }
}

fn matched<'a>(engine: &Engine<'a>) -> Matched<'a> {
    let (old, new) = (engine.old, engine.new);
    let mut matched = Matched {
        same: Vec::new(),
        removed: old.document.operations.iter().collect(),
        added: new.document.operations.iter().collect(),
    };
    let side = |is_old| if is_old { old } else { new };
    matched.take(|_, it| Some((it.method().to_owned(), it.path().to_owned())));
    // The names of variables in a path are not sent.
    matched.take(|_, it| Some((it.method().to_owned(), without_names(it.path()))));
    matched.take(|is_old, it| own_id(side(is_old), it));
    matched
        .take(|is_old, it| Some((it.method().to_owned(), last_word(it.path()), content(side(is_old), it)?)));
    matched.take(|is_old, it| {
        let content = content(side(is_old), it)?;
        content.contains("\"schema\"").then(|| (it.method().to_owned(), content))
    });
    matched.same.sort_by_key(|(_, new)| new.index);
    matched
}

/// Returns the `operationId`, if the document has one.
fn own_id(side: Side<'_>, operation: &OperationSpec) -> Option<String> {
    side.object(&operation.pointer)?.get("operationId")?.as_str().map(str::to_owned)
}

/// Returns a text of all that an operation says, but not of its names.
fn content(side: Side<'_>, operation: &OperationSpec) -> Option<String> {
    let mut object = side.object(&operation.pointer)?.clone();
    for name in ["operationId", "summary", "description", "tags", "deprecated"] {
        object.remove(name);
    }
    Some(values::canonical(&Value::Object(object)))
}

fn without_names(path: &str) -> String {
    let mut text = String::new();
    let mut is_name = false;
    for part in path.chars() {
        is_name &= part != '}';
        if !is_name {
            text.push(part);
        }
        is_name |= part == '{';
    }
    text
}

/// Returns the last segment of a path that is no variable.
fn last_word(path: &str) -> String {
    path.rsplit('/').find(|part| !part.contains('{')).unwrap_or_default().to_owned()
}

fn place(operation: &OperationSpec) -> String {
    format!("{} {}", operation.method().to_ascii_uppercase(), operation.path())
}

fn parent(pointer: &str) -> String {
    pointer.rfind('/').and_then(|end| pointer.get(..end)).unwrap_or_default().to_owned()
}

fn compare_operation(engine: &mut Engine<'_>, old: &OperationSpec, new: &OperationSpec) {
    let is_moved = old.method() != new.method() || without_names(old.path()) != without_names(new.path());
    if is_moved {
        let places = (old.pointer.clone(), new.pointer.clone());
        let message = format!("moves from {} to {}", place(old), place(new));
        let change = Change::new(Check::OperationMoved, places, message, Effects::BOTH);
        engine.changes.push(change.within(&new.id, "operation"));
    }
    let (old_id, new_id) = (own_id(engine.old, old), own_id(engine.new, new));
    if old_id != new_id {
        let at = |operation: &OperationSpec| child(&operation.pointer, "operationId");
        let message = match (&old_id, &new_id) {
            (Some(old), Some(new)) => format!("is renamed from {old} to {new}"),
            (Some(old), None) => format!("loses its operationId {old}"),
            (_, new) => format!("gets the operationId {}", new.as_deref().unwrap_or_default()),
        };
        let change = Change::new(Check::OperationRenamed, (at(old), at(new)), message, Effects::NONE);
        engine.changes.push(change.within(&new.id, "operation"));
    }
    let is_deprecated = |side: Side<'_>, operation: &OperationSpec| {
        side.object(&operation.pointer).and_then(|it| it.get("deprecated")) == Some(&Value::Bool(true))
    };
    if is_deprecated(engine.new, new) && !is_deprecated(engine.old, old) {
        let places = (old.pointer.clone(), child(&new.pointer, "deprecated"));
        let change = Change::new(Check::OperationDeprecated, places, "is deprecated", Effects::NONE);
        engine.changes.push(change.within(&new.id, "operation"));
    }
    servers::compare_operation(engine, old, new);
    security::compare_operation(engine, old, new);
    messages::compare(engine, old, new, is_moved);
}
