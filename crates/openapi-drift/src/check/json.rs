//! Reads the JSON of a body, however deep it is nested.

use std::cell::RefCell;

use serde::de::{DeserializeSeed, IgnoredAny};
use serde_json::{Deserializer, Value};

use crate::check::json_tree::Tree;
use crate::place::Place;
use crate::pointer::Segment;
use crate::schema::stack;

/// How deep JSON may be nested to be read on the caller's stack. It is the limit of `serde_json`.
const MAX_PLAIN_LEVELS: usize = 127;

/// How deep JSON may be nested to be checked at all.
const MAX_LEVELS: usize = 10_000;

/// How many nested schemas reading one level of JSON is as expensive as, in stack space.
const FRAMES_PER_LEVEL: usize = 2;

/// Says why a body was not read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    NotJson,
    /// It is JSON, with a number or a text that has no value: `1e999`, or half of a surrogate pair.
    NoValue,
    /// It is JSON, nested this deep.
    TooDeep(usize),
}

/// Holds a value as it was read.
pub(crate) struct Json {
    pub(crate) value: Value,
    /// The paths of fields that stand twice in their object. The value has the last one.
    pub(crate) repeated: Vec<Vec<Segment<'static>>>,
}

/// Reads JSON and calls `work` with it. `frames` says how many nested schemas the work uses at most, for a nesting.
pub(crate) fn with_value<T: Send>(
    bytes: &[u8],
    frames: impl Fn(usize) -> usize,
    work: impl FnOnce(Json) -> T + Send,
) -> Result<T, Unread> {
    if let Some(json) = read(&mut Deserializer::from_slice(bytes)) {
        return Ok(work(json));
    }
    // Skipping JSON uses no stack, and reads no number or text.
    if serde_json::from_slice::<IgnoredAny>(bytes).is_err() {
        return Err(Unread::NotJson);
    }
    match levels(bytes) {
        0..=MAX_PLAIN_LEVELS => Err(Unread::NoValue),
        levels @ 0..=MAX_LEVELS => {
            let frames = frames(levels).saturating_add(levels * FRAMES_PER_LEVEL);
            let read = stack::with(frames, || {
                let mut deserializer = Deserializer::from_slice(bytes);
                deserializer.disable_recursion_limit();
                read(&mut deserializer).map(work).ok_or(Unread::NoValue)
            });
            read.unwrap_or(Err(Unread::TooDeep(levels)))
        }
        levels => Err(Unread::TooDeep(levels)),
    }
}

fn read<'de>(deserializer: &mut Deserializer<impl serde_json::de::Read<'de>>) -> Option<Json> {
    let repeated = RefCell::new(Vec::new());
    let value = Tree { place: Place::Root, repeated: &repeated }.deserialize(&mut *deserializer).ok()?;
    deserializer.end().ok()?;
    Some(Json { value, repeated: repeated.into_inner() })
}

/// Returns how deep JSON is nested.
fn levels(bytes: &[u8]) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    let (mut in_text, mut is_escaped) = (false, false);
    for byte in bytes {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                most = most.max(depth);
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::{MAX_LEVELS, Segment, Unread, levels, with_value};

    #[test]
    fn deep_json_is_json() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        let read = |text: &str| with_value(text.as_bytes(), |levels| levels, |json| json.value.is_array());
        for depth in [1, 127, 128, 1_000, MAX_LEVELS] {
            assert_eq!(read(&nested(depth)), Ok(true), "{depth}");
        }
        assert_eq!(read(&nested(MAX_LEVELS + 1)), Err(Unread::TooDeep(MAX_LEVELS + 1)));
        assert_eq!(read(&nested(1_000_000)), Err(Unread::TooDeep(1_000_000)));
        assert_eq!(read(&"[".repeat(1_000_000)), Err(Unread::NotJson));
        assert_eq!(read("[1e999]"), Err(Unread::NoValue));
        assert_eq!(read(r#"["\ud800"]"#), Err(Unread::NoValue));
        assert_eq!(read("[1"), Err(Unread::NotJson));
    }

    #[test]
    fn fields_that_stand_twice_are_noted() {
        let text = br#"{"a": 1, "b": [{"c": 1, "c": 2, "c": 3}], "a": {"d": 1, "d": 1}}"#;
        let read = with_value(text, |levels| levels, |json| (json.value, json.repeated)).ok();
        let (value, repeated) = read.unwrap_or_default();
        assert_eq!(value, serde_json::json!({ "a": { "d": 1 }, "b": [{ "c": 3 }] }));
        let name = |name: &'static str| Segment::Name(name.into());
        let in_item = vec![name("b"), Segment::Index(0), name("c")];
        assert_eq!(repeated, [in_item.clone(), in_item, vec![name("a"), name("d")], vec![name("a")]]);
    }

    #[test]
    fn brackets_in_texts_are_no_levels() {
        assert_eq!(levels(br#"{"a[[\"[": ["\\", [1]]}"#), 3);
    }
}
