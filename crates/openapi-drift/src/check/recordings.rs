//! Checks the recordings in files and directories.

use std::cell::Cell;
use std::io::Read;
use std::path::Path;

use crate::contract::Contract;
use crate::error::ContractError;
use crate::findings::collected::Collected;
use crate::findings::finding::{Check, Subject, Violation};
use crate::findings::report::Report;
use crate::recording::directory::{self, File, FileKind};
use crate::recording::har::stream;

/// Describes how far [`Contract::check_recordings_with`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The number of exchanges and bodies that were read.
    pub exchanges: usize,
    /// The number of bytes that were read.
    pub bytes: u64,
    /// The size of all files.
    pub total_bytes: u64,
}

impl Contract {
    /// Checks every recording in a directory, or a single file: bodies in `<operation>.<status>.json` and
    /// `<operation>.request.json`, exchanges in HAR 1.2 files (`.har`). HAR files of any size need little memory, since
    /// they are read exchange by exchange.
    ///
    /// In an operation's name, hyphens, underscores and case may differ, unless that fits several operations. A HAR
    /// entry that can't be used is a finding ([`Check::EntryUnusable`]), and the others are checked. So is a file of a
    /// directory ([`Check::FileUnusable`]), such as a `.json` file that is not named after an operation.
    ///
    /// If no exchange has any credential that the document asks for, the tool probably removed them. Then there is one
    /// finding for all of them ([`Check::CredentialsNotRecorded`]) instead of one for each request.
    ///
    /// ```no_run
    /// use openapi_drift::Contract;
    ///
    /// let contract = Contract::from_json(&std::fs::read_to_string("openapi.json")?)?;
    /// contract.check_recordings("tests/recorded")?.assert_clean();
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the path can't be read, contains no recording that can be used, or is a file that can't be, such
    /// as a HAR file that is not complete.
    pub fn check_recordings(&self, path: impl AsRef<Path>) -> Result<Report, ContractError> {
        self.check_recordings_with([path], |_| {})
    }

    /// Checks the recordings of several paths together, like [`check_recordings`](Contract::check_recordings), and calls
    /// `progress` after each exchange.
    ///
    /// ```no_run
    /// use openapi_drift::Contract;
    ///
    /// let contract = Contract::from_json(&std::fs::read_to_string("openapi.json")?)?;
    /// let report = contract.check_recordings_with(["monday.har", "tuesday.har"], |progress| {
    ///     eprint!("\r{} of {} bytes", progress.bytes, progress.total_bytes);
    /// })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if [`check_recordings`](Contract::check_recordings) rejects one of the paths.
    pub fn check_recordings_with<P: AsRef<Path>>(
        &self,
        paths: impl IntoIterator<Item = P>,
        mut progress: impl FnMut(&Progress),
    ) -> Result<Report, ContractError> {
        let mut report = self.empty_report();
        report.add_findings(self.not_checkable().iter().cloned());
        let mut lists = Vec::new();
        for path in paths {
            let files = directory::list(path.as_ref())?;
            lists.push((path, files));
        }
        let total_bytes = lists.iter().flat_map(|(_, files)| files).map(|file| file.bytes).sum();
        let mut run = Run {
            contract: self,
            report,
            security: Collected::default(),
            done: Progress { exchanges: 0, bytes: 0, total_bytes },
            progress: &mut progress,
        };
        for (path, files) in &lists {
            run.check(path.as_ref(), files)?;
        }
        Ok(run.finish())
    }
}

/// A check of recordings that is under way.
struct Run<'a> {
    contract: &'a Contract,
    report: Report,
    /// Missing credentials. Only at the end is it known whether the recordings have credentials at all.
    security: Collected,
    done: Progress,
    progress: &'a mut dyn FnMut(&Progress),
}

impl Run<'_> {
    /// Checks the files of one path.
    fn check(&mut self, path: &Path, files: &[File]) -> Result<(), ContractError> {
        let before = (self.report.coverage().clone(), self.report.findings().len());
        let mut unusable = None;
        for file in files {
            let start = self.done.bytes;
            let checked = match file.kind {
                FileKind::Har => self.check_har(&file.path),
                FileKind::Body => self.check_body(&file.path),
            };
            match checked {
                // A directory may hold other things, and the other files are worth their check.
                Err(error) if file.path != path => {
                    self.add_unusable(Check::FileUnusable, "", error.problem(), error.place());
                    unusable.get_or_insert(error);
                }
                checked => checked?,
            }
            self.done.bytes = start + file.bytes;
            (self.progress)(&self.done);
        }
        let now = self.report.coverage();
        let nothing = now.messages() == before.0.messages();
        if let Some(error) = unusable.filter(|_| nothing) {
            return Err(error);
        }
        if nothing && self.report.findings().len() == before.1 {
            let problem = if now.handshakes() > before.0.handshakes() {
                "contains only preflights, protocol upgrades and tunnels"
            } else {
                "no recorded exchange is with a server of this spec"
            };
            return Err(ContractError::new(path.display().to_string(), problem));
        }
        Ok(())
    }

    /// Reports an entry or a file that can't be used.
    fn add_unusable(&mut self, check: Check, instance: &str, problem: &str, place: &str) {
        let violation = Violation::new(check, instance, "", problem);
        self.report.add_findings([violation.into_finding(&Subject::Recordings, Some(place))]);
    }

    fn check_body(&mut self, path: &Path) -> Result<(), ContractError> {
        let ids = self.contract.operation_specs().iter().map(|operation| operation.id.as_str());
        let (operation, recorded) = directory::read_body(path, ids)?;
        self.done.exchanges += 1;
        let report = match recorded.response {
            Some(_) => self.contract.check_response(operation, &recorded),
            None => self.contract.check_request(operation, &recorded),
        };
        self.add(report);
        Ok(())
    }

    fn check_har(&mut self, path: &Path) -> Result<(), ContractError> {
        let place = path.display().to_string();
        let file = std::fs::File::open(path).map_err(|error| directory::unreadable(path, &error))?;
        let (contract, start, read) = (self.contract, self.done.bytes, Cell::new(0));
        let file = Counted { file, read: &read };
        stream::read(&place, file, &|target| contract.describes(target), &mut |entry| {
            match entry {
                Ok(recorded) => self.add(contract.check_exchange(&recorded)),
                Err(unusable) => {
                    self.add_unusable(Check::EntryUnusable, &unusable.instance, &unusable.problem, &place);
                }
            }
            self.done.exchanges += 1;
            self.done.bytes = start + read.get();
            (self.progress)(&self.done);
        })
    }

    fn add(&mut self, mut report: Report) {
        self.security.merge(report.take(|finding| finding.check() == Check::SecurityMissing));
        self.report.absorb(report);
    }

    fn finish(mut self) -> Report {
        if self.report.carries_credential() {
            self.report.put_back(self.security);
        } else if self.security.total() > 0 {
            let what =
                "no request has a credential that the spec asks for; many tools remove them from recordings";
            let violation =
                Violation::new(Check::CredentialsNotRecorded, "", "/components/securitySchemes", what);
            self.report.add_findings([violation.into_finding(&Subject::Recordings, None)]);
        }
        self.report
    }
}

/// Counts the bytes that are read from a file.
struct Counted<'a> {
    file: std::fs::File,
    read: &'a Cell<u64>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.read.set(self.read.get() + count as u64);
        Ok(count)
    }
}
