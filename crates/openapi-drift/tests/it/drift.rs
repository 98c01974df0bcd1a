//! Checks that a drifted message gives one finding with its location, and nothing else.

use openapi_drift::{Contract, Recorded, Report};
use serde_json::{Value, json};

/// Returns the check, severity and location of every finding.
fn said(report: &Report) -> Vec<(&'static str, &'static str, String)> {
    let said = report.findings().iter();
    said.map(|it| (it.check().as_str(), it.severity().as_str(), it.instance().to_owned())).collect()
}

fn response(status: u16, body: &Value) -> Recorded {
    Recorded::response(status, body.to_string())
}

fn found(check: &'static str, severity: &'static str, place: &str) -> (&'static str, &'static str, String) {
    (check, severity, place.to_owned())
}

/// Returns whether a text has twelve digits in a row, with or without spaces and hyphens between them.
fn is_clear(text: &str) -> bool {
    let mut row = 0;
    text.chars().filter(|c| !matches!(c, ' ' | '-')).any(|c| {
        row = if c.is_ascii_digit() { row + 1 } else { 0 };
        row == 12
    })
}

/// Builds a document with one operation, `GET /things/{id}`, named `thing`.
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
    Contract::from_json(&document.to_string()).unwrap().with_mask("x-masked", is_clear)
}

/// Builds a contract whose response 200 has this schema, with the schemas `A` and `B` as components.
fn responding_with(schema: Value, a: Value, b: Value) -> Contract {
    let content = json!({ "application/json": { "schema": schema } });
    let operation = json!({
        "operationId": "thing",
        "responses": { "200": { "description": "", "content": content } },
    });
    contract(operation, json!({ "A": a, "B": b }))
}

/// A number that should be masked, then one that is.
const CLEAR: &str = "4111 1111 1111 1111";
const MASKED: &str = "XXXXXXXXXXXX1111";

#[test]
fn a_number_is_looked_at_wherever_its_schema_says_that_it_is_masked() {
    let masked = json!({ "type": "string", "x-masked": true });
    let mut open = json!({ "type": "string", "x-masked": false });
    let a =
        json!({ "type": "object", "required": ["card"], "properties": { "card": masked, "other": open } });
    let check = |schema: Value, body: Value| {
        let contract = responding_with(schema, a.clone(), masked.clone());
        said(&contract.check_response("thing", &response(200, &body)))
    };
    let [to_a, to_b] = ["A", "B"].map(|name| json!({ "$ref": format!("#/components/schemas/{name}") }));
    let clear = |place: &str| vec![found("unmasked", "error", place)];
    let card = CLEAR;
    assert_eq!(check(to_b.clone(), json!(card)), clear("/body"));
    assert_eq!(check(to_a.clone(), json!({ "card": card, "other": card })), clear("/body/card"));
    let list = json!({ "type": "array", "items": to_b });
    assert_eq!(check(list, json!([MASKED, card])), clear("/body/1"));
    let union = json!({ "oneOf": [{ "type": "integer" }, { "allOf": [to_a] }] });
    assert_eq!(check(union, json!({ "card": card })), clear("/body/card"));
    open["additionalProperties"] = masked.clone();
    open["type"] = json!("object");
    assert_eq!(check(open, json!({ "Asha Rao": card })), clear("/body/*"));
}

#[test]
fn an_exact_status_comes_before_its_range_and_a_range_before_the_default() {
    let response = |name: &str| {
        let schema = json!({ "type": "object", "required": [name], "properties": { name: {} } });
        json!({ "description": "", "content": { "application/json": { "schema": schema } } })
    };
    let responses =
        json!({ "404": response("exact"), "4XX": response("range"), "default": response("rest") });
    let contract = contract(json!({ "operationId": "thing", "responses": responses }), json!({}));
    for (status, name) in [(404, "exact"), (405, "range"), (500, "rest")] {
        let recorded = Recorded::response(status, json!({ name: 1 }).to_string());
        let report = contract.check_response("thing", &recorded);
        assert_eq!(said(&report), []);
        assert_eq!(report.coverage().missing().count(), 2);
    }
}

#[test]
fn the_content_type_with_the_most_in_common_is_the_one() {
    let content = |name: &str| json!({ "schema": { "type": "object", "required": [name], "properties": { name: {} } } });
    let response = json!({ "description": "", "content": {
        "*/*": content("any"),
        "application/*": content("application"),
        "application/json": content("plain"),
        "application/json; version=2": content("second"),
    } });
    let contract = contract(json!({ "operationId": "thing", "responses": { "200": response } }), json!({}));
    for (media, name) in [
        ("application/json; version=2; charset=utf-8", "second"),
        ("Application/JSON; Version=\"2\"", "second"),
        ("application/json; version=3", "plain"),
        ("application/problem+json", "application"),
        ("text/json", "any"),
    ] {
        let recorded = Recorded::response(200, json!({ name: 1 }).to_string()).header("content-type", media);
        assert_eq!(said(&contract.check_response("thing", &recorded)), [], "{media}");
    }
}

#[test]
fn headers_of_answers_are_checked_as_what_their_text_stands_for() {
    let response = json!({ "description": "", "headers": {
        "X-Left": { "required": true, "schema": { "type": "integer", "minimum": 0 } },
        "X-Tags": { "schema": { "type": "array", "items": { "type": "string" } } },
        "X-Id": { "schema": { "type": "string", "pattern": "^[0-9]+$" }, "x-evidence": "inferred" },
    } });
    let contract = contract(json!({ "operationId": "thing", "responses": { "200": response } }), json!({}));
    let check = |headers: &[(&str, &str)]| {
        let start = Recorded::response(200, "").header("server", "x");
        let recorded = headers.iter().fold(start, |recorded, (name, value)| recorded.header(*name, *value));
        said(&contract.check_response("thing", &recorded))
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
        said(&contract.check_recordings(folder.path()).unwrap())
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
            found("header-undocumented", "warning", "/headers/x-odd"),
            found("credentials-not-recorded", "info", ""),
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
        contract
            .check_recordings(folder.path())
            .map(|report| said(&report))
            .map_err(|error| error.to_string())
    };
    assert_eq!(check("GET", "https://api.example/v2/things/7#a"), Ok(vec![]));
    let more = check("GET", "https://api.example/v2/things/7?a=b");
    assert_eq!(more, Ok(vec![found("parameter-undocumented", "warning", "/query/a")]));
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
    let contract = responding_with(union, a.clone(), b.clone());
    let check = |body: Value| said(&contract.check_response("thing", &response(200, &body)));
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
    let contract = responding_with(union, a, b);
    let body = json!({ "which": "second", "kind": "a" });
    let report = contract.check_response("thing", &response(200, &body));
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
        let contract = responding_with(schema, part("a"), json!({ "type": "object" }));
        said(&contract.check_response("thing", &response(200, &body)))
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
fn a_property_of_the_other_direction_is_neither_required_nor_allowed() {
    let schema = json!({ "type": "object", "required": ["id", "secret"], "properties": {
        "id": { "type": "string", "readOnly": true }, "secret": { "type": "string", "writeOnly": true } } });
    let contract = responding_with(schema, json!({}), json!({}));
    let check = |body: Value| said(&contract.check_response("thing", &response(200, &body)));
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
    let contract = responding_with(schema, json!({}), json!({}));
    let body = json!({ "day": "23-11-2026", "photo": "not base64", "code": "abcd", "list": [1, 2] });
    let report = contract.check_response("thing", &response(200, &body));
    let said = report.findings().iter().map(|it| format!("{} {}", it.fingerprint(), it.message()));
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            "thing 200 constraint /body/code maxLength is a string of 4 characters, but maxLength 3 is documented",
            "thing 200 constraint /body/code pattern is a string of 4 characters, but pattern \"^[A-Z]+$\" is documented",
            "thing 200 format /body/day is a string of 10 characters, no date",
            "thing 200 constraint /body/list maxItems is an array of 2 items, but maxItems 1 is documented",
            "thing 200 format /body/photo is a string of 10 characters, no byte",
        ]
    );
}
