//! The OpenAPI document: operations, servers, content types, and a summary of it.

pub(crate) mod document;
pub(crate) mod follow;
pub(crate) mod media;
pub(crate) mod outline;
pub(crate) mod paths;
#[cfg(feature = "yaml")]
pub(crate) mod yaml;
