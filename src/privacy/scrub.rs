//! Removes sent values from received texts, since a server may echo its input.

use std::collections::BTreeSet;

const MASK: &str = "[redacted]";
/// The longest text that is shown of the vendor's message, in characters.
const MAX_SHOWN_CHARS: usize = 200;
/// How many characters of a text are read before it is cut.
const MAX_READ_CHARS: usize = 2_000;
/// The shortest piece of a sent value that is removed, too, in characters: an echo may be cut short.
const MIN_PIECE_CHARS: usize = 12;
/// What HTML encoders write in place of a character: Go's, PHP's, Python's, Mustache's, and those for XML.
const HTML_ENCODERS: [&[(char, &str)]; 5] = [
    &[('"', "&#34;"), ('\'', "&#39;")],
    &[('"', "&quot;"), ('\'', "&#39;")],
    &[('"', "&quot;"), ('\'', "&#x27;")],
    &[('"', "&quot;"), ('\'', "&#39;"), ('/', "&#x2F;"), ('`', "&#x60;"), ('=', "&#x3D;")],
    &[('"', "&quot;"), ('\'', "&apos;")],
];

/// Knows the values of one call that no text may repeat.
///
/// Values are compared by letters and digits alone, ignoring case, so that quoting, however deep, does not hide an
/// echo.
pub(crate) struct Scrubber {
    values: BTreeSet<Vec<char>>,
}

impl Scrubber {
    /// Collects the values, also in the forms in which an encoder for JSON, URLs or HTML would write them.
    pub(crate) fn new<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let forms = values.into_iter().flat_map(|value| {
            let quoted = value.escape_debug().to_string();
            let json = serde_json::Value::from(value).to_string();
            let forms = [value.to_owned(), quoted, json, ascii_json(value)];
            forms.into_iter().chain(url_encoded(value)).chain(HTML_ENCODERS.map(|it| html(value, it)))
        });
        let values = forms.map(|form| form.chars().filter_map(essence).collect::<Vec<_>>());
        Self { values: values.filter(|value| !value.is_empty()).collect() }
    }

    /// Returns the text on one line, cut to 200 characters, without control characters, sent values, URLs and long
    /// numbers.
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

    /// Counts the characters at the start of `text` that repeat a value, or a long piece of one.
    fn echo(&self, text: &[char]) -> usize {
        let lengths = self.values.iter().flat_map(|value| {
            let shortest = value.len().min(MIN_PIECE_CHARS);
            let starts = (0..value.len()).map(|start| common(&value[start..], text));
            starts.filter(move |length| *length >= shortest)
        });
        lengths.max().unwrap_or(0)
    }
}

/// Cuts a text to 200 characters.
pub(crate) fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Whether a word is a URL, or has enough digits for an Aadhaar, PAN or telephone number, or for a date.
fn tells_of_a_person(word: &str) -> bool {
    word.contains("://") || word.chars().filter(char::is_ascii_digit).count() >= 4
}

fn common(a: &[char], b: &[char]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// Returns the form in which a character is compared; `None` if it is ignored.
fn essence(c: char) -> Option<char> {
    c.is_alphanumeric().then(|| c.to_ascii_lowercase())
}

/// Removes control and text-direction characters, and reduces white space to single blanks, with none at the ends.
fn visible(text: &str) -> Vec<char> {
    let hidden = |c: char| {
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
            || (c.is_control() && !c.is_whitespace())
    };
    let visible = text.chars().take(MAX_READ_CHARS).filter(|c| !hidden(*c)).collect::<String>();
    visible.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect()
}

/// Returns the value as it is in a query or a path, and in a URL that is a parameter of another one.
fn url_encoded(value: &str) -> [String; 4] {
    let encoded = |value: &str| url::form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>();
    let query = encoded(value);
    let path = query.replace('+', "%20");
    [encoded(&query), encoded(&path), query, path]
}

fn html(value: &str, encoder: &[(char, &str)]) -> String {
    let all = [('<', "&lt;"), ('>', "&gt;")];
    let ampersands = value.replace('&', "&amp;");
    all.iter().chain(encoder).fold(ampersands, |text, (from, to)| text.replace(*from, to))
}

/// Returns the value as an ASCII-only JSON encoder writes it.
fn ascii_json(value: &str) -> String {
    let escaped = |unit| match char::from_u32(u32::from(unit)).filter(char::is_ascii) {
        Some('\u{8}') => "\\b".to_owned(),
        Some('\u{c}') => "\\f".to_owned(),
        Some(ascii) if !ascii.is_control() || "\n\r\t".contains(ascii) => ascii.escape_default().to_string(),
        _ => format!("\\u{unit:04x}"),
    };
    value.encode_utf16().map(escaped).collect()
}
