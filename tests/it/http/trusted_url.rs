//! A customer is only sent where the vendor or DigiLocker is.

use deepvue_digilocker::{ClientBuilder, Error, ErrorKind, Outcome, Session};
use serde_json::json;

use crate::support::{json, sandbox, start};

async fn answer(url: &str, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Result<Session, Error> {
    let sandbox = sandbox().await;
    let url = url.replace("{own}", sandbox.url().trim_start_matches("http://"));
    sandbox.reply_once(json(201, json!({ "transaction_id": "t-1", "data": { "authorization_url": url } })));
    let result = start(&change(sandbox.client_builder()).build().unwrap()).send().await;
    if let Ok(session) = &result {
        assert_eq!(session.authorization_url(), &url.parse().unwrap());
    }
    result
}

#[tokio::test]
async fn the_vendors_and_digilockers_hosts_are_trusted() {
    for url in [
        "https://deepvue.tech/x",
        "https://production.deepvue.tech/x?state=1",
        "https://digilocker.gov.in/x",
        "https://api.digitallocker.gov.in/x",
        "https://digilocker.meripehchaan.gov.in/x",
        "https://DEEPVUE.tech:8443/x",
        "http://{own}/x",
        "https://{own}/x",
    ] {
        answer(url, |client| client).await.unwrap();
    }
}

#[tokio::test]
async fn anything_else_is_an_error_that_keeps_the_transaction_id() {
    for url in [
        "https://evil.example/x",
        "https://deepvue.tech.evil.example/x",
        "https://notdeepvue.tech/x",
        "https://evil.example/?https://production.deepvue.tech/",
        "https://production.deepvue.tech@evil.example/",
        "https://user:pw@production.deepvue.tech/",
        "https://evil.example\\@production.deepvue.tech/",
        "http://production.deepvue.tech/x",
        "http://127.0.0.2/x",
        "http://localhost/x",
        "javascript:alert(1)//production.deepvue.tech",
        "data:text/html,x",
        "//production.deepvue.tech/x",
        "/v1/kyc",
        "",
    ] {
        let error = answer(url, |client| client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UntrustedUrl, "{url}");
        assert_eq!(error.outcome(), Outcome::Acted);
        assert!(!error.is_retryable());
        assert_eq!(error.transaction_id(), Some("t-1"));
        assert_eq!(error.attempts(), 1);
        assert_eq!(error.status().unwrap(), 201);
        assert!(!format!("{error} {error:?}").contains("evil"), "{error:?}");
    }
}

#[tokio::test]
async fn a_foreign_host_is_refused_by_naming_the_setting_that_allows_it() {
    let url = "https://login.kyc.example/x";
    let error = answer(url, |client| client).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the session has started, but its authorization URL is not trusted: its host is neither the vendor's nor \
         DigiLocker's; allow_authorization_host adds one"
    );
    answer(url, |client| client.allow_authorization_host("kyc.example")).await.unwrap();
    answer(url, |client| client.allow_authorization_host("LOGIN.kyc.example")).await.unwrap();
    answer(url, |client| client.allow_authorization_host("other.example")).await.unwrap_err();
    answer("http://kyc.example/x", |client| client.allow_authorization_host("kyc.example"))
        .await
        .unwrap_err();
    answer("https://10.1.2.3/x", |client| client.allow_authorization_host("10.1.2.3")).await.unwrap();
}
