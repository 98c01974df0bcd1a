//! Shows a request without its keys and without what it says of a person.

use http::HeaderMap;
use serde_json::{Map, Value, json};

use crate::operation::Operation;
use crate::sandbox::endpoint::followed;
use crate::sandbox::received::Received;
use crate::sandbox::vendor::Vendor;

/// Stands for a value that is not shown.
const MASK: &str = "•••";

/// Headers that say nothing of keys or people.
const PLAIN_HEADERS: [&str; 8] = [
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
    "user-agent",
];

/// How many letters of a header, and how many items of a list, are shown.
const MAX_LENGTH: usize = 200;
const MAX_ITEMS: usize = 20;

pub(super) fn request(vendor: &Vendor, request: &Received) -> Value {
    let path = request.uri.path();
    let operation = Operation::at(path);
    let schema = vendor.endpoint(operation).map(|endpoint| &endpoint.request_schema);
    let body = serde_json::from_slice::<Value>(&request.body).ok();
    json!({
        "method": plain_method(request),
        "path": if operation.is_some() { path.to_owned() } else { masked_path(path) },
        "operation": operation.map(Operation::id),
        "status": request.status.map(|status| status.as_u16()),
        "received_at": i64::try_from(request.at.as_secs()).unwrap_or(i64::MAX),
        "headers": headers(&request.headers),
        "body": schema.zip(body).and_then(|(schema, body)| masked(vendor.spec(), schema, &body)),
    })
}

/// Any word can be a method.
fn plain_method(request: &Received) -> &str {
    let method = request.method.as_str();
    if method.len() <= 10 && method.bytes().all(|byte| byte.is_ascii_uppercase()) { method } else { MASK }
}

/// Leaves the words of a path that is no operation's: anything else may be a value.
fn masked_path(path: &str) -> String {
    let is_word =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_'));
    let is_plain = |part: &str| part == "v1" || (part.len() <= 20 && is_word(part));
    path.split('/').map(|part| if is_plain(part) { part } else { MASK }).collect::<Vec<_>>().join("/")
}

fn headers(headers: &HeaderMap) -> Value {
    let shown = headers.iter().take(MAX_ITEMS).map(|(name, value)| {
        let value = value.to_str().ok().filter(|_| PLAIN_HEADERS.contains(&name.as_str()));
        let value = value.map_or_else(|| MASK.to_owned(), |value| value.chars().take(MAX_LENGTH).collect());
        (name.to_string(), json!(value))
    });
    Value::Object(shown.collect::<Map<_, _>>())
}

/// Masks a value by its schema. What the schema does not know is left out: its name may say something, too.
fn masked(spec: &Value, schema: &Value, value: &Value) -> Option<Value> {
    let schema = followed(spec, schema);
    let is_of = |kind: &str| schema["type"] == kind;
    Some(match value {
        Value::Object(fields) if is_of("object") => {
            let known = schema["properties"].as_object()?.iter();
            let shown = known.filter_map(|(name, property)| {
                Some((name.clone(), masked(spec, property, fields.get(name)?)?))
            });
            Value::Object(shown.collect())
        }
        Value::Array(items) if is_of("array") => {
            items.iter().take(MAX_ITEMS).filter_map(|item| masked(spec, &schema["items"], item)).collect()
        }
        Value::Bool(_) if is_of("boolean") => value.clone(),
        Value::Number(_) if is_of("integer") || is_of("number") => value.clone(),
        Value::String(_) if schema["enum"].as_array().is_some_and(|words| words.contains(value)) => {
            value.clone()
        }
        Value::String(_) if schema["x-sensitive"] == false => value.clone(),
        Value::Null => Value::Null,
        _ => json!(MASK),
    })
}
