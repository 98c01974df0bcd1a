//! [`Side`]: one of the two documents that are compared.

use serde_json::{Map, Value};

use crate::contract::Contract;
use crate::pointer::segments;
use crate::schema::dialect::{Dialect, Keyword};
use crate::schema::direction::Direction;
use crate::schema::graph::{Graph, NodeId};
use crate::spec::document::Document;
use crate::spec::follow::MAX_REFERENCE_HOPS;

const COMPONENTS: &str = "/components/schemas";

#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) root: &'a Value,
    pub(super) document: &'a Document,
    pub(super) graph: &'a Graph,
}

impl<'a> Side<'a> {
    pub(super) fn of(contract: &'a Contract) -> Self {
        let inner = &contract.inner;
        Self { root: &inner.requests.exact, document: &inner.document, graph: inner.requests.graph() }
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.document.dialect
    }

    pub(super) fn raw(&self, id: NodeId) -> Option<&'a Value> {
        self.root.pointer(&self.graph.node(id).pointer)
    }

    pub(super) fn object(&self, pointer: &str) -> Option<&'a Map<String, Value>> {
        self.root.pointer(pointer).and_then(Value::as_object)
    }

    /// Follows a schema that is only a reference, since it does not matter where a schema is defined. Returns also
    /// whether it is marked as inferred.
    pub(super) fn resolved(&self, start: NodeId, mut inferred: bool) -> (NodeId, bool) {
        let mut at = start;
        for _ in 0..MAX_REFERENCE_HOPS {
            let node = self.graph.node(at);
            inferred = node.inferred.unwrap_or(inferred);
            match node.reference {
                Some(reference) if self.is_only_reference(at) => at = reference.target,
                _ => break,
            }
        }
        (at, inferred)
    }

    fn is_only_reference(&self, id: NodeId) -> bool {
        let is_more = |name: &String| is_rule(self.dialect(), name);
        self.dialect() == Dialect::OpenApi30
            || self.raw(id).and_then(Value::as_object).is_some_and(|schema| !schema.keys().any(is_more))
    }

    /// Returns the name of a schema under `/components/schemas`.
    pub(super) fn component(&self, id: NodeId) -> Option<String> {
        let rest = self.graph.node(id).pointer.strip_prefix(COMPONENTS)?;
        let mut names = segments(rest);
        names.next().filter(|_| names.next().is_none())
    }

    pub(super) fn has_component(&self, name: &str) -> bool {
        self.object(COMPONENTS).is_some_and(|components| components.contains_key(name))
    }

    /// Returns whether a property is not sent in a direction (`readOnly`, `writeOnly`).
    pub(super) fn hides(&self, property: NodeId, direction: Direction) -> bool {
        let mut at = property;
        for _ in 0..MAX_REFERENCE_HOPS {
            let node = self.graph.node(at);
            if node.only_in.is_some_and(|only| only != direction) {
                return true;
            }
            let Some(reference) = node.reference else {
                return false;
            };
            at = reference.target;
        }
        false
    }
}

/// Returns whether a keyword decides which values are allowed.
pub(super) fn is_rule(dialect: Dialect, name: &str) -> bool {
    let names_or_keeps = matches!(name, "$defs" | "definitions" | "$id" | "$anchor" | "$dynamicAnchor");
    (dialect.keyword(name) != Keyword::Other && !names_or_keeps) || name == "nullable"
}
