//! [`Pacer`]: the queue of the attempts that wait for a [`Limiter`].

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Mutex;
use tokio::time::{sleep, timeout};

use super::limiter::{AttemptEnd, Limiter};
use crate::error::{Failure, VendorResponse};

/// Lets attempts pass one after the other, in the order of their arrival.
pub(crate) struct Pacer {
    limiter: Box<dyn Limiter>,
    /// Whoever holds it is next. It is fair, and a future that is dropped leaves its queue.
    turn: Mutex<()>,
    waiting: AtomicUsize,
}

impl Pacer {
    pub(crate) fn new(limiter: Box<dyn Limiter>) -> Self {
        Self { limiter, turn: Mutex::default(), waiting: AtomicUsize::default() }
    }

    /// Waits until an attempt may be sent, at most for `longest`. Otherwise returns how long it would have to wait, if
    /// the limiter knows; then at once.
    pub(crate) async fn place(&self, longest: Duration) -> Result<Place<'_>, Option<Duration>> {
        let started = Instant::now();
        let waiting = Waiting::enter(&self.waiting);
        let least_wait = self.limiter.least_wait(waiting.ahead);
        if least_wait > longest {
            return Err(Some(least_wait));
        }
        let in_time = async {
            let _turn = self.turn.lock().await;
            while let Err(wait) = self.limiter.take().await {
                if started.elapsed().saturating_add(wait) > longest {
                    return Err(Some(wait));
                }
                sleep(wait).await;
            }
            Ok(Place { limiter: &*self.limiter, end: AttemptEnd::NoResponse })
        };
        // A timeout of zero would still allow what needs no waiting.
        timeout(longest, in_time).await.unwrap_or(Err(None))
    }
}

/// An attempt in the queue.
struct Waiting<'a> {
    waiting: &'a AtomicUsize,
    ahead: usize,
}

impl<'a> Waiting<'a> {
    fn enter(waiting: &'a AtomicUsize) -> Self {
        Self { waiting, ahead: waiting.fetch_add(1, Ordering::Relaxed) }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The place of an attempt under the limit. Tells the limiter when the attempt has ended, also if it was dropped.
pub(crate) struct Place<'a> {
    limiter: &'a dyn Limiter,
    end: AttemptEnd,
}

impl Place<'_> {
    pub(crate) fn end(mut self, result: Option<&Result<VendorResponse, Failure>>) {
        let response = match result {
            Some(Ok(response)) => Some(response),
            Some(Err(failure)) => failure.response.as_ref(),
            None => None,
        };
        if let Some(response) = response {
            self.end = match response.status.as_u16() {
                429 => AttemptEnd::RateLimited { retry_after: response.retry_after },
                _ => AttemptEnd::Accepted,
            };
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.limiter.ended(self.end);
    }
}
