//! [`UnknownName`]: the error for a name that is not one of a list.

use std::fmt;

/// Says that a name is unknown, and which names there are (feature `sandbox`). It does not show the unknown one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    kind: &'static str,
    known: String,
}

impl UnknownName {
    pub(super) fn of(kind: &'static str, known: &[&str]) -> Self {
        Self { kind, known: known.join(", ") }
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no {} of this name; there are {}", self.kind, self.known)
    }
}

impl std::error::Error for UnknownName {}
