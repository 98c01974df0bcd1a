//! Reads members of a HAR file, whatever their type: tools write `null`, floats, numbers as text, or nothing.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// Holds the kept members of an object, not parsed yet.
pub(crate) type Members = BTreeMap<String, Box<RawValue>>;

/// Returns a member if it is a text.
pub(crate) fn text(members: &Members, name: &str) -> Option<String> {
    string(members.get(name)?)
}

/// Returns a member as an integer, if it is a number or a text that is one.
pub(crate) fn integer(members: &Members, name: &str) -> Option<i64> {
    let raw = members.get(name)?.get();
    let number = raw.trim_matches('"').trim().parse::<f64>().ok().filter(|number| number.is_finite())?;
    // Such a large size is only compared with 0.
    #[allow(clippy::cast_possible_truncation, reason = "a cast of a float saturates")]
    Some(number as i64)
}

/// Returns whether a member says yes: it is neither absent, nor `null`, `false`, 0, nor an empty text.
pub(crate) fn says_yes(members: &Members, name: &str) -> bool {
    members.get(name).is_some_and(|raw| !matches!(raw.get(), "null" | "false" | "0" | "\"\"" | "{}" | "[]"))
}

/// Returns the names and values in a list of objects such as `[{"name": …, "value": …}]`. Skips items without a name,
/// and those whose value is `null`, since they were not sent.
pub(crate) fn pairs(members: &Members, name: &str) -> Vec<(String, String)> {
    let Some(raw) = members.get(name) else {
        return Vec::new();
    };
    let items = serde_json::from_str::<Vec<&RawValue>>(raw.get()).unwrap_or_default();
    let pair = |item: &RawValue| {
        let item = serde_json::from_str::<Members>(item.get()).ok()?;
        let value = item.get("value").map(|value| string(value).or_else(|| scalar(value)));
        let value = value.unwrap_or_else(|| Some(String::new()))?;
        Some((text(&item, "name").filter(|name| !name.is_empty())?, value))
    };
    items.into_iter().filter_map(pair).collect()
}

fn scalar(raw: &RawValue) -> Option<String> {
    match serde_json::from_str::<Value>(raw.get()) {
        Ok(value @ (Value::Number(_) | Value::Bool(_))) => Some(value.to_string()),
        _ => None,
    }
}

fn string(raw: &RawValue) -> Option<String> {
    let lossy = || serde_json::from_str::<Lossy>(raw.get()).ok().map(|text| text.0);
    serde_json::from_str::<String>(raw.get()).ok().or_else(lossy)
}

/// A text in which half of a character (an escape such as `\ud83d` by itself) is replaced. A tool that shortens a text
/// may cut a character in two.
struct Lossy(String);

impl<'de> Deserialize<'de> for Lossy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(LossyVisitor)
    }
}

struct LossyVisitor;

impl Visitor<'_> for LossyVisitor {
    type Value = Lossy;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Lossy, E> {
        Ok(Lossy(String::from_utf8_lossy(bytes).into_owned()))
    }
}
