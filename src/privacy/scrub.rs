//! Takes what we sent out of what comes back, since a server may echo its input.

use std::collections::BTreeSet;

const MASK: &str = "[redacted]";
/// The longest text kept of the vendor's words, in characters.
const KEPT: usize = 200;
/// What is looked at before the cut.
const READ: usize = 2_000;
/// A piece of a sent value that is at least this long is taken out, too: an echo may be cut short.
const PIECE: usize = 12;

/// Knows the values of one call that must not be repeated in any text.
///
/// Values are compared by their letters and digits alone, without case, so that quoting, however deep, does not hide an
/// echo.
pub(crate) struct Scrubber {
    values: BTreeSet<Vec<char>>,
}

impl Scrubber {
    /// Also finds the values in the forms in which a JSON or URL encoder would write them.
    pub(crate) fn new<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let forms = values.into_iter().flat_map(|value| {
            let url = url::form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>();
            let quoted = value.escape_debug().to_string();
            [value.to_owned(), url.replace('+', "%20"), url, quoted, ascii_json(value)]
        });
        let values = forms.map(|form| form.chars().filter_map(essence).collect::<Vec<_>>());
        Self { values: values.filter(|value| !value.is_empty()).collect() }
    }

    /// The text on one line, without control characters, anything we sent, URLs and long numbers, and cut to 200
    /// characters.
    pub(crate) fn scrub(&self, text: &str) -> String {
        let text = visible(text);
        let (places, essence): (Vec<_>, Vec<_>) =
            text.iter().enumerate().filter_map(|(place, c)| Some((place, essence(*c)?))).unzip();
        let mut kept = String::new();
        let (mut at, mut seen) = (0, 0);
        while seen < essence.len() {
            match self.echo(&essence[seen..]) {
                0 => seen += 1,
                echoed => {
                    kept.extend(&text[at..places[seen]]);
                    kept.push_str(MASK);
                    seen += echoed;
                    at = places[seen - 1] + 1;
                }
            }
        }
        kept.extend(&text[at..]);
        let words = kept.split(' ').map(|word| if tells_of_a_person(word) { MASK } else { word });
        cut(&words.collect::<Vec<_>>().join(" "))
    }

    /// How many characters at the start of `text` repeat a value, or a long piece of one.
    fn echo(&self, text: &[char]) -> usize {
        let lengths = self.values.iter().flat_map(|value| {
            let shortest = value.len().min(PIECE);
            let starts = (0..value.len()).map(|start| common(&value[start..], text));
            starts.filter(move |length| *length >= shortest)
        });
        lengths.max().unwrap_or(0)
    }
}

/// At most 200 characters.
pub(crate) fn cut(text: &str) -> String {
    match text.char_indices().nth(KEPT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A URL, or what has enough digits to be a number of Aadhaar, PAN or telephone, or a date.
fn tells_of_a_person(word: &str) -> bool {
    word.contains("://") || word.chars().filter(char::is_ascii_digit).count() >= 4
}

fn common(a: &[char], b: &[char]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// What is compared of a character.
fn essence(c: char) -> Option<char> {
    c.is_alphanumeric().then(|| c.to_ascii_lowercase())
}

/// Without control and text-direction characters, white space as single blanks, none at the ends.
fn visible(text: &str) -> Vec<char> {
    let hidden = |c: char| {
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
            || (c.is_control() && !c.is_whitespace())
    };
    let visible = text.chars().take(READ).filter(|c| !hidden(*c)).collect::<String>();
    visible.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect()
}

/// The value as a JSON encoder writes it that keeps to ASCII.
fn ascii_json(value: &str) -> String {
    let escaped = |unit| match char::from_u32(u32::from(unit)).filter(char::is_ascii) {
        Some(ascii) => ascii.escape_default().to_string(),
        None => format!("\\u{unit:04x}"),
    };
    value.encode_utf16().map(escaped).collect()
}
