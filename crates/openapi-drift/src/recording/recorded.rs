//! [`Recorded`]: a message or an exchange to check.

use std::fmt;

use bytes::Bytes;

/// Holds a recorded message, or an exchange of a request and a response. Parts that were not recorded are not checked.
#[derive(Clone, Default)]
#[must_use = "a recorded message does nothing until it is checked"]
pub struct Recorded {
    pub(crate) source: Option<String>,
    pub(crate) target: Option<Target>,
    pub(crate) request: Option<Message>,
    pub(crate) response: Option<(u16, Message)>,
    /// The kind of handshake that the recording says it is.
    pub(crate) marked: Option<Handshake>,
}

/// An exchange that an OpenAPI document rarely describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Handshake {
    /// A CORS preflight.
    Preflight,
    /// The start of another protocol, such as WebSocket.
    Upgrade,
    /// A tunnel through a proxy.
    Tunnel,
}

/// Names the method and the URL of a request.
#[derive(Clone)]
pub(crate) struct Target {
    pub(crate) method: String,
    pub(crate) url: String,
}

/// Holds the recorded parts of a message.
#[derive(Clone, Default)]
pub(crate) struct Message {
    /// `None` if not recorded.
    pub(crate) headers: Option<Vec<(String, String)>>,
    /// `None` if not recorded.
    pub(crate) body: Option<Bytes>,
}

impl Recorded {
    /// Creates a response from its status and body. Unless [`header`](Recorded::header) is called, the headers count as
    /// not recorded, and the body is read as the documented JSON type.
    pub fn response(status: u16, body: impl Into<Bytes>) -> Self {
        let message = Message { headers: None, body: Some(body.into()) };
        Self { response: Some((status, message)), ..Self::default() }
    }

    /// Creates a request from its body. Unless [`header`](Recorded::header) is called, the headers count as not
    /// recorded, and the body is read as the documented JSON type.
    pub fn request(body: impl Into<Bytes>) -> Self {
        Self { request: Some(Message { headers: None, body: Some(body.into()) }), ..Self::default() }
    }

    /// Adds a header to the response, or to the request if there is no response. Once a header was added, all others
    /// count as missing.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let message = self.response.as_mut().map(|(_, response)| response).or(self.request.as_mut());
        if let Some(message) = message {
            message.headers.get_or_insert_default().push((name.into(), value.into()));
        }
        self
    }

    /// Creates an exchange from its method and URL, with neither message recorded yet.
    pub fn exchange(method: impl Into<String>, url: impl Into<String>) -> Self {
        let target = Target { method: method.into(), url: url.into() };
        Self { target: Some(target), ..Self::default() }
    }

    /// Sets the request, with all its headers. `None` means that the body was not recorded.
    pub fn with_request(self, headers: impl IntoIterator<Item = Header>, body: Option<Bytes>) -> Self {
        let headers = Some(headers.into_iter().collect());
        Self { request: Some(Message { headers, body }), ..self }
    }

    /// Sets the response, with all its headers. `None` means that the body was not recorded.
    pub fn with_response(
        self,
        status: u16,
        headers: impl IntoIterator<Item = Header>,
        body: Option<Bytes>,
    ) -> Self {
        let headers = Some(headers.into_iter().collect());
        Self { response: Some((status, Message { headers, body })), ..self }
    }
}

/// Holds the name and the value of a header.
type Header = (String, String);

impl fmt::Debug for Recorded {
    /// Writes the source and the status, without headers, bodies and URL.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorded")
            .field("source", &self.source)
            .field("status", &self.response.as_ref().map(|(status, _)| status))
            .finish_non_exhaustive()
    }
}
