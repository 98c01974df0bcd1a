//! [`ContractError`]: a document, recording or baseline that can't be used.

use std::fmt;

/// Reports a document, a recording or a baseline that can't be used.
///
/// `Display` prints one sentence with the location and the problem. It never prints a value of a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractError {
    place: String,
    problem: String,
}

impl ContractError {
    pub(crate) fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { place: place.into(), problem: problem.into() }
    }

    pub(crate) fn problem(&self) -> &str {
        &self.problem
    }

    /// Returns the location: a JSON pointer into the document, or the path of a file.
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for ContractError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.problem)
    }
}

impl std::error::Error for ContractError {}
