//! Reads what the vendor answered when it was not the documented success: status first, body second.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{ErrorKind, FieldError, Report};
use crate::generated::types;
use crate::pointer;
use crate::scrub::{Scrubber, cut};

/// More than a request has values.
const MAX_FIELDS: usize = 50;

/// The documented message for a deactivated client.
const INACTIVE: &str = "Inactive client_id";

/// An answer: any status, with its body unless that was too large or incomplete.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) body: Option<Bytes>,
}

/// An answer whose status is not one of the documented successes.
pub(crate) fn refusal(answer: Answer, scrubber: &Scrubber) -> Report {
    let status = answer.status;
    let body = answer.body.as_deref().unwrap_or_default();
    let said = documented(status, body).unwrap_or_else(|| lenient(body));
    let kind = kind(status, said.as_str());

    let detail = said.as_str().map(|message| scrubber.scrub(message)).filter(|message| !message.is_empty());
    let fields = said.as_array().into_iter().flatten().filter_map(|item| field_error(item, scrubber));
    let field_errors = fields.take(MAX_FIELDS).collect::<Vec<_>>();
    let what = match status.as_u16() {
        500.. => "vendor failed",
        400..500 => "vendor refused the request",
        _ => "vendor answered with an undocumented status",
    };
    let mut words = detail.clone().into_iter().collect::<Vec<_>>();
    words.extend(field_errors.iter().map(ToString::to_string));
    if words.is_empty() {
        words.extend(status.canonical_reason().map(str::to_owned));
    }
    let summary = format!("{what}: {} {}", status.as_str(), cut(&words.join("; ")));
    Report { detail, field_errors, ..Report::new(kind, summary.trim_end(), Some(answer)) }
}

/// The `detail` of a body that is as the spec has it for its status.
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

/// The `detail` of whatever is JSON, under any status.
fn lenient(body: &[u8]) -> Value {
    let body = serde_json::from_slice::<Value>(body).unwrap_or_default();
    body.get("detail").cloned().unwrap_or_default()
}

/// One entry of a list of faults, or nothing if it has no message.
fn field_error(item: &Value, scrubber: &Scrubber) -> Option<FieldError> {
    let text = |value: &Value| value.as_str().map(|text| scrubber.scrub(text));
    let parts = item["loc"].as_array().into_iter().flatten().take(MAX_FIELDS).map(|part| {
        let part = text(part).unwrap_or_else(|| scrubber.scrub(&part.to_string()));
        format!("/{}", part.replace('~', "~0").replace('/', "~1"))
    });
    let message = text(item).or_else(|| text(&item["msg"]))?;
    Some(FieldError { pointer: parts.collect(), message, code: text(&item["type"]) })
}

/// What every success carries.
pub(crate) trait Envelope {
    /// The body's own status, which mirrors that of HTTP, says the reference.
    fn code(&self) -> Option<i64>;
}

macro_rules! envelopes {
    ($($name:ident)*) => {
        $(impl Envelope for types::$name {
            fn code(&self) -> Option<i64> {
                self.code
            }
        })*
    };
}

envelopes! { AccessTokenResponse EaadhaarResponse FileResponse InitiateSessionResponse IssuedFilesResponse }

/// A success whose body says that it is none.
pub(crate) fn contradictory(answer: Answer, code: i64) -> Report {
    let status = answer.status.as_str();
    let summary = format!("vendor's answer contradicts itself: {status}, but its body has the code {code}");
    let transaction_id = transaction_id(&answer);
    Report { transaction_id, ..Report::new(ErrorKind::Decode, summary, Some(answer)) }
}

fn transaction_id(answer: &Answer) -> Option<String> {
    let said = serde_json::from_slice::<Value>(answer.body.as_deref()?).ok()?;
    said["transaction_id"].as_str().map(str::to_owned)
}

/// An answer with a documented success status that the generated types do not take. serde's own message is not
/// repeated: it quotes values.
pub(crate) fn undecodable<T: DeserializeOwned>(answer: Answer) -> Report {
    let body = answer.body.as_deref().unwrap_or_default();
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let fault = match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Err(error) if error.inner().is_data() => {
            let place = pointer::of_path(error.path());
            match missing_field(&error.inner().to_string()) {
                Some(field) => format!("{place}/{field} is missing"),
                None if place.is_empty() => "the body has another type than documented".to_owned(),
                None => format!("{place} has another type than documented"),
            }
        }
        _ => "the body is not JSON".to_owned(),
    };
    let summary = format!("vendor's answer could not be read: {} {fault}", answer.status.as_str());
    let transaction_id = transaction_id(&answer);
    Report { transaction_id, ..Report::new(ErrorKind::Decode, summary, Some(answer)) }
}

/// The field's name in serde's message; it comes from the generated types, not from the body.
fn missing_field(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.split('`').next()
}

fn kind(status: StatusCode, message: Option<&str>) -> ErrorKind {
    match status.as_u16() {
        400 if message.is_some_and(|message| message.trim().eq_ignore_ascii_case(INACTIVE)) => {
            ErrorKind::InactiveClient
        }
        400 | 422 => ErrorKind::Validation,
        401 => ErrorKind::Unauthenticated,
        403 => ErrorKind::Forbidden,
        429 => ErrorKind::RateLimited,
        503 => ErrorKind::Unavailable,
        500..600 => ErrorKind::Server,
        _ => ErrorKind::UnexpectedStatus,
    }
}
