//! Whether the generator takes a default.

use serde_json::Value;

use super::{array, integer, referred, value};

/// Whether a default is a value of the schema, as far as the generator checks it.
pub(super) fn fits(prepared: &Value, schema: &Value, default: &Value) -> bool {
    if let Some(name) = referred(schema) {
        return fits(prepared, &prepared["components"]["schemas"][name], default);
    }
    if schema["nullable"] == true && default.is_null() {
        return true;
    }
    let values = array(schema, "enum");
    if !values.is_empty() {
        return values.contains(default);
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
        _ => true,
    }
}
