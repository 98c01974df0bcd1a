//! Reads recordings from files and directories.

use std::path::{Path, PathBuf};

use crate::error::ContractError;
use crate::recording::har;
use crate::recording::recorded::Recorded;

/// Holds the recordings of a file, and their operation if the file is named after one.
pub(crate) struct File {
    pub(crate) operation: Option<String>,
    pub(crate) recorded: Vec<Recorded>,
}

/// Reads a file, or the recordings of a directory: `<operation>.<status>.json`, `<operation>.request.json`, and HAR
/// 1.2. Other kinds of files are ignored. A `.json` file with another name is an error, since it may be a typing error.
pub(crate) fn read(
    path: &Path,
    is_operation: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<File>, ContractError> {
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    let mut paths = Vec::new();
    if metadata.is_dir() {
        for entry in std::fs::read_dir(path).map_err(|error| unreadable(path, &error))? {
            let path = entry.map_err(|error| unreadable(path, &error))?.path();
            if kind(&path).is_some() && path.is_file() {
                paths.push(path);
            }
        }
        paths.sort();
    } else if kind(path).is_some() {
        paths.push(path.to_owned());
    }
    if paths.is_empty() {
        let problem =
            "contains no recording; a recording is named <operation>.<status>.json, or is a .har file";
        return Err(ContractError::new(path.display().to_string(), problem));
    }
    paths.iter().map(|path| file(path, is_operation)).collect()
}

enum FileKind {
    Har,
    Json,
}

fn kind(path: &Path) -> Option<FileKind> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "har" => Some(FileKind::Har),
        "json" => Some(FileKind::Json),
        _ => None,
    }
}

fn file(path: &PathBuf, is_operation: &dyn Fn(&str) -> Option<String>) -> Result<File, ContractError> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    let place = path.display().to_string();
    if matches!(kind(path), Some(FileKind::Har)) {
        return Ok(File { operation: None, recorded: har::read(&place, &bytes)? });
    }
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let (operation, of) = name.rsplit_once('.').unwrap_or((name, ""));
    let error = |problem: &str| ContractError::new(&place, problem);
    let Some(operation) = is_operation(operation) else {
        let rule = "its name must be <operation>.<status>.json with an operation of the spec (hyphens or underscores)";
        return Err(error(rule));
    };
    let recorded = match (of, of.parse::<u16>()) {
        ("request", _) => Recorded::request(bytes),
        (_, Ok(status @ 100..=599)) => Recorded::response(status, bytes),
        _ => return Err(error("its name must end in an HTTP status, or in request, before .json")),
    };
    Ok(File { operation: Some(operation), recorded: vec![Recorded { source: Some(place), ..recorded }] })
}

fn unreadable(path: &Path, error: &std::io::Error) -> ContractError {
    ContractError::new(path.display().to_string(), format!("could not be read: {error}"))
}
