//! Step 3: makes a copy of the spec that progenitor accepts.
//!
//! The exact spec stays what the vendor documents. Every concession to the generator, and every tolerance towards a
//! response, is made here and only on the copy.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::lookup::operations;

/// The constraints that are removed from the schemas of responses: a new value must not fail a response.
pub(crate) const CONSTRAINTS: [&str; 13] = [
    "enum",
    "pattern",
    "format",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
];

/// Returns the schema that the generator maps to `Sensitive<String>`. It maps only an exact match, so no other keyword
/// may be beside it.
pub(crate) fn sensitive_schema() -> Value {
    json!({ "type": "string", "format": "sensitive" })
}

/// Returns the spec with each reference to a plain value replaced by that value: the generator would wrap each in a
/// type of its own. Expects a spec that passed the checks, like all that follows.
pub(crate) fn plain_values_in_place(exact: &Value) -> Value {
    let mut copy = exact.clone();
    put_in_place(exact, &mut copy);
    if let Some(schemas) = copy.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        schemas.retain(|_, schema| !is_plain(schema));
    }
    copy
}

fn put_in_place(exact: &Value, value: &mut Value) {
    let reference = value.get("$ref").and_then(Value::as_str);
    let target = reference.and_then(|reference| exact.pointer(reference.trim_start_matches('#')));
    if let Some(target) = target.filter(|target| is_plain(target)) {
        *value = target.clone();
    }
    match value {
        Value::Object(object) => object.values_mut().for_each(|value| put_in_place(exact, value)),
        Value::Array(items) => items.iter_mut().for_each(|item| put_in_place(exact, item)),
        _ => {}
    }
}

/// Whether a schema is a text, a number or a boolean without more rules.
fn is_plain(schema: &Value) -> bool {
    let is_scalar = ["string", "number", "integer", "boolean"].iter().any(|name| schema["type"] == *name);
    let composed = ["allOf", "oneOf", "anyOf", "not"];
    is_scalar && CONSTRAINTS.iter().chain(&composed).all(|keyword| schema.get(*keyword).is_none())
}

/// Returns the copy for progenitor.
pub(crate) fn for_progenitor(exact: &Value) -> Value {
    let mut copy = exact.clone();
    let loose = response_schemas(exact);
    for (pointer, _) in operations(exact) {
        drop_failures(copy.pointer_mut(&format!("{pointer}/responses")));
    }
    if let Some(schemas) = copy.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        for (name, schema) in schemas {
            let is_loose = loose.contains(name);
            each_schema(schema, &mut |schema| {
                if is_loose {
                    loosen(schema);
                }
                show_evidence(schema);
                make_nullable_optional(exact, schema);
                replace_sensitive(schema);
            });
            // The properties that refer to it have become optional instead, and an optional one takes null.
            schema.as_object_mut().and_then(|schema| schema.remove("nullable"));
        }
    }
    strip_extensions(&mut copy);
    copy
}

/// Returns the names of all schemas that some response uses, directly or through others.
pub(crate) fn response_schemas(exact: &Value) -> BTreeSet<String> {
    let mut open = Vec::new();
    for (_, operation) in operations(exact) {
        references(&operation["responses"], &mut open);
    }
    let mut found = BTreeSet::new();
    while let Some(reference) = open.pop() {
        let name = reference.rsplit('/').next().unwrap_or_default().to_owned();
        let seen = reference.starts_with("#/components/schemas/") && !found.insert(name);
        if !seen && let Some(target) = exact.pointer(reference.trim_start_matches('#')) {
            references(target, &mut open);
        }
    }
    found
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get("$ref") {
                found.push(reference.clone());
            }
            object.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// Removes the responses other than 2xx: progenitor wants one type for all error bodies, and loses the status of a body
/// that it can't decode. Without them a failure arrives whole, and `src/http/refusal.rs` reads it. The error schemas
/// stay, so their types are generated.
fn drop_failures(responses: Option<&mut Value>) {
    if let Some(responses) = responses.and_then(Value::as_object_mut) {
        responses.retain(|status, _| status.starts_with('2'));
    }
}

/// Calls `change` on a schema and on all schemas written inside it, the inner ones first.
fn each_schema(schema: &mut Value, change: &mut dyn FnMut(&mut Map<String, Value>)) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    if let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) {
        properties.values_mut().for_each(|property| each_schema(property, change));
    }
    for keyword in ["items", "not", "additionalProperties"] {
        if let Some(inner) = object.get_mut(keyword) {
            each_schema(inner, change);
        }
    }
    for keyword in ["allOf", "oneOf", "anyOf"] {
        for inner in object.get_mut(keyword).and_then(Value::as_array_mut).into_iter().flatten() {
            each_schema(inner, change);
        }
    }
    change(object);
}

fn loosen(schema: &mut Map<String, Value>) {
    schema.retain(|keyword, _| !CONSTRAINTS.contains(&keyword.as_str()));
}

/// Adds the evidence to the description, where a reader of the generated documentation sees it.
fn show_evidence(schema: &mut Map<String, Value>) {
    if let Some(evidence) = schema.get("x-evidence").and_then(Value::as_str) {
        let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
        let text = format!("{}\n\nEvidence: {evidence}.", description.trim_end());
        schema.insert("description".into(), text.into());
    }
}

/// Makes properties optional whose own `nullable` is lost in the copy: an optional property accepts null, too.
fn make_nullable_optional(exact: &Value, schema: &mut Map<String, Value>) {
    let is_lost = |property: &Value| {
        let target =
            property["$ref"].as_str().and_then(|target| exact.pointer(target.trim_start_matches('#')));
        let is_nullable = |schema: &Value| schema["nullable"] == true;
        target.is_some_and(is_nullable) || (property["x-sensitive"] == true && is_nullable(property))
    };
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let lost = properties.filter(|(_, property)| is_lost(property)).map(|(name, _)| name.clone());
    let lost = lost.collect::<Vec<_>>();
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| !lost.iter().any(|lost| name == lost));
    }
}

/// Replaces each `x-sensitive` property by [`sensitive_schema`].
fn replace_sensitive(schema: &mut Map<String, Value>) {
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten();
    for (_, property) in properties.filter(|(_, property)| property["x-sensitive"] == true) {
        let description = property["description"].take();
        *property = sensitive_schema();
        property["description"] = description;
    }
}

fn strip_extensions(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|key, _| !key.starts_with("x-"));
            object.values_mut().for_each(strip_extensions);
        }
        Value::Array(items) => items.iter_mut().for_each(strip_extensions),
        _ => {}
    }
}
