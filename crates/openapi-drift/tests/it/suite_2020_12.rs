//! Compares the checks of a document of OpenAPI 3.1 with the JSON Schema Test Suite for Draft 2020-12.

use serde_json::Value;

use crate::support::suite::{Known, Suite, any};

const KNOWN: [Known<'static>; 1] =
    [("draft2020-12/format.json", "*", "OpenAPI has formats checked; the draft has them as annotations")];

fn skipped(schema: &Value) -> Option<&'static str> {
    let remote = |it: &serde_json::Map<String, Value>| {
        let references = ["$ref", "$dynamicRef"].into_iter().filter_map(|keyword| it.get(keyword)?.as_str());
        references.into_iter().any(|reference| !reference.starts_with('#'))
    };
    if any(schema, &remote) {
        return Some("a remote reference");
    }
    let dialect = |it: &serde_json::Map<String, Value>| {
        let dialect = it.get("$schema").and_then(Value::as_str);
        dialect.is_some_and(|dialect| dialect != "https://json-schema.org/draft/2020-12/schema")
            || it.contains_key("$vocabulary")
    };
    if any(schema, &dialect) {
        return Some("another dialect");
    }
    let base = |it: &serde_json::Map<String, Value>| it.get("$id").is_some_and(Value::is_string);
    any(schema, &base).then_some("a base of its own, which its references are relative to")
}

#[test]
fn a_document_of_openapi_3_1_and_draft_2020_12_agree() {
    Suite { openapi: "3.1.0", folders: &["draft2020-12"], at_least: 1000, skipped, known: &KNOWN }.run();
}
