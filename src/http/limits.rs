//! [`Limits`]: the time, the attempts and the bytes of a call.

use std::time::Duration;

use super::retry::Retry;
use crate::error::{BuildError, Rule};

/// Limits how long a call may take, how often it is tried, and how much is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) connect_timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) retry: Retry,
    pub(crate) max_body_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            attempt_timeout: Duration::from_secs(15),
            timeout: Duration::from_secs(30),
            retry: Retry::default(),
            max_body_bytes: 32 * 1024 * 1024,
        }
    }
}

const ZERO: &str = "must be longer than zero";

impl Limits {
    /// Checks a client's settings.
    pub(crate) fn check(&self) -> Result<(), BuildError> {
        let durations = [
            ("connect_timeout", self.connect_timeout),
            ("attempt_timeout", self.attempt_timeout),
            ("timeout", self.timeout),
        ];
        if let Some((setting, _)) = durations.iter().find(|(_, duration)| duration.is_zero()) {
            return Err(BuildError::new(setting, ZERO));
        }
        if self.attempt_timeout < self.connect_timeout {
            let rule = format!("must not be shorter than connect_timeout ({:?})", self.connect_timeout);
            return Err(BuildError::new("attempt_timeout", rule));
        }
        if self.max_body_bytes == 0 {
            return Err(BuildError::new("max_body_bytes", "must be larger than zero"));
        }
        Ok(())
    }

    /// Returns the rules for a call's own settings.
    pub(crate) fn rules(&self) -> [Rule; 2] {
        let is_short = self.attempt_timeout < self.connect_timeout;
        let short = is_short.then_some("must not be shorter than the client's connect_timeout");
        [Rule::new("/timeout", self.timeout.is_zero().then_some(ZERO)), Rule::new("/attempt_timeout", short)]
    }
}
