//! What this release stores, it and later releases read. `tests/fixtures/stored/` holds a form of each; a release that
//! writes another form adds files and changes none.

use std::fmt::Debug;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use deepvue_digilocker::{Callback, ConsentRecord, DocType, IssuedFiles, Missing, Session, StoredAccess};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::support::{PURPOSE, sandbox, start};

fn form(name: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/stored/{name}.1.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Reads a committed form; this release still writes the same.
fn read<T: DeserializeOwned + Serialize>(name: &str) -> T {
    let value = serde_json::from_value::<T>(form(name)).unwrap();
    assert_eq!(serde_json::to_value(&value).unwrap(), form(name), "{name}");
    value
}

fn at(millis: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(millis)
}

#[tokio::test]
async fn the_committed_forms_are_read_with_all_that_they_say() {
    let id = "0c8c7833678e412f9fec77dbe0494562";
    let session = read::<Session>("session");
    assert_eq!((session.transaction_id(), session.created_at()), (id, at(1_769_841_238_125)));
    assert_eq!(
        (session.doc_types(), session.purpose().expose().as_str()),
        (&[DocType::Aadhaar, DocType::Dl][..], PURPOSE)
    );
    assert_eq!(session.responded_at(), Some(at(1_738_305_237_960)));
    assert_eq!(session.authorization_url().query(), Some(format!("state={id}").as_str()));
    let record = read::<ConsentRecord>("consent-record");
    assert_eq!(session.consent_record(), record);
    assert_eq!(record.given_at, at(1_769_841_230_000));

    let access = sandbox().await.client().resume(read::<StoredAccess>("access"));
    assert_eq!((access.transaction_id(), access.granted_at()), (id, at(1_769_841_300_500)));
    assert_eq!(access.expires_at(), Some(at(1_769_844_900_500)));
    assert_eq!(access.consent_valid_till(), Some(at(1_772_433_300_000)));
    assert_eq!(access.consent_valid_till_as_given(), Some("1772433300"));
    assert_eq!(access.doc_types(), [DocType::Aadhaar, DocType::Dl]);

    let callback = read::<Callback>("callback-granted");
    assert!(session.accepts(&callback));
    assert_eq!(callback, Callback::parse(&format!("code=4f1f2a86&state={id}&lang=hi")).unwrap());
    let denied = read::<Callback>("callback-denied");
    let uri = "error=access_denied&error_description=The+user+denied+the+request";
    assert_eq!(denied, Callback::parse(uri).unwrap());

    let files = read::<IssuedFiles>("issued-files");
    assert_eq!(files.missing(), [Missing::NotListed(DocType::Aadhaar)]);
    assert_eq!(files[0].uri().unwrap().expose(), "in.gov.transport-DRVLC-1");
}

fn refused<T: DeserializeOwned + Debug>(name: &str) {
    let mut newer = form(name);
    newer["version"] = json!(2);
    let error = serde_json::from_value::<T>(newer).unwrap_err().to_string();
    assert_eq!(error, "version 2 is unknown; this release knows 1", "{name}");
    let mut without = form(name);
    without.as_object_mut().unwrap().remove("version");
    let error = serde_json::from_value::<T>(without).unwrap_err().to_string();
    assert_eq!(error, "missing field `version`", "{name}");
}

#[test]
fn a_form_of_another_version_is_refused_and_not_misread() {
    refused::<Session>("session");
    refused::<StoredAccess>("access");
    refused::<ConsentRecord>("consent-record");
    refused::<Callback>("callback-granted");
    refused::<IssuedFiles>("issued-files");
}

#[test]
fn a_record_that_another_program_has_written_is_the_same_after_it_was_stored_again() {
    let mut finer = form("consent-record");
    finer["given_at"] = json!("2026-01-31T06:33:50.123456789Z");
    let record = serde_json::from_value::<ConsentRecord>(finer).unwrap();
    let again = serde_json::to_value(&record).unwrap();
    assert_eq!(serde_json::from_value::<ConsentRecord>(again).unwrap(), record);
}

#[test]
fn a_stored_callback_has_a_code_or_an_error() {
    let mut both = form("callback-granted");
    both["error"] = json!("access_denied");
    let mut neither = form("callback-granted");
    neither["code"] = json!(null);
    for broken in [both, neither] {
        let error = serde_json::from_value::<Callback>(broken).unwrap_err().to_string();
        assert_eq!(error, "a stored callback has either a code or an error");
    }
}

#[tokio::test]
async fn what_is_stored_now_has_that_form() {
    let sandbox = sandbox().await;
    let session = start(&sandbox.client()).await.unwrap();
    let callback = Callback::parse(&sandbox.approve(&session).unwrap()).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let stored = |value: Result<Value, serde_json::Error>| keys(&value.unwrap());
    assert_eq!(stored(serde_json::to_value(&session)), keys(&form("session")));
    assert_eq!(stored(serde_json::to_value(&callback)), keys(&form("callback-granted")));
    let documents = sandbox.client().authorize(&session, callback).await.unwrap();
    assert_eq!(stored(serde_json::to_value(&documents)), keys(&form("access")));
    let files = documents.issued_files().await.unwrap();
    assert_eq!(stored(serde_json::to_value(&files)), keys(&form("issued-files")));
}
