//! A field that the vendor adds can be used before a release of ours knows it.

use deepvue_digilocker::{IssuedFiles, Session};
use serde_json::{Value, json};

use crate::support::answers::access;
use crate::support::{json, sandbox, spec::fixture, start};

/// The documented sample, with one more member at each place.
fn with_more(name: &str, places: &[&str]) -> Value {
    let mut body = fixture(name);
    for place in places {
        body.pointer_mut(place).unwrap()["zq7_new"] = json!({ "value": "zq7-person" });
    }
    body
}

#[tokio::test]
async fn each_result_has_the_members_that_the_contract_does_not_know() {
    let sandbox = sandbox().await;
    let new = json!({ "value": "zq7-person" });
    sandbox.reply_once(json(201, with_more("initiate-session.201.json", &["", "/data"])));
    let session = start(&sandbox.client()).await.unwrap();
    let found = session.undocumented();
    assert_eq!(found.keys().collect::<Vec<_>>(), ["/data/zq7_new", "/zq7_new"]);
    assert!(found.values().all(|value| *value.expose() == new));

    let documents = access(&sandbox, json!({ "zq7_new": new, "name": "N" })).await;
    assert_eq!(documents.undocumented().keys().collect::<Vec<_>>(), ["/data/zq7_new"]);
    sandbox.reply_once(json(200, with_more("issued-files.200.json", &["/data/0"])));
    let files = documents.issued_files().await.unwrap();
    assert_eq!(files.undocumented().keys().collect::<Vec<_>>(), ["/data/0/zq7_new"]);
    sandbox.reply_once(json(200, with_more("fetch-file.200.json", &[""])));
    let document = documents.file(&files[0]).await.unwrap();
    assert_eq!(document.undocumented()["/zq7_new"].expose(), &new);
    sandbox.reply_once(json(200, with_more("eaadhaar.200.json", &["/data/proof_of_address"])));
    let aadhaar = documents.eaadhaar().await.unwrap();
    assert_eq!(aadhaar.undocumented().keys().collect::<Vec<_>>(), ["/data/proof_of_address/zq7_new"]);

    let shown = format!("{session:?} {documents:?} {files:?} {document:?} {aadhaar:?} {found:?}");
    assert!(!shown.contains("zq7-person"), "{shown}");
}

#[tokio::test]
async fn what_is_not_documented_is_never_stored() {
    let sandbox = sandbox().await;
    sandbox.reply_once(json(201, with_more("initiate-session.201.json", &["", "/data"])));
    let session = start(&sandbox.client()).await.unwrap();
    let stored = serde_json::to_string(&session).unwrap();
    assert!(!stored.contains("zq7"));
    let restored = serde_json::from_str::<Session>(&stored).unwrap();
    assert!(restored.undocumented().is_empty() && restored.report().is_none());
    assert_eq!(restored, session);

    let documents = access(&sandbox, json!({})).await;
    sandbox.reply_once(json(200, with_more("issued-files.200.json", &["/data/0"])));
    let files = documents.issued_files().await.unwrap();
    let stored = serde_json::to_string(&files).unwrap();
    assert!(!stored.contains("zq7"));
    assert!(serde_json::from_str::<IssuedFiles>(&stored).unwrap().undocumented().is_empty());
}

#[tokio::test]
async fn a_large_document_keeps_what_is_new_and_not_its_bytes_twice() {
    let sandbox = sandbox().await;
    let documents = access(&sandbox, json!({})).await;
    let mut body = fixture("fetch-file.200.json");
    body["data"] = json!("x".repeat(1024 * 1024));
    body["zq7_new"] = json!([1, 2]);
    sandbox.reply_once(json(200, body));
    let file = crate::support::answers::file(json!({ "uri": "u" }));
    let document = documents.file(&file).await.unwrap();
    assert_eq!(document.undocumented()["/zq7_new"].expose(), &json!([1, 2]));
    assert_eq!(document.undocumented().len(), 1);
}

#[tokio::test]
async fn a_value_of_another_type_than_documented_is_not_undocumented() {
    let sandbox = sandbox().await;
    let documents = access(&sandbox, json!({ "name": { "first": "zq7" }, "gender": ["M"] })).await;
    assert!(documents.undocumented().is_empty());
}
