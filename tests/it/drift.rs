//! A drifted message gives the finding that says where, and nothing else.

use deepvue_digilocker::Operation;
use deepvue_digilocker::contract::{self, Check, Contract, Recorded, Report, Severity};
use serde_json::{Value, json};

use crate::support::spec::fixture;

/// Check, severity and place of every finding.
pub fn said(report: &Report) -> Vec<(&'static str, &'static str, String)> {
    let said = report.findings().iter();
    said.map(|it| (it.check().as_str(), it.severity().as_str(), it.instance().to_owned())).collect()
}

fn answered(recorded: &Recorded) -> Report {
    contract::embedded().check_response(Operation::InitiateSession, recorded)
}

fn answer(status: u16, body: &Value) -> Recorded {
    Recorded::answer(status, body.to_string())
}

fn found(check: &'static str, severity: &'static str, place: &str) -> (&'static str, &'static str, String) {
    (check, severity, place.to_owned())
}

/// A document with one operation, `GET /things/{id}`, named `thing`.
fn contract(operation: Value, schemas: Value) -> Contract {
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Things", "version": "1" },
        "servers": [{ "url": "https://api.example/v2" }],
        "paths": { "/things/{id}": { "get": operation } },
        "components": { "schemas": schemas, "securitySchemes": {
            "key": { "type": "apiKey", "in": "header", "name": "X-Key" },
            "other": { "type": "apiKey", "in": "query", "name": "token" },
            "bearer": { "type": "http", "scheme": "bearer" },
        } },
    });
    contract::mask_aadhaar(Contract::from_json(&document.to_string()).unwrap())
}

/// A contract whose answer 200 has this schema, beside the schemas `A` and `B`.
fn answering(schema: Value, a: Value, b: Value) -> Contract {
    let content = json!({ "application/json": { "schema": schema } });
    let operation = json!({
        "operationId": "thing",
        "responses": { "200": { "description": "", "content": content } },
    });
    contract(operation, json!({ "A": a, "B": b }))
}

fn thing() -> &'static str {
    "thing"
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
fn what_only_the_decoder_refuses_is_found() {
    let mut body = fixture("initiate-session.201.json");
    body["timestamp"] = json!(18_446_744_073_709_551_615_u64);
    assert_eq!(said(&answered(&answer(201, &body))), [found("decode-failed", "error", "/body/timestamp")]);
    body["timestamp"] = json!(200.0);
    assert_eq!(said(&answered(&answer(201, &body))), [found("wrong-type", "error", "/body/timestamp")]);
    let twice = r#"{"detail": "a", "detail": "b"}"#;
    assert_eq!(said(&answered(&Recorded::answer(401, twice))), [found("decode-failed", "error", "/body")]);
    let twice = r#"{"detail": "a", "detail": "b", "more": 1}"#;
    assert_eq!(
        said(&answered(&Recorded::answer(401, twice))),
        [found("field-undocumented", "warning", "/body/more"), found("decode-failed", "error", "/body")]
    );
    let twice = Recorded::answer(200, r#"{"data": [{"uri": "a"}, {"uri": "a", "uri": "b"}]}"#);
    let report = contract::embedded().check_response(Operation::IssuedFiles, &twice);
    assert_eq!(said(&report), [found("decode-failed", "error", "/body/data/1")]);
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
fn a_number_is_looked_at_wherever_its_schema_says_that_it_is_masked() {
    let masked = json!({ "type": "string", "x-masked": true });
    let mut open = json!({ "type": "string", "x-masked": false });
    let a = json!({ "type": "object", "required": ["uid"], "properties": { "uid": masked, "other": open } });
    let check = |schema: Value, body: Value| {
        let contract = answering(schema, a.clone(), masked.clone());
        said(&contract.check_response(thing(), &answer(200, &body)))
    };
    let [to_a, to_b] = ["A", "B"].map(|name| json!({ "$ref": format!("#/components/schemas/{name}") }));
    let clear = |place: &str| vec![found("unmasked", "error", place)];
    let uid = CLEAR[2];
    assert_eq!(check(to_b.clone(), json!(uid)), clear("/body"));
    assert_eq!(check(to_a.clone(), json!({ "uid": uid, "other": uid })), clear("/body/uid"));
    let list = json!({ "type": "array", "items": to_b });
    assert_eq!(check(list, json!([MASKED[1], uid])), clear("/body/1"));
    let union = json!({ "oneOf": [{ "type": "integer" }, { "allOf": [to_a] }] });
    assert_eq!(check(union, json!({ "uid": uid })), clear("/body/uid"));
    open["additionalProperties"] = masked.clone();
    open["type"] = json!("object");
    assert_eq!(check(open, json!({ "Asha Rao": uid })), clear("/body/*"));
}

#[test]
fn statuses_content_types_and_bodies_are_checked_before_schemas() {
    let sample = fixture("initiate-session.201.json").to_string();
    let of = |status, body: &str| Recorded::answer(status, body.to_owned());
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
    let report = contract::embedded().check_response(thing(), &answer(200, &json!({})));
    assert_eq!(said(&report), [found("operation-undocumented", "error", "")]);
}

#[test]
fn an_exact_status_comes_before_its_range_and_a_range_before_the_default() {
    let answer = |name: &str| {
        let schema = json!({ "type": "object", "required": [name], "properties": { name: {} } });
        json!({ "description": "", "content": { "application/json": { "schema": schema } } })
    };
    let responses = json!({ "404": answer("exact"), "4XX": answer("range"), "default": answer("rest") });
    let contract = contract(json!({ "operationId": "thing", "responses": responses }), json!({}));
    for (status, name) in [(404, "exact"), (405, "range"), (500, "rest")] {
        let recorded = Recorded::answer(status, json!({ name: 1 }).to_string());
        let report = contract.check_response(thing(), &recorded);
        assert_eq!(said(&report), []);
        assert_eq!(report.coverage().missing().count(), 2);
    }
}

#[test]
fn the_content_type_with_the_most_in_common_is_the_one() {
    let content = |name: &str| json!({ "schema": { "type": "object", "required": [name], "properties": { name: {} } } });
    let answer = json!({ "description": "", "content": {
        "*/*": content("any"),
        "application/*": content("application"),
        "application/json": content("plain"),
        "application/json; version=2": content("second"),
    } });
    let contract = contract(json!({ "operationId": "thing", "responses": { "200": answer } }), json!({}));
    for (media, name) in [
        ("application/json; version=2; charset=utf-8", "second"),
        ("Application/JSON; Version=\"2\"", "second"),
        ("application/json; version=3", "plain"),
        ("application/problem+json", "application"),
        ("text/json", "any"),
    ] {
        let recorded = Recorded::answer(200, json!({ name: 1 }).to_string()).header("content-type", media);
        assert_eq!(said(&contract.check_response(thing(), &recorded)), [], "{media}");
    }
}

#[test]
fn headers_of_answers_are_checked_as_what_their_text_stands_for() {
    let answer = json!({ "description": "", "headers": {
        "X-Left": { "required": true, "schema": { "type": "integer", "minimum": 0 } },
        "X-Tags": { "schema": { "type": "array", "items": { "type": "string" } } },
        "X-Id": { "schema": { "type": "string", "pattern": "^[0-9]+$" }, "x-evidence": "inferred" },
    } });
    let contract = contract(json!({ "operationId": "thing", "responses": { "200": answer } }), json!({}));
    let check = |headers: &[(&str, &str)]| {
        let start = Recorded::answer(200, "").header("server", "x");
        let recorded = headers.iter().fold(start, |recorded, (name, value)| recorded.header(*name, *value));
        said(&contract.check_response(thing(), &recorded))
    };
    assert_eq!(check(&[("x-left", "5"), ("x-tags", "a, 2"), ("x-id", "12")]), []);
    assert_eq!(check(&[]), [found("header-missing", "error", "/headers/x-left")]);
    assert_eq!(check(&[("x-left", "-5")]), [found("header-invalid", "error", "/headers/x-left")]);
    let soft = check(&[("x-left", "5"), ("x-id", "a")]);
    assert_eq!(soft, [found("header-invalid", "warning", "/headers/x-id")]);
}

#[test]
fn requests_must_carry_one_whole_list_of_security_schemes() {
    let security = json!([{ "key": [], "other": [] }, { "bearer": [] }]);
    let operation = json!({ "operationId": "thing", "security": security, "responses": { "204": { "description": "" } } });
    let contract = contract(operation, json!({}));
    let entry = |url: &str, name: &str, value: &str| {
        let request = json!({ "method": "GET", "url": url, "headers": [{ "name": name, "value": value }] });
        let har = json!({ "log": { "entries": [{ "request": request, "response": { "status": 204 } }] } });
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("one.har"), har.to_string()).unwrap();
        said(&contract.check_dir(folder.path()).unwrap())
    };
    let url = "https://api.example/v2/things/7";
    assert_eq!(entry(url, "Authorization", "Bearer zq"), []);
    assert_eq!(entry(&format!("{url}?token=zq"), "x-key", "zq"), []);
    assert_eq!(entry(url, "x-key", "zq"), [found("security-missing", "error", "/query/token")]);
    let basic = entry(url, "authorization", "Basic zq");
    assert_eq!(basic, [found("security-missing", "error", "/headers/authorization")]);
    assert_eq!(
        entry(url, "X-Odd", "zq"),
        [
            found("security-missing", "error", "/headers/authorization"),
            found("header-undocumented", "warning", "/headers/x-odd"),
        ]
    );
}

#[test]
fn a_har_entry_finds_its_operation_by_method_and_path_or_is_said_to_have_none() {
    let operation = json!({ "operationId": "thing", "responses": { "204": { "description": "" } } });
    let contract = contract(operation, json!({}));
    let check = |method: &str, url: &str| {
        let request = json!({ "method": method, "url": url });
        let har = json!({ "log": { "entries": [{ "request": request, "response": { "status": 204 } }] } });
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("one.har"), har.to_string()).unwrap();
        contract.check_dir(folder.path()).map(|report| said(&report)).map_err(|error| error.to_string())
    };
    assert_eq!(check("GET", "https://api.example/v2/things/7?a=b"), Ok(vec![]));
    assert_eq!(check("GET", "http://127.0.0.1:9/things/7"), Ok(vec![]));
    let unknown = Ok(vec![found("operation-undocumented", "error", "")]);
    assert_eq!(check("PUT", "https://api.example/v2/things/7"), unknown);
    assert_eq!(check("GET", "https://api.example/v2/other"), unknown);
    let elsewhere = check("GET", "https://elsewhere.example/pixel.gif").unwrap_err();
    assert!(elsewhere.ends_with("no recorded exchange is with a server of this spec"), "{elsewhere}");
}

#[test]
fn inside_a_union_only_the_closest_variant_speaks() {
    let a = json!({ "type": "object", "required": ["kind", "size"], "properties": {
        "kind": { "type": "string", "enum": ["a"] }, "size": { "type": "integer" } } });
    let b = json!({ "type": "object", "required": ["kind", "name"], "properties": {
        "kind": { "type": "string", "enum": ["b"] }, "name": { "type": "string" }, "more": {} } });
    let union =
        json!({ "oneOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }] });
    let contract = answering(union, a.clone(), b.clone());
    let check = |body: Value| said(&contract.check_response(thing(), &answer(200, &body)));
    assert_eq!(check(json!({ "kind": "b", "name": "x" })), []);
    assert_eq!(check(json!({ "kind": "b", "name": 5 })), [found("wrong-type", "error", "/body/name")]);
    assert_eq!(check(json!({ "kind": "a" })), [found("required-missing", "error", "/body/size")]);
    assert_eq!(check(json!(5)), [found("no-variant", "error", "/body")]);
    assert_eq!(check(json!(null)), [found("null-not-allowed", "error", "/body")]);
    assert_eq!(
        check(json!({ "kind": "a", "size": 1, "name": "x" })),
        [found("field-undocumented", "warning", "/body/name")]
    );

    let mapping = json!({ "first": "#/components/schemas/A", "second": "#/components/schemas/B" });
    let mut union =
        json!({ "oneOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }] });
    union["discriminator"] = json!({ "propertyName": "which", "mapping": mapping });
    let contract = answering(union, a, b);
    let body = json!({ "which": "second", "kind": "a" });
    let report = contract.check_response(thing(), &answer(200, &body));
    assert_eq!(
        said(&report),
        [
            found("enum-unknown", "warning", "/body/kind"),
            found("required-missing", "error", "/body/name"),
            found("field-undocumented", "warning", "/body/which"),
        ]
    );
}

#[test]
fn a_field_is_undocumented_only_where_nothing_could_name_it() {
    let part = |name: &str| json!({ "type": "object", "properties": { name: {} } });
    let check = |schema: Value, body: Value| {
        let contract = answering(schema, part("a"), json!({ "type": "object" }));
        said(&contract.check_response(thing(), &answer(200, &body)))
    };
    let both = json!({ "allOf": [{ "$ref": "#/components/schemas/A" }, part("b")] });
    let new = |place: &str| vec![found("field-undocumented", "warning", place)];
    assert_eq!(check(both.clone(), json!({ "a": 1, "b": { "free": 1 } })), []);
    assert_eq!(check(both, json!({ "c": 1 })), new("/body/c"));
    assert_eq!(check(json!({ "$ref": "#/components/schemas/B" }), json!({ "c": 1 })), []);
    let mut open = part("a");
    open["additionalProperties"] = json!({ "type": "object", "properties": { "x": {} } });
    assert_eq!(check(open.clone(), json!({ "c": { "x": 1 } })), []);
    // The names in a map may be data.
    assert_eq!(check(open.clone(), json!({ "Asha": { "y": 1 } })), new("/body/*/y"));
    assert_eq!(check(open, json!({ "Asha": 5 })), [found("wrong-type", "error", "/body/*")]);
    let mut closed = part("a");
    closed["additionalProperties"] = json!(false);
    assert_eq!(check(closed, json!({ "c": 1 })), [found("field-forbidden", "error", "/body/c")]);
    let any =
        json!({ "anyOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }] });
    assert_eq!(check(any, json!({ "c": 1 })), []);
    let list = json!({ "type": "array", "items": { "$ref": "#/components/schemas/A" } });
    assert_eq!(check(list, json!([{ "a": 1 }, { "c": 1 }])), new("/body/1/c"));
}

#[test]
fn a_body_full_of_drift_costs_no_more_than_a_thousand_findings() {
    let body = json!({ "detail": vec![json!(1); 5_000], "more": { "x": 1 } });
    assert_eq!(answered(&answer(422, &body)).findings().len(), 1_000);
}

#[test]
fn a_property_of_the_other_direction_is_neither_required_nor_allowed() {
    let schema = json!({ "type": "object", "required": ["id", "secret"], "properties": {
        "id": { "type": "string", "readOnly": true }, "secret": { "type": "string", "writeOnly": true } } });
    let contract = answering(schema, json!({}), json!({}));
    let check = |body: Value| said(&contract.check_response(thing(), &answer(200, &body)));
    assert_eq!(check(json!({ "id": "x" })), []);
    assert_eq!(
        check(json!({ "id": "x", "secret": "x" })),
        [found("field-forbidden", "error", "/body/secret")]
    );
}

#[test]
fn formats_and_constraints_are_named_by_what_they_break() {
    let schema = json!({ "type": "object", "properties": {
        "day": { "type": "string", "format": "date" }, "photo": { "type": "string", "format": "byte" },
        "code": { "type": "string", "pattern": "^[A-Z]+$", "maxLength": 3 }, "list": { "type": "array", "maxItems": 1 },
    } });
    let contract = answering(schema, json!({}), json!({}));
    let body = json!({ "day": "23-11-2026", "photo": "not base64", "code": "abcd", "list": [1, 2] });
    let report = contract.check_response(thing(), &answer(200, &body));
    let said = report.findings().iter().map(|it| format!("{} {}", it.fingerprint(), it.message()));
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            "thing 200 constraint /body/code maxLength is a string of 4 characters, documented is maxLength 3",
            "thing 200 constraint /body/code pattern is a string of 4 characters, documented is pattern \"^[A-Z]+$\"",
            "thing 200 format /body/day is a string of 10 characters, no date",
            "thing 200 constraint /body/list maxItems is an array of 2 items, documented is maxItems 1",
            "thing 200 format /body/photo is a string of 10 characters, no byte",
        ]
    );
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
    let report = contract::embedded().check_dir(folder.path()).unwrap();
    assert!(report.findings().len() > 8, "{report}");
    let text = format!("{report} {report:?} {} {:?}", report.to_json(), report.findings());
    for secret in secrets.iter().chain(&["1234", "9191", "person", "Street"]) {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[test]
fn the_readmes_table_of_checks_is_the_codes() {
    let readme = std::fs::read_to_string(crate::support::spec::root().join("README.md")).unwrap();
    for check in Check::ALL {
        let row = format!("| `{check}` | {} |", check.severity());
        assert!(readme.contains(&row), "{row}");
    }
}
