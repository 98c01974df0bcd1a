//! The sandbox's clock, which can be moved forward.

use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::lock::lock;

pub(super) struct Clock {
    /// The Unix time at which the sandbox started.
    unix: Duration,
    started: Instant,
    ahead: Mutex<Duration>,
}

impl Clock {
    pub(super) fn start() -> Self {
        let unix = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { unix, started: Instant::now(), ahead: Mutex::default() }
    }

    /// Returns the time since the Unix epoch.
    pub(super) fn now(&self) -> Duration {
        self.unix.saturating_add(self.started.elapsed()).saturating_add(*lock(&self.ahead))
    }

    pub(super) fn advance(&self, by: Duration) {
        let mut ahead = lock(&self.ahead);
        *ahead = ahead.saturating_add(by);
    }
}
