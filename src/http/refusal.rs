//! Reads a response that is not the documented success: status first, body second.

use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{ErrorKind, Failure, FieldError, VendorResponse};
use crate::generated::types;
use crate::http::words::Words;
use crate::pointer::child;
use crate::privacy::scrub::{Scrubber, cut};
use crate::table::OperationRow;

/// How many field errors, and parts of a place, are kept: more than a request has values.
const MAX_FIELDS: usize = 50;

/// The documented message for a deactivated client.
const INACTIVE_MESSAGE: &str = "Inactive client_id";

/// Turns a response whose status is not a documented success into a failure.
pub(crate) fn refusal(operation: OperationRow, response: VendorResponse, scrubber: &Scrubber) -> Failure {
    let status = response.status;
    let body = response.text();
    let documented = documented(status, &body).filter(|said| !is_blank(said));
    let said = documented.unwrap_or_else(|| Words::read(&body).said());
    let kind = kind(operation, status, said.as_str());

    let detail = scrubbed(&said, scrubber);
    let fields = said.as_array().into_iter().flatten().filter_map(|item| field_error(item, scrubber));
    let field_errors = fields.take(MAX_FIELDS).collect::<Vec<_>>();
    let what = match status.as_u16() {
        500.. => "vendor failed",
        400..500 => "vendor refused the request",
        _ => "vendor responded with an undocumented status",
    };
    let mut words = detail.clone().into_iter().collect::<Vec<_>>();
    words.extend(field_errors.iter().map(ToString::to_string));
    if words.is_empty() {
        words.extend(status.canonical_reason().map(str::to_owned));
    }
    let summary = format!("{what}: {} {}", status.as_str(), cut(&words.join("; ")));
    Failure { detail, field_errors, ..Failure::new(kind, summary.trim_end(), Some(response)) }
}

/// Returns the `detail` of a body that matches the spec for its status.
fn documented(status: StatusCode, body: &[u8]) -> Option<Value> {
    fn decode<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
        serde_json::from_slice(body).ok()
    }
    let message = match status.as_u16() {
        400 => decode::<types::BadRequestError>(body)?.detail,
        401 => decode::<types::UnauthenticatedError>(body)?.detail,
        403 => decode::<types::ForbiddenError>(body)?.detail,
        422 => return serde_json::to_value(decode::<types::ValidationError>(body)?.detail).ok(),
        429 => decode::<types::RateLimitedError>(body)?.detail,
        500 => decode::<types::ServerError>(body)?.detail,
        503 => decode::<types::UnavailableError>(body)?.detail,
        _ => return None,
    };
    Some(Value::String(message.into_exposed()))
}

fn is_blank(said: &Value) -> bool {
    match said {
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => true,
    }
}

/// Returns the vendor's message, if it is one text, without anything that was sent.
pub(crate) fn scrubbed(said: &Value, scrubber: &Scrubber) -> Option<String> {
    said.as_str().map(|message| scrubber.scrub(message)).filter(|message| !message.is_empty())
}

/// Reads one entry of a list of field errors; `None` if it has no message.
fn field_error(item: &Value, scrubber: &Scrubber) -> Option<FieldError> {
    let text = |value: &Value| value.as_str().map(|text| scrubber.scrub(text));
    let parts = item["loc"].as_array().into_iter().flatten().take(MAX_FIELDS);
    let pointer = parts.fold(String::new(), |pointer, part| {
        child(&pointer, text(part).unwrap_or_else(|| scrubber.scrub(&part.to_string())))
    });
    let message = text(item).or_else(|| text(&item["msg"]))?;
    Some(FieldError { pointer, message, code: text(&item["type"]) })
}

fn kind(operation: OperationRow, status: StatusCode, message: Option<&str>) -> ErrorKind {
    match status.as_u16() {
        400 if message.is_some_and(|message| message.trim().eq_ignore_ascii_case(INACTIVE_MESSAGE)) => {
            ErrorKind::InactiveClient
        }
        400 | 422 => ErrorKind::Validation,
        401 => ErrorKind::Unauthenticated,
        403 if operation.continues_session && message.is_some_and(is_about_token) => ErrorKind::InvalidToken,
        403 => ErrorKind::Forbidden,
        429 => ErrorKind::RateLimited,
        503 => ErrorKind::Unavailable,
        500..600 => ErrorKind::Server,
        _ => ErrorKind::UnexpectedStatus,
    }
}

/// Whether a message is about a session's token and not about the keys, as the documented `Not a valid token` (inferred).
fn is_about_token(message: &str) -> bool {
    let words = message.split(|c: char| !c.is_ascii_alphanumeric());
    words.into_iter().any(|word| word.eq_ignore_ascii_case("token"))
}
