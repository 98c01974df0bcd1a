//! Contract drift, with this crate's own contract and decoders.

mod differential;
mod drift_watch;
mod embedded;
mod findings;
mod live;
mod mutations;
mod recordings;
