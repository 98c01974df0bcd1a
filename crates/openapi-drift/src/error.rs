//! [`ContractError`]: why something could not be checked.

use std::fmt;

/// Why a check could not be made: a document, a recording or a baseline that can't be used.
///
/// `Display` is one sentence that names the place and the rule, and no value of a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractError {
    place: String,
    problem: String,
}

impl ContractError {
    pub(super) fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { place: place.into(), problem: problem.into() }
    }

    /// Where: a JSON pointer into the document, or the path of a file.
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
