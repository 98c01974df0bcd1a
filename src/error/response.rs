//! [`VendorResponse`]: a response of any status.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A response of any status, with its body unless that was too large or incomplete.
pub(crate) struct VendorResponse {
    pub(crate) status: StatusCode,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) body: Option<Bytes>,
}

impl VendorResponse {
    /// Returns the body without a byte order mark, which JSON readers refuse.
    pub(crate) fn text(&self) -> Bytes {
        let body = self.body.clone().unwrap_or_default();
        let start = if body.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        body.slice(start..)
    }
}
