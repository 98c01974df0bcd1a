//! Reads the text of a parameter or a header by its style, as OpenAPI 3.0 describes them.

use crate::spec::address::{form_decoded, percent_decoded};
use crate::spec::parameters::{Coding, Style};

/// Holds what a text may stand for, before its schema says which types its parts have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Written {
    Text(String),
    List(Vec<String>),
    Fields(Vec<(String, String)>),
}

/// Decodes a piece of text. Pieces are split before they are decoded, since a separator within a value is encoded.
type Decode = fn(&str) -> String;

/// Returns what a segment of a path, or a part of it, may stand for.
pub(crate) fn in_path(coding: Coding, name: &str, sent: &str) -> Vec<Written> {
    match coding.style {
        Style::Label => label(sent, coding.explode),
        Style::Matrix => matrix(name, sent, coding.explode),
        _ => simple(sent, coding.explode, percent_decoded),
    }
}

/// Returns what the value of a header may stand for.
pub(crate) fn in_header(coding: Coding, sent: &str) -> Vec<Written> {
    simple(sent, coding.explode, |text| text.trim().to_owned())
}

/// Returns what the pairs of a query may stand for. `members` says which of them are fields of an exploded object.
pub(crate) fn in_query(
    coding: Coding,
    name: &str,
    pairs: &[(String, String)],
    members: impl Fn(&str) -> bool,
) -> Vec<Written> {
    match coding.style {
        Style::DeepObject => deep(name, pairs),
        style => {
            let separator = match style {
                Style::SpaceDelimited => ' ',
                Style::PipeDelimited => '|',
                _ => ',',
            };
            form(name, pairs, coding.explode, separator, form_decoded, members)
        }
    }
}

/// Returns what cookies may stand for.
pub(crate) fn in_cookies(
    coding: Coding,
    name: &str,
    pairs: &[(String, String)],
    members: impl Fn(&str) -> bool,
) -> Vec<Written> {
    let mut found = form(name, pairs, coding.explode, ',', percent_decoded, members);
    if coding.explode {
        // A cookie can't be repeated by every client, so lists are often written with commas.
        found.extend(form(name, pairs, false, ',', percent_decoded, |_| false));
    }
    found
}

fn simple(sent: &str, explode: bool, decode: Decode) -> Vec<Written> {
    let mut found = vec![Written::Text(decode(sent))];
    for pieces in split(sent, &[','], decode) {
        found.push(Written::List(pieces.clone()));
        found.extend(if explode { assigned(&pieces) } else { alternating(&pieces) });
    }
    found
}

fn label(sent: &str, explode: bool) -> Vec<Written> {
    let Some(sent) = sent.strip_prefix('.') else {
        return Vec::new();
    };
    let mut found = vec![Written::Text(percent_decoded(sent))];
    // OpenAPI 3.0.3 has dots in its examples, RFC 6570 has commas unless the value is exploded.
    let separators: &[char] = if explode { &['.'] } else { &['.', ','] };
    for separator in separators {
        for pieces in split(sent, &[*separator], percent_decoded) {
            found.push(Written::List(pieces.clone()));
            found.extend(if explode { assigned(&pieces) } else { alternating(&pieces) });
        }
    }
    found
}

fn matrix(name: &str, sent: &str, explode: bool) -> Vec<Written> {
    let Some(sent) = sent.strip_prefix(';') else {
        return Vec::new();
    };
    let pairs = sent.split(';').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let pairs = pairs.map(|(name, value)| (percent_decoded(name), value.to_owned())).collect::<Vec<_>>();
    form(name, &pairs, explode, ',', percent_decoded, |_| true)
}

/// Reads style `form`, and the others that differ from it in the separator.
fn form(
    name: &str,
    pairs: &[(String, String)],
    explode: bool,
    separator: char,
    decode: Decode,
    members: impl Fn(&str) -> bool,
) -> Vec<Written> {
    let mut found = Vec::new();
    let own =
        pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect::<Vec<_>>();
    if let [only] = own.as_slice() {
        found.push(Written::Text(decode(only)));
        if !explode {
            for pieces in split(only, &[separator], decode) {
                found.push(Written::List(pieces.clone()));
                found.extend(alternating(&pieces));
            }
        }
    }
    if explode || separator != ',' {
        if !own.is_empty() {
            found.push(Written::List(own.iter().map(|value| decode(value)).collect()));
        }
        if own.iter().all(|value| value.is_empty()) {
            found.push(Written::List(Vec::new()));
        }
        let fields = pairs.iter().filter(|(name, _)| members(name));
        let fields = fields.map(|(name, value)| (name.clone(), decode(value))).collect::<Vec<_>>();
        if own.is_empty() || !fields.is_empty() {
            found.push(Written::Fields(fields));
        }
    }
    found
}

/// Reads style `deepObject`: `color[R]=100`. Deeper levels are not defined, so they are not read. A schema that allows a
/// plain value, too, has it under the plain name.
fn deep(name: &str, pairs: &[(String, String)]) -> Vec<Written> {
    let field =
        |(known, value): &(String, String)| Some((member(name, known)?.to_owned(), form_decoded(value)));
    let fields = pairs.iter().filter_map(field).collect::<Vec<_>>();
    let plain = pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| form_decoded(value));
    let plain = plain.collect::<Vec<_>>();
    match plain.as_slice() {
        [] => vec![Written::Fields(fields)],
        [only] => vec![Written::Text(only.clone())],
        _ => vec![Written::List(plain)],
    }
}

/// Returns the field that a name such as `color[R]` stands for.
pub(crate) fn member<'a>(name: &str, sent: &'a str) -> Option<&'a str> {
    sent.strip_prefix(name)?.strip_prefix('[')?.strip_suffix(']')
}

/// Splits a text at separators that are sent as they are, and at separators that are encoded, since many clients encode
/// a whole list. Nothing is an empty list, too.
fn split(sent: &str, separators: &[char], decode: Decode) -> Vec<Vec<String>> {
    let plain = sent.split(separators).map(decode).collect::<Vec<_>>();
    let encoded = decode(sent).split(separators).map(str::to_owned).collect::<Vec<_>>();
    let mut found = vec![plain];
    if !found.contains(&encoded) {
        found.push(encoded);
    }
    if sent.is_empty() {
        found.push(Vec::new());
    }
    found
}

/// Reads `R=100`, `G=200`.
fn assigned(pieces: &[String]) -> Option<Written> {
    let pairs = pieces.iter().map(|piece| piece.split_once('='));
    let pairs = pairs.map(|pair| pair.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())));
    pairs.collect::<Option<_>>().map(Written::Fields)
}

/// Reads `R`, `100`, `G`, `200`.
fn alternating(pieces: &[String]) -> Option<Written> {
    let (pairs, rest) = pieces.as_chunks::<2>();
    let fields = pairs.iter().map(|[name, value]| (name.clone(), value.clone())).collect();
    rest.is_empty().then_some(Written::Fields(fields))
}
