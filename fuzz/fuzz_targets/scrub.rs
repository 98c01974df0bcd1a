//! A text of the vendor's, with what was sent somewhere in it, is shown without that.
//!
//! The input is the values, then the text, each on a line of its own; the first byte says how many values there are.
#![no_main]

use deepvue_digilocker::fuzz::scrub;
use deepvue_digilocker_fuzz::essence::{GAP, essence, is_one_line, piece_in, unmasked};
use deepvue_digilocker_fuzz::plants::planted;
use libfuzzer_sys::fuzz_target;

/// The longest text that is shown, in characters.
const MAX_SHOWN_CHARS: usize = 200;

fuzz_target!(|input: &[u8]| {
    let Some((count, rest)) = input.split_first() else { return };
    let count = usize::from(count % 4);
    let mut lines = rest.splitn(count + 1, |byte| *byte == b'\n');
    let values = lines.by_ref().take(count).map(|line| String::from_utf8_lossy(line).into_owned());
    let values = values.collect::<Vec<_>>();
    let of_text = values.iter().map(String::as_str).collect::<Vec<_>>();
    let text = planted(lines.next().unwrap_or_default(), &of_text);
    let text = String::from_utf8_lossy(&text);

    let shown = scrub(&values, &text);
    assert!(is_one_line(&shown), "not one line: {shown:?}");
    let length = shown.chars().count();
    assert!(length <= MAX_SHOWN_CHARS || length == MAX_SHOWN_CHARS + 1 && shown.ends_with('…'));
    assert!(shown.trim() == shown && !shown.contains("  "), "blanks: {shown:?}");
    assert!(!shown.contains("://"), "a URL: {shown:?}");
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).count();
    assert!(shown.split(' ').all(|word| digits(word) < 4), "a long number: {shown:?}");
    let kept = essence(&shown);
    for value in values.iter().filter(|value| !value.contains(GAP)) {
        let piece = piece_in(&kept, value);
        assert_eq!(piece, None, "of {value:?} in {shown:?}");
        let read = unmasked(&shown);
        for written in [unquoted(&read), unquoted(&unquoted(&read)), unescaped(&read), read] {
            let holds = value.contains(char::is_alphanumeric) && written.contains(value);
            assert!(!holds, "{value:?} in {shown:?}");
        }
    }
    assert_eq!(scrub(&values, &text), shown);
});

/// The text that a reader sees in what a JSON or URL encoder has written.
fn unquoted(text: &str) -> String {
    // No encoder escapes a letter or a digit.
    let text = (b'0'..=b'z').filter(u8::is_ascii_alphanumeric).fold(text.to_owned(), |text, plain| {
        let gap = GAP.to_string();
        text.replace(&format!("%{plain:02x}"), &gap).replace(&format!("%{plain:02X}"), &gap)
    });
    let url = percent_encoding::percent_decode_str(&text).decode_utf8_lossy();
    let json = format!("\"{url}\"");
    serde_json::from_str(&json).unwrap_or(url.into_owned())
}

/// The text that a browser shows for what an HTML encoder has written.
fn unescaped(text: &str) -> String {
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&#34;", "\""), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'")];
    entities.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to)).replace("&amp;", "&")
}
