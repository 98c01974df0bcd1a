//! [`Folder`]: where the probe saves its exchanges.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use deepvue_digilocker::contract::{Contract, Recorded};

use super::questions::Question;

/// A folder in which each exchange gets a file of its own.
pub(super) struct Folder<'a>(&'a Path);

impl<'a> Folder<'a> {
    /// Creates the folder. Returns an error if an exchange could not be saved, so that this is known before anything is
    /// sent.
    pub(super) fn prepare(path: &'a Path, questions: &[Question]) -> Result<Self, String> {
        fs::create_dir_all(path)
            .map_err(|error| format!("{}: the folder can't be created: {error}", path.display()))?;
        let folder = Self(path);
        for question in questions {
            let file = folder.file(question);
            if file.symlink_metadata().is_ok() {
                return Err(format!("{}: exists; choose an empty folder", file.display()));
            }
        }
        if let Some(first) = questions.first() {
            let file = folder.file(first);
            let tried = create(&file).and_then(|_| fs::remove_file(&file));
            tried.map_err(|error| unsaved(&file, &error))?;
        }
        Ok(folder)
    }

    /// Saves an exchange without keys and values.
    pub(super) fn save(
        &self,
        contract: &Contract,
        question: &Question,
        recorded: &Recorded,
    ) -> Result<(), String> {
        let path = self.file(question);
        let har = contract.redacted(question.operation, recorded).to_har();
        let har = har.map_err(|error| format!("{}: {error}", path.display()))?;
        let written = create(&path).and_then(|mut file| file.write_all(har.as_bytes()));
        written.map_err(|error| unsaved(&path, &error))
    }

    /// Returns the file of an exchange, named after its operation and flaw.
    fn file(&self, question: &Question) -> PathBuf {
        let flaw = format!("{:?}", question.flaw).to_ascii_lowercase();
        self.0.join(format!("{}.{flaw}.har", question.operation.id().replace('_', "-")))
    }
}

fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

fn unsaved(path: &Path, error: &io::Error) -> String {
    format!("{}: can't be saved: {error}", path.display())
}
