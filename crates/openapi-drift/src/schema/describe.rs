//! Describes values without showing them.

use jsonschema::error::TypeKind;
use serde_json::Value;

use crate::pointer::redacted_name;

/// Describes a field without its name if that may be data.
pub(crate) fn describe_field(name: &str, what: &str) -> String {
    match redacted_name(name) {
        "*" => format!("is a field with a name of {} characters, {what}", name.chars().count()),
        _ => format!("is a field {what}"),
    }
}

/// Describes a value that a keyword rules out, with the documented limit unless that is a schema.
pub(super) fn describe_limit(value: &Value, keyword: &str, limit: Option<&Value>) -> String {
    match limit.filter(|limit| !limit.is_object() && !limit.is_array()) {
        Some(limit) => format!("is {}, but {keyword} {limit} is documented", kind_of(value)),
        None => format!("is {}, ruled out by {keyword}", kind_of(value)),
    }
}

/// Returns a number with its noun, in the plural unless it is 1.
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Describes a value by its type and length only.
pub(crate) fn kind_of(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "a boolean".to_owned(),
        Value::Number(number) if number.is_f64() => "a number".to_owned(),
        Value::Number(_) => "an integer".to_owned(),
        Value::String(text) => format!("a string of {}", counted(text.chars().count(), "character")),
        Value::Array(items) => format!("an array of {}", counted(items.len(), "item")),
        Value::Object(fields) => format!("an object of {}", counted(fields.len(), "field")),
    }
}

pub(super) fn type_names(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(kind) => kind.to_string(),
        TypeKind::Multiple(kinds) => {
            kinds.iter().map(|kind| kind.to_string()).collect::<Vec<_>>().join(" or ")
        }
    }
}
