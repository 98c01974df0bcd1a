//! Builds HAR files, and checks them against a small document.

use openapi_drift::{Contract, ContractError, Report};
use serde_json::{Value, json};

/// An order whose `count` is documented as an integer, but is a text.
pub const DRIFTED: &str = r#"{"count":"zqvalue"}"#;
pub const GOOD: &str = r#"{"count":7}"#;
pub const URL: &str = "https://shop.example/orders";

/// Returns a document with `GET` (`list`), `POST` (`add`) and `DELETE` (`clear`, without a body) for `/orders`.
pub fn document() -> Value {
    let content = json!({ "application/json": { "schema": {
        "type": "object", "properties": { "count": { "type": "integer" } } } } });
    let responses = json!({ "200": { "description": "", "content": content }, "422": { "description": "", "content": content } });
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Shop", "version": "1" },
        "servers": [{ "url": "https://shop.example" }],
        "paths": { "/orders": {
            "get": { "operationId": "list", "responses": responses },
            "post": { "operationId": "add", "responses": responses,
                "requestBody": { "required": true, "content": content } },
            "delete": { "operationId": "clear", "responses": { "204": { "description": "" } } },
        } },
    })
}

pub fn contract() -> Contract {
    Contract::from_value(document()).unwrap()
}

/// Returns an entry of a `GET` whose response has this body.
pub fn entry(body: &str) -> Value {
    json!({
        "request": { "method": "GET", "url": URL, "headers": [], "bodySize": 0 },
        "response": {
            "status": 200, "statusText": "OK", "bodySize": -1, "headersSize": -1,
            "headers": [{ "name": "Content-Type", "value": "application/json" }],
            "content": { "size": body.len(), "mimeType": "application/json", "text": body },
        },
    })
}

/// Returns an entry with other members: each is a pointer and its value.
pub fn changed(mut entry: Value, changes: &[(&str, Value)]) -> Value {
    for (pointer, value) in changes {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let parent = entry.pointer_mut(parent).unwrap_or_else(|| panic!("{pointer}"));
        match (parent, value) {
            (Value::Array(items), _) => items[name.parse::<usize>().unwrap()] = value.clone(),
            (parent, value) => parent[name] = value.clone(),
        }
    }
    entry
}

/// Returns an entry without some members.
pub fn without(mut entry: Value, pointers: &[&str]) -> Value {
    for pointer in pointers {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        entry.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
    }
    entry
}

pub fn har(entries: &[Value]) -> String {
    json!({ "log": { "version": "1.2", "creator": {}, "entries": entries } }).to_string()
}

/// Checks the bytes of a HAR file. In an error, `FILE` stands for its path.
pub fn check_bytes(contract: &Contract, bytes: impl AsRef<[u8]>) -> Result<Report, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.har");
    std::fs::write(&file, bytes).unwrap();
    // The file itself: in a folder, one that can't be used is a finding.
    contract.check_recordings(&file).map_err(|error| {
        let place = error.place().to_owned();
        error.to_string().replace(&place, "FILE")
    })
}

/// Checks a folder with these files.
pub fn check_files(contract: &Contract, files: &[(&str, &[u8])]) -> Result<Report, ContractError> {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    contract.check_recordings(folder.path())
}

pub fn check(contract: &Contract, entries: &[Value]) -> Report {
    check_bytes(contract, har(entries)).unwrap()
}

/// Returns "severity check instance" of each finding.
pub fn said(report: &Report) -> Vec<String> {
    let findings = report.findings().iter();
    findings.map(|it| format!("{} {} {}", it.severity(), it.check(), it.instance())).collect()
}
