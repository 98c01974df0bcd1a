//! Reads what the vendor answered when it was not the documented success: status first, body second.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Effort, Error, ErrorKind, FieldError, Report};
use crate::generated::types;
use crate::retry::End;
use crate::scrub::{Scrubber, cut};
use crate::sensitive::Sensitive;

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

/// What an error body says.
#[derive(Default)]
struct Said {
    message: Option<String>,
    fields: Vec<Field>,
}

struct Field {
    loc: Vec<String>,
    message: String,
    code: Option<String>,
}

/// An answer whose status is not one of the documented successes.
pub(crate) fn refusal(answer: Answer, scrubber: &Scrubber, effort: Effort) -> Error {
    let status = answer.status;
    let body = answer.body.as_deref().unwrap_or_default();
    let said = documented(status, body).unwrap_or_else(|| lenient(body));
    let kind = kind(status, said.message.as_deref());

    let detail = said.message.map(|message| scrubber.scrub(&message)).filter(|message| !message.is_empty());
    let fields = said.fields.iter().take(MAX_FIELDS);
    let field_errors = fields.map(|field| field.scrubbed(scrubber)).collect::<Vec<_>>();
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

    let mut report = Report::new(kind, summary.trim_end());
    report.status = Some(status);
    report.detail = detail;
    report.field_errors = field_errors;
    report.retry_after = answer.retry_after;
    report.body = answer.body;
    report.ended(End::Status(status), effort)
}

/// An answer with a documented success status that the generated types do not take. serde's own message is not
/// repeated: it quotes values.
pub(crate) fn undecodable<T: DeserializeOwned>(answer: Answer, effort: Effort) -> Error {
    let body = answer.body.as_deref().unwrap_or_default();
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let fault = match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Err(error) if error.inner().is_data() => {
            let place = pointer(error.path());
            match missing_field(&error.inner().to_string()) {
                Some(field) => format!("{place}/{field} is missing"),
                None if place.is_empty() => "the body has another type than documented".to_owned(),
                None => format!("{place} has another type than documented"),
            }
        }
        _ => "the body is not JSON".to_owned(),
    };
    let summary = format!("vendor's answer could not be read: {} {fault}", answer.status.as_str());
    let mut report = Report::new(ErrorKind::Decode, summary);
    report.status = Some(answer.status);
    report.transaction_id = serde_json::from_slice::<Value>(body)
        .ok()
        .and_then(|body| body["transaction_id"].as_str().map(str::to_owned));
    report.body = answer.body;
    report.ended(End::Unusable, effort)
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    path.iter().fold(String::new(), |pointer, segment| match segment {
        serde_path_to_error::Segment::Unknown => pointer,
        segment => format!("{pointer}/{segment}"),
    })
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

/// The body as the spec documents it for this status.
fn documented(status: StatusCode, body: &[u8]) -> Option<Said> {
    let message = match status.as_u16() {
        400 => decode::<types::BadRequestError>(body)?.detail,
        401 => decode::<types::UnauthenticatedError>(body)?.detail,
        403 => decode::<types::ForbiddenError>(body)?.detail,
        422 => {
            let fields = decode::<types::ValidationError>(body)?.detail;
            return Some(Said {
                message: None,
                fields: fields.into_iter().filter_map(Field::documented).collect(),
            });
        }
        429 => decode::<types::RateLimitedError>(body)?.detail,
        500 => decode::<types::ServerError>(body)?.detail,
        503 => decode::<types::UnavailableError>(body)?.detail,
        _ => return None,
    };
    Some(Said { message: Some(message.into_exposed()), fields: Vec::new() })
}

fn decode<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    serde_json::from_slice(body).ok()
}

/// Whatever of the documented shapes is there, under any status.
fn lenient(body: &[u8]) -> Said {
    let mut said = Said::default();
    match decode::<Value>(body).unwrap_or_default().get("detail") {
        Some(Value::String(message)) => said.message = Some(message.clone()),
        Some(Value::Array(items)) => said.fields = items.iter().filter_map(Field::lenient).collect(),
        _ => {}
    }
    said
}

impl Field {
    fn documented(item: types::ValidationErrorItem) -> Option<Self> {
        Some(Self {
            loc: item.loc.iter().map(ToString::to_string).collect(),
            message: item.msg?.into_exposed(),
            code: item.type_.map(Sensitive::into_exposed),
        })
    }

    fn lenient(item: &Value) -> Option<Self> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let loc = item["loc"].as_array().into_iter().flatten();
        Some(Self {
            loc: loc.map(|part| text(part).unwrap_or_else(|| part.to_string())).collect(),
            message: text(item).or_else(|| text(&item["msg"]))?,
            code: text(&item["type"]),
        })
    }

    fn scrubbed(&self, scrubber: &Scrubber) -> FieldError {
        let loc = self.loc.iter().take(MAX_FIELDS).map(|part| scrubber.scrub(part)).collect::<Vec<_>>();
        let code = self.code.as_deref().map(|code| scrubber.scrub(code));
        FieldError::new(loc.iter().map(String::as_str), scrubber.scrub(&self.message), code)
    }
}
