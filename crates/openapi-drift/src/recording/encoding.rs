//! Recognizes the encoding of a text by its first bytes. JSON is UTF-8, but some tools add a byte order mark, or write
//! UTF-16.

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Returns the bytes without the byte order mark of UTF-8.
pub(crate) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BOM).unwrap_or(bytes)
}

/// Returns `UTF-16` or `UTF-32` if the bytes are such a text. Without a byte order mark, the zeros around the first
/// character of a JSON text tell.
pub(crate) fn wide(bytes: &[u8]) -> Option<&'static str> {
    let marked = match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some("UTF-16"),
        _ => None,
    };
    marked.or(match bytes {
        [0, 0, 0, 0x09..=0x7E, ..] | [0x09..=0x7E, 0, 0, 0, ..] => Some("UTF-32"),
        [0, 0x09..=0x7E, ..] | [0x09..=0x7E, 0, ..] => Some("UTF-16"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{wide, without_bom};

    #[test]
    fn the_encoding_is_known_by_the_first_bytes() {
        assert_eq!(without_bom(b"\xEF\xBB\xBF{}"), b"{}");
        assert_eq!(without_bom(b"{}"), b"{}");
        for (bytes, expected) in [
            (b"\xFF\xFE{\0}\0".as_slice(), Some("UTF-16")),
            (b"\xFE\xFF\0{\0}", Some("UTF-16")),
            (b"{\0}\0", Some("UTF-16")),
            (b"\0{\0}", Some("UTF-16")),
            (b"7\0", Some("UTF-16")),
            (b"\xFF\xFE\0\0{\0\0\0", Some("UTF-32")),
            (b"\0\0\xFE\xFF\0\0\0{", Some("UTF-32")),
            (b"{\0\0\0}\0\0\0", Some("UTF-32")),
            (b"\0\0\0{\0\0\0}", Some("UTF-32")),
            (b"{}", None),
            (b"{\"a\":1}", None),
            (b"\xEF\xBB\xBF{}", None),
            (b"", None),
        ] {
            assert_eq!(wide(bytes), expected, "{bytes:?}");
        }
    }
}
