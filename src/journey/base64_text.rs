//! [`Base64`]: undoes the changes that transport made to base64, unless the original text is in doubt.

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode_str;

/// The words that some write in place of no value.
const NULL_WORDS: [&str; 8] = ["null", "none", "nil", "na", "n/a", "undefined", "true", "false"];
/// The fewest letters that a document has.
const MIN_LETTERS: usize = 32;
/// The fewest letters for each blank that is read as a `+`; on average, base64 has 64 letters for each `+`.
const MIN_LETTERS_PER_BLANK: usize = 24;
/// The longest prefix of a `data:` URL, in bytes.
const MAX_DATA_PREFIX_BYTES: usize = 256;

/// A text with nothing but the letters of base64.
pub(crate) struct Base64<'a> {
    text: Cow<'a, str>,
    /// Whether only line breaks were removed.
    pub(crate) is_plain: bool,
    /// Whether there is only one way to read it.
    pub(crate) is_certain: bool,
}

impl<'a> Base64<'a> {
    /// Reads a text; `None` if it can't be base64.
    pub(crate) fn of(given: &'a str) -> Option<Self> {
        let (text, is_plain) = payload(given).map_or((given, true), |payload| (payload, false));
        let text = text.trim_matches(|c: char| c == '\u{feff}' || matches!(c, '\r' | '\n'));
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_=".contains(&byte);
        if text.bytes().all(is_letter) {
            let is_word = NULL_WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
            return (!is_word).then_some(Self { text: Cow::Borrowed(text), is_plain, is_certain: true });
        }
        let is_around = |c: char| c == '\u{feff}' || c.is_ascii_whitespace();
        let is_transport = |c: char| is_around(c) || matches!(c, '\\' | '%');
        if !text.chars().all(|c| is_transport(c) || (c.is_ascii() && is_letter(c as u8))) {
            return None;
        }
        let mut text = text.replace('\u{feff}', "");
        for (escaped, meant) in [("\\r", "\r"), ("\\n", "\n"), ("\\t", "\t"), ("\\/", "/")] {
            text = text.replace(escaped, meant);
        }
        if text.contains('%') {
            text = percent_decode_str(&text).decode_utf8().ok()?.into_owned();
        }
        let letters = without_breaks(&text)?;
        let is_plain = is_plain && letters.is_certain && !letters.has_plus && !given.contains(['\\', '%']);
        Some(Self { text: letters.text.into(), is_plain, is_certain: letters.is_certain })
    }

    /// Whether the text is short and has letters alone, so that it may be a word such as `NotFound`.
    pub(crate) fn may_be_a_word(&self) -> bool {
        self.text.len() < MIN_LETTERS
            && self.text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
    }

    /// Returns the least number of bytes that it decodes to; there may be one or two more.
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

/// Returns the text after the prefix of a `data:` URL, if there is one.
fn payload(text: &str) -> Option<&str> {
    let (head, data) = text.split_once(',').filter(|(head, _)| head.len() < MAX_DATA_PREFIX_BYTES)?;
    let is_added = |c: &char| c.is_whitespace() || *c == '\u{feff}';
    let head = head.chars().filter(|c| !is_added(c)).collect::<String>().to_ascii_lowercase();
    (head.starts_with("data:") && head.ends_with(";base64")).then_some(data)
}

/// A text without the additions of transport.
struct Letters {
    text: String,
    /// Whether there is only one way to read it.
    is_certain: bool,
    /// Whether a blank was read as a `+`.
    has_plus: bool,
}

/// Removes line breaks, tabs at line ends, and blanks that transport added. A blank may also be a `+` that somebody
/// decoded as a form. Returns `None` if that can't be decided.
fn without_breaks(text: &str) -> Option<Letters> {
    let text = without_last_blanks(text);
    let lines = text.split(['\r', '\n']).map(|line| line.trim_matches('\t'));
    let lines = lines.filter(|line| !line.trim_matches(' ').is_empty()).collect::<Vec<_>>();
    let trimmed = lines.iter().map(|line| line.trim_matches([' ', '\t'])).collect::<Vec<_>>();
    if lines.len() > 1 && is_sentence(&trimmed) || trimmed.iter().any(|line| line.contains('\t')) {
        return None;
    }
    let length = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
    let inner = trimmed.iter().map(|line| line.matches(' ').count()).sum::<usize>();
    let (all, kept) = (length(&lines), length(&trimmed));
    let is_whole = |count: usize| count.is_multiple_of(4);
    // Whether the blanks around lines may be letters, by the length of the whole.
    let may_count = all > kept && if text.contains('=') { is_whole(all) } else { all % 4 != 1 };
    // In wrapped base64 all lines except the last have the same length, either with their blanks or without.
    let blanks_belong = may_count && lines.len() > 2 && is_even(&lines) && !is_even(&trimmed);
    let of = |lines: &[&str], is_certain: bool| {
        let text = lines.concat();
        Some(Letters { has_plus: text.contains(' '), text: text.replace(' ', "+"), is_certain })
    };
    if may_count && !blanks_belong && may_be_wrapped(&lines, &trimmed) {
        return None;
    }
    if inner == 0 {
        return match (is_whole(kept), is_whole(all)) {
            _ if blanks_belong => of(&lines, true),
            _ if !may_count => of(&trimmed, true),
            (false, true) => None,
            _ => of(&trimmed, false),
        };
    }
    // Words have many blanks, base64 has few: if there are many, only a known kind of content counts as certain.
    let is_rare = kept >= inner * MIN_LETTERS_PER_BLANK;
    match (is_whole(all), is_whole(kept), is_whole(kept - inner)) {
        (_, _, true) => None,
        (true, _, _) if blanks_belong => of(&lines, is_rare),
        (_, true, _) if !may_count => of(&trimmed, is_rare),
        _ => None,
    }
}

/// Removes the blanks at the end of the text, unless they may be the last letters: a group of fewer than four has never
/// `+` as its last one.
fn without_last_blanks(text: &str) -> &str {
    let text = text.trim_end_matches(['\r', '\n', '\t']);
    let count = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n' | b'\t')).count();
    if text.contains('=') || !count.is_multiple_of(4) { text.trim_end_matches([' ', '\t']) } else { text }
}

/// Whether wrapping may have made these lines, with a `+` where a blank is at the start or end of one. Such lines are as
/// long as whole groups of four letters, and without the blanks they are not.
fn may_be_wrapped(lines: &[&str], trimmed: &[&str]) -> bool {
    let others = lines.split_last().map_or(&[][..], |(_, others)| others);
    let are_quads = !others.is_empty() && others.iter().all(|line| line.len().is_multiple_of(4));
    let lacks_letters = |(line, trimmed): (&&str, &&str)| !(line.len() - trimmed.len()).is_multiple_of(4);
    are_quads && is_even(lines) && lines.iter().zip(trimmed).any(lacks_letters)
}

/// Whether all lines except the last have one length, and the last is not longer.
fn is_even(lines: &[&str]) -> bool {
    let length = lines.first().map_or(0, |line| line.len());
    let (last, others) = lines.split_last().map_or((0, &[][..]), |(last, others)| (last.len(), others));
    others.iter().all(|line| line.len() == length) && last <= length
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
