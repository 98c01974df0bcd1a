//! JSON values and the schemas that describe them.

pub(crate) mod prepare;
pub(crate) mod redact;
pub(crate) mod schemas;
pub(crate) mod walk;
