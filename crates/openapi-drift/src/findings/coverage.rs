//! [`Coverage`]: what was checked, and which documented responses were exercised.

use std::collections::BTreeSet;
use std::sync::Arc;

/// Counts the checked messages, and lists which documented responses they exercised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    documented: Arc<Vec<(String, String)>>,
    exercised: BTreeSet<(String, String)>,
    messages: usize,
    skipped: usize,
}

impl Coverage {
    pub(crate) fn of(documented: Arc<Vec<(String, String)>>) -> Self {
        Self { documented, ..Self::default() }
    }

    pub(crate) fn exercise(&mut self, operation: &str, status: &str) {
        self.exercised.insert((operation.to_owned(), status.to_owned()));
    }

    pub(crate) fn count(&mut self) {
        self.messages += 1;
    }

    pub(crate) fn skip(&mut self) {
        self.skipped += 1;
    }

    /// Returns every documented response: the operation, and the status as documented.
    pub fn documented(&self) -> impl Iterator<Item = (&str, &str)> {
        self.documented.iter().map(|(operation, status)| (operation.as_str(), status.as_str()))
    }

    /// Returns the documented responses that no message exercised.
    pub fn missing(&self) -> impl Iterator<Item = (&str, &str)> {
        let missing = self.documented.iter().filter(|pair| !self.exercised.contains(pair));
        missing.map(|(operation, status)| (operation.as_str(), status.as_str()))
    }

    /// Returns the number of checked messages. A request and its response count as two.
    pub fn messages(&self) -> usize {
        self.messages
    }

    /// Returns the number of exchanges that were skipped because they were with other hosts.
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    pub(crate) fn merge(&mut self, other: Self) {
        if !Arc::ptr_eq(&self.documented, &other.documented) {
            let new = other.documented.iter().filter(|pair| !self.documented.contains(pair)).cloned();
            let new = new.collect::<Vec<_>>();
            Arc::make_mut(&mut self.documented).extend(new);
        }
        self.exercised.extend(other.exercised);
        self.messages += other.messages;
        self.skipped += other.skipped;
    }
}
