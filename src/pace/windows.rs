//! [`Windows`]: the limiter of a client on one machine, which counts attempts in windows of time.

use std::collections::VecDeque;
use std::future::ready;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::limiter::{AttemptEnd, Limiter};

/// At most `attempts` in any time as long as `length`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) attempts: u32,
    pub(super) length: Duration,
}

/// How long an attempt is waited for before its windows begin: a slow response must not stop everything.
const MAX_TRANSIT: Duration = Duration::from_secs(1);
/// The pause after a first 429, as the vendor's error guide advises.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest pause after repeated ones: by then a whole minute has passed.
const MAX_PAUSE: Duration = Duration::from_secs(60);

/// The longest pause that a `Retry-After` can ask for: a mistake of the vendor must not stop a client for days.
const MAX_ASKED_PAUSE: Duration = Duration::from_secs(60 * 60);

/// Counts attempts, so that no window holds more than allowed, wherever it begins.
///
/// The vendor counts an attempt at some time between its sending and its response. So its windows begin with the
/// response, and until then it counts in all of them.
pub(crate) struct Windows {
    all: Vec<Window>,
    /// How many attempts have to be remembered.
    capacity: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// When the windows of each attempt began, in order; the last ones, as many as have to be remembered.
    begun: VecDeque<Instant>,
    /// When each attempt was sent that waits for its response, in order.
    pending: VecDeque<Instant>,
    /// How many attempts wait for a response although their windows have begun.
    overdue: usize,
    /// Until when a 429 has closed the limit.
    closed_until: Option<Instant>,
    /// The last pause after a 429, until an attempt is accepted.
    pause: Option<Duration>,
}

impl Windows {
    pub(super) fn new(windows: Vec<Window>) -> Self {
        let capacity = windows.iter().map(|window| window.attempts).max().unwrap_or(0);
        Self {
            all: windows,
            capacity: usize::try_from(capacity).unwrap_or(usize::MAX),
            state: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns when an attempt can be sent at the earliest, with `ahead` others before it.
    fn earliest(&self, state: &State, ahead: usize, now: Instant) -> Instant {
        let mut planned = Vec::new();
        for _ in 0..=ahead {
            let mut time = planned.last().copied().unwrap_or(now).max(state.closed_until.unwrap_or(now));
            for window in &self.all {
                let attempts = usize::try_from(window.attempts).unwrap_or(usize::MAX);
                let count = state.begun.len() + state.pending.len() + planned.len();
                if let Some(oldest) = count.checked_sub(attempts) {
                    let begun = state.nth(oldest, &planned, now);
                    time = time.max(begun.checked_add(window.length).unwrap_or(begun));
                }
            }
            planned.push(time);
        }
        planned.last().copied().unwrap_or(now)
    }
}

impl State {
    /// Returns when the windows of an attempt begin: of those that have begun, then of those without a response, which
    /// begin now at the earliest, then of those that are planned.
    fn nth(&self, at: usize, planned: &[Instant], now: Instant) -> Instant {
        let pending = || self.pending.get(at - self.begun.len()).map(|_| now);
        let begun = self.begun.get(at).copied().or_else(pending);
        begun.or_else(|| planned.get(at - self.begun.len() - self.pending.len()).copied()).unwrap_or(now)
    }

    /// Begins the windows of the oldest attempt without a response.
    fn begin(&mut self, time: Instant, capacity: usize) {
        if self.pending.pop_front().is_some() {
            let time = self.begun.back().map_or(time, |last| time.max(*last));
            self.begun.push_back(time);
            while self.begun.len() > capacity {
                self.begun.pop_front();
            }
        }
    }

    fn begin_overdue(&mut self, now: Instant, capacity: usize) {
        while let Some(due) = self.pending.front().and_then(|sent| sent.checked_add(MAX_TRANSIT))
            && due <= now
        {
            self.begin(due, capacity);
            self.overdue += 1;
        }
    }

    /// Learns that an attempt has ended, and not which one. If one is overdue, it may be that: then no windows begin, and
    /// those of all others begin later rather than too early.
    fn end_one(&mut self, now: Instant, capacity: usize) {
        self.begin_overdue(now, capacity);
        match self.overdue.checked_sub(1) {
            Some(others) => self.overdue = others,
            None => self.begin(now, capacity),
        }
    }
}

impl Limiter for Windows {
    fn take(&self) -> Pin<Box<dyn Future<Output = Result<(), Duration>> + Send + '_>> {
        let now = Instant::now();
        let mut state = self.state();
        state.begin_overdue(now, self.capacity);
        let wait = self.earliest(&state, 0, now).saturating_duration_since(now);
        if wait.is_zero() {
            state.pending.push_back(now);
        }
        Box::pin(ready(if wait.is_zero() { Ok(()) } else { Err(wait) }))
    }

    fn least_wait(&self, ahead: usize) -> Duration {
        let now = Instant::now();
        let mut state = self.state();
        state.begin_overdue(now, self.capacity);
        self.earliest(&state, ahead, now).saturating_duration_since(now)
    }

    fn ended(&self, end: AttemptEnd) {
        let now = Instant::now();
        let mut state = self.state();
        state.end_one(now, self.capacity);
        let is_closed = state.closed_until.is_some_and(|until| now < until);
        match end {
            AttemptEnd::RateLimited { retry_after } => {
                let pause = match state.pause {
                    // Sent before the limit was closed: no news.
                    Some(pause) if is_closed => pause,
                    Some(pause) => pause.saturating_mul(2).min(MAX_PAUSE),
                    None => FIRST_PAUSE,
                };
                state.pause = Some(pause);
                let pause = retry_after.map_or(pause, |asked| asked.clamp(pause, MAX_ASKED_PAUSE));
                state.closed_until = now.checked_add(pause).max(state.closed_until);
            }
            AttemptEnd::Accepted if !is_closed => state.pause = None,
            // Sent before the limit was closed: no news, either.
            AttemptEnd::Accepted | AttemptEnd::NoResponse => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const REFUSED: AttemptEnd = AttemptEnd::RateLimited { retry_after: None };

    #[tokio::test(start_paused = true)]
    async fn a_response_to_an_attempt_before_a_429_does_not_shorten_the_next_pause() {
        let windows = Windows::new(vec![Window { attempts: 10, length: SECOND / 10 }]);
        for _ in 0..3 {
            assert_eq!(windows.take().await, Ok(()));
        }
        for end in [REFUSED, AttemptEnd::Accepted, REFUSED] {
            windows.ended(end);
        }
        assert_eq!(windows.take().await, Err(SECOND));
        advance(SECOND).await;
        assert_eq!(windows.take().await, Ok(()));
        windows.ended(REFUSED);
        assert_eq!(windows.take().await, Err(2 * SECOND));
        advance(2 * SECOND).await;
        assert_eq!(windows.take().await, Ok(()));
        windows.ended(AttemptEnd::Accepted);
        assert_eq!(windows.take().await, Ok(()));
        windows.ended(REFUSED);
        assert_eq!(windows.take().await, Err(SECOND));
    }

    #[tokio::test(start_paused = true)]
    async fn a_late_response_does_not_begin_the_windows_of_an_attempt_that_still_waits() {
        let windows = Windows::new(vec![Window { attempts: 2, length: 2 * SECOND }]);
        assert_eq!(windows.take().await, Ok(()));
        advance(SECOND / 2).await;
        assert_eq!(windows.take().await, Ok(()));
        // At 1.1 s the windows of the first have begun. Its response at 1.2 s begins none of the second, whose own comes at
        // 1.4 s.
        advance(SECOND * 6 / 10).await;
        assert_eq!(windows.least_wait(0), SECOND * 19 / 10);
        advance(SECOND / 10).await;
        windows.ended(AttemptEnd::Accepted);
        advance(SECOND * 2 / 10).await;
        windows.ended(AttemptEnd::Accepted);
        advance(SECOND * 16 / 10).await;
        assert_eq!(windows.take().await, Ok(()));
        assert_eq!(windows.take().await, Err(SECOND * 4 / 10));
    }
}
