//! Checks the changes between two documents, and whom each breaks.

mod oasdiff;
mod properties;
mod reports;
mod size;
mod spellings;
mod table;
mod values;

use openapi_drift::{Change, Changes, Contract, Impact};
use serde_json::{Value, json};

/// Returns a document with one operation.
pub fn operation(operation: Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": { "/t": { "post": operation } },
    })
}

/// Returns a document with one operation whose request has a body of this schema.
pub fn request(schema: Value) -> Value {
    operation(json!({
        "operationId": "send",
        "requestBody": { "required": true, "content": { "application/json": { "schema": schema } } },
        "responses": { "200": { "description": "ok" } },
    }))
}

/// Returns a document with one operation whose response has a body of this schema.
pub fn response(schema: Value) -> Value {
    operation(json!({
        "operationId": "send",
        "responses": {
            "200": { "description": "ok", "content": { "application/json": { "schema": schema } } },
        },
    }))
}

/// Returns the document as one of OpenAPI 3.1.
pub fn of_3_1(mut document: Value) -> Value {
    document["openapi"] = "3.1.0".into();
    document
}

pub fn contract(document: &Value) -> Contract {
    Contract::from_value(document.clone()).unwrap_or_else(|error| panic!("{error}: {document}"))
}

pub fn changes(old: &Value, new: &Value) -> Changes {
    contract(old).changes_to(&contract(new))
}

/// Returns one line for each change: `check existing-clients new-client`, with `B` for breaks, `c` for perhaps, and `-`.
pub fn lines(old: &Value, new: &Value) -> Vec<String> {
    changes(old, new).as_slice().iter().map(line).collect()
}

pub fn line(change: &Change) -> String {
    let letter = |impact| match impact {
        Impact::None => '-',
        Impact::Possible => 'c',
        Impact::Certain => 'B',
    };
    format!("{} {} {}", change.check(), letter(change.existing_clients()), letter(change.new_client()))
}

/// A kind of change: its name, the old and the new document, and the lines that are expected.
pub type Row = (&'static str, Value, Value, &'static [&'static str]);

pub fn check(rows: Vec<Row>) {
    for (name, old, new, expected) in rows {
        assert_eq!(lines(&old, &new), expected, "{name}");
    }
}

pub fn ok() -> Value {
    json!({ "200": { "description": "ok" } })
}

pub fn object(properties: Value) -> Value {
    json!({ "type": "object", "properties": properties })
}

pub fn requiring(mut schema: Value, names: &[&str]) -> Value {
    schema["required"] = json!(names);
    schema
}

pub fn text() -> Value {
    json!({ "type": "string" })
}
