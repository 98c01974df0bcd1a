//! [`Error`]: why a call did not succeed.

use std::fmt;
use std::time::Duration;

use http::StatusCode;

use super::field_error::FieldError;
use super::kind::ErrorKind;
use super::outcome::{Outcome, RetryDecision};
use super::response::VendorResponse;

/// Why a call did not succeed.
///
/// `Display` is one line: what happened, the status, and the vendor's message without anything that was sent. Neither
/// it nor `Debug` nor [`source`](std::error::Error::source) shows a key, the purpose, a URL, or the body.
pub struct Error(Box<Failure>);

/// What is known of a failure. What follows from it, such as its [`RetryDecision`], is not kept.
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    pub(crate) summary: String,
    pub(crate) answer: Option<VendorResponse>,
    pub(crate) detail: Option<String>,
    pub(crate) field_errors: Vec<FieldError>,
    pub(crate) transaction_id: Option<String>,
    pub(crate) source: Option<reqwest::Error>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

impl Failure {
    pub(crate) fn new(kind: ErrorKind, summary: impl Into<String>, answer: Option<VendorResponse>) -> Self {
        Self {
            kind,
            summary: summary.into(),
            answer,
            detail: None,
            field_errors: Vec::new(),
            transaction_id: None,
            source: None,
            attempts: 0,
            elapsed: Duration::ZERO,
        }
    }

    /// Nothing was sent: these values are not acceptable.
    pub(crate) fn invalid_input(faults: Vec<FieldError>) -> Self {
        let list = faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        Self {
            field_errors: faults,
            ..Self::new(ErrorKind::InvalidInput, format!("invalid input: {list}"), None)
        }
    }

    /// Nothing was sent: no request could be made of what passed our checks.
    pub(crate) fn request_not_built() -> Self {
        Self::new(ErrorKind::InvalidInput, "the request could not be built", None)
    }

    /// Nothing was sent: there is no way on from this session.
    pub(crate) fn callback_rejected(kind: ErrorKind, summary: impl Into<String>, session: &str) -> Self {
        Self { transaction_id: Some(session.to_owned()), ..Self::new(kind, summary, None) }
    }

    pub(crate) fn status(&self) -> Option<StatusCode> {
        self.answer.as_ref().map(|answer| answer.status)
    }

    pub(crate) fn retry_decision(&self) -> RetryDecision {
        RetryDecision::of(self.kind, self.status())
    }
}

impl From<Failure> for Error {
    fn from(report: Failure) -> Self {
        Self(Box::new(report))
    }
}

impl Error {
    /// What kind of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The HTTP status of the vendor's last answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status()
    }

    /// The vendor's own message, wherever the body has it: at most 200 characters, on one line, without anything that was
    /// sent. Of an answer that came as a success the message stands here alone, and not in `Display`.
    pub fn detail(&self) -> Option<&str> {
        self.0.detail.as_deref()
    }

    /// The values that were not accepted, by this crate ([`ErrorKind::InvalidInput`]) or by the vendor
    /// ([`ErrorKind::Validation`]).
    pub fn field_errors(&self) -> &[FieldError] {
        &self.0.field_errors
    }

    /// The vendor's last answer as it arrived. **It may hold personal data, and what the vendor echoes**: keep it out
    /// of logs. `None` if there was no answer, or if it was incomplete or too large (a refusal: over 64 KiB).
    pub fn body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref()?.body.as_deref()
    }

    /// The pause that the last answer asked for in a `Retry-After` header. The vendor documents no such header.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.answer.as_ref()?.retry_after
    }

    /// Whether the same call may well succeed later. If [`outcome`](Error::outcome) is [`Outcome::Unknown`], the
    /// vendor may have acted, and billed, already.
    pub fn is_retryable(&self) -> bool {
        self.0.retry_decision().is_retryable
    }

    /// Whether time ran out: while connecting, for one attempt, or for the whole call.
    pub fn is_timeout(&self) -> bool {
        self.0.source.as_ref().is_some_and(reqwest::Error::is_timeout)
    }

    /// Whether no connection could be made.
    pub fn is_connect(&self) -> bool {
        self.kind() == ErrorKind::Connect
    }

    /// What the vendor has made of the call.
    pub fn outcome(&self) -> Outcome {
        self.0.retry_decision().outcome
    }

    /// How many times the request was tried, the first time included.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the call took, pauses included.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }

    /// The transaction id of the vendor's answer, where one could be read, or of the session with which a call could not
    /// go on: name it to the vendor's support.
    pub fn transaction_id(&self) -> Option<&str> {
        self.0.transaction_id.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.summary)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("summary", &self.0.summary)
            .field("status", &self.status())
            .field("outcome", &self.outcome())
            .field("is_retryable", &self.is_retryable())
            .field("retry_after", &self.retry_after())
            .field("attempts", &self.attempts())
            .field("elapsed", &self.elapsed())
            .field("body_bytes", &self.body().map(<[u8]>::len))
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    /// What the HTTP library reports of a connection, without its URL. Answers have no source.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|error| error as _)
    }
}
