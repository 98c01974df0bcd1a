//! [`Error`]: the reason why a call failed.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::field_error::FieldError;
use super::kind::ErrorKind;
use super::outcome::{Outcome, RetryDecision};
use super::report::CallReport;
use super::response::VendorResponse;

/// Says why a call failed. The guide [`errors`](crate::guide::errors) lists what to do about each kind.
///
/// ```no_run
/// use deepvue_digilocker::{Client, Consent, ErrorKind, Outcome};
///
/// # async fn example(client: Client) {
/// if let Err(error) = client.initiate_session(Consent::given(), "Savings account KYC").await {
///     match error.kind() {
///         ErrorKind::Validation | ErrorKind::InvalidInput => println!("{:?}", error.field_errors()),
///         _ if error.outcome() == Outcome::Unknown => println!("the vendor may have acted: {error}"),
///         _ if error.is_retryable() => println!("again in {:?}", error.retry_after()),
///         _ => println!("{error}"),
///     }
/// }
/// # }
/// ```
///
/// `Display` is one line: what happened, the status, and the vendor's message without anything that was sent. Neither
/// `Display` nor `Debug` nor [`source`](std::error::Error::source) shows a key, the purpose, a URL, or the body.
pub struct Error(Box<Failed>);

struct Failed {
    failure: Failure,
    report: Arc<CallReport>,
}

/// The facts of a failure. Its [`RetryDecision`] follows from them and is not stored.
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    pub(crate) summary: String,
    pub(crate) response: Option<VendorResponse>,
    pub(crate) detail: Option<String>,
    pub(crate) field_errors: Vec<FieldError>,
    pub(crate) transaction_id: Option<String>,
    /// How long the client's own rate limit would have made the call wait.
    pub(crate) wait: Option<Duration>,
    pub(crate) source: Option<reqwest::Error>,
}

impl Failure {
    pub(crate) fn new(kind: ErrorKind, summary: impl Into<String>, response: Option<VendorResponse>) -> Self {
        Self {
            kind,
            summary: summary.into(),
            response,
            detail: None,
            field_errors: Vec::new(),
            transaction_id: None,
            wait: None,
            source: None,
        }
    }

    /// Reports values that are not acceptable, before anything was sent.
    pub(crate) fn invalid_input(field_errors: Vec<FieldError>) -> Self {
        let list = field_errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        Self { field_errors, ..Self::new(ErrorKind::InvalidInput, format!("invalid input: {list}"), None) }
    }

    /// Reports a request that passed our checks but could not be built, before anything was sent.
    pub(crate) fn request_not_built() -> Self {
        Self::new(ErrorKind::InvalidInput, "the request could not be built", None)
    }

    /// Reports that the client's own rate limit has no place in time, before anything was sent.
    pub(crate) fn no_place(wait: Option<Duration>) -> Self {
        let summary =
            "the client's rate limit leaves no room for this call before its deadline; nothing was sent";
        Self { wait, ..Self::new(ErrorKind::RateLimited, summary, None) }
    }

    /// Reports a callback that was rejected, before anything was sent.
    pub(crate) fn callback_rejected(kind: ErrorKind, summary: impl Into<String>, session: &str) -> Self {
        Self { transaction_id: Some(session.to_owned()), ..Self::new(kind, summary, None) }
    }

    pub(crate) fn status(&self) -> Option<StatusCode> {
        self.response.as_ref().map(|response| response.status)
    }

    pub(crate) fn retry_decision(&self) -> RetryDecision {
        RetryDecision::of(self.kind, self.status())
    }
}

impl Error {
    pub(crate) fn new(failure: Failure, report: Arc<CallReport>) -> Self {
        Self(Box::new(Failed { failure, report }))
    }

    /// Returns the kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.0.failure.kind
    }

    /// Returns the HTTP status of the last attempt's response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.failure.status()
    }

    /// Returns the vendor's own message, wherever the body has it: at most 200 characters, on one line, without
    /// anything that was sent. If the response had a success status, only this method gives the message, and `Display`
    /// leaves it out.
    pub fn detail(&self) -> Option<&str> {
        self.0.failure.detail.as_deref()
    }

    /// Returns the values that were not accepted, by this crate ([`ErrorKind::InvalidInput`]) or by the vendor
    /// ([`ErrorKind::Validation`]).
    pub fn field_errors(&self) -> &[FieldError] {
        &self.0.failure.field_errors
    }

    /// Returns the body of the last attempt's response as it arrived. **It may hold personal data, and values of your
    /// request that the vendor echoes**: keep it out of logs. `None` if there was no response, or if it was incomplete
    /// or too large (over 64 KiB for a status other than 2xx).
    pub fn body(&self) -> Option<&[u8]> {
        self.0.failure.response.as_ref()?.body.as_deref()
    }

    /// Returns the pause that the last attempt's response asked for in a `Retry-After` header, which the vendor does not
    /// document. If the client's own rate limit had no place in time: how long the call would have waited, as far as is
    /// known.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.failure.response.as_ref().map_or(self.0.failure.wait, |response| response.retry_after)
    }

    /// Returns whether it makes sense to try again later. Check [`outcome`](Error::outcome) first: if it is
    /// [`Outcome::Unknown`], the vendor may already have acted, and billed.
    pub fn is_retryable(&self) -> bool {
        self.0.failure.retry_decision().is_retryable
    }

    /// Returns whether time ran out: while connecting, for one attempt, or for the whole call.
    pub fn is_timeout(&self) -> bool {
        self.0.failure.source.as_ref().is_some_and(reqwest::Error::is_timeout)
    }

    /// Returns whether no connection could be made.
    pub fn is_connect(&self) -> bool {
        self.kind() == ErrorKind::Connect
    }

    /// Returns what the vendor did with the call: the worst outcome of its attempts.
    pub fn outcome(&self) -> Outcome {
        self.0.report.outcome
    }

    /// Returns how many times the request was tried, the first attempt included.
    pub fn attempts(&self) -> u32 {
        self.0.report.attempt_count
    }

    /// Returns how long the call took, pauses included.
    pub fn elapsed(&self) -> Duration {
        self.0.report.elapsed
    }

    /// Returns whether the same callback may be passed to [`Client::authorize`](crate::Client::authorize) again, because
    /// its code was not used: nothing was sent, or a rate limit refused it. False if the callback itself was rejected, and
    /// false as soon as the vendor may have used the code.
    pub fn can_reuse_callback(&self) -> bool {
        use ErrorKind::{Connect, ConsentDenied, ConsentFailed, RateLimited, SessionExpired, StateMismatch};
        match (self.kind(), self.outcome()) {
            (StateMismatch | ConsentDenied | ConsentFailed | SessionExpired, _) => false,
            // Of a call that could not connect in the end, a rate limit has refused an attempt before.
            (_, Outcome::NotSent) | (RateLimited | Connect, Outcome::Refused) => true,
            _ => false,
        }
    }

    /// Returns whether the call would have been retried, but the client's [`RetryBudget`](crate::RetryBudget) was spent.
    pub fn is_retry_budget_spent(&self) -> bool {
        self.0.report.is_retry_budget_spent
    }

    /// Returns the report of the call.
    pub fn report(&self) -> &CallReport {
        &self.0.report
    }

    /// Returns the transaction id of the vendor's response, if it could be read, or that of the session whose callback
    /// was rejected. Quote it to the vendor's support.
    pub fn transaction_id(&self) -> Option<&str> {
        self.0.failure.transaction_id.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.failure.summary)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("summary", &self.0.failure.summary)
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
    /// Returns the HTTP library's error about a connection, without its URL. A response has no source.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.failure.source.as_ref().map(|error| error as _)
    }
}
