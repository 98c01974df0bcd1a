//! JSON pointers (RFC 6901) into documents.

use serde_json::Value;

pub(super) use crate::pointer::child;

/// The parts of a pointer, unescaped.
pub(super) fn segments(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~"))
}

/// The pointer in a `$ref` of the same document.
pub(super) fn of_reference(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    let decoded = percent_decoded(fragment)?;
    (decoded.is_empty() || decoded.starts_with('/')).then_some(decoded)
}

/// The pointer as a URL's fragment has it.
pub(super) fn escaped(pointer: &str) -> String {
    let fragment = url::form_urlencoded::byte_serialize(pointer.as_bytes()).collect::<String>();
    fragment.replace('+', "%20").replace("%2F", "/").replace("%7E", "~")
}

/// Whether one of two places lies within the other.
pub(super) fn related(a: &str, b: &str) -> bool {
    let within = |outer: &str, inner: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    within(a, b) || within(b, a)
}

/// A name that nobody documented: itself if it looks like one, or else nothing of it, since it may be data.
pub(super) fn shown(name: &str) -> &str {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.$@".contains(&byte);
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let is_name = !name.is_empty() && name.len() <= 64 && name.bytes().all(plain) && digits < 4;
    if is_name { name } else { "*" }
}

/// The text of a property, if it is one.
pub(super) fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        if *first == b'%' {
            let hex = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}
