//! The probe asks only what must be refused, each once, and stops at the first sign that something is wrong.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::run::text;
use crate::spec;

const ID: &str = "zq7-real-id";
const SECRET: &str = "zq7-real-secret";

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_digilocker"));
    command.current_dir(spec::root()).args(["contract", "probe"]).args(arguments);
    command
}

fn probe(arguments: &[&str]) -> Output {
    let mut command = command(arguments);
    command.env("DEEPVUE_CLIENT_ID", ID).env("DEEPVUE_CLIENT_SECRET", SECRET);
    let output = command.output().unwrap();
    let said = text(&output.stdout) + &text(&output.stderr);
    assert!(!said.contains("zq7"), "{said}");
    output
}

/// What a server says to the headers and the body of a request.
type Respond = fn(&HeaderMap, &Value) -> (StatusCode, Value);

type Asked = Arc<Mutex<Vec<(String, HeaderMap, Value)>>>;

/// A server that notes what it is asked.
struct Server {
    url: String,
    asked: Asked,
}

impl Server {
    /// Responds to every request with what `respond` says.
    async fn start(respond: Respond) -> Self {
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

type Shared = (Asked, Respond);

async fn serve(State((asked, respond)): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = serde_json::from_slice(&to_bytes(body, 1 << 20).await.unwrap()).unwrap();
    let (status, answer) = respond(&parts.headers, &body);
    asked.lock().unwrap().push((parts.uri.to_string(), parts.headers, body));
    (status, [("content-type", "application/json")], answer.to_string()).into_response()
}

/// Refuses as the vendor documents.
fn refuse(headers: &HeaderMap, body: &Value) -> (StatusCode, Value) {
    if !has_real_keys(headers) {
        return (StatusCode::UNAUTHORIZED, json!({ "detail": "Not authenticated" }));
    }
    let invalid = |field: &str| {
        let error = json!({ "loc": ["body", field], "msg": "field required", "type": "value_error.missing" });
        (StatusCode::UNPROCESSABLE_ENTITY, json!({ "detail": [error] }))
    };
    match (body.get("consent"), &body["doc_types"]) {
        (None, _) => invalid("consent"),
        (_, names) if names.is_array() => invalid("doc_types"),
        _ => (StatusCode::FORBIDDEN, json!({ "detail": "Not a valid token" })),
    }
}

fn has_real_keys(headers: &HeaderMap) -> bool {
    headers.get("x-api-key").is_some_and(|key| key == SECRET)
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
async fn it_stops_at_once_at_the_first_sign_that_no_more_may_be_sent() {
    // Ten questions without the real keys come first.
    for (respond, count, reason) in [
        ((|_, _| (StatusCode::OK, json!({}))) as Respond, 1, "was accepted"),
        (|_, _| (StatusCode::TOO_MANY_REQUESTS, json!({ "detail": "zq7" })), 1, "a rate limit was reached"),
        (|_, _| (StatusCode::SERVICE_UNAVAILABLE, json!({ "detail": "zq7" })), 1, "the vendor fails"),
        (
            |headers, body| {
                if has_real_keys(headers) {
                    (StatusCode::BAD_GATEWAY, json!("zq7"))
                } else {
                    refuse(headers, body)
                }
            },
            11,
            "the vendor fails",
        ),
        (|_, _| (StatusCode::UNAUTHORIZED, json!({ "detail": "zq7" })), 11, "the keys are not accepted"),
        (
            |headers, body| {
                if has_real_keys(headers) {
                    (StatusCode::BAD_REQUEST, json!({ "detail": "Inactive client_id" }))
                } else {
                    refuse(headers, body)
                }
            },
            11,
            "the keys are deactivated",
        ),
    ] {
        let server = Server::start(respond).await;
        let output = server.probed(&["--yes"]).await;
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let said = text(&output.stderr);
        assert!(said.contains(reason), "{said}");
        assert_eq!(server.asked.lock().unwrap().len(), count, "{reason}");
    }
}

#[tokio::test]
async fn what_was_found_before_it_stops_is_reported_and_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display().to_string();
    let server = Server::start(|headers, body| {
        let (_, mut refusal) = refuse(headers, body);
        refusal["retry_in"] = json!("zq7-value");
        let is_keyed = has_real_keys(headers);
        (if is_keyed { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNAUTHORIZED }, refusal)
    })
    .await;
    let output = server.probed(&["--yes", "--format", "json", "--save", &path]).await;
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(text(&output.stderr).contains("a rate limit was reached"), "{output:?}");
    let report = serde_json::from_slice::<Value>(&output.stdout).unwrap();
    assert_eq!(report["coverage"]["messages"], 11, "{report:#}");
    assert!(report["findings"].to_string().contains("/body/retry_in"), "{report:#}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 11);
}

#[tokio::test]
async fn a_request_that_fails_is_named_with_its_causes_and_whether_it_may_have_arrived() {
    let output = probe(&["--yes", "--base-url", "http://127.0.0.1:9"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    let (_, error) = said.split_once("digilocker: access_token without keys: ").unwrap();
    assert!(error.starts_with("no response, so the probe ends here: "), "{error}");
    assert!(error.contains("\n  because: ") && error.to_lowercase().contains("refused"), "{error}");
    assert!(!error.contains("/v1/"), "{error}");

    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        // It has arrived, and nobody responds.
        connection.read_exact(&mut [0; 64]).unwrap();
    });
    let output = probe(&["--yes", "--base-url", &url]);
    server.join().unwrap();
    let said = text(&output.stderr);
    assert!(
        said.contains("no response, so the probe ends here; the request may have arrived all the same: "),
        "{said}"
    );
}

#[tokio::test]
async fn a_refusal_that_is_not_as_documented_is_a_finding() {
    let server = Server::start(|headers, body| {
        let (status, mut body) = refuse(headers, body);
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
async fn a_documented_status_that_does_not_belong_to_the_question_is_marked_and_fails_the_probe() {
    for (respond, expected) in [
        // The caller's address is not allowed, say: nothing of what was asked has been looked at.
        (
            (|headers, body| {
                if has_real_keys(headers) {
                    (StatusCode::FORBIDDEN, json!({ "detail": "zq7" }))
                } else {
                    refuse(headers, body)
                }
            }) as Respond,
            // Of all five without consent, and of the one for a document.
            ("400 or 422", 6),
        ),
        (
            |headers, body| {
                if has_real_keys(headers) {
                    refuse(headers, body)
                } else {
                    (StatusCode::FORBIDDEN, json!({ "detail": "zq7" }))
                }
            },
            ("401", 10),
        ),
    ] {
        let server = Server::start(respond).await;
        let output = server.probed(&["--yes"]).await;
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(text(&output.stdout).contains("\n0 errors, 0 warnings, "), "{output:?}");
        let (said, (statuses, count)) = (text(&output.stderr), expected);
        assert_eq!(
            said.matches(&format!("\n  unexpected: it should be {statuses}\n")).count(),
            count,
            "{said}"
        );
        assert!(
            said.ends_with(&format!("digilocker: unexpected statuses, marked above: {count}\n")),
            "{said}"
        );
        assert_eq!(server.asked.lock().unwrap().len(), 20);
    }
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
}

#[tokio::test]
async fn a_folder_in_which_nothing_can_be_saved_is_refused_before_anything_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    // The last one that would be saved.
    let taken = folder.path().join("issued-files.unknownsession.har");
    std::fs::write(&taken, "zq").unwrap();
    let server = Server::start(refuse).await;
    for (path, said) in [
        (folder.path(), format!("digilocker: {}: exists; choose an empty folder\n", taken.display())),
        (taken.as_path(), format!("digilocker: {}: the folder can't be created: ", taken.display())),
    ] {
        let output = server.probed(&["--yes", "--save", &path.display().to_string()]).await;
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(text(&output.stderr).contains(&said), "{said}: {output:?}");
    }
    assert!(server.asked.lock().unwrap().is_empty());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn without_keys_the_requests_are_listed_and_what_is_missing_is_named() {
    for (arguments, error) in [
        ([].as_slice(), "nothing was sent; add --yes to send these requests"),
        (&["--yes"], "DEEPVUE_CLIENT_ID is not set; --sandbox needs no keys"),
    ] {
        let mut command = command(arguments);
        let command = command.env_remove("DEEPVUE_CLIENT_ID").env_remove("DEEPVUE_CLIENT_SECRET");
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let said = text(&output.stderr);
        assert!(
            said.starts_with("20 requests to https://production.deepvue.tech, each sent once:\n"),
            "{said}"
        );
        assert!(said.ends_with(&format!("digilocker: {error}\n")), "{said}");
    }
    let elsewhere = text(&probe(&["--base-url", "http://vendor.example"]).stderr);
    assert!(!elsewhere.contains("requests to"), "{elsewhere}");
}

#[test]
fn what_it_says_fits_a_narrow_terminal() {
    let output = command(&["--sandbox", "--yes"]).env("COLUMNS", "40").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = text(&output.stderr) + &text(&output.stdout);
    assert_eq!(said.lines().find(|line| line.chars().count() > 40), None, "{said}");
    assert!(said.contains("  access_token with your keys, without\n    consent\n"), "{said}");
}
