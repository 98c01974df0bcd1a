//! [`RustItem`] and [`RustItems`].

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// A Rust item: a type, a field, a variant, an implemented trait, or a method.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RustItem {
    /// The place in the spec that it is made of.
    pub(crate) pointer: String,
    /// What code that uses it relies on: the type of a field, or the kind of a type. `None` where the generator invents
    /// names that this model does not know.
    pub(crate) signature: Option<String>,
    /// What it does at run time, beside its signature: names on the wire, defaults, checks.
    pub(crate) behavior: Value,
    /// Whether an item inside it may be added without breaking anybody: it is `#[non_exhaustive]`.
    pub(crate) is_open: bool,
    /// Whether the builder fails at run time unless this field is set.
    pub(crate) is_needed: bool,
}

/// The items of a spec by their paths, such as `types::SessionData::authorization_url`.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct RustItems {
    pub(crate) items: BTreeMap<String, RustItem>,
    /// What the generator refuses although it passed the checks: pointers and sentences.
    pub(crate) refusals: Vec<(String, String)>,
}

impl RustItems {
    /// Returns the signatures of a type and of what is inside it, without its name.
    pub(crate) fn content(&self, path: &str) -> Vec<(&str, &Option<String>)> {
        let parts = self.items.iter().filter(|(other, _)| *other == path || parent(other) == Some(path));
        parts.map(|(other, item)| (&other[path.len()..], &item.signature)).collect()
    }

    pub(super) fn add(&mut self, path: String, pointer: String, signature: Option<String>, behavior: Value) {
        self.insert(path, RustItem { pointer, signature, behavior, is_open: true, is_needed: false });
    }

    /// Adds an item. Two names of a spec may be one in Rust.
    pub(super) fn insert(&mut self, path: String, item: RustItem) {
        match self.items.entry(path) {
            Entry::Vacant(place) => drop(place.insert(item)),
            Entry::Occupied(place) => {
                let sentence = format!("{} would be there twice in Rust; choose another name", place.key());
                self.refusals.push((item.pointer, sentence));
            }
        }
    }
}

/// Returns the path of the type that an item is a part of.
pub(crate) fn parent(path: &str) -> Option<&str> {
    let types = path.strip_prefix("types::")?;
    let end = types.find(':')?;
    Some(&path[.."types::".len() + end])
}

/// A spec, and the copy of it that the generator gets.
pub(super) struct Spec {
    pub(super) exact: Value,
    pub(super) prepared: Value,
    /// The components that some response uses.
    pub(super) in_responses: BTreeSet<String>,
}
