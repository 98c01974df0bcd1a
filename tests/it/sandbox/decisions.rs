//! A test decides from Rust as a person does in a browser.

use deepvue_digilocker::sandbox::{Person, Reply};
use serde_json::json;

use super::consent_page::opened;
use crate::support::calls::{Calls, location, parameter};
use crate::support::spec::fixture;
use crate::support::{self, sandbox, start};

const CALLBACK: &str = "https://bank.example/kyc/callback";

#[tokio::test]
async fn rust_decides_as_the_page_does() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let begun = || async { start(&sandbox.client()).redirect_url(CALLBACK).send().await.unwrap() };
    let shape = |url: &str, id: &str| {
        let url = url.replace(id, "ID");
        if url.contains("code=") { url.replace(&parameter(&url, "code"), "CODE") } else { url }
    };
    for (person, key) in Person::ALL.into_iter().zip(opened(&calls).await.1) {
        let (rust, page) = (begun().await, begun().await);
        let ours = sandbox.approve_as(&rust, person).unwrap();
        let theirs = location(&calls.decide(page.transaction_id(), &key, "allow").await);
        assert_eq!(shape(&ours, rust.transaction_id()), shape(&theirs, page.transaction_id()));
        assert_eq!(
            location(&calls.decide(rust.transaction_id(), &key, "allow").await),
            ours,
            "one decision, made twice"
        );
        assert_eq!(sandbox.approve_as(&page, person).unwrap(), theirs);
        let error = sandbox.deny(&page).unwrap_err();
        assert_eq!(error.to_string(), "the session has already been decided otherwise");
    }
    let (rust, page) = (begun().await, begun().await);
    let ours = sandbox.deny(&rust).unwrap();
    let theirs = location(&calls.decide(page.transaction_id(), "", "deny").await);
    assert_eq!(shape(&ours, rust.transaction_id()), shape(&theirs, page.transaction_id()));
    assert!(sandbox.approve(&rust).is_err());

    let first = begun().await;
    let url = sandbox.approve(&first).unwrap();
    assert_eq!(url, sandbox.approve_as(&first, Person::Complete).unwrap());
    assert!(url.starts_with(&format!("{CALLBACK}?code=")));
}

#[tokio::test]
async fn without_a_redirect_url_rust_gets_the_parameters_alone() {
    let sandbox = sandbox().await;
    let begun = || async { start(&sandbox.client()).send().await.unwrap() };
    let session = begun().await;
    let url = sandbox.approve(&session).unwrap();
    let code = parameter(&url, "code");
    assert_eq!(url, format!("/?code={code}&state={}", session.transaction_id()));
    let session = begun().await;
    let url = sandbox.deny(&session).unwrap();
    assert!(url.starts_with("/?error=access_denied&"), "{url}");
    assert_eq!(parameter(&url, "state"), session.transaction_id());
}

#[tokio::test]
async fn a_session_of_another_sandbox_is_unknown() {
    let (here, elsewhere) = (sandbox().await, sandbox().await);
    let session = start(&elsewhere.client()).send().await.unwrap();
    for error in [here.approve(&session).unwrap_err(), here.deny(&session).unwrap_err()] {
        assert_eq!(error.to_string(), "the sandbox does not know this session");
    }
    elsewhere.approve(&session).unwrap();
}

#[tokio::test]
async fn pages_are_never_scripted_and_are_no_requests() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let (id, people) = opened(&calls).await;
    let before = sandbox.requests().len();
    sandbox.reply_once(support::json(500, fixture("initiate-session.500.json")));
    sandbox.reply_always(Reply::reset());
    assert_eq!(calls.get("/").await.status(), 200);
    assert_eq!(calls.get("/favicon.ico").await.status(), 404);
    assert_eq!(calls.open(&id).await.status(), 200);
    location(&calls.decide(&id, &people[0], "allow").await);
    assert_eq!(sandbox.requests().len(), before);
    assert_eq!(calls.call("initiate_session", json!({})).await.0, 500);
    assert_eq!(sandbox.requests().len(), before + 1);
}
