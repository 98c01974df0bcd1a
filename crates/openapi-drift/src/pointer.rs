//! Builds and reads JSON pointers (RFC 6901).

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The longest undocumented name that is shown, in bytes.
const MAX_NAME_BYTES: usize = 64;

/// The most digits of an undocumented name that is shown.
const MAX_NAME_DIGITS: usize = 3;

/// Names a step of a path into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment<'a> {
    Name(Cow<'a, str>),
    Index(usize),
}

/// Returns the pointer to a member or an item.
pub(crate) fn child(pointer: &str, name: impl AsRef<str>) -> String {
    let name = name.as_ref();
    // Nearly all names need no escape, and this is the hottest line of a contract check.
    if name.contains(['~', '/']) {
        return format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
    }
    [pointer, "/", name].concat()
}

/// Returns the parts of a pointer, unescaped.
pub(crate) fn segments(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~"))
}

/// Returns the pointer in a `$ref` to the same document.
pub(crate) fn of_reference(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    let decoded = percent_decode_str(fragment).decode_utf8().ok()?.into_owned();
    (decoded.is_empty() || decoded.starts_with('/')).then_some(decoded)
}

/// Escapes a pointer for the fragment of a URL.
pub(crate) fn escaped(pointer: &str) -> String {
    let fragment = url::form_urlencoded::byte_serialize(pointer.as_bytes()).collect::<String>();
    fragment.replace('+', "%20").replace("%2F", "/").replace("%7E", "~")
}

/// Returns whether one of two pointers lies within the other.
pub(crate) fn related(a: &str, b: &str) -> bool {
    let within = |outer: &str, inner: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    within(a, b) || within(b, a)
}

/// Returns an undocumented name if it looks like a name, or `*` otherwise, since it may be data.
///
/// A decoder redacts with it the names of a location that it returns ([`Contract::with_decoder`](crate::Contract::with_decoder)).
///
/// ```
/// assert_eq!(openapi_drift::redacted_name("expires_in"), "expires_in");
/// assert_eq!(openapi_drift::redacted_name("Asha Rao"), "*");
/// ```
pub fn redacted_name(name: &str) -> &str {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.$@".contains(&byte);
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let is_name = !name.is_empty()
        && name.len() <= MAX_NAME_BYTES
        && name.bytes().all(plain)
        && digits <= MAX_NAME_DIGITS;
    if is_name { name } else { "*" }
}

/// Returns a member, if it is a string.
pub(crate) fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}
