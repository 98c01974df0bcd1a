//! Plants values in an input, in the forms in which a server may repeat what it got.

use std::fmt::Write as _;

/// Writes a value as a server may repeat it.
pub fn written(value: &str, form: u8) -> String {
    let json = |text: &str| {
        let quoted = serde_json::Value::from(text).to_string();
        quoted[1..quoted.len() - 1].to_owned()
    };
    let encoded = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let html = |quote: &str, apostrophe: &str| {
        let text = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        text.replace('"', quote).replace('\'', apostrophe)
    };
    match form % FORMS {
        0 => value.to_owned(),
        1 => json(value),
        2 => json(&json(value)),
        3 => ascii_json(value),
        4 => json(&ascii_json(value)),
        5 => encoded(value),
        6 => encoded(value).replace('+', "%20"),
        7 => value.to_ascii_uppercase(),
        8 => value.split_whitespace().collect::<Vec<_>>().join("\u{200b}  \t"),
        9 => json(&json(&json(value))),
        10 => format!("{value:?}"),
        11 => encoded(&encoded(value)),
        12 => html("&#34;", "&#39;"),
        _ => html("&quot;", "&#x27;"),
    }
}

/// How many forms there are.
pub const FORMS: u8 = 14;

/// The value as an encoder writes it that has ASCII alone.
fn ascii_json(value: &str) -> String {
    let mut text = String::new();
    for c in value.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            ' '..='~' => text.push(c),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    let _ = write!(text, "\\u{unit:04x}");
                }
            }
        }
    }
    text
}

/// Replaces each of these bytes, and the one after it, by a value in a form that the second byte chooses. No JSON text
/// has such a byte.
pub fn planted(bytes: &[u8], values: &[&str]) -> Vec<u8> {
    let mut text = Vec::new();
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        match values.get(usize::from(byte).wrapping_sub(FIRST_PLANT)) {
            Some(value) => text.extend(written(value, rest.next().unwrap_or_default()).bytes()),
            None => text.push(byte),
        }
    }
    text
}

/// The byte that stands for the first value.
pub const FIRST_PLANT: usize = 0x10;
