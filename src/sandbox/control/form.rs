//! Reads the forms of the control page as the JSON that the API takes.

use serde_json::{Map, Value, json};

/// Reads a form by the types of the fields. A field that is left blank is left out.
pub(super) fn read<'a>(form: &[u8], type_of: impl Fn(&str) -> Option<&'a str>) -> Value {
    let mut fields = Map::new();
    for (name, text) in url::form_urlencoded::parse(form) {
        if text.is_empty() {
            continue;
        }
        let value = match type_of(&name) {
            Some("integer") => {
                text.trim().parse::<i64>().map_or_else(|_| json!(text), |number| json!(number))
            }
            Some("boolean") => json!(text == "true"),
            Some("object") => headers(&text),
            // Of several types. What is JSON is meant as such: the body of a reply, and a number of times.
            None => serde_json::from_str(&text).unwrap_or_else(|_| json!(text)),
            _ => json!(text),
        };
        fields.insert(name.into_owned(), value);
    }
    Value::Object(fields)
}

/// Reads lines such as `Retry-After: 2`.
fn headers(text: &str) -> Value {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let pairs = lines.map(|line| line.split_once(':').unwrap_or((line, "")));
    pairs.map(|(name, value)| (name.trim().to_owned(), json!(value.trim()))).collect()
}
