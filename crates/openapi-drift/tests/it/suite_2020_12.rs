//! Compares the checks of a document of OpenAPI 3.1 with the JSON Schema Test Suite for Draft 2020-12.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::support::suite::{Known, Suite, any};

const KNOWN: [Known<'static>; 1] =
    [("draft2020-12/format.json", "*", "OpenAPI has formats checked; the draft has them as annotations")];

fn skipped(schema: &Value) -> Option<&'static str> {
    let mut ids = BTreeSet::new();
    names(schema, &mut ids);
    // The suite has some schemas on a server of its own.
    let remote = |it: &Map<String, Value>| {
        let references = ["$ref", "$dynamicRef"].into_iter().filter_map(|keyword| it.get(keyword)?.as_str());
        let files = references.into_iter().map(|reference| file(reference.split('#').next().unwrap()));
        files.into_iter().any(|file| !file.is_empty() && !ids.contains(file))
    };
    if any(schema, &remote) {
        return Some("a remote reference");
    }
    let dialect = |it: &Map<String, Value>| {
        let dialect = it.get("$schema").and_then(Value::as_str);
        dialect.is_some_and(|dialect| dialect != "https://json-schema.org/draft/2020-12/schema")
            || it.contains_key("$vocabulary")
    };
    any(schema, &dialect).then_some("another dialect")
}

/// Collects the last part of each `$id`.
fn names<'a>(value: &'a Value, ids: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(members) => {
            ids.extend(members.get("$id").and_then(Value::as_str).map(file));
            members.values().for_each(|member| names(member, ids));
        }
        Value::Array(items) => items.iter().for_each(|item| names(item, ids)),
        _ => {}
    }
}

fn file(address: &str) -> &str {
    let address = address.trim_end_matches('/');
    address.rsplit_once('/').map_or(address, |(_, file)| file)
}

#[test]
fn a_document_of_openapi_3_1_and_draft_2020_12_agree() {
    Suite { openapi: "3.1.0", folders: &["draft2020-12"], at_least: 1000, skipped, known: &KNOWN }.run();
}
