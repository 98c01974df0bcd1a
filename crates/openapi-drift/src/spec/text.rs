//! Reads the text of a document, as JSON or as YAML.

use std::cell::{Cell, RefCell};
#[cfg(feature = "yaml")]
use std::path::Path;

use serde::de::DeserializeSeed;
use serde_json::Value;

use crate::error::ContractError;
use crate::place::Place;
use crate::spec::tree::{Reader, Tree};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The longest file that is read. The largest published documents have 40 MB.
#[cfg(feature = "yaml")]
const MAX_FILE_BYTES: u64 = 256 << 20;

/// How much memory the aliases of a document may add to it.
#[cfg(feature = "yaml")]
const MAX_ALIASED_BYTES: usize = 64 << 20;

/// The most memory that one byte of YAML takes without aliases, rounded up: `[{},{}]`.
#[cfg(feature = "yaml")]
const MEMORY_OF_A_BYTE: usize = 256;

/// The parser takes time for each bracket that grows with the number of brackets that are open.
#[cfg(feature = "yaml")]
const MAX_OPEN_BRACKETS: usize = 10_000;

#[cfg(feature = "yaml")]
const REPEATED_TOO_MUCH: &str = "the aliases repeat too much of the document";

/// Reads a document in JSON.
pub(crate) fn json(text: &str) -> Result<Value, ContractError> {
    as_json(without_mark(text)).map_err(|(error, _)| error)
}

/// Reads a document in JSON or YAML. Reads JSON with a JSON parser, since a YAML parser refuses some of it, such as
/// surrogate pairs. `named_json` decides which of the two parsers' errors is returned.
#[cfg(feature = "yaml")]
pub(crate) fn json_or_yaml(text: &str, named_json: bool) -> Result<Value, ContractError> {
    let text = without_mark(text);
    if text.trim().is_empty() {
        return Err(ContractError::new("#", "the document is empty"));
    }
    if !named_json && !text.trim_start().starts_with('{') {
        return as_yaml(text);
    }
    as_json(text).or_else(|(error, is_syntax)| {
        if !is_syntax {
            return Err(error);
        }
        as_yaml(text).map_err(|yaml| if named_json { error } else { yaml })
    })
}

/// Reads the file of a document in JSON or YAML. The error is the problem, without the path.
#[cfg(feature = "yaml")]
pub(crate) fn file(path: &Path) -> Result<Value, String> {
    let text = crate::text_file::read(path, MAX_FILE_BYTES)?;
    let named_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    json_or_yaml(&text, named_json).map_err(|error| error.to_string())
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)
}

/// The error says also whether the text is something else than JSON.
fn as_json(text: &str) -> Result<Value, (ContractError, bool)> {
    let reader = Reader { is_yaml: false, memory: Cell::new(usize::MAX), failure: RefCell::default() };
    let mut checked = serde_json::Deserializer::from_str(text);
    let tree = Tree { reader: &reader, place: Place::Root, depth: 0 };
    let read = tree.deserialize(&mut checked).and_then(|_| serde_json::from_str(text));
    read.map_err(|error| match reader.failure.take() {
        Some(failure) => (failure, false),
        None => (ContractError::new("#", format!("the document is not JSON: {error}")), true),
    })
}

/// Returns whether more brackets are open than in any document, in quotes or not.
#[cfg(feature = "yaml")]
fn is_nested_without_end(text: &str) -> bool {
    let mut open = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > MAX_OPEN_BRACKETS
    })
}

#[cfg(feature = "yaml")]
fn as_yaml(text: &str) -> Result<Value, ContractError> {
    if is_nested_without_end(text) {
        return Err(ContractError::new("#", "the document has too many levels"));
    }
    let memory = text.len().saturating_mul(MEMORY_OF_A_BYTE).saturating_add(MAX_ALIASED_BYTES);
    let reader = Reader { is_yaml: true, memory: Cell::new(memory), failure: RefCell::default() };
    let tree = Tree { reader: &reader, place: Place::Root, depth: 0 };
    tree.deserialize(serde_norway::Deserializer::from_str(text)).map_err(|error| {
        reader.failure.take().unwrap_or_else(|| {
            // The parser's own limit names neither aliases nor a place.
            let problem = match error.to_string() {
                limit if limit == "repetition limit exceeded" => REPEATED_TOO_MUCH.to_owned(),
                other => format!("the document is not YAML: {other}"),
            };
            ContractError::new("#", problem)
        })
    })
}
