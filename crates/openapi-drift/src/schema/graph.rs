//! [`Graph`]: the schemas of a document, with references resolved to the schemas that they lead to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::schema::dialect::Dialect;
use crate::schema::direction::Direction;
use crate::schema::patterns::Pattern;

/// Identifies a schema of a [`Graph`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(pub(super) usize);

impl NodeId {
    /// Returns the name of the schema in a [`Bundle`](crate::schema::bundle::Bundle).
    pub(super) fn key(self) -> String {
        self.0.to_string()
    }
}

/// Holds some schemas of a [`Graph`].
pub(crate) struct Marked(Vec<bool>);

impl Marked {
    /// Marks the schemas for which there is `true` at their position.
    pub(super) fn of(marks: impl Iterator<Item = bool>) -> Self {
        Self(marks.collect())
    }

    pub(super) fn add(&mut self, ids: &[NodeId]) {
        for id in ids {
            if let Some(mark) = self.0.get_mut(id.0) {
                *mark = true;
            }
        }
    }

    pub(super) fn contains(&self, id: NodeId) -> bool {
        self.0.get(id.0).copied().unwrap_or_default()
    }
}

/// Holds every schema that the messages of a document use.
pub(crate) struct Graph {
    pub(super) dialect: Dialect,
    pub(super) nodes: Vec<Node>,
    pub(super) ids: HashMap<String, NodeId>,
    /// The most schemas that apply to one value in a chain.
    pub(super) longest_chain: usize,
    /// Pointers to parts that can't be used, and why.
    pub(super) not_checkable: Vec<(String, &'static str)>,
}

/// Describes a schema: where it is, and which schemas it leads to.
#[derive(Default)]
pub(crate) struct Node {
    pub(crate) pointer: String,
    /// The schema that contains this one; `None` if it is not inside another schema.
    pub(super) parent: Option<NodeId>,
    pub(crate) reference: Option<Reference>,
    pub(crate) all_of: Vec<NodeId>,
    pub(crate) one_of: Vec<NodeId>,
    pub(crate) any_of: Vec<NodeId>,
    pub(crate) not: Option<NodeId>,
    pub(crate) condition: Option<Condition>,
    pub(crate) dependent: Vec<(String, NodeId)>,
    pub(crate) properties: BTreeMap<String, NodeId>,
    /// Whether it has `properties` or `patternProperties`.
    pub(crate) names_fields: bool,
    pub(crate) pattern_properties: Vec<(Pattern, NodeId)>,
    /// `additionalProperties` or `unevaluatedProperties`, of any kind.
    pub(crate) describes_other_fields: bool,
    pub(crate) other_fields: Vec<NodeId>,
    pub(crate) items: Vec<NodeId>,
    pub(crate) prefix_items: Vec<NodeId>,
    /// Every schema directly inside this one, for all keywords.
    pub(super) inner: Vec<NodeId>,
    pub(crate) discriminator: Option<Discriminator>,
    /// Whether it has a discriminator that can't be used. Then a value may fit several variants.
    pub(super) is_undecided: bool,
    /// `Some(true)` for `x-evidence: inferred`, `Some(false)` for other evidence.
    pub(crate) inferred: Option<bool>,
    /// The keywords that are true, such as `x-masked`.
    pub(super) flags: Vec<String>,
    /// The only direction in which it is sent (`readOnly`, `writeOnly`); `None` for both.
    pub(crate) only_in: Option<Direction>,
    pub(super) resource: usize,
}

/// Holds the target of a `$ref`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reference {
    pub(crate) target: NodeId,
    /// Whether the target's discriminator does not apply: a child refers to its parent.
    pub(crate) is_inheritance: bool,
    /// Whether the target may be replaced by a schema with the same name (`$dynamicRef`).
    pub(crate) is_dynamic: bool,
}

/// Holds `if`, `then` and `else`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Condition {
    pub(crate) test: NodeId,
    pub(crate) then: Option<NodeId>,
    pub(crate) otherwise: Option<NodeId>,
}

/// Decides which schema applies to an object: a variant of a union, or a child that inherits from the schema.
#[derive(Debug)]
pub(crate) struct Discriminator {
    pub(crate) property: String,
    /// The keyword of the union (`oneOf`, `anyOf`); `None` if children inherit from the schema.
    pub(crate) union: Option<&'static str>,
    /// For a union: one case for each variant, in their order.
    pub(crate) cases: Vec<Case>,
}

/// Holds a schema, and the values of the property that name it.
#[derive(Debug)]
pub(crate) struct Case {
    /// Empty for a variant that has no name, since it is not a reference.
    pub(crate) names: Vec<String>,
    pub(crate) schema: NodeId,
}

impl Discriminator {
    /// Returns the case that a value of the property names.
    pub(crate) fn case(&self, name: &str) -> Option<(usize, &Case)> {
        self.cases.iter().enumerate().find(|(_, case)| case.names.iter().any(|known| known == name))
    }

    /// Returns how many values the property may have.
    pub(crate) fn names(&self) -> usize {
        self.cases.iter().map(|case| case.names.len()).sum()
    }
}

impl Graph {
    pub(crate) fn id(&self, pointer: &str) -> Option<NodeId> {
        self.ids.get(pointer).copied()
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    /// Returns the schema that contains this one and is not inside another, and the pointer from there.
    pub(super) fn outermost(&self, id: NodeId) -> (NodeId, &str) {
        let mut top = id;
        while let Some(parent) = self.node(top).parent {
            top = parent;
        }
        let from = self.node(top).pointer.len();
        (top, self.node(id).pointer.get(from..).unwrap_or_default())
    }

    /// Returns the names of all properties.
    pub(crate) fn property_names(&self) -> BTreeSet<String> {
        self.nodes.iter().flat_map(|node| node.properties.keys().cloned()).collect()
    }

    /// Returns the schemas that apply to some values only, which the walk must find out: variants without a
    /// discriminator, and conditions.
    pub(super) fn chosen_by_value(&self) -> impl Iterator<Item = NodeId> {
        self.nodes.iter().flat_map(|node| {
            let variants = node.one_of.iter().chain(&node.any_of).copied();
            variants.chain(node.condition.map(|condition| condition.test))
        })
    }

    /// Returns the variants of a union.
    pub(crate) fn variants(&self, id: NodeId) -> impl Iterator<Item = (&'static str, &[NodeId])> {
        let node = self.node(id);
        [("oneOf", node.one_of.as_slice()), ("anyOf", node.any_of.as_slice())]
            .into_iter()
            .filter(|(_, variants)| !variants.is_empty())
    }
}
