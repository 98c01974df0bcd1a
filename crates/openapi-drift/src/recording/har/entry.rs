//! Reads one entry of a HAR file.

use crate::recording::har::body;
use crate::recording::har::kept::{Entry, Part, target};
use crate::recording::har::lenient::{integer, pairs, text};
use crate::recording::recorded::{Handshake, Message, Recorded};

/// Names the part of an entry without which it can't be used.
pub(crate) struct Unusable {
    /// A pointer into the file.
    pub(crate) instance: String,
    pub(crate) problem: &'static str,
}

/// Reads an entry, or says why it can't be used. `at` is the pointer to it.
pub(crate) fn read(file: &str, at: &str, entry: Option<Entry<'_>>) -> Result<Recorded, Unusable> {
    let unusable = |member: &str, problem| Err(Unusable { instance: format!("{at}{member}"), problem });
    let Some(entry) = entry else {
        return unusable("", "is not an object; the entry was skipped");
    };
    let Some(request) = &entry.request else {
        return unusable("/request", "is missing or not an object; the entry was skipped");
    };
    let is_text = |name: &str| text(&request.own, name).is_some_and(|text| !text.is_empty());
    let missing = ["method", "url"].into_iter().find(|name| !is_text(name));
    let (None, Some(target)) = (missing, target(request)) else {
        let member = format!("/request/{}", missing.unwrap_or_default());
        return unusable(&member, "is missing or not a text; the entry was skipped");
    };
    let message = request_message(request);
    let response = entry.response.as_ref().and_then(|response| response_message(&entry, response));
    let marked = match text(&entry.own, "_resourceType").as_deref() {
        Some("preflight") => Some(Handshake::Preflight),
        Some("websocket") => Some(Handshake::Upgrade),
        _ => None,
    };
    let source = Some(format!("{file}#{at}"));
    Ok(Recorded { source, target: Some(target), request: Some(message), response, marked })
}

fn request_message(request: &Part<'_>) -> Message {
    let mut headers = headers(request);
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("cookie")) {
        let cookies = pairs(&request.own, "cookies");
        let cookies = cookies.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
        if !cookies.is_empty() {
            headers.push(("cookie".to_owned(), cookies.join("; ")));
        }
    }
    let body = body::of_request(request, &headers);
    if body.as_ref().is_some_and(|body| !body.is_empty()) {
        add_content_type(request, &mut headers);
    }
    Message { headers: Some(headers), body }
}

/// Returns the status and the response. A status that HTTP does not have stands for no response: tools write 0 or -1 if
/// an exchange was blocked, aborted or failed.
fn response_message(entry: &Entry<'_>, response: &Part<'_>) -> Option<(u16, Message)> {
    let status = u16::try_from(integer(&response.own, "status")?).ok()?;
    if !(100..=599).contains(&status) {
        return None;
    }
    let mut headers = headers(response);
    let body = body::of_response(&entry.own, response, &headers);
    add_content_type(response, &mut headers);
    Some((status, Message { headers: Some(headers), body }))
}

/// Returns the headers, without the pseudo-headers of HTTP/2, which are not headers.
fn headers(part: &Part<'_>) -> Vec<(String, String)> {
    let mut headers = pairs(&part.own, "headers");
    headers.retain(|(name, _)| !name.starts_with(':'));
    headers
}

/// Adds the content type from `mimeType`, since some tools write no headers at all.
fn add_content_type(part: &Part<'_>, headers: &mut Vec<(String, String)>) {
    let known = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let media = part.data.as_ref().and_then(|data| text(data, "mimeType"));
    // Browsers write `x-unknown` for an unknown content type.
    let media = media.filter(|media| !media.is_empty() && media != "x-unknown");
    if let (false, Some(media)) = (known, media) {
        headers.push(("content-type".to_owned(), media));
    }
}
