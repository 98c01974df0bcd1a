//! The vendor's own words about a call, wherever a body has them.

use serde_json::Value;

/// The members that may hold words, the most telling first: the vendor's own `detail`, what gateways and other
/// frameworks write, and those of OAuth 2.0.
const NAMES: [&str; 5] = ["detail", "message", "msg", "error_description", "error"];
/// Members that only stand in a body that reports a failure.
const FAILURE_NAMES: [&str; 3] = ["detail", "error_description", "error"];
/// How deep words may be wrapped.
const MAX_DEPTH: usize = 4;
/// How many texts of a list are read.
const MAX_TEXTS: usize = 5;

/// The words of a body: a text, or a list of field errors as `detail`. Null if there are none.
pub(crate) fn of(body: &[u8]) -> Value {
    let body = json(body);
    match body.get("detail") {
        Some(Value::Array(list)) if !list.is_empty() => Value::Array(list.clone()),
        _ => body.as_object().and_then(|_| text(&body, 0)).map_or(Value::Null, Value::String),
    }
}

/// Whether a body reports a failure in a member that no success has.
pub(crate) fn report_failure(body: &[u8]) -> bool {
    let body = json(body);
    FAILURE_NAMES
        .iter()
        .any(|name| body.get(name).is_some_and(|words| text(words, 0).is_some() || words.is_array()))
}

fn json(body: &[u8]) -> Value {
    serde_json::from_str(&String::from_utf8_lossy(body)).unwrap_or_default()
}

fn text(value: &Value, depth: usize) -> Option<String> {
    match value {
        _ if depth > MAX_DEPTH => None,
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Object(object) => {
            NAMES.iter().find_map(|name| object.get(*name).and_then(|value| text(value, depth + 1)))
        }
        Value::Array(items) if depth > 0 => {
            let texts = items.iter().filter_map(|item| text(item, depth + 1)).take(MAX_TEXTS);
            Some(texts.collect::<Vec<_>>().join("; ")).filter(|text| !text.is_empty())
        }
        _ => None,
    }
}
