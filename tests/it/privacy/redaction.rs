//! No key, purpose or URL is ever printed: not by us, not by what we use, not even when the server echoes it.

use std::fmt::Debug;

use deepvue_digilocker::sandbox::{Reply, Sandbox};
use deepvue_digilocker::{Client, Consent, DocType, Error, Retry, Sensitive, types};
use serde_json::{Value, json};

use crate::support::{chain, child, client_of, json, raw::RawServer, sandbox, spec::fixture, status};

const ID: &str = "zq7-client-id";
const SECRET: &str = "zq7-client-secret-0123456789";
const PURPOSE: &str = "KYC of \"Asha zq7\" & söhne, loan xyzzy";
const REDIRECT: &str = "https://bank.example/zq7/callback?user=zq7-user-42";
/// Stands in every value that must not be seen, and in nothing else.
const MARK: &str = "zq7";

async fn call(client: &Client) -> Result<deepvue_digilocker::Session, Error> {
    client
        .initiate_session(Consent::given(), PURPOSE)
        .redirect_url(REDIRECT)
        .doc_types([DocType::Pan])
        .retry(Retry::none())
        .send()
        .await
}

fn hidden(text: &str) {
    assert!(!text.to_lowercase().contains(MARK), "{text}");
    for value in [ID, SECRET, PURPOSE, REDIRECT, "Asha", "xyzzy", "user-42"] {
        assert!(!text.contains(value), "{value} in {text}");
    }
}

fn debugged(value: &dyn Debug) {
    hidden(&format!("{value:?}"));
    hidden(&format!("{value:#?}"));
}

/// All that an error says of itself, but for the body, which is asked for explicitly.
fn error_hides(error: &Error) {
    debugged(error);
    hidden(&chain(error));
    hidden(error.detail().unwrap_or_default());
    for field in error.field_errors() {
        hidden(&format!("{field} {field:?} {} {} {:?}", field.pointer(), field.message(), field.code()));
    }
}

/// A sandbox that answers whatever it is told, and a client whose values must not be seen.
struct Answering {
    sandbox: Sandbox,
    client: Client,
}

impl Answering {
    async fn start() -> Self {
        let sandbox = sandbox().await;
        let client = sandbox.client_builder().client_id(ID).client_secret(SECRET).build().unwrap();
        Self { sandbox, client }
    }

    async fn with(&self, reply: Reply) -> Error {
        self.sandbox.reply_once(reply);
        let error = call(&self.client).await.unwrap_err();
        error_hides(&error);
        error
    }
}

/// The forms in which a server may repeat what it got.
fn echoes() -> Vec<String> {
    let body = json!({ "purpose": PURPOSE, "redirect_url": REDIRECT }).to_string();
    let ascii = body.replace('ö', "\\u00f6");
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("purpose", PURPOSE)
        .append_pair("redirect_url", REDIRECT)
        .append_pair("id", ID)
        .finish();
    vec![
        format!("{ID}/{SECRET}: {PURPOSE} -> {REDIRECT}"),
        format!("{ID}{SECRET}{PURPOSE}{REDIRECT}"),
        SECRET.to_uppercase(),
        format!("bad header x-api-key: {}", &SECRET[..20]),
        format!("…{}", &SECRET[8..]),
        format!("purpose={:?}", PURPOSE),
        format!("z{}q\u{200b}7{}", '\u{0}', &ID[3..]),
        REDIRECT.replace("https", "HTTPS"),
        "not registered: bank.example/zq7/callback".into(),
        body.clone(),
        serde_json::Value::from(body).to_string(),
        ascii,
        url::form_urlencoded::byte_serialize(form.as_bytes()).collect(),
        form.replace('+', "%20"),
        form,
        PURPOSE.replace('&', "&amp;").replace('"', "&#34;"),
        format!("<p>{}</p>", PURPOSE.replace('&', "&amp;").replace('"', "&quot;")),
    ]
}

#[tokio::test]
async fn an_echo_with_control_characters_in_json_is_never_repeated() {
    let vendor = Answering::start().await;
    let encoded = |text: &str| Value::from(text).to_string();
    let one = "Asha\u{e}\u{8}\u{c}Rao";
    let other = "ö\u{e}Rao";
    for (purpose, echo) in [
        (one, encoded(one)),
        (one, "Asha\\u000e\\b\\fRao".into()),
        (other, encoded(other)),
        (other, "\\u00f6\\u000eRao".into()),
    ] {
        vendor.sandbox.reply_once(json(400, json!({ "detail": format!("refused: {echo}") })));
        let call = vendor.client.initiate_session(Consent::given(), purpose);
        let error = call.retry(Retry::none()).send().await.unwrap_err();
        let detail = error.detail().unwrap();
        assert!(detail.starts_with("refused: "), "{detail}");
        assert!(!detail.contains("Asha") && !detail.contains("Rao"), "{detail}");
    }
}

#[tokio::test]
async fn an_echo_in_a_refusal_is_never_repeated() {
    let vendor = Answering::start().await;
    for echo in echoes() {
        for code in [400, 401, 403, 418, 422, 429, 500, 502, 503] {
            let error = vendor.with(json(code, json!({ "detail": format!("refused: {echo}") }))).await;
            assert!(error.detail().unwrap().starts_with("refused: "), "{error}");
            assert!(String::from_utf8_lossy(error.body().unwrap()).contains("refused"));
        }
        vendor
            .with(json(
                422,
                json!({ "detail": [
            { "loc": ["body", echo], "msg": echo, "type": echo },
            { "loc": [echo, 7], "msg": echo },
            echo,
        ] }),
            ))
            .await;
    }
}

#[tokio::test]
async fn an_echo_in_an_answer_that_cannot_be_used_is_never_repeated() {
    let vendor = Answering::start().await;
    for echo in echoes() {
        let url = |url: &str| json!({ "transaction_id": "t", "data": { "authorization_url": url } });
        for body in [
            json!(echo),
            json!({ echo.clone(): echo }),
            json!({ "transaction_id": 7, "data": echo }),
            json!({ "transaction_id": "t", "code": 400, "message": echo, "data": { "authorization_url": "https://deepvue.tech" } }),
            json!({ "error": { "message": echo.clone(), echo.clone(): echo }, "error_description": [echo] }),
            json!({ "transaction_id": "t", "data": { "authorization_url": { echo.clone(): 1 } } }),
            url(&echo),
            url(&format!("https://evil.example/{echo}")),
            url("https://zq7.evil.example/"),
            url("http://zq7:zq7@deepvue.tech/"),
        ] {
            vendor.with(json(201, body)).await;
        }
        vendor.with(Reply::new(status(200)).body(format!("<html>{echo}"))).await;
        vendor.with(Reply::new(status(502)).body(format!("<html>{echo}"))).await;
    }
}

/// Too short for a piece of it to be recognised: each form counts as a whole.
#[tokio::test]
async fn a_short_value_is_found_in_every_form_in_which_it_may_be_written() {
    let vendor = Answering::start().await;
    for purpose in ["zq7 é&ü", "zq7é\nx", "zq7 abc", "zq7 b&c"] {
        let quoted = json!(purpose).to_string();
        let ascii = quoted.replace('é', "\\u00e9").replace('ü', "\\u00fc");
        let form = url::form_urlencoded::byte_serialize(purpose.as_bytes()).collect::<String>();
        let percent = form.replace('+', "%20");
        for echo in [purpose.to_owned(), json!(quoted).to_string(), quoted, ascii, form, percent] {
            vendor.sandbox.reply_once(json(401, json!({ "detail": format!("not {echo} again") })));
            let call = vendor.client.initiate_session(Consent::given(), purpose);
            let error = call.send().await.unwrap_err();
            error_hides(&error);
            assert_eq!(error.detail().unwrap().replace(['"', '\\'], ""), "not [redacted] again", "{echo}");
        }
    }
}

#[tokio::test]
async fn what_is_not_an_echo_stays_readable() {
    let vendor = Answering::start().await;
    let error = vendor.with(json(401, json!({ "detail": format!("Key {SECRET} of {ID} is unknown") }))).await;
    assert_eq!(error.detail(), Some("Key [redacted] of [redacted] is unknown"));
    for sample in [400, 401, 403, 429, 500, 503] {
        let sample = fixture(&format!("initiate-session.{sample}.json"));
        let error = vendor.with(json(401, sample.clone())).await;
        assert_eq!(error.detail(), sample["detail"].as_str());
    }
}

#[tokio::test]
async fn what_looks_like_a_persons_number_or_a_url_is_taken_out_of_the_vendors_own_words() {
    let vendor = Answering::start().await;
    for (detail, shown) in [
        ("Aadhaar 2345 6789 0123 is not linked", "Aadhaar [redacted] [redacted] [redacted] is not linked"),
        ("PAN ABCDE1234F, born 19-01-1994", "PAN [redacted] born [redacted]"),
        ("call +91-91919-93245", "call [redacted]"),
        ("session exists: https://production.deepvue.tech/x?state=abc", "session exists: [redacted]"),
        ("at most 100 a minute", "at most 100 a minute"),
    ] {
        let error = vendor.with(json(409, json!({ "detail": detail }))).await;
        assert_eq!(error.detail(), Some(shown));
    }
}

#[tokio::test]
async fn no_public_type_prints_what_it_holds() {
    let sandbox = sandbox().await;
    let builder = sandbox.client_builder().client_id(ID).client_secret(SECRET);
    debugged(&builder);
    debugged(&Client::builder().client_id(ID).base_url("https://zq7.example"));
    let client = builder.build().unwrap();
    debugged(&client);
    let builder = client.initiate_session(Consent::given(), PURPOSE).redirect_url(REDIRECT);
    debugged(&builder);
    let url = "https://production.deepvue.tech/zq7?state=zq7";
    let answer = json!({ "transaction_id": "zq7-t-1", "timestamp": 1, "data": { "authorization_url": url } });
    sandbox.reply_once(json(201, answer.clone()));
    let session = builder.send().await.unwrap();
    debugged(&session);

    debugged(&sandbox);
    debugged(&sandbox.requests());
    debugged(&json(401, json!({ "detail": SECRET })));
    debugged(&Sensitive::from(PURPOSE.to_owned()));
    hidden(&Sensitive::from(PURPOSE.to_owned()).to_string());
    debugged(&Client::builder().client_id(format!("{ID}\n")).client_secret(SECRET).build().unwrap_err());

    debugged(&serde_json::from_value::<types::InitiateSessionResponse>(answer).unwrap());
    let request = types::InitiateSessionRequest::builder()
        .consent(types::ConsentFlag::Y)
        .purpose(PURPOSE.to_owned())
        .redirect_url(Some(REDIRECT.to_owned().into()));
    debugged(&request);
    let request = types::InitiateSessionRequest::try_from(request).unwrap();
    debugged(&request);
    let sent: Value = serde_json::to_value(&request).unwrap();
    assert_eq!((&sent["purpose"], &sent["redirect_url"]), (&json!(PURPOSE), &json!(REDIRECT)));
    let error: types::UnauthenticatedError = serde_json::from_value(json!({ "detail": SECRET })).unwrap();
    debugged(&error);
}

#[tokio::test]
async fn no_error_of_the_connection_prints_what_was_sent() {
    for bytes in [
        "",
        "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nx",
        "zq7 nonsense\r\n\r\n",
        "HTTP/1.1 200\r\nzq7 zq7\r\n\r\n",
    ] {
        let server = RawServer::answering(bytes).await;
        let client = client_of(&server.url).client_id(ID).client_secret(SECRET).build().unwrap();
        error_hides(&call(&client).await.unwrap_err());
    }
    let client = client_of("https://127.0.0.1:1/zq7").client_id(ID).client_secret(SECRET).build().unwrap();
    error_hides(&call(&client).await.unwrap_err());
}

#[tokio::test]
async fn no_crates_trace_output_shows_what_is_sent_or_answered() {
    const TEST: &str = "privacy::redaction::no_crates_trace_output_shows_what_is_sent_or_answered";
    if !child::is_child() {
        let output = tokio::task::spawn_blocking(|| child::run(TEST, &[])).await.unwrap();
        let text = child::stderr(&output);
        // The capture works: spans of ours, and lines of the crates below.
        for line in [
            "digilocker.call",
            "http.request",
            "http.response.status_code=401",
            "hyper_util",
            "reqwest",
            "canary",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        return hidden(&text);
    }

    child::trace_everything();
    log::trace!("canary");
    let sandbox = sandbox().await;
    let echo = json!({ "detail": echoes().concat() });
    for reply in [
        json(401, echo.clone()),
        json(201, echo.clone()),
        json(500, echo).truncate(9),
        json(201, json!({ "transaction_id": "t", "data": { "authorization_url": "https://zq7.example" } })),
        json(201, fixture("initiate-session.201.json")),
        Reply::reset(),
    ] {
        // A caller may even have asked for all traffic to be logged.
        let verbose = |http: reqwest::ClientBuilder| http.connection_verbose(true);
        let client =
            sandbox.client_builder().client_id(ID).client_secret(SECRET).http(verbose).build().unwrap();
        sandbox.reply_once(reply);
        let _ = call(&client).await;
    }
    #[cfg(feature = "rustls")]
    {
        let (server, certificate) = crate::support::tls::server().await;
        let trust =
            |http: reqwest::ClientBuilder| http.tls_certs_only([certificate]).connection_verbose(true);
        let client = client_of(crate::support::tls::https(&server))
            .client_id(ID)
            .client_secret(SECRET)
            .http(trust)
            .build()
            .unwrap();
        call(&client).await.unwrap();
    }
}
