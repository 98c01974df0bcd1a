//! The probe asks only what must be refused, each once, and stops at the first sign that something is wrong.

use std::collections::BTreeSet;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::spec;

const ID: &str = "zq7-real-id";
const SECRET: &str = "zq7-real-secret";

fn probe(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_digilocker"));
    command.current_dir(spec::root()).args(["contract", "probe"]).args(arguments);
    command.env("DEEPVUE_CLIENT_ID", ID).env("DEEPVUE_CLIENT_SECRET", SECRET);
    let output = command.output().unwrap();
    let said = text(&output.stdout) + &text(&output.stderr);
    assert!(!said.contains("zq7"), "{said}");
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

type Asked = Arc<Mutex<Vec<(String, HeaderMap, Value)>>>;

/// A server that notes what it is asked.
struct Server {
    url: String,
    asked: Asked,
}

impl Server {
    /// Responds to every request with what `respond` says.
    async fn start(respond: fn(&HeaderMap) -> (StatusCode, Value)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Asked::default();
        let router = Router::new().fallback(serve).with_state((Arc::clone(&asked), respond));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, asked }
    }

    async fn probed(&self, arguments: &[&str]) -> Output {
        let arguments = [&["--base-url", &self.url], arguments].concat().into_iter().map(str::to_owned);
        let arguments = arguments.collect::<Vec<_>>();
        tokio::task::spawn_blocking(move || probe(&arguments.iter().map(String::as_str).collect::<Vec<_>>()))
            .await
            .unwrap()
    }
}

type Shared = (Asked, fn(&HeaderMap) -> (StatusCode, Value));

async fn serve(State((asked, respond)): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = serde_json::from_slice(&to_bytes(body, 1 << 20).await.unwrap()).unwrap();
    let (status, answer) = respond(&parts.headers);
    asked.lock().unwrap().push((parts.uri.to_string(), parts.headers, body));
    (status, [("content-type", "application/json")], answer.to_string()).into_response()
}

/// Refuses as the vendor documents.
fn refuse(headers: &HeaderMap) -> (StatusCode, Value) {
    match headers.get("x-api-key") {
        Some(key) if key == SECRET => (StatusCode::FORBIDDEN, json!({ "detail": "Not a valid token" })),
        _ => (StatusCode::UNAUTHORIZED, json!({ "detail": "Not authenticated" })),
    }
}

#[test]
fn against_the_sandbox_nothing_has_drifted() {
    let output = probe(&["--sandbox", "--yes"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = text(&output.stderr);
    assert!(said.contains("20 requests to http://127.0.0.1:"), "{said}");
    assert!(said.contains("Whether it bills refused calls is undocumented."), "{said}");
    for line in [
        "401 Unauthorized  initiate_session without keys",
        "401 Unauthorized  eaadhaar with a made-up client id and secret",
        "422 Unprocessable Entity  access_token with your keys, without consent",
        "422 Unprocessable Entity  initiate_session with your keys, for a document that does not exist",
        "403 Forbidden  fetch_file with your keys, about a session that does not exist",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
}

#[tokio::test]
async fn without_yes_the_requests_are_listed_and_none_is_sent() {
    let server = Server::start(refuse).await;
    let output = server.probed(&[]).await;
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.ends_with("digilocker: nothing was sent; add --yes to send these requests\n"), "{said}");
    assert_eq!(said.matches("\n  ").count(), 20, "{said}");
    assert!(server.asked.lock().unwrap().is_empty());
}

#[tokio::test]
async fn each_question_is_asked_once_and_nobody_elses_keys_or_data_are_in_it() {
    let server = Server::start(refuse).await;
    let output = server.probed(&["--yes"]).await;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let asked = server.asked.lock().unwrap();
    assert_eq!(asked.len(), 20);
    let different = asked.iter().map(|(path, headers, body)| {
        let key =
            |name| headers.get(name).map(|value: &http::HeaderValue| value.to_str().unwrap().to_owned());
        (path.clone(), key("client-id"), key("x-api-key"), body.to_string())
    });
    assert_eq!(different.clone().collect::<BTreeSet<_>>().len(), 20);
    for (path, id, secret, body) in different {
        match (id.as_deref(), secret.as_deref()) {
            // Consent is missing, or nothing of it exists at the vendor.
            (Some(ID), Some(SECRET)) => {
                let flawed = ["no_such_document", "00000000000000000000000000000000"];
                let body = serde_json::from_str::<Value>(&body).unwrap();
                let is_flawed = flawed.iter().any(|flaw| body.to_string().contains(flaw));
                assert!(body.get("consent").is_none() || is_flawed, "{path} {body}");
            }
            (Some("digilocker-probe-no-such-client"), Some("digilocker-probe-no-such-secret"))
            | (None, None) => {}
            other => panic!("{path}: {other:?}"),
        }
        assert!(body.contains("Contract probe without a customer"), "{body}");
    }
}

#[tokio::test]
async fn it_stops_at_once_if_something_is_accepted_or_a_limit_or_the_keys_are_refused() {
    for (respond, count, reason) in [
        ((|_: &HeaderMap| (StatusCode::OK, json!({}))) as fn(&HeaderMap) -> _, 1, "was accepted"),
        (|_| (StatusCode::TOO_MANY_REQUESTS, json!({ "detail": "zq7" })), 1, "a rate limit was reached"),
        // Ten questions without the real keys come first.
        (|_| (StatusCode::UNAUTHORIZED, json!({ "detail": "zq7" })), 11, "the keys are not accepted"),
    ] {
        let server = Server::start(respond).await;
        let output = server.probed(&["--yes"]).await;
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let said = text(&output.stderr);
        assert!(said.contains(reason), "{said}");
        assert_eq!(server.asked.lock().unwrap().len(), count, "{reason}");
    }
    let output = probe(&["--yes", "--base-url", "http://127.0.0.1:9"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no response, so the probe ends here"), "{output:?}");
}

#[tokio::test]
async fn a_refusal_that_is_not_as_documented_is_a_finding() {
    let server = Server::start(|headers| {
        let (status, mut body) = refuse(headers);
        body["retry_in"] = json!("zq7-value");
        (status, body)
    })
    .await;
    let output = server.probed(&["--yes", "--format", "json"]).await;
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let report = serde_json::from_slice::<Value>(&output.stdout).unwrap();
    assert_eq!(report["findings"][0]["check"], "field-undocumented", "{report:#}");
}

#[tokio::test]
async fn a_saved_exchange_is_redacted_and_can_be_checked_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display().to_string();
    let server = Server::start(refuse).await;
    let output = server.probed(&["--yes", "--save", &path]).await;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let files =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    assert_eq!(files.len(), 20);
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        assert!(!text.contains("zq7") && text.contains("\"log\""), "{text}");
    }
    let again = server.probed(&["--yes", "--save", &path]).await;
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("could not be saved"), "{again:?}");
}

#[test]
fn keys_that_are_not_set_are_named() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_digilocker"));
    command
        .args(["contract", "probe", "--yes"])
        .env_remove("DEEPVUE_CLIENT_ID")
        .env_remove("DEEPVUE_CLIENT_SECRET");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stderr), "digilocker: DEEPVUE_CLIENT_ID is not set\n");
}
