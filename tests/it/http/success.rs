//! Success is what the body shows, not what the status says: a 2xx without the documented result is not believed.

use deepvue_digilocker::{ErrorKind, Outcome};
use serde_json::json;

use crate::support::answers::{OPERATIONS, authorized, called, text};

#[tokio::test]
async fn a_success_that_shows_none_is_an_error_with_the_vendors_words() {
    for (body, words) in [
        (json!({ "error": "invalid_grant", "error_description": "code expired" }), Some("code expired")),
        (json!({ "detail": "Invalid digilocker_code" }), Some("Invalid digilocker_code")),
        (json!({}), None),
        (json!({ "data": null }), None),
        (json!({ "code": null, "sub_code": null, "data": null }), None),
        (json!({ "code": "ERROR", "data": null }), None),
        (json!({ "code": 200, "sub_code": "FAILED", "message": "no luck", "data": null }), Some("no luck")),
        (json!({ "code": 200, "sub_code": "FAILED", "message": "no luck", "data": {} }), Some("no luck")),
        (json!({ "code": 200, "sub_code": "PENDING", "data": null }), None),
        (json!({ "code": 200, "sub_code": "SUCCESS", "error": "no luck", "data": null }), Some("no luck")),
        (json!({ "code": 200, "sub_code": "SUCCESS", "data": "no luck" }), None),
        (json!({ "code": 200, "sub_code": "SUCCESS", "data": 7 }), None),
        (json!({ "code": 500, "message": "no luck", "data": { "name": "Asha" } }), Some("no luck")),
        (json!({ "code": "401", "message": "no luck", "data": { "name": "Asha" } }), Some("no luck")),
        (json!({ "success": false, "message": { "text": "x" } }), None),
        (json!({ "code": 200, "sub_code": { "value": "FAILED" }, "data": null }), None),
        (json!({ "code": 200, "sub_code": ["FAILED", "E1"], "data": null }), None),
        (json!({ "code": 200, "sub_code": false, "data": null }), None),
        (json!({ "code": 200, "error": true, "data": null }), None),
        (json!({ "code": 200, "errors": ["x"], "data": null }), None),
        (json!({ "code": 200, "success": false, "data": null }), None),
        (json!({ "code": 200, "status": "FAILED", "data": null }), None),
        (json!({ "status": "error", "data": {} }), None),
        (json!({ "success": false, "data": [] }), None),
        (json!({ "data": { "error": "invalid_grant" } }), None),
        (json!({ "code": 200, "data": { "message": "code expired" } }), None),
        (json!({ "code": 200, "data": { "status": "FAILED" } }), None),
        (json!({ "data": ["Session expired"] }), None),
        (json!({ "data": [7, 7] }), None),
        (json!({ "data": [{ "error": "consent revoked" }] }), None),
        (json!([]), None),
        (json!("no luck"), None),
        (json!(null), None),
    ] {
        // A file's content is text, and a text is what it may be.
        let operations = OPERATIONS.iter().filter(|it| **it != "fetch_file" || !body["data"].is_string());
        for operation in operations {
            let called = called(operation, body.to_string()).await;
            let Err(error) = called else { panic!("{operation} believes {body}") };
            let context = format!("{operation}: {body}: {error}");
            assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Acted), "{context}");
            assert_eq!(error.detail(), words, "{context}");
            assert!(!error.to_string().contains("no luck"), "{context}");
            assert_eq!(error.body().unwrap(), body.to_string().as_bytes());
        }
    }
}

#[tokio::test]
async fn a_documented_null_stays_a_success() {
    for operation in ["access_token", "issued_files", "eaadhaar"] {
        for body in [
            json!({ "code": 200, "sub_code": "SUCCESS", "data": null }),
            json!({ "code": 201, "sub_code": null }),
            json!({ "code": "200", "sub_code": "success", "data": [] }),
            json!({ "code": 200.0, "data": "" }),
        ] {
            called(operation, body.to_string()).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_result_under_an_unknown_sub_code_is_not_lost() {
    let documents =
        authorized(json!({ "code": 200, "sub_code": "OK_NEW", "data": { "name": "Asha" } })).await;
    assert_eq!(text(documents.holder().name()), Some("Asha"));
}

#[tokio::test]
async fn a_result_beside_a_word_of_failure_or_a_failing_code_is_none() {
    let data = json!({ "name": "Asha" });
    for (body, said) in [
        (json!({ "code": 200, "sub_code": "FAILED", "data": data }), "its body reports a failure"),
        (json!({ "sub_code": "invalid_grant", "data": data }), "its body reports a failure"),
        (json!({ "code": 422, "sub_code": "SUCCESS", "data": data }), "its body has the code 422"),
    ] {
        let error = called("access_token", body.to_string()).await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Acted), "{body}");
        assert!(error.to_string().ends_with(said), "{error}");
    }
    for word in ["NO_ERROR", "NOT_EXPIRED"] {
        let documents = authorized(json!({ "code": 200, "sub_code": word, "data": data })).await;
        assert_eq!(text(documents.holder().name()), Some("Asha"), "{word}");
    }
}

#[tokio::test]
async fn a_session_without_a_usable_transaction_id_is_no_session() {
    let data = json!({ "authorization_url": "https://production.deepvue.tech/x" });
    for id in [json!(""), json!(" "), json!(null), json!(7), json!(["t"]), json!({})] {
        let body = json!({ "code": 201, "transaction_id": id, "data": data });
        let error = called("initiate_session", body.to_string()).await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Acted), "{id}");
        assert!(error.to_string().contains("transaction"), "{error}");
    }
    let error = called("initiate_session", json!({ "data": data }).to_string()).await.unwrap_err();
    assert_eq!(error.to_string(), "vendor's response could not be read: 200 /transaction_id is missing");
}

#[tokio::test]
async fn a_byte_order_mark_before_json_is_skipped() {
    let body = "\u{feff}{\"data\":{\"name\":\"Asha\"}}";
    let documents = called("access_token", body).await.unwrap().unwrap();
    assert_eq!(text(documents.holder().name()), Some("Asha"));
    let error = called("access_token", "\u{feff}").await.unwrap_err();
    assert_eq!(error.body().unwrap(), "\u{feff}".as_bytes());
}
