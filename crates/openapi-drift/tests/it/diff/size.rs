//! Checks that the comparison of large and recursive documents ends.

use serde_json::{Value, json};

use super::{contract, lines, request, response};

/// Returns a document with this many schemas, each of which refers to the next, and the last one to the first.
fn interlinked(count: usize) -> Value {
    let reference = |index: usize| json!({ "$ref": format!("#/components/schemas/M{}", index % count) });
    let (mut paths, mut schemas) = (json!({}), json!({}));
    for index in 0..count {
        schemas[format!("M{index}")] = json!({
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": { "type": "integer" },
                "next": reference(index + 1),
                "any": { "anyOf": [reference(index + 2), reference(index + 3), { "type": "string" }] },
            },
        });
        let content =
            json!({ "application/json": { "schema": { "type": "array", "items": reference(index) } } });
        paths[format!("/r{index}")] = json!({ "post": {
            "operationId": format!("op{index}"),
            "requestBody": { "content": content },
            "responses": { "200": { "description": "ok", "content": content } },
        } });
    }
    json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

#[test]
fn a_change_in_an_interlinked_document_is_reported_once_for_each_direction() {
    let old = interlinked(120);
    let mut new = old.clone();
    new["components"]["schemas"]["M7"]["properties"]["id"]["type"] = "string".into();
    assert_eq!(lines(&old, &new), ["incomparable B B"; 2]);
    assert!(lines(&old, &old).is_empty());
}

#[test]
fn renamed_interlinked_components_are_told_as_such() {
    let old = interlinked(30);
    let new = serde_json::from_str(&old.to_string().replace("/M", "/N").replace("\"M", "\"N")).unwrap();
    let lines = lines(&old, &new);
    assert_eq!(lines, vec!["schema-renamed - -"; 30]);
}

#[test]
fn a_schema_within_itself_ends() {
    let tree = |leaf: &str, build: fn(Value) -> Value| {
        let mut document = build(json!({ "$ref": "#/components/schemas/Tree" }));
        document["components"]["schemas"]["Tree"] = json!({
            "type": "object",
            "properties": {
                "leaf": { "type": leaf },
                "left": { "$ref": "#/components/schemas/Tree" },
                "all": { "type": "array", "items": { "allOf": [{ "$ref": "#/components/schemas/Tree" }, { "type": "object" }] } },
                "one": { "oneOf": [{ "$ref": "#/components/schemas/Tree" }, { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } }] },
            },
        });
        document
    };
    assert_eq!(lines(&tree("integer", request), &tree("number", request)), ["request-widened - B"]);
    assert_eq!(lines(&tree("integer", response), &tree("number", response)), ["response-widened B -"]);
    // One that is written out once more is the same.
    let mut inline = tree("integer", request);
    let written_out = inline["components"]["schemas"]["Tree"].clone();
    inline["components"]["schemas"]["Tree"]["properties"]["left"] = written_out;
    assert!(lines(&tree("integer", request), &inline).is_empty());
}

#[test]
fn variants_within_variants_end() {
    // Each union has inline variants that lead to the next union.
    let nested = |count: usize, last: &str| {
        let mut document = response(json!({ "$ref": "#/components/schemas/U0" }));
        for index in 0..count {
            let next = json!({ "$ref": format!("#/components/schemas/U{}", index + 1) });
            let variant = |name: &str| json!({ "type": "object", "properties": { name: next } });
            let variants = ["a", "b", "c", "d"].map(variant);
            let variants = json!({ "oneOf": variants });
            document["components"]["schemas"][format!("U{index}")] = variants;
        }
        document["components"]["schemas"][format!("U{count}")] = json!({ "type": last });
        document
    };
    let changed = contract(&nested(40, "string")).changes_to(&contract(&nested(40, "integer")));
    assert!(!changed.is_empty());
    assert!(lines(&nested(40, "string"), &nested(40, "string")).is_empty());
}

#[test]
fn recursive_variants_in_another_order_are_the_same() {
    let union = |names: [&str; 3]| {
        let mut document = request(json!({ "$ref": "#/components/schemas/U" }));
        let next = json!({ "$ref": "#/components/schemas/U" });
        let variants = names.map(|name| json!({ "type": "object", "properties": { name: next } }));
        document["components"]["schemas"]["U"] = json!({ "oneOf": variants });
        document
    };
    assert!(lines(&union(["a", "b", "c"]), &union(["c", "a", "b"])).is_empty());
    assert!(!lines(&union(["a", "b", "c"]), &union(["c", "a", "d"])).is_empty());
}
