//! One call over the wire.

mod attempt;
pub(crate) mod call;
pub(crate) mod credentials;
pub(crate) mod envelope;
pub(crate) mod fixed_settings;
#[cfg(fuzzing)]
pub(crate) mod fuzz;
pub(crate) mod hooks;
pub(crate) mod limits;
pub(crate) mod listeners;
pub(crate) mod observe;
pub(crate) mod origin;
pub(crate) mod provider;
mod refusal;
mod repair;
mod repairs;
pub(crate) mod retry;
mod send;
mod success;
mod track;
pub(crate) mod trusted_url;
mod undocumented;
mod words;
