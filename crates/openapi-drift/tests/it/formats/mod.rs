//! Checks each format of a report against its published schema, and that all formats tell the same.

mod github;
mod json;
mod junit;
mod privacy;
mod sarif;
mod text;

use std::path::{Path, PathBuf};

use openapi_drift::{Baseline, Contract, Report};
use serde_json::Value;

/// The recordings of the shop, in a folder whose name has every character that a format escapes.
const TRAFFIC: &str = "tests/fixtures/formats/traffic ä, 100%";

/// How the findings name the one operation of the recordings that the document does not have.
const UNDOCUMENTED: &str = "PATCH /orders/* (undocumented)";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(fixture(name)).unwrap()
}

fn shop() -> Contract {
    Contract::from_json(&text("shop.json")).unwrap()
}

fn baseline() -> Baseline {
    Baseline::parse(
        r#"
        [[accepted]]
        fingerprint = "list_orders 200 field-undocumented /body/next"
        reason = "asked the shop; <documentation> follows"

        [[accepted]]
        fingerprint = "list_orders 200 wrong-type /body/gone"
        reason = "was fixed"
        "#,
    )
    .unwrap()
}

/// Returns a report with every kind of content: all severities, several findings in a group, accepted findings, an
/// unmatched entry of the baseline, undocumented operations and statuses, skipped exchanges, and missing responses.
fn full() -> Report {
    // Tests run in the folder of the package, so the path is relative as in CI.
    shop().check_recordings(TRAFFIC).unwrap().accept(&baseline())
}

/// Returns a report of one finding, which was not read from a file.
fn without_file() -> Report {
    let response = openapi_drift::Recorded::response(200, r#"{"orders": [], "count": "zq-count"}"#);
    shop().check_response("list_orders", &response)
}

/// Returns reports of every kind of content, named.
fn all() -> [(&'static str, Report); 4] {
    [
        ("empty", shop().empty_report()),
        ("without a file", without_file()),
        ("without a baseline", shop().check_recordings(TRAFFIC).unwrap()),
        ("full", full()),
    ]
}

/// Returns what a JSON Schema says against a value.
fn refusals(schema: &str, value: &Value) -> Vec<String> {
    let schema = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}
