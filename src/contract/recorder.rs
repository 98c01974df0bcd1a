//! [`Recorder`]: records real exchanges, redacted before they are written.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;

use super::embedded::embedded;
use super::exchange::recorded;
use crate::http::observe::{Exchange, sealed};

/// Writes every exchange of a client as a HAR 1.2 file (feature `contract`), for
/// [`Contract::check_recordings`](openapi_drift::Contract::check_recordings): `<operation>.<status>.har`, then
/// `<operation>.<status>.2.har` and so on. An exchange that looks like one already there is not written again.
///
/// It is **redacted as it is recorded**: keys, tokens and cookies are dropped; bodies keep only their shape, and every
/// text that the spec does not list is replaced by one of the same kind; URLs are cut down to scheme, host and the
/// names in the query. For development and tests: a file is written within the call.
///
/// ```no_run
/// use deepvue_digilocker::{Client, contract::Recorder};
///
/// let client = Client::builder()
///     .client_id("…")
///     .client_secret("…")
///     .observe(Recorder::new("tests/recorded")?)
///     .build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Recorder {
    folder: PathBuf,
}

impl Recorder {
    /// Records into a folder, which is created if it does not exist.
    ///
    /// # Errors
    ///
    /// Returns an error if the folder can't be created.
    pub fn new(folder: impl Into<PathBuf>) -> io::Result<Self> {
        let folder = folder.into();
        fs::create_dir_all(&folder).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: could not be made: {error}", folder.display()))
        })?;
        Ok(Self { folder })
    }

    fn write(&self, exchange: &Exchange) -> io::Result<()> {
        let text = embedded().redacted(exchange.operation.id, &recorded(exchange)).to_har()?;
        let operation = exchange.operation.id.replace('_', "-");
        let name = format!("{operation}.{}", exchange.status.as_u16());
        for count in 1.. {
            let suffix = if count == 1 { String::new() } else { format!(".{count}") };
            let path = self.folder.join(format!("{name}{suffix}.har"));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(mut file) => return file.write_all(text.as_bytes()),
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                Err(_) if fs::read(&path)? == text.as_bytes() => return Ok(()),
                Err(_) => {}
            }
        }
        Ok(())
    }
}

impl sealed::Observe for Recorder {
    /// Writes the recording. If that fails, the call still succeeds.
    fn observe(&self, exchange: &Exchange) {
        if let Err(error) = self.write(exchange) {
            tracing::warn!(kind = ?error.kind(), folder = %self.folder.display(), "an exchange could not be recorded");
        }
    }
}
