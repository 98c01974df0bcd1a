//! Reads a response as a call does, for the fuzz targets: what the vendor sent is given, and nothing is connected.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use url::Url;

use super::call::{Call, Shared};
use super::credentials::{Credentials, key_value};
use super::envelope::Envelope;
use super::limits::Limits;
use super::listeners::Listeners;
use super::observe::Observers;
use super::origin::Undocumented;
use super::repair;
use super::retry::Retry;
use crate::error::{BuildError, CallReport, Error, VendorResponse};
use crate::generated;
use crate::operation::Operation;
use crate::pace::retry_budget::{Budget, RetryBudget};
use crate::privacy::sensitive::Sensitive;
use crate::table::Shape;

/// What a response was read as, all of it as JSON.
#[derive(Debug)]
pub struct Reading {
    /// The result of the call.
    pub result: Result<Value, Error>,
    /// The report of a call that succeeded, and what the contract does not know of its response.
    pub origin: Option<(CallReport, Undocumented)>,
    /// What the generated types read, unless they took a list for the properties of an object.
    pub strict: Option<Value>,
    /// Whether an object has no documented member, as far as is known. The generated types read it as an empty one, the
    /// tolerant reader as another one.
    pub has_other_object: bool,
    /// What the tolerant reader makes of the body.
    pub tolerant: Result<Tolerant, String>,
}

/// What the tolerant reader makes of a body.
#[derive(Debug, PartialEq)]
pub struct Tolerant {
    /// What it read.
    pub value: Value,
    /// How many values it changed or left out.
    pub changes: usize,
    /// What the generated types make of that.
    pub typed: Option<Value>,
}

/// The values that a call sends, and no text may repeat.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// The keys.
    pub keys: [&'a str; 2],
    /// The values in its body.
    pub values: &'a [Sensitive<String>],
}

/// Reads a response of an operation with the type `T`.
pub(crate) fn read<T: Envelope + Serialize>(
    operation: Operation,
    (status, body): (StatusCode, &[u8]),
    sent: Sent<'_>,
) -> Result<Reading, BuildError> {
    let call = call(operation, sent.keys)?;
    let exchange = || async {
        let received = VendorResponse { status, retry_after: None, body: Some(Bytes::copy_from_slice(body)) };
        // As `hooks.rs` hands it to the generated client.
        let shown = if status == StatusCode::CREATED { StatusCode::OK } else { status };
        let mut response = http::Response::new(received.text());
        *response.status_mut() = shown;
        *call.result() = Some(Ok(received));
        let response = reqwest::Response::from(response);
        match shown {
            StatusCode::OK => generated::ResponseValue::from_response(response).await,
            _ => Err(generated::Error::UnexpectedResponse(response)),
        }
    };
    let secrets = sent.values.iter().map(Some).collect::<Vec<_>>();
    let result = ready(call.track(call.send::<T, _>(exchange, &secrets)));
    let origin = result.as_ref().ok().map(|(_, origin)| (origin.report().cloned(), origin.undocumented()));
    let text = VendorResponse { status, retry_after: None, body: Some(Bytes::copy_from_slice(body)) }.text();
    let shape = operation.row().success;
    // A number may be too large for a value, and stand where nobody reads it.
    let whole = serde_json::from_str::<Value>(&String::from_utf8_lossy(&text)).ok();
    let has = |is_odd| whole.as_ref().is_none_or(|whole| has_odd(shape, whole, is_odd));
    let has_odd_list = has(|shape, value| value.is_array() && !matches!(shape, Shape::List(_)));
    let strict = serde_json::from_slice::<T>(&text).ok().filter(|_| !has_odd_list);
    Ok(Reading {
        result: result.map(|(value, _)| json(&value)),
        origin: origin.and_then(|(report, members)| Some((report?, members))),
        strict: strict.map(|value| json(&value)),
        has_other_object: has(|shape, value| match (shape, value) {
            (Shape::Object(properties), Value::Object(members)) => {
                !members.is_empty() && !properties.iter().any(|it| members.contains_key(it.name))
            }
            _ => false,
        }),
        tolerant: tolerant::<T>(operation, &text),
    })
}

/// Reads a body with the tolerant reader alone.
pub(crate) fn tolerant<T: Envelope + Serialize>(
    operation: Operation,
    body: &[u8],
) -> Result<Tolerant, String> {
    let read = repair::read(operation.row().success, body)?;
    let typed = serde_json::from_value::<T>(read.value.clone()).ok();
    Ok(Tolerant { value: read.value, changes: read.repairs.count, typed: typed.map(|value| json(&value)) })
}

fn call(operation: Operation, [client_id, client_secret]: [&str; 2]) -> Result<Call, BuildError> {
    let shared = Shared {
        credentials: Credentials {
            client_id: key_value("client_id", client_id)?,
            client_secret: key_value("client_secret", client_secret)?,
        },
        observers: Observers::default(),
        listeners: Listeners::default(),
        pacer: None,
        budget: Budget::new(RetryBudget::default()),
        traces_transaction_ids: false,
    };
    let url = Url::parse("http://127.0.0.1/").map_err(|_| BuildError::new("base_url", "is no URL"))?;
    let limits = Limits { retry: Retry::none(), ..Limits::default() };
    Ok(Call::new(operation.row(), url, limits, Arc::new(shared)))
}

/// Whether a value, or one in it, is odd for its shape.
fn has_odd(shape: &Shape, value: &Value, is_odd: fn(&Shape, &Value) -> bool) -> bool {
    let below = match (shape, value) {
        (Shape::Any, _) => return false,
        (Shape::List(item), Value::Array(items)) => items.iter().any(|value| has_odd(item, value, is_odd)),
        (Shape::Object(properties), Value::Object(members)) => properties
            .iter()
            .any(|it| members.get(it.name).is_some_and(|value| has_odd(it.shape, value, is_odd))),
        _ => false,
    };
    below || is_odd(shape, value)
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Returns the result of a future that waits for nothing.
#[allow(clippy::panic, reason = "there is nothing that could make it wait")]
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("reading a response waits for something"),
    }
}
