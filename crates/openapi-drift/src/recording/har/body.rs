//! Finds out whether a HAR file holds a body, says that it was empty, or does not have it.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;

use crate::recording::har::kept::{Part, says_incomplete};
use crate::recording::har::lenient::{Members, integer, pairs, says_yes, text};
use crate::spec::media::MediaType;

/// Accepts base64 with and without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Returns the body of a request, if it was recorded.
pub(crate) fn of_request(request: &Part<'_>, headers: &[(String, String)]) -> Option<Bytes> {
    let data = request.data.as_ref();
    if data.is_some_and(is_incomplete) {
        return None;
    }
    if let Some(text) = recorded_text(data) {
        return decoded(data?, text);
    }
    let params = data.map(|data| pairs(data, "params")).unwrap_or_default();
    if !params.is_empty() {
        return form(data?, headers, params);
    }
    let size = integer(&request.own, "bodySize");
    (is_empty(size, data, headers) && !data.is_some_and(has_comment)).then(Bytes::new)
}

/// Returns the body of a response, if it was recorded whole.
pub(crate) fn of_response(
    entry: &Members,
    response: &Part<'_>,
    headers: &[(String, String)],
) -> Option<Bytes> {
    let data = response.data.as_ref();
    let failed = |members: &Members| says_yes(members, "_error") || says_yes(members, "_failureText");
    if failed(entry) || failed(&response.own) || data.is_some_and(is_incomplete) {
        return None;
    }
    if let Some(text) = recorded_text(data) {
        return decoded(data?, text);
    }
    if is_from_cache(entry) || data.is_some_and(has_comment) {
        return None;
    }
    let size = data.and_then(|data| integer(data, "size"));
    let transferred = integer(&response.own, "bodySize").is_some_and(|size| size > 0)
        // The transferred size includes the headers.
        || integer(&response.own, "_transferSize") > integer(&response.own, "headersSize").max(Some(0));
    let sure = content_length(headers) == Some(0);
    (is_empty(size, data, headers) && (sure || !transferred)).then(Bytes::new)
}

/// Returns whether the client did not fetch the response from the server, as Chromium and `WebKit` write it.
fn is_from_cache(entry: &Members) -> bool {
    let elsewhere = text(entry, "_fetchType").is_some_and(|from| from != "Network");
    elsewhere || says_yes(entry, "_fromCache") || says_yes(entry, "_fetchedViaServiceWorker")
}

/// Returns the text of a body, unless it is empty.
fn recorded_text(data: Option<&Members>) -> Option<String> {
    text(data?, "text").filter(|text| !text.is_empty())
}

/// Returns whether the size is 0 and the headers don't say otherwise. If there is no size, an empty text is one.
fn is_empty(size: Option<i64>, data: Option<&Members>, headers: &[(String, String)]) -> bool {
    match (size, content_length(headers)) {
        (Some(1..), _) | (_, Some(1..)) => false,
        (Some(0), _) | (_, Some(0)) => true,
        (size, None) => size.is_none() && data.is_some_and(|data| text(data, "text").is_some()),
    }
}

fn content_length(headers: &[(String, String)]) -> Option<u64> {
    let header = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"))?;
    header.1.trim().parse().ok()
}

/// Returns whether the body was shortened, or was written to another file.
fn is_incomplete(data: &Members) -> bool {
    let by_comment = text(data, "comment").is_some_and(|it| it.to_ascii_lowercase().contains("truncated"));
    by_comment || data.keys().any(|name| says_incomplete(name) && says_yes(data, name))
}

/// Returns whether there is a comment. Browsers say in it that the body is not included.
fn has_comment(data: &Members) -> bool {
    says_yes(data, "comment")
}

/// Decodes a text that is marked as base64. Accepts line breaks, the alphabet of URLs, and missing padding.
fn decoded(data: &Members, content: String) -> Option<Bytes> {
    let encoding = text(data, "encoding").unwrap_or_default();
    if !encoding.eq_ignore_ascii_case("base64") {
        return Some(content.into());
    }
    let standard = |byte| match byte {
        b'-' => b'+',
        b'_' => b'/',
        byte => byte,
    };
    let bytes = content.bytes().filter(|byte| !byte.is_ascii_whitespace()).map(standard).collect::<Vec<_>>();
    BASE64.decode(bytes).ok().map(Bytes::from)
}

/// Returns the body of a form whose fields were recorded, but not its text.
fn form(data: &Members, headers: &[(String, String)], params: Vec<(String, String)>) -> Option<Bytes> {
    let header = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let media = header.map(|(_, value)| value.clone()).or_else(|| text(data, "mimeType")).unwrap_or_default();
    if MediaType::parse(&media).is_json() {
        return None;
    }
    let text = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(params).finish();
    Some(text.into())
}
