//! What the fuzz targets in `fuzz/` reach of the private code. No build has it without `--cfg fuzzing`.

use std::time::SystemTime;

use http::StatusCode;

use crate::error::BuildError;
use crate::generated::types;
use crate::http::fuzz::read;
use crate::journey::content::{Content, Encoded, Encoding};
use crate::journey::content_kind::ContentKind;
use crate::journey::values::{self, DateOfBirth};
use crate::operation::Operation;
use crate::privacy::scrub::Scrubber;
use crate::privacy::uid;

pub use crate::http::fuzz::{Reading, Sent, Tolerant};

/// Reads a response of an operation.
///
/// # Errors
///
/// Returns an error if a key is none.
pub fn response(
    operation: Operation,
    status: StatusCode,
    body: &[u8],
    sent: Sent<'_>,
) -> Result<Reading, BuildError> {
    let received = (status, body);
    match operation {
        Operation::InitiateSession => read::<types::InitiateSessionResponse>(operation, received, sent),
        Operation::AccessToken => read::<types::AccessTokenResponse>(operation, received, sent),
        Operation::IssuedFiles => read::<types::IssuedFilesResponse>(operation, received, sent),
        Operation::FetchFile => read::<types::FetchFileResponse>(operation, received, sent),
        Operation::Eaadhaar => read::<types::EaadhaarResponse>(operation, received, sent),
    }
}

/// Removes values from a text.
pub fn scrub(values: &[String], text: &str) -> String {
    Scrubber::new(values.iter().map(String::as_str)).scrub(text)
}

/// Reads a document whose encoding is not known.
pub fn guessed(text: &str) -> (Content, Encoding) {
    Content::guessed(text.to_owned().into())
}

/// Wraps a text that should be base64.
pub fn encoded(text: &str) -> Encoded {
    Encoded::new(&text.to_owned().into())
}

/// Guesses the kind of a document, and says whether it is certain.
pub fn kind(bytes: &[u8]) -> (ContentKind, bool) {
    (ContentKind::of(bytes), ContentKind::is_certain(bytes))
}

/// Wraps a text that should be a date of birth.
pub fn date_of_birth(text: &str) -> DateOfBirth {
    DateOfBirth::new(&text.to_owned().into())
}

/// Reads a moment.
pub fn moment(text: &str) -> Option<SystemTime> {
    values::moment(text)
}

/// Returns the last moment that can be stored.
pub fn latest() -> SystemTime {
    values::latest()
}

/// Masks an Aadhaar number in clear.
pub fn masked_uid(text: &str) -> Option<String> {
    uid::masked_uid(text)
}
