//! Looks for a value in a text as somebody would who wants to find it: by letters and digits alone.

/// What stands for a removed value.
pub const MASK: &str = "[redacted]";
/// How many letters and digits of a value in a row tell of it.
pub const MIN_PIECE_CHARS: usize = 12;
/// Stands for a mask. A value that has it can't be looked for.
pub const GAP: char = '\0';

/// The text with a gap for each mask.
pub fn unmasked(text: &str) -> String {
    let text = text.replace(MASK, &GAP.to_string());
    let Some(cut) = text.strip_suffix('…') else { return text };
    // A mask may be cut off at the end.
    let is_end = |length: &usize| cut.ends_with(&MASK[..*length]);
    (1..MASK.len()).rev().find(is_end).map_or(cut, |length| &cut[..cut.len() - length]).to_owned()
}

/// The letters and digits of a text, in lower case, with a gap for each mask.
pub fn essence(text: &str) -> Vec<char> {
    let text = unmasked(text);
    let kept = text.chars().filter(|c| c.is_alphanumeric() || *c == GAP);
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

/// Returns the piece of a value that a text holds: the whole value, or 12 letters and digits of it in a row.
pub fn piece_in(text: &[char], value: &str) -> Option<String> {
    let value = essence(value);
    let length = value.len().min(MIN_PIECE_CHARS);
    if length == 0 || value.contains(&GAP) {
        return None;
    }
    let is_in_text = |piece: &&[char]| text.windows(length).any(|window| window == *piece);
    value.windows(length).find(is_in_text).map(|piece| piece.iter().collect())
}

/// Whether a text is on one line and shows nothing that is not seen.
pub fn is_one_line(text: &str) -> bool {
    !text.contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
}
