//! [`Bundle`]: the schemas of a document as one JSON Schema, to be compiled at once.
//!
//! Its root has a property for each schema that a value can be checked against, named after the [`NodeId`]. So all
//! checks share one compiled form of each schema, however many messages use it.

use serde_json::{Map, Value, json};

use crate::pointer::{child, escaped};
use crate::schema::dialect::{Dialect, Keyword};
use crate::schema::graph::{Case, Discriminator, Graph, NodeId};
use crate::schema::hidden::Hidden;
use crate::schema::patterns::Patterns;
use crate::schema::references::DOCUMENT;

/// The keyword that replaces the `format` of a number, which JSON Schema ignores.
pub(super) const NUMBER_FORMAT: &str = "x-number-format";

pub(super) struct Bundle {
    pub(super) schema: Value,
    /// Pointers to patterns that can't be compiled, and are left out.
    pub(super) unusable: Vec<String>,
}

impl Bundle {
    /// Translates the schemas of a document. Values can be checked against the schemas in `entries`.
    pub(super) fn new(document: &Value, graph: &Graph, hidden: &Hidden, entries: &[NodeId]) -> Self {
        let has_dynamic =
            graph.nodes.iter().any(|node| node.reference.is_some_and(|reference| reference.is_dynamic));
        let mut bundler =
            Bundler { graph, hidden, has_dynamic, patterns: Patterns::default(), unusable: Vec::new() };
        let mut definitions = Map::new();
        for (index, node) in graph.nodes.iter().enumerate() {
            let id = NodeId(index);
            let value = document.pointer(&node.pointer).unwrap_or(&Value::Null);
            if node.parent.is_none() {
                definitions.insert(index.to_string(), bundler.schema(id, value, true));
            }
            if node.discriminator.as_ref().is_some_and(|it| it.union.is_none()) {
                definitions.insert(format!("{index}-alone"), bundler.schema(id, value, false));
            }
        }
        let entries = entries.iter().map(|id| (id.0.to_string(), bundler.reference(*id, true)));
        let entries = entries.collect::<Map<_, _>>();
        let mut schema = json!({ "properties": entries, "additionalProperties": false, "type": "object" });
        schema[definitions_keyword(graph.dialect)] = definitions.into();
        let mut unusable = bundler.unusable;
        unusable.sort();
        unusable.dedup();
        Self { schema, unusable }
    }
}

fn definitions_keyword(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::OpenApi30 => "definitions",
        Dialect::OpenApi31 => "$defs",
    }
}

/// Returns the pointer into the document for a pointer into the bundle. Parts that the translation added are dropped.
pub(super) fn origin(document: &Value, graph: &Graph, path: &str) -> String {
    let mut parts = path.splitn(4, '/').skip(2);
    let id = parts.next().and_then(|key| key.trim_end_matches("-alone").parse::<usize>().ok());
    let Some(node) = id.and_then(|id| graph.nodes.get(id)) else {
        return String::new();
    };
    let rest = parts.next().map(|rest| format!("/{rest}")).unwrap_or_default();
    let rest = match rest.strip_suffix(NUMBER_FORMAT) {
        Some(schema) => format!("{schema}format"),
        None => rest,
    };
    let mut pointer = format!("{}{rest}", node.pointer);
    while pointer.len() > node.pointer.len() && document.pointer(&pointer).is_none() {
        pointer.truncate(pointer.rfind('/').unwrap_or_default());
    }
    pointer
}

struct Bundler<'a> {
    graph: &'a Graph,
    hidden: &'a Hidden,
    has_dynamic: bool,
    patterns: Patterns,
    unusable: Vec<String>,
}

impl Bundler<'_> {
    /// Translates a schema. With `with_children`, the children that inherit from it apply as well.
    fn schema(&mut self, id: NodeId, value: &Value, with_children: bool) -> Value {
        let Value::Object(schema) = value else {
            return value.clone();
        };
        let node = self.graph.node(id);
        let mut translated = Map::new();
        if let Some(reference) = node.reference {
            match schema.get("$dynamicRef").filter(|_| reference.is_dynamic) {
                Some(dynamic) => drop(translated.insert("$dynamicRef".into(), dynamic.clone())),
                None => drop(
                    translated
                        .insert("$ref".into(), self.address(reference.target, !reference.is_inheritance)),
                ),
            }
            if self.graph.dialect == Dialect::OpenApi30 {
                return translated.into();
            }
        }
        for (name, value) in schema {
            let at = child(&node.pointer, name);
            match self.graph.dialect.keyword(name) {
                Keyword::Schema => {
                    translated.insert(name.clone(), self.inner(&at, value));
                }
                Keyword::List => {
                    let parts = value.as_array().into_iter().flatten().enumerate();
                    let parts = parts.map(|(index, part)| self.inner(&child(&at, index.to_string()), part));
                    translated.insert(name.clone(), parts.collect());
                }
                Keyword::Map => {
                    let mut members = Map::new();
                    for (key, part) in value.as_object().into_iter().flatten() {
                        let at = child(&at, key);
                        if name == "patternProperties" && !self.patterns.is_usable(key) {
                            self.unusable.push(at);
                        } else {
                            members.insert(key.clone(), self.inner(&at, part));
                        }
                    }
                    translated.insert(name.clone(), members.into());
                }
                Keyword::Rule => self.rule(id, &at, name, value, &mut translated),
                Keyword::Other => {}
            }
        }
        if schema.get("additionalProperties") == Some(&Value::Bool(false))
            && !translated.contains_key("patternProperties")
        {
            // Otherwise the validator reports the first field only.
            translated.entry("properties").or_insert_with(|| json!({}));
        }
        self.nullable(schema, &mut translated);
        if let Some(discriminator) = &node.discriminator {
            self.discriminate(id, discriminator, with_children, &mut translated);
        }
        translated.into()
    }

    fn inner(&mut self, at: &str, value: &Value) -> Value {
        match self.graph.id(at) {
            Some(id) => self.schema(id, value, true),
            None => value.clone(),
        }
    }

    fn rule(&mut self, id: NodeId, at: &str, name: &str, value: &Value, translated: &mut Map<String, Value>) {
        match (name, value) {
            ("required", Value::Array(names)) => {
                let hidden =
                    |name: &&Value| name.as_str().is_some_and(|name| self.hidden.hides(self.graph, id, name));
                let kept = names.iter().filter(|name| !hidden(name)).cloned().collect::<Vec<_>>();
                if !kept.is_empty() {
                    translated.insert(name.to_owned(), kept.into());
                }
            }
            ("pattern", Value::String(pattern)) if !self.patterns.is_usable(pattern) => {
                self.unusable.push(at.to_owned());
            }
            ("format", Value::String(format))
                if matches!(format.as_str(), "int32" | "int64" | "float" | "double") =>
            {
                translated.insert(NUMBER_FORMAT.to_owned(), value.clone());
            }
            ("$id" | "$anchor" | "$dynamicAnchor", _) if !self.has_dynamic => {}
            _ => drop(translated.insert(name.to_owned(), value.clone())),
        }
    }

    /// `nullable` extends the `type` next to it. Without a `type` it has no effect (OpenAPI 3.0.3).
    fn nullable(&self, schema: &Map<String, Value>, translated: &mut Map<String, Value>) {
        if self.graph.dialect == Dialect::OpenApi30
            && schema.get("nullable") == Some(&Value::Bool(true))
            && let Some(kind) = schema.get("type")
        {
            translated.insert("type".into(), json!([kind, "null"]));
        }
    }

    /// Ties each variant, or each child, to the values of the property that name it.
    fn discriminate(
        &mut self,
        id: NodeId,
        discriminator: &Discriminator,
        with_children: bool,
        translated: &mut Map<String, Value>,
    ) {
        let property = discriminator.property.as_str();
        if let Some(keyword) = discriminator.union {
            if let Some(Value::Array(variants)) = translated.get_mut(keyword) {
                for (variant, case) in variants.iter_mut().zip(&discriminator.cases) {
                    if !case.names.is_empty() {
                        let tied = tied(property, case, Some(variant.take()));
                        *variant = tied;
                    }
                }
            }
        } else if with_children {
            let mut variants = Vec::new();
            for case in &discriminator.cases {
                let schema = (case.schema != id).then(|| self.reference(case.schema, true));
                variants.push(tied(property, case, schema));
            }
            // Nothing is named by a value that is not an object, or by an object that need not have the property.
            let required = translated.get("required").and_then(Value::as_array);
            let is_required = required.is_some_and(|names| names.iter().any(|name| name == property));
            let mut unnamed = json!({ "type": "object" });
            if !is_required {
                unnamed["required"] = json!([property]);
            }
            variants.push(json!({ "not": unnamed }));
            translated.insert("anyOf".into(), variants.into());
        }
    }

    fn reference(&self, target: NodeId, with_children: bool) -> Value {
        json!({ "$ref": self.address(target, with_children) })
    }

    /// Returns the address of a schema in the bundle.
    fn address(&self, target: NodeId, with_children: bool) -> Value {
        let keyword = definitions_keyword(self.graph.dialect);
        let base = if self.has_dynamic { DOCUMENT } else { "" };
        if !with_children {
            return format!("{base}#/{keyword}/{}-alone", target.0).into();
        }
        let (top, rest) = self.graph.outermost(target);
        format!("{base}#/{keyword}/{}{}", top.0, escaped(rest)).into()
    }
}

/// Returns a schema that applies only to objects that name it.
fn tied(property: &str, case: &Case, schema: Option<Value>) -> Value {
    let mut tied = json!({
        "type": "object",
        "required": [property],
        "properties": { property: { "enum": case.names } },
    });
    if let Some(schema) = schema {
        tied["allOf"] = json!([schema]);
    }
    tied
}
