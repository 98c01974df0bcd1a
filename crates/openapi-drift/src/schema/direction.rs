//! [`Direction`]: requests or responses.

/// Distinguishes requests from responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Request,
    Response,
}

impl Direction {
    /// Returns the keyword of properties that are not sent in this direction.
    pub(crate) fn hidden(self) -> &'static str {
        match self {
            Self::Request => "readOnly",
            Self::Response => "writeOnly",
        }
    }

    /// Returns whether a schema that is sent in one direction only is not sent in this one.
    pub(super) fn hides(self, only_in: Option<Self>) -> bool {
        only_in.is_some_and(|only| only != self)
    }
}
