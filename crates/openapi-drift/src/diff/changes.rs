//! [`Changes`]: the differences between two documents.

use crate::diff::change::Change;
use crate::diff::effects::Bump;
use crate::findings::coverage::Coverage;
use crate::findings::report::Report;

/// Lists the differences between two documents, in the order of the new document's operations.
#[derive(Debug, Clone, Default)]
#[must_use = "changes have no effect unless they are inspected"]
pub struct Changes {
    changes: Vec<Change>,
}

impl Changes {
    pub(super) fn new(changes: Vec<Change>) -> Self {
        Self { changes }
    }

    /// Returns every change.
    pub fn as_slice(&self) -> &[Change] {
        &self.changes
    }

    /// Returns every change, to say what it means for Rust code ([`Change::set_rust`]).
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Change> {
        self.changes.iter_mut()
    }

    /// Adds a change, such as one of Rust code that is none on the wire ([`Change::of_rust`]).
    pub fn push(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Returns whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns the part of the version that the changes ask to raise.
    pub fn bump(&self) -> Bump {
        self.changes.iter().map(Change::bump).max().unwrap_or(Bump::None)
    }

    /// Returns the changes as a report, in which each is a [`Finding`](crate::Finding). Its instance is
    /// [`Change::new_place`], and its spec is [`Change::old_place`].
    pub fn into_report(self) -> Report {
        let bump = self.bump();
        let mut report = Report::new(Coverage::default()).asking_for(bump);
        report.add_findings(self.changes.into_iter().map(Change::into_finding));
        report
    }
}
