//! [`Report`]: the findings and the coverage of a check.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::effects::Bump;
use crate::findings::baseline::Baseline;
use crate::findings::collected::Collected;
use crate::findings::coverage::Coverage;
use crate::findings::finding::{Finding, Severity, Subject};
use crate::findings::groups::{Group, groups};
use crate::findings::sections::{Section, Tally, sections};

/// The reason of a finding that nobody has explained.
const UNEXPLAINED: &str = "not explained yet";

/// Holds the findings of a check, and which documented responses it covered.
#[derive(Debug, Clone)]
#[must_use = "a report has no effect unless it is inspected"]
pub struct Report {
    findings: Collected,
    accepted: Collected,
    /// Why a finding is accepted, by fingerprint.
    reasons: BTreeMap<String, String>,
    unmatched: Vec<String>,
    coverage: Coverage,
    tally: Tally,
    fail_on: Severity,
    carries_credential: bool,
    /// Which version the changes between two documents ask for; `None` if recordings were checked.
    bump: Option<Bump>,
}

impl Report {
    pub(crate) fn new(coverage: Coverage) -> Self {
        Self {
            findings: Collected::default(),
            accepted: Collected::default(),
            reasons: BTreeMap::new(),
            unmatched: Vec::new(),
            coverage,
            tally: Tally::default(),
            fail_on: Severity::Warning,
            carries_credential: false,
            bump: None,
        }
    }

    /// Makes it a report of the changes between two documents.
    pub(crate) fn asking_for(mut self, bump: Bump) -> Self {
        self.bump = Some(bump);
        self
    }

    /// Returns the part of the version that the changes between two documents ask to raise, those that a baseline
    /// accepts included. `None` if the report is about recordings.
    pub fn bump(&self) -> Option<Bump> {
        self.bump
    }

    pub(crate) fn add_findings(&mut self, findings: impl IntoIterator<Item = Finding>) {
        for finding in findings {
            self.findings.push(finding);
        }
    }

    /// Takes out the findings for which `belongs` returns true.
    pub(crate) fn take(&mut self, belongs: impl FnMut(&Finding) -> bool) -> Collected {
        self.findings.take(belongs)
    }

    pub(crate) fn put_back(&mut self, findings: Collected) {
        self.findings.merge(findings);
    }

    /// Returns whether a request carries a credential that the document asks for.
    pub(crate) fn carries_credential(&self) -> bool {
        self.carries_credential
    }

    pub(crate) fn add_credential(&mut self) {
        self.carries_credential = true;
    }

    /// Counts a checked message for the summary of its operation.
    pub(crate) fn add_message(&mut self, subject: Subject) {
        self.tally.add(subject);
    }

    pub(crate) fn coverage_mut(&mut self) -> &mut Coverage {
        &mut self.coverage
    }

    /// Combines two reports into one.
    pub fn merge(mut self, other: Self) -> Self {
        self.absorb(other);
        self
    }

    pub(crate) fn absorb(&mut self, other: Self) {
        self.findings.merge(other.findings);
        self.accepted.merge(other.accepted);
        self.reasons.extend(other.reasons);
        self.unmatched.extend(other.unmatched);
        self.coverage.merge(other.coverage);
        self.tally.merge(other.tally);
        self.carries_credential |= other.carries_credential;
        self.bump = self.bump.max(other.bump);
    }

    /// Returns the findings of every severity that no baseline accepts, at most 1,000 per body. If there are more than
    /// 1,000, only the first with each fingerprint is added, up to 10,000. [`count`](Report::count) counts all of them.
    pub fn findings(&self) -> &[Finding] {
        self.findings.kept()
    }

    /// Returns the number of findings of a severity that no baseline accepts.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.count(severity)
    }

    /// Returns the findings that a baseline accepts.
    pub fn accepted(&self) -> &[Finding] {
        self.accepted.kept()
    }

    /// Returns the fingerprints of baseline entries that matched no finding: the difference is gone, or was not
    /// exercised.
    pub fn unmatched(&self) -> &[String] {
        &self.unmatched
    }

    /// Returns the severity of the worst finding.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.worst()
    }

    /// Returns whether every finding is below the threshold: [`Severity::Warning`], unless
    /// [`fail_on`](Report::fail_on) sets another.
    pub fn is_clean(&self) -> bool {
        self.worst().is_none_or(|worst| worst < self.fail_on)
    }

    /// Sets the lowest severity at which [`is_clean`](Report::is_clean) and [`assert_clean`](Report::assert_clean)
    /// fail.
    pub fn fail_on(mut self, severity: Severity) -> Self {
        self.fail_on = severity;
        self
    }

    #[cfg(feature = "junit")]
    pub(crate) fn threshold(&self) -> Severity {
        self.fail_on
    }

    /// Moves the findings that the baseline accepts to [`accepted`](Report::accepted), and lists its entries that match
    /// no finding in [`unmatched`](Report::unmatched).
    pub fn accept(mut self, baseline: &Baseline) -> Self {
        let known = baseline.entries().collect::<BTreeMap<_, _>>();
        let mut used = BTreeMap::new();
        let accepted = self.findings.take(|finding| {
            let fingerprint = finding.fingerprint();
            let reason = known.get(fingerprint.as_str());
            if let Some(reason) = reason {
                used.insert(fingerprint, (*reason).to_owned());
            }
            reason.is_some()
        });
        self.accepted.merge(accepted);
        let unmatched = known.into_keys().filter(|fingerprint| !used.contains_key(*fingerprint));
        self.unmatched.extend(unmatched.map(str::to_owned));
        self.reasons.extend(used);
        self
    }

    /// Returns the fingerprints of all findings, those that a baseline accepts included, each once and in order.
    pub fn fingerprints(&self) -> impl Iterator<Item = String> {
        let all = self.findings.kept().iter().chain(self.accepted.kept());
        all.map(Finding::fingerprint).collect::<BTreeSet<_>>().into_iter()
    }

    /// Writes a baseline that accepts all findings, as TOML. Those that a baseline has accepted keep their reasons; for
    /// all others, write the reason down before the baseline is used: `not explained yet` is no reason.
    pub fn to_baseline(&self) -> String {
        let reason = |fingerprint: String| {
            let reason = self.reasons.get(&fingerprint).map_or(UNEXPLAINED, String::as_str).to_owned();
            (fingerprint, reason)
        };
        Baseline::of(self.fingerprints().map(reason)).to_toml()
    }

    /// Returns which documented responses were exercised.
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// Panics with the whole report unless it [is clean](Report::is_clean). Use it at the end of a test.
    ///
    /// # Panics
    ///
    /// Panics if a finding reaches the threshold.
    #[track_caller]
    pub fn assert_clean(&self) {
        assert!(self.is_clean(), "the contract has drifted\n\n{self}");
    }

    pub(crate) fn groups(&self) -> Vec<Group<'_>> {
        groups(&self.findings)
    }

    pub(crate) fn accepted_groups(&self) -> Vec<Group<'_>> {
        groups(&self.accepted)
    }

    pub(crate) fn sections(&self) -> Vec<Section<'_>> {
        sections(&self.coverage, &self.tally, self.groups())
    }

    /// Returns the number of findings that are too many to be kept, and have a fingerprint that no kept one has.
    pub(crate) fn others(&self) -> usize {
        self.findings.others()
    }

    /// Returns the number of findings that a baseline accepts.
    pub(crate) fn accepted_count(&self) -> usize {
        self.accepted.total()
    }

    /// Returns why a baseline accepts a finding.
    pub(crate) fn reason(&self, finding: &Finding) -> Option<&str> {
        self.reasons.get(&finding.fingerprint()).map(String::as_str)
    }
}
