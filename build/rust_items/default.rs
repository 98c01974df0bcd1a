//! Whether the generator takes a default.

use serde_json::Value;

use super::schema::words;
use super::{array, integer, members, referred, value};

/// Whether a default is a value of the schema, as far as the generator checks it.
pub(super) fn fits(prepared: &Value, schema: &Value, default: &Value) -> bool {
    if let Some(name) = referred(schema) {
        return fits(prepared, &prepared["components"]["schemas"][name], default);
    }
    if schema["nullable"] == true && default.is_null() {
        return true;
    }
    let mut branches = array(schema, "oneOf").iter().chain(array(schema, "anyOf")).peekable();
    if branches.peek().is_some() {
        return branches.any(|branch| fits(prepared, branch, default));
    }
    if schema["type"] == "string" && schema["enum"].is_array() {
        return default.as_str().is_some_and(|word| words(schema).contains(&word));
    }
    let values = array(schema, "enum");
    if !values.is_empty() && !values.contains(default) {
        return false;
    }
    match schema["type"].as_str() {
        Some("string") => default.is_string() || value::of_format(schema).is_some(),
        Some("boolean") => default.is_boolean(),
        Some("number") => default.is_number(),
        Some("integer") => {
            let (_, min, max) = integer::rust(schema);
            let is_in =
                |number: f64| min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max);
            (default.is_i64() || default.is_u64()) && default.as_f64().is_some_and(is_in)
        }
        Some("array") => {
            let fits = |item| fits(prepared, &schema["items"], item);
            default.as_array().is_some_and(|items| items.iter().all(fits))
        }
        Some("object") => default.as_object().is_some_and(|object| {
            let required = array(schema, "required").iter().filter_map(Value::as_str);
            let mut properties = members(schema, "properties");
            required.into_iter().all(|name| object.contains_key(name))
                && properties.all(|(name, property)| {
                    object.get(name).is_none_or(|value| fits(prepared, property, value))
                })
        }),
        _ => array(schema, "allOf").iter().all(|part| fits(prepared, part, default)),
    }
}
