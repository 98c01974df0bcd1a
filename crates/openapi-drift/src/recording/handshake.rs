//! Recognizes exchanges that a browser or a protocol adds around the calls of an API.

use crate::recording::recorded::{Handshake, Recorded};

impl Recorded {
    /// Returns what kind of handshake the exchange is, if it is one.
    pub(crate) fn handshake(&self) -> Option<Handshake> {
        let target = self.target.as_ref();
        let is_method = |method: &str| target.is_some_and(|it| it.method.eq_ignore_ascii_case(method));
        if is_method("connect") {
            return Some(Handshake::Tunnel);
        }
        if is_method("options") && self.sent("access-control-request-method").is_some() {
            return Some(Handshake::Preflight);
        }
        let scheme = target.and_then(|target| target.url.split_once(':')).map(|(scheme, _)| scheme);
        let is_socket =
            scheme.is_some_and(|it| it.eq_ignore_ascii_case("ws") || it.eq_ignore_ascii_case("wss"));
        // Some clients offer `Upgrade: h2c` with each request, so only the response says whether it was an upgrade.
        let asks = self.sent("upgrade").is_some_and(|to| to.trim().eq_ignore_ascii_case("websocket"));
        let switched = self.response.as_ref().is_some_and(|(status, _)| *status == 101);
        if is_socket || asks || switched { Some(Handshake::Upgrade) } else { self.marked }
    }

    /// Returns the value of a header of the request.
    pub(crate) fn sent(&self, name: &str) -> Option<&str> {
        let headers = self.request.as_ref()?.headers.as_ref()?;
        let header = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(&header.1)
    }
}
