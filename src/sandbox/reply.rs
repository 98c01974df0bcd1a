//! [`Reply`]: what the sandbox answers, by itself or as scripted.

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

use super::reset::ResetSwitch;

/// An answer of the sandbox, with the faults that a network can add to it.
#[derive(Clone)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    delay: Duration,
    fault: Option<Fault>,
}

#[derive(Clone, Copy)]
enum Fault {
    Reset,
    Truncated(usize),
}

impl Reply {
    /// An answer with this status and an empty body.
    #[must_use]
    pub fn new(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new(), delay: Duration::ZERO, fault: None }
    }

    /// An answer with this status and a JSON body.
    #[must_use]
    pub fn json(status: StatusCode, body: &serde_json::Value) -> Self {
        Self::new(status)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .body(body.to_string())
    }

    /// No answer: the connection is reset after the request has been read.
    #[must_use]
    pub fn reset() -> Self {
        Self { fault: Some(Fault::Reset), ..Self::new(StatusCode::OK) }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// Waits this long before anything is answered.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Closes the connection after this many bytes of the body, although all of it was announced.
    #[must_use]
    pub fn truncate(mut self, bytes: usize) -> Self {
        self.fault = Some(Fault::Truncated(bytes));
        self
    }

    pub(super) async fn perform(self, reset_switch: &ResetSwitch) -> Response {
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay).await;
        }
        let length = HeaderValue::from(self.body.len());
        let body = match self.fault {
            None => Body::from(self.body),
            Some(Fault::Reset) => {
                reset_switch.trip();
                Body::empty()
            }
            Some(Fault::Truncated(bytes)) => {
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

/// A body that breaks off.
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
            // hyper sends what it has when nothing more is ready, and drops it when a body fails.
            Self::Sending => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Self::Off => Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into()))),
        }
    }
}
