//! [`Engine`]: compares schemas pair by pair. Each pair is compared once, so that recursion ends.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use crate::diff::change::Change;
use crate::diff::effects::Effects;
use crate::diff::relation::Relation;
use crate::diff::shape::{Set, Shape};
use crate::diff::side::Side;
use crate::findings::finding::Check;
use crate::schema::direction::Direction;
use crate::schema::graph::NodeId;

/// How many pairs of schemas are compared. Hostile documents may have any number.
const MAX_PAIRS: usize = 400_000;

/// How many pairs are looked at to find out whether two variants are equal.
const MAX_LOOKED_AT: usize = 2_000;

/// How many pairs are looked at for this in all unions together.
const MAX_LOOKED_AT_IN_ALL: usize = 3_000_000;

/// How many unions may be nested in each other for their variants to be compared by content.
const MAX_NESTED_UNIONS: usize = 12;

/// Names two schemas to compare.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Pair {
    pub(super) is_request: bool,
    pub(super) old: Set,
    pub(super) new: Set,
    /// Whether the old schema is marked as inferred.
    pub(super) inferred: bool,
}

impl Pair {
    pub(super) fn direction(&self) -> Direction {
        if self.is_request { Direction::Request } else { Direction::Response }
    }
}

/// Describes a change within one pair, without the schemas inside.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub(super) check: Check,
    pub(super) old: String,
    pub(super) new: String,
    pub(super) keyword: Option<&'static str>,
    pub(super) message: String,
    pub(super) relation: Relation,
    pub(super) effects: Effects,
    /// Whether what changed is marked as inferred by itself.
    pub(super) inferred: bool,
}

/// Holds the result of one pair: what changed, and which pairs are inside.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) leaves: Vec<Leaf>,
    pub(super) inner: Vec<Pair>,
}

/// Compares one pair.
pub(super) struct Comparison<'a, 'b> {
    pub(super) engine: &'b mut Engine<'a>,
    pub(super) pair: &'b Pair,
    pub(super) old: Shape<'a>,
    pub(super) new: Shape<'a>,
    pub(super) result: Compared,
}

impl Comparison<'_, '_> {
    /// Adds a change of the set of values, which the law judges.
    pub(super) fn push(&mut self, keyword: &'static str, relation: Relation, message: impl Into<String>) {
        self.push_at((self.old.at(keyword), self.new.at(keyword)), keyword, relation, message);
    }

    pub(super) fn push_at(
        &mut self,
        (old, new): (String, String),
        keyword: &'static str,
        relation: Relation,
        message: impl Into<String>,
    ) {
        if relation.is_equal() {
            return;
        }
        let direction = self.pair.direction();
        self.result.leaves.push(Leaf {
            check: relation.check(direction),
            old,
            new,
            keyword: Some(keyword),
            message: message.into(),
            relation,
            effects: relation.effects(direction),
            inferred: false,
        });
    }

    /// Adds two schemas inside to compare.
    pub(super) fn inner(&mut self, old: &[NodeId], new: &[NodeId]) {
        let pair = self.engine.pair(self.pair.direction(), old, new, self.pair.inferred);
        self.result.inner.push(pair);
    }
}

pub(super) struct Engine<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    known: HashMap<Pair, Rc<Compared>>,
    open: HashSet<Pair>,
    emitted: HashSet<Pair>,
    seen: HashSet<(bool, Check, String, String, Option<&'static str>)>,
    nested_unions: usize,
    looked_at: usize,
    is_exhausted: bool,
    /// The components that were compared under different names: the new names, by the old name.
    renamed: BTreeMap<String, String>,
    pub(super) changes: Vec<Change>,
}

impl<'a> Engine<'a> {
    pub(super) fn new(old: Side<'a>, new: Side<'a>) -> Self {
        Self {
            old,
            new,
            known: HashMap::new(),
            open: HashSet::new(),
            emitted: HashSet::new(),
            seen: HashSet::new(),
            nested_unions: 0,
            looked_at: 0,
            is_exhausted: false,
            renamed: BTreeMap::new(),
            changes: Vec::new(),
        }
    }

    /// Returns the pair of two sets of schemas, with references followed.
    pub(super) fn pair(&self, direction: Direction, old: &[NodeId], new: &[NodeId], inferred: bool) -> Pair {
        let resolve = |side: &Side<'_>, schemas: &[NodeId]| {
            let found = schemas.iter().map(|id| side.resolved(*id, inferred)).collect::<Vec<_>>();
            let is_inferred = if found.is_empty() { inferred } else { found.iter().any(|(_, it)| *it) };
            let mut schemas = found.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
            schemas.sort();
            schemas.dedup();
            (Set { schemas, without_null: false }, is_inferred)
        };
        let ((old, inferred), (new, _)) = (resolve(&self.old, old), resolve(&self.new, new));
        Pair { is_request: direction == Direction::Request, old, new, inferred }
    }

    /// Compares the schemas of a pair, without those inside.
    fn compared(&mut self, pair: &Pair) -> Rc<Compared> {
        if let Some(known) = self.known.get(pair) {
            return Rc::clone(known);
        }
        if self.known.len() >= MAX_PAIRS {
            self.is_exhausted = true;
            return Rc::default();
        }
        self.open.insert(pair.clone());
        self.note_names(pair);
        let (old, new) = (Shape::read(self.old, &pair.old), Shape::read(self.new, &pair.new));
        let mut comparison = Comparison { engine: self, pair, old, new, result: Compared::default() };
        if !comparison.compare_wrapped() {
            comparison.compare_keywords();
            comparison.compare_unions();
        }
        let result = Rc::new(comparison.result);
        self.open.remove(pair);
        self.known.insert(pair.clone(), Rc::clone(&result));
        result
    }

    /// Notes that a component has another name.
    fn note_names(&mut self, pair: &Pair) {
        if let ([old], [new]) = (pair.old.schemas.as_slice(), pair.new.schemas.as_slice())
            && let (Some(old), Some(new)) = (self.old.component(*old), self.new.component(*new))
            && old != new
            && !self.new.has_component(&old)
            && !self.old.has_component(&new)
        {
            self.renamed.entry(old).or_insert(new);
        }
    }

    /// Returns how two sets of values relate, with everything inside; `None` if that takes too long to find out.
    pub(super) fn relation(&mut self, pair: &Pair) -> Option<Relation> {
        self.look_into(pair, false)
    }

    /// Returns whether two sets of values are known to be equal.
    pub(super) fn are_equal(&mut self, pair: &Pair) -> bool {
        self.look_into(pair, true).is_some_and(Relation::is_equal)
    }

    fn look_into(&mut self, pair: &Pair, until_different: bool) -> Option<Relation> {
        if self.nested_unions >= MAX_NESTED_UNIONS {
            return None;
        }
        self.nested_unions += 1;
        let relation = self.relation_of(pair, until_different);
        self.nested_unions -= 1;
        relation
    }

    fn relation_of(&mut self, pair: &Pair, until_different: bool) -> Option<Relation> {
        let mut relation = Relation::default();
        let (mut seen, mut open) = (HashSet::from([pair.clone()]), vec![pair.clone()]);
        while let Some(pair) = open.pop() {
            // What is being compared is taken as equal: if it is not, that is found where it is compared.
            if self.open.contains(&pair) {
                continue;
            }
            let compared = self.compared(&pair);
            for leaf in &compared.leaves {
                relation |= leaf.relation;
            }
            if until_different && !relation.is_equal() {
                break;
            }
            self.looked_at += 1;
            if seen.len() > MAX_LOOKED_AT || self.looked_at > MAX_LOOKED_AT_IN_ALL {
                return None;
            }
            open.extend(compared.inner.iter().filter(|inner| seen.insert((*inner).clone())).cloned());
        }
        Some(relation)
    }

    /// Compares two schemas, and adds what changed in them and in the schemas inside.
    pub(super) fn compare(&mut self, pair: Pair, operation: &str, part: &str) {
        let mut open = vec![pair];
        while let Some(pair) = open.pop() {
            if !self.emitted.insert(pair.clone()) {
                continue;
            }
            let compared = self.compared(&pair);
            for leaf in &compared.leaves {
                self.add(&pair, leaf, operation, part);
            }
            open.extend(compared.inner.iter().rev().cloned());
        }
    }

    /// Adds a change, unless another way leads to the same place.
    fn add(&mut self, pair: &Pair, leaf: &Leaf, operation: &str, part: &str) {
        let key = (pair.is_request, leaf.check, leaf.old.clone(), leaf.new.clone(), leaf.keyword);
        if !self.seen.insert(key) {
            return;
        }
        let places = (leaf.old.clone(), leaf.new.clone());
        let mut change = Change::new(leaf.check, places, leaf.message.clone(), leaf.effects);
        change.keyword = leaf.keyword;
        change.inferred = pair.inferred || leaf.inferred;
        self.changes.push(change.within(operation, part));
    }

    /// Adds the changes that are about no operation, and returns all.
    pub(super) fn finish(mut self) -> Vec<Change> {
        let mut taken = HashSet::new();
        for (old, new) in std::mem::take(&mut self.renamed) {
            if !taken.insert(new.clone()) {
                continue;
            }
            let at = |name: &str| crate::pointer::child("/components/schemas", name);
            let message = format!("is renamed from {old} to {new}");
            let change = Change::new(Check::SchemaRenamed, (at(&old), at(&new)), message, Effects::NONE);
            self.changes.push(change);
        }
        if self.is_exhausted {
            let message = "is too large to be compared as a whole";
            let change = Change::new(Check::NotComparable, ("", ""), message, Effects::PERHAPS_BOTH);
            self.changes.push(change);
        }
        self.changes
    }
}
