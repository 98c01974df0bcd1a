//! One call over the wire.

mod attempt;
pub(crate) mod call;
pub(crate) mod credentials;
pub(crate) mod envelope;
pub(crate) mod fixed_settings;
pub(crate) mod hooks;
pub(crate) mod limiter;
pub(crate) mod limits;
pub(crate) mod listeners;
pub(crate) mod observe;
pub(crate) mod origin;
pub(crate) mod pacer;
pub(crate) mod provider;
pub(crate) mod rate_limit;
mod refusal;
mod repair;
mod repairs;
pub(crate) mod retry;
pub(crate) mod retry_budget;
mod send;
mod success;
mod track;
pub(crate) mod trusted_url;
mod undocumented;
mod windows;
mod words;
