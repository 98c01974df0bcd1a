//! [`FieldError`]: one value that was not accepted.

use std::fmt;

/// One value that was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub(crate) pointer: String,
    pub(crate) message: String,
    pub(crate) code: Option<String>,
}

impl FieldError {
    /// Returns the place of the value in the request, as a JSON pointer that starts with `/body`; empty if unknown.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns the rule that the value breaks.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the vendor's code for the rule, such as `value_error.missing`; `None` if this crate refused the value.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(f, "{}: ", self.pointer)?;
        }
        write!(f, "{}", self.message)?;
        match &self.code {
            Some(code) => write!(f, " ({code})"),
            None => Ok(()),
        }
    }
}
