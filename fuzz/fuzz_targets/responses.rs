//! Any response is read to a result or to an error that tells nothing of what was sent.
//!
//! The first byte chooses the operation and the status, and the rest is the body. In it, the bytes 0x10 to 0x13 and the
//! byte after each stand for a key, the purpose or the transaction id, in a form in which a server may repeat it.
#![no_main]

use std::fmt::{self, Write as _};
use std::sync::{LazyLock, Mutex, PoisonError};

use deepvue_digilocker::fuzz::{Reading, Sent, response};
use deepvue_digilocker::{Error, ErrorKind, Operation, Outcome, Sensitive};
use deepvue_digilocker_fuzz::essence::{essence, is_one_line, piece_in};
use deepvue_digilocker_fuzz::plants::planted;
use http::StatusCode;
use libfuzzer_sys::fuzz_target;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

const KEYS: [&str; 2] = ["zq7-client-id", "zq7-client-secret-0123456789"];
const PURPOSE: &str = "KYC of \"Asha zq7\" & söhne,\nloan xyzzy";
const TRANSACTION_ID: &str = "0c8c7833678e412f9fec77dbe0494562";
const SECRETS: [&str; 4] = [KEYS[0], KEYS[1], PURPOSE, TRANSACTION_ID];

const STATUSES: [u16; 24] = [
    200, 201, 400, 401, 403, 422, 429, 500, 503, 202, 204, 206, 299, 300, 302, 304, 404, 410, 418, 502, 504,
    511, 599, 999,
];

/// What was logged during a run.
static LOG: Mutex<String> = Mutex::new(String::new());

static SENT: LazyLock<[Sensitive<String>; 2]> = LazyLock::new(|| {
    tracing::subscriber::set_global_default(Log).expect("there is no other");
    [PURPOSE, TRANSACTION_ID].map(|value| value.to_owned().into())
});

fuzz_target!(|input: &[u8]| {
    let Some((choice, body)) = input.split_first() else { return };
    let choice = usize::from(*choice);
    let operation = Operation::ALL[choice % Operation::ALL.len()];
    let status = STATUSES[choice / Operation::ALL.len() % STATUSES.len()];
    let status = StatusCode::from_u16(status).expect("it is a status");
    let body = planted(body, &SECRETS);
    let sent = Sent { keys: KEYS, values: SENT.as_slice() };
    log().clear();
    let reading = response(operation, status, &body, sent).expect("the keys are right");
    hidden("the log", &log());
    agreement(&reading);
    match &reading.result {
        Ok(_) => {
            assert!(status.is_success(), "{status} is a success");
            let (report, members) = reading.origin.as_ref().expect("a success has an origin");
            hidden("the report", &format!("{report:?}"));
            assert!(members.keys().all(|pointer| pointer.starts_with('/')) && members.len() <= 1000);
        }
        Err(error) => check(error, status, &body),
    }
});

fn check(error: &Error, status: StatusCode, body: &[u8]) {
    assert_eq!(error.status(), Some(status));
    assert_eq!(error.body(), Some(body));
    assert_eq!(error.attempts(), 0);
    if status == StatusCode::OK || status == StatusCode::CREATED {
        assert_eq!(error.kind(), ErrorKind::Decode);
    }
    let is_refused = error.outcome() == Outcome::Refused;
    assert_eq!(error.outcome() == Outcome::Acted, status.is_success());
    assert_eq!(is_refused, status.as_u16() < 200 || (300..500).contains(&status.as_u16()), "{status}");
    let shown = error.to_string();
    assert!(is_one_line(&shown), "{shown:?}");
    assert!(shown.chars().count() <= 300, "{shown:?}");
    for text in [shown, format!("{error:?}"), format!("{error:#?}"), format!("{:?}", error.report())] {
        hidden("the error", &text);
    }
    if let Some(detail) = error.detail() {
        whole("the detail", detail);
        assert!(!detail.is_empty());
    }
    assert!(error.field_errors().len() <= 50);
    for field in error.field_errors() {
        hidden("a field error", &format!("{field} {field:?}"));
        assert!(is_one_line(&field.to_string()), "{field:?}");
        for text in field.pointer().split('/').chain([field.message()]).chain(field.code()) {
            whole("a part of a field error", text);
        }
    }
    assert!(std::error::Error::source(error).is_none());
}

/// What the generated types accept, the tolerant reader reads the same.
fn agreement(reading: &Reading) {
    let strict = reading.strict.as_ref().filter(|_| !reading.has_other_object);
    if let (Ok(value), Some(strict)) = (&reading.result, strict) {
        assert_eq!(value, strict);
    }
    match (strict, &reading.tolerant) {
        (None, Err(_)) => {}
        (strict, Ok(tolerant)) => {
            assert!(
                tolerant.typed.is_some(),
                "the types refuse what the tolerant reader made: {:?}",
                tolerant.value
            );
            assert!(strict.is_none() || tolerant.typed.as_ref() == strict, "{tolerant:?} and {strict:?}");
        }
        (Some(strict), Err(problem)) => panic!("{problem}, but the types read {strict:?}"),
    }
    if reading.has_other_object {
        return;
    }
    match (&reading.result, &reading.tolerant) {
        (Ok(value), Ok(tolerant)) => assert_eq!(tolerant.typed.as_ref(), Some(value)),
        (Ok(value), Err(problem)) => panic!("{value:?} although {problem}"),
        (Err(_), Err(problem)) => hidden("the problem", problem),
        (Err(_), Ok(_)) => {}
    }
}

/// No secret is in a text that was made of several.
fn hidden(what: &str, text: &str) {
    let lower = text.to_lowercase();
    for secret in SECRETS {
        assert!(!lower.contains(&secret.to_lowercase()), "{secret:?} in {what}: {text:?}");
        assert!(
            !lower.contains(&secret.escape_debug().to_string().to_lowercase()),
            "{secret:?} in {what}: {text:?}"
        );
    }
}

/// No piece of a secret is in one text of the vendor's, which is on one line and short.
fn whole(what: &str, text: &str) {
    hidden(what, text);
    assert!(is_one_line(text), "{what}: {text:?}");
    assert!(text.chars().count() <= 2 * 201, "{what}: {text:?}");
    let kept = essence(text);
    for secret in SECRETS {
        assert_eq!(piece_in(&kept, secret), None, "of {secret:?} in {what}: {text:?}");
    }
}

fn log() -> std::sync::MutexGuard<'static, String> {
    LOG.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Collects everything that is logged.
struct Log;

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut Fields);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Fields);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Fields);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Fields;

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = write!(log(), "{field}={value:?} ");
    }
}
