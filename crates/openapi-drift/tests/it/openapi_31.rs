//! Checks OpenAPI 3.1, whose schemas are JSON Schema 2020-12.

use openapi_drift::{Contract, Recorded};
use serde_json::{Value, json};

use crate::support::one::{contract, document, in_request, in_response, said, to};

fn check(schema: Value, body: &Value) -> Vec<String> {
    in_response(&contract("3.1.0", schema, json!({ "A": { "type": "integer" } })).unwrap(), body)
}

#[test]
fn the_keywords_of_json_schema_2020_12_apply() {
    let conditional = json!({
        "properties": { "kind": { "type": "string" } },
        "if": { "properties": { "kind": { "const": "a" } }, "required": ["kind"] },
        "then": { "properties": { "size": { "type": "integer" } }, "required": ["size"] },
        "else": { "properties": { "name": { "type": "string" } } },
    });
    let closed = json!({ "allOf": [{ "properties": { "a": {} } }], "unevaluatedProperties": false });
    let tuple = json!({ "prefixItems": [{ "type": "string" }, { "type": "integer" }], "items": false });
    let dependent = json!({ "properties": { "card": {} }, "dependentSchemas": { "card": {
        "required": ["address"], "properties": { "address": { "type": "string" } } } } });
    for (schema, body, found) in [
        (json!({ "type": ["string", "null"] }), json!(null), vec![]),
        (json!({ "type": ["string", "null"] }), json!(5), vec!["wrong-type /body"]),
        (json!({ "type": "null" }), json!(null), vec![]),
        (json!({ "const": "a" }), json!("b"), vec!["enum-unknown /body"]),
        (json!({ "exclusiveMinimum": 5 }), json!(5), vec!["constraint /body"]),
        (tuple.clone(), json!(["a", 1]), vec![]),
        (tuple.clone(), json!(["a", "b"]), vec!["wrong-type /body/1"]),
        (tuple, json!(["a", 1, 2]), vec!["constraint /body/2"]),
        (closed.clone(), json!({ "a": 1 }), vec![]),
        (closed, json!({ "a": 1, "b": 2 }), vec!["field-forbidden /body/b"]),
        (conditional.clone(), json!({ "kind": "a", "size": 1 }), vec![]),
        (conditional.clone(), json!({ "kind": "a" }), vec!["required-missing /body/size"]),
        (
            conditional.clone(),
            json!({ "kind": "a", "size": 1, "name": "x" }),
            vec!["field-undocumented /body/name"],
        ),
        (conditional, json!({ "kind": "b", "name": 5 }), vec!["wrong-type /body/name"]),
        (dependent.clone(), json!({ "card": 1 }), vec!["required-missing /body/address"]),
        (dependent.clone(), json!({ "card": 1, "address": "x" }), vec![]),
        (dependent, json!({ "address": "x" }), vec!["field-undocumented /body/address"]),
        (json!({ "contains": { "type": "integer" } }), json!(["a"]), vec!["constraint /body"]),
        (json!({ "dependentRequired": { "a": ["b"] } }), json!({ "a": 1 }), vec!["required-missing /body/b"]),
        (json!({ "properties": { "a": false } }), json!({ "a": 1 }), vec!["field-forbidden /body/a"]),
        (json!({ "properties": { "a": true } }), json!({ "a": 1 }), vec![]),
        (json!({ "$ref": "#/components/schemas/A", "minimum": 3 }), json!(2), vec!["constraint /body"]),
        (json!({ "$ref": "#/components/schemas/A", "minimum": 3 }), json!("2"), vec!["wrong-type /body"]),
    ] {
        let text = schema.to_string();
        assert_eq!(check(schema, &body), found, "{text} {body}");
    }
}

#[test]
fn a_name_that_only_matches_a_pattern_is_not_shown() {
    let schema =
        json!({ "patternProperties": { "^[A-Z]": { "type": "integer" } }, "additionalProperties": false });
    assert_eq!(check(schema.clone(), &json!({ "Asha": 5 })), Vec::<String>::new());
    assert_eq!(check(schema.clone(), &json!({ "Asha": "x" })), ["wrong-type /body/*"]);
    assert_eq!(check(schema, &json!({ "asha": 5 })), ["field-forbidden /body/asha"]);
}

#[test]
fn a_pattern_of_names_that_does_not_compile_is_reported_and_the_others_count() {
    let patterns = json!({ "(": { "type": "integer" }, "^x": { "type": "string" } });
    let contract = contract("3.1.0", json!({ "patternProperties": patterns }), json!({})).unwrap();
    assert_eq!(in_response(&contract, &json!({ "x1": 5 })), ["wrong-type /body/*"]);
    let place = contract.not_checkable()[0].spec();
    assert!(place.ends_with("/schema/patternProperties/("), "{place}");
}

#[test]
fn schemas_are_found_by_pointer_by_anchor_and_by_id() {
    let schemas = json!({
        "Anchored": { "type": "object", "properties": { "a": { "$anchor": "here", "type": "integer" } } },
        "Named": { "$id": "https://things.example/named", "$ref": "#/$defs/inner",
            "$defs": { "inner": { "type": "integer" } } },
        "Relative": { "$id": "https://things.example/relative", "$ref": "named" },
    });
    for reference in [
        "#/components/schemas/Anchored/properties/a",
        "#here",
        "https://things.example/named",
        "https://things.example/named#/$defs/inner",
        "#/components/schemas/Named/$defs/inner",
        "https://things.example/relative",
    ] {
        let contract = contract("3.1.0", json!({ "$ref": reference }), schemas.clone()).unwrap();
        assert_eq!(in_response(&contract, &json!(5)), Vec::<String>::new(), "{reference}");
        assert_eq!(in_response(&contract, &json!("x")), ["wrong-type /body"], "{reference}");
    }
    for reference in ["#nowhere", "https://elsewhere.example/x", "named", "#/components/schemas/None"] {
        let error = contract("3.1.0", json!({ "$ref": reference }), schemas.clone()).unwrap_err();
        assert!(error.place().ends_with("/schema/$ref"), "{reference}: {error}");
    }
}

#[test]
fn a_dynamic_reference_leads_to_the_schema_in_use() {
    let tree = json!({ "$id": "https://things.example/tree", "$dynamicAnchor": "node", "type": "object",
        "properties": { "value": {}, "children": { "type": "array", "items": { "$dynamicRef": "#node" } } } });
    let strict = json!({ "$id": "https://things.example/strict", "$dynamicAnchor": "node",
        "$ref": "tree", "required": ["value"] });
    let contract = contract("3.1.0", to("Strict"), json!({ "Tree": tree, "Strict": strict })).unwrap();
    let fits = json!({ "value": 1, "children": [{ "value": 2 }] });
    assert_eq!(in_response(&contract, &fits), Vec::<String>::new());
    let missing = in_response(&contract, &json!({ "value": 1, "children": [{ "children": [] }] }));
    assert_eq!(missing, ["required-missing /body/children/0/value"]);
}

#[test]
fn nullable_means_nothing_and_read_only_may_stand_next_to_a_reference() {
    let nullable = json!({ "type": "string", "nullable": true });
    assert_eq!(check(nullable, &json!(null)), ["null-not-allowed /body"]);
    let schema = json!({ "type": "object", "required": ["id"], "properties": {
        "id": { "$ref": "#/components/schemas/A", "readOnly": true } } });
    let contract = contract("3.1.0", schema, json!({ "A": { "type": "integer" } })).unwrap();
    assert_eq!(in_request(&contract, &json!({})), Vec::<String>::new());
    assert_eq!(in_request(&contract, &json!({ "id": 1 })), ["field-forbidden /body/id"]);
}

#[test]
fn the_parts_that_openapi_3_1_makes_optional_may_be_missing() {
    let no_content = json!({ "204": { "description": "" } });
    let mut document = document("3.1.0", json!({}), json!({}));
    document["webhooks"] = json!({ "thing": { "post": { "operationId": "hook", "responses": no_content } } });
    document["paths"]["/silent"] = json!({ "get": { "operationId": "silent" } });
    document["components"]["pathItems"] =
        json!({ "Shared": { "get": { "operationId": "shared", "responses": no_content } } });
    document["paths"]["/shared"] = json!({ "$ref": "#/components/pathItems/Shared" });
    document["components"]["securitySchemes"] = json!({ "tls": { "type": "mutualTLS" } });
    document["security"] = json!([{ "tls": [] }]);
    let contract = Contract::from_value(document).unwrap();
    let ids = contract.operations().map(|operation| operation.id).collect::<Vec<_>>();
    assert_eq!(ids, ["shared", "silent", "thing"]);
    let exchange =
        Recorded::exchange("POST", "https://things.example/things").with_request([], Some("5".into()));
    assert_eq!(said(&contract.check_exchange(&exchange)), ["content-type-missing /headers/content-type"]);
}
