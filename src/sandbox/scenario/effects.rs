//! What a [`Scenario`] makes of a call's response.

use std::time::Duration;

use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::{Value, json};

use super::{Scenario, neighbours};
use crate::operation::Operation;
use crate::sandbox::reply::Reply;

/// How long a slow vendor takes.
const SLOW: Duration = Duration::from_secs(5);

/// Drawn once, since no encoder is at hand.
const JPEG_2000_IN_BASE64: &str = include_str!("portrait.jp2.base64");

const SENTENCE: &str = "The document is not available at the moment. Please try again later.";

const GATEWAY_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\
    <body><h1>Bad Gateway</h1><p>The server could not be reached.</p></body></html>\n";

/// Returns the refusal that a call gets whatever the state of its session.
pub(crate) fn refusal(scenario: Scenario, operation: Operation, exceeds_starter: bool) -> Option<Reply> {
    let refusal = match scenario {
        Scenario::KeysInactive => Reply::detail(StatusCode::BAD_REQUEST, "Inactive client_id"),
        Scenario::AddressNotAllowed => Reply::detail(StatusCode::FORBIDDEN, "IP address not allowed"),
        // The others let the session start: a retry of that call would be a session of its own.
        _ if !operation.row().continues_session => return None,
        Scenario::SourceUnavailable => Reply::detail(StatusCode::SERVICE_UNAVAILABLE, "Source Unavailable"),
        Scenario::SuccessWithError => Reply::detail(StatusCode::OK, "Internal Server Error"),
        Scenario::RateLimited if exceeds_starter => Reply::rate_limited(),
        Scenario::GatewayPage => Reply::new(StatusCode::BAD_GATEWAY)
            .header(CONTENT_TYPE, HeaderValue::from_static("text/html"))
            .body(GATEWAY_PAGE),
        _ => return None,
    };
    Some(refusal)
}

/// Changes the body of a success.
pub(crate) fn change(scenario: Scenario, operation: Operation, body: &mut Value) {
    match (scenario, operation) {
        (Scenario::NeighbouringTypes, _) => neighbours::replace(operation.row().success, body),
        (Scenario::PhotoJpeg2000, Operation::Eaadhaar) => {
            body["data"]["photo"] = json!(JPEG_2000_IN_BASE64.split_whitespace().collect::<String>());
        }
        (Scenario::DocumentAsSentence, Operation::FetchFile) => body["data"] = json!(SENTENCE),
        _ => {}
    }
}

/// Returns how long every response takes.
pub(crate) fn delay(scenario: Scenario) -> Duration {
    if scenario == Scenario::VendorSlow { SLOW } else { Duration::ZERO }
}
