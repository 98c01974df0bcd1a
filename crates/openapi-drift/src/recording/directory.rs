//! Finds recordings in files and directories, and reads the bodies.

use std::fs::Metadata;
use std::path::{Path, PathBuf};

use crate::error::ContractError;
use crate::recording::recorded::Recorded;

/// Names a file with recordings.
pub(crate) struct File {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
    pub(crate) kind: FileKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    Har,
    /// A body, in a file that is named after its operation.
    Body,
}

/// Lists the recordings of a directory, or a single file: `<operation>.<status>.json`, `<operation>.request.json`, and
/// HAR 1.2. Other kinds of files are ignored.
pub(crate) fn list(path: &Path) -> Result<Vec<File>, ContractError> {
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    let mut files = Vec::new();
    if metadata.is_dir() {
        for entry in std::fs::read_dir(path).map_err(|error| unreadable(path, &error))? {
            let path = entry.map_err(|error| unreadable(path, &error))?.path();
            let metadata = std::fs::metadata(&path).ok().filter(Metadata::is_file);
            files.extend(metadata.and_then(|metadata| file(path, &metadata)));
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
    } else {
        files.extend(file(path.to_owned(), &metadata));
    }
    if files.is_empty() {
        let problem =
            "contains no recording; a recording is named <operation>.<status>.json, or is a .har file";
        return Err(ContractError::new(path.display().to_string(), problem));
    }
    Ok(files)
}

fn file(path: PathBuf, metadata: &Metadata) -> Option<File> {
    let kind = match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "har" => FileKind::Har,
        "json" => FileKind::Body,
        _ => return None,
    };
    Some(File { path, bytes: metadata.len(), kind })
}

/// Reads the body in a file, and returns it with the operation of the file's name. A file with another name is an error,
/// since it may be a typing error.
pub(crate) fn read_body<'a>(
    path: &Path,
    operations: impl Iterator<Item = &'a str>,
) -> Result<(&'a str, Recorded), ContractError> {
    let place = path.display().to_string();
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let (operation, of) = name.rsplit_once('.').unwrap_or((name, ""));
    let operation = named(operation, operations).map_err(|problem| ContractError::new(&place, problem))?;
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    let recorded = match (of, of.parse::<u16>()) {
        ("request", _) => Recorded::request(bytes),
        (_, Ok(status @ 100..=599)) => Recorded::response(status, bytes),
        _ => {
            let problem = "its name must end in an HTTP status, or in request, before .json";
            return Err(ContractError::new(place, problem));
        }
    };
    Ok((operation, Recorded { source: Some(place), ..recorded }))
}

/// Finds the operation of a file's name: the one with exactly this name, or the only one whose name differs in hyphens,
/// underscores and case.
fn named<'a>(name: &str, operations: impl Iterator<Item = &'a str>) -> Result<&'a str, String> {
    let plain = |name: &str| name.replace('-', "_").to_ascii_lowercase();
    let wanted = plain(name);
    let similar = operations.filter(|id| plain(id) == wanted).collect::<Vec<_>>();
    match similar.as_slice() {
        [] => Err("its name must be <operation>.<status>.json with an operation of the spec (hyphens or underscores)"
            .to_owned()),
        [only] => Ok(only),
        [first, second, ..] => similar
            .iter()
            .find(|id| **id == name)
            .copied()
            .ok_or_else(|| format!("its name fits the operations {first} and {second}; use the exact name of one")),
    }
}

pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> ContractError {
    ContractError::new(path.display().to_string(), format!("could not be read: {error}"))
}
