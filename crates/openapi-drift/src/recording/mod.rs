//! Recorded messages: their files, and their redaction.

pub(crate) mod directory;
pub(crate) mod encoding;
pub(crate) mod handshake;
pub(crate) mod har;
pub(crate) mod recorded;
pub(crate) mod redacted;
