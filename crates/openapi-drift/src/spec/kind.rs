//! [`Kinds`]: describes the type of a schema in a few words.

use std::collections::HashMap;

use serde_json::Value;

use crate::pointer::{child, segments, text};
use crate::spec::follow::followed;

/// How many levels of nested schemas a description includes.
const MAX_DEPTH: usize = 4;

/// How many types, values and names of schemas a description lists.
const MAX_WORDS: usize = 16;

/// How many parts a union may have to be described within another type.
const MAX_PLAIN_PARTS: usize = 4;

/// How many characters of a listed value or a name a description includes.
const MAX_WORD_CHARACTERS: usize = 64;

/// Describes types. Remembers which schemas are objects.
pub(crate) struct Kinds<'a> {
    spec: &'a Value,
    objects: HashMap<String, bool>,
}

impl<'a> Kinds<'a> {
    pub(crate) fn new(spec: &'a Value) -> Self {
        Self { spec, objects: HashMap::new() }
    }

    /// Describes the schema at a pointer. A referenced object is described by its name.
    pub(crate) fn describe(&mut self, pointer: &str) -> String {
        self.kind(pointer, 0, &mut { MAX_WORDS })
    }

    fn kind(&mut self, pointer: &str, depth: usize, left: &mut usize) -> String {
        let at = followed(self.spec, pointer);
        let Some(schema) = self.spec.pointer(&at) else {
            return String::new();
        };
        let is_named =
            at != pointer && (self.is_object(&at, 0) || depth > 0 && self.is_wide_union(schema, &at));
        let own = if is_named {
            *left = left.saturating_sub(1);
            name(&at)
        } else {
            self.own(schema, &at, depth, left)
        };
        let null = if schema.get("nullable") == Some(&Value::Bool(true)) { " or null" } else { "" };
        own + null
    }

    /// Describes a schema by what it says itself.
    fn own(&mut self, schema: &Value, at: &str, depth: usize, left: &mut usize) -> String {
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return joined(values.iter(), ", ", left, |value, left| {
                *left = left.saturating_sub(1);
                listed(value)
            });
        }
        let kind = match schema.get("type") {
            Some(Value::String(kind)) => Some(kind.clone()),
            Some(Value::Array(kinds)) => {
                let kinds = kinds.iter().filter_map(Value::as_str).take(MAX_WORDS);
                Some(kinds.collect::<Vec<_>>().join(" or ")).filter(|kinds| !kinds.is_empty())
            }
            _ => None,
        };
        if let Some(kind) = kind {
            if kind == "array" && depth < MAX_DEPTH {
                return format!("array of {}", self.kind(&child(at, "items"), depth + 1, left));
            }
            *left = left.saturating_sub(1);
            return kind;
        }
        for (keyword, word) in [("oneOf", " or "), ("anyOf", " or "), ("allOf", " and ")] {
            if let Some(parts) = schema.get(keyword).and_then(Value::as_array)
                && depth < MAX_DEPTH
            {
                return joined(0..parts.len(), word, left, |index, left| {
                    let part = child(&child(at, keyword), index.to_string());
                    self.kind(&part, depth + 1, left)
                });
            }
        }
        *left = left.saturating_sub(1);
        "any".to_owned()
    }

    /// Returns whether a schema is a union with more than a few parts, or with parts that are no plain values.
    fn is_wide_union(&self, schema: &Value, at: &str) -> bool {
        ["oneOf", "anyOf"].iter().any(|keyword| {
            let parts = schema.get(keyword).and_then(Value::as_array).map_or(0, Vec::len);
            let is_plain = |index: usize| {
                let part = child(&child(at, keyword), index.to_string());
                let kind = self.spec.pointer(&followed(self.spec, &part)).and_then(|part| text(part, "type"));
                kind.is_some_and(|kind| !["array", "object"].contains(&kind))
            };
            parts > MAX_PLAIN_PARTS || !(0..parts).all(is_plain)
        })
    }

    /// Returns whether a schema has fields of its own, or parts that have.
    fn is_object(&mut self, at: &str, depth: usize) -> bool {
        if let Some(known) = self.objects.get(at) {
            return *known;
        }
        let Some(schema) = self.spec.pointer(at) else {
            return false;
        };
        // A schema that is a part of itself was rejected before; a chain of parts is followed only so far.
        self.objects.insert(at.to_owned(), false);
        let parts = schema.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
        let is_object = text(schema, "type") == Some("object")
            || schema.get("properties").is_some()
            || (0..if depth < MAX_DEPTH { parts } else { 0 }).any(|index| {
                let part = child(&child(at, "allOf"), index.to_string());
                self.is_object(&followed(self.spec, &part), depth + 1)
            });
        self.objects.insert(at.to_owned(), is_object);
        is_object
    }
}

/// Joins descriptions until no more words are left, and says how many are missing.
fn joined<T>(
    items: impl ExactSizeIterator<Item = T>,
    word: &str,
    left: &mut usize,
    mut describe: impl FnMut(T, &mut usize) -> String,
) -> String {
    let count = items.len();
    if count == 0 {
        *left = left.saturating_sub(1);
    }
    let mut described = Vec::new();
    for item in items {
        if *left == 0 {
            described.push(format!("{} more", count - described.len()));
            break;
        }
        described.push(describe(item, left));
    }
    described.join(word)
}

/// Returns the name of a schema that a reference leads to: its name among the components, or its location.
fn name(at: &str) -> String {
    match at.strip_prefix("/components/schemas/") {
        Some(component) if !component.contains('/') => short(&segments(at).last().unwrap_or_default()),
        _ => format!("#{at}"),
    }
}

fn listed(value: &Value) -> String {
    match value {
        Value::String(text) => short(text),
        Value::Array(_) => "array".to_owned(),
        Value::Object(_) => "object".to_owned(),
        other => other.to_string(),
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(MAX_WORD_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
