//! What the tests share.

pub mod answers;
pub mod bodies;
pub mod browser;
pub mod calls;
pub mod child;
pub mod control;
pub mod ends;
#[cfg(feature = "codegen")]
pub mod generator;
pub mod limited;
#[path = "../../../build/lines.rs"]
pub mod lines;
pub mod marked;
#[path = "../../../build/place.rs"]
pub mod place;
pub mod raw;
pub mod spec;
#[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
pub mod tls;

use std::io::Write as _;
use std::time::Duration;

use deepvue_digilocker::sandbox::{Reply, Sandbox};
use deepvue_digilocker::{Client, ClientBuilder, Consent, Error, InitiateSession, Retry};
use http::StatusCode;
use serde_json::Value;

pub const PURPOSE: &str = "Savings account KYC";

/// Says why a test does nothing, past the test runner, which shows nothing of a test that passes.
pub fn skipped(reason: &str) {
    std::io::stderr().write_all(format!("skipped: {reason}\n").as_bytes()).unwrap();
}

/// Pauses too short to be noticed.
pub fn quick() -> Retry {
    Retry::default().base_delay(Duration::from_millis(1)).max_delay(Duration::from_millis(2))
}

pub async fn sandbox() -> Sandbox {
    Sandbox::start().await.unwrap()
}

/// A client of a server that is not the sandbox.
pub fn client_of(url: impl Into<String>) -> ClientBuilder {
    Client::builder().base_url(url).client_id("an-id").client_secret("a-secret").retry(quick())
}

pub fn start(client: &Client) -> InitiateSession {
    client.initiate_session(Consent::given(), PURPOSE)
}

/// What a call makes of one scripted answer, without repeating.
pub async fn refused(reply: Reply) -> Error {
    let sandbox = sandbox().await;
    sandbox.reply_always(reply);
    start(&sandbox.client()).retry(Retry::none()).send().await.unwrap_err()
}

pub fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap()
}

pub fn json(code: u16, body: Value) -> Reply {
    Reply::json(status(code), &body)
}

/// The source chain of an error, as text.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        text += &format!("{error} {error:?}\n");
        next = error.source();
    }
    text
}
