//! Where in a message something is, as a JSON pointer (RFC 6901) that is fit to be shown.

use serde_path_to_error::{Path, Segment};

/// The pointer to a member or an item.
pub(crate) fn child(pointer: &str, name: impl AsRef<str>) -> String {
    let name = name.as_ref();
    // Nearly all names need no escape, and this is the hottest line of a contract check.
    if name.contains(['~', '/']) {
        return format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
    }
    [pointer, "/", name].concat()
}

/// A name that nobody documented: itself if it looks like one, or else nothing of it, since it may be data.
pub(crate) fn shown(name: &str) -> &str {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.$@".contains(&byte);
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let is_name = !name.is_empty() && name.len() <= 64 && name.bytes().all(plain) && digits < 4;
    if is_name { name } else { "*" }
}

/// Where decoding ended.
pub(crate) fn of_path(path: &Path) -> String {
    path.iter().fold(String::new(), |pointer, segment| match segment {
        Segment::Seq { index } => child(&pointer, index.to_string()),
        Segment::Map { key } => child(&pointer, shown(key)),
        Segment::Enum { variant } => child(&pointer, variant),
        Segment::Unknown => pointer,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::de::DeserializeOwned;

    use super::*;
    use crate::generated::types::IssuedFilesResponse;

    fn place<T: DeserializeOwned>(body: &str) -> Option<String> {
        let mut deserializer = serde_json::Deserializer::from_slice(body.as_bytes());
        let error = serde_path_to_error::deserialize::<_, T>(&mut deserializer).err()?;
        Some(of_path(error.path()))
    }

    #[test]
    fn the_place_of_an_item_is_its_number_and_a_name_that_may_be_data_is_not_shown() {
        let of_answer = place::<IssuedFilesResponse>;
        assert_eq!(of_answer(r#"{"data": [{"name": "a"}, {"name": 5}]}"#).as_deref(), Some("/data/1/name"));
        assert_eq!(of_answer(r#"{"data": [{}, 5]}"#).as_deref(), Some("/data/1"));
        assert_eq!(of_answer(r#"{"data": 5}"#).as_deref(), Some("/data"));
        assert_eq!(of_answer("5").as_deref(), Some(""));
        let of_map = place::<BTreeMap<String, BTreeMap<String, bool>>>;
        assert_eq!(of_map(r#"{"a": {"Asha Rao": 5}}"#).as_deref(), Some("/a/*"));
    }
}
