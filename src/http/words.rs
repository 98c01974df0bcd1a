//! [`Words`]: the messages and flags of a body, in whatever members they are.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer as _;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

/// The members that may hold a message, the most useful first: the vendor's own `detail`, those of gateways and other
/// frameworks, and those of OAuth 2.0.
const MESSAGE_MEMBERS: [&str; 5] = ["detail", "message", "msg", "error_description", "error"];
/// The members that report a failure unless they are empty.
const FAILURE_MEMBERS: [&str; 4] = ["detail", "error", "errors", "error_description"];
/// The members that say whether the call succeeded.
const FLAG_MEMBERS: [&str; 3] = ["success", "ok", "status"];
const TRANSACTION_ID: &str = "transaction_id";

/// How many levels deep a message may be nested.
const MAX_DEPTH: usize = 4;
/// How many texts of a list are read.
const MAX_TEXTS: usize = 5;

/// The members of a body that are listed above. All others are skipped, however many and deep they are.
#[derive(Default)]
pub(crate) struct Words(Map<String, Value>);

impl Words {
    /// Reads a body. The result is empty if the body is not a JSON object.
    pub(crate) fn read(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        serde_json::Deserializer::from_str(&text).deserialize_map(Telling).unwrap_or_default()
    }

    /// Returns the vendor's message: a text, or a list of field errors. Null if there is none.
    pub(crate) fn said(&self) -> Value {
        match self.0.get("detail") {
            Some(Value::Array(list)) if !list.is_empty() => Value::Array(list.clone()),
            _ => of_object(&self.0, 0).map_or(Value::Null, Value::String),
        }
    }

    /// Whether the body reports a failure in a member that no documented success has.
    pub(crate) fn report_failure(&self) -> bool {
        let is_empty = |value: &Value| match value {
            Value::Null | Value::Bool(false) => true,
            Value::Bool(true) => false,
            Value::Number(number) => number.as_f64() == Some(0.0),
            Value::String(text) => text.trim().is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
        };
        let says_no = |value: &Value| match value {
            Value::Bool(flag) => !flag,
            Value::String(word) => means_failure(word),
            _ => false,
        };
        FAILURE_MEMBERS.iter().filter_map(|name| self.0.get(*name)).any(|value| !is_empty(value))
            || FLAG_MEMBERS.iter().filter_map(|name| self.0.get(*name)).any(says_no)
    }

    /// Returns the vendor's id of this call.
    pub(crate) fn transaction_id(&self) -> Option<String> {
        self.0.get(TRANSACTION_ID)?.as_str().map(str::to_owned)
    }
}

/// Whether a word such as `FAILED` or `INVALID_GRANT` says that something failed; `NO_ERROR` does not.
pub(crate) fn means_failure(word: &str) -> bool {
    let upper = word.to_ascii_uppercase();
    let words = upper.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>();
    let is_negated = |at: usize| at > 0 && matches!(words[at - 1], "NO" | "NON" | "NOT" | "WITHOUT");
    let failures =
        ["FAIL", "FAILED", "FAILURE", "ERROR", "ERRORS", "INVALID", "EXPIRED", "DENIED", "REJECTED"];
    words.iter().enumerate().any(|(at, word)| failures.contains(word) && !is_negated(at))
}

fn text(value: &Value, depth: usize) -> Option<String> {
    match value {
        _ if depth > MAX_DEPTH => None,
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Object(object) => of_object(object, depth),
        Value::Array(items) => {
            let texts = items.iter().filter_map(|item| text(item, depth + 1)).take(MAX_TEXTS);
            Some(texts.collect::<Vec<_>>().join("; ")).filter(|text| !text.is_empty())
        }
        _ => None,
    }
}

fn of_object(object: &Map<String, Value>, depth: usize) -> Option<String> {
    MESSAGE_MEMBERS.iter().find_map(|name| text(object.get(*name)?, depth + 1))
}

/// Visits an object and keeps the listed members.
struct Telling;

impl<'de> Visitor<'de> for Telling {
    type Value = Words;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Words, A::Error> {
        let known = [&MESSAGE_MEMBERS[..], &FAILURE_MEMBERS, &FLAG_MEMBERS, &[TRANSACTION_ID]].concat();
        let mut found = Map::new();
        while let Some(name) = members.next_key::<Cow<'_, str>>()? {
            if known.contains(&name.as_ref()) {
                found.insert(name.into_owned(), members.next_value()?);
            } else {
                let _: IgnoredAny = members.next_value()?;
            }
        }
        Ok(Words(found))
    }
}
