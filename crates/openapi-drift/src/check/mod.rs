//! The checks of a message.

pub(crate) mod body;
pub(crate) mod exchange;
pub(crate) mod headers;
mod json;
mod json_tree;
pub(crate) mod known_headers;
pub(crate) mod parameters;
pub(crate) mod recordings;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod security;
pub(crate) mod shape;
pub(crate) mod style;
pub(crate) mod text;
