//! Turns a client's exchange into a [`Recorded`].

use http::HeaderMap;
use openapi_drift::Recorded;

use crate::http::observe::Exchange;

/// Returns the whole exchange, keys included: redact it before anybody sees it.
pub(super) fn recorded(exchange: &Exchange) -> Recorded {
    Recorded::exchange(exchange.operation.method, exchange.url.as_str())
        .with_request(headers_of(&exchange.request_headers), Some(exchange.request_body.clone()))
        .with_response(exchange.status.as_u16(), headers_of(&exchange.headers), exchange.body.clone())
}

/// Returns the response alone: the request is not checked, and the keys stay out.
pub(super) fn response(exchange: &Exchange) -> Recorded {
    let headers = headers_of(&exchange.headers);
    Recorded::default().with_response(exchange.status.as_u16(), headers, exchange.body.clone())
}

fn headers_of(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}
