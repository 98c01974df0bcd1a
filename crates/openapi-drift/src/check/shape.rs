//! [`Shape`]: the types that a schema allows, to read a text as a value.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::check::style::Written;
use crate::pointer::{of_reference, text};

/// Holds the schemas that may apply to a value: those that a schema refers to, and the parts and variants of each.
pub(crate) struct Shape<'a> {
    root: &'a Value,
    schemas: Vec<&'a Map<String, Value>>,
}

impl<'a> Shape<'a> {
    pub(crate) fn at(root: &'a Value, pointer: &str) -> Self {
        Self::of(root, root.pointer(pointer).into_iter().collect())
    }

    fn of(root: &'a Value, mut open: Vec<&'a Value>) -> Self {
        let (mut schemas, mut seen) = (Vec::new(), BTreeSet::new());
        while let Some(schema) = open.pop() {
            let Some(object) = schema.as_object().filter(|_| seen.insert(std::ptr::from_ref(schema))) else {
                continue;
            };
            if let Some(reference) = text(schema, "$ref") {
                open.extend(of_reference(reference).and_then(|at| root.pointer(&at)));
                continue;
            }
            let parts = ["allOf", "oneOf", "anyOf"].into_iter().filter_map(|keyword| object.get(keyword));
            open.extend(parts.filter_map(Value::as_array).flatten());
            schemas.push(object);
        }
        Self { root, schemas }
    }

    fn keyword(&self, name: &str) -> Vec<&'a Value> {
        self.schemas.iter().filter_map(|schema| schema.get(name)).collect()
    }

    /// Returns whether a type is allowed. Any type is, unless a schema names types or values.
    pub(crate) fn allows(&self, kind: &str) -> bool {
        let listed = self.keyword("enum").into_iter().filter_map(Value::as_array).flatten();
        let mut kinds = listed.chain(self.keyword("const")).map(kind_of).collect::<Vec<_>>();
        kinds.extend(self.types());
        kinds.is_empty() || kinds.iter().any(|it| *it == kind || *it == "integer" && kind == "number")
    }

    fn allows_null(&self) -> bool {
        self.keyword("nullable").contains(&&Value::Bool(true)) || self.types().contains(&"null")
    }

    /// Returns the named types. OpenAPI 3.1 allows a list of them.
    fn types(&self) -> Vec<&'a str> {
        let one_or_more =
            |value: &'a Value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        self.keyword("type").into_iter().flat_map(one_or_more).filter_map(Value::as_str).collect()
    }

    fn items(&self) -> Self {
        Self::of(self.root, self.keyword("items"))
    }

    fn property(&self, name: &str) -> Self {
        let properties = self.keyword("properties");
        let own = properties.into_iter().filter_map(|properties| properties.get(name)).collect::<Vec<_>>();
        Self::of(self.root, if own.is_empty() { self.keyword("additionalProperties") } else { own })
    }

    /// Returns whether a schema says that a value is, or may be, an object.
    pub(crate) fn names_object(&self) -> bool {
        let kinds = self.types();
        kinds.contains(&"object") || kinds.is_empty() && !self.keyword("properties").is_empty()
    }

    /// Returns whether an object has a field of this name.
    pub(crate) fn names(&self, field: &str) -> bool {
        self.keyword("properties").into_iter().any(|properties| properties.get(field).is_some())
    }

    /// Returns whether an object may have fields that are not named.
    pub(crate) fn is_open(&self) -> bool {
        let additional = self.keyword("additionalProperties");
        let closed = additional.contains(&&Value::Bool(false));
        let unnamed = self.keyword("properties").is_empty() && self.allows("object");
        !closed && (unnamed || !additional.is_empty())
    }

    /// Returns the values that a text may stand for.
    pub(crate) fn values(&self, written: &Written) -> Vec<Value> {
        let value = |prefer_text| match written {
            Written::Text(text) => self.scalar(text, prefer_text),
            Written::List(items) => {
                let shape = self.items();
                items.iter().map(|item| shape.scalar(item, prefer_text)).collect()
            }
            Written::Fields(fields) => self.object(fields, prefer_text),
        };
        let mut values = vec![value(false)];
        let as_text = value(true);
        if !values.contains(&as_text) {
            values.push(as_text);
        }
        values
    }

    fn object(&self, fields: &[(String, String)], prefer_text: bool) -> Value {
        let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, value) in fields {
            by_name.entry(name).or_default().push(value);
        }
        let field = |(name, values): (&str, Vec<&str>)| {
            let shape = self.property(name);
            let value = match values.as_slice() {
                [only] if shape.allows("string") || !shape.allows("array") => shape.scalar(only, prefer_text),
                values => {
                    let items = shape.items();
                    values.iter().map(|value| items.scalar(value, prefer_text)).collect()
                }
            };
            (name.to_owned(), value)
        };
        Value::Object(by_name.into_iter().map(field).collect())
    }

    /// Reads a text as a number, a boolean or null if the types allow it, and otherwise as a string.
    fn scalar(&self, text: &str, prefer_text: bool) -> Value {
        if prefer_text && self.allows("string") {
            return text.into();
        }
        match serde_json::from_str::<Value>(text) {
            Ok(value @ Value::Bool(_)) if self.allows("boolean") => value,
            Ok(value @ Value::Number(_)) if self.allows("number") => value,
            Ok(Value::Null) if self.allows_null() => Value::Null,
            _ => text.into(),
        }
    }
}

fn kind_of(value: &Value) -> &str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
