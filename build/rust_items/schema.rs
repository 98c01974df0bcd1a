//! What follows from a schema, beside its type.

use serde_json::{Map, Value};

use super::super::lookup::{array, referred, resolved};
use super::{name, value};

/// Returns the words of an enum that its other rules allow.
pub(super) fn words(schema: &Value) -> Vec<&str> {
    let values = array(schema, "enum").iter().filter_map(Value::as_str);
    let is_allowed = |word: &&str| {
        let length = word.chars().count() as u64;
        schema["minLength"].as_u64().is_none_or(|least| length >= least)
            && schema["maxLength"].as_u64().is_none_or(|most| length <= most)
    };
    values.filter(is_allowed).collect()
}

/// Whether the type of a branch implements `Display`; `None` where that hangs on more than one step. The generator
/// goes by the names: it overlooks the words of a component that comes after the one with the branch.
pub(super) fn is_displayed(prepared: &Value, branch: &Value, owner: &str) -> Option<bool> {
    let target = resolved(prepared, branch);
    let comes_before = referred(branch).is_none_or(|name| name < owner);
    match target["type"].as_str()? {
        "string" => Some(target["enum"].is_null() || comes_before),
        "integer" | "number" | "boolean" => Some(target["enum"].is_null()),
        _ => Some(false),
    }
}

/// Whether the type of a branch takes any text.
pub(super) fn is_any_text(prepared: &Value, branch: &Value) -> bool {
    let target = resolved(prepared, branch);
    let is_word =
        !target["enum"].is_null() || value::of_format(target).is_some() || value::is_checked(target);
    target["type"] == "string" && !is_word
}

/// Names a branch of a `oneOf`, as the generator does.
pub(super) fn branch_name(branch: &Value) -> String {
    let name = referred(branch).or_else(|| branch["title"].as_str()).or_else(|| branch["format"].as_str());
    name::pascal(name.or_else(|| branch["type"].as_str()).unwrap_or_default())
}

/// Returns a schema without what changes documentation only.
pub(super) fn undescribed(schema: &Value) -> Value {
    match schema {
        Value::Object(object) => {
            let ignored = ["description", "example", "externalDocs", "deprecated", "readOnly", "writeOnly"];
            let kept = object.iter().filter(|(key, _)| !ignored.contains(&key.as_str()));
            kept.map(|(key, value)| (key.clone(), undescribed(value))).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(undescribed).collect(),
        other => other.clone(),
    }
}

/// Collects the components that a schema refers to, directly or through others.
pub(super) fn reach(prepared: &Value, schema: &Value, found: &mut Map<String, Value>) {
    if let Some(name) = referred(schema).filter(|name| !found.contains_key(*name)) {
        let target = &prepared["components"]["schemas"][name];
        found.insert(name.to_owned(), undescribed(target));
        reach(prepared, target, found);
    }
    match schema {
        Value::Object(object) => object.values().for_each(|value| reach(prepared, value, found)),
        Value::Array(items) => items.iter().for_each(|value| reach(prepared, value, found)),
        _ => {}
    }
}

pub(super) fn without(schema: &Value, keyword: &str) -> Value {
    let mut schema = schema.clone();
    schema.as_object_mut().and_then(|object| object.remove(keyword));
    schema
}

/// Names what a value of a response is repaired to.
pub(super) fn shape(schema: &Value) -> Value {
    if let Some(name) = referred(schema) {
        return name.into();
    }
    let is_composed = ["allOf", "oneOf", "anyOf", "not"].iter().any(|keyword| schema.get(keyword).is_some());
    match schema["type"].as_str() {
        _ if is_composed => Value::Null,
        Some("string") if schema["x-repair"] == "yes-no" => "yes-no".into(),
        Some("array") => Value::Array(vec![shape(&schema["items"])]),
        Some("object") if schema["properties"].is_object() && schema["additionalProperties"].is_null() => {
            "object".into()
        }
        Some("object") | None => Value::Null,
        Some(other) => other.into(),
    }
}
