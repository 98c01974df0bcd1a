//! Reads the file of a document.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use serde_json::Value;

use crate::spec::text;

/// The longest file that is read. The largest published documents have 40 MB.
const MAX_FILE_BYTES: u64 = 256 << 20;

/// Reads a document in JSON or YAML. The error is the problem, without the path.
pub(crate) fn read(path: &Path) -> Result<Value, String> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes));
    let length = read.map_err(|error| format!("could not be read: {error}"))?;
    if length as u64 > MAX_FILE_BYTES {
        return Err(format!("is larger than {} MiB", MAX_FILE_BYTES >> 20));
    }
    let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    text::json_or_yaml(decoded(&bytes)?, is_json).map_err(|error| error.to_string())
}

/// Returns the text of a file in UTF-8. The error names the encoding that the file has instead.
fn decoded(bytes: &[u8]) -> Result<&str, &'static str> {
    const UTF_16: &str = "is UTF-16; save it as UTF-8";
    const UTF_32: &str = "is UTF-32; save it as UTF-8";
    // Without a byte order mark, the first two characters of a document are still ASCII.
    match bytes {
        [0xff, 0xfe, 0, 0, ..]
        | [0, 0, 0xfe, 0xff, ..]
        | [0, 0, 0, 1..=0x7f, ..]
        | [1..=0x7f, 0, 0, 0, ..] => return Err(UTF_32),
        [0xff, 0xfe, ..]
        | [0xfe, 0xff, ..]
        | [0, 1..=0x7f, 0, 1..=0x7f, ..]
        | [1..=0x7f, 0, 1..=0x7f, 0, ..] => return Err(UTF_16),
        _ if bytes.contains(&0) => return Err("is a binary file, not a document in JSON or YAML"),
        _ => {}
    }
    std::str::from_utf8(bytes).map_err(|_| "is neither UTF-8 nor UTF-16; save it as UTF-8")
}
