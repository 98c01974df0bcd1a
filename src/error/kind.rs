//! [`ErrorKind`]: the kinds of failures.

use std::fmt;

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

impl ErrorKind {
    /// Returns its stable name, such as `rate_limited`: what spans carry as `error.type`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid_input",
            Self::InactiveClient => "inactive_client",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::Validation => "validation",
            Self::RateLimited => "rate_limited",
            Self::Server => "server",
            Self::Unavailable => "unavailable",
            Self::UnexpectedStatus => "unexpected_status",
            Self::Decode => "decode",
            Self::TooLarge => "too_large",
            Self::UntrustedUrl => "untrusted_url",
            Self::StateMismatch => "state_mismatch",
            Self::ConsentDenied => "consent_denied",
            Self::ConsentFailed => "consent_failed",
            Self::SessionExpired => "session_expired",
            Self::Connect => "connect",
            Self::Timeout => "timeout",
            Self::Transport => "transport",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
