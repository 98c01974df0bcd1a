//! The OpenAPI document: operations, servers, content types, and a summary of it.

pub(crate) mod document;
mod fields;
mod kind;
pub(crate) mod media;
pub(crate) mod outline;
pub(crate) mod paths;
pub(crate) mod text;
mod tree;
