//! [`Limiter`]: decides when an attempt may be sent.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// Decides when an attempt may be sent, so that a rate limit of the vendor is kept.
///
/// [`RateLimit`](crate::RateLimit) is the one for a client on one machine. Machines that share a key need one that counts
/// in a store that they share; `examples/onboarding` has one for Redis and Valkey.
///
/// The client keeps the queue: calls take their turn in the order of their arrival, a call that is dropped leaves it, and
/// a wait that would pass the call's deadline ends the call with
/// [`ErrorKind::RateLimited`](crate::ErrorKind::RateLimited). The limiter only says "now" or "ask again later", and is
/// asked for one attempt of a client at a time.
///
/// ```
/// use std::pin::Pin;
/// use std::sync::atomic::{AtomicU32, Ordering};
/// use std::time::Duration;
///
/// use deepvue_digilocker::{AttemptEnd, Limiter};
///
/// /// Lets a hundred attempts pass, and then none.
/// struct Trial(AtomicU32);
///
/// impl Limiter for Trial {
///     fn take(&self) -> Pin<Box<dyn Future<Output = Result<(), Duration>> + Send + '_>> {
///         let is_free = self.0.fetch_add(1, Ordering::Relaxed) < 100;
///         Box::pin(async move { if is_free { Ok(()) } else { Err(Duration::MAX) } })
///     }
///
///     fn ended(&self, end: AttemptEnd) {
///         if matches!(end, AttemptEnd::RateLimited { .. }) {
///             self.0.store(100, Ordering::Relaxed);
///         }
///     }
/// }
/// ```
pub trait Limiter: Send + Sync + 'static {
    /// Takes a place for one attempt, or returns how long to wait before asking again. A limiter that can't tell, for
    /// instance because its store does not respond, decides itself: `Ok` leaves the decision to the vendor. If the call
    /// is dropped or its deadline passes, the future is dropped.
    fn take(&self) -> Pin<Box<dyn Future<Output = Result<(), Duration>> + Send + '_>>;

    /// Returns how long an attempt has to wait at least, with `ahead` attempts of this client before it. A call whose
    /// deadline comes sooner ends at once. By default zero: then such a call waits until its deadline.
    fn least_wait(&self, ahead: usize) -> Duration {
        let _ = ahead;
        Duration::ZERO
    }

    /// Learns that an attempt that had a place has ended: that it was responded to, failed, or was dropped.
    fn ended(&self, end: AttemptEnd) {
        let _ = end;
    }
}

impl<T: Limiter + ?Sized> Limiter for Arc<T> {
    fn take(&self) -> Pin<Box<dyn Future<Output = Result<(), Duration>> + Send + '_>> {
        (**self).take()
    }

    fn least_wait(&self, ahead: usize) -> Duration {
        (**self).least_wait(ahead)
    }

    fn ended(&self, end: AttemptEnd) {
        (**self).ended(end);
    }
}

/// Says how an attempt ended, for a [`Limiter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AttemptEnd {
    /// The vendor has responded with another status than 429.
    Accepted,
    /// The vendor has refused it with a 429: the limit is lower than assumed, or others use the same key.
    RateLimited {
        /// The pause that a `Retry-After` header has asked for.
        retry_after: Option<Duration>,
    },
    /// There was no response.
    NoResponse,
}
