//! [`Reader`]: visits the schemas of a document one after another, and connects them.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::error::ContractError;
use crate::pointer::child;
use crate::schema::dialect::{Dialect, Keyword};
use crate::schema::direction::Direction;
use crate::schema::graph::{Condition, Graph, Node, NodeId, Reference};
use crate::schema::patterns::Pattern;
use crate::schema::references::References;

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// Keywords that must be booleans in OpenAPI 3.0. Any other value, such as a number as in later versions, would be read
/// as `false`.
const BOOLEAN_KEYWORDS: [&str; 6] =
    ["nullable", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum", "readOnly", "writeOnly"];

/// Holds what is read so far, and what is still to do.
pub(super) struct Reader<'a> {
    pub(super) document: &'a Value,
    pub(super) graph: Graph,
    references: References,
    open: Vec<(NodeId, &'a Value)>,
    unresolved: Vec<(NodeId, &'static str, &'a Value)>,
    /// The schemas with a discriminator that was not read yet.
    pub(super) discriminators: Vec<NodeId>,
    has_all_components: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Value, dialect: Dialect) -> Self {
        Self {
            document,
            graph: Graph {
                dialect,
                nodes: Vec::new(),
                ids: HashMap::new(),
                longest_chain: 1,
                not_checkable: Vec::new(),
            },
            references: References::new(document, dialect),
            open: Vec::new(),
            unresolved: Vec::new(),
            discriminators: Vec::new(),
            has_all_components: false,
        }
    }

    /// Adds the schema at a pointer, unless it is known.
    pub(super) fn add_at(&mut self, pointer: &str) -> Result<NodeId, ContractError> {
        let schema = self.document.pointer(pointer);
        let schema =
            schema.ok_or_else(|| ContractError::new(format!("#{pointer}"), "a schema must be an object"))?;
        let resource = self.references.resource_of(self.document, pointer);
        Ok(self.add(pointer.to_owned(), schema, None, resource))
    }

    fn add(&mut self, pointer: String, schema: &'a Value, parent: Option<NodeId>, resource: usize) -> NodeId {
        if let Some(id) = self.graph.id(&pointer) {
            let node = &mut self.graph.nodes[id.0];
            node.parent = node.parent.or(parent);
            return id;
        }
        let id = NodeId(self.graph.nodes.len());
        self.graph.ids.insert(pointer.clone(), id);
        self.graph.nodes.push(Node { pointer, parent, resource, ..Node::default() });
        self.open.push((id, schema));
        id
    }

    /// Visits the schemas that were added, and those that they lead to.
    pub(super) fn visit_all(&mut self) -> Result<(), ContractError> {
        loop {
            while let Some((id, schema)) = self.open.pop() {
                self.visit(id, schema)?;
            }
            let Some((id, keyword, reference)) = self.unresolved.pop() else {
                return Ok(());
            };
            self.resolve(id, keyword, reference)?;
        }
    }

    fn visit(&mut self, id: NodeId, schema: &'a Value) -> Result<(), ContractError> {
        let pointer = self.graph.node(id).pointer.clone();
        let schema = match schema {
            Value::Object(schema) => schema,
            Value::Bool(_) if self.graph.dialect == Dialect::OpenApi31 => return Ok(()),
            _ => return Err(ContractError::new(format!("#{pointer}"), "a schema must be an object")),
        };
        if self.graph.dialect == Dialect::OpenApi31 {
            let resource = self.graph.node(id).resource;
            self.graph.nodes[id.0].resource = self.references.enter(schema, &pointer, resource);
        }
        if let Some(reference) = schema.get("$ref") {
            self.unresolved.push((id, "$ref", reference));
        }
        self.graph.nodes[id.0].inferred = schema.get("x-evidence").map(|mark| mark == "inferred");
        if schema.contains_key("$ref") && self.graph.dialect == Dialect::OpenApi30 {
            return Ok(());
        }
        check_rules(schema, &pointer, self.graph.dialect)?;
        if let Some(reference) =
            schema.get("$dynamicRef").filter(|_| self.graph.dialect == Dialect::OpenApi31)
        {
            self.unresolved.push((id, "$dynamicRef", reference));
        }
        if schema.get("discriminator").is_some_and(Value::is_object) {
            self.discriminators.push(id);
        }
        let node = &mut self.graph.nodes[id.0];
        let is_true = |keyword: &str| schema.get(keyword) == Some(&Value::Bool(true));
        node.only_in = match (is_true("readOnly"), is_true("writeOnly")) {
            (true, _) => Some(Direction::Response),
            (false, true) => Some(Direction::Request),
            (false, false) => None,
        };
        let is_flag = |(_, value): &(&String, &Value)| **value == Value::Bool(true);
        node.flags = schema.iter().filter(is_flag).map(|(name, _)| name.clone()).collect();
        node.names_fields = schema.contains_key("properties") || schema.contains_key("patternProperties");
        for (name, value) in schema {
            self.visit_keyword(id, &child(&pointer, name), name, value)?;
        }
        self.connect_condition(id, &pointer);
        Ok(())
    }

    /// Adds the schemas inside a keyword.
    fn visit_keyword(
        &mut self,
        id: NodeId,
        at: &str,
        name: &str,
        value: &'a Value,
    ) -> Result<(), ContractError> {
        let resource = self.graph.node(id).resource;
        let error = |problem| Err(ContractError::new(format!("#{at}"), problem));
        let inner = match self.graph.dialect.keyword(name) {
            Keyword::Rule | Keyword::Other => return Ok(()),
            Keyword::Schema if name == "additionalProperties" && value.is_boolean() => Vec::new(),
            Keyword::Schema => vec![(String::new(), self.add(at.to_owned(), value, Some(id), resource))],
            Keyword::List => {
                let Value::Array(parts) = value else {
                    return error("must be an array");
                };
                let parts = parts.iter().enumerate();
                parts
                    .map(|(index, part)| {
                        let index = index.to_string();
                        (index.clone(), self.add(child(at, index), part, Some(id), resource))
                    })
                    .collect()
            }
            Keyword::Map => {
                let Value::Object(members) = value else {
                    return error("must be an object");
                };
                let members = members.iter();
                members
                    .map(|(name, schema)| {
                        (name.clone(), self.add(child(at, name), schema, Some(id), resource))
                    })
                    .collect()
            }
        };
        self.graph.nodes[id.0].hold(name, inner);
        Ok(())
    }

    fn connect_condition(&mut self, id: NodeId, pointer: &str) {
        let part = |keyword| {
            self.graph.id(&child(pointer, keyword)).filter(|part| self.graph.node(id).inner.contains(part))
        };
        let condition =
            part("if").map(|test| Condition { test, then: part("then"), otherwise: part("else") });
        self.graph.nodes[id.0].condition = condition;
    }

    fn resolve(
        &mut self,
        id: NodeId,
        keyword: &'static str,
        reference: &'a Value,
    ) -> Result<(), ContractError> {
        let node = self.graph.node(id);
        let place = format!("#{}", child(&node.pointer, keyword));
        let resource = node.resource;
        let Some(text) = reference.as_str() else {
            return Err(ContractError::new(place, "a reference must be a string"));
        };
        let target = self.references.target(text, resource);
        if target.as_ref().is_none_or(|target| self.document.pointer(target).is_none())
            && self.graph.dialect == Dialect::OpenApi31
            && !self.has_all_components
        {
            // A name (`$id`, `$anchor`) may be that of a component that nothing else refers to.
            self.has_all_components = true;
            let components = self.document.pointer("/components/schemas").and_then(Value::as_object);
            for name in components.into_iter().flat_map(Map::keys) {
                self.add_at(&child("/components/schemas", name))?;
            }
            self.unresolved.insert(0, (id, keyword, reference));
            return Ok(());
        }
        let Some(target) = target else {
            let problem =
                format!("{text:?} does not point into this document; put everything into one document");
            return Err(ContractError::new(place, problem));
        };
        if self.document.pointer(&target).is_none() {
            return Err(ContractError::new(place, format!("{text:?} does not exist")));
        }
        let target = self.add_at(&target)?;
        // With a pointer it is a `$ref` by another name.
        let names_anchor = |(_, name): (&str, &str)| !name.is_empty() && !name.starts_with('/');
        let is_dynamic = keyword == "$dynamicRef" && text.split_once('#').is_some_and(names_anchor);
        self.graph.nodes[id.0].reference = Some(Reference { target, is_inheritance: false, is_dynamic });
        Ok(())
    }

    /// Returns the pointer that a reference in a schema leads to, if it is in the document.
    pub(super) fn target(&self, from: NodeId, reference: &str) -> Option<String> {
        let target = self.references.target(reference, self.graph.node(from).resource)?;
        self.document.pointer(&target).map(|_| target)
    }
}

impl Node {
    /// Keeps the schemas of a keyword.
    fn hold(&mut self, keyword: &str, inner: Vec<(String, NodeId)>) {
        self.inner.extend(inner.iter().map(|(_, id)| *id));
        let mut ids = inner.iter().map(|(_, id)| *id);
        match keyword {
            "allOf" => self.all_of = ids.collect(),
            "oneOf" => self.one_of = ids.collect(),
            "anyOf" => self.any_of = ids.collect(),
            "not" => self.not = ids.next(),
            "items" => self.items = ids.collect(),
            "prefixItems" => self.prefix_items = ids.collect(),
            "additionalProperties" | "unevaluatedProperties" => {
                self.describes_other_fields = true;
                self.other_fields.extend(ids);
            }
            "properties" => self.properties = inner.into_iter().collect(),
            "patternProperties" => {
                let patterns = inner.into_iter().map(|(pattern, id)| (Pattern::new(&pattern), id));
                self.pattern_properties = patterns.collect();
            }
            "dependentSchemas" => self.dependent = inner,
            _ => {}
        }
    }
}

/// Rejects rules that mean nothing in this version of OpenAPI.
fn check_rules(schema: &Map<String, Value>, pointer: &str, dialect: Dialect) -> Result<(), ContractError> {
    let error = |keyword, problem| Err(ContractError::new(format!("#{}", child(pointer, keyword)), problem));
    let is_type = |kind: &Value| {
        let known = |kind: &str| TYPES.contains(&kind) || (dialect == Dialect::OpenApi31 && kind == "null");
        kind.as_str().is_some_and(known)
    };
    match (schema.get("type"), dialect) {
        (Some(kind), Dialect::OpenApi30) if !is_type(kind) => {
            let types = TYPES.join(", ");
            return error("type", format!("is not a type of OpenAPI 3.0; use one of {types}"));
        }
        (Some(Value::Array(kinds)), Dialect::OpenApi31) if !kinds.is_empty() && kinds.iter().all(is_type) => {
        }
        (Some(kind), Dialect::OpenApi31) if !is_type(kind) => {
            let types = TYPES.join(", ");
            return error(
                "type",
                format!("is not a type of OpenAPI 3.1; use {types}, null, or a list of these"),
            );
        }
        _ => {}
    }
    let not_boolean = |keyword: &&str| schema.get(*keyword).is_some_and(|value| !value.is_boolean());
    match BOOLEAN_KEYWORDS.iter().find(|keyword| not_boolean(keyword)) {
        Some(keyword) if dialect == Dialect::OpenApi30 => error(keyword, "must be true or false".to_owned()),
        _ => Ok(()),
    }
}
