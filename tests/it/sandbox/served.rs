//! The sandbox answers as the vendor documents it.

use std::time::{Duration, Instant};

use deepvue_digilocker::ErrorKind;
use deepvue_digilocker::Operation;
use deepvue_digilocker::sandbox::{CLIENT_ID, CLIENT_SECRET, INACTIVE_CLIENT_ID, Reply, Sandbox};
use serde_json::{Value, json};

use crate::support::calls::{Calls, consent_path};
use crate::support::{json, sandbox, spec, start, status};

const PATH: &str = "/v1/kyc/digilocker/initiate-session";

struct Post<'a> {
    id: Option<&'a str>,
    secret: Option<&'a str>,
    body: &'a str,
}

impl Post<'_> {
    async fn to(self, sandbox: &Sandbox) -> (u16, Value) {
        self.at(sandbox, PATH).await
    }

    async fn at(self, sandbox: &Sandbox, path: &str) -> (u16, Value) {
        let spec = spec::read();
        let mut request = reqwest::Client::new()
            .post(format!("{}{path}", sandbox.url()))
            .header("content-type", "application/json")
            .body(self.body.to_owned());
        for (scheme, key) in [("client_id", self.id), ("client_secret", self.secret)] {
            if let Some(key) = key {
                request = request.header(spec::key_header(&spec, scheme), key);
            }
        }
        answer(request).await
    }
}

async fn answer(request: reqwest::RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

#[tokio::test]
async fn keys_are_checked_with_the_documented_messages() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let body = r#"{"consent":"Y","purpose":"KYC"}"#;
    for (id, secret, code, message) in [
        (None, None, 401, "Not authenticated"),
        (Some(CLIENT_ID), None, 401, "Not authenticated"),
        (None, Some(CLIENT_SECRET), 401, "Not authenticated"),
        (Some("nobody"), Some(CLIENT_SECRET), 401, "Invalid client_id"),
        (Some(CLIENT_ID), Some("wrong"), 401, "Incorrect client_id or client_secret"),
        (Some(INACTIVE_CLIENT_ID), Some("wrong"), 401, "Incorrect client_id or client_secret"),
        (Some(INACTIVE_CLIENT_ID), Some(CLIENT_SECRET), 400, "Inactive client_id"),
    ] {
        for operation in calls.operations() {
            let answer = Post { id, secret, body }.at(&sandbox, calls.operation(&operation).0).await;
            assert_eq!(answer, (code, json!({ "detail": message })), "{operation}");
        }
    }
}

#[tokio::test]
async fn bodies_are_validated_with_the_documented_shape() {
    let sandbox = sandbox().await;
    for (body, expected) in [
        ("{", vec![(json!(["body"]), "value_error.jsondecode")]),
        ("[]", vec![(json!(["body"]), "type_error")]),
        (
            "{}",
            vec![
                (json!(["body", "consent"]), "value_error.missing"),
                (json!(["body", "purpose"]), "value_error.missing"),
            ],
        ),
        (r#"{"consent":"N","purpose":"KYC"}"#, vec![(json!(["body", "consent"]), "value_error.const")]),
        (r#"{"consent":"Y","purpose":7}"#, vec![(json!(["body", "purpose"]), "type_error")]),
        (
            r#"{"consent":"Y","purpose":"KYC","redirect_url":null}"#,
            vec![(json!(["body", "redirect_url"]), "type_error")],
        ),
        (
            r#"{"consent":"Y","purpose":"KYC","doc_types":"pan"}"#,
            vec![(json!(["body", "doc_types"]), "type_error")],
        ),
        (
            r#"{"consent":"Y","purpose":"KYC","doc_types":["pan","zq7"]}"#,
            vec![(json!(["body", "doc_types", 1]), "value_error.const")],
        ),
    ] {
        let (code, answer) =
            Post { id: Some(CLIENT_ID), secret: Some(CLIENT_SECRET), body }.to(&sandbox).await;
        assert_eq!(code, 422, "{body}");
        let mut found = answer["detail"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| (item["loc"].clone(), item["type"].as_str().unwrap()))
            .collect::<Vec<_>>();
        found.sort_by_key(|(loc, _)| loc.to_string());
        assert_eq!(found, expected, "{body}");
        assert!(!answer.to_string().contains("zq7"));
        let schema = &spec::read()["components"]["schemas"]["ValidationError"];
        assert!(spec::validator(&spec::read(), schema).is_valid(&answer), "{answer}");
    }
}

#[tokio::test]
async fn each_operation_names_what_is_missing() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    for id in calls.operations() {
        let (code, answer) = calls.send(&id, b"{}".to_vec()).await;
        let (_, operation) = calls.operation(&id);
        let schema = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str();
        let required = &calls.spec().pointer(&schema.unwrap()[1..]).unwrap()["required"];
        let names = answer["detail"].as_array().unwrap().iter().map(|item| item["loc"][1].clone());
        assert_eq!((code, names.collect::<Value>()), (422, required.clone()), "{id}");
    }
}

#[tokio::test]
async fn the_documented_missing_field_is_answered_word_for_word() {
    let sandbox = sandbox().await;
    let post = Post { id: Some(CLIENT_ID), secret: Some(CLIENT_SECRET), body: r#"{"purpose":"KYC"}"# };
    assert_eq!(post.to(&sandbox).await, (422, spec::fixture("initiate-session.422.json")));
}

#[tokio::test]
async fn a_started_session_is_what_the_spec_describes() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let (code, first) = calls.call("initiate_session", json!({ "doc_types": ["pan"] })).await;
    let (_, second) = calls.call("initiate_session", json!({})).await;
    assert_eq!(code, 201);
    let id = first["transaction_id"].as_str().unwrap();
    assert_eq!(
        first["data"]["authorization_url"],
        format!("{}/v1/kyc/digilocker/digilocker-redirect?state={id}", sandbox.url())
    );
    assert_ne!(first["transaction_id"], second["transaction_id"]);
}

#[tokio::test]
async fn what_is_not_the_operation_is_not_found() {
    let sandbox = sandbox().await;
    let http = reqwest::Client::new();
    let (code, _) = answer(http.post(format!("{}/v1/kyc", sandbox.url()))).await;
    assert_eq!(code, 404);
    let (code, _) = answer(http.get(format!("{}{PATH}", sandbox.url()))).await;
    assert_eq!(code, 405);
    let post = || Post { id: Some(CLIENT_ID), secret: Some(CLIENT_SECRET), body: "" };
    assert_eq!(post().to(&sandbox).await.0, 422);
    assert_eq!(post().at(&sandbox, &format!("{PATH}?a=b")).await.0, 422);
    assert_eq!(post().at(&sandbox, &format!("{PATH}/")).await.0, 404);
}

#[tokio::test]
async fn scripted_replies_are_used_up_in_order_before_the_lasting_one() {
    let sandbox = sandbox().await;
    let client = sandbox.client_builder().retry(deepvue_digilocker::Retry::none()).build().unwrap();
    sandbox.reply_always(json(403, spec::fixture("initiate-session.403.json")));
    sandbox.reply_once(json(401, spec::fixture("initiate-session.401.json")));
    sandbox.reply_once(json(500, spec::fixture("initiate-session.500.json")));
    let mut kinds = Vec::new();
    for _ in 0..4 {
        kinds.push(start(&client).send().await.unwrap_err().kind());
    }
    assert_eq!(
        kinds,
        [ErrorKind::Unauthenticated, ErrorKind::Server, ErrorKind::Forbidden, ErrorKind::Forbidden]
    );
}

#[tokio::test]
async fn replies_to_one_operation_go_before_those_to_all() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let refusal = |code: u16| json(code, json!({ "detail": "scripted" }));
    sandbox.reply_once(refusal(401));
    sandbox.reply_always(refusal(403));
    sandbox.reply_once_to(Operation::FetchFile, refusal(500));
    sandbox.reply_always_to(Operation::Eaadhaar, refusal(429));
    for (id, expected) in [
        ("eaadhaar", 429),
        ("eaadhaar", 429),
        ("fetch_file", 500),
        ("fetch_file", 401),
        ("fetch_file", 403),
        ("issued_files", 403),
        ("access_token", 403),
        ("initiate_session", 403),
        ("eaadhaar", 429),
    ] {
        assert_eq!(calls.call(id, json!({})).await.0, expected, "{id}");
    }
    sandbox.reply_once_to(Operation::InitiateSession, refusal(503));
    sandbox.reply_once_to(Operation::AccessToken, refusal(500));
    sandbox.reply_once_to(Operation::IssuedFiles, refusal(400));
    for (id, expected) in [("issued_files", 400), ("access_token", 500), ("initiate_session", 503)] {
        assert_eq!(calls.call(id, json!({})).await.0, expected, "{id}");
    }
}

#[tokio::test]
async fn a_delayed_reply_takes_its_time() {
    let sandbox = sandbox().await;
    sandbox.reply_once(Reply::new(status(403)).delay(Duration::from_millis(150)));
    let began = Instant::now();
    start(&sandbox.client()).send().await.unwrap_err();
    assert!(began.elapsed() >= Duration::from_millis(150));
}

#[tokio::test]
async fn it_listens_where_it_is_told() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let sandbox = Sandbox::start_on(free).await.unwrap();
    assert_eq!(sandbox.url(), format!("http://127.0.0.1:{free}"));
    start(&sandbox.client()).send().await.unwrap();
    let error = Sandbox::start_on(free).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
}

#[tokio::test]
async fn it_stops_when_it_is_dropped() {
    let sandbox = sandbox().await;
    let address = sandbox.url().trim_start_matches("http://").to_owned();
    tokio::net::TcpStream::connect(&address).await.unwrap();
    drop(sandbox);
    let refused = async {
        while tokio::net::TcpStream::connect(&address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), refused).await.unwrap();
}

#[tokio::test]
async fn another_method_is_told_which_ones_there_are() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let mut places = vec![
        (consent_path(), "GET, HEAD, POST"),
        ("/".to_owned(), "GET, HEAD"),
        ("/style.css".to_owned(), "GET, HEAD"),
        ("/favicon.ico".to_owned(), "GET, HEAD"),
    ];
    places.extend(calls.operations().iter().map(|id| (calls.operation(id).0.to_owned(), "POST")));
    for (path, allowed) in places {
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"] {
            let answer = calls.method(method, &path).await;
            if allowed.contains(method) {
                assert_ne!(answer.status(), 405, "{method} {path}");
            } else {
                assert_eq!(answer.status(), 405, "{method} {path}");
                assert_eq!(answer.headers()["allow"], allowed);
            }
        }
    }
}
