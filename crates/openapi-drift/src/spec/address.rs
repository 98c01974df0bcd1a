//! [`Address`]: the URL of a recorded request, taken apart.

use std::ops::Range;

use url::{Host, ParseError, Url};

/// Holds the URL of a recorded request.
pub(crate) struct Address {
    /// The host with its port, in each way that a server may be written; `None` if only a path was recorded.
    pub(crate) hosts: Option<Vec<String>>,
    /// Whether the request stayed on its machine.
    pub(crate) is_loopback: bool,
    pub(crate) segments: Vec<Segment>,
    /// The query as it was sent, without the question mark.
    pub(crate) query: Option<String>,
}

impl Address {
    /// Takes a URL, or a path, apart. Returns `None` if it belongs to no HTTP request, such as a `data:` URL.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (url, has_host) = match Url::parse(text) {
            Ok(url) => (url, true),
            Err(ParseError::RelativeUrlWithoutBase) => {
                let base = Url::parse("http://localhost/").ok()?;
                (base.join(text).ok()?, text.starts_with("//"))
            }
            Err(_) => return None,
        };
        if !matches!(url.scheme(), "http" | "https" | "ws" | "wss") {
            return None;
        }
        let is_loopback = has_host
            && match url.host()? {
                Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
                Host::Ipv4(address) => address.is_loopback(),
                Host::Ipv6(address) => address.is_loopback(),
            };
        let hosts = has_host.then(|| hosts(&url));
        let segments = url.path_segments()?.map(Segment::read).collect();
        Some(Self { hosts, is_loopback, segments, query: url.query().map(str::to_owned) })
    }

    /// Returns the pairs of the query: the name, and the value as it was sent.
    pub(crate) fn query_pairs(&self) -> Vec<(String, String)> {
        let pairs = self.query.iter().flat_map(|query| query.split('&')).filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (form_decoded(name), value.to_owned())
            })
            .collect()
    }
}

/// Returns a host with its port. The default port of either scheme counts as no port.
fn hosts(url: &Url) -> Vec<String> {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    match url.port() {
        None | Some(80 | 443) => vec![host.to_owned(), format!("{host}:443"), format!("{host}:80")],
        Some(port) => vec![format!("{host}:{port}")],
    }
}

/// Decodes a text of a query, where `+` is a space.
pub(crate) fn form_decoded(text: &str) -> String {
    percent_decoded(&text.replace('+', " "))
}

pub(crate) fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Holds a segment of a path, as it was sent and decoded. The form that was sent is kept, since only it shows whether a
/// comma separates two values or is part of one.
pub(crate) struct Segment {
    sent: String,
    decoded: Vec<u8>,
    /// Where each decoded byte starts in `sent`, and where the last one ends.
    starts: Vec<usize>,
}

impl Segment {
    fn read(sent: &str) -> Self {
        let (mut decoded, mut starts, mut at) = (Vec::new(), Vec::new(), 0);
        let mut rest = sent.as_bytes();
        while let Some((byte, tail)) = rest.split_first() {
            let escaped = tail.first_chunk().filter(|_| *byte == b'%').copied().and_then(escaped_byte);
            let length = if escaped.is_some() { 3 } else { 1 };
            decoded.push(escaped.unwrap_or(*byte));
            starts.push(at);
            at += length;
            rest = rest.get(length..).unwrap_or_default();
        }
        starts.push(at);
        Self { sent: sent.to_owned(), decoded, starts }
    }

    pub(crate) fn decoded(&self) -> &[u8] {
        &self.decoded
    }

    /// Returns a range of the decoded bytes, as it was sent.
    pub(crate) fn sent(&self, range: &Range<usize>) -> &str {
        let (start, end) = (self.starts.get(range.start), self.starts.get(range.end));
        let range = start.copied().zip(end.copied()).map(|(start, end)| start..end);
        range.and_then(|range| self.sent.get(range)).unwrap_or_default()
    }
}

fn escaped_byte([high, low]: [u8; 2]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? * 16 + digit(low)?)
}
