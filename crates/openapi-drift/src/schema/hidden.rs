//! [`Hidden`]: the properties that are not sent in a direction (`readOnly`, `writeOnly`).

use std::collections::{BTreeSet, HashMap};

use crate::schema::direction::Direction;
use crate::schema::graph::{Graph, NodeId};

/// Knows the hidden properties of each schema, with those of the schemas that always apply with it.
pub(crate) struct Hidden {
    direction: Direction,
    /// The hidden properties of each schema that has some, without the schemas around it.
    names: HashMap<NodeId, BTreeSet<String>>,
}

impl Hidden {
    pub(super) fn new(graph: &Graph, direction: Direction) -> Self {
        let mut hidden = Self { direction, names: HashMap::new() };
        if graph.nodes.iter().any(|node| direction.hides(node.only_in)) {
            for index in 0..graph.nodes.len() {
                hidden.collect(graph, NodeId(index), &mut BTreeSet::new());
            }
        }
        hidden
    }

    /// Returns whether no property is hidden in this direction.
    pub(super) fn is_empty(&self) -> bool {
        self.names.values().all(BTreeSet::is_empty)
    }

    fn collect(&mut self, graph: &Graph, id: NodeId, way: &mut BTreeSet<NodeId>) -> BTreeSet<String> {
        if let Some(names) = self.names.get(&id) {
            return names.clone();
        }
        if !way.insert(id) {
            return BTreeSet::new();
        }
        let node = graph.node(id);
        let own = node.properties.iter().filter(|(_, property)| self.hiding(graph, **property).is_some());
        let mut names = own.map(|(name, _)| name.clone()).collect::<BTreeSet<_>>();
        let with = node.all_of.iter().copied().chain(node.reference.map(|reference| reference.target));
        for part in with.collect::<Vec<_>>() {
            names.extend(self.collect(graph, part, way));
        }
        way.remove(&id);
        self.names.insert(id, names.clone());
        names
    }

    /// Returns the schema that hides a property, which may be where its reference leads to.
    pub(super) fn hiding(&self, graph: &Graph, property: NodeId) -> Option<NodeId> {
        let mut at = property;
        loop {
            let node = graph.node(at);
            if self.direction.hides(node.only_in) {
                return Some(at);
            }
            at = node.reference?.target;
        }
    }

    /// Returns whether a property is hidden where a schema applies: by the schema itself, by one that it refers to, or
    /// by one around it.
    pub(super) fn hides(&self, graph: &Graph, id: NodeId, name: &str) -> bool {
        let own = |id: NodeId| self.names.get(&id).is_some_and(|names| names.contains(name));
        let mut at = id;
        loop {
            if own(at) {
                return true;
            }
            let Some(parent) = graph.node(at).parent else {
                return false;
            };
            let around = graph.node(parent);
            let applies =
                [&around.all_of, &around.one_of, &around.any_of].into_iter().any(|parts| parts.contains(&at));
            if !applies {
                return false;
            }
            at = parent;
        }
    }
}
