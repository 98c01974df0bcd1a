//! A drifted message gives the finding that says where, and nothing else.

use deepvue_digilocker::Operation;
use deepvue_digilocker::contract::{self, Check, Contract, Recorded, Report, Severity};
use serde_json::{Value, json};

use crate::support::spec::fixture;

/// Check, severity and place of every finding.
fn said(report: &Report) -> Vec<(&'static str, &'static str, String)> {
    let said = report.findings().iter();
    said.map(|it| (it.check().as_str(), it.severity().as_str(), it.instance().to_owned())).collect()
}

fn answered(recorded: &Recorded) -> Report {
    contract::embedded().check_response(Operation::InitiateSession, recorded)
}

fn answer(status: u16, body: &Value) -> Recorded {
    Recorded::response(status, body.to_string())
}

fn found(check: &'static str, severity: &'static str, place: &str) -> (&'static str, &'static str, String) {
    (check, severity, place.to_owned())
}

#[test]
fn all_that_is_wrong_with_an_answer_is_said_at_once() {
    let body = json!({
        "code": "201", "timestamp": null, "sub_code": 1,
        "data": { "authorization_url": null, "expires_in": 600 },
    });
    assert_eq!(
        said(&answered(&answer(201, &body))),
        [
            found("wrong-type", "error", "/body/code"),
            found("null-not-allowed", "error", "/body/data/authorization_url"),
            found("field-undocumented", "warning", "/body/data/expires_in"),
            found("field-undocumented", "warning", "/body/sub_code"),
            found("required-missing", "error", "/body/transaction_id"),
        ]
    );
}

#[test]
fn what_is_only_inferred_is_contradicted_a_step_softer() {
    let body = json!({ "detail": 5 });
    assert_eq!(said(&answered(&answer(503, &body))), [found("wrong-type", "warning", "/body/detail")]);
    assert_eq!(said(&answered(&answer(500, &body))), [found("wrong-type", "error", "/body/detail")]);
}

#[test]
fn what_a_client_can_not_decode_is_found_though_it_fits_the_schema() {
    let mut body = fixture("initiate-session.201.json");
    body["timestamp"] = json!(18_446_744_073_709_551_615_u64);
    assert_eq!(said(&answered(&answer(201, &body))), [found("decode-failed", "error", "/body/timestamp")]);
    body["timestamp"] = json!(200.0);
    assert_eq!(said(&answered(&answer(201, &body))), [found("wrong-type", "error", "/body/timestamp")]);
    let twice = r#"{"detail": "a", "detail": "b"}"#;
    let repeated = found("field-repeated", "error", "/body/detail");
    assert_eq!(said(&answered(&Recorded::response(401, twice))), [repeated]);
    let twice = Recorded::response(200, r#"{"data": [{"uri": "a"}, {"uri": "a", "uri": "b"}]}"#);
    let report = contract::embedded().check_response(Operation::IssuedFiles, &twice);
    assert_eq!(said(&report), [found("field-repeated", "error", "/body/data/1/uri")]);
}

/// What `masked_uid` may not be, and what it may be.
const CLEAR: [&str; 7] = [
    "3645.1873/6451",
    "364518736451",
    "3645 1873 6451",
    "3645-1873-6451",
    "UID 3645\u{a0}1873\u{2011}6451, India",
    "9364518736451",
    "३६४५१८७३६४५१",
];
const MASKED: [&str; 6] =
    ["", "XXXXXXXX6451", "xxxx xxxx 6451", "****-****-6451", "36451873****6451", "3645 •••• 18736451"];

#[test]
fn an_aadhaar_number_in_clear_is_an_error_whatever_the_evidence() {
    let inferred = crate::support::spec::text().replace("x-evidence: sample", "x-evidence: inferred");
    let inferred = inferred.replace("x-evidence: stated", "x-evidence: inferred");
    let inferred = contract::mask_aadhaar(Contract::from_yaml(&inferred).unwrap());
    for contract in [contract::embedded(), inferred] {
        let check = |uid: Value| {
            let mut body = fixture("eaadhaar.200.json");
            body["data"]["masked_uid"] = uid;
            contract.check_response(Operation::Eaadhaar, &answer(200, &body))
        };
        for uid in CLEAR {
            let report = check(uid.into());
            assert_eq!(said(&report), [found("unmasked", "error", "/body/data/masked_uid")], "{uid}");
            let finding = &report.findings()[0];
            assert_eq!(finding.spec(), "/components/schemas/EaadhaarData/properties/masked_uid/x-masked");
            let text = format!("{report} {report:?} {}", report.to_json()).replace(char::is_whitespace, "");
            assert!(!text.contains("6451") && !text.contains("६४५१"), "{text}");
        }
        for uid in MASKED {
            assert_eq!(said(&check(uid.into())), [], "{uid}");
        }
        let number = said(&check(json!(364_518_736_451_i64)));
        assert!(number.contains(&found("unmasked", "error", "/body/data/masked_uid")), "{number:?}");
        assert_eq!(number.len(), 2, "{number:?}");
    }
}

#[test]
fn statuses_content_types_and_bodies_are_checked_before_schemas() {
    let sample = fixture("initiate-session.201.json").to_string();
    let of = |status, body: &str| Recorded::response(status, body.to_owned());
    let json = "application/json; charset=utf-8";
    for (recorded, expected) in [
        (of(202, &sample), found("status-undocumented", "error", "/status")),
        (
            of(201, &sample).header("date", "x"),
            found("content-type-missing", "warning", "/headers/content-type"),
        ),
        (
            of(502, "<html>").header("content-type", "text/html"),
            found("status-undocumented", "error", "/status"),
        ),
        (
            of(503, "<html>").header("content-type", "text/html"),
            found("content-type-undocumented", "error", "/headers/content-type"),
        ),
        (of(503, "<html>").header("Content-Type", json), found("body-not-json", "error", "/body")),
        (of(201, ""), found("body-empty", "error", "/body")),
    ] {
        assert_eq!(said(&answered(&recorded)), [expected]);
    }
    answered(&of(201, &sample).header("content-type", json)).fail_on(Severity::Info).assert_clean();
}

#[test]
fn an_operation_that_the_spec_does_not_have_never_passes() {
    let report = contract::embedded().check_response("thing", &answer(200, &json!({})));
    assert_eq!(said(&report), [found("operation-undocumented", "error", "")]);
}

#[test]
fn a_body_full_of_drift_costs_no_more_than_a_thousand_findings() {
    let body = json!({ "detail": vec![json!(1); 5_000], "more": { "x": 1 } });
    assert_eq!(answered(&answer(422, &body)).findings().len(), 1_000);
}

#[test]
fn no_report_holds_a_value_of_a_message() {
    let secrets = ["zqName", "zq@person.example", "zqToken", "zq Street", "zqHeader", "zqQuery"];
    let body = json!({
        "code": secrets[0], "timestamp": [secrets[1]], "transaction_id": { "deep": secrets[2] },
        secrets[3]: 1, "data": secrets[4], "1234 5678 9012": { "x": 1 }, "91919191": 1,
    });
    let har = json!({ "log": { "entries": [{
        "request": {
            "method": "POST",
            "url": format!("https://production.deepvue.tech/v1/kyc/digilocker/initiate-session?q={}", secrets[5]),
            "headers": [{ "name": "x-api-key", "value": secrets[4] }, { "name": "x-odd", "value": secrets[4] }],
            "postData": { "mimeType": "application/json", "text": json!({ "consent": secrets[0] }).to_string() },
        },
        "response": {
            "status": 201, "headers": [{ "name": "content-type", "value": "application/json" }],
            "content": { "text": body.to_string() },
        },
    }] } });
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("one.har"), har.to_string()).unwrap();
    let report = contract::embedded().check_recordings(folder.path()).unwrap();
    assert!(report.findings().len() > 8, "{report}");
    let text = format!("{report} {report:?} {} {:?}", report.to_json(), report.findings());
    for secret in secrets.iter().chain(&["1234", "9191", "person", "Street"]) {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[test]
fn the_table_of_checks_is_the_codes() {
    let path = crate::support::spec::root().join("crates/openapi-drift/docs/checks.md");
    let table = std::fs::read_to_string(path).unwrap();
    for check in Check::ALL {
        let row = format!("| `{check}` | {} |", check.severity());
        assert!(table.contains(&row), "{row}");
    }
}
