//! Reads the repository's own OpenAPI document.

use std::path::PathBuf;

use serde_json::Value;

/// Returns the root of the repository.
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

pub fn read() -> Value {
    serde_norway::from_str(&std::fs::read_to_string(root().join("openapi.yaml")).unwrap()).unwrap()
}

/// Returns every operation with its id.
pub fn operations(spec: &Value) -> Vec<(&str, &Value)> {
    let paths = spec["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|path| path.as_object().unwrap().values());
    operations.map(|operation| (operation["operationId"].as_str().unwrap(), operation)).collect()
}

/// Returns every documented response: the operation and the status.
pub fn documented(spec: &Value) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (id, operation) in operations(spec) {
        found.extend(operation["responses"].as_object().unwrap().keys().map(|status| (id, status.as_str())));
    }
    found
}
