//! [`Report`]: the findings and the coverage of a check.

use std::collections::BTreeMap;

use crate::findings::baseline::Baseline;
use crate::findings::coverage::Coverage;
use crate::findings::finding::{Finding, Severity, Subject};
use crate::findings::groups::{Group, groups};
use crate::findings::sections::{Section, Tally, sections};

/// Holds the findings of a check, and which documented responses it covered.
#[derive(Debug, Clone)]
#[must_use = "a report has no effect unless it is inspected"]
pub struct Report {
    findings: Vec<Finding>,
    accepted: Vec<Finding>,
    /// Why a finding is accepted, by fingerprint.
    reasons: BTreeMap<String, String>,
    unmatched: Vec<String>,
    coverage: Coverage,
    tally: Tally,
    fail_on: Severity,
}

impl Report {
    pub(crate) fn new(coverage: Coverage) -> Self {
        Self {
            findings: Vec::new(),
            accepted: Vec::new(),
            reasons: BTreeMap::new(),
            unmatched: Vec::new(),
            coverage,
            tally: Tally::default(),
            fail_on: Severity::Warning,
        }
    }

    pub(crate) fn add_findings(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.findings.extend(findings);
    }

    /// Counts a checked message for the summary of its operation.
    pub(crate) fn add_message(&mut self, subject: &Subject) {
        self.tally.add(subject);
    }

    pub(crate) fn coverage_mut(&mut self) -> &mut Coverage {
        &mut self.coverage
    }

    /// Combines two reports into one.
    pub fn merge(mut self, other: Self) -> Self {
        self.findings.extend(other.findings);
        self.accepted.extend(other.accepted);
        self.reasons.extend(other.reasons);
        self.unmatched.extend(other.unmatched);
        self.coverage.merge(other.coverage);
        self.tally.merge(other.tally);
        self
    }

    /// Returns the findings of every severity that no baseline accepts, at most 1,000 per body.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns the findings that a baseline accepts.
    pub fn accepted(&self) -> &[Finding] {
        &self.accepted
    }

    /// Returns the fingerprints of baseline entries that matched no finding: the difference is gone, or was not
    /// exercised.
    pub fn unmatched(&self) -> &[String] {
        &self.unmatched
    }

    /// Returns the severity of the worst finding.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(Finding::severity).max()
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
        let (accepted, findings) = self.findings.into_iter().partition::<Vec<_>, _>(|finding| {
            let fingerprint = finding.fingerprint();
            let reason = known.get(fingerprint.as_str());
            if let Some(reason) = reason {
                used.insert(fingerprint, (*reason).to_owned());
            }
            reason.is_some()
        });
        self.findings = findings;
        self.accepted.extend(accepted);
        let unmatched = known.into_keys().filter(|fingerprint| !used.contains_key(*fingerprint));
        self.unmatched.extend(unmatched.map(str::to_owned));
        self.reasons.extend(used);
        self
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

    /// Returns why a baseline accepts a finding.
    pub(crate) fn reason(&self, finding: &Finding) -> Option<&str> {
        self.reasons.get(&finding.fingerprint()).map(String::as_str)
    }
}
