//! Documents, and what is read out of them: tolerant of what the vendor does not say, strict about what it means.

use std::time::Duration;

use deepvue_digilocker::sandbox::{Reply, Sandbox};
use deepvue_digilocker::{
    Callback, DigilockerCodes, DocType, ErrorKind, Gender, Holder, IssuedFile, Missing, Outcome, YesNo,
};
use serde_json::{Value, json};

use crate::support::answers::{access, access_to, eaadhaar, file};
use crate::support::{PURPOSE, json, sandbox, start};

async fn holder(data: Value) -> Holder {
    access(&sandbox().await, data).await.holder().clone()
}

/// Of the last request: its path, and its body.
fn last(sandbox: &Sandbox) -> (String, Value) {
    let request = sandbox.requests().pop().unwrap();
    (request.path().to_owned(), serde_json::from_slice(request.body()).unwrap())
}

#[tokio::test]
async fn each_call_sends_what_the_access_carries() {
    let sandbox = sandbox().await;
    let documents = access(&sandbox, json!({})).await;
    let base = json!({ "consent": "Y", "purpose": PURPOSE, "initial_deepvue_transaction_id": documents.transaction_id() });
    let with = |name: &str, value: Value| {
        let mut body = base.clone();
        body[name] = value;
        body
    };
    sandbox.reply_once(json(200, json!({ "data": [] })));
    documents.issued_files().send().await.unwrap();
    assert_eq!(last(&sandbox), ("/v1/kyc/digilocker/issued-files".into(), base.clone()));
    sandbox.reply_once(json(200, json!({ "data": "x" })));
    documents.file(&file(json!({ "uri": " a/ü " }))).send().await.unwrap();
    assert_eq!(last(&sandbox), ("/v1/kyc/digilocker/file".into(), with("uri", json!(" a/ü "))));
    for pdf in [true, false] {
        sandbox.reply_once(json(200, json!({ "data": {} })));
        documents.eaadhaar().pdf(pdf).send().await.unwrap();
        assert_eq!(last(&sandbox), ("/v1/kyc/digilocker/eaadhaar".into(), with("generate_pdf", json!(pdf))));
    }
}

#[tokio::test]
async fn reading_again_is_repeated_as_the_vendor_advises() {
    let sandbox = sandbox().await;
    let documents = access(&sandbox, json!({})).await;
    let quick = crate::support::quick();
    for code in [429, 500, 503] {
        sandbox.reply_once(json(code, json!({})));
        sandbox.reply_once(json(200, json!({ "data": [] })));
        documents.issued_files().retry(quick).send().await.unwrap();
        sandbox.reply_once(json(code, json!({})));
        sandbox.reply_once(json(200, json!({ "data": "x" })));
        documents.file(&file(json!({ "uri": "u" }))).retry(quick).send().await.unwrap();
        sandbox.reply_once(json(code, json!({})));
        sandbox.reply_once(json(200, json!({ "data": {} })));
        documents.eaadhaar().retry(quick).send().await.unwrap();
    }
    sandbox.reply_once(Reply::reset());
    let error = documents.issued_files().retry(quick).send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
}

#[tokio::test]
async fn a_document_without_a_uri_is_refused_before_anything_is_sent() {
    let sandbox = sandbox().await;
    let documents = access(&sandbox, json!({})).await;
    let before = sandbox.requests().len();
    for uri in [json!({}), json!({ "uri": null }), json!({ "uri": " " })] {
        let error = documents.file(&file(uri)).send().await.unwrap_err();
        assert_eq!(error.to_string(), "invalid input: /body/uri: must not be blank");
    }
    let error = documents.issued_files().timeout(Duration::ZERO).send().await.unwrap_err();
    assert_eq!(error.to_string(), "invalid input: /timeout: must be longer than zero");
    let error = documents.eaadhaar().timeout(Duration::ZERO).send().await.unwrap_err();
    assert_eq!(error.to_string(), "invalid input: /timeout: must be longer than zero");
    assert_eq!(sandbox.requests().len(), before);
}

#[tokio::test]
async fn documents_are_listed_with_all_that_the_vendor_says_of_them() {
    let sandbox = sandbox().await;
    let documents = access(&sandbox, json!({})).await;
    let full = json!({
        "name": "Driving License", "type": "file", "size": "", "date": "01-01-2020", "parent": " ",
        "mime": ["application/pdf"], "uri": "in.gov.transport-DRVLC-1", "doctype": "DRVLC", "description": "d",
        "issuerid": "in.gov.transport", "issuer": "Transport",
    });
    sandbox.reply_once(json(200, json!({ "data": [full, {}, { "mime": null, "name": null }] })));
    let files = documents.issued_files().send().await.unwrap();
    let text = |value: Option<&deepvue_digilocker::Sensitive<String>>| value.map(|it| it.expose().clone());
    assert_eq!(files.len(), 3);
    let one = &files[0];
    assert_eq!(text(one.name()).unwrap(), "Driving License");
    assert_eq!(text(one.uri()).unwrap(), "in.gov.transport-DRVLC-1");
    assert_eq!(text(one.date()).unwrap(), "01-01-2020");
    assert_eq!(text(one.issuer()).unwrap(), "Transport");
    assert_eq!(text(one.issuer_id()).unwrap(), "in.gov.transport");
    assert_eq!(text(one.description()).unwrap(), "d");
    assert_eq!((text(one.doctype()).unwrap().as_str(), one.entry_type()), ("DRVLC", Some("file")));
    assert_eq!(one.mime(), ["application/pdf"]);
    assert_eq!((one.size(), one.parent()), (None, None));
    assert!(files[1].name().is_none() && files[1].doctype().is_none() && files[2].mime().is_empty());
    let stored = serde_json::to_string(one).unwrap();
    assert_eq!(text(serde_json::from_str::<IssuedFile>(&stored).unwrap().uri()), text(one.uri()));
    assert_eq!(files.into_iter().count(), 3);
}

#[tokio::test]
async fn what_of_the_requested_is_not_there_is_missing() {
    let sandbox = sandbox().await;
    let all = access(&sandbox, json!({})).await;
    let licence = access_to(&sandbox, [DocType::Dl]).await;
    assert_eq!((all.doc_types().len(), licence.doc_types()), (3, &[DocType::Dl][..]));
    for (listed, missing, codes) in [
        (json!(["ADHAR", "PANCR", "DRVLC"]), vec![], None),
        (json!(["adhar", " PANCR "]), vec![DocType::Dl], None),
        (json!([]), vec![DocType::Aadhaar, DocType::Pan, DocType::Dl], None),
        (json!(["SSCER", null]), vec![DocType::Aadhaar, DocType::Pan, DocType::Dl], None),
        (json!(["ADHAR", "PANCR", "DLX"]), vec![], Some(DigilockerCodes::default().code(DocType::Dl, "dlx"))),
        (
            json!(["PANCR", "DRVLC"]),
            vec![DocType::Aadhaar, DocType::Dl],
            Some(DigilockerCodes::none().code(DocType::Pan, "PANCR")),
        ),
    ] {
        let data =
            listed.as_array().unwrap().iter().map(|code| json!({ "doctype": code })).collect::<Vec<_>>();
        let data = json!({ "data": data });
        sandbox.reply_once(json(200, data.clone()));
        let files = all.issued_files().send().await.unwrap();
        let found = codes.as_ref().map_or_else(|| files.missing(), |codes| files.missing_with(codes));
        let documents = found.iter().map(|missing| missing.doc_type()).collect::<Vec<_>>();
        assert_eq!(documents, missing, "{listed}");
        sandbox.reply_once(json(200, data));
        let files = licence.issued_files().send().await.unwrap();
        assert_eq!(files.missing().is_empty(), listed.to_string().contains("DRVLC"), "{listed}");
    }
}

#[tokio::test]
async fn a_document_whose_code_nobody_knows_is_told_from_one_that_is_not_there() {
    let sandbox = sandbox().await;
    let documents = access(&sandbox, json!({})).await;
    sandbox.reply_once(json(200, json!({ "data": [{ "doctype": "ADHAR" }] })));
    let files = documents.issued_files().send().await.unwrap();
    let both = [Missing::NotListed(DocType::Pan), Missing::NotListed(DocType::Dl)];
    assert_eq!(files.missing(), both);
    let codes = DigilockerCodes::none().code(DocType::Aadhaar, "ADHAR").code(DocType::Pan, "PANCR");
    assert_eq!(files.missing_with(&codes), [both[0], Missing::CodeUnknown(DocType::Dl)]);
}

#[tokio::test]
async fn a_list_that_can_not_be_read_names_the_place_and_no_value() {
    let sandbox = sandbox().await;
    let documents = access(&sandbox, json!({})).await;
    for (data, said) in [
        (json!({}), "/data has another type than documented"),
        (json!("zq7"), "/data has another type than documented"),
        (json!({ "zq7": [{ "name": "zq7" }] }), "/data has another type than documented"),
    ] {
        sandbox.reply_once(json(200, json!({ "data": data })));
        let error = documents.issued_files().send().await.unwrap_err();
        assert_eq!(error.to_string(), format!("vendor's response could not be read: 200 {said}"));
        assert_eq!(error.kind(), ErrorKind::Decode);
    }
    sandbox.reply_once(json(200, json!({ "message": "zq7" })));
    let error = documents.file(&file(json!({ "uri": "u" }))).send().await.unwrap_err();
    assert_eq!(error.to_string(), "vendor's response could not be read: 200 /data is missing");
}

#[tokio::test]
async fn a_list_that_is_null_or_absent_in_a_success_is_empty() {
    let sandbox = sandbox().await;
    let documents = access_to(&sandbox, [DocType::Pan]).await;
    for body in [json!({ "code": 200, "data": null }), json!({ "code": 200 }), json!({ "data": [] })] {
        sandbox.reply_once(json(200, body));
        let files = documents.issued_files().send().await.unwrap();
        assert_eq!((files.len(), files.missing()), (0, vec![Missing::NotListed(DocType::Pan)]));
    }
}

#[tokio::test]
async fn a_success_whose_body_says_that_it_failed_is_no_success() {
    let sandbox = sandbox().await;
    let documents = access(&sandbox, json!({})).await;
    for code in [400, 404, 500, 0, -1] {
        let answer = json!({ "code": code, "transaction_id": "t-1", "message": "zq7", "data": null });
        sandbox.reply_once(json(200, answer.clone()));
        let error = documents.issued_files().send().await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("vendor's response contradicts itself: 200, but its body has the code {code}")
        );
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Acted));
        assert_eq!(error.transaction_id(), Some("t-1"));
        let session = start(&sandbox.client()).send().await.unwrap();
        let callback = Callback::parse(&format!("code=c&state={}", session.transaction_id())).unwrap();
        sandbox.reply_once(json(200, answer));
        let error = sandbox.client().authorize(&session, callback).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
    }
}

#[tokio::test]
async fn every_call_takes_200_and_201() {
    let sandbox = sandbox().await;
    for code in [200, 201] {
        let session = start(&sandbox.client()).send().await.unwrap();
        let callback = Callback::parse(&format!("code=c&state={}", session.transaction_id())).unwrap();
        sandbox.reply_once(json(code, json!({ "data": { "name": "Asha" } })));
        let documents = sandbox.client().authorize(&session, callback).send().await.unwrap();
        assert_eq!(documents.holder().name().unwrap().expose(), "Asha");
        sandbox.reply_once(json(code, json!({ "code": 201, "data": [{}] })));
        assert_eq!(documents.issued_files().send().await.unwrap().len(), 1);
        sandbox.reply_once(json(code, json!({ "code": 200, "data": "x" })));
        documents.file(&file(json!({ "uri": "u" }))).send().await.unwrap();
        sandbox.reply_once(json(code, json!({ "data": {} })));
        documents.eaadhaar().send().await.unwrap();
    }
}

#[tokio::test]
async fn a_date_of_birth_is_a_date_where_it_is_one() {
    for (given, ymd) in [
        ("19011994", Some((1994, 1, 19))),
        ("19-01-1994", Some((1994, 1, 19))),
        ("19/01/1994", Some((1994, 1, 19))),
        (" 1994-01-19 ", Some((1994, 1, 19))),
        ("29022000", Some((2000, 2, 29))),
        ("29022100", None),
        ("29022023", None),
        ("31042020", None),
        ("00012020", None),
        ("01132020", None),
        ("01000000", None),
        ("1994/01/19", None),
        ("1-1-1994", None),
        ("+1011994", None),
        ("१९०११९९४", None),
        ("1994", None),
        ("19 Jan 1994", None),
    ] {
        let holder = holder(json!({ "dob": given })).await;
        let date = holder.date_of_birth().unwrap();
        let found = date.date().map(deepvue_digilocker::Sensitive::into_exposed);
        assert_eq!(found.map(|date| (date.year, date.month, date.day)), ymd, "{given}");
        assert_eq!(date.as_given().expose(), given);
    }
}

#[tokio::test]
async fn words_of_one_letter_have_a_meaning_or_stay_as_they_are() {
    for (given, gender) in [
        ("M", Gender::Male),
        ("f", Gender::Female),
        (" T ", Gender::Transgender),
        ("FEMALE", Gender::Female),
        ("X", Gender::Other("X".to_owned().into())),
    ] {
        let found = holder(json!({ "gender": given })).await.gender();
        assert_eq!(format!("{found:?}"), "Some(Gender)");
        assert!(found == Some(gender), "{given}");
    }
    for (given, flag) in
        [("Y", YesNo::Yes), ("n", YesNo::No), ("maybe", YesNo::Other("maybe".to_owned().into()))]
    {
        let found = holder(json!({ "eaadhaar": given })).await.has_eaadhaar();
        assert_eq!(format!("{found:?}"), "Some(YesNo)");
        assert!(found == Some(flag), "{given}");
    }
    for data in [json!({}), json!({ "gender": "", "eaadhaar": null, "dob": " ", "name": "" })] {
        let holder = holder(data).await;
        assert!(holder.gender().is_none() && holder.has_eaadhaar().is_none());
        assert!(holder.date_of_birth().is_none() && holder.name().is_none());
    }
}

#[tokio::test]
async fn an_aadhaar_number_in_clear_is_masked() {
    for (given, shown) in [
        ("234567890123", "XXXXXXXX0123"),
        ("2345 6789 0123", "XXXX XXXX 0123"),
        ("2345-6789-0123", "XXXX-XXXX-0123"),
        ("UID: 234567890123.", "UID: XXXXXXXX0123."),
        ("२३४५६७८९०१२३", "XXXXXXXX०१२३"),
        ("2345678901234567", "XXXXXXXXXXXX4567"),
        ("2345.6789.0123", "XXXX.XXXX.0123"),
        ("2345/6789_0123", "XXXX/XXXX_0123"),
        ("2345\u{2212}6789\u{200b}0123", "XXXX\u{2212}XXXX\u{200b}0123"),
        ("XXXXXXXX0123", "XXXXXXXX0123"),
        ("xxxx xxxx 0123", "xxxx xxxx 0123"),
        ("*0123", "*0123"),
    ] {
        let data = json!({ "masked_uid": given });
        let shown_now = eaadhaar(data).await.masked_uid().unwrap().expose().clone();
        assert_eq!(shown_now, shown);
    }
}

#[tokio::test]
async fn an_eaadhaar_may_lack_anything() {
    for data in [json!({}), json!({ "proof_of_identity": null, "proof_of_address": null, "photo": "" })] {
        let aadhaar = eaadhaar(data).await;
        assert!(aadhaar.name().is_none() && aadhaar.address().is_none() && aadhaar.photo().is_none());
        assert!(aadhaar.masked_uid().is_none() && aadhaar.document_pdf().is_none());
        assert!(aadhaar.gender().is_none() && aadhaar.date_of_birth().is_none());
    }
    let parts = ["care_of", "house", "street", "locality", "vtc", "district", "state", "pincode", "country"];
    let address = parts.map(|part| (part.to_owned(), json!(format!("the {part}"))));
    let address = Value::Object(address.into_iter().collect());
    let address = eaadhaar(json!({ "proof_of_address": address })).await.address().unwrap();
    let found = [
        address.care_of(),
        address.house(),
        address.street(),
        address.locality(),
        address.vtc(),
        address.district(),
        address.state(),
        address.pincode(),
        address.country(),
    ];
    assert_eq!(found.map(|part| part.unwrap().expose().clone()), parts.map(|part| format!("the {part}")));
}
