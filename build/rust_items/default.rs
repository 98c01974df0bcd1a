//! Whether the generator takes a default.

use serde_json::Value;

use super::super::lookup::{array, members, referred};
use super::schema::words;
use super::{integer, value};

/// How many schemas one default is checked against: they may refer to each other in a circle.
const MOST_STEPS: usize = 1_000;

/// Whether a default is a value of the schema, as far as the generator checks it.
pub(super) fn fits(prepared: &Value, schema: &Value, default: &Value) -> bool {
    Check { prepared, left: MOST_STEPS }.fits(schema, default)
}

struct Check<'a> {
    prepared: &'a Value,
    left: usize,
}

impl Check<'_> {
    fn fits(&mut self, schema: &Value, default: &Value) -> bool {
        let Some(left) = self.left.checked_sub(1) else { return true };
        self.left = left;
        let is_null = schema["nullable"] == true && default.is_null();
        if let Some(name) = referred(schema) {
            let prepared = self.prepared;
            return self.fits(&prepared["components"]["schemas"][name], default);
        }
        let mut branches = array(schema, "oneOf").iter().chain(array(schema, "anyOf")).peekable();
        if branches.peek().is_some() {
            return is_null || branches.any(|branch| self.fits(branch, default));
        }
        is_null || is_listed(schema, default) && self.is_of_type(schema, default)
    }

    fn is_of_type(&mut self, schema: &Value, default: &Value) -> bool {
        match schema["type"].as_str() {
            Some("string") => default.is_string() || value::of_format(schema).is_some(),
            Some("boolean") => default.is_boolean(),
            Some("number") => default.is_number(),
            Some("integer") => is_in_bounds(schema, default),
            Some("array") => default
                .as_array()
                .is_some_and(|items| items.iter().all(|item| self.fits(&schema["items"], item))),
            Some("object") => default.as_object().is_some_and(|object| {
                let mut required = array(schema, "required").iter().filter_map(Value::as_str);
                let mut properties = members(schema, "properties");
                required.all(|name| object.contains_key(name))
                    && properties.all(|(name, property)| {
                        object.get(name).is_none_or(|value| self.fits(property, value))
                    })
            }),
            _ => array(schema, "allOf").iter().all(|part| self.fits(part, default)),
        }
    }
}

fn is_listed(schema: &Value, default: &Value) -> bool {
    let values = array(schema, "enum");
    match default.as_str() {
        _ if values.is_empty() => true,
        Some(word) if schema["type"] == "string" => words(schema).contains(&word),
        _ => values.contains(default),
    }
}

fn is_in_bounds(schema: &Value, default: &Value) -> bool {
    let (_, min, max) = integer::rust(schema);
    let is_in = |number: f64| min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max);
    (default.is_i64() || default.is_u64()) && default.as_f64().is_some_and(is_in)
}
