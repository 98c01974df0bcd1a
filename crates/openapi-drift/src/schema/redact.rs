//! Redacts the values of a message and keeps its structure.

use serde_json::{Map, Number, Value, json};
use url::Url;

use crate::pointer::redacted_name;
use crate::schema::applicable::Step;
use crate::schema::schemas::Schemas;

/// The longest text that keeps its length, in characters.
const MAX_TEXT_CHARS: usize = 256;

/// The longest integer that keeps its length, in digits, so that the result fits into 64 bits.
const MAX_INTEGER_DIGITS: usize = 18;

impl Schemas {
    /// Redacts a body. Keeps documented names, listed values, small documented numbers and documented booleans, and
    /// replaces everything else.
    pub(crate) fn redacted(&self, pointer: Option<&str>, mut value: Value) -> Value {
        let root = pointer.and_then(|pointer| self.graph.id(pointer));
        self.redact(&root.map(Step::of).into_iter().collect::<Vec<_>>(), &mut value)
    }

    fn redact(&self, steps: &[Step], value: &mut Value) -> Value {
        let applicable = self.applicable(steps, value);
        let schemas =
            applicable.steps.iter().map(|step| self.exact.pointer(&self.graph.node(step.node).pointer));
        let schemas = schemas.flatten().collect::<Vec<_>>();
        match value {
            Value::Null => Value::Null,
            Value::Bool(flag) => (!schemas.is_empty() && *flag).into(),
            Value::Number(number) => same_kind_of_number(number, !schemas.is_empty()),
            Value::String(_) if lists(&schemas, value) => value.clone(),
            Value::String(text) => {
                let of = |keyword: &str| schemas.iter().find_map(|schema| schema.get(keyword)?.as_str());
                same_kind(text, of("format"), of("pattern").is_some()).into()
            }
            Value::Array(items) => {
                let items = items.iter_mut().enumerate();
                items
                    .map(|(index, item)| self.redact(&applicable.items(&self.graph, Some(index)), item))
                    .collect()
            }
            Value::Object(fields) => {
                let mut kept = Map::new();
                for (name, field) in fields {
                    let field_schemas = applicable.field(&self.graph, name);
                    let others = applicable.other_fields(&self.graph);
                    // A finding never shows a name with a space.
                    let anonymous = format!("name {}", kept.len() + 1);
                    let (name, within) = match redacted_name(name) {
                        _ if field_schemas.is_property => (name.clone(), field_schemas.steps),
                        _ if !field_schemas.steps.is_empty() => (anonymous, field_schemas.steps),
                        "*" => (anonymous, Vec::new()),
                        _ if others.is_empty() => (name.clone(), others),
                        _ => (anonymous, others),
                    };
                    kept.insert(name, self.redact(&within, field));
                }
                Value::Object(kept)
            }
        }
    }
}

/// Returns whether the document lists this value and does not mark it as sensitive.
fn lists(schemas: &[&Value], value: &Value) -> bool {
    let lists = |schema: &&Value| {
        let listed =
            schema.get("enum").and_then(Value::as_array).is_some_and(|listed| listed.contains(value));
        let fixed = schema.get("const") == Some(value);
        (listed || fixed) && schema.get("x-sensitive").is_none()
    };
    schemas.iter().any(lists)
}

/// Replaces each character by `a`, keeping the length. If the schema has a `format` or a `pattern`, keeps the character
/// class. A web address keeps its scheme, its host and the names in its query.
pub(crate) fn same_kind(original: &str, format: Option<&str>, has_pattern: bool) -> String {
    if format == Some("date-time") {
        return "2000-01-01T00:00:00Z".to_owned();
    }
    if let Some(url) = Url::parse(original).ok().filter(|url| is_web_address(original, url)) {
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

/// Returns whether a text is written as a web address. The parser drops line breaks, adds slashes, and takes nearly
/// everything for a host, such as the name of a person in the next line.
fn is_web_address(original: &str, url: &Url) -> bool {
    let after_scheme = original.get(url.scheme().len()..).unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '[' | ']' | ':');
    matches!(url.scheme(), "http" | "https")
        && after_scheme.starts_with("://")
        && !original.contains(|c: char| c.is_whitespace() || c.is_control())
        && url.host_str().unwrap_or_default().chars().all(is_plain)
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
