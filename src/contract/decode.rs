//! Tries the crate's own decoding of a response, for the place where it fails.

use openapi_drift::redacted_name;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use crate::pointer::child;

/// Returns the place at which a body can't be decoded, if any. The table of these is generated from the spec.
pub(crate) type Decoder = fn(&Value) -> Option<String>;

/// Returns the place at which `body` can't be decoded as a `T`.
pub(crate) fn failing_place<T: DeserializeOwned>(body: &Value) -> Option<String> {
    // To find the place costs more than to decode, and nearly all bodies can be decoded.
    if T::deserialize(body).is_ok() {
        return None;
    }
    let error = serde_path_to_error::deserialize::<_, T>(body).err()?;
    Some(of_path(error.path()))
}

/// Returns the pointer to the place where decoding ended.
fn of_path(path: &Path) -> String {
    path.iter().fold(String::new(), |pointer, segment| match segment {
        Segment::Seq { index } => child(&pointer, index.to_string()),
        Segment::Map { key } => child(&pointer, redacted_name(key)),
        Segment::Enum { variant } => child(&pointer, variant),
        Segment::Unknown => pointer,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::generated::types::IssuedFilesResponse;

    #[test]
    fn the_place_of_an_item_is_its_number_and_a_name_that_may_be_data_is_not_shown() {
        let read = |body: &str| serde_json::from_str::<Value>(body).unwrap_or_default();
        let of_response = |body: &str| failing_place::<IssuedFilesResponse>(&read(body));
        assert_eq!(of_response(r#"{"data": [{"name": "a"}, {"name": 5}]}"#).as_deref(), Some("/data/1/name"));
        assert_eq!(of_response(r#"{"data": [{}, 5]}"#).as_deref(), Some("/data/1"));
        assert_eq!(of_response(r#"{"data": 5}"#).as_deref(), Some("/data"));
        assert_eq!(of_response("5").as_deref(), Some(""));
        let of_map = |body: &str| failing_place::<BTreeMap<String, BTreeMap<String, bool>>>(&read(body));
        assert_eq!(of_map(r#"{"a": {"Asha Rao": 5}}"#).as_deref(), Some("/a/*"));
    }
}
