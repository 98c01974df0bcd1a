//! Decides whether a 2xx is a success: the body must show the documented result, or report success itself.

use std::borrow::Cow;

use tracing::warn;

use super::envelope::{Data, Envelope};
use super::refusal::scrubbed;
use crate::error::{ErrorKind, Failure, VendorResponse};
use crate::http::repair::{self, Repaired};
use crate::http::words::{Words, means_failure};
use crate::privacy::scrub::Scrubber;
use crate::table::{OperationRow, Shape};

/// The values of a body's own `code` that are safe to show; any other may be a one-time code in its place.
const PLAIN_CODES: std::ops::RangeInclusive<i64> = -1..=999;

/// Returns the success in a 2xx response, or the failure. `strict` is what the generated types read.
pub(crate) fn read<T: Envelope>(
    operation: OperationRow,
    response: VendorResponse,
    strict: Option<T>,
    scrubber: impl FnOnce() -> Scrubber,
) -> Result<(T, VendorResponse), Box<Failure>> {
    let body = response.text();
    let read = decode_or_repair(operation, &body, strict);
    match read.and_then(|(value, has_odd_sub_code)| {
        check_success(&value, has_odd_sub_code, operation.success, &body).map(|()| value)
    }) {
        Ok(value) => Ok((value, response)),
        Err(problem) => {
            let words = Words::read(&body);
            let detail = scrubbed(&words.said(), &scrubber());
            let summary = problem.replacen("{}", response.status.as_str(), 1);
            let failure = Failure::new(ErrorKind::Decode, summary, Some(response));
            Err(Box::new(Failure { detail, transaction_id: words.transaction_id(), ..failure }))
        }
    }
}

/// Returns the value, and whether it has a `sub_code` that can't be read. The generated types read a list as the
/// properties of an object, in their order, so they are not trusted where a list is in an undocumented place.
fn decode_or_repair<T: Envelope>(
    operation: OperationRow,
    body: &[u8],
    strict: Option<T>,
) -> Result<(T, bool), String> {
    let shape = operation.success;
    if let Some(value) = strict
        && lists_are_where_they_belong(shape, body)
    {
        return Ok((value, false));
    }
    let unreadable = |problem: Cow<'_, str>| format!("vendor's response could not be read: {{}} {problem}");
    let Repaired { value, repairs } =
        repair::read(shape, body).map_err(|problem| unreadable(problem.into()))?;
    if repairs.count > 0 {
        warn!(
            operation = operation.id,
            repairs = repairs.count,
            places = %repairs,
            "the vendor's response is not as documented; what could be read of it was"
        );
    }
    let value = serde_json::from_value(value);
    let value = value.map_err(|_| unreadable("the body has another type than documented".into()))?;
    Ok((value, repairs.has_odd_sub_code))
}

/// Returns whether each `[` follows the name of a property that is a list. A `[` inside a text gives a false alarm, which only
/// costs time.
fn lists_are_where_they_belong(shape: &Shape, body: &[u8]) -> bool {
    if !body.contains(&b'[') {
        return true;
    }
    let names = shape.lists();
    let mut opened = body.iter().enumerate().filter(|(_, byte)| **byte == b'[').map(|(at, _)| at);
    opened.all(|at| {
        let before = body[..at].trim_ascii_end().strip_suffix(b":").map(<[u8]>::trim_ascii_end);
        let name = before.and_then(|before| before.strip_suffix(b"\""));
        name.is_some_and(|before| {
            let is_name =
                |name: &&str| before.strip_suffix(name.as_bytes()).is_some_and(|rest| rest.ends_with(b"\""));
            names.iter().any(is_name)
        })
    })
}

/// Applies the rule for all operations. An error says why the response is not a success.
fn check_success(
    value: &impl Envelope,
    has_odd_sub_code: bool,
    shape: &'static Shape,
    body: &[u8],
) -> Result<(), String> {
    let code = value.code();
    if let Some(code) = code.filter(|code| !(200..300).contains(code)) {
        let code =
            if PLAIN_CODES.contains(&code) { format!("the code {code}") } else { "another code".to_owned() };
        return Err(format!("vendor's response contradicts itself: {{}}, but its body has {code}"));
    }
    let sub_code = value.sub_code().unwrap_or_default().trim();
    if means_failure(sub_code) {
        return Err("vendor's response contradicts itself: {}, but its body reports a failure".to_owned());
    }
    let says_success = !has_odd_sub_code && (sub_code.is_empty() || sub_code.eq_ignore_ascii_case("SUCCESS"));
    let is_shown = match value.data() {
        Data::Present => true,
        // Without a documented member it may be another object.
        Data::Empty => {
            says_success && repair::read(shape, body).is_ok() && !Words::read(body).report_failure()
        }
        Data::Absent => code.is_some() && says_success && !Words::read(body).report_failure(),
    };
    let problem = "vendor's response shows no success: {}, but its body has no data";
    is_shown.then_some(()).ok_or_else(|| problem.to_owned())
}
