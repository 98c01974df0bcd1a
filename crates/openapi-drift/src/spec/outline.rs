//! [`Contract::outline`]: a summary of the operations, messages and fields of a document.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::contract::Contract;
use crate::pointer::{child, text};
use crate::spec::document::{Body, OperationSpec};
use crate::spec::follow::followed;
use crate::spec::parameters::Header;

/// How many levels of nested schemas the description of a type includes.
const MAX_KIND_DEPTH: usize = 4;

/// Summarizes an operation. [`Contract::outline`] returns it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationOutline {
    /// The `operationId`, or `METHOD /path` if there is none.
    pub id: String,
    /// The HTTP method, in upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The request, and the response for every documented status.
    pub parts: Vec<MessageOutline>,
}

/// Summarizes a message of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MessageOutline {
    /// `request`, or the status as documented.
    pub name: String,
    /// The value of `x-evidence`; empty if there is none.
    pub evidence: String,
    /// The parameters and the headers, and the fields of the body.
    pub fields: Vec<FieldOutline>,
}

/// Summarizes a parameter, a header, or a field of a JSON body.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldOutline {
    /// A pointer into the message; `*` stands for any item of a list.
    pub pointer: String,
    /// The type, or the listed values.
    pub kind: String,
    /// Whether it is required.
    pub required: bool,
    /// The value of `x-evidence`; empty if there is none.
    pub evidence: String,
}

impl Contract {
    /// Returns a summary of every operation, its messages and their fields, with the evidence (`x-evidence`) for each.
    pub fn outline(&self) -> Vec<OperationOutline> {
        let spec = self.document();
        let operations = self.operation_specs().iter().map(|operation| {
            let request = operation.body.iter().flat_map(|body| fields(spec, body));
            let request =
                parameters(operation, spec).chain(headers(&operation.headers, spec)).chain(request).collect();
            let mut parts =
                vec![MessageOutline { name: "request".into(), evidence: String::new(), fields: request }];
            parts.extend(operation.responses.iter().map(|response| MessageOutline {
                name: response.key.clone(),
                evidence: evidence(spec, &response.body.pointer),
                fields: headers(&response.headers, spec).chain(fields(spec, &response.body)).collect(),
            }));
            OperationOutline {
                id: operation.id.clone(),
                method: operation.method().to_ascii_uppercase(),
                path: operation.path().to_owned(),
                parts,
            }
        });
        operations.collect()
    }
}

fn parameters<'a>(operation: &'a OperationSpec, spec: &'a Value) -> impl Iterator<Item = FieldOutline> + 'a {
    operation.parameters.iter().map(|parameter| FieldOutline {
        pointer: child(parameter.location.part(), &parameter.name),
        kind: parameter.schema.as_ref().map_or_else(String::new, |schema| kind(spec, schema, 0)),
        required: parameter.required,
        evidence: evidence(spec, &parameter.pointer),
    })
}

fn headers<'a>(headers: &'a [Header], spec: &'a Value) -> impl Iterator<Item = FieldOutline> + 'a {
    headers.iter().map(|header| FieldOutline {
        pointer: child("/headers", &header.name),
        kind: header.schema.as_ref().map_or_else(String::new, |schema| kind(spec, schema, 0)),
        required: header.required,
        evidence: evidence(spec, &header.pointer),
    })
}

fn fields(spec: &Value, body: &Body) -> Vec<FieldOutline> {
    let mut found = Vec::new();
    let json = body.content.iter().find(|content| content.media.is_json());
    if let Some(schema) = json.and_then(|content| content.schema.as_ref()) {
        walk(spec, schema, "/body", &mut BTreeSet::new(), &mut found);
    }
    found
}

/// Collects the fields of a schema. Skips a schema within itself, since schemas may be recursive.
fn walk(spec: &Value, schema: &str, at: &str, way: &mut BTreeSet<String>, found: &mut Vec<FieldOutline>) {
    let schema = followed(spec, schema);
    let Some(object) = spec.pointer(&schema).filter(|_| way.insert(schema.clone())) else {
        return;
    };
    let required = object.get("required").and_then(Value::as_array);
    for name in object.get("properties").and_then(Value::as_object).into_iter().flat_map(|it| it.keys()) {
        let property = child(&child(&schema, "properties"), name);
        let at = child(at, name);
        let field = FieldOutline {
            pointer: at.clone(),
            kind: kind(spec, &property, 0),
            required: required.is_some_and(|required| required.iter().any(|it| it == name)),
            evidence: evidence(spec, &property),
        };
        if !found.contains(&field) {
            found.push(field);
        }
        walk(spec, &property, &at, way, found);
    }
    if object.get("items").is_some() {
        walk(spec, &child(&schema, "items"), &child(at, "*"), way, found);
    }
    for keyword in ["allOf", "oneOf", "anyOf"] {
        for index in 0..object.get(keyword).and_then(Value::as_array).map_or(0, Vec::len) {
            walk(spec, &child(&child(&schema, keyword), index.to_string()), at, way, found);
        }
    }
    way.remove(&schema);
}

fn evidence(spec: &Value, pointer: &str) -> String {
    let own = |pointer: &str| spec.pointer(pointer).and_then(|it| text(it, "x-evidence")).map(str::to_owned);
    own(pointer).or_else(|| own(&followed(spec, pointer))).unwrap_or_default()
}

fn kind(spec: &Value, pointer: &str, depth: usize) -> String {
    let at = followed(spec, pointer);
    let Some(schema) = spec.pointer(&at) else {
        return String::new();
    };
    let inner = |keyword: &str| {
        let parts = schema.get(keyword).and_then(Value::as_array).filter(|_| depth < MAX_KIND_DEPTH)?;
        let parts = (0..parts.len()).map(|index| child(&child(&at, keyword), index.to_string()));
        Some(parts.map(|part| kind(spec, &part, depth + 1)).collect::<Vec<_>>())
    };
    let listed = schema.get("enum").and_then(Value::as_array).map(|values| {
        values
            .iter()
            .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            .collect::<Vec<_>>()
    });
    let own = match (text(schema, "type"), listed) {
        (_, Some(listed)) => listed.join(", "),
        (Some("array"), _) if depth < MAX_KIND_DEPTH => {
            format!("array of {}", kind(spec, &child(&at, "items"), depth + 1))
        }
        (Some(own), _) => own.to_owned(),
        (None, None) => {
            let parts = inner("oneOf").or_else(|| inner("anyOf")).map(|parts| parts.join(" or "));
            parts
                .or_else(|| inner("allOf").map(|parts| parts.join(" and ")))
                .unwrap_or_else(|| "any".to_owned())
        }
    };
    let null = if schema.get("nullable") == Some(&Value::Bool(true)) { " or null" } else { "" };
    own + null
}
