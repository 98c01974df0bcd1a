//! Reads and writes HAR 1.2, the format of browsers, proxies and API tools.

mod body;
mod entry;
mod kept;
mod lenient;
pub(crate) mod stream;
mod visit;
mod write;
