//! Checks that one meaning in two spellings is no change.

use serde_json::{Value, json};

use super::{lines, of_3_1, operation, request};

fn assert_same(pairs: Vec<(&str, Value, Value)>) {
    for (name, old, new) in pairs {
        assert_eq!(lines(&old, &new), Vec::<String>::new(), "{name}");
        assert_eq!(lines(&new, &old), Vec::<String>::new(), "{name}, the other way round");
    }
}

#[test]
fn schemas_of_3_0_and_of_3_1() {
    let same = |name, old: Value, new: Value| (name, request(old), of_3_1(request(new)));
    assert_same(vec![
        same(
            "nullable",
            json!({ "type": "string", "nullable": true }),
            json!({ "type": ["null", "string"] }),
        ),
        same(
            "nullable or null",
            json!({ "type": "string", "nullable": true }),
            json!({ "anyOf": [{ "type": "string" }, { "type": "null" }] }),
        ),
        same(
            "nullable with fields",
            json!({ "type": "object", "nullable": true, "required": ["a"], "properties": { "a": { "type": "string" } } }),
            json!({ "oneOf": [{ "type": "null" }, { "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } }] }),
        ),
        same(
            "exclusive bounds",
            json!({ "type": "number", "minimum": 1, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": true }),
            json!({ "type": "number", "exclusiveMinimum": 1, "exclusiveMaximum": 9 }),
        ),
        same("a single value", json!({ "type": "string", "enum": ["a"] }), json!({ "const": "a" })),
        same(
            "a nullable enum",
            json!({ "type": "string", "nullable": true, "enum": ["a", null] }),
            json!({ "enum": [null, "a"] }),
        ),
        same(
            "values one by one",
            json!({ "type": "string", "enum": ["a", "b"] }),
            json!({ "oneOf": [{ "const": "b", "title": "B" }, { "const": "a" }] }),
        ),
        same("a list of one type", json!({ "type": "string" }), json!({ "type": ["string"] })),
        same(
            "a list of types",
            json!({ "oneOf": [{ "type": "string" }, { "type": "boolean" }] }),
            json!({ "type": ["boolean", "string"] }),
        ),
        same("any value", json!({}), json!(true)),
    ]);
}

#[test]
fn schemas_of_one_version() {
    let same = |name, old: Value, new: Value| (name, request(old), request(new));
    let object = || json!({ "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "string" } } });
    assert_same(vec![
        same(
            "bounds of integers",
            json!({ "type": "integer", "minimum": 1 }),
            json!({ "type": "integer", "minimum": 0, "exclusiveMinimum": true }),
        ),
        same(
            "numbers",
            json!({ "type": "number", "maximum": 10 }),
            json!({ "type": "number", "maximum": 10.0 }),
        ),
        same("the union of one", object(), json!({ "oneOf": [object()] })),
        same("allOf of one", object(), json!({ "allOf": [object()] })),
        same(
            "parts of allOf",
            object(),
            json!({ "allOf": [
                { "type": "object", "properties": { "a": { "type": "string" } } },
                { "allOf": [{ "properties": { "b": { "type": "string" } } }] },
            ] }),
        ),
        same(
            "other fields",
            json!({ "type": "object" }),
            json!({ "type": "object", "additionalProperties": {} }),
        ),
        same("true", json!({ "type": "object" }), json!({ "type": "object", "additionalProperties": true })),
        same(
            "items",
            json!({ "type": "array", "items": {} }),
            json!({ "type": "array", "items": {}, "minItems": 0, "uniqueItems": false }),
        ),
        same(
            "rules for other types",
            json!({ "type": "string" }),
            json!({ "type": "string", "maximum": 4, "maxItems": 3 }),
        ),
        same(
            "a pattern of anything",
            json!({ "type": "string" }),
            json!({ "type": "string", "pattern": "^.*$" }),
        ),
        same(
            "both booleans",
            json!({ "type": "boolean" }),
            json!({ "type": "boolean", "enum": [false, true] }),
        ),
        same("all double", json!({ "type": "number" }), json!({ "type": "number", "format": "double" })),
        same(
            "one more variant of the same",
            json!({ "anyOf": [{ "type": "string" }, object()] }),
            json!({ "anyOf": [{ "type": "string" }, object(), { "type": "string", "enum": ["a"] }] }),
        ),
    ]);
}

#[test]
fn references_of_3_1_with_keywords_next_to_them() {
    let with = |schema: Value| {
        let mut document = of_3_1(request(schema));
        document["components"]["schemas"] = json!({ "A": { "type": "string", "maxLength": 9 } });
        document
    };
    let reference = || json!({ "$ref": "#/components/schemas/A" });
    let described = json!({ "$ref": "#/components/schemas/A", "description": "d" });
    let limited = json!({ "$ref": "#/components/schemas/A", "minLength": 2 });
    assert_same(vec![
        ("a description", with(reference()), with(described)),
        ("a rule", with(json!({ "allOf": [reference(), { "minLength": 2 }] })), with(limited.clone())),
    ]);
    assert_eq!(lines(&with(reference()), &with(limited)), ["request-narrowed B -"]);
}

#[test]
fn parts_of_an_operation_under_components() {
    let parameter = json!({ "name": "q", "in": "query", "schema": { "type": "string" } });
    let header = json!({ "schema": { "type": "string" } });
    let body = json!({ "content": { "application/json": { "schema": { "type": "string" } } } });
    let response = json!({ "description": "ok", "headers": { "X-A": header } });
    let inline = operation(json!({
        "operationId": "send", "parameters": [parameter], "requestBody": body, "responses": { "200": response },
    }));
    let mut referring = operation(json!({
        "operationId": "send",
        "requestBody": { "$ref": "#/components/requestBodies/B" },
        "responses": { "200": { "$ref": "#/components/responses/R" } },
    }));
    referring["paths"]["/t"]["parameters"] = json!([{ "$ref": "#/components/parameters/P" }]);
    let moved = json!({ "description": "other", "headers": { "x-a": { "$ref": "#/components/headers/H" } } });
    referring["components"] = json!({
        "parameters": { "P": parameter }, "requestBodies": { "B": body }, "responses": { "R": moved }, "headers": { "H": header },
    });
    assert_same(vec![("components", inline, referring)]);
}
