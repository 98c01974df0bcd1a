//! [`Limits`]: the time, the attempts and the bytes of a call.

use std::time::Duration;

use super::retry::Retry;

/// Limits how long a call may take, how often it is tried, and how much is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) connect_timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) retry: Retry,
    pub(crate) max_body_bytes: usize,
}

impl Limits {
    /// Returns the rule that a call's own timeout breaks, if any.
    pub(crate) fn broken_rule(&self) -> Option<&'static str> {
        self.timeout.is_zero().then_some("must be longer than zero")
    }
}
