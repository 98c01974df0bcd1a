//! Redacts the values of a message and keeps its structure.

use serde_json::{Map, Number, Value, json};
use url::Url;

use crate::pointer::redacted_name;
use crate::schema::schemas::Schemas;
use crate::schema::walk::Step;

/// The longest text that keeps its length, in characters.
const MAX_TEXT_CHARS: usize = 256;

/// The longest integer that keeps its length, in digits, so that the result fits into 64 bits.
const MAX_INTEGER_DIGITS: usize = 18;

impl Schemas {
    /// Redacts a body. Keeps documented names, listed values, small documented numbers and documented booleans, and
    /// replaces everything else.
    pub(crate) fn redacted(&self, pointer: Option<&str>, value: &Value) -> Value {
        self.redact(pointer.map(|pointer| self.step(pointer)).unwrap_or_default(), value)
    }

    fn redact(&self, schemas: Vec<Step>, value: &Value) -> Value {
        let nodes = self.applicable(schemas, value).list;
        match value {
            Value::Null => Value::Null,
            Value::Bool(flag) => (!nodes.is_empty() && *flag).into(),
            Value::Number(number) => same_kind_of_number(number, !nodes.is_empty()),
            Value::String(_) if Self::lists(&nodes, value) => value.clone(),
            Value::String(text) => {
                let of = |keyword: &str| nodes.iter().find_map(|node| node.get(keyword)?.as_str());
                same_kind(text, of("format"), of("pattern").is_some()).into()
            }
            Value::Array(items) => {
                let of_items = nodes.iter().filter_map(|node| node.inner("items")).collect::<Vec<_>>();
                items.iter().map(|item| self.redact(of_items.clone(), item)).collect()
            }
            Value::Object(fields) => {
                let mut kept = Map::new();
                for (name, field) in fields {
                    let named = nodes.iter().filter_map(|node| node.property(name)).collect::<Vec<_>>();
                    let maps = || nodes.iter().filter_map(|node| node.inner("additionalProperties"));
                    let (name, within) = match (named.is_empty(), redacted_name(name)) {
                        (false, _) => (name.clone(), named),
                        // A finding never shows a name with a space.
                        (true, "*") => (format!("name {}", kept.len() + 1), Vec::new()),
                        (true, _) => match maps().collect::<Vec<_>>() {
                            maps if maps.is_empty() => (name.clone(), maps),
                            maps => (format!("name {}", kept.len() + 1), maps),
                        },
                    };
                    kept.insert(name, self.redact(within, field));
                }
                Value::Object(kept)
            }
        }
    }

    /// Returns whether the document lists this value and does not mark it as sensitive.
    fn lists(nodes: &[Step], value: &Value) -> bool {
        let lists = |node: &Step| {
            let listed =
                node.get("enum").and_then(Value::as_array).is_some_and(|listed| listed.contains(value));
            listed && node.get("x-sensitive").is_none()
        };
        nodes.iter().any(lists)
    }
}

/// Replaces each character by `a`, keeping the length. If the schema has a `format` or a `pattern`, keeps the character
/// class. A web address keeps its scheme, its host and the names in its query.
pub(crate) fn same_kind(original: &str, format: Option<&str>, has_pattern: bool) -> String {
    if format == Some("date-time") {
        return "2000-01-01T00:00:00Z".to_owned();
    }
    if let Some(url) = Url::parse(original).ok().filter(|url| matches!(url.scheme(), "http" | "https")) {
        return address(&url);
    }
    let classes = format.is_some() || has_pattern;
    let same = |c: char| match c {
        _ if !classes => 'a',
        _ if c.is_ascii_digit() => '1',
        _ if c.is_ascii_uppercase() => 'A',
        _ if c.is_ascii_punctuation() || c == ' ' => c,
        _ => 'a',
    };
    original.chars().take(MAX_TEXT_CHARS).map(same).collect()
}

/// Redacts the value of a header. A number stays a number.
pub(crate) fn header(value: &str) -> String {
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { "1".repeat(value.len().min(MAX_INTEGER_DIGITS)) } else { same_kind(value, None, false) }
}

/// Returns the scheme, the host, the port and the names in the query.
fn address(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let names = url.query_pairs().map(|(name, _)| format!("{}=", redacted_name(&name))).collect::<Vec<_>>();
    let query = if names.is_empty() { String::new() } else { format!("?{}", names.join("&")) };
    format!("{}://{host}{port}/{query}", url.scheme())
}

fn same_kind_of_number(number: &Number, documented: bool) -> Value {
    let small = number.as_i64().is_some_and(|number| (-999..=999).contains(&number));
    if documented && small {
        return number.clone().into();
    }
    if number.is_f64() {
        return json!(0.5);
    }
    let ones = number
        .to_string()
        .trim_start_matches('-')
        .chars()
        .map(|_| '1')
        .take(MAX_INTEGER_DIGITS)
        .collect::<String>();
    json!(ones.parse::<i64>().unwrap_or_default())
}

/// Redacts a content type. Keeps a plain type and UTF-8 as the charset, and drops other parameters.
pub(crate) fn content_type(value: &str) -> String {
    let mut parts = value.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    let known = essence.split(['/', '+']).all(|part| redacted_name(part) != "*");
    let essence = if known { essence } else { "application/x-redacted" };
    let charset = parts.find(|part| part.eq_ignore_ascii_case("charset=utf-8"));
    charset.map_or(essence.to_owned(), |charset| format!("{essence}; {charset}"))
}
