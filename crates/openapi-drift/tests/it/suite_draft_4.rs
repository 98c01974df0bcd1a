//! Compares the checks of a document of OpenAPI 3.0 with the JSON Schema Test Suite for Draft 4, which OpenAPI 3.0
//! extends and restricts.

use serde_json::Value;

use crate::support::suite::{Known, Suite, any};

/// Keywords that Draft 4 has and OpenAPI 3.0 has not.
const UNKNOWN: [&str; 5] = ["id", "$schema", "patternProperties", "dependencies", "additionalItems"];

const KNOWN: [Known<'static>; 0] = [];

fn skipped(schema: &Value) -> Option<&'static str> {
    let unknown = UNKNOWN.iter().find(|keyword| any(schema, &|it| it.contains_key(**keyword)));
    if let Some(unknown) = unknown {
        return Some(unknown);
    }
    if any(schema, &|it| it.get("type").is_some_and(|kind| kind.is_array() || kind == "null")) {
        return Some("type as a list, or null");
    }
    if any(schema, &|it| it.get("items").is_some_and(Value::is_array)) {
        return Some("items as a list");
    }
    let remote = |it: &serde_json::Map<String, Value>| {
        it.get("$ref").and_then(Value::as_str).is_some_and(|reference| !reference.starts_with('#'))
    };
    any(schema, &remote).then_some("a remote reference")
}

#[test]
fn a_document_of_openapi_3_0_and_draft_4_agree() {
    let folders = &["draft4", "draft4/optional", "draft4/optional/format"];
    Suite { openapi: "3.0.3", folders, at_least: 380, skipped, known: &KNOWN }.run();
}
