//! The checks of a message.

pub(crate) mod body;
pub(crate) mod headers;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod security;
