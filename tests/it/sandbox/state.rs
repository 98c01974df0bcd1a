//! A session of the sandbox goes one way: started, granted or denied, exchanged. Everything else is refused as
//! documented.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use deepvue_digilocker::sandbox::{Person, Sandbox};
use deepvue_digilocker::{DocType, Session};
use serde_json::{Value, json};

use crate::support::bodies::Bodies;
use crate::support::calls::{Calls, parameter};
use crate::support::{sandbox, start};

const ALL: [DocType; 3] = [DocType::Aadhaar, DocType::Pan, DocType::Dl];
const MINUTE: Duration = Duration::from_secs(60);

/// The documented body of a 403.
fn refusal() -> (u16, Value) {
    (403, json!({ "detail": "Not a valid token" }))
}

async fn started(sandbox: &Sandbox) -> Session {
    start(&sandbox.client()).send().await.unwrap()
}

/// A session whose code is exchanged.
async fn granted(sandbox: &Sandbox, person: Person, documents: &[DocType]) -> (Session, Value) {
    let session = start(&sandbox.client()).doc_types(documents.iter().copied()).send().await.unwrap();
    let code = parameter(&sandbox.approve_as(&session, person).unwrap(), "code");
    let body = json!({ "digilocker_code": code });
    let (status, account) = Calls::of(sandbox).about(session.transaction_id(), "access_token", body).await;
    assert_eq!(status, 200);
    (session, account)
}

/// What is answered to each call that needs a consent.
async fn answers(calls: &Calls, session: &str, uri: &str) -> [(u16, Value); 3] {
    [
        calls.about(session, "issued_files", json!({})).await,
        calls.about(session, "fetch_file", json!({ "uri": uri })).await,
        calls.about(session, "eaadhaar", json!({})).await,
    ]
}

async fn assert_closed(calls: &Calls, session: &str, uri: &str) {
    for answer in answers(calls, session, uri).await {
        assert_eq!(answer, refusal());
    }
}

/// The listed documents: doctype and uri.
async fn listed(calls: &Calls, session: &Session) -> Vec<(String, String)> {
    let (status, answer) = calls.about(session.transaction_id(), "issued_files", json!({})).await;
    assert_eq!(status, 200);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let files = answer["data"].as_array().unwrap().iter();
    files.map(|file| (text(&file["doctype"]), text(&file["uri"]))).collect()
}

/// A document of someone who has it and was asked for it.
async fn a_uri(sandbox: &Sandbox) -> String {
    let (session, _) = granted(sandbox, Person::Complete, &[DocType::Dl]).await;
    listed(&Calls::of(sandbox), &session).await.remove(0).1
}

#[tokio::test]
async fn the_whole_way_is_answered_as_the_spec_describes_it() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let (session, account) = granted(&sandbox, Person::Complete, &ALL).await;
    let id = session.transaction_id();
    assert_eq!(account["message"], "Access Token generated successfully from Digilocker.");
    assert_eq!(account["data"]["expires_in"], 3600);
    assert_eq!(account["data"]["dob"], "01011990");
    let now = account["timestamp"].as_i64().unwrap() / 1000;
    let until = account["data"]["consent_valid_till"].as_str().unwrap().parse::<i64>().unwrap();
    assert!((29 * 86400..=31 * 86400).contains(&(until - now)), "{now} {until}");
    assert_ne!(account["transaction_id"], id, "each call has an id of its own");

    let files = listed(&calls, &session).await;
    let kinds = files.iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>();
    assert_eq!(kinds, ["ADHAR", "PANCR", "DRVLC"]);
    for (_, uri) in files {
        assert_eq!(calls.about(id, "fetch_file", json!({ "uri": uri })).await.0, 200);
    }
    assert_eq!(calls.about(id, "eaadhaar", json!({ "generate_pdf": true })).await.0, 200);
}

#[tokio::test]
async fn no_call_is_answered_before_its_time() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let uri = a_uri(&sandbox).await;
    let session = started(&sandbox).await;
    let id = session.transaction_id();
    assert_eq!(calls.exchange(id, "guessed").await, 403);
    assert_closed(&calls, id, &uri).await;
    let code = parameter(&sandbox.approve(&session).unwrap(), "code");
    assert_closed(&calls, id, &uri).await;
    assert_eq!(calls.exchange(id, &code).await, 200);
    for (status, answer) in answers(&calls, id, &uri).await {
        assert_eq!(status, 200, "{answer}");
    }
}

#[tokio::test]
async fn a_denied_session_gives_nothing() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let uri = a_uri(&sandbox).await;
    let session = started(&sandbox).await;
    sandbox.deny(&session).unwrap();
    let body = json!({ "digilocker_code": "access_denied" });
    assert_eq!(calls.about(session.transaction_id(), "access_token", body).await, refusal());
    assert_closed(&calls, session.transaction_id(), &uri).await;
}

#[tokio::test]
async fn a_code_works_once_and_for_its_own_session() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let (one, other) = (started(&sandbox).await, started(&sandbox).await);
    let code = parameter(&sandbox.approve(&one).unwrap(), "code");
    let other_code = parameter(&sandbox.approve(&other).unwrap(), "code");
    assert_ne!(code, other_code);
    for wrong in [other_code.as_str(), "", &code[1..], &format!("{code} ")] {
        assert_eq!(calls.exchange(one.transaction_id(), wrong).await, 403, "{wrong}");
    }
    assert_eq!(calls.exchange(one.transaction_id(), &code).await, 200, "a wrong one does not use it up");
    assert_eq!(calls.exchange(one.transaction_id(), &code).await, 403);
    assert_eq!(calls.about(one.transaction_id(), "issued_files", json!({})).await.0, 200);
    assert_eq!(calls.exchange(other.transaction_id(), &other_code).await, 200);
}

#[tokio::test]
async fn an_id_that_is_not_of_a_session_here_is_refused() {
    let (here, elsewhere) = (sandbox().await, sandbox().await);
    let calls = Calls::of(&here);
    let uri = a_uri(&here).await;
    let (foreign, account) = granted(&elsewhere, Person::Complete, &ALL).await;
    let (_, own_account) = granted(&here, Person::Complete, &ALL).await;
    for id in [
        foreign.transaction_id(),
        account["transaction_id"].as_str().unwrap(),
        own_account["transaction_id"].as_str().unwrap(),
        "",
        "unknown",
    ] {
        assert_eq!(calls.exchange(id, "any").await, 403);
        assert_closed(&calls, id, &uri).await;
    }
    let code = parameter(&here.approve(&started(&here).await).unwrap(), "code");
    assert_eq!(calls.exchange(foreign.transaction_id(), &code).await, 403);
}

#[tokio::test]
async fn a_session_waits_for_an_hour() {
    let sandbox = sandbox().await;
    let (answered, forgotten) = (started(&sandbox).await, started(&sandbox).await);
    sandbox.advance(59 * MINUTE);
    sandbox.approve(&answered).unwrap();
    sandbox.advance(MINUTE);
    for error in [sandbox.approve(&forgotten).unwrap_err(), sandbox.deny(&forgotten).unwrap_err()] {
        assert_eq!(error.to_string(), "the session has expired without a decision");
    }
    sandbox.approve(&answered).unwrap();
}

#[tokio::test]
async fn a_code_lives_for_ten_minutes() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let (quick, slow) = (started(&sandbox).await, started(&sandbox).await);
    let [quick_code, slow_code] =
        [&quick, &slow].map(|session| parameter(&sandbox.approve(session).unwrap(), "code"));
    sandbox.advance(9 * MINUTE);
    assert_eq!(calls.exchange(quick.transaction_id(), &quick_code).await, 200);
    sandbox.advance(MINUTE);
    assert_eq!(calls.exchange(slow.transaction_id(), &slow_code).await, 403);
    let error = sandbox.deny(&slow).unwrap_err();
    assert_eq!(error.to_string(), "the session has already been decided otherwise");
}

#[tokio::test]
async fn access_ends_when_the_answer_said() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let (session, account) = granted(&sandbox, Person::Complete, &ALL).await;
    let uri = listed(&calls, &session).await.remove(0).1;
    let seconds = account["data"]["expires_in"].as_u64().unwrap();
    sandbox.advance(Duration::from_secs(seconds - 60));
    for (status, _) in answers(&calls, session.transaction_id(), &uri).await {
        assert_eq!(status, 200);
    }
    sandbox.advance(MINUTE);
    assert_closed(&calls, session.transaction_id(), &uri).await;
}

#[tokio::test]
async fn a_clock_at_its_end_stops() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    sandbox.advance(Duration::MAX);
    sandbox.advance(Duration::MAX);
    let (_, answer) = calls.call("initiate_session", json!({})).await;
    assert_eq!(answer["timestamp"], i64::MAX);
    let session = started(&sandbox).await;
    assert!(sandbox.approve(&session).is_err());
}

#[tokio::test]
async fn only_what_was_asked_for_and_is_there_is_given() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let mut all = Vec::new();
    for person in Person::ALL {
        let (session, _) = granted(&sandbox, person, &ALL).await;
        all.extend(listed(&calls, &session).await.into_iter().map(|(_, uri)| uri));
    }
    assert_eq!(all.len(), 33);
    for (person, lacks) in
        [(Person::Complete, ""), (Person::WithoutLicence, "DRVLC"), (Person::WithoutAadhaar, "ADHAR")]
    {
        for asked in [
            vec![DocType::Aadhaar],
            vec![DocType::Pan],
            vec![DocType::Dl],
            vec![DocType::Dl, DocType::Aadhaar],
            vec![DocType::Dl, DocType::Pan, DocType::Aadhaar],
        ] {
            let (session, account) = granted(&sandbox, person, &asked).await;
            let files = listed(&calls, &session).await;
            let codes = [(DocType::Aadhaar, "ADHAR"), (DocType::Pan, "PANCR"), (DocType::Dl, "DRVLC")];
            let expected = codes.iter().filter(|(kind, code)| asked.contains(kind) && *code != lacks);
            let expected = expected.map(|(_, code)| *code).collect::<Vec<_>>();
            assert_eq!(files.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(), expected);

            let id = session.transaction_id();
            for uri in &all {
                let (status, _) = calls.about(id, "fetch_file", json!({ "uri": uri })).await;
                let given = files.iter().any(|(_, own)| own == uri);
                assert_eq!(status, if given { 200 } else { 403 }, "{uri}");
            }
            assert_eq!(calls.about(id, "fetch_file", json!({ "uri": "in.gov" })).await, refusal());
            let (status, _) = calls.about(id, "eaadhaar", json!({})).await;
            let given = asked.contains(&DocType::Aadhaar) && lacks != "ADHAR";
            assert_eq!(status, if given { 200 } else { 403 });
            assert_eq!(account["data"]["eaadhaar"], if lacks == "ADHAR" { "N" } else { "Y" });
            assert_eq!(account["data"]["name"], person.name());
        }
    }
}

async fn file(calls: &Calls, session: &Session, kind: &str) -> String {
    let files = listed(calls, session).await;
    let (_, uri) = files.into_iter().find(|(code, _)| code == kind).unwrap();
    let (_, answer) = calls.about(session.transaction_id(), "fetch_file", json!({ "uri": uri })).await;
    answer["data"].as_str().unwrap().to_owned()
}

fn assert_pdf(text: &Value) {
    let pdf = BASE64_STANDARD.decode(text.as_str().unwrap()).unwrap();
    let text = String::from_utf8_lossy(&pdf).into_owned();
    assert!(text.starts_with("%PDF-") && text.trim_end().ends_with("%%EOF"));
    let table = text.rsplit("startxref").next().unwrap().split_whitespace().next().unwrap();
    assert!(pdf[table.parse::<usize>().unwrap()..].starts_with(b"xref"));
    assert!(text.contains("(SPECIMEN - made-up person)"));
}

#[tokio::test]
async fn documents_are_files_of_their_kind_and_say_that_they_are_specimens() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let mut portraits = Vec::new();
    for person in Person::ALL {
        let (session, _) = granted(&sandbox, person, &ALL).await;
        assert_pdf(&file(&calls, &session, "PANCR").await.into());
        if person == Person::WithoutAadhaar {
            continue;
        }
        let xml = file(&calls, &session, "ADHAR").await;
        assert!(xml.starts_with("<?xml") && xml.trim_end().ends_with("</Aadhaar>"), "{xml}");
        assert!(xml.contains("SPECIMEN - made-up person") && xml.contains(person.name()));
        assert_eq!(xml, file(&calls, &session, "ADHAR").await, "the same each time");

        let id = session.transaction_id();
        let (_, plain) = calls.about(id, "eaadhaar", json!({})).await;
        let (_, none) = calls.about(id, "eaadhaar", json!({ "generate_pdf": false })).await;
        let (_, with_pdf) = calls.about(id, "eaadhaar", json!({ "generate_pdf": true })).await;
        assert_eq!([&plain["data"]["document_pdf"], &none["data"]["document_pdf"]], [&Value::Null; 2]);
        assert_pdf(&with_pdf["data"]["document_pdf"]);
        let photo = plain["data"]["photo"].as_str().unwrap();
        assert!(xml.contains(photo));
        let jpeg = BASE64_STANDARD.decode(photo).unwrap();
        assert!(jpeg.starts_with(&[0xff, 0xd8, 0xff]) && jpeg.ends_with(&[0xff, 0xd9]));
        portraits.push(jpeg);
    }
    assert_ne!(portraits[0], portraits[1]);
}

#[tokio::test]
async fn no_number_can_be_a_real_person_s() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    for person in Person::ALL {
        let (session, account) = granted(&sandbox, person, &ALL).await;
        let mobile = account["data"]["mobile"].as_str().unwrap();
        assert!(mobile.len() == 10 && mobile.starts_with("00000000"), "{mobile}");
        for (code, uri) in listed(&calls, &session).await {
            let number = uri.rsplit('-').next().unwrap();
            match code.as_str() {
                "PANCR" => assert!(number.len() == 10 && number.starts_with("XXXXX00"), "{number}"),
                "DRVLC" => assert!(number.len() == 15 && number.starts_with("XX000000000"), "{number}"),
                _ => assert!(number.len() == 12 && number.starts_with("XXXXXXXX00"), "{number}"),
            }
        }
        let (status, answer) = calls.about(session.transaction_id(), "eaadhaar", json!({})).await;
        if status == 200 {
            assert_eq!(answer["data"]["proof_of_address"]["pincode"], "000000");
            let uid = answer["data"]["masked_uid"].as_str().unwrap();
            assert!(uid.len() == 12 && uid.starts_with("XXXXXXXX00"), "{uid}");
        }
    }
}

/// [`Calls::send`] checks that each answer is documented.
#[tokio::test]
async fn whatever_arrives_is_answered_as_documented() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let deep = |open: &str, close: &str| open.repeat(50_000) + &close.repeat(50_000);
    let mut bodies = [
        "",
        "null",
        "\0",
        "\u{feff}{}",
        "1e999",
        "-",
        "\"\\ud800\"",
        r#"{"consent":"Y","purpose":"\ud800"}"#,
        r#"{"consent":"Y","purpose":"\u0000"}"#,
        r#"{"consent":"Y","consent":"N","purpose":"a"}"#,
        r#"{"consent":"Y","purpose":"a","x":123456789012345678901234567890}"#,
        r#"{"consent":"Y","purpose":"a","x":1e400}"#,
        r#"{"consent":"Y","purpose":"a","redirect_url":"\u0000://\uffff"}"#,
        r#"{"consent":"Y","purpose":"a","initial_deepvue_transaction_id":"\u0000","uri":"","digilocker_code":"%"}"#,
    ]
    .map(|body| body.as_bytes().to_vec())
    .to_vec();
    bodies.push(b"{\"consent\":\"\xff\xfe\"}".to_vec());
    bodies.push(deep("[", "]").into_bytes());
    bodies.push(deep("{\"a\":", "}").into_bytes());
    bodies.push(format!(r#"{{"doc_types":[{}0]}}"#, "0,".repeat(100_000)).into_bytes());
    bodies.push(vec![b' '; 5 * 1024 * 1024]);
    for id in calls.operations() {
        for body in &bodies {
            let (status, answer) = calls.send(&id, body.clone()).await;
            assert!([200, 201, 403, 422].contains(&status), "{status}");
            assert!(answer.to_string().len() < 10_000, "{id}: {} bytes", answer.to_string().len());
        }
        let (_, operation) = calls.operation(&id);
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        let mut random = Bodies::new(calls.spec(), 7);
        for _ in 0..200 {
            let body = random.text(schema);
            let (status, _) = calls.send(&id, body.clone().into_bytes()).await;
            assert!([200, 201, 403, 422].contains(&status), "{status} {body}");
        }
    }
}
