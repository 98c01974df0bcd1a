//! One call over the wire.

mod attempt;
pub(crate) mod call;
pub(crate) mod credentials;
pub(crate) mod envelope;
#[cfg(fuzzing)]
pub(crate) mod fuzz;
pub(crate) mod hooks;
pub(crate) mod limits;
pub(crate) mod observe;
mod refusal;
mod repair;
mod repairs;
pub(crate) mod retry;
mod send;
mod success;
pub(crate) mod trusted_url;
mod words;
