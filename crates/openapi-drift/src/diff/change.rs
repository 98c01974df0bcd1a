//! [`Change`]: one difference between two documents.

use crate::diff::effects::{Affected, Bump, Effects, Impact};
use crate::findings::finding::{Check, Finding, Severity, Subject, Violation};
use crate::pointer::related;

/// Describes one difference between two documents. It never contains a value of `example`, `default`, `enum` or `const`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub(super) check: Check,
    pub(super) operation: Option<String>,
    pub(super) part: String,
    pub(super) old: String,
    pub(super) new: String,
    pub(super) message: String,
    pub(super) keyword: Option<&'static str>,
    pub(super) effects: Effects,
    pub(super) rust: Impact,
    pub(super) inferred: bool,
}

impl Change {
    pub(super) fn new(
        check: Check,
        (old, new): (impl Into<String>, impl Into<String>),
        message: impl Into<String>,
        effects: Effects,
    ) -> Self {
        Self {
            check,
            operation: None,
            part: "document".to_owned(),
            old: old.into(),
            new: new.into(),
            message: message.into(),
            keyword: None,
            effects,
            rust: Impact::None,
            inferred: false,
        }
    }

    /// Returns a change of the Rust code that a generator makes of the documents ([`Check::RustChanged`]), with a
    /// pointer into the old document and one into the new one. `message` completes a sentence about what the pointers
    /// locate, such as `changes from a struct to an enum`, and must not contain a value of the documents.
    pub fn of_rust(old: impl Into<String>, new: impl Into<String>, message: impl Into<String>) -> Self {
        let mut change = Self::new(Check::RustChanged, (old, new), message, Effects::NONE);
        change.rust = Impact::Certain;
        change
    }

    /// Places the change in a part of an operation: `operation`, `request`, or a status.
    pub(super) fn within(mut self, operation: &str, part: &str) -> Self {
        self.operation = Some(operation.to_owned());
        part.clone_into(&mut self.part);
        self
    }

    /// Returns the kind of the change.
    pub fn check(&self) -> Check {
        self.check
    }

    /// Returns the operation, as the new document names it, or else the old one. If the change is in a component that
    /// several operations use, returns the first of them. `None` if it is about the document as a whole.
    pub fn operation(&self) -> Option<&str> {
        self.operation.as_deref()
    }

    /// Returns the part of the operation: `request`, the status of a response (`200`, `4XX`, `default`), or `operation`
    /// for the whole; `document` if the change is about no operation.
    pub fn part(&self) -> &str {
        &self.part
    }

    /// Returns a JSON pointer into the old document, to what changed or was removed; or to the place to which something
    /// was added.
    pub fn old_place(&self) -> &str {
        &self.old
    }

    /// Returns a JSON pointer into the new document, to what changed or was added; or to the place from which something
    /// was removed.
    pub fn new_place(&self) -> &str {
        &self.new
    }

    /// Returns whether the change is at a place of the old or the new document, within it, or around it.
    pub fn concerns(&self, pointer: &str) -> bool {
        let places = [self.old.as_str(), self.new.as_str()];
        // The empty pointer is around everything, and so says nothing.
        !pointer.is_empty() && places.iter().any(|place| !place.is_empty() && related(place, pointer))
    }

    /// Describes the change, without a value of the documents.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns whether clients of the old document break with a server of the new one.
    pub fn existing_clients(&self) -> Impact {
        self.effects.existing
    }

    /// Returns whether a client of the new document breaks with a server of the old one.
    pub fn new_client(&self) -> Impact {
        self.effects.new
    }

    /// Returns whether Rust code breaks that uses the regenerated client. The comparison of two documents does not know
    /// it: this is [`Impact::None`] unless [`set_rust`](Change::set_rust) says otherwise.
    pub fn rust(&self) -> Impact {
        self.rust
    }

    /// Sets whether Rust code breaks that uses the regenerated client.
    pub fn set_rust(&mut self, impact: Impact) {
        self.rust = impact;
    }

    /// Returns whom the change affects, certainly or possibly.
    pub fn affects(&self) -> Vec<Affected> {
        let all = [
            (Affected::ExistingClients, self.effects.existing),
            (Affected::NewClient, self.effects.new),
            (Affected::Rust, self.rust),
        ];
        all.into_iter().filter(|(_, impact)| *impact > Impact::None).map(|(affected, _)| affected).collect()
    }

    /// Returns the severity: an error if existing clients certainly break, a warning if anybody else breaks or if it
    /// can't be told, and otherwise information. `x-evidence: inferred` in the old document lowers it by one level.
    pub fn severity(&self) -> Severity {
        let severity = match (self.effects.existing, self.effects.new.max(self.rust)) {
            (Impact::Certain, _) => Severity::Error,
            (Impact::None, Impact::None) => Severity::Info,
            _ => Severity::Warning,
        };
        if self.inferred { severity.softened() } else { severity }
    }

    /// Returns the part of the version that the change asks to raise.
    pub fn bump(&self) -> Bump {
        if self.effects.existing > Impact::None || self.rust > Impact::None {
            return Bump::Major;
        }
        match self.check {
            Check::DefaultChanged
            | Check::DiscriminatorChanged
            | Check::OperationRenamed
            | Check::SchemaRenamed => Bump::Patch,
            _ => Bump::Minor,
        }
    }

    /// Returns whether the change is in a part of the document that several operations may use.
    fn is_shared(&self) -> bool {
        self.new.starts_with("/components/") || self.old.starts_with("/components/")
    }

    pub(super) fn into_finding(self) -> Finding {
        let (severity, affects, is_shared) = (self.severity(), self.affects(), self.is_shared());
        let mut violation = Violation::new(self.check, self.new, self.old, self.message);
        violation.keyword = self.keyword.map(str::to_owned);
        let subject = match self.operation {
            None => Subject::Document,
            Some(operation) => Subject::Change { operation, part: self.part, is_shared },
        };
        violation.into_change(&subject, severity, affects)
    }
}
