//! Bad input is refused before anything is sent, all of it at once.

use std::time::Duration;

use deepvue_digilocker::{Consent, DocType, Error, ErrorKind, InitiateSession, Outcome};

use crate::support::{PURPOSE, sandbox, start};

async fn refused(change: impl FnOnce(InitiateSession) -> InitiateSession) -> Error {
    let sandbox = sandbox().await;
    let error = change(start(&sandbox.client())).send().await.unwrap_err();
    assert!(sandbox.requests().is_empty(), "something was sent");
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(error.attempts(), 0);
    assert!(!error.is_retryable());
    assert_eq!(error.status(), None);
    error
}

fn pointers(error: &Error) -> Vec<&str> {
    error.field_errors().iter().map(deepvue_digilocker::FieldError::pointer).collect()
}

#[tokio::test]
async fn a_blank_purpose_is_refused() {
    let sandbox = sandbox().await;
    for purpose in ["", " ", "\t\n"] {
        let call = sandbox.client().initiate_session(Consent::given(), purpose);
        let error = call.send().await.unwrap_err();
        assert_eq!(error.to_string(), "invalid input: /body/purpose: must not be blank");
    }
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn redirect_urls_that_lead_nowhere_safe_are_refused() {
    for (url, rule) in [
        ("", "must be an absolute URL"),
        ("/kyc/callback", "must be an absolute URL"),
        ("bank.example/kyc", "must be an absolute URL"),
        ("https:/bank.example/kyc", "must be an absolute URL"),
        ("https://", "must be an absolute URL"),
        ("https://user:pw@bank.example/", "must not carry credentials"),
        ("https://user@bank.example/", "must not carry credentials"),
        ("https://bank.example/#done", "must not have a fragment"),
        ("https://bank.example/#", "must not have a fragment"),
        (" https://bank.example/", "must not contain white space or control characters"),
        ("https://bank.example/\r\nx", "must not contain white space or control characters"),
        ("java\tscript:alert(1)", "must not contain white space or control characters"),
        ("javascript:alert(1)", "must have a scheme that a customer can be sent to, such as https"),
        (
            "JavaScript://bank.example/%0aalert(1)",
            "must have a scheme that a customer can be sent to, such as https",
        ),
        ("data:text/html,x", "must have a scheme that a customer can be sent to, such as https"),
        ("vbscript:x", "must have a scheme that a customer can be sent to, such as https"),
        ("file:///etc/passwd", "must have a scheme that a customer can be sent to, such as https"),
        ("blob:https://bank.example/x", "must have a scheme that a customer can be sent to, such as https"),
        (
            "filesystem:https://bank.example/x",
            "must have a scheme that a customer can be sent to, such as https",
        ),
        ("about:blank", "must have a scheme that a customer can be sent to, such as https"),
        ("ftp://bank.example/", "must have a scheme that a customer can be sent to, such as https"),
    ] {
        let error = refused(|call| call.redirect_url(url)).await;
        assert_eq!(pointers(&error), ["/body/redirect_url"], "{url}");
        assert_eq!(error.field_errors()[0].message(), rule, "{url}");
        assert_eq!(error.field_errors()[0].code(), None);
    }
}

#[tokio::test]
async fn web_addresses_and_an_apps_own_links_pass() {
    let sandbox = sandbox().await;
    for url in [
        "https://bank.example/kyc?user=1",
        "http://localhost:3000/callback",
        "in.bank.app://kyc/done",
        "in.bank.app:done",
        "https://बैंक.example/",
    ] {
        start(&sandbox.client()).redirect_url(url).send().await.unwrap();
    }
}

#[tokio::test]
async fn no_document_at_all_is_refused() {
    let error = refused(|call| call.doc_types([])).await;
    assert_eq!(
        error.to_string(),
        "invalid input: /body/doc_types: must not be empty; leave it out to ask for all"
    );
}

#[tokio::test]
async fn a_timeout_of_zero_is_refused() {
    let error = refused(|call| call.timeout(Duration::ZERO)).await;
    assert_eq!(error.to_string(), "invalid input: /timeout: must be longer than zero");
}

#[tokio::test]
async fn all_faults_are_named_at_once_and_no_value() {
    let sandbox = sandbox().await;
    let call = sandbox
        .client()
        .initiate_session(Consent::given(), " ")
        .redirect_url("https://asha:hunter2@bank.example/")
        .doc_types(Vec::<DocType>::new());
    let error = call.send().await.unwrap_err();
    assert_eq!(pointers(&error), ["/body/purpose", "/body/redirect_url", "/body/doc_types"]);
    let text = format!("{error} {error:?} {:?}", error.field_errors());
    assert!(!text.contains("hunter2") && !text.contains("asha"), "{text}");
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn a_purpose_is_sent_as_it_is() {
    let sandbox = sandbox().await;
    let purpose = format!("  {PURPOSE} \"für\" 100 % \u{1f642}\n");
    sandbox.client().initiate_session(Consent::given(), purpose.clone()).send().await.unwrap();
    let body: serde_json::Value = serde_json::from_slice(sandbox.requests()[0].body()).unwrap();
    assert_eq!(body["purpose"], purpose);
}
