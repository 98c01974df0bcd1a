//! The OpenAPI document: operations, servers, parameters, content types, and a summary of it.

pub(crate) mod address;
pub(crate) mod document;
pub(crate) mod fields;
pub(crate) mod follow;
mod kind;
pub(crate) mod media;
pub(crate) mod outline;
pub(crate) mod parameters;
pub(crate) mod reader;
pub(crate) mod routes;
pub(crate) mod security;
pub(crate) mod servers;
pub(crate) mod templates;
pub(crate) mod text;
mod tree;
pub(crate) mod undocumented;
