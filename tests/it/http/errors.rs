//! Status first, body second: every answer becomes the right kind of error, on one line.

use std::time::Duration;

use deepvue_digilocker::sandbox::Reply;
use deepvue_digilocker::{Error, ErrorKind, Outcome};
use http::header::{CONTENT_TYPE, DATE, HeaderValue, RETRY_AFTER};
use serde_json::json;

use crate::support::{json, raw::RawServer, refused, sandbox, spec::fixture, start, status};

fn html(code: u16) -> Reply {
    Reply::new(status(code))
        .header(CONTENT_TYPE, HeaderValue::from_static("text/html"))
        .body("<html><body>502 Bad Gateway</body></html>")
}

fn is(error: &Error, kind: ErrorKind, code: u16, text: &str) {
    assert_eq!((error.kind(), error.status(), error.to_string().as_str()), (kind, Some(status(code)), text));
}

#[tokio::test]
async fn every_documented_sample_has_its_kind() {
    for (code, kind, text) in [
        (400, ErrorKind::InactiveClient, "vendor refused the request: 400 Inactive client_id"),
        (401, ErrorKind::Unauthenticated, "vendor refused the request: 401 Not authenticated"),
        (403, ErrorKind::Forbidden, "vendor refused the request: 403 Not a valid token"),
        (
            422,
            ErrorKind::Validation,
            "vendor refused the request: 422 /body/consent: field required (value_error.missing)",
        ),
        (
            429,
            ErrorKind::RateLimited,
            "vendor refused the request: 429 Rate limit exceeded. Please retry after some time.",
        ),
        (500, ErrorKind::Server, "vendor failed: 500 Internal Server Error"),
        (503, ErrorKind::Unavailable, "vendor failed: 503 Source Unavailable"),
    ] {
        let sample = fixture(&format!("initiate-session.{code}.json"));
        let error = refused(json(code, sample.clone())).await;
        is(&error, kind, code, text);
        assert_eq!(error.detail(), sample["detail"].as_str());
        assert_eq!(error.body().unwrap(), sample.to_string().as_bytes());
        assert_eq!(error.attempts(), 1);
        assert!(error.elapsed() > Duration::ZERO);
        assert!(!error.is_timeout() && !error.is_connect());
        assert!(std::error::Error::source(&error).is_none());
    }
}

#[tokio::test]
async fn a_422_names_each_field_with_its_rule() {
    let error = refused(json(
        422,
        json!({ "detail": [
        { "loc": ["body", "consent"], "msg": "field required", "type": "value_error.missing" },
        { "loc": ["body", "doc_types", 0], "msg": "unexpected value", "type": "value_error.const" },
        { "loc": ["body", "a/b~c"], "msg": "no", "type": "x" },
    ] }),
    ))
    .await;
    let fields =
        error.field_errors().iter().map(|f| (f.pointer(), f.message(), f.code())).collect::<Vec<_>>();
    assert_eq!(
        fields,
        [
            ("/body/consent", "field required", Some("value_error.missing")),
            ("/body/doc_types/0", "unexpected value", Some("value_error.const")),
            ("/body/a~1b~0c", "no", Some("x")),
        ]
    );
    assert_eq!(error.detail(), None);
}

#[tokio::test]
async fn a_gateways_html_keeps_its_status() {
    is(&refused(html(502)).await, ErrorKind::Server, 502, "vendor failed: 502 Bad Gateway");
    is(
        &refused(html(401)).await,
        ErrorKind::Unauthenticated,
        401,
        "vendor refused the request: 401 Unauthorized",
    );
    is(&refused(html(503)).await, ErrorKind::Unavailable, 503, "vendor failed: 503 Service Unavailable");
    let error = refused(html(502)).await;
    assert_eq!(error.detail(), None);
    assert!(error.body().unwrap().starts_with(b"<html>"));
}

#[tokio::test]
async fn a_body_of_another_shape_keeps_its_status_and_what_can_be_read() {
    let empty = refused(Reply::new(status(500))).await;
    is(&empty, ErrorKind::Server, 500, "vendor failed: 500 Internal Server Error");
    assert_eq!(empty.body(), Some(&b""[..]));

    let error = refused(json(422, json!({ "detail": "purpose is not acceptable" }))).await;
    is(&error, ErrorKind::Validation, 422, "vendor refused the request: 422 purpose is not acceptable");
    assert_eq!(error.detail(), Some("purpose is not acceptable"));

    let error =
        refused(json(400, json!({ "detail": [{ "loc": ["body"], "msg": "bad", "type": "value_error" }] })))
            .await;
    is(&error, ErrorKind::Validation, 400, "vendor refused the request: 400 /body: bad (value_error)");
    assert_eq!(error.field_errors().len(), 1);

    let error = refused(json(400, json!({ "detail": "Bad Request" }))).await;
    is(&error, ErrorKind::Validation, 400, "vendor refused the request: 400 Bad Request");

    let error = refused(json(422, json!({ "detail": ["one", { "msg": "two" }, 3] }))).await;
    is(&error, ErrorKind::Validation, 422, "vendor refused the request: 422 one; two");

    for odd in [
        json!({ "detail": { "code": 1 } }),
        json!({ "detail": 7 }),
        json!({}),
        json!([1]),
        json!("x"),
        json!(null),
    ] {
        let error = refused(json(403, odd)).await;
        is(&error, ErrorKind::Forbidden, 403, "vendor refused the request: 403 Forbidden");
    }
}

#[tokio::test]
async fn an_entry_without_a_message_says_nothing() {
    let error = refused(json(422, json!({ "detail": [{ "error": "x" }, { "loc": ["body"] }] }))).await;
    is(&error, ErrorKind::Validation, 422, "vendor refused the request: 422 Unprocessable Entity");
    assert!(error.field_errors().is_empty());
}

#[tokio::test]
async fn a_refusal_of_any_length_is_one_short_line() {
    let entry = json!({ "loc": vec!["a"; 60], "msg": "m", "type": "t" });
    let error = refused(json(422, json!({ "detail": vec![entry; 200] }))).await;
    assert_eq!(error.field_errors().len(), 50);
    assert!(error.to_string().chars().count() < 250, "{error}");
    assert!(error.field_errors()[0].pointer().len() < 250);

    let error = refused(json(422, json!({ "detail": " ".repeat(64 * 1024) }))).await;
    is(&error, ErrorKind::Validation, 422, "vendor refused the request: 422 Unprocessable Entity");
    assert_eq!(error.body(), None);
}

#[tokio::test]
async fn an_undocumented_status_is_said_to_be_one() {
    let error = refused(json(418, json!({ "detail": "short and stout" }))).await;
    is(&error, ErrorKind::UnexpectedStatus, 418, "vendor refused the request: 418 short and stout");
    assert_eq!(error.outcome(), Outcome::Refused);

    let error = refused(Reply::new(status(204))).await;
    is(
        &error,
        ErrorKind::UnexpectedStatus,
        204,
        "vendor responded with an undocumented status: 204 No Content",
    );
    assert_eq!(error.outcome(), Outcome::Acted);

    let error = refused(json(599, json!({ "detail": "?" }))).await;
    is(&error, ErrorKind::Server, 599, "vendor failed: 599 ?");
    assert_eq!((error.outcome(), error.is_retryable()), (Outcome::Unknown, false));
}

#[tokio::test]
async fn success_that_is_not_json_is_a_decode_error() {
    for body in ["<html>hello</html>", "", "{\"transaction_id\": \"t\", \"data\":"] {
        let error = refused(Reply::new(status(200)).body(body)).await;
        is(&error, ErrorKind::Decode, 200, "vendor's response could not be read: 200 the body is not JSON");
        assert_eq!(error.body().unwrap(), body.as_bytes());
        assert_eq!((error.outcome(), error.is_retryable()), (Outcome::Acted, false));
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_an_error_and_not_an_allocation() {
    let sandbox = sandbox().await;
    let client = sandbox.client_builder().max_body_bytes(1000).build().unwrap();
    sandbox.reply_once(Reply::new(status(200)).body(vec![b' '; 1001]));
    let error = start(&client).send().await.unwrap_err();
    is(&error, ErrorKind::TooLarge, 200, "vendor's response is larger than max_body_bytes (1000)");
    assert_eq!((error.outcome(), error.is_retryable(), error.body()), (Outcome::Acted, false, None));

    sandbox.reply_once(json(401, json!({ "detail": "x".repeat(1000) })));
    let error = start(&client).send().await.unwrap_err();
    is(&error, ErrorKind::Unauthenticated, 401, "vendor refused the request: 401 Unauthorized");
    assert_eq!(error.body(), None);
    assert_eq!(sandbox.requests().len(), 2);

    let mut exact =
        json!({ "transaction_id": "t", "data": { "authorization_url": sandbox.url() } }).to_string();
    exact += &" ".repeat(1000 - exact.len());
    sandbox.reply_once(Reply::new(status(200)).body(exact));
    start(&client).send().await.unwrap();
}

#[tokio::test]
async fn an_announced_body_over_the_limit_is_not_waited_for() {
    let server = RawServer::stalling(b"HTTP/1.1 200 OK\r\ncontent-length: 10737418240\r\n\r\n").await;
    let client = crate::support::client_of(&server.url).build().unwrap();
    let error = start(&client).send().await.unwrap_err();
    is(&error, ErrorKind::TooLarge, 200, "vendor's response is larger than max_body_bytes (33554432)");
}

#[tokio::test]
async fn an_unannounced_body_over_the_limit_is_found_while_reading() {
    let mut answer = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_owned();
    for _ in 0..20 {
        answer += &format!("64\r\n{}\r\n", " ".repeat(100));
    }
    let server = RawServer::answering(answer + "0\r\n\r\n").await;
    let client = crate::support::client_of(&server.url).max_body_bytes(1000).build().unwrap();
    let error = start(&client).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn the_vendors_words_are_cut_to_one_short_line() {
    let error = refused(json(
        401,
        json!({ "detail": format!("a\r\n\u{1b}[31mb\u{202e}\u{0}c {}", "é".repeat(500)) }),
    ))
    .await;
    let detail = error.detail().unwrap();
    assert!(detail.starts_with("a [31mbc ééé"), "{detail}");
    assert_eq!(detail.chars().count(), 201);
    assert!(detail.ends_with('…'));
    assert_eq!(error.to_string().lines().count(), 1);
}

#[tokio::test]
async fn retry_after_is_read_in_seconds_and_as_a_date() {
    let with = |value: &str| {
        json(429, fixture("initiate-session.429.json"))
            .header(RETRY_AFTER, HeaderValue::from_str(value).unwrap())
    };
    assert_eq!(refused(with("17")).await.retry_after(), Some(Duration::from_secs(17)));
    for (fraction, seconds) in [("1.5", 2), ("0.001", 1), ("3.000", 3), (" 2.9 ", 3), ("0.0", 0)] {
        let found = refused(with(fraction)).await.retry_after();
        assert_eq!(found, Some(Duration::from_secs(seconds)), "{fraction}");
    }
    // The vendor's clock may be years off: its own `Date` says by how much.
    let by_its_clock = with("Thu, 01 Jan 2099 00:00:30 GMT")
        .header(DATE, HeaderValue::from_static("Thu, 01 Jan 2099 00:00:00 GMT"));
    assert_eq!(refused(by_its_clock).await.retry_after(), Some(Duration::from_secs(30)));
    let by_its_clock = with("Thu, 01 Jan 2015 00:00:30 GMT")
        .header(DATE, HeaderValue::from_static("Thu, 01 Jan 2015 00:00:00 GMT"));
    assert_eq!(refused(by_its_clock).await.retry_after(), Some(Duration::from_secs(30)));
    assert_eq!(refused(with("Thu, 01 Jan 1970 00:00:00 GMT")).await.retry_after(), Some(Duration::ZERO));
    let later = refused(with("Fri, 01 Jan 2100 00:00:00 GMT")).await.retry_after().unwrap();
    assert!(later > Duration::from_secs(365 * 24 * 3600), "{later:?}");
    for odd in ["soon", "-1", "", "99999999999999999999999", "1.", ".5", "1.5.5", "1e3", "1,5"] {
        assert_eq!(refused(with(odd)).await.retry_after(), None);
    }
    assert_eq!(refused(json(429, fixture("initiate-session.429.json"))).await.retry_after(), None);
}

#[tokio::test]
async fn the_vendors_words_are_found_wherever_they_stand() {
    for (body, said) in [
        (json!({ "detail": { "message": "no such plan", "code": 7 } }), "no such plan"),
        (json!({ "detail": { "msg": "no such plan" } }), "no such plan"),
        (json!({ "detail": { "error": "no such plan" } }), "no such plan"),
        (json!({ "message": "Forbidden" }), "Forbidden"),
        (json!({ "msg": "no such plan" }), "no such plan"),
        (json!({ "error": "invalid_grant", "error_description": "code expired" }), "code expired"),
        (json!({ "error": "invalid_grant" }), "invalid_grant"),
        (json!({ "error": { "code": "x", "message": "no such plan" } }), "no such plan"),
        (json!({ "error": { "error": { "msg": "no such plan" } } }), "no such plan"),
        (json!({ "detail": null, "message": " ", "error": "no such plan" }), "no such plan"),
        (json!({ "detail": [], "message": "no such plan" }), "no such plan"),
        (json!({ "detail": "", "message": "no such plan" }), "no such plan"),
        (json!({ "statusCode": 403, "message": ["one", "two"], "error": "Forbidden" }), "one; two"),
    ] {
        let error = refused(json(403, body.clone())).await;
        assert_eq!(error.detail(), Some(said), "{body}");
        is(&error, ErrorKind::Forbidden, 403, &format!("vendor refused the request: 403 {said}"));
        let marked = Reply::new(status(403)).body(format!("\u{feff}{body}"));
        assert_eq!(refused(marked).await.detail(), Some(said), "{body}");
    }
    let mut deep = json!("no such plan");
    for _ in 0..100 {
        deep = json!({ "error": deep });
    }
    assert_eq!(refused(json(403, deep)).await.detail(), None);
    for code in [400, 422] {
        let error = refused(json(code, json!({ "detail": [], "message": "no such plan" }))).await;
        assert_eq!(error.detail(), Some("no such plan"), "{code}");
    }
    let deep = format!("{{\"detail\":\"no such plan\",\"zq\":{}1{}}}", "[".repeat(300), "]".repeat(300));
    assert_eq!(refused(Reply::new(status(403)).body(deep)).await.detail(), Some("no such plan"));
    let error = refused(json(400, json!({ "message": "Inactive client_id" }))).await;
    assert_eq!(error.kind(), ErrorKind::InactiveClient);
    let error =
        refused(json(403, json!({ "message": format!("not {} again", crate::support::PURPOSE) }))).await;
    assert_eq!(error.detail(), Some("not [redacted] again"));
}
