//! Documents, and what is read out of them: tolerant of what the vendor does not say, strict about what it means.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use deepvue_digilocker::sandbox::{Reply, Sandbox};
use deepvue_digilocker::{
    Callback, ContentError, ContentKind, DocType, DoctypeCodes, DocumentAccess, Eaadhaar, Encoding,
    ErrorKind, Gender, Holder, IssuedFile, Outcome, YesNo,
};
use serde_json::{Value, json};

use crate::support::{PURPOSE, json, sandbox, start};

async fn access(sandbox: &Sandbox, data: Value) -> DocumentAccess {
    let session = start(&sandbox.client()).send().await.unwrap();
    let callback = Callback::parse(&format!("code=c&state={}", session.transaction_id())).unwrap();
    sandbox.reply_once(json(200, json!({ "data": data })));
    sandbox.client().authorize(&session, callback).send().await.unwrap()
}

async fn holder(data: Value) -> Holder {
    access(&sandbox().await, data).await.holder().clone()
}

async fn eaadhaar(data: Value) -> Eaadhaar {
    let sandbox = sandbox().await;
    let documents = access(&sandbox, json!({})).await;
    sandbox.reply_once(json(200, json!({ "data": data })));
    documents.eaadhaar().send().await.unwrap()
}

fn file(value: Value) -> IssuedFile {
    serde_json::from_value(value).unwrap()
}

async fn document(data: &str) -> deepvue_digilocker::Document {
    let sandbox = sandbox().await;
    let documents = access(&sandbox, json!({})).await;
    sandbox.reply_once(json(200, json!({ "data": data })));
    documents.file(&file(json!({ "uri": "in.gov.transport-DRVLC-1" }))).send().await.unwrap()
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
    let all = start(&sandbox.client()).send().await.unwrap();
    let licence = start(&sandbox.client()).doc_types([DocType::Dl]).send().await.unwrap();
    let documents = access(&sandbox, json!({})).await;
    for (listed, missing, codes) in [
        (json!(["ADHAR", "PANCR", "DRVLC"]), vec![], None),
        (json!(["adhar", " PANCR "]), vec![DocType::Dl], None),
        (json!([]), vec![DocType::Aadhaar, DocType::Pan, DocType::Dl], None),
        (json!(["SSCER", null]), vec![DocType::Aadhaar, DocType::Pan, DocType::Dl], None),
        (json!(["ADHAR", "PANCR", "DLX"]), vec![], Some(DoctypeCodes::default().code(DocType::Dl, "dlx"))),
    ] {
        let data =
            listed.as_array().unwrap().iter().map(|code| json!({ "doctype": code })).collect::<Vec<_>>();
        sandbox.reply_once(json(200, json!({ "data": data })));
        let files = documents.issued_files().send().await.unwrap();
        let found = codes.as_ref().map_or_else(|| files.missing(&all), |codes| files.missing_by(&all, codes));
        assert_eq!(found, missing, "{listed}");
        assert_eq!(files.missing(&licence).is_empty(), listed[2] == "DRVLC", "{listed}");
    }
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
        assert_eq!(error.to_string(), format!("vendor's answer could not be read: 200 {said}"));
        assert_eq!(error.kind(), ErrorKind::Decode);
    }
    sandbox.reply_once(json(200, json!({ "message": "zq7" })));
    let error = documents.file(&file(json!({ "uri": "u" }))).send().await.unwrap_err();
    assert_eq!(error.to_string(), "vendor's answer could not be read: 200 /data is missing");
}

#[tokio::test]
async fn a_list_that_is_null_or_absent_in_a_success_is_empty() {
    let sandbox = sandbox().await;
    let session = start(&sandbox.client()).doc_types([DocType::Pan]).send().await.unwrap();
    let documents = access(&sandbox, json!({})).await;
    for body in [json!({ "code": 200, "data": null }), json!({ "code": 200 }), json!({ "data": [] })] {
        sandbox.reply_once(json(200, body));
        let files = documents.issued_files().send().await.unwrap();
        assert_eq!((files.len(), files.missing(&session)), (0, vec![DocType::Pan]));
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
            format!("vendor's answer contradicts itself: 200, but its body has the code {code}")
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
        assert_eq!(date.ymd().map(deepvue_digilocker::Sensitive::into_exposed), ymd, "{given}");
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

#[tokio::test]
async fn content_is_decoded_when_asked_for_and_not_beyond_a_size() {
    let photo = |text: &str| eaadhaar(json!({ "photo": text }));
    for text in ["/9j/4AAQ", "_9j_4AAQ", "/9j/\n 4AAQ\r\n", "data:image/jpeg;base64,/9j/4AAQ"] {
        let content = photo(text).await.photo().unwrap().decode(6).unwrap();
        assert_eq!(content.bytes().expose(), b"\xff\xd8\xff\xe0\x00\x10", "{text}");
        assert_eq!((content.kind(), content.kind().media_type()), (ContentKind::Jpeg, "image/jpeg"));
    }
    let encoded = photo("/9j/4AAQ").await.photo().unwrap();
    assert_eq!(encoded.decode(5), Err(ContentError::TooLarge { max_bytes: 5 }));
    assert_eq!(encoded.decode(0), Err(ContentError::TooLarge { max_bytes: 0 }));
    assert_eq!(encoded.as_given().expose(), "/9j/4AAQ");
    let odd = photo("/9j/4AA").await.photo().unwrap();
    assert_eq!(odd.decode(4), Err(ContentError::TooLarge { max_bytes: 4 }));
    assert_eq!(odd.decode(5).unwrap().bytes().expose().len(), 5);
    for text in ["base64-string", "/9j/4AAQ!", "<html>"] {
        assert_eq!(
            photo(text).await.photo().unwrap().decode(1 << 20),
            Err(ContentError::NotBase64),
            "{text}"
        );
    }
    assert_eq!(ContentError::NotBase64.to_string(), "the content is not base64");
    assert_eq!(ContentError::TooLarge { max_bytes: 5 }.to_string(), "the content is larger than 5 bytes");
    let pdf = eaadhaar(json!({ "document_pdf": "JVBERi0xLjcK" })).await.document_pdf().unwrap();
    assert_eq!(pdf.decode(100).unwrap().kind(), ContentKind::Pdf);
}

#[tokio::test]
async fn a_document_is_decoded_if_it_decodes_and_its_kind_is_a_guess() {
    for (data, encoding, kind, bytes) in [
        ("JVBERi0xLjcK", Encoding::Base64, ContentKind::Pdf, "%PDF-1.7\n"),
        ("PD94bWw/Pg==", Encoding::Base64, ContentKind::Xml, "<?xml?>"),
        ("<?xml?>", Encoding::AsIs, ContentKind::Xml, "<?xml?>"),
        ("\u{feff} <a/>", Encoding::AsIs, ContentKind::Xml, "\u{feff} <a/>"),
        ("{\"a\":1}", Encoding::AsIs, ContentKind::Json, "{\"a\":1}"),
        ("%PDF-1.7", Encoding::AsIs, ContentKind::Pdf, "%PDF-1.7"),
        ("data:application/pdf;base64,JVBERi0xLjcK", Encoding::Base64, ContentKind::Pdf, "%PDF-1.7\n"),
        ("JVBERi0xLjc", Encoding::Base64, ContentKind::Pdf, "%PDF-1.7"),
        ("data:;base64,AAAA", Encoding::AsIs, ContentKind::Unknown, "data:;base64,AAAA"),
        ("string", Encoding::AsIs, ContentKind::Unknown, "string"),
        ("", Encoding::AsIs, ContentKind::Unknown, ""),
    ] {
        let document = document(data).await;
        let content = document.content();
        assert_eq!((document.encoding(), content.kind()), (encoding, kind), "{data}");
        assert_eq!(content.bytes().expose(), bytes.as_bytes(), "{data}");
    }
    let png = document("iVBORw0KGgo=").await.into_content();
    assert_eq!((png.kind(), png.kind().extension()), (ContentKind::Png, "png"));
    assert_eq!(png.into_bytes().expose().len(), 8);
}

/// base64 as a vendor may send it, of which a form's decoder has made every `+` a blank.
fn blanked(bytes: &[u8]) -> String {
    BASE64.encode(bytes).replace('+', " ")
}

/// A text wrapped at a width, with this around each line.
fn wrapped(text: &str, width: usize, before: &str, after: &str) -> String {
    let lines = text.as_bytes().chunks(width).map(|line| String::from_utf8_lossy(line).into_owned());
    lines.map(|line| [before, &line, after, "\n"].concat()).collect()
}

#[tokio::test]
async fn base64_is_read_as_the_bytes_that_it_was_or_not_at_all() {
    let mut rng = fastrand::Rng::with_seed(7);
    let (mut read, mut lost, mut whole) = (0, 0, 0);
    let sandbox = sandbox().await;
    let documents = access(&sandbox, json!({})).await;
    for length in 1..300 {
        // Many `+`, or as many as in any document.
        let density = if length % 2 == 0 { 0.5 } else { 0.0 };
        let bytes =
            (0..length).map(|_| if rng.f64() < density { 0xfb } else { rng.u8(..) }).collect::<Vec<_>>();
        let (plain, line) = (BASE64.encode(&bytes), blanked(&bytes));
        let unpadded = line.trim_end_matches('=').to_owned();
        let width = *rng.choice(&[13, 50, 60, 64, 70, 75, 76]).unwrap();
        for text in [
            line.clone(),
            unpadded.clone(),
            format!(" {line}\n"),
            wrapped(&line, width, "", ""),
            wrapped(&unpadded, width, "", ""),
            wrapped(&plain, width, "", "  "),
            wrapped(&plain, width, "\t", ""),
            wrapped(plain.trim_end_matches('='), width, "\t", ""),
            wrapped(plain.trim_end_matches('='), width, " ", ""),
            wrapped(&plain, width, "    ", "\r"),
        ] {
            let has_lost = text.trim().contains([' ', '\t']);
            lost += usize::from(has_lost);
            sandbox.reply_once(json(200, json!({ "data": { "photo": text } })));
            let photo = documents.eaadhaar().send().await.unwrap().photo();
            match photo.map(|photo| photo.decode(1 << 20)) {
                Some(Ok(content)) => {
                    assert_eq!(content.bytes().expose(), &bytes, "{text:?}");
                    read += usize::from(has_lost);
                    whole += 1;
                }
                Some(Err(error)) => assert_eq!(error, ContentError::NotBase64),
                None => assert!(text.trim().is_empty()),
            }
            sandbox.reply_once(json(200, json!({ "data": text })));
            let document = documents.file(&file(json!({ "uri": "u" }))).send().await.unwrap();
            if document.encoding() == Encoding::Base64 {
                assert_eq!(document.content().bytes().expose(), &bytes, "{text:?}");
            }
        }
    }
    assert!(lost > 1000 && read * 5 > lost && whole > 1200, "{read} of {lost}, {whole}");
}

#[tokio::test]
async fn a_known_document_is_found_behind_what_transport_did_to_its_base64() {
    let pdf = b"%PDF-1.7\n\xfb\xef\xbe\xfb\xef\xff\xff\xff\xff";
    let plain = BASE64.encode(pdf);
    assert!(plain.contains('+') && plain.contains('/') && plain.len().is_multiple_of(4));
    for text in [
        plain.clone(),
        plain.replace('+', " "),
        plain.replace('+', "-").replace('/', "_"),
        format!("\u{feff}{plain}"),
        format!(" \r\n{plain}\r\n "),
        format!("data:application/pdf;base64,{plain}"),
        format!("DATA:application/pdf;Base64,{plain}"),
        format!("\u{feff} Data:application/pdf;charset=utf-8;BASE64, {plain}"),
        format!("data:;base64,{}", plain.replace('+', "%2B").replace('/', "%2f")),
        format!("{}\\n{}\\r\\n", &plain[..12], &plain[12..]),
        plain.replace('/', "\\/"),
        format!("{}\n  {}", &plain[..12], &plain[12..]),
        format!("  {plain} "),
        format!(" \u{feff}{plain}\u{feff}"),
        format!("data:application/pdf; base64,\u{feff}{plain}"),
    ] {
        let document = document(&text).await;
        assert_eq!(
            (document.encoding(), document.content().kind()),
            (Encoding::Base64, ContentKind::Pdf),
            "{text:?}"
        );
        assert_eq!(document.content().bytes().expose(), pdf, "{text:?}");
        let encoded = eaadhaar(json!({ "document_pdf": text })).await.document_pdf().unwrap();
        assert_eq!(encoded.decode(100).unwrap().bytes().expose(), pdf, "{text:?}");
        assert_eq!(
            encoded.decode(plain.len() / 4 * 3 - 4),
            Err(ContentError::TooLarge { max_bytes: plain.len() / 4 * 3 - 4 })
        );
    }
}

#[tokio::test]
async fn a_sentence_is_no_base64() {
    for text in [
        "File not found",
        "Document not available",
        "No record found",
        "File is gone",
        "FILE IS GONE",
        "Error 404 not found",
        "File\nnot\nfound",
        "no photo here xx",
        "The issuer has not published this document",
        "Aadhaar not linked!",
        "DigiLocker error",
        "eKYC not allowed",
        "eAadhaar missing",
        "PAN/DL not issued v2",
        "An error occurred while the eAadhaar was fetched from UIDAI",
    ] {
        let document = document(text).await;
        assert_eq!(
            (document.encoding(), document.content().bytes().expose().as_slice()),
            (Encoding::AsIs, text.as_bytes())
        );
        let photo = eaadhaar(json!({ "photo": text })).await.photo().unwrap();
        assert_eq!(photo.decode(1 << 20), Err(ContentError::NotBase64), "{text}");
    }
}

#[tokio::test]
async fn a_word_is_no_document() {
    for text in ["null", "None", "N/A", "NA", "undefined"] {
        let photo = eaadhaar(json!({ "photo": text })).await.photo().unwrap();
        assert_eq!(photo.decode(1 << 20), Err(ContentError::NotBase64), "{text}");
    }
    for text in ["NotFound", "Unauthorized", "SERVER_ERROR", "FILENOTFOUND", "null"] {
        let document = document(text).await;
        assert_eq!(
            (document.encoding(), document.content().bytes().expose().as_slice()),
            (Encoding::AsIs, text.as_bytes())
        );
    }
}

#[tokio::test]
async fn the_kind_of_a_content_is_seen_in_its_first_bytes() {
    let jp2 = b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 ";
    let long = |length: usize| [vec![b' '; length], b"%PDF-1.4".to_vec()].concat();
    let page = |text: &str| text.as_bytes().to_vec();
    for (bytes, kind) in [
        (jp2.to_vec(), ContentKind::Jpeg2000),
        (b"\xff\x4f\xff\x51\0\x2f".to_vec(), ContentKind::Jpeg2000),
        (b"\xff\xd8\xff\xe0".to_vec(), ContentKind::Jpeg),
        (b"\r\n%PDF-1.7".to_vec(), ContentKind::Pdf),
        (b"\xef\xbb\xbf%PDF-1.7".to_vec(), ContentKind::Pdf),
        (long(1024), ContentKind::Pdf),
        (long(1025), ContentKind::Unknown),
        (page("<!DOCTYPE html><title>404"), ContentKind::Html),
        (page("\u{feff}\n <!doctype HTML PUBLIC>"), ContentKind::Html),
        (page("<HTML>"), ContentKind::Html),
        (page("<!-- gateway -->\n<html lang=en>"), ContentKind::Html),
        (page("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>"), ContentKind::Html),
        (page("<h1>Not Found</h1>"), ContentKind::Html),
        (page("<html/>"), ContentKind::Html),
        (page("<center><h1>502"), ContentKind::Html),
        (page("<html>Expected %PDF-1.4 header</html>"), ContentKind::Html),
        (page("{\"error\":\"no %PDF- header\"}"), ContentKind::Json),
        (page("<?xml version='1.0'?><title>x</title>"), ContentKind::Xml),
        (page("<htmlish/>"), ContentKind::Xml),
        (page("<!-- html --><Certificate language='99'>"), ContentKind::Xml),
        (page("<KycRes ret='Y'/>"), ContentKind::Xml),
        (page("<!DOCTYPE note><note/>"), ContentKind::Xml),
        (page("<!-- no end"), ContentKind::Xml),
        (page("{}"), ContentKind::Json),
        (page("plain"), ContentKind::Unknown),
    ] {
        let photo = eaadhaar(json!({ "photo": BASE64.encode(&bytes) })).await.photo().unwrap();
        let content = photo.decode(1 << 20).unwrap();
        assert_eq!(content.kind(), kind, "{:?}", String::from_utf8_lossy(&bytes));
        assert_eq!(content.bytes().expose(), &bytes);
    }
    assert_eq!((ContentKind::Jpeg2000.media_type(), ContentKind::Jpeg2000.extension()), ("image/jp2", "jp2"));
    assert_eq!((ContentKind::Html.media_type(), ContentKind::Html.extension()), ("text/html", "html"));
}
