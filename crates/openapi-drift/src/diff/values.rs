//! The listed values of a schema (`enum`, `const`). They are compared and counted, but never shown.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::diff::types::{ANY, ARRAY, BOOLEAN, FRACTION, INTEGER, NULL, OBJECT, STRING};
use crate::schema::dialect::Dialect;

/// Returns the texts of the listed values; `None` if a schema lists none.
pub(super) fn listed(schema: &Map<String, Value>, dialect: Dialect) -> Option<BTreeSet<String>> {
    let texts = |values: &[Value]| values.iter().map(canonical).collect::<BTreeSet<_>>();
    let many = schema.get("enum").and_then(Value::as_array).map(|values| texts(values));
    let single = schema.get("const").filter(|_| dialect == Dialect::OpenApi31);
    let single = single.map(|value| texts(std::slice::from_ref(value)));
    let mut values = match (many, single) {
        (Some(many), Some(single)) => many.intersection(&single).cloned().collect(),
        (many, single) => many.or(single)?,
    };
    // By the letter null must be listed as well, but no author means it otherwise.
    let nullable = schema.get("nullable") == Some(&Value::Bool(true)) && schema.contains_key("type");
    if dialect == Dialect::OpenApi30 && nullable {
        values.insert("null".to_owned());
    }
    Some(values)
}

/// Returns a text that is the same for equal values.
pub(super) fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if float.fract() == 0.0 && float.abs() < 9e15 => format!("{float:.0}"),
            _ => number.to_string(),
        },
        Value::Array(items) => {
            format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        Value::Object(fields) => {
            let mut fields = fields
                .iter()
                .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), canonical(value)))
                .collect::<Vec<_>>();
            fields.sort();
            format!("{{{}}}", fields.join(","))
        }
        value => value.to_string(),
    }
}

/// Returns the type of a value, by its text.
pub(super) fn type_of(text: &str) -> u8 {
    match text.as_bytes() {
        b"null" => NULL,
        [b't' | b'f', ..] => BOOLEAN,
        [b'{', ..] => OBJECT,
        [b'[', ..] => ARRAY,
        [b'"', ..] => STRING,
        [b'-' | b'0'..=b'9', rest @ ..] => {
            if rest.iter().any(|byte| b".eE".contains(byte)) {
                FRACTION
            } else {
                INTEGER
            }
        }
        _ => ANY,
    }
}
