//! [`CallbackError`]: the reason why a callback can't be parsed.

use std::fmt;

/// Says why a callback can't be parsed. Names the parameter and the rule, never a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackError {
    kind: CallbackErrorKind,
    rule: String,
}

/// The kinds of [`CallbackError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CallbackErrorKind {
    /// The callback has neither a code nor an error: somebody opened the page without coming from the consent screen.
    Incomplete,
    /// The callback has both a code and an error.
    Ambiguous,
    /// A parameter that may appear once is repeated.
    Repeated,
    /// The callback, or one of its parameters, is too long.
    TooLong,
    /// A parameter has a broken percent-encoding.
    Malformed,
    /// Two of the names in [`CallbackParameters`](crate::CallbackParameters) are the same.
    Names,
}

impl CallbackError {
    pub(super) fn new(kind: CallbackErrorKind, rule: impl Into<String>) -> Self {
        Self { kind, rule: rule.into() }
    }

    pub(super) fn of(kind: CallbackErrorKind, parameter: &str, rule: &str) -> Self {
        Self::new(kind, format!("parameter `{parameter}` {rule}"))
    }

    /// Returns the kind of error.
    pub fn kind(&self) -> CallbackErrorKind {
        self.kind
    }
}

impl fmt::Display for CallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "callback: {}", self.rule)
    }
}

impl std::error::Error for CallbackError {}
