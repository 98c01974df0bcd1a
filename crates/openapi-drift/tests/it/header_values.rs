//! Checks the values of headers: repeated ones, lists, objects and JSON.

use openapi_drift::{Contract, Recorded};
use serde_json::{Value, json};

/// Returns the checks and locations of the findings of a response with these headers.
fn found(documented: Value, sent: &[(&str, &str)]) -> Vec<String> {
    let response = json!({ "description": "", "headers": documented });
    let document = json!({
        "openapi": "3.0.3", "info": { "title": "t", "version": "1" },
        "paths": { "/x": { "get": { "operationId": "op", "responses": { "200": response } } } },
    });
    let contract = Contract::from_json(&document.to_string()).unwrap();
    let headers = sent.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let report = contract.check_response("op", &Recorded::default().with_response(200, headers, None));
    report.findings().iter().map(|it| format!("{} {}", it.check(), it.instance())).collect()
}

const INVALID: &str = "header-invalid /headers/x-t";

#[test]
fn repeated_headers_are_one_list() {
    let list = json!({ "type": "array", "minItems": 3, "items": { "enum": ["a", "b", "c"] } });
    let documented = json!({ "X-T": { "schema": list } });
    assert!(found(documented.clone(), &[("x-t", "a"), ("X-T", "b"), ("x-T", "c")]).is_empty());
    assert!(found(documented.clone(), &[("x-t", "a, b"), ("x-t", "c")]).is_empty());
    assert_eq!(found(documented.clone(), &[("x-t", "a"), ("x-t", "b")]), [INVALID]);
    assert_eq!(found(documented, &[("x-t", "a"), ("x-t", "b"), ("x-t", "d")]), [INVALID]);
    // As one text, two headers are not one of the listed texts.
    let text = json!({ "X-T": { "schema": { "type": "string", "enum": ["a"] } } });
    assert!(found(text.clone(), &[("x-t", "a")]).is_empty());
    assert_eq!(found(text, &[("x-t", "a"), ("x-t", "a")]), [INVALID]);
}

#[test]
fn each_cookie_that_is_set_counts_alone() {
    let documented = json!({ "Set-Cookie": { "required": true, "schema": { "type": "string", "pattern": "^[a-z]+=[^,]*$" } } });
    assert!(found(documented.clone(), &[("set-cookie", "a=1"), ("Set-Cookie", "b=2; Path=/")]).is_empty());
    let wrong = found(documented.clone(), &[("set-cookie", "a=1"), ("set-cookie", "=2")]);
    assert_eq!(wrong, ["header-invalid /headers/set-cookie"]);
    assert_eq!(found(documented, &[]), ["header-missing /headers/set-cookie"]);
}

#[test]
fn an_object_in_a_header_is_read_by_its_style() {
    let schema = json!({ "type": "object", "required": ["a"], "properties": {
        "a": { "type": "integer" }, "b": { "type": "string", "pattern": "^[0-9]+$" },
    } });
    let check = |explode: Option<bool>, value: &str| {
        let mut header = json!({ "schema": schema });
        if let Some(explode) = explode {
            header["explode"] = json!(explode);
        }
        found(json!({ "X-T": header }), &[("x-t", value)]).is_empty()
    };
    for explode in [None, Some(false)] {
        for (value, is_right) in [
            ("a,1", true),
            ("a, 1, b, 007", true),
            ("b,1,a,2", true),
            ("a,x", false),
            ("a", false),
            ("b,1", false),
            ("a=1", false),
        ] {
            assert_eq!(check(explode, value), is_right, "{value}");
        }
    }
    for (value, is_right) in
        [("a=1", true), ("a=1,b=007", true), ("a = 1, b = 2", true), ("a,1", false), ("a=x", false)]
    {
        assert_eq!(check(Some(true), value), is_right, "{value}");
    }
    // Repeated headers are one list here, too.
    let documented = json!({ "X-T": { "explode": true, "schema": schema } });
    assert!(found(documented, &[("x-t", "a=1"), ("x-t", "b=2")]).is_empty());
}

#[test]
fn json_in_a_header_is_checked() {
    let schema = json!({ "type": "object", "properties": { "a": { "type": "integer" } } });
    let documented = json!({ "X-T": { "content": { "application/json": { "schema": schema } } } });
    assert!(found(documented.clone(), &[("x-t", r#"{"a": 1}"#)]).is_empty());
    for value in [r#"{"a": "1"}"#, "a,1", r#"{"a": 1"#, ""] {
        assert_eq!(found(documented.clone(), &[("x-t", value)]), [INVALID], "{value}");
    }
    let other = json!({ "X-T": { "content": { "text/plain": { "schema": schema } } } });
    assert!(found(other, &[("x-t", "any")]).is_empty());
}

#[test]
fn a_text_with_commas_may_still_be_one_text() {
    let date = json!({ "X-T": { "schema": { "type": "string", "minLength": 20 } } });
    assert!(found(date, &[("x-t", "Wed, 25 Nov 2026 08:00:00 GMT")]).is_empty());
    let nullable =
        json!({ "X-T": { "schema": { "type": "array", "items": { "type": "integer", "nullable": true } } } });
    assert!(found(nullable.clone(), &[("x-t", "1,null,3")]).is_empty());
    assert_eq!(found(nullable, &[("x-t", "1,none,3")]), [INVALID]);
    let union = json!({ "X-T": { "schema": { "oneOf": [{ "type": "boolean" }, { "type": "array", "items": { "type": "integer" } }] } } });
    assert!(found(union.clone(), &[("x-t", "true")]).is_empty());
    assert!(found(union.clone(), &[("x-t", "1, 2")]).is_empty());
    assert_eq!(found(union, &[("x-t", "yes")]), [INVALID]);
}
