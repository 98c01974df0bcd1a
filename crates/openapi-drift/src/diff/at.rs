//! [`At`]: which part of which operation is compared.

use crate::diff::change::Change;
use crate::diff::effects::Effects;
use crate::diff::engine::Engine;
use crate::diff::relation::Relation;
use crate::findings::finding::Check;
use crate::schema::direction::Direction;

/// Says which part of which operation is compared.
#[derive(Clone, Copy)]
pub(super) struct At<'b> {
    pub(super) operation: &'b str,
    pub(super) part: &'b str,
    pub(super) direction: Direction,
}

impl At<'_> {
    pub(super) fn add(
        self,
        engine: &mut Engine<'_>,
        check: Check,
        places: (String, String),
        message: impl Into<String>,
        effects: Effects,
    ) {
        let change = Change::new(check, places, message, effects);
        engine.changes.push(change.within(self.operation, self.part));
    }

    /// Adds a change that the law judges.
    pub(super) fn add_relation(
        self,
        engine: &mut Engine<'_>,
        relation: Relation,
        places: (String, String),
        message: impl Into<String>,
        inferred: bool,
    ) {
        let check = relation.check(self.direction);
        let mut change = Change::new(check, places, message, relation.effects(self.direction));
        change.inferred = inferred;
        engine.changes.push(change.within(self.operation, self.part));
    }

    /// Compares two schemas. One that is absent allows any value.
    pub(super) fn schemas(
        self,
        engine: &mut Engine<'_>,
        old: Option<&String>,
        new: Option<&String>,
        inferred: bool,
    ) {
        let old = old.and_then(|pointer| engine.old.graph.id(pointer));
        let new = new.and_then(|pointer| engine.new.graph.id(pointer));
        let pair = engine.pair(self.direction, old.as_slice(), new.as_slice(), inferred);
        engine.compare(pair, self.operation, self.part);
    }
}
