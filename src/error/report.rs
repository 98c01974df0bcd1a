//! [`CallReport`]: what became of a call.

use std::time::Duration;

use http::StatusCode;
use url::Url;

use super::kind::ErrorKind;
use super::outcome::Outcome;
use crate::privacy::sensitive::Sensitive;

/// Says what became of one call, successful or not: for metrics, traces and support.
///
/// [`ClientBuilder::on_call`](crate::ClientBuilder::on_call) hands one to your code at the end of each call. An
/// [`Error`](crate::Error) and each result carry the same one. It holds no value of the call except the vendor's
/// transaction id, which `Debug` does not show.
#[derive(Debug, Clone)]
pub struct CallReport {
    pub(crate) operation_id: &'static str,
    pub(crate) url: Url,
    pub(crate) outcome: Outcome,
    pub(crate) error_kind: Option<ErrorKind>,
    pub(crate) status: Option<StatusCode>,
    pub(crate) attempt_count: u32,
    pub(crate) attempts: Vec<AttemptReport>,
    pub(crate) elapsed: Duration,
    pub(crate) rate_limit_wait: Duration,
    pub(crate) is_retry_budget_spent: bool,
    pub(crate) transaction_id: Option<Sensitive<String>>,
}

impl CallReport {
    /// Returns what the vendor did with the call; [`Outcome::Succeeded`] if there is no error.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Returns the kind of the call's error; `None` if it succeeded.
    pub fn error_kind(&self) -> Option<ErrorKind> {
        self.error_kind
    }

    /// Returns the HTTP status of the last attempt's response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Returns how many times the request was tried; 0 if the call ended before anything was sent.
    pub fn attempt_count(&self) -> u32 {
        self.attempt_count
    }

    /// Returns the attempts in their order; the first 32 if there were more.
    pub fn attempts(&self) -> &[AttemptReport] {
        &self.attempts
    }

    /// Returns how long the call took, pauses and waits included.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Returns how much of that time the call waited for its turn under a [`RateLimit`](crate::RateLimit).
    pub fn rate_limit_wait(&self) -> Duration {
        self.rate_limit_wait
    }

    /// Returns whether the call would have been retried, but the client's [`RetryBudget`](crate::RetryBudget) was spent.
    pub fn is_retry_budget_spent(&self) -> bool {
        self.is_retry_budget_spent
    }

    /// Returns the transaction id of the vendor's response, if it could be read, or that of the session whose callback
    /// was rejected. Quote it to the vendor's support.
    pub fn transaction_id(&self) -> Option<&Sensitive<String>> {
        self.transaction_id.as_ref()
    }

    /// Returns the host of the base URL, which OpenTelemetry calls `server.address`.
    pub fn server_address(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// Returns the port of the base URL, which OpenTelemetry calls `server.port`.
    pub fn server_port(&self) -> u16 {
        self.url.port_or_known_default().unwrap_or_default()
    }
}

/// Says what became of one attempt of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptReport {
    pub(crate) status: Option<StatusCode>,
    pub(crate) error_kind: Option<ErrorKind>,
    pub(crate) duration: Duration,
}

impl AttemptReport {
    /// Returns the HTTP status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Returns what OpenTelemetry calls `error.type`: the status if it is no success, such as `503`, or the name of an
    /// [`ErrorKind`], such as `timeout`. `None` if a complete response with a success status arrived.
    pub fn error_type(&self) -> Option<&str> {
        match &self.status {
            Some(status) if !status.is_success() => Some(status.as_str()),
            _ => self.error_kind.map(ErrorKind::as_str),
        }
    }

    /// Returns how long it took, from sending the request to the end of the response.
    pub fn duration(&self) -> Duration {
        self.duration
    }
}
