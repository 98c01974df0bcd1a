//! [`Recorded`]: a message to check, and the directories that hold such messages.

use std::fmt;
use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::error::ContractError;
use super::har;

/// A message, or an exchange of two, to hold against the spec. What was not recorded is not checked.
#[derive(Clone, Default)]
pub struct Recorded {
    pub(super) source: Option<String>,
    pub(super) target: Option<Target>,
    pub(super) request: Option<Message>,
    pub(super) answer: Option<(u16, Message)>,
}

/// Where a request went.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) method: String,
    pub(super) url: String,
}

#[derive(Clone, Default)]
pub(super) struct Message {
    /// `None`: not recorded.
    pub(super) headers: Option<Vec<(String, String)>>,
    /// `None`: not recorded.
    pub(super) body: Option<Bytes>,
}

impl Recorded {
    /// An answer, of which status and body are known. Without [`header`](Recorded::header) its headers count as not
    /// recorded, and the body as JSON.
    pub fn answer(status: u16, body: impl Into<Bytes>) -> Self {
        let message = Message { headers: None, body: Some(body.into()) };
        Self { answer: Some((status, message)), ..Self::default() }
    }

    /// A request, of which the body is known. Without [`header`](Recorded::header) its headers count as not recorded,
    /// and the body as JSON.
    pub fn request(body: impl Into<Bytes>) -> Self {
        Self { request: Some(Message { headers: None, body: Some(body.into()) }), ..Self::default() }
    }

    /// A header of the answer, or of the request if there is no answer. From the first one on, a header that is not
    /// given counts as missing.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let message = self.answer.as_mut().map(|(_, answer)| answer).or(self.request.as_mut());
        if let Some(message) = message {
            message.headers.get_or_insert_default().push((name.into(), value.into()));
        }
        self
    }

    pub(super) fn with(method: &str, url: &str) -> Self {
        let target = Target { method: method.to_owned(), url: url.to_owned() };
        Self { target: Some(target), ..Self::default() }
    }
}

#[cfg(feature = "sandbox")]
impl From<&crate::sandbox::Received> for Recorded {
    /// The request as the sandbox received it.
    fn from(received: &crate::sandbox::Received) -> Self {
        let message = Message {
            headers: Some(har::headers_of(received.headers())),
            body: Some(Bytes::copy_from_slice(received.body())),
        };
        Self { request: Some(message), ..Self::with(received.method().as_str(), received.path()) }
    }
}

impl fmt::Debug for Recorded {
    /// Nothing of what was said.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorded")
            .field("source", &self.source)
            .field("status", &self.answer.as_ref().map(|(status, _)| status))
            .finish_non_exhaustive()
    }
}

/// A recording of a directory: what it holds, and of which operation if its name says so.
pub(super) struct File {
    pub(super) operation: Option<String>,
    pub(super) recorded: Vec<Recorded>,
}

/// Reads a file, or the recordings of a directory: `<operation>.<status>.json`, `<operation>.request.json`, and HAR
/// 1.2. Other kinds of files are left alone; a `.json` of another name is an error, since it may be a slip.
pub(super) fn read(
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
        let problem = "holds no recording; one is named <operation>.<status>.json, or is a .har file";
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
    let fault = |problem: &str| ContractError::new(&place, problem);
    let Some(operation) = is_operation(operation) else {
        let rule = "its name must be <operation>.<status>.json with an operation of the spec, hyphens or underscores alike";
        return Err(fault(rule));
    };
    let recorded = match (of, of.parse::<u16>()) {
        ("request", _) => Recorded::request(bytes),
        (_, Ok(status @ 100..=599)) => Recorded::answer(status, bytes),
        _ => return Err(fault("its name must end in an HTTP status, or in request, before .json")),
    };
    Ok(File { operation: Some(operation), recorded: vec![Recorded { source: Some(place), ..recorded }] })
}

fn unreadable(path: &Path, error: &std::io::Error) -> ContractError {
    ContractError::new(path.display().to_string(), format!("could not be read: {error}"))
}
