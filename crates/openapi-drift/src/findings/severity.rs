//! [`Severity`]: how much a finding matters.

use std::fmt;
use std::str::FromStr;

use crate::error::ContractError;

/// Grades the impact of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The message contradicts only something that the document marks as inferred.
    Info,
    /// The message is usable, but differs from the document.
    Warning,
    /// The message can't be decoded, or matches nothing in the document.
    Error,
}

impl Severity {
    /// Returns the name used in reports and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// Returns the severity one level lower.
    pub(crate) fn softened(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Info => Self::Info,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Severity {
    type Err = ContractError;

    fn from_str(text: &str) -> Result<Self, ContractError> {
        [Self::Info, Self::Warning, Self::Error]
            .into_iter()
            .find(|severity| severity.as_str() == text)
            .ok_or_else(|| ContractError::new("severity", "must be error, warning or info"))
    }
}
