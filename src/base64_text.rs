//! [`Base64`]: what transport did to base64, undone, as far as there is no doubt about what stood there.

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode_str;

/// The longest prefix of a `data:` URL, in bytes.
const MAX_DATA_HEAD: usize = 256;

/// The letters of base64 alone.
pub(crate) struct Base64<'a> {
    text: Cow<'a, str>,
    /// Whether nothing but line breaks was added.
    pub(crate) is_plain: bool,
    /// Whether there is only one way to read it.
    pub(crate) is_certain: bool,
}

impl<'a> Base64<'a> {
    /// Nothing if the text can't be base64.
    pub(crate) fn of(given: &'a str) -> Option<Self> {
        let given = given.trim_start_matches('\u{feff}');
        let (text, is_plain) = payload(given).map_or((given, true), |payload| (payload, false));
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_=".contains(&byte);
        if text.bytes().all(is_letter) {
            return Some(Self { text: Cow::Borrowed(text), is_plain, is_certain: true });
        }
        if !text.bytes().all(|byte| is_letter(byte) || byte.is_ascii_whitespace() || b"\\%".contains(&byte)) {
            return None;
        }
        let mut text =
            text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t").replace("\\/", "/");
        if text.contains('%') {
            text = percent_decode_str(&text).decode_utf8().ok()?.into_owned();
        }
        let letters = without_breaks(&text)?;
        let is_plain = is_plain && letters.is_certain && !letters.has_plus && !given.contains(['\\', '%']);
        Some(Self { text: letters.text.into(), is_plain, is_certain: letters.is_certain })
    }

    /// It decodes to this many bytes or one or two more.
    pub(crate) fn least_bytes(&self) -> usize {
        self.text.trim_end_matches('=').len() / 4 * 3
    }

    pub(crate) fn decoded(&self, padding: DecodePaddingMode) -> Option<Vec<u8>> {
        let config = GeneralPurposeConfig::new().with_decode_padding_mode(padding);
        let engine = |alphabet| GeneralPurpose::new(alphabet, config);
        let text = self.text.as_ref();
        engine(&STANDARD).decode(text).or_else(|_| engine(&URL_SAFE).decode(text)).ok()
    }
}

/// What follows the prefix of a `data:` URL, if there is one.
fn payload(text: &str) -> Option<&str> {
    let (head, data) = text.split_once(',').filter(|(head, _)| head.len() < MAX_DATA_HEAD)?;
    let head = head.trim_start().to_ascii_lowercase();
    (head.starts_with("data:") && head.ends_with(";base64")).then_some(data)
}

/// A text without line breaks and the blanks around them, as far as that is what was added: a blank may be the `+` that
/// stood there before somebody decoded the text as a form. Nothing if both may be, or neither.
fn without_breaks(text: &str) -> Option<Letters> {
    let lines = text.split(['\r', '\n']).filter(|line| !line.trim_matches(is_blank).is_empty());
    let lines = lines.collect::<Vec<_>>();
    let trimmed = lines.iter().map(|line| line.trim_matches(is_blank)).collect::<Vec<_>>();
    let has_inner = trimmed.iter().any(|line| line.contains(is_blank));
    let has_outer = lines.iter().zip(&trimmed).any(|(line, trimmed)| line.len() > trimmed.len());
    if (has_inner || lines.len() > 1) && is_sentence(&trimmed) {
        return None;
    }
    let of = |lines: &[&str], is_certain: bool| {
        let text = lines.concat();
        let has_plus = text.contains(is_blank);
        Some(Letters { text: text.replace(is_blank, "+"), is_certain, has_plus })
    };
    if has_inner {
        let letters = |line: &&str| line.replace(is_blank, "");
        let dropped = lines.iter().map(letters).collect::<Vec<_>>();
        let dropped = dropped.iter().map(String::as_str).collect::<Vec<_>>();
        return match (fits(&lines), fits(&trimmed), fits(&dropped)) {
            (true, false, false) => of(&lines, true),
            (true, true, false) if !has_outer => of(&lines, true),
            (false, true, false) if !may_be_all(&lines) => of(&trimmed, true),
            _ => None,
        };
    }
    match (has_outer && fits(&lines), fits(&trimmed)) {
        (false, true) => of(&trimmed, true),
        (true, true) => of(&trimmed, false),
        // Of lines of one length the blanks are a part.
        (true, false) if lines.len() > 1 => of(&lines, true),
        (true, false) => None,
        (false, false) => match (has_outer && is_whole(&lines), is_whole(&trimmed)) {
            (true, false) => None,
            (other, _) => of(&trimmed, !other),
        },
    }
}

struct Letters {
    text: String,
    /// Whether there is only one way to read it.
    is_certain: bool,
    /// Whether a blank was taken for a `+`.
    has_plus: bool,
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

fn is_whole(lines: &[&str]) -> bool {
    lines.iter().map(|line| line.len()).sum::<usize>().is_multiple_of(4)
}

/// Whether all of it, each blank a `+`, may be base64 that lacks its padding.
fn may_be_all(lines: &[&str]) -> bool {
    let text = lines.concat();
    !text.contains('=') && text.len() % 4 != 1
}

/// Whether these are the lines of wrapped base64: whole groups, and all lines as long as the first but the last.
fn fits(lines: &[&str]) -> bool {
    let Some((last, others)) = lines.split_last() else {
        return false;
    };
    let length = others.first().map_or(last.len(), |line| line.len());
    is_whole(lines)
        && others.iter().all(|line| line.len() == length && is_whole(&[line]))
        && last.len() <= length
}

/// Whether it reads as words: letters in the case of a sentence, or numbers.
fn is_sentence(lines: &[&str]) -> bool {
    let is_word = |word: &str| {
        let rest = word.get(1..).unwrap_or_default().as_bytes();
        let is_text = word.bytes().all(|byte| byte.is_ascii_alphabetic())
            && (rest.iter().all(u8::is_ascii_lowercase)
                || word.bytes().all(|byte| byte.is_ascii_uppercase()));
        is_text || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    lines.iter().flat_map(|line| line.split_ascii_whitespace()).all(is_word)
}
