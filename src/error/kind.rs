//! [`ErrorKind`]: the kinds of failures.

use std::fmt;

/// The kinds of [`Error`](crate::Error).
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// A value of the call is not acceptable; nothing was sent.
    InvalidInput,
    /// 400 with the documented message for a deactivated client.
    InactiveClient,
    /// 401: the keys are missing or unknown, or do not belong together.
    Unauthenticated,
    /// 403: the keys lack permission, or the caller's address is not on the account's allow-list (status inferred).
    Forbidden,
    /// 403 for a call that refers to a session, with a message about a token: the session, its code or its access is
    /// unknown, used or expired, and the customer has to start again (inferred from the documented message `Not a valid
    /// token`). It says nothing about the keys.
    InvalidToken,
    /// 422, and any other 400: the vendor does not accept the request's values.
    Validation,
    /// 429: the key has reached a rate limit. Without a [`status`](crate::Error::status): the client's own
    /// [`RateLimit`](crate::RateLimit) has no place before the deadline, and nothing was sent.
    RateLimited,
    /// 500, and any other 5xx except 503: the vendor, or a gateway in front of it, failed.
    Server,
    /// 503: a source that the vendor needs is unavailable (inferred).
    Unavailable,
    /// The response has an undocumented status.
    UnexpectedStatus,
    /// The status says success, but the body lacks the documented result or reports a failure.
    Decode,
    /// The status says success, but the body is larger than the limit.
    TooLarge,
    /// A session was started, but its authorization URL is not safe to send a customer to.
    UntrustedUrl,
    /// The callback does not belong to the session; nothing was sent. See [`StateCheck`](crate::StateCheck).
    StateMismatch,
    /// The customer refused consent; nothing was sent.
    ConsentDenied,
    /// The customer came back without a code and with an error other than a refusal; nothing was sent.
    ConsentFailed,
    /// The session is older than [`Authorize::max_session_age`](crate::Authorize::max_session_age); nothing was sent.
    SessionExpired,
    /// No connection could be made.
    Connect,
    /// No complete response arrived in time.
    Timeout,
    /// The connection broke, or the peer did not speak HTTP.
    Transport,
    /// The call's future was dropped before it ended. Only a [`CallReport`](crate::CallReport) and a span can say so.
    Cancelled,
}

impl ErrorKind {
    /// Returns the stable name, such as `rate_limited`, which spans carry as `error.type`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid_input",
            Self::InactiveClient => "inactive_client",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::InvalidToken => "invalid_token",
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
            Self::Cancelled => "cancelled",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
