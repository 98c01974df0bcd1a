//! What is wrong with the spec, as one sentence.

use std::fmt;

/// A fault in the spec: where it is, as a JSON pointer, and what to do about it.
pub(crate) struct Fault {
    pointer: String,
    sentence: String,
}

impl Fault {
    pub(crate) fn new(pointer: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), sentence: sentence.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // cargo shows the first line of an error only.
        let sentence = self.sentence.split_whitespace().collect::<Vec<_>>().join(" ");
        match self.pointer.as_str() {
            "" => write!(f, "{sentence}"),
            pointer => write!(f, "at {pointer}: {sentence}"),
        }
    }
}

/// The pointer to a member of what `pointer` points to (RFC 6901).
pub(crate) fn child(pointer: &str, member: &str) -> String {
    format!("{pointer}/{}", member.replace('~', "~0").replace('/', "~1"))
}
