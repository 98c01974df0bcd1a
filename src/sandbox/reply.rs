//! [`Reply`]: a response of the sandbox, its own or a scripted one.

use std::fmt;
use std::io;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use http_body::Frame;
use serde_json::json;

use super::reset::ResetSwitch;

/// A response of the sandbox, which can simulate the failures of a network (feature `sandbox`).
#[derive(Clone)]
#[must_use = "a reply does nothing until it is passed to the sandbox"]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    delay: Duration,
    failure: Option<NetworkFailure>,
}

#[derive(Clone, Copy)]
enum NetworkFailure {
    Reset,
    Truncated(usize),
}

impl Reply {
    /// Returns a response with this status and an empty body.
    pub fn new(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new(), delay: Duration::ZERO, failure: None }
    }

    /// Returns a response with this status and a JSON body.
    pub fn json(status: StatusCode, body: &serde_json::Value) -> Self {
        Self::new(status)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .body(body.to_string())
    }

    /// Sends no response: resets the connection after the request has been read.
    pub fn reset() -> Self {
        Self { failure: Some(NetworkFailure::Reset), ..Self::new(StatusCode::OK) }
    }

    /// Adds a header.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// Sets a header, in place of one of the same name.
    pub(super) fn replace_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Resets the connection in place of the response.
    pub(super) fn and_reset(mut self) -> Self {
        self.failure = Some(NetworkFailure::Reset);
        self
    }

    /// Sets the body.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// Waits this long before the response is sent.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Closes the connection after this many bytes of the body, although `Content-Length` announces all of it.
    pub fn truncate(mut self, bytes: usize) -> Self {
        self.failure = Some(NetworkFailure::Truncated(bytes));
        self
    }

    /// Returns an error as the vendor documents it.
    pub(super) fn detail(status: StatusCode, message: &str) -> Self {
        Self::json(status, &json!({ "detail": message }))
    }

    /// Returns the documented 429.
    pub(super) fn rate_limited() -> Self {
        Self::detail(StatusCode::TOO_MANY_REQUESTS, "Rate limit exceeded. Please retry after some time.")
    }

    /// Returns the status that is sent; `None` if the connection is reset instead.
    pub(super) fn status(&self) -> Option<StatusCode> {
        (!matches!(self.failure, Some(NetworkFailure::Reset))).then_some(self.status)
    }

    pub(super) async fn perform(self, reset_switch: &ResetSwitch) -> Response {
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay).await;
        }
        let length = HeaderValue::from(self.body.len());
        let body = match self.failure {
            None => Body::from(self.body),
            Some(NetworkFailure::Reset) => {
                reset_switch.trip();
                Body::empty()
            }
            Some(NetworkFailure::Truncated(bytes)) => {
                let kept = self.body.slice(..bytes.min(self.body.len()));
                Body::new(Cut::Kept(kept))
            }
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response.headers_mut().insert(CONTENT_LENGTH, length);
        response
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .field("delay", &self.delay)
            .finish_non_exhaustive()
    }
}

/// A body that ends early.
enum Cut {
    Kept(Bytes),
    Sending,
    Off,
}

impl http_body::Body for Cut {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match mem::replace(&mut *self, Self::Off) {
            Self::Kept(bytes) => {
                *self = Self::Sending;
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            // hyper sends its buffer when nothing more is ready, and drops it when a body fails.
            Self::Sending => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Self::Off => Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into()))),
        }
    }
}
