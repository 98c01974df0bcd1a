//! Finds Aadhaar numbers in clear, and masks them.

/// Whether a text holds a whole Aadhaar number: twelve digits or more, with no letter and no other mask in between.
pub(crate) fn is_clear_uid(text: &str) -> bool {
    let counts = |c: &char| c.is_alphanumeric() || matches!(c, '*' | '#' | '•' | '●');
    let mut run = 0;
    text.chars().filter(counts).any(|c| {
        run = if c.is_numeric() { run + 1 } else { 0 };
        run >= 12
    })
}

/// Replaces all digits except the last four, if the text is a whole Aadhaar number.
pub(crate) fn masked_uid(text: &str) -> Option<String> {
    if !is_clear_uid(text) {
        return None;
    }
    let mut digits_left = text.chars().filter(|c| c.is_numeric()).count();
    let masked = text.chars().map(|c| {
        let is_digit = c.is_numeric();
        digits_left -= usize::from(is_digit);
        if is_digit && digits_left >= 4 { 'X' } else { c }
    });
    Some(masked.collect())
}
