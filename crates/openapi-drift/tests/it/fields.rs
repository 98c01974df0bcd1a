//! Checks which fields are allowed, required and hidden.

use serde_json::{Value, json};

use crate::support::one::{contract, in_request, in_response, to};

#[test]
fn each_forbidden_field_is_a_finding_and_nothing_else() {
    let named = json!({ "properties": { "a": {} } });
    for (schema, body, found) in [
        (json!({ "additionalProperties": false }), json!({ "b": 1, "a": 2 }), vec!["/body/a", "/body/b"]),
        (json!({ "additionalProperties": false }), json!({}), vec![]),
        (json!({ "additionalProperties": false }), json!(5), vec![]),
        (
            json!({ "type": "object", "properties": {}, "additionalProperties": false }),
            json!({ "a": 1 }),
            vec!["/body/a"],
        ),
        (json!({ "additionalProperties": false, "allOf": [named] }), json!({ "a": 1 }), vec!["/body/a"]),
        (json!({ "allOf": [{ "additionalProperties": false }, named] }), json!({ "a": 1 }), vec!["/body/a"]),
        (
            json!({ "properties": { "a": {} }, "additionalProperties": false }),
            json!({ "a": 1, "b": 1, "c": 1 }),
            vec!["/body/b", "/body/c"],
        ),
        (
            json!({ "properties": { "a": { "additionalProperties": false } } }),
            json!({ "a": { "x": { "y": 1 } } }),
            vec!["/body/a/x"],
        ),
        (
            json!({ "items": { "additionalProperties": false } }),
            json!([{ "a": 1 }, {}, { "b": 1 }]),
            vec!["/body/0/a", "/body/2/b"],
        ),
        (json!({ "additionalProperties": false }), json!({ "Asha Rao": 1 }), vec!["/body/*"]),
    ] {
        let found = found.iter().map(|place| format!("field-forbidden {place}")).collect::<Vec<_>>();
        for version in ["3.0.3", "3.1.0"] {
            let contract = contract(version, schema.clone(), json!({})).unwrap();
            assert_eq!(in_response(&contract, &body), found, "{version} {schema}");
        }
    }
}

#[test]
fn a_variant_that_forbids_a_field_says_so_if_it_is_the_closest() {
    let closed = json!({ "type": "object", "additionalProperties": false });
    let other = json!({ "type": "object", "required": ["k", "l"], "properties": { "k": {}, "l": {} } });
    let contract = contract("3.0.3", json!({ "oneOf": [closed, other] }), json!({})).unwrap();
    assert_eq!(in_response(&contract, &json!({ "a": 1 })), ["field-forbidden /body/a"]);
}

fn element() -> Value {
    json!({ "Element": { "type": "object", "properties": {
        "id": { "type": "integer", "readOnly": true }, "name": { "type": "string" },
        "secret": { "type": "string", "writeOnly": true } } },
        "Id": { "type": "integer", "readOnly": true } })
}

#[test]
fn a_required_name_that_any_schema_of_the_value_hides_is_not_required() {
    let required = json!({ "required": ["id", "name"] });
    let mut base = element();
    base["Base"] = json!({ "type": "object", "required": ["id", "name"], "properties": { "name": {} } });
    let hiding = json!({ "properties": { "id": { "readOnly": true } } });
    for schema in [
        json!({ "allOf": [to("Element"), required] }),
        json!({ "allOf": [required, to("Element")] }),
        json!({ "required": ["id", "name"], "allOf": [to("Element")] }),
        json!({ "allOf": [{ "allOf": [to("Element")] }, { "allOf": [required] }] }),
        json!({ "allOf": [to("Base"), hiding] }),
        json!({ "allOf": [to("Base"), to("Element")] }),
        json!({ "required": ["id", "name"], "properties": { "name": {}, "id": to("Id") } }),
        json!({ "oneOf": [{ "allOf": [to("Element"), required] }, { "type": "string" }] }),
        json!({ "allOf": [to("Element")], "oneOf": [required, { "required": ["none"] }] }),
    ] {
        let contract = contract("3.0.3", schema.clone(), base.clone()).unwrap();
        assert_eq!(in_request(&contract, &json!({ "name": "n" })), Vec::<String>::new(), "{schema}");
        let missing = in_response(&contract, &json!({ "name": "n" }));
        assert!(missing.contains(&"required-missing /body/id".to_owned()), "{schema}: {missing:?}");
    }
}

#[test]
fn hidden_names_stay_required_where_no_schema_of_the_value_hides_them() {
    let mut schemas = element();
    schemas["Plain"] =
        json!({ "type": "object", "required": ["id"], "properties": { "id": {}, "child": to("Element") } });
    let contract = contract("3.0.3", to("Plain"), schemas).unwrap();
    assert_eq!(in_request(&contract, &json!({ "child": {} })), ["required-missing /body/id"]);
    assert_eq!(
        in_request(&contract, &json!({ "id": 1, "child": { "id": 1 } })),
        ["field-forbidden /body/child/id"]
    );
}

#[test]
fn numbers_are_in_the_range_of_their_format() {
    for (kind, format, body, fits) in [
        ("integer", "int32", "2147483647", true),
        ("integer", "int32", "2147483648", false),
        ("integer", "int32", "-2147483648", true),
        ("integer", "int32", "-2147483649", false),
        ("integer", "int64", "9223372036854775807", true),
        ("integer", "int64", "9223372036854775808", false),
        ("integer", "int64", "-9223372036854775808", true),
        ("integer", "int64", "99999999999999999999999", false),
        ("number", "int32", "2147483648", false),
        ("number", "float", "3.4e38", true),
        ("number", "float", "3.5e38", false),
        ("number", "float", "-1e39", false),
        ("number", "float", "0.1", true),
        ("number", "double", "1e308", true),
        ("number", "other", "1e308", true),
        ("string", "int32", "\"99999999999\"", true),
    ] {
        let schema = json!({ "type": "object", "properties": { "a": { "type": kind, "format": format } } });
        let body: Value = serde_json::from_str(&format!("{{\"a\": {body}}}")).unwrap();
        let expected = if fits { vec![] } else { vec!["format /body/a"] };
        let contract = contract("3.0.3", schema, json!({})).unwrap();
        assert_eq!(in_response(&contract, &body), expected, "{kind} {format} {body}");
        assert_eq!(in_request(&contract, &body), expected, "{kind} {format} {body}");
    }
}

#[test]
fn a_pattern_that_does_not_compile_costs_nothing_but_its_own_check() {
    let pattern = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    let schema = json!({ "type": "object", "properties": {
        "email": pattern(r"^[\w-\.]+@([\w-]+\.)+[\w-]{2,4}$"), "open": pattern("("), "good": pattern("^a+$"),
        "n": { "type": "integer" },
    } });
    let contract = contract("3.0.3", schema, json!({})).unwrap();
    let body = json!({ "email": "x", "open": "y", "good": "b", "n": "x" });
    assert_eq!(in_response(&contract, &body), ["constraint /body/good", "wrong-type /body/n"]);
    let not_checkable =
        contract.not_checkable().iter().map(|it| it.spec().rsplit_once("/properties").unwrap().1);
    let mut not_checkable = not_checkable.collect::<Vec<_>>();
    not_checkable.dedup();
    assert_eq!(not_checkable, ["/email/pattern", "/open/pattern", "/email/pattern", "/open/pattern"]);
}
