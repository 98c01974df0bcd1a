//! The sandbox's clock, which can be moved forward.

use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::lock::lock;

/// The end of the year 9999, where a client's clock stops: a time of day has an end.
const LAST_SECOND: u64 = 253_402_300_799;

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

    /// Returns the time of day.
    pub(super) fn time(&self) -> SystemTime {
        UNIX_EPOCH + self.now().min(Duration::from_secs(LAST_SECOND))
    }

    /// Goes back to the system's time.
    pub(super) fn reset(&self) {
        *lock(&self.ahead) = Duration::ZERO;
    }

    pub(super) fn advance(&self, by: Duration) {
        let mut ahead = lock(&self.ahead);
        *ahead = ahead.saturating_add(by);
    }
}
