//! Names an operation that the document does not have, without data from its path.

use std::collections::BTreeSet;

use crate::pointer::redacted_name;
use crate::spec::address::Segment;

/// The longest segment that is shown, in bytes.
const MAX_WORD_BYTES: usize = 40;

/// How many segments are shown.
const MAX_SEGMENTS: usize = 12;

/// The longest method that is shown, in bytes.
const MAX_METHOD_BYTES: usize = 16;

/// Files that servers and browsers ask for.
const FILE_ENDINGS: [&str; 10] =
    ["css", "html", "ico", "js", "json", "png", "svg", "txt", "webmanifest", "xml"];

/// Returns a name such as `GET /v2/users/* (undocumented)`.
///
/// A segment may be data, such as the name of a customer. So most of them are replaced by `*`. A segment is shown if it
/// is a version such as `v2`, or if some path template of the document has it as fixed text. A lower-case word is shown
/// where a collection is named: where path templates with the same start have fixed text and none has a variable, or at
/// the start of the path or after versions, unless path templates say more. `is_group` is what they say, or `None`.
/// What follows a collection is most often an id.
pub(crate) fn name(
    method: &str,
    path: &[Segment],
    words: &BTreeSet<String>,
    is_group: impl Fn(usize) -> Option<bool>,
) -> String {
    let is_method = method.len() <= MAX_METHOD_BYTES && method.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut name = if is_method { method.to_ascii_uppercase() } else { String::new() } + " ";
    let mut at_start = true;
    for (index, segment) in path.iter().take(MAX_SEGMENTS).enumerate() {
        let text = std::str::from_utf8(segment.decoded()).unwrap_or("*");
        let is_documented = text.is_empty() || is_version(text) || words.contains(text);
        let is_shown = is_documented || is_word(text) && is_group(index).unwrap_or(at_start);
        name = name + "/" + if is_shown { text } else { "*" };
        at_start &= is_version(text);
    }
    if path.is_empty() {
        name.push('/');
    }
    if path.len() > MAX_SEGMENTS {
        name.push_str("/*");
    }
    name + " (undocumented)"
}

/// Returns whether a segment is a version such as `v2` or `v1.1`.
fn is_version(text: &str) -> bool {
    let digits = text.strip_prefix(['v', 'V']).unwrap_or_default();
    let is_number =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    digits.split('.').count() <= 2 && digits.split('.').all(is_number)
}

/// Returns whether a segment is a word, several with `-` or `_` between them, or such a file.
fn is_word(text: &str) -> bool {
    let word = match text.rsplit_once('.') {
        Some((name, ending)) if FILE_ENDINGS.contains(&ending) => name,
        _ => text,
    };
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_');
    let looks_hex = word.len() >= 8 && word.bytes().all(|byte| matches!(byte, b'a'..=b'f'));
    !word.is_empty()
        && text.len() <= MAX_WORD_BYTES
        && word.bytes().all(is_plain)
        && !looks_hex
        && redacted_name(text) == text
}
