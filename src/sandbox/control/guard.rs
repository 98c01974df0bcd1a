//! Refuses what does not come from this machine: the control API needs no keys.

use std::net::IpAddr;

use http::header::{HOST, HeaderName, ORIGIN};
use http::{Method, StatusCode};

use crate::sandbox::received::Received;
use crate::sandbox::reply::Reply;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Returns the refusal of a request that names another host, or that a page of another origin has made.
pub(super) fn refusal(request: &Received) -> Option<Reply> {
    let refused = |message| Some(Reply::detail(StatusCode::FORBIDDEN, message));
    // A name that leads here may be anybody's: a page under it would be of the same origin.
    let host = header(request, HOST).unwrap_or_default();
    if !is_loopback(host) {
        return refused("Use 127.0.0.1, [::1] or localhost as the host");
    }
    let is_safe = matches!(request.method, Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE);
    let from_elsewhere = || {
        let site = header(request, SEC_FETCH_SITE);
        let origin = header(request, ORIGIN);
        site.is_some_and(|site| !matches!(site, "same-origin" | "none"))
            || origin.is_some_and(|origin| origin != format!("http://{host}"))
    };
    if !is_safe && from_elsewhere() {
        return refused("Not from a web page of another origin");
    }
    None
}

/// Whether a browser says that the request comes from a page of this origin.
pub(super) fn is_from_own_page(request: &Received) -> bool {
    // Whatever is there was found to be right.
    request.headers.contains_key(SEC_FETCH_SITE) || request.headers.contains_key(ORIGIN)
}

/// Returns the only value of a header; one that can't be read is nobody's.
fn header(request: &Received, name: HeaderName) -> Option<&str> {
    let mut values = request.headers.get_all(name).iter();
    let value = values.next()?.to_str().unwrap_or("unreadable");
    Some(if values.next().is_none() { value } else { "repeated" })
}

fn is_loopback(host: &str) -> bool {
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let name = match host.rsplit_once(':') {
        Some((name, port)) if is_port(port) => name,
        _ => host,
    };
    let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost")
        || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
