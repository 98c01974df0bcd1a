//! Each scenario, and what our own client makes of it.

use std::time::Duration;

use deepvue_digilocker::sandbox::{Evidence, Sandbox, Scenario};
use deepvue_digilocker::{
    Callback, Client, ContentKind, DocType, DocumentAccess, Encoding, Error, ErrorKind, Missing, Retry,
    Session, YesNo,
};
use serde_json::json;

use crate::support::answers::text;
use crate::support::calls::{Calls, location};
use crate::support::control::Control;
use crate::support::{sandbox, start, status};

fn once(sandbox: &Sandbox) -> Client {
    sandbox.client_builder().retry(Retry::none()).build().unwrap()
}

/// A sandbox in which every session ends like this, and a session.
async fn begun(scenario: Scenario) -> (Sandbox, Client, Session) {
    let sandbox = Sandbox::builder().scenario(scenario).start().await.unwrap();
    let client = once(&sandbox);
    let session = start(&client).send().await.unwrap();
    (sandbox, client, session)
}

async fn exchanged(scenario: Scenario) -> Result<DocumentAccess, Error> {
    let (sandbox, client, session) = begun(scenario).await;
    let callback = Callback::parse(&sandbox.approve(&session).unwrap()).unwrap();
    client.authorize(&session, callback).send().await
}

/// What remains of a scenario whose sandbox has to stay.
async fn granted(scenario: Scenario) -> (Sandbox, DocumentAccess) {
    let (sandbox, client, session) = begun(scenario).await;
    let callback = Callback::parse(&sandbox.approve(&session).unwrap()).unwrap();
    let documents = client.authorize(&session, callback).send().await.unwrap();
    (sandbox, documents)
}

async fn kind_of_exchange(scenario: Scenario) -> (ErrorKind, Option<u16>) {
    let error = exchanged(scenario).await.unwrap_err();
    (error.kind(), error.status().map(|status| status.as_u16()))
}

async fn kind_of_start(scenario: Scenario) -> (ErrorKind, Option<u16>) {
    let sandbox = Sandbox::builder().scenario(scenario).start().await.unwrap();
    let error = start(&once(&sandbox)).send().await.unwrap_err();
    (error.kind(), error.status().map(|status| status.as_u16()))
}

#[tokio::test]
async fn denied_is_a_callback_of_a_refusal_whatever_is_clicked() {
    let (sandbox, client, session) = begun(Scenario::Denied).await;
    let url = sandbox.approve(&session).unwrap();
    assert_eq!(sandbox.deny(&session).unwrap(), url);
    let callback = Callback::parse(&url).unwrap();
    let error = client.authorize(&session, callback).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConsentDenied);
}

#[tokio::test]
async fn abandoned_never_comes_back_and_the_session_expires() {
    let (sandbox, client, session) = begun(Scenario::Abandoned).await;
    let calls = Calls::of(&sandbox);
    assert_eq!(calls.open(session.transaction_id()).await.status(), 200);
    assert!(sandbox.approve(&session).unwrap_err().to_string().contains("does not come back"));
    assert_eq!(calls.open(session.transaction_id()).await.status(), 410);
    sandbox.advance(Duration::from_secs(2 * 60 * 60));
    let late = Callback::parse(&format!("code=c&state={}", session.transaction_id())).unwrap();
    let error = client.authorize(&session, late).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SessionExpired);
}

#[tokio::test]
async fn link_expired_opens_no_consent_page() {
    let (sandbox, _, session) = begun(Scenario::LinkExpired).await;
    let page = Calls::of(&sandbox).open(session.transaction_id()).await;
    assert_eq!(page.status(), 410);
    assert!(page.text().await.unwrap().contains("has expired"));
    assert!(sandbox.approve(&session).unwrap_err().to_string().contains("expired"));
}

#[tokio::test]
async fn a_code_that_is_used_or_old_is_an_invalid_token() {
    for scenario in [Scenario::CodeUsedTwice, Scenario::CodeExpired] {
        assert_eq!(kind_of_exchange(scenario).await, (ErrorKind::InvalidToken, Some(403)), "{scenario}");
    }
}

#[tokio::test]
async fn access_ended_refuses_every_call_after_the_exchange() {
    let (_sandbox, documents) = granted(Scenario::AccessEnded).await;
    assert_eq!(documents.issued_files().send().await.unwrap_err().kind(), ErrorKind::InvalidToken);
    assert_eq!(documents.eaadhaar().send().await.unwrap_err().kind(), ErrorKind::InvalidToken);
}

#[tokio::test]
async fn aadhaar_not_linked_is_said_and_missing_and_refused() {
    let (_sandbox, documents) = granted(Scenario::AadhaarNotLinked).await;
    assert_eq!(documents.holder().has_eaadhaar(), Some(YesNo::No));
    let files = documents.issued_files().send().await.unwrap();
    assert_eq!((files.len(), files.missing()), (2, vec![Missing::NotListed(DocType::Aadhaar)]));
    assert_eq!(documents.eaadhaar().send().await.unwrap_err().kind(), ErrorKind::InvalidToken);
}

#[tokio::test]
async fn document_missing_lacks_the_last_one() {
    let (_sandbox, documents) = granted(Scenario::DocumentMissing).await;
    let files = documents.issued_files().send().await.unwrap();
    assert_eq!((files.len(), files.missing()), (2, vec![Missing::NotListed(DocType::Dl)]));
}

#[tokio::test]
async fn empty_digilocker_lists_nothing_and_misses_all() {
    let (_sandbox, documents) = granted(Scenario::EmptyDigilocker).await;
    let files = documents.issued_files().send().await.unwrap();
    assert_eq!((files.len(), files.missing().len()), (0, 3));
    assert_eq!(documents.holder().has_eaadhaar(), Some(YesNo::No));
}

#[tokio::test]
async fn vendor_slow_is_a_timeout_for_who_does_not_wait() {
    let sandbox = Sandbox::builder().scenario(Scenario::VendorSlow).start().await.unwrap();
    let error = start(&once(&sandbox)).timeout(Duration::from_millis(200)).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn rate_limited_is_a_429_that_a_second_cures() {
    let (sandbox, client, session) = begun(Scenario::RateLimited).await;
    let callback = Callback::parse(&sandbox.approve(&session).unwrap()).unwrap();
    let error = client.authorize(&session, callback.clone()).send().await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::RateLimited, Some(status(429))));
    sandbox.advance(Duration::from_secs(1));
    client.authorize(&session, callback).send().await.unwrap();
}

#[tokio::test]
async fn what_fails_at_the_source_or_on_the_way_has_its_own_kind() {
    for (scenario, kind, code) in [
        (Scenario::SourceUnavailable, ErrorKind::Unavailable, 503),
        (Scenario::GatewayPage, ErrorKind::Server, 502),
        (Scenario::KeysInactive, ErrorKind::InactiveClient, 400),
        (Scenario::AddressNotAllowed, ErrorKind::Forbidden, 403),
        (Scenario::SuccessWithError, ErrorKind::Decode, 200),
    ] {
        let expected = (kind, Some(code));
        if matches!(scenario, Scenario::KeysInactive | Scenario::AddressNotAllowed) {
            assert_eq!(kind_of_start(scenario).await, expected, "{scenario}");
        } else {
            assert_eq!(kind_of_exchange(scenario).await, expected, "{scenario}");
        }
    }
}

#[tokio::test]
async fn neighbouring_types_cost_a_client_nothing() {
    let (sandbox, documents) = granted(Scenario::NeighbouringTypes).await;
    let holder = documents.holder();
    assert_eq!((text(holder.name()), holder.has_eaadhaar()), (Some("Asha Example"), Some(YesNo::Yes)));
    assert!(documents.expires_at().is_some() && holder.date_of_birth().unwrap().date().is_some());
    let files = documents.issued_files().send().await.unwrap();
    assert_eq!((files.len(), files[1].mime()), (3, &["application/pdf".to_owned()][..]));
    documents.file(&files[1]).send().await.unwrap();
    documents.eaadhaar().send().await.unwrap();
    // That it was not simply as documented is what the drift checks see.
    let calls = raw_account(&sandbox).await;
    assert!(calls["data"]["dob"].is_number() && calls["data"]["expires_in"].is_string(), "{calls}");
    assert_eq!(calls["data"]["eaadhaar"], true);
}

async fn raw_account(sandbox: &Sandbox) -> serde_json::Value {
    let session = start(&sandbox.client()).send().await.unwrap();
    let code = crate::support::calls::parameter(&sandbox.approve(&session).unwrap(), "code");
    let spec = crate::support::spec::read();
    let key = |scheme| crate::support::spec::key_header(&spec, scheme);
    let body = json!({
        "consent": "Y", "purpose": "KYC", "digilocker_code": code,
        "initial_deepvue_transaction_id": session.transaction_id(),
    });
    let path = deepvue_digilocker::Operation::AccessToken.path();
    let request = reqwest::Client::new()
        .post(format!("{}{path}", sandbox.url()))
        .header(key("client_id"), deepvue_digilocker::sandbox::CLIENT_ID)
        .header(key("client_secret"), deepvue_digilocker::sandbox::CLIENT_SECRET)
        .json(&body);
    request.send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn a_photo_in_jpeg_2000_is_known_as_such() {
    let (_sandbox, documents) = granted(Scenario::PhotoJpeg2000).await;
    let aadhaar = documents.eaadhaar().send().await.unwrap();
    assert_eq!(aadhaar.photo().unwrap().decode(1 << 20).unwrap().kind(), ContentKind::Jpeg2000);
}

#[tokio::test]
async fn a_document_as_a_sentence_is_plain_text_and_no_pdf() {
    let (_sandbox, documents) = granted(Scenario::DocumentAsSentence).await;
    let files = documents.issued_files().send().await.unwrap();
    let document = documents.file(&files[1]).send().await.unwrap();
    assert_eq!(document.encoding(), Encoding::Plain);
    assert!(document.content().bytes().expose().starts_with(b"The document is not available"));
}

#[tokio::test]
async fn a_person_can_choose_how_it_ends_on_the_consent_page() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    for scenario in Scenario::ALL {
        let id = calls.start(json!({ "redirect_url": "https://bank.example/" })).await;
        let page = calls.open(&id).await.text().await.unwrap();
        assert!(page.contains(&format!("<option value=\"{scenario}\">")), "{page}");
        assert!(page.contains(&format!(". ({})</option>", scenario.evidence())), "{page}");
        let form = format!("state={id}&person=complete&scenario={scenario}&decision=allow");
        let answer = calls.submit(form.into_bytes()).await;
        match scenario {
            Scenario::Abandoned | Scenario::LinkExpired => assert_eq!(answer.status(), 410),
            Scenario::Denied => assert!(location(&answer).contains("error=access_denied")),
            _ => assert!(location(&answer).contains("code=")),
        }
    }
    let id = calls.start(json!({})).await;
    let unknown = format!("state={id}&person=complete&scenario=zq7&decision=allow");
    assert_eq!(calls.submit(unknown.into_bytes()).await.status(), 400);
    // What a person chooses goes before what was chosen for the session.
    sandbox.scenario(Scenario::Denied);
    let id = calls.start(json!({ "redirect_url": "https://bank.example/" })).await;
    let page = calls.open(&id).await.text().await.unwrap();
    assert!(page.contains("<option value=\"denied\" selected>"), "{page}");
    let well = format!("state={id}&person=complete&scenario=none&decision=allow");
    assert!(location(&calls.submit(well.into_bytes()).await).contains("code="));
}

#[tokio::test]
async fn rust_chooses_for_the_next_sessions_or_for_all() {
    let sandbox = sandbox().await;
    let client = once(&sandbox);
    let control = Control::of(&sandbox).await;
    sandbox.scenario(Scenario::Denied);
    sandbox.scenario_times(2, Scenario::CodeExpired);
    sandbox.scenario_times(0, Scenario::Abandoned);
    for _ in 0..3 {
        start(&client).send().await.unwrap();
    }
    let listed = control.get("sessions").await;
    let scenarios = listed["sessions"].as_array().unwrap().iter().map(|it| it["scenario"].clone());
    assert_eq!(scenarios.collect::<serde_json::Value>(), json!(["denied", "code-expired", "code-expired"]));
    sandbox.scenario(None);
    let session = start(&client).send().await.unwrap();
    assert!(sandbox.approve(&session).unwrap().contains("code="));
}

#[tokio::test]
async fn a_test_that_sees_only_a_location_decides_by_it() {
    let sandbox = sandbox().await;
    let client = sandbox.client();
    let session = start(&client).redirect_url("https://bank.example/").send().await.unwrap();
    let seen = session.authorization_url().to_string();
    let url = sandbox.approve_as(seen.as_str(), "without-licence").unwrap();
    assert_eq!(sandbox.approve_as(&session, "without-licence").unwrap(), url);
    assert_eq!(sandbox.approve_as(session.transaction_id(), "without-licence").unwrap(), url);
    let session = start(&client).send().await.unwrap();
    let seen = session.authorization_url().to_string();
    assert_eq!(sandbox.deny(&seen).unwrap(), sandbox.deny(&session).unwrap());
    for unknown in ["", "https://bank.example/", "https://bank.example/?state=x", "x"] {
        assert_eq!(
            sandbox.approve(unknown).unwrap_err().to_string(),
            "the sandbox does not know this session"
        );
    }
}

#[tokio::test]
async fn a_reply_can_be_sent_a_number_of_times() {
    let sandbox = sandbox().await;
    let client = once(&sandbox);
    sandbox.reply_times(2, deepvue_digilocker::sandbox::Reply::new(status(503)));
    sandbox.reply_times(0, deepvue_digilocker::sandbox::Reply::new(status(500)));
    for _ in 0..2 {
        assert_eq!(start(&client).send().await.unwrap_err().status(), Some(status(503)));
    }
    start(&client).send().await.unwrap();
}

#[test]
fn every_scenario_has_a_name_a_sentence_and_its_evidence() {
    for scenario in Scenario::ALL {
        assert_eq!(scenario.name().parse(), Ok(scenario));
        assert!(scenario.description().ends_with('.') && scenario.description().len() < 80);
    }
    let stated = Scenario::ALL.into_iter().filter(|scenario| scenario.evidence() == Evidence::Stated);
    assert_eq!(stated.map(Scenario::name).collect::<Vec<_>>(), ["rate-limited", "keys-inactive"]);
    let error = "zq7".parse::<Scenario>().unwrap_err().to_string();
    assert!(
        error.starts_with("no scenario of this name; there are denied, ") && !error.contains("zq7"),
        "{error}"
    );
}
