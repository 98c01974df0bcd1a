//! Finds the parts of a spec: its operations, and what a reference leads to.

use serde_json::Value;

use super::place::child;

/// The methods that OpenAPI 3.0 knows.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Returns every operation with its pointer.
pub(crate) fn operations(spec: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    for (path, item) in spec["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if METHODS.contains(&method.as_str()) {
                let pointer = child(&child("/paths", path), method);
                found.push((pointer, operation));
            }
        }
    }
    found
}

/// Names the schema of an operation's success.
pub(crate) fn success_schema<'a>(spec: &'a Value, operation: &'a Value) -> Option<&'a str> {
    let mut responses = operation["responses"].as_object()?.iter();
    let (_, response) = responses.find(|(status, _)| status.starts_with('2'))?;
    schema_name(spec, response)
}

/// Names the schema of a response's body.
pub(crate) fn schema_name<'a>(spec: &'a Value, response: &'a Value) -> Option<&'a str> {
    referred(&resolved(spec, response)["content"]["application/json"]["schema"])
}

/// Follows a reference in a checked spec; returns any other value as it is.
pub(crate) fn resolved<'a>(spec: &'a Value, value: &'a Value) -> &'a Value {
    let target = value["$ref"].as_str().and_then(|reference| spec.pointer(reference.trim_start_matches('#')));
    target.unwrap_or(value)
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Names the component that a schema refers to.
pub(crate) fn referred(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}

pub(crate) fn members<'a>(
    holder: &'a Value,
    key: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    holder[key].as_object().into_iter().flatten()
}

pub(crate) fn array<'a>(holder: &'a Value, key: &str) -> &'a [Value] {
    holder[key].as_array().map_or(&[], Vec::as_slice)
}
