//! What is on the wire is what the spec documents, and nothing else.

use deepvue_digilocker::sandbox::{CLIENT_ID, CLIENT_SECRET, Sandbox};
use deepvue_digilocker::{Consent, DocType, InitiateSession};
use serde_json::{Value, json};

use crate::support::{PURPOSE, client_of, raw::RawServer, sandbox, spec, start};

struct Sent {
    sandbox: Sandbox,
    line: String,
    headers: Vec<(String, String)>,
    body: Value,
}

async fn sent(change: impl FnOnce(InitiateSession) -> InitiateSession) -> Sent {
    let sandbox = sandbox().await;
    change(start(&sandbox.client())).send().await.unwrap();
    let [request] = &sandbox.requests()[..] else { panic!("not one request") };
    let mut headers = request
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect::<Vec<_>>();
    headers.sort();
    Sent {
        line: format!("{} {}", request.method(), request.path()),
        headers,
        body: serde_json::from_slice(request.body()).unwrap(),
        sandbox,
    }
}

#[tokio::test]
async fn method_path_headers_and_body_are_exactly_the_documented_ones() {
    let sent = sent(|call| {
        call.redirect_url("https://bank.example/kyc/callback").doc_types([DocType::Aadhaar, DocType::Pan])
    })
    .await;
    let spec = spec::read();

    assert_eq!(sent.line, "POST /v1/kyc/digilocker/initiate-session");
    let length = sent.body.to_string().len().to_string();
    let host = sent.sandbox.url().trim_start_matches("http://").to_owned();
    let mut expected = [
        (spec::key_header(&spec, "client_id"), CLIENT_ID.to_owned()),
        (spec::key_header(&spec, "client_secret"), CLIENT_SECRET.to_owned()),
        ("content-type".into(), "application/json".into()),
        ("accept".into(), "application/json".into()),
        ("user-agent".into(), format!("deepvue-digilocker/{}", env!("CARGO_PKG_VERSION"))),
        ("host".into(), host),
        ("content-length".into(), length),
    ];
    expected.sort();
    assert_eq!(sent.headers, expected);
    assert_eq!(
        sent.body,
        json!({
            "consent": "Y",
            "purpose": PURPOSE,
            "redirect_url": "https://bank.example/kyc/callback",
            "doc_types": ["aadhaar", "pan"],
        })
    );
}

#[tokio::test]
async fn without_doc_types_the_specs_default_is_sent() {
    let sent = sent(|call| call).await;
    let spec = spec::read();
    let default =
        &spec["components"]["schemas"]["InitiateSessionRequest"]["properties"]["doc_types"]["default"];
    assert_eq!(default, &json!(["aadhaar", "pan", "dl"]));
    assert_eq!(sent.body, json!({ "consent": "Y", "purpose": PURPOSE, "doc_types": default }));
}

#[tokio::test]
async fn repeated_doc_types_are_sent_once_in_the_order_given() {
    let sent = sent(|call| call.doc_types([DocType::Pan, DocType::Aadhaar, DocType::Pan])).await;
    assert_eq!(sent.body["doc_types"], json!(["pan", "aadhaar"]));
}

#[tokio::test]
async fn redirect_urls_are_sent_byte_for_byte() {
    // A URL library would write both differently.
    for url in ["HTTPS://Bank.Example:443/a/../kyc?x=%7e&y='", "in.example.app:/kyc/done"] {
        let sent = sent(|call| call.redirect_url(url)).await;
        assert_eq!(sent.body["redirect_url"], url);
    }
}

#[tokio::test]
async fn the_base_urls_trailing_slash_is_not_doubled() {
    let sandbox = sandbox().await;
    let client = sandbox.client_builder().base_url(format!("{}/", sandbox.url())).build().unwrap();
    start(&client).send().await.unwrap();
    assert_eq!(sandbox.requests()[0].path(), "/v1/kyc/digilocker/initiate-session");
}

#[tokio::test]
async fn a_base_url_may_have_a_path_of_its_own() {
    let sandbox = sandbox().await;
    let client = sandbox.client_builder().base_url(format!("{}/gateway/", sandbox.url())).build().unwrap();
    start(&client).send().await.unwrap_err();
    assert_eq!(sandbox.requests()[0].path(), "/gateway/v1/kyc/digilocker/initiate-session");
}

#[tokio::test]
async fn one_connection_serves_many_calls() {
    let server = RawServer::start(|mut stream| async move {
        let body =
            r#"{"transaction_id":"t","data":{"authorization_url":"https://production.deepvue.tech/x"}}"#;
        let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        while !crate::support::raw::read_request(&mut stream).await.is_empty() {
            tokio::io::AsyncWriteExt::write_all(&mut stream, answer.as_bytes()).await.unwrap();
        }
    })
    .await;
    let client = client_of(&server.url).build().unwrap();
    for _ in 0..3 {
        start(&client.clone()).send().await.unwrap();
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn the_call_is_send_and_static() {
    let sandbox = sandbox().await;
    let call = sandbox.client().initiate_session(Consent::given(), PURPOSE);
    let session = tokio::spawn(call.send()).await.unwrap().unwrap();
    assert_eq!(session.doc_types().len(), 3);
}

#[tokio::test]
async fn an_application_can_name_itself_after_us() {
    let sandbox = sandbox().await;
    let client = sandbox.client_builder().user_agent_suffix("bank-kyc/2.1 (staging)").build().unwrap();
    start(&client).await.unwrap();
    let request = sandbox.requests().pop().unwrap();
    let expected = format!("deepvue-digilocker/{} bank-kyc/2.1 (staging)", env!("CARGO_PKG_VERSION"));
    assert_eq!(request.headers()["user-agent"], expected);
    for bad in ["", "  ", "a\r\nhost: evil", "caf\u{e9}", "a\u{0}"] {
        let error = sandbox.client_builder().user_agent_suffix(bad).build().unwrap_err();
        let rule = "user_agent_suffix must be visible ASCII characters, such as bank-kyc/2.1";
        assert_eq!(error.to_string(), rule);
    }
}
