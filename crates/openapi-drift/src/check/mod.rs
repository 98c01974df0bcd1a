//! The checks of a message.

pub(crate) mod body;
pub(crate) mod exchange;
pub(crate) mod headers;
pub(crate) mod known_headers;
pub(crate) mod recordings;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod security;
