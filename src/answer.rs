//! Reads what the vendor answered when it was not the documented success: status first, body second.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tracing::warn;

use crate::error::{ErrorKind, FieldError, Report};
use crate::generated::types;
use crate::operation::Operation;
use crate::repair;
use crate::scrub::{Scrubber, cut};
use crate::words;

/// More than a request has values.
const MAX_FIELDS: usize = 50;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The documented message for a deactivated client.
const INACTIVE: &str = "Inactive client_id";

/// An answer: any status, with its body unless that was too large or incomplete.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) body: Option<Bytes>,
}

impl Answer {
    /// The body without a byte order mark, which JSON readers refuse.
    pub(crate) fn text(&self) -> Bytes {
        let body = self.body.clone().unwrap_or_default();
        let start = if body.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        body.slice(start..)
    }
}

/// An answer whose status is not one of the documented successes.
pub(crate) fn refusal(answer: Answer, scrubber: &Scrubber) -> Report {
    let status = answer.status;
    let body = answer.text();
    let said = documented(status, &body).unwrap_or_else(|| words::of(&body));
    let kind = kind(status, said.as_str());

    let detail = scrubbed(&said, scrubber);
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

fn scrubbed(said: &Value, scrubber: &Scrubber) -> Option<String> {
    said.as_str().map(|message| scrubber.scrub(message)).filter(|message| !message.is_empty())
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
pub(crate) trait Envelope: DeserializeOwned {
    /// The body's own status, which mirrors that of HTTP, says the reference.
    fn code(&self) -> Option<i64>;
    /// The outcome as a word.
    fn sub_code(&self) -> Option<&str>;
    fn data(&self) -> Data;
}

/// Whether a success has its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Data {
    Absent,
    /// An object, list or text with nothing in it.
    Empty,
    Present,
}

impl Data {
    /// Looks no further than to the first member.
    fn of(data: &impl Serialize) -> Self {
        // `{}`, `[]` and `""`.
        let mut room = [0; 2];
        if serde_json::to_writer(&mut room[..], data).is_ok() { Self::Empty } else { Self::Present }
    }
}

macro_rules! envelopes {
    ($($name:ident { sub_code: $sub_code:expr, data: $data:expr })*) => {
        $(impl Envelope for types::$name {
            fn code(&self) -> Option<i64> {
                self.code
            }

            fn sub_code(&self) -> Option<&str> {
                let sub_code: fn(&Self) -> Option<&str> = $sub_code;
                sub_code(self)
            }

            fn data(&self) -> Data {
                let data: fn(&Self) -> Data = $data;
                data(self)
            }
        })*
    };
}

envelopes! {
    InitiateSessionResponse { sub_code: |_| None, data: |_| Data::Present }
    AccessTokenResponse { sub_code: |it| it.sub_code.as_deref(), data: |it| optional(it.data.as_ref()) }
    IssuedFilesResponse { sub_code: |it| it.sub_code.as_deref(), data: |it| optional(it.data.as_ref()) }
    FileResponse { sub_code: |it| it.sub_code.as_deref(), data: |it| Data::of(&it.data) }
    EaadhaarResponse { sub_code: |it| it.sub_code.as_deref(), data: |it| optional(it.data.as_ref()) }
}

fn optional(data: Option<&impl Serialize>) -> Data {
    data.map_or(Data::Absent, Data::of)
}

/// The success in an answer whose status is one, or why there is none. `strict` is what the generated types made of it.
pub(crate) fn success<T: Envelope>(
    operation: Operation,
    answer: Answer,
    strict: Option<T>,
    scrubber: impl FnOnce() -> Scrubber,
) -> Result<(T, Answer), Report> {
    let result = read(operation, &answer, strict);
    match result.and_then(|value| shown(&value, &answer).map(|()| value)) {
        Ok(value) => Ok((value, answer)),
        Err(fault) => {
            let body = answer.text();
            let detail = scrubbed(&words::of(&body), &scrubber());
            let transaction_id = transaction_id(&body);
            let summary = fault.replacen("{}", answer.status.as_str(), 1);
            Err(Report { detail, transaction_id, ..Report::new(ErrorKind::Decode, summary, Some(answer)) })
        }
    }
}

/// The generated types read a list as the properties of an object, in their order: where there is a list, they do not
/// have the last word.
fn read<T: Envelope>(operation: Operation, answer: &Answer, strict: Option<T>) -> Result<T, String> {
    let body = answer.text();
    let strict = match strict {
        Some(value) if !body.contains(&b'[') => return Ok(value),
        strict => strict,
    };
    let unreadable = |fault: String| format!("vendor's answer could not be read: {{}} {fault}");
    let repaired = repair::read(operation.success(), &body).map_err(unreadable)?;
    if let Some(value) = strict
        && repaired.repairs.count == 0
    {
        return Ok(value);
    }
    warn!(
        operation = operation.id(),
        repairs = repaired.repairs.count,
        places = %repaired.repairs,
        "the vendor's answer is not as documented; what could be read of it was"
    );
    serde_json::from_value(repaired.value)
        .map_err(|_| unreadable("the body has another type than documented".to_owned()))
}

/// The rule for all operations: a success has its result, or says itself that it is one. An error is why it is none.
fn shown(value: &impl Envelope, answer: &Answer) -> Result<(), String> {
    let code = value.code();
    if let Some(code) = code.filter(|code| !(200..300).contains(code)) {
        return Err(format!("vendor's answer contradicts itself: {{}}, but its body has the code {code}"));
    }
    let sub_code = SubCode::of(value.sub_code());
    if sub_code == SubCode::Failure {
        return Err("vendor's answer contradicts itself: {}, but its body reports a failure".to_owned());
    }
    let says_success = sub_code == SubCode::Success;
    let is_shown = match value.data() {
        Data::Present => true,
        Data::Empty => says_success && !words::report_failure(&answer.text()),
        Data::Absent => code.is_some() && says_success && !words::report_failure(&answer.text()),
    };
    is_shown
        .then_some(())
        .ok_or_else(|| "vendor's answer shows no success: {}, but its body has no data".to_owned())
}

#[derive(PartialEq, Eq)]
enum SubCode {
    /// `SUCCESS`, or none.
    Success,
    Failure,
    /// A word that the reference does not have.
    Unknown,
}

impl SubCode {
    fn of(sub_code: Option<&str>) -> Self {
        let word = sub_code.unwrap_or_default().trim().to_ascii_uppercase();
        match word.as_str() {
            "" | "SUCCESS" => Self::Success,
            _ if ["FAIL", "ERROR", "INVALID", "EXPIRED", "DENIED"].iter().any(|it| word.contains(it)) => {
                Self::Failure
            }
            _ => Self::Unknown,
        }
    }
}

fn transaction_id(body: &[u8]) -> Option<String> {
    let said = serde_json::from_slice::<Value>(body).ok()?;
    said["transaction_id"].as_str().map(str::to_owned)
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
