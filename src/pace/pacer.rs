//! [`Pacer`]: the queue of the attempts that wait for a [`Limiter`].

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tracing::Instrument;

use super::limiter::{AttemptEnd, Limiter};
use crate::error::{Failure, VendorResponse};

/// Lets attempts pass one after the other, in the order of their arrival.
pub(crate) struct Pacer(Arc<Queue>);

struct Queue {
    limiter: Box<dyn Limiter>,
    /// Whoever holds it is next. It is fair, and a future that is dropped leaves its queue.
    turn: Mutex<()>,
    waiting: AtomicUsize,
}

impl Pacer {
    pub(crate) fn new(limiter: Box<dyn Limiter>) -> Self {
        Self(Arc::new(Queue { limiter, turn: Mutex::default(), waiting: AtomicUsize::default() }))
    }

    /// Waits until an attempt may be sent, at most for `longest`. Otherwise returns how long it would have to wait, if
    /// the limiter knows; then at once.
    ///
    /// It waits in a task: a call that its owner has begun, and then does not poll, must not stop those behind it. If the
    /// call is dropped, so is the task.
    pub(crate) async fn place(&self, longest: Duration) -> Result<Place, Option<Duration>> {
        let waiting = Waiting::enter(&self.0.waiting);
        let least_wait = self.0.limiter.least_wait(waiting.ahead);
        if least_wait > longest {
            return Err(Some(least_wait));
        }
        // A timeout of zero would still allow what needs no waiting.
        let place = timeout(longest, Arc::clone(&self.0).place(longest));
        let mut place = Box::pin(async { place.await.unwrap_or(Err(None)) }.in_current_span());
        // Enters the queue now, so that the order is that of the calls and not that of the tasks.
        if let Poll::Ready(place) = poll_fn(|context| Poll::Ready(place.as_mut().poll(context))).await {
            return place;
        }
        let mut task = JoinSet::new();
        task.spawn(place);
        match task.join_next().await {
            Some(Ok(place)) => place,
            Some(Err(error)) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            // The runtime shuts down.
            _ => Err(None),
        }
    }
}

impl Queue {
    async fn place(self: Arc<Self>, longest: Duration) -> Result<Place, Option<Duration>> {
        let started = Instant::now();
        let _turn = self.turn.lock().await;
        while let Err(wait) = self.limiter.take().await {
            if started.elapsed().saturating_add(wait) > longest {
                return Err(Some(wait));
            }
            sleep(wait).await;
        }
        Ok(Place { queue: Arc::clone(&self), end: AttemptEnd::NoResponse })
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
pub(crate) struct Place {
    queue: Arc<Queue>,
    end: AttemptEnd,
}

impl Place {
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

impl Drop for Place {
    fn drop(&mut self) {
        self.queue.limiter.ended(self.end);
    }
}
