//! [`Recorded`]: a message to check.

use std::fmt;

use bytes::Bytes;

/// A message, or an exchange of two, to hold against the spec. What was not recorded is not checked.
#[derive(Clone, Default)]
pub struct Recorded {
    pub(super) source: Option<String>,
    pub(super) target: Option<Target>,
    pub(super) request: Option<Message>,
    pub(super) answer: Option<(u16, Message)>,
}

/// Where a request went.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) method: String,
    pub(super) url: String,
}

#[derive(Clone, Default)]
pub(super) struct Message {
    /// `None`: not recorded.
    pub(super) headers: Option<Vec<(String, String)>>,
    /// `None`: not recorded.
    pub(super) body: Option<Bytes>,
}

impl Recorded {
    /// An answer, of which status and body are known. Without [`header`](Recorded::header) its headers count as not
    /// recorded, and the body as JSON.
    pub fn response(status: u16, body: impl Into<Bytes>) -> Self {
        let message = Message { headers: None, body: Some(body.into()) };
        Self { answer: Some((status, message)), ..Self::default() }
    }

    /// A request, of which the body is known. Without [`header`](Recorded::header) its headers count as not recorded,
    /// and the body as JSON.
    pub fn request(body: impl Into<Bytes>) -> Self {
        Self { request: Some(Message { headers: None, body: Some(body.into()) }), ..Self::default() }
    }

    /// A header of the answer, or of the request if there is no answer. From the first one on, a header that is not
    /// given counts as missing.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let message = self.answer.as_mut().map(|(_, answer)| answer).or(self.request.as_mut());
        if let Some(message) = message {
            message.headers.get_or_insert_default().push((name.into(), value.into()));
        }
        self
    }

    /// An exchange with this method and URL, of which nothing else was recorded.
    pub fn exchange(method: impl Into<String>, url: impl Into<String>) -> Self {
        let target = Target { method: method.into(), url: url.into() };
        Self { target: Some(target), ..Self::default() }
    }

    /// Sets the request, with all its headers; a body of `None` was not recorded.
    #[must_use]
    pub fn with_request(self, headers: impl IntoIterator<Item = Header>, body: Option<Bytes>) -> Self {
        let headers = Some(headers.into_iter().collect());
        Self { request: Some(Message { headers, body }), ..self }
    }

    /// Sets the answer, with all its headers; a body of `None` was not recorded.
    #[must_use]
    pub fn with_response(
        self,
        status: u16,
        headers: impl IntoIterator<Item = Header>,
        body: Option<Bytes>,
    ) -> Self {
        let headers = Some(headers.into_iter().collect());
        Self { answer: Some((status, Message { headers, body })), ..self }
    }
}

/// The name and the value of a header.
type Header = (String, String);

impl fmt::Debug for Recorded {
    /// Nothing of what was said.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorded")
            .field("source", &self.source)
            .field("status", &self.answer.as_ref().map(|(status, _)| status))
            .finish_non_exhaustive()
    }
}
