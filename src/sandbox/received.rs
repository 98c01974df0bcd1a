//! [`Received`]: a request that the sandbox received.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, Uri};

/// A request as it arrived (feature `sandbox`).
#[derive(Clone)]
pub struct Received {
    pub(super) method: Method,
    pub(super) uri: Uri,
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// When it arrived, by the sandbox's clock.
    pub(super) at: Duration,
    /// The status of the response; `None` if the connection was reset instead.
    pub(super) status: Option<StatusCode>,
}

impl Received {
    /// Returns the HTTP method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Returns the path, and the query if there was one.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the headers, the keys included.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the status that it was answered with; `None` if the connection was reset instead.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Returns the body.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl fmt::Debug for Received {
    /// Shows neither the values of headers nor the body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("method", &self.method)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "contract")]
impl From<&Received> for crate::contract::Recorded {
    /// Returns the request as the sandbox received it.
    fn from(received: &Received) -> Self {
        let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = received.headers.iter().map(|(name, value)| (name.to_string(), text(value)));
        Self::exchange(received.method.as_str(), received.path.as_str())
            .with_request(headers, Some(received.body.clone()))
    }
}
