//! A session says what the vendor said, and can be kept.

use std::time::{Duration, SystemTime};

use deepvue_digilocker::{DocType, ErrorKind, Session};
use serde_json::json;

use crate::support::{json, sandbox, spec::fixture, start};

async fn session(status: u16, body: serde_json::Value) -> Session {
    let sandbox = sandbox().await;
    sandbox.reply_once(json(status, body));
    start(&sandbox.client()).send().await.unwrap()
}

#[tokio::test]
async fn the_documented_sample_is_a_session_under_200_and_under_201() {
    for status in [200, 201] {
        let before = SystemTime::now();
        let session = session(status, fixture("initiate-session.201.json")).await;
        assert_eq!(session.transaction_id(), "0c8c7833678e412f9fec77dbe0494562");
        assert_eq!(
            session.authorization_url().as_str(),
            "https://production.deepvue.tech/v1/kyc/digilocker/digilocker-redirect?state=0c8c7833678e412f9fec77dbe0494562"
        );
        let responded = SystemTime::UNIX_EPOCH + Duration::from_millis(1_738_305_237_960);
        assert_eq!(session.responded_at(), Some(responded));
        assert_eq!(session.doc_types(), [DocType::Aadhaar, DocType::Pan, DocType::Dl]);
        assert!(session.created_at() >= before && session.created_at() <= SystemTime::now());
    }
}

#[tokio::test]
async fn what_may_be_null_or_absent_or_new_does_not_fail_an_answer() {
    let data = json!({ "authorization_url": "https://production.deepvue.tech/x", "new": [1] });
    for body in [
        json!({ "transaction_id": "t", "data": data }),
        json!({ "transaction_id": "t", "data": data, "code": null, "timestamp": null, "sub_code": "SUCCESS" }),
    ] {
        let session = session(200, body).await;
        assert_eq!(session.responded_at(), None);
        assert_eq!(session.transaction_id(), "t");
    }
}

#[tokio::test]
async fn a_session_survives_a_store_on_another_machine() {
    let sandbox = sandbox().await;
    let session = start(&sandbox.client()).doc_types([DocType::Dl]).send().await.unwrap();
    let stored = serde_json::to_string(&session).unwrap();
    let restored: Session = serde_json::from_str(&stored).unwrap();
    assert_eq!(restored, session);
    assert_eq!(restored.doc_types(), [DocType::Dl]);
    assert!(restored.created_at().elapsed().unwrap() < Duration::from_secs(60));
    for secret in [deepvue_digilocker::sandbox::CLIENT_ID, deepvue_digilocker::sandbox::CLIENT_SECRET] {
        assert!(!stored.contains(secret));
    }
}

#[tokio::test]
async fn a_stored_session_leads_to_a_web_address_or_is_no_session() {
    let sandbox = sandbox().await;
    let session = start(&sandbox.client()).send().await.unwrap();
    let stored = serde_json::to_value(&session).unwrap();
    for url in ["javascript:alert(1)", "data:text/html,x", "https://user@evil.example/", "/x", ""] {
        let mut stored = stored.clone();
        stored["authorization_url"] = json!(url);
        let error = serde_json::from_value::<Session>(stored).unwrap_err();
        assert_eq!(error.to_string(), "authorization_url is not a valid URL");
    }
}

#[tokio::test]
async fn an_answer_without_what_everything_needs_is_an_error() {
    for (body, fault) in [
        (json!({ "transaction_id": "t" }), "/data is missing"),
        (json!({ "transaction_id": "t", "data": {} }), "/data/authorization_url is missing"),
        (json!({ "transaction_id": "t", "data": null }), "/data has another type than documented"),
        (
            json!({ "transaction_id": "t", "data": { "authorization_url": 7 } }),
            "/data/authorization_url has another type than documented",
        ),
        (
            json!({ "data": { "authorization_url": "https://production.deepvue.tech/x" } }),
            "/transaction_id is missing",
        ),
        (json!(["zq7"]), "/data is missing"),
    ] {
        let sandbox = sandbox().await;
        sandbox.reply_once(json(201, body.clone()));
        let error = start(&sandbox.client()).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        if body.is_object() {
            assert_eq!(error.to_string(), format!("vendor's response could not be read: 201 {fault}"));
        }
        assert_eq!(error.transaction_id(), body["transaction_id"].as_str());
        assert_eq!(error.body().unwrap(), body.to_string().as_bytes());
    }
}
