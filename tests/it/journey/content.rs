//! Bytes and texts of documents: decoded where there is no doubt about what stood there, and never to other bytes.

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD as BASE64, BASE64_STANDARD_NO_PAD};
use deepvue_digilocker::{ContentError, ContentKind, Encoding};
use serde_json::json;

use crate::support::answers::{access, eaadhaar, file};
use crate::support::{json, sandbox};

async fn document(data: &str) -> deepvue_digilocker::Document {
    let sandbox = sandbox().await;
    let documents = access(&sandbox, json!({})).await;
    sandbox.reply_once(json(200, json!({ "data": data })));
    documents.file(&file(json!({ "uri": "in.gov.transport-DRVLC-1" }))).send().await.unwrap()
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
        ("<?xml?>", Encoding::Plain, ContentKind::Xml, "<?xml?>"),
        ("\u{feff} <a/>", Encoding::Plain, ContentKind::Xml, "\u{feff} <a/>"),
        ("{\"a\":1}", Encoding::Plain, ContentKind::Json, "{\"a\":1}"),
        ("%PDF-1.7", Encoding::Plain, ContentKind::Pdf, "%PDF-1.7"),
        ("data:application/pdf;base64,JVBERi0xLjcK", Encoding::Base64, ContentKind::Pdf, "%PDF-1.7\n"),
        ("JVBERi0xLjc", Encoding::Base64, ContentKind::Pdf, "%PDF-1.7"),
        ("data:;base64,AAAA", Encoding::Plain, ContentKind::Unknown, "data:;base64,AAAA"),
        ("string", Encoding::Plain, ContentKind::Unknown, "string"),
        ("", Encoding::Plain, ContentKind::Unknown, ""),
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
    lines.map(|line| [before, &line, after, "\n"].concat()).collect::<Vec<_>>().concat()
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
            (Encoding::Plain, text.as_bytes())
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
            (Encoding::Plain, text.as_bytes())
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

#[tokio::test]
async fn a_blank_at_the_end_of_a_line_that_may_have_been_a_plus_gives_no_other_bytes() {
    let line = format!("{}+", "Qk".repeat(37) + "Q");
    let pdf = BASE64.encode(b"%PDF-1.4\n");
    for sent in [
        format!("{line}\r\n{line}\r\nQQ"),
        format!("{line}\r\n{pdf}QQ"),
        format!("{line}\\r\\n{pdf}QQ"),
        format!("{pdf}{}\n+{}gA\n", "A".repeat(64), "Q".repeat(12)),
        format!("{pdf}{}+\n{pdf}{}+\n{pdf}{}\nAA", "A".repeat(63), "A".repeat(63), "A".repeat(64)),
    ] {
        for sent in [sent.clone(), format!("data:application/pdf;base64,\u{feff}{sent}\n")] {
            let letters = sent.rsplit([',', '\u{feff}']).next().unwrap();
            let letters = letters.replace(['\r', '\n'], "").replace("\\r\\n", "");
            let bytes = BASE64_STANDARD_NO_PAD.decode(&letters).unwrap();
            let photo = eaadhaar(json!({ "photo": sent.replace('+', " ") })).await.photo().unwrap();
            match photo.decode(1 << 20) {
                Ok(content) => assert_eq!(content.bytes().expose(), &bytes, "{sent:?}"),
                Err(error) => assert_eq!(error, ContentError::NotBase64),
            }
        }
    }
}
