//! Reads text files that someone else has written: documents and baselines.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Reads a file in UTF-8 of at most so many bytes. The error is the problem, without the path.
pub(crate) fn read(path: &Path, most: u64) -> Result<String, String> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    let length = read.map_err(|error| format!("could not be read: {error}"))?;
    if length as u64 > most {
        return Err(format!("is larger than {} MiB", most >> 20));
    }
    decoded(bytes).map_err(str::to_owned)
}

/// Returns the text of a file in UTF-8. The error names the encoding that the file has instead.
fn decoded(bytes: Vec<u8>) -> Result<String, &'static str> {
    const UTF_16: &str = "is UTF-16; save it as UTF-8";
    const UTF_32: &str = "is UTF-32; save it as UTF-8";
    // Without a byte order mark, the first two characters are still ASCII.
    match bytes.as_slice() {
        [0xff, 0xfe, 0, 0, ..]
        | [0, 0, 0xfe, 0xff, ..]
        | [0, 0, 0, 1..=0x7f, ..]
        | [1..=0x7f, 0, 0, 0, ..] => return Err(UTF_32),
        [0xff, 0xfe, ..]
        | [0xfe, 0xff, ..]
        | [0, 1..=0x7f, 0, 1..=0x7f, ..]
        | [1..=0x7f, 0, 1..=0x7f, 0, ..] => return Err(UTF_16),
        all if all.contains(&0) => return Err("is a binary file; it must be text"),
        _ => {}
    }
    String::from_utf8(bytes).map_err(|_| "is neither UTF-8 nor UTF-16; save it as UTF-8")
}
