//! The bytes of a document are those that were sent or none, and no other. Dates and moments are ones of the calendar.
//!
//! The first byte chooses what the rest is.
#![no_main]

use std::time::{Duration, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use deepvue_digilocker::fuzz::{date_of_birth, encoded, guessed, kind, latest, masked_uid, moment};
use deepvue_digilocker::{Content, ContentError, ContentKind, Encoding};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((choice, rest)) = input.split_first() else { return };
    let text = String::from_utf8_lossy(rest);
    match choice % 4 {
        0 => {
            check_kind(rest);
            check_text(&text);
        }
        1 => {
            if let Some((changes, bytes)) = rest.split_first_chunk::<2>() {
                check_transport(u16::from_le_bytes(*changes), bytes);
            }
        }
        2 => {
            check_date(&text);
            check_moment(&text);
            check_uid(&text);
        }
        _ => {
            if let Some((bytes, _)) = rest.split_first_chunk::<8>() {
                check_seconds(u64::from_le_bytes(*bytes));
            }
        }
    }
});

fn check_kind(bytes: &[u8]) {
    let (kind, is_certain) = kind(bytes);
    assert!(!is_certain || kind != ContentKind::Unknown);
    assert!(kind.media_type().contains('/') && !kind.extension().is_empty());
}

/// Reads a text as a photo or PDF, and as a document.
fn check_text(text: &str) {
    let photo = encoded(text);
    let decoded = photo.decode(usize::MAX);
    if let Ok(content) = &decoded {
        check_limits(text, content);
        assert_eq!(content.kind(), kind(content.bytes().expose()).0);
    }
    let (content, encoding) = guessed(text);
    match encoding {
        Encoding::Base64 => assert_eq!(decoded.as_ref(), Ok(&content), "two readings of {text:?}"),
        _ => assert_eq!(content.bytes().expose().as_slice(), text.as_bytes()),
    }
    let short = text.len().min(64);
    for shown in [format!("{photo:?}"), format!("{content:?}"), format!("{decoded:?}")] {
        assert!(shown.len() < 120, "{short}: {shown:?}");
    }
}

/// The limit is the number of bytes, to the byte.
fn check_limits(text: &str, content: &Content) {
    let length = content.bytes().expose().len();
    assert_eq!(encoded(text).decode(length).as_ref(), Ok(content));
    if let Some(max_bytes) = length.checked_sub(1) {
        assert_eq!(encoded(text).decode(max_bytes), Err(ContentError::TooLarge { max_bytes }));
    }
}

/// What transport does to base64.
fn check_transport(changes: u16, bytes: &[u8]) {
    let has = |bit: u16| changes >> bit & 1 == 1;
    let engine = match (has(0), has(1)) {
        (false, false) => STANDARD,
        (false, true) => STANDARD_NO_PAD,
        (true, false) => URL_SAFE,
        (true, true) => URL_SAFE_NO_PAD,
    };
    let letters = engine.encode(bytes);
    let mut text = letters.clone();
    if has(2) {
        let length = if has(3) { 64 } else { 76 };
        let end = if has(4) { "\r\n" } else { "\n" };
        let lines = text.as_bytes().chunks(length).map(|line| String::from_utf8_lossy(line).into_owned());
        text = lines.collect::<Vec<_>>().join(if has(5) { " \n " } else { end });
    }
    // Nobody can tell a blank that was a `+` from one that was added, if there are both, or four that look like an indent.
    let is_form = has(6) && !has(5) && !has(11) && !letters.contains("++++");
    if is_form {
        text = text.replace('+', " ");
    }
    if has(7) {
        text = text.replace('/', "\\/").replace('\r', "\\r").replace('\n', "\\n");
    }
    if has(8) {
        text = text.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D").replace('\n', "%0A");
    }
    if has(9) {
        text = format!("data:application/pdf;base64,{text}");
    }
    if has(10) {
        text = format!("\u{feff}{text}\n");
    }
    if has(11) {
        text = format!("  {text}  ");
    }
    let decoded = encoded(&text).decode(usize::MAX);
    match &decoded {
        Ok(content) => assert_eq!(content.bytes().expose(), bytes, "other bytes from {text:?}"),
        Err(error) => {
            assert_eq!(*error, ContentError::NotBase64);
            let is_word = letters.chars().all(char::is_alphabetic) && letters.len() <= 9;
            let is_plain = changes & 0b1001_1111_1100 == 0;
            assert!(is_word || !is_plain, "no base64: {text:?}");
        }
    }
    let (content, encoding) = guessed(&text);
    match encoding {
        Encoding::Base64 => assert_eq!(content.bytes().expose(), bytes, "other bytes from {text:?}"),
        _ => assert_eq!(content.bytes().expose(), text.as_bytes()),
    }
}

fn check_date(text: &str) {
    let birth = date_of_birth(text);
    assert_eq!(birth.as_given().expose(), text);
    let Some(date) = birth.date() else { return };
    let date = date.expose();
    let (year, month, day) = (date.year, date.month, date.day);
    assert!(year >= 1900 && (1..=12).contains(&month) && (1..=31).contains(&day), "{date:?} of {text:?}");
    for text in [
        format!("{day:02}{month:02}{year:04}"),
        format!("{day:02}-{month:02}-{year:04}"),
        format!("{day:02}/{month:02}/{year:04}"),
        format!("{year:04}-{month:02}-{day:02}"),
    ] {
        assert_eq!(date_of_birth(&text).date().as_ref().map(|it| *it.expose()), Some(*date), "{text}");
    }
    assert!(!format!("{birth:?}").contains(char::is_numeric));
}

fn check_moment(text: &str) {
    if let Some(moment) = moment(text) {
        assert!((UNIX_EPOCH..=latest()).contains(&moment), "{moment:?} of {text:?} can't be stored");
    }
}

/// Seconds and milliseconds since 1970 are the same moment.
fn check_seconds(number: u64) {
    // From 2001 on, and as long as milliseconds are not taken for seconds.
    let seconds = 1_000_000_000 + number % 99_000_000_000;
    let expected = UNIX_EPOCH + Duration::from_secs(seconds);
    for text in [format!("{seconds}"), format!(" {seconds}.25 "), format!("{}", seconds * 1000)] {
        assert_eq!(moment(&text), Some(expected), "{text}");
    }
}

fn check_uid(text: &str) {
    let Some(masked) = masked_uid(text) else { return };
    let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).collect::<Vec<_>>();
    assert_eq!(masked_uid(&masked), None, "{text:?} is in clear");
    assert!(digits(text).ends_with(&digits(&masked)) && digits(&masked).len() == 4);
    assert_eq!(masked.chars().count(), text.chars().count());
}
