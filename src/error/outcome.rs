//! The meaning of a failure: its [`Outcome`], and which operations are retried.

use std::fmt;

use http::StatusCode;

use super::kind::ErrorKind;
use crate::table::RetryClass;

/// Says what the vendor did with a call: can it be made again without being done, or billed, twice?
///
/// The outcome of a call with several attempts is that of the worst one. They are ordered: each is worse than the one
/// before it.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The call succeeded. No [`Error`](crate::Error) has this outcome.
    Succeeded,
    /// Nothing reached the vendor.
    NotSent,
    /// The vendor refused the call.
    Refused,
    /// The vendor may or may not have acted.
    Unknown,
    /// The vendor reported success, and has probably billed, but the response is unusable.
    Acted,
}

impl Outcome {
    /// Returns the stable name, such as `not_sent`, which spans carry as `outcome`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::NotSent => "not_sent",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Acted => "acted",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a failure means: its outcome, whether it is retryable, and which operations are retried automatically.
pub(crate) struct RetryDecision {
    pub(crate) outcome: Outcome,
    pub(crate) is_retryable: bool,
    /// The operations that are retried automatically.
    pub(crate) retried: &'static [RetryClass],
}

impl RetryDecision {
    pub(crate) fn of(kind: ErrorKind, status: Option<StatusCode>) -> Self {
        use ErrorKind::{
            Cancelled, Connect, ConsentDenied, ConsentFailed, Decode, InvalidInput, RateLimited,
            SessionExpired, StateMismatch, Timeout, TooLarge, Transport, UntrustedUrl,
        };
        use Outcome::{Acted, NotSent, Refused, Unknown};
        use RetryClass::{Advised, NotDelivered};
        let status = status.map_or(0, |status| status.as_u16());
        let (outcome, is_retryable, retried): (_, _, &[_]) = match (kind, status) {
            (InvalidInput | StateMismatch | ConsentDenied | ConsentFailed | SessionExpired, _) => {
                (NotSent, false, &[])
            }
            (Connect, _) => (NotSent, true, &[Advised, NotDelivered]),
            // A rate limit of our own had no place in time.
            (RateLimited, 0) => (NotSent, true, &[]),
            (Cancelled | Timeout | Transport, _) => (Unknown, true, &[]),
            (Decode | TooLarge | UntrustedUrl, _) | (_, 200..300) => (Acted, false, &[]),
            (_, 429) => (Refused, true, &[Advised, NotDelivered]),
            (_, 500 | 503) => (Unknown, true, &[Advised]),
            (_, 502 | 504) => (Unknown, true, &[]),
            (_, 501 | 505..) => (Unknown, false, &[]),
            _ => (Refused, false, &[]),
        };
        Self { outcome, is_retryable, retried }
    }
}
