//! [`Subject`]: what a finding is about.

/// Says what a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A request of this operation.
    Request(String),
    /// A response of this operation, with its status.
    Response(String, u16),
    /// The document itself.
    Document,
    /// The recordings as a whole.
    Recordings,
    /// A change from one document to another.
    Change {
        operation: String,
        /// `operation`, `request`, or a status.
        part: String,
        /// Whether several operations may use what changed.
        is_shared: bool,
    },
}

impl Subject {
    /// Returns the words that reports use: the operation, and the part of it.
    pub(super) fn words(&self) -> (&str, String) {
        match self {
            Self::Request(operation) => (operation, "request".to_owned()),
            Self::Response(operation, status) => (operation, status.to_string()),
            Self::Document => ("spec", "document".to_owned()),
            Self::Recordings => ("recordings", "all".to_owned()),
            Self::Change { operation, part, .. } => (operation, part.clone()),
        }
    }

    /// Returns the words of a fingerprint. Those of a change in a shared part don't name the operation, since it is only
    /// the first of those that use it.
    pub(super) fn stable_words(&self) -> (&str, String) {
        match self {
            Self::Change { part, is_shared: true, .. } if part == "request" => ("spec", part.clone()),
            Self::Change { is_shared: true, .. } => ("spec", "response".to_owned()),
            _ => self.words(),
        }
    }
}
