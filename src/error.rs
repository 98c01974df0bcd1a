//! What can go wrong: [`Error`] for a call, [`BuildError`] for a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use crate::answer::Answer;
use crate::retry::{Fate, Outcome};
use crate::sensitive::Sensitive;

/// Why a call did not succeed.
///
/// `Display` is one line: what happened, the status, and the vendor's message without anything that was sent. Neither
/// it nor `Debug` nor [`source`](std::error::Error::source) shows a key, the purpose, a URL, or the body.
pub struct Error(Box<Report>);

/// What is known of a failure. What follows from it, such as its [`Fate`], is not kept.
pub(crate) struct Report {
    pub(crate) kind: ErrorKind,
    pub(crate) summary: String,
    pub(crate) answer: Option<Answer>,
    pub(crate) detail: Option<String>,
    pub(crate) field_errors: Vec<FieldError>,
    pub(crate) transaction_id: Option<String>,
    pub(crate) source: Option<reqwest::Error>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

impl Report {
    pub(crate) fn new(kind: ErrorKind, summary: impl Into<String>, answer: Option<Answer>) -> Self {
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
    pub(crate) fn unbuilt() -> Self {
        Self::new(ErrorKind::InvalidInput, "the request could not be built", None)
    }

    /// Nothing was sent: there is no way on from this session.
    pub(crate) fn no_way_on(kind: ErrorKind, summary: impl Into<String>, session: &str) -> Self {
        Self { transaction_id: Some(session.to_owned()), ..Self::new(kind, summary, None) }
    }

    pub(crate) fn status(&self) -> Option<StatusCode> {
        self.answer.as_ref().map(|answer| answer.status)
    }

    pub(crate) fn fate(&self) -> Fate {
        Fate::of(self.kind, self.status())
    }
}

impl From<Report> for Error {
    fn from(report: Report) -> Self {
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
        self.0.fate().is_retryable
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
        self.0.fate().outcome
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

/// The kinds of [`Error`].
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// A value of the call is not acceptable; nothing was sent.
    InvalidInput,
    /// 400 with the documented message for a deactivated client.
    InactiveClient,
    /// 401: the keys are missing, unknown, or do not belong together.
    Unauthenticated,
    /// 403: the keys may not do this, or the caller's address is not on the account's allow-list (status inferred).
    Forbidden,
    /// 422, and any other 400: the vendor does not accept the request's values.
    Validation,
    /// 429: a rate limit of the key.
    RateLimited,
    /// 500, and any other 5xx but 503: the vendor, or something before it, failed.
    Server,
    /// 503: a source that the vendor needs is unavailable (inferred).
    Unavailable,
    /// A status that is not documented.
    UnexpectedStatus,
    /// Success by its status, but without the documented result, or with a body that says that it failed.
    Decode,
    /// Success by its status, but larger than the limit for bodies.
    TooLarge,
    /// A session was started, but its authorization URL is not one to send a customer to.
    UntrustedUrl,
    /// The callback does not belong to the session; nothing was sent. See [`StateCheck`](crate::StateCheck).
    StateMismatch,
    /// The customer did not agree; nothing was sent.
    ConsentDenied,
    /// The customer came back with another error than a refusal, and without a code; nothing was sent.
    ConsentFailed,
    /// The session is older than [`Authorize::max_session_age`](crate::Authorize::max_session_age); nothing was sent.
    SessionExpired,
    /// No connection could be made.
    Connect,
    /// No whole answer in time.
    Timeout,
    /// The connection broke, or what came over it was not HTTP.
    Transport,
}

/// One value that was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub(crate) pointer: String,
    pub(crate) message: String,
    pub(crate) code: Option<String>,
}

impl FieldError {
    /// Where the value stands in the request, as a JSON pointer that starts at `/body`; empty if unknown.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The rule that it breaks.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The vendor's word for the rule, such as `value_error.missing`; `None` if this crate refused the value.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(f, "{}: ", self.pointer)?;
        }
        write!(f, "{}", self.message)?;
        match &self.code {
            Some(code) => write!(f, " ({code})"),
            None => Ok(()),
        }
    }
}

/// Refuses a call for every rule that one of its values breaks, before anything is sent.
pub(crate) fn check_input<'a>(
    rules: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
) -> Result<(), Error> {
    let fault = |(pointer, rule): (&str, Option<&str>)| {
        let message = rule?.to_owned();
        Some(FieldError { pointer: pointer.to_owned(), message, code: None })
    };
    let faults = rules.into_iter().filter_map(fault).collect::<Vec<_>>();
    if faults.is_empty() { Ok(()) } else { Err(Report::invalid_input(faults).into()) }
}

pub(crate) fn blank_rule(value: &Sensitive<String>) -> Option<&'static str> {
    value.expose().trim().is_empty().then_some("must not be blank")
}

/// Why a [`Client`](crate::Client) could not be built. Names the setting and the rule, never the value.
#[derive(Debug, Clone)]
pub struct BuildError {
    setting: &'static str,
    rule: String,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl BuildError {
    pub(crate) fn new(setting: &'static str, rule: impl Into<String>) -> Self {
        Self { setting, rule: rule.into(), source: None }
    }

    /// With what a library reports; its innermost cause says why.
    pub(crate) fn caused(
        setting: &'static str,
        rule: &str,
        source: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        let mut innermost: &dyn std::error::Error = &source;
        while let Some(cause) = innermost.source() {
            innermost = cause;
        }
        let rule = format!("{rule}: {innermost}");
        Self { setting, rule, source: Some(Arc::new(source)) }
    }

    /// The builder's method, or the environment variable, that holds the value.
    pub fn setting(&self) -> &str {
        self.setting
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.setting, self.rule)
    }
}

impl std::error::Error for BuildError {
    /// What a library reports, such as missing CA certificates. Its innermost cause is part of the text.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|error| error as _)
    }
}
