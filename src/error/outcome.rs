//! What a failure means: its [`Outcome`], and what may be sent again.

use http::StatusCode;

use super::kind::ErrorKind;
use crate::table::RetryClass;

/// What the vendor has made of a failed call: may it be made again without being done, or billed, twice?
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing reached the vendor.
    NotSent,
    /// The vendor said no.
    Refused,
    /// The vendor may or may not have acted.
    Unknown,
    /// The vendor reported success; only its answer is of no use.
    Acted,
}

/// What follows from the way something ended.
pub(crate) struct RetryDecision {
    pub(crate) outcome: Outcome,
    pub(crate) is_retryable: bool,
    /// The operations that are repeated by themselves.
    pub(crate) repeated: &'static [RetryClass],
}

impl RetryDecision {
    pub(crate) fn of(kind: ErrorKind, status: Option<StatusCode>) -> Self {
        use ErrorKind::{
            Connect, ConsentDenied, ConsentFailed, Decode, InvalidInput, SessionExpired, StateMismatch,
            Timeout, TooLarge, Transport, UntrustedUrl,
        };
        use Outcome::{Acted, NotSent, Refused, Unknown};
        use RetryClass::{Advised, NotDelivered};
        let status = status.map_or(0, |status| status.as_u16());
        let (outcome, is_retryable, repeated): (_, _, &[_]) = match (kind, status) {
            (InvalidInput | StateMismatch | ConsentDenied | ConsentFailed | SessionExpired, _) => {
                (NotSent, false, &[])
            }
            (Connect, _) => (NotSent, true, &[Advised, NotDelivered]),
            (Timeout | Transport, _) => (Unknown, true, &[]),
            (Decode | TooLarge | UntrustedUrl, _) | (_, 200..300) => (Acted, false, &[]),
            (_, 429) => (Refused, true, &[Advised, NotDelivered]),
            (_, 500 | 503) => (Unknown, true, &[Advised]),
            (_, 502 | 504) => (Unknown, true, &[]),
            (_, 501 | 505..) => (Unknown, false, &[]),
            _ => (Refused, false, &[]),
        };
        Self { outcome, is_retryable, repeated }
    }
}
