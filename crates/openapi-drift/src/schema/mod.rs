//! JSON values and the schemas that describe them.

pub(crate) mod applicable;
pub(crate) mod bundle;
pub(crate) mod chains;
pub(crate) mod describe;
pub(crate) mod dialect;
pub(crate) mod direction;
pub(crate) mod discriminator;
pub(crate) mod distance;
pub(crate) mod explain;
pub(crate) mod formats;
pub(crate) mod graph;
pub(crate) mod graph_reader;
pub(crate) mod hidden;
pub(crate) mod patterns;
pub(crate) mod read;
pub(crate) mod redact;
pub(crate) mod references;
pub(crate) mod schemas;
pub(crate) mod stack;
pub(crate) mod violations;
pub(crate) mod walk;
