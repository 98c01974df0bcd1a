//! A one-time consent is not lost because an answer is a little different from the reference, and not believed because
//! its status is a success.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use deepvue_digilocker::Operation;
use deepvue_digilocker::contract::{self, Recorded};
use deepvue_digilocker::sandbox::{Person, Reply, Sandbox};
use deepvue_digilocker::{
    Callback, Date, DocumentAccess, Eaadhaar, ErrorKind, IssuedFiles, Sensitive, Session, YesNo,
};
use serde_json::{Value, json};

use crate::support::answers::{authorized, called, text};
use crate::support::{child, json, sandbox, start, status};

async fn access(sandbox: &Sandbox) -> (Session, DocumentAccess) {
    let session = start(&sandbox.client()).send().await.unwrap();
    let callback = Callback::parse(&sandbox.approve(&session).unwrap()).unwrap();
    let documents = sandbox.client().authorize(&session, callback).send().await.unwrap();
    (session, documents)
}

async fn listed(data: Value) -> IssuedFiles {
    let sandbox = sandbox().await;
    let (_, documents) = access(&sandbox).await;
    sandbox.reply_once(json(200, json!({ "code": 200, "data": data })));
    documents.issued_files().send().await.unwrap()
}

async fn eaadhaar(data: Value) -> Eaadhaar {
    let sandbox = sandbox().await;
    let (_, documents) = access(&sandbox).await;
    sandbox.reply_once(json(200, json!({ "code": 200, "sub_code": "SUCCESS", "data": data })));
    documents.eaadhaar().send().await.unwrap()
}

#[tokio::test]
async fn a_neighbouring_type_does_not_lose_an_exchanged_code() {
    let documents = authorized(json!({
        "code": "200", "timestamp": 1_738_305_237_960.25, "transaction_id": 7, "sub_code": ["SUCCESS"], "message": {},
        "data": {
            "expires_in": "3600", "consent_valid_till": 1_768_674_599, "digilockerid": 12345, "name": "Asha",
            "dob": 19_011_994, "gender": false, "eaadhaar": true, "mobile": 9_100_000_000_u64,
        },
    }))
    .await;
    let holder = documents.holder();
    assert_eq!((text(holder.name()), text(holder.mobile())), (Some("Asha"), Some("9100000000")));
    assert_eq!(text(holder.digilocker_id()), Some("12345"));
    assert_eq!(
        holder.date_of_birth().unwrap().date().unwrap().into_exposed(),
        Date { year: 1994, month: 1, day: 19 }
    );
    assert!(holder.gender().is_none() && holder.has_eaadhaar() == Some(YesNo::Yes));
    let ends = documents.expires_at().unwrap().duration_since(documents.granted_at());
    assert!(ends.is_err() || ends.is_ok_and(|left| left <= Duration::from_secs(3600)));
    assert_eq!(documents.consent_valid_till(), Some(UNIX_EPOCH + Duration::from_secs(1_768_674_599)));
    assert_eq!(documents.consent_valid_till_as_given(), Some("1768674599"));
}

#[tokio::test]
async fn one_value_of_any_other_type_costs_nothing_else() {
    let odd = [
        json!(null),
        json!(true),
        json!(false),
        json!(7),
        json!(-7),
        json!(7.5),
        json!(1e300),
        json!(""),
        json!("x"),
        json!([]),
        json!({}),
        json!([[]]),
        json!(["x"]),
        json!([1, 2]),
        json!({ "x": 1 }),
        json!(u64::MAX),
        json!([null]),
    ];
    let fields = ["expires_in", "consent_valid_till", "digilockerid", "dob", "gender", "eaadhaar", "mobile"];
    for value in &odd {
        for field in fields {
            let mut data = json!({ "name": "Asha" });
            data[field] = value.clone();
            let documents = authorized(json!({ "data": data })).await;
            assert_eq!(text(documents.holder().name()), Some("Asha"), "{field}: {value}");
        }
        for field in ["timestamp", "transaction_id", "message"] {
            let mut body = json!({ "data": { "name": "Asha" } });
            body[field] = value.clone();
            assert_eq!(text(authorized(body).await.holder().name()), Some("Asha"), "{field}: {value}");
        }
    }
}

#[tokio::test]
async fn numbers_become_their_digits_and_lose_none() {
    for (given, expected) in [
        ("9100000000", Some("9100000000")),
        ("-5", Some("-5")),
        ("9.1e9", Some("9100000000")),
        ("12.0", Some("12")),
        ("12.5", Some("12.5")),
        ("18446744073709551615", Some("18446744073709551615")),
        // Beyond what a JSON reader keeps of a number.
        ("123456789012345678901234", None),
        ("true", None),
    ] {
        let body = format!(r#"{{"data":{{"name":"Asha","mobile":{given}}}}}"#);
        let documents = called("access_token", body).await.unwrap().unwrap();
        assert_eq!(text(documents.holder().mobile()), expected, "{given}");
    }
    for (given, expected) in [
        (json!("3600"), Some(3600)),
        (json!(" 3600 "), Some(3600)),
        (json!("3600.0"), Some(3600)),
        (json!(3600.0), Some(3600)),
        (json!(3600.5), None),
        (json!("an hour"), None),
        (json!([3600]), Some(3600)),
    ] {
        let documents = authorized(json!({ "data": { "expires_in": given, "name": "Asha" } })).await;
        let lasts =
            documents.expires_at().map(|end| end.duration_since(documents.granted_at()).unwrap().as_secs());
        assert_eq!(lasts, expected, "{given}");
    }
    for (given, expected) in [(json!(true), YesNo::Yes), (json!(false), YesNo::No), (json!(1), YesNo::Yes)] {
        let documents = authorized(json!({ "data": { "eaadhaar": given } })).await;
        assert!(documents.holder().has_eaadhaar() == Some(expected), "{given}");
    }
}

#[tokio::test]
async fn a_list_keeps_all_that_can_be_used() {
    let good = json!({ "uri": "u-1", "doctype": "PANCR", "mime": ["application/pdf"] });
    let files = listed(json!([null, good, "zq7", 7, [], { "uri": 5, "mime": "application/pdf" }, [good], { "mime": [1, null, "b"] }])).await;
    let uris = files.iter().map(|file| text(file.uri())).collect::<Vec<_>>();
    assert_eq!(uris, [Some("u-1"), None, Some("u-1"), None]);
    assert_eq!(
        (files[1].mime(), files[3].mime()),
        (&["application/pdf".to_owned()][..], &["1".to_owned(), "b".to_owned()][..])
    );
    let one = listed(good).await;
    assert_eq!((one.len(), text(one[0].doctype())), (1, Some("PANCR")));

    let sandbox = sandbox().await;
    let (_, documents) = access(&sandbox).await;
    let before = sandbox.requests().len();
    let error = documents.file(&files[1]).send().await.unwrap_err();
    assert_eq!(error.to_string(), "invalid input: /body/uri: must not be blank");
    assert_eq!(sandbox.requests().len(), before);
}

#[tokio::test]
async fn an_aadhaar_keeps_all_that_can_be_used() {
    let aadhaar = eaadhaar(json!({
        "masked_uid": 234_567_890_123_u64, "photo": false, "document_pdf": [],
        "proof_of_identity": { "name": "Asha", "dob": 5_011_994, "gender": ["F"] },
        "proof_of_address": { "pincode": 560_001, "house": 12.0, "street": {}, "state": "Karnataka" },
    }))
    .await;
    assert_eq!((text(aadhaar.name()), text(aadhaar.masked_uid())), (Some("Asha"), Some("XXXXXXXX0123")));
    assert_eq!(
        aadhaar.date_of_birth().unwrap().date().unwrap().into_exposed(),
        Date { year: 1994, month: 1, day: 5 }
    );
    assert!(aadhaar.photo().is_none() && aadhaar.document_pdf().is_none());
    let address = aadhaar.address().unwrap();
    assert_eq!((text(address.pincode()), text(address.house())), (Some("560001"), Some("12")));
    assert_eq!((text(address.state()), text(address.street())), (Some("Karnataka"), None));
    for nothing in [json!([]), json!(""), json!(false), json!("MG Road"), json!(["MG Road", "Bengaluru"])] {
        let aadhaar =
            eaadhaar(json!({ "proof_of_identity": { "name": "Asha" }, "proof_of_address": nothing })).await;
        assert!(aadhaar.address().is_none());
        assert_eq!(text(aadhaar.name()), Some("Asha"));
    }
    let aadhaar = eaadhaar(json!([{ "proof_of_identity": [{ "name": ["Asha"] }] }])).await;
    assert_eq!(text(aadhaar.name()), Some("Asha"));
}

/// The generated types would read the items of a list as the properties of an object, in the order of their names.
#[tokio::test]
async fn a_list_is_never_read_as_an_objects_properties() {
    let aadhaar =
        eaadhaar(json!({ "proof_of_identity": ["19011994", "F", "Asha"], "masked_uid": "XXXXXXXX0123" }))
            .await;
    assert!(aadhaar.name().is_none() && aadhaar.gender().is_none());
    assert_eq!(text(aadhaar.masked_uid()), Some("XXXXXXXX0123"));
    let body = json!({ "transaction_id": "t", "data": ["https://production.deepvue.tech/x"] });
    let error = called("initiate_session", body.to_string()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "vendor's response could not be read: 200 /data has another type than documented"
    );
}

#[tokio::test]
async fn a_file_is_a_text_or_an_error() {
    for data in
        [json!(null), json!(7), json!(false), json!(["JVBERi0xLjcK"]), json!({ "file": "JVBERi0xLjcK" })]
    {
        let body = json!({ "code": 200, "sub_code": "SUCCESS", "data": data });
        let error = called("fetch_file", body.to_string()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{data}");
    }
}

#[tokio::test]
async fn the_same_name_twice_or_broken_letters_cost_nothing_else() {
    let body = r#"{"data":{"name":"Asha","gender":"F","gender":"M"},"data":{"name":"Asha","gender":"T"}}"#;
    let documents = called("access_token", body).await.unwrap().unwrap();
    assert_eq!(text(documents.holder().name()), Some("Asha"));
    let latin = [&br#"{"data":{"name":"Asha","digilockerid":"caf"#[..], b"\xe9", br#""}}"#].concat();
    let documents = called("access_token", latin).await.unwrap().unwrap();
    assert_eq!(text(documents.holder().name()), Some("Asha"));
}

#[tokio::test]
async fn a_body_with_a_million_faults_is_not_read_to_its_end() {
    let sandbox = sandbox().await;
    let (_, documents) = access(&sandbox).await;
    let good = format!("{{\"data\":[{}null]}}", "null,".repeat(1_000_000));
    let time = async |body: String| {
        sandbox.reply_once(Reply::new(status(200)).body(body));
        let began = Instant::now();
        let result = documents.issued_files().send().await;
        (result, began.elapsed())
    };
    let (result, spent) = time(good.clone()).await;
    let began = Instant::now();
    let _: Value = serde_json::from_str(&good).unwrap();
    // Reading all of it is what the bound avoids.
    assert!(
        spent < 4 * began.elapsed() + Duration::from_millis(50),
        "{spent:?}, parsing: {:?}",
        began.elapsed()
    );
    assert_eq!(
        result.unwrap_err().to_string(),
        "vendor's response could not be read: 200 the body has too many values of another type than documented"
    );
    // As many as a long list may have.
    let (result, _) =
        time(format!("{{\"data\":[{}{{\"name\":\"x\"}}]}}", "{\"mime\":\"a\"},".repeat(5_000))).await;
    assert_eq!(result.unwrap().len(), 5_001);
    // Nested as deep as a body may be.
    let deep = format!("{{\"data\":[{{\"name\":{}1{}}}]}}", "[".repeat(100), "]".repeat(100));
    assert_eq!(time(deep).await.0.unwrap().len(), 1);
}

#[tokio::test]
async fn what_was_repaired_is_a_warning_and_a_finding_with_place_and_kinds_and_no_value() {
    const TEST: &str =
        "journey::tolerance::what_was_repaired_is_a_warning_and_a_finding_with_place_and_kinds_and_no_value";
    let data = json!({ "name": "Asha", "dob": 19_011_994, "mobile": [9_100_000_000_u64], "zq7": 1 });
    let body = json!({ "code": 200, "data": data });
    if child::is_child() {
        child::trace_everything();
        assert_eq!(text(authorized(body).await.holder().mobile()), Some("9100000000"));
        return;
    }
    let output = tokio::task::spawn_blocking(|| child::run(TEST, &[])).await.unwrap();
    let text = child::stderr(&output);
    let warning = text.lines().find(|line| line.contains("WARN")).unwrap();
    assert!(warning.contains("operation=\"access_token\" repairs=3"), "{warning}");
    assert!(warning.contains("/data/dob: number for string"), "{warning}");
    assert!(warning.contains("/data/mobile: array for string"), "{warning}");
    for value in ["Asha", "19011994", "9100000000", "zq7"] {
        assert!(!warning.contains(value), "{warning}");
    }
    let recorded = Recorded::response(200, body.to_string());
    let report = contract::embedded().check_response(Operation::AccessToken, &recorded);
    assert!(report.to_string().contains("wrong-type: access_token 200 at /body/data/dob"), "{report}");
}

#[tokio::test]
async fn the_sandbox_can_script_all_of_it_for_each_operation() {
    let sandbox = sandbox().await;
    let (session, _) = access(&sandbox).await;
    sandbox.reply_once_to(Operation::AccessToken, json(200, json!({ "detail": "Invalid digilocker_code" })));
    let callback = Callback::parse(&sandbox.approve_as(&session, Person::Complete).unwrap()).unwrap();
    let error = sandbox.client().authorize(&session, callback).send().await.unwrap_err();
    assert_eq!(error.detail(), Some("Invalid digilocker_code"));
}

#[tokio::test]
async fn the_end_of_a_consent_is_read_in_every_form_that_is_unmistakable() {
    let at = |seconds: u64| Some(UNIX_EPOCH + Duration::from_secs(seconds));
    let ms = |millis: u64| Some(UNIX_EPOCH + Duration::from_millis(millis));
    for (given, expected) in [
        (json!("1768674599"), at(1_768_674_599)),
        (json!(1_768_674_599), at(1_768_674_599)),
        (json!("1768674599.75"), at(1_768_674_599)),
        (json!(1_768_674_599_123_u64), ms(1_768_674_599_123)),
        (json!("1768674599123"), ms(1_768_674_599_123)),
        (json!("2026-01-17T18:29:59Z"), at(1_768_674_599)),
        (json!("2026-01-17 18:29:59"), at(1_768_674_599)),
        (json!("2026-01-17T23:59:59+05:30"), at(1_768_674_599)),
        (json!("2026-01-17T23:59:59+0530"), at(1_768_674_599)),
        (json!("2026-01-17T10:29:59-08"), at(1_768_674_599)),
        (json!("2026-01-17T18:29:59.500Z"), ms(1_768_674_599_500)),
        (json!("2026-01-17"), at(1_768_608_000)),
        (json!("20260117"), at(1_768_608_000)),
        (json!("2026-01-17T18:29Z"), at(1_768_674_540)),
        (json!("17-01-2026"), None),
        (json!("17012026"), None),
        (json!(3600), None),
        (json!(0), None),
        (json!("2026-01-17T18:29:59+99:99"), None),
        (json!("2026-01-17T18:29:59+a05b:3c0"), None),
        (json!("2026-02-30"), None),
        (json!("1970-01-01T00:00:00+05:30"), None),
        (json!("1768674599123456"), None),
        (json!("-5"), None),
        (json!("next week"), None),
        (json!("+05:30"), None),
        (json!("हिन्दी-01-0é"), None),
    ] {
        let documents = authorized(json!({ "data": { "name": "Asha", "consent_valid_till": given } })).await;
        assert_eq!(documents.consent_valid_till(), expected, "{given}");
        let as_given = given.as_str().map_or_else(|| given.to_string(), str::to_owned);
        assert_eq!(documents.consent_valid_till_as_given(), Some(as_given.as_str()));
        let stored = serde_json::to_string(&documents).unwrap();
        let resumed = sandbox().await.client().resume(serde_json::from_str(&stored).unwrap());
        assert_eq!(resumed.consent_valid_till(), expected);
        assert_eq!(resumed.consent_valid_till_as_given(), Some(as_given.as_str()));
    }
}

#[tokio::test]
async fn nobody_is_born_before_1900_or_in_the_future() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let year = 1970 + now / 31_556_952;
    for (given, expected) in [
        (json!("5011994"), Some((1994, 1, 5))),
        (json!(5_011_994), Some((1994, 1, 5))),
        (json!("01011900"), Some((1900, 1, 1))),
        (json!("31121899"), None),
        (json!("20011210"), None),
        (json!("1899-12-31"), None),
        (json!(format!("0101{}", year + 1)), None),
        (json!(format!("{}-01-03", year + 1)), None),
        (json!("501199"), None),
        (json!("0011994"), None),
        (json!("é011994"), None),
    ] {
        let documents = authorized(json!({ "data": { "dob": given } })).await;
        let date = documents.holder().date_of_birth().unwrap();
        let found = date.date().map(Sensitive::into_exposed);
        assert_eq!(found.map(|date| (date.year, date.month, date.day)), expected, "{given}");
    }
}
