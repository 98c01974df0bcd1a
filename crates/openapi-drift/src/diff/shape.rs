//! [`Shape`]: what a schema allows, with references followed and `allOf` merged.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::diff::side::{self, Side};
use crate::diff::types::{ANY, ARRAY, BOOLEAN, FRACTION, INTEGER, NULL, OBJECT, STRING};
use crate::diff::values;
use crate::pointer::child;
use crate::schema::dialect::Dialect;
use crate::schema::graph::{Node, NodeId};

/// Names schemas that all apply to a value; none of them means any value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Set {
    pub(super) schemas: Vec<NodeId>,
    /// Whether null is left out, since it is compared elsewhere.
    pub(super) without_null: bool,
}

/// Describes the fields that no property describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Others {
    Any,
    Closed,
    Schemas(Vec<NodeId>),
}

/// Holds the variants of a `oneOf` or `anyOf` that has several.
#[derive(Debug)]
pub(super) struct Union {
    pub(super) pointer: String,
    pub(super) is_exclusive: bool,
    pub(super) variants: Vec<NodeId>,
    /// Whether one of the variants was null, and nothing else.
    pub(super) or_null: bool,
}

/// A schema that always applies.
pub(super) struct Part<'a> {
    pub(super) node: &'a Node,
    pub(super) schema: Option<&'a Map<String, Value>>,
    or_null: bool,
    is_never: bool,
}

pub(super) struct Shape<'a> {
    pub(super) parts: Vec<Part<'a>>,
    pub(super) unions: Vec<Union>,
    /// The types that it allows.
    pub(super) types: u8,
    /// The listed values (`enum`, `const`), by their text.
    pub(super) values: Option<BTreeSet<String>>,
    pub(super) required: BTreeSet<String>,
    pub(super) properties: BTreeMap<String, Vec<NodeId>>,
    pub(super) others: Others,
    pub(super) items: Vec<NodeId>,
    without_null: bool,
}

impl<'a> Shape<'a> {
    pub(super) fn read(side: Side<'a>, set: &Set) -> Self {
        let mut shape = Self {
            parts: Vec::new(),
            unions: Vec::new(),
            types: ANY,
            values: None,
            required: BTreeSet::new(),
            properties: BTreeMap::new(),
            others: Others::Any,
            items: Vec::new(),
            without_null: set.without_null,
        };
        shape.expand(side, set);
        for index in 0..shape.parts.len() {
            shape.read_part(side.dialect(), index);
        }
        if shape.without_null {
            shape.types &= !NULL;
        }
        shape.settle();
        shape
    }

    /// Collects the schemas that always apply.
    fn expand(&mut self, side: Side<'a>, set: &Set) {
        let mut seen = BTreeSet::new();
        let mut open = set.schemas.iter().rev().map(|id| (*id, false)).collect::<Vec<_>>();
        while let Some((id, or_null)) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let node = side.graph.node(id);
            let raw = side.raw(id);
            let schema = raw.and_then(Value::as_object);
            let is_never = raw == Some(&Value::Bool(false));
            let mut inner = node.reference.map(|reference| reference.target).into_iter().collect::<Vec<_>>();
            inner.extend(&node.all_of);
            let mut next = inner.into_iter().map(|id| (id, or_null)).collect::<Vec<_>>();
            self.parts.push(Part { node, schema, or_null, is_never });
            for (keyword, variants) in side.graph.variants(id) {
                let mut union = union(side, node, keyword, variants);
                union.or_null |= or_null;
                match (union.variants.as_slice(), listed(side, &union)) {
                    ([single], _) => next.push((*single, union.or_null)),
                    (_, Some(listed)) => self.limit_to(listed),
                    _ => self.unions.push(union),
                }
            }
            open.extend(next.into_iter().rev());
        }
    }

    fn read_part(&mut self, dialect: Dialect, index: usize) {
        let Some(part) = self.parts.get(index) else {
            return;
        };
        if part.is_never {
            self.types = 0;
        }
        let (node, or_null) = (part.node, part.or_null);
        let Some(schema) = part.schema.filter(|_| !is_reference(node, dialect)) else {
            return;
        };
        let null = if or_null { NULL } else { 0 };
        self.types &= types(schema, dialect) | null;
        if let Some(mut listed) = values::listed(schema, dialect) {
            if or_null {
                listed.insert("null".to_owned());
            }
            self.limit_to(listed);
        }
        let names = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        self.required.extend(names.filter_map(Value::as_str).map(str::to_owned));
        for (name, property) in &node.properties {
            self.properties.entry(name.clone()).or_default().push(*property);
        }
        self.items.extend(&node.items);
        self.read_others(node, schema);
    }

    fn limit_to(&mut self, listed: BTreeSet<String>) {
        self.values = Some(match self.values.take() {
            None => listed,
            Some(known) => known.intersection(&listed).cloned().collect(),
        });
    }

    fn read_others(&mut self, node: &Node, schema: &Map<String, Value>) {
        let is_closed = |keyword: &str| schema.get(keyword) == Some(&Value::Bool(false));
        if is_closed("additionalProperties") || is_closed("unevaluatedProperties") {
            self.others = Others::Closed;
        }
        let is_empty = |keyword: &str| {
            schema.get(keyword).and_then(Value::as_object).is_some_and(Map::is_empty)
                || schema.get(keyword) == Some(&Value::Bool(true))
        };
        if is_empty("additionalProperties") || node.other_fields.is_empty() {
            return;
        }
        match &mut self.others {
            Others::Any => self.others = Others::Schemas(node.other_fields.clone()),
            Others::Schemas(schemas) => schemas.extend(&node.other_fields),
            Others::Closed => {}
        }
    }

    /// Drops listed values that the types rule out, and types of which no value is listed.
    fn settle(&mut self) {
        let types = self.types;
        let Some(listed) = &mut self.values else {
            return;
        };
        listed.retain(|value| values::type_of(value) & types != 0);
        let of_values = listed.iter().fold(0, |types, value| types | values::type_of(value));
        self.types &= of_values;
        let has = |value: &str| listed.contains(value);
        let all_booleans = self.types & BOOLEAN == 0 || has("true") && has("false");
        if self.types != 0 && self.types & !(BOOLEAN | NULL) == 0 && all_booleans {
            self.values = None;
        }
    }

    /// Returns the pointer to a keyword, or to the schema if it does not have the keyword.
    pub(super) fn at(&self, keyword: &str) -> String {
        let has = |part: &&Part<'_>| part.schema.is_some_and(|schema| schema.contains_key(keyword));
        match self.parts.iter().find(has) {
            Some(part) => child(&part.node.pointer, keyword),
            None => self.parts.first().map(|part| part.node.pointer.clone()).unwrap_or_default(),
        }
    }

    /// Returns the values of a keyword in all schemas.
    pub(super) fn all<'b>(&'b self, keyword: &'b str) -> impl Iterator<Item = &'a Value> + 'b {
        self.parts.iter().filter_map(move |part| part.schema?.get(keyword))
    }

    /// Returns whether nothing but its types limits the values.
    pub(super) fn is_only_types(&self, dialect: Dialect) -> bool {
        self.unions.is_empty() && self.is_bare(dialect)
    }

    /// Returns whether nothing but a union and types limits the values.
    pub(super) fn is_bare(&self, dialect: Dialect) -> bool {
        let is_other = |name: &String| {
            side::is_rule(dialect, name)
                && !matches!(name.as_str(), "oneOf" | "anyOf" | "allOf" | "type" | "nullable")
        };
        !self.parts.iter().any(|part| part.schema.is_some_and(|schema| schema.keys().any(is_other)))
    }
}

fn is_reference(node: &Node, dialect: Dialect) -> bool {
    node.reference.is_some() && dialect == Dialect::OpenApi30
}

fn union(side: Side<'_>, node: &Node, keyword: &str, variants: &[NodeId]) -> Union {
    let is_null = |id: &&NodeId| {
        let schema = side.raw(**id).and_then(Value::as_object);
        schema.is_some_and(|schema| {
            side.dialect() == Dialect::OpenApi31
                && !schema.contains_key("$ref")
                && (types(schema, side.dialect()) == NULL || schema.get("const") == Some(&Value::Null))
        })
    };
    let (nulls, variants): (Vec<_>, Vec<_>) = variants.iter().partition(is_null);
    Union {
        pointer: child(&node.pointer, keyword),
        is_exclusive: keyword == "oneOf",
        variants,
        or_null: !nulls.is_empty(),
    }
}

/// Returns the values of a union whose variants only list values, as some authors write an `enum`.
fn listed(side: Side<'_>, union: &Union) -> Option<BTreeSet<String>> {
    let dialect = side.dialect();
    let is_other = |name: &String| {
        side::is_rule(dialect, name) && !matches!(name.as_str(), "type" | "nullable" | "enum" | "const")
    };
    let mut all = BTreeSet::new();
    for variant in &union.variants {
        let schema = side.raw(side.resolved(*variant, false).0)?.as_object()?;
        let types = types(schema, dialect);
        let listed = values::listed(schema, dialect).filter(|_| !schema.keys().any(is_other))?;
        all.extend(listed.into_iter().filter(|value| values::type_of(value) & types != 0));
    }
    if union.or_null {
        all.insert("null".to_owned());
    }
    (!all.is_empty()).then_some(all)
}

/// Returns the types that a schema allows by itself.
fn types(schema: &Map<String, Value>, dialect: Dialect) -> u8 {
    let of = |kind: &Value| match kind.as_str().unwrap_or_default() {
        "null" => NULL,
        "boolean" => BOOLEAN,
        "object" => OBJECT,
        "array" => ARRAY,
        "string" => STRING,
        "integer" => INTEGER,
        "number" => INTEGER | FRACTION,
        _ => ANY,
    };
    let nullable = dialect == Dialect::OpenApi30 && schema.get("nullable") == Some(&Value::Bool(true));
    match schema.get("type") {
        None => ANY,
        Some(Value::Array(kinds)) => kinds.iter().fold(0, |types, kind| types | of(kind)),
        Some(kind) => of(kind) | if nullable { NULL } else { 0 },
    }
}

/// Names types, such as `string or null`.
pub(super) fn names(types: u8) -> String {
    if types & ANY == ANY {
        return "any type".to_owned();
    }
    let all = [
        (OBJECT, "object"),
        (ARRAY, "array"),
        (STRING, "string"),
        (INTEGER | FRACTION, "number"),
        (BOOLEAN, "boolean"),
        (NULL, "null"),
    ];
    let mut found = Vec::new();
    for (bits, name) in all {
        match types & bits {
            0 => {}
            INTEGER => found.push("integer"),
            _ => found.push(name),
        }
    }
    if found.is_empty() { "nothing".to_owned() } else { found.join(" or ") }
}
