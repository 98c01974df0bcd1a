//! [`Changes`]: the differences between two documents.

use crate::contract::Contract;
use crate::diff::change::Change;
use crate::diff::effects::Bump;
use crate::diff::operations;
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

impl Contract {
    /// Compares this document with a newer version of it. Each [`Change`] says whether it breaks existing clients, and
    /// whether it breaks a client of the new document with a server that is still as this one says.
    ///
    /// One law decides nearly everything: what a request accepts may only grow, and what a response may contain may only
    /// shrink. Schemas are compared as sets of values, with references resolved and `allOf` merged.
    ///
    /// ```
    /// use openapi_drift::{Bump, Contract, Impact};
    ///
    /// let shop = |name: &str| Contract::from_json(&format!(r##"{{
    ///     "openapi": "3.0.3",
    ///     "info": {{ "title": "Shop", "version": "1" }},
    ///     "paths": {{ "/orders": {{ "get": {{ "operationId": "list_orders", "responses": {{ "200": {{
    ///         "description": "The orders.",
    ///         "content": {{ "application/json": {{ "schema": {{
    ///             "type": "object", "required": ["{name}"],
    ///             "properties": {{ "{name}": {{ "type": "integer" }} }}
    ///         }} }} }}
    ///     }} }} }} }} }}
    /// }}"##));
    /// let changes = shop("count")?.changes_to(&shop("total")?);
    /// assert_eq!(changes.bump(), Bump::Major);
    /// let removed = &changes.as_slice()[0];
    /// assert_eq!(removed.check().as_str(), "property-removed");
    /// assert_eq!(removed.existing_clients(), Impact::Certain);
    /// println!("{}", changes.into_report());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn changes_to(&self, new: &Self) -> Changes {
        operations::compare(self, new)
    }
}
