//! [`Report`]: all that a check found.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde_json::{Value, json};

use super::baseline::Baseline;
use super::finding::{Finding, Severity};
use super::schemas::counted;

/// All that a check found, and what it looked at.
#[derive(Debug, Clone)]
#[must_use = "a report says nothing until it is looked at"]
pub struct Report {
    findings: Vec<Finding>,
    accepted: Vec<Finding>,
    unmatched: Vec<String>,
    coverage: Coverage,
    fail_on: Severity,
}

/// Which documented answers were exercised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    documented: Arc<Vec<(String, String)>>,
    exercised: BTreeSet<(String, String)>,
    messages: usize,
    skipped: usize,
}

impl Coverage {
    pub(super) fn of(documented: Arc<Vec<(String, String)>>) -> Self {
        Self { documented, ..Self::default() }
    }

    pub(super) fn exercise(&mut self, operation: &str, status: &str) {
        self.exercised.insert((operation.to_owned(), status.to_owned()));
    }

    pub(super) fn count(&mut self) {
        self.messages += 1;
    }

    pub(super) fn skip(&mut self) {
        self.skipped += 1;
    }

    /// Every documented answer: the operation, and the status as the spec has it.
    pub fn documented(&self) -> impl Iterator<Item = (&str, &str)> {
        self.documented.iter().map(|(operation, status)| (operation.as_str(), status.as_str()))
    }

    /// The documented answers that no message exercised.
    pub fn missing(&self) -> impl Iterator<Item = (&str, &str)> {
        let missing = self.documented.iter().filter(|pair| !self.exercised.contains(pair));
        missing.map(|(operation, status)| (operation.as_str(), status.as_str()))
    }

    /// How many messages were checked: a request and its answer are two.
    pub fn messages(&self) -> usize {
        self.messages
    }

    /// How many recorded exchanges were with other hosts, and so not looked at.
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    fn merge(&mut self, other: Self) {
        if !Arc::ptr_eq(&self.documented, &other.documented) {
            let new = other.documented.iter().filter(|pair| !self.documented.contains(pair)).cloned();
            let new = new.collect::<Vec<_>>();
            Arc::make_mut(&mut self.documented).extend(new);
        }
        self.exercised.extend(other.exercised);
        self.messages += other.messages;
        self.skipped += other.skipped;
    }
}

impl Report {
    pub(super) fn new(coverage: Coverage) -> Self {
        Self {
            findings: Vec::new(),
            accepted: Vec::new(),
            unmatched: Vec::new(),
            coverage,
            fail_on: Severity::Warning,
        }
    }

    pub(super) fn add(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.findings.extend(findings);
    }

    pub(super) fn coverage_mut(&mut self) -> &mut Coverage {
        &mut self.coverage
    }

    /// Both together.
    pub fn merge(mut self, other: Self) -> Self {
        self.findings.extend(other.findings);
        self.accepted.extend(other.accepted);
        self.unmatched.extend(other.unmatched);
        self.coverage.merge(other.coverage);
        self
    }

    /// What was found and not accepted, whatever its severity; of one body at most 1,000.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What was found and accepted by a baseline.
    pub fn accepted(&self) -> &[Finding] {
        &self.accepted
    }

    /// The fingerprints of baseline entries that accepted nothing: what they were for is gone, or was not exercised.
    pub fn unmatched(&self) -> &[String] {
        &self.unmatched
    }

    /// The severity of the worst finding.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(Finding::severity).max()
    }

    /// Whether nothing was found that is as severe as the threshold: [`Severity::Warning`], unless
    /// [`fail_on`](Report::fail_on) sets another.
    pub fn is_clean(&self) -> bool {
        self.worst().is_none_or(|worst| worst < self.fail_on)
    }

    /// From which severity on a finding counts for [`is_clean`](Report::is_clean) and
    /// [`assert_clean`](Report::assert_clean).
    pub fn fail_on(mut self, severity: Severity) -> Self {
        self.fail_on = severity;
        self
    }

    /// Sets aside the findings that the baseline accepts, and notes its entries that accept none.
    pub fn accept(mut self, baseline: &Baseline) -> Self {
        let mut used = BTreeSet::new();
        let known = baseline.entries().map(|(fingerprint, _)| fingerprint).collect::<BTreeSet<_>>();
        let (accepted, findings) = self.findings.into_iter().partition::<Vec<_>, _>(|finding| {
            let fingerprint = finding.fingerprint();
            let is_known = known.contains(fingerprint.as_str());
            if is_known {
                used.insert(fingerprint);
            }
            is_known
        });
        self.findings = findings;
        self.accepted.extend(accepted);
        let unmatched = known.into_iter().filter(|fingerprint| !used.contains(*fingerprint));
        self.unmatched.extend(unmatched.map(str::to_owned));
        self
    }

    /// Which documented answers were exercised.
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// The report as JSON; the form is stable:
    /// `{"findings": [{"check", "severity", "operation", "status", "instance", "spec", "message", "fingerprint",
    /// "recording"}], "coverage": {"documented", "exercised", "missing": [{"operation", "status"}], "messages",
    /// "skipped"}, "accepted", "unmatched_baseline"}`. `status` is null for a request. `recording` is null if the message
    /// was not read from a file.
    ///
    /// ```
    /// use openapi_drift::{Contract, Recorded};
    ///
    /// # let document = r##"{
    /// #     "openapi": "3.0.3",
    /// #     "info": { "title": "Shop", "version": "1" },
    /// #     "servers": [{ "url": "https://shop.example" }],
    /// #     "paths": { "/orders": { "get": { "operationId": "list_orders", "responses": { "200": {
    /// #         "description": "The orders.",
    /// #         "content": { "application/json": { "schema": {
    /// #             "type": "object", "properties": { "count": { "type": "integer" } }
    /// #         } } }
    /// #     } } } } }
    /// # }"##;
    /// let contract = Contract::from_json(document)?;
    /// let report = contract.check_response("list_orders", &Recorded::response(200, r#"{"count": "7"}"#));
    /// let json = report.to_json();
    /// assert_eq!(json["findings"][0]["check"], "wrong-type");
    /// assert_eq!(json["findings"][0]["instance"], "/body/count");
    /// assert_eq!(json["coverage"]["exercised"], 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_json(&self) -> Value {
        let finding = |finding: &Finding| {
            json!({
                "check": finding.check().as_str(),
                "severity": finding.severity().as_str(),
                "operation": finding.operation(),
                "status": finding.status(),
                "instance": finding.instance(),
                "spec": finding.spec(),
                "message": finding.message(),
                "fingerprint": finding.fingerprint(),
                "recording": finding.recording(),
            })
        };
        let missing = self
            .coverage
            .missing()
            .map(|(operation, status)| json!({ "operation": operation, "status": status }));
        let missing = missing.collect::<Vec<_>>();
        json!({
            "findings": self.findings.iter().map(finding).collect::<Vec<_>>(),
            "coverage": {
                "documented": self.coverage.documented.len(),
                "exercised": self.coverage.documented.len() - missing.len(),
                "missing": missing,
                "messages": self.coverage.messages,
                "skipped": self.coverage.skipped,
            },
            "accepted": self.accepted.len(),
            "unmatched_baseline": self.unmatched,
        })
    }

    /// Panics with the whole report unless it [is clean](Report::is_clean): the last line of a test.
    ///
    /// # Panics
    ///
    /// Something was found that is as severe as the threshold.
    #[track_caller]
    pub fn assert_clean(&self) {
        assert!(self.is_clean(), "the contract has drifted\n\n{self}");
    }

    /// The findings with equal fingerprints together, the worst first.
    fn grouped(&self) -> Vec<(&Finding, usize)> {
        let mut places = BTreeMap::new();
        let mut groups: Vec<(&Finding, usize)> = Vec::new();
        for finding in &self.findings {
            let key = (finding.fingerprint(), finding.recording());
            let place = *places.entry(key).or_insert_with(|| {
                groups.push((finding, 0));
                groups.len() - 1
            });
            groups[place].1 += 1;
        }
        groups.sort_by_key(|(finding, _)| std::cmp::Reverse(finding.severity()));
        groups
    }
}

impl fmt::Display for Report {
    /// For a terminal: every finding, then what was looked at.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (finding, count) in self.grouped() {
            writeln!(f, "{finding}")?;
            if count > 1 {
                writeln!(f, "  and at {} more places", count - 1)?;
            }
            writeln!(f, "  fingerprint: {}\n", finding.fingerprint())?;
        }
        for fingerprint in &self.unmatched {
            writeln!(f, "the baseline accepts what was not found: {fingerprint}")?;
        }
        let count = |severity| self.findings.iter().filter(|finding| finding.severity() == severity).count();
        let (missing, documented) = (self.coverage.missing().count(), self.coverage.documented.len());
        write!(
            f,
            "{}, {}, {}, {} accepted; {} checked, {} of {documented} documented answers exercised",
            counted(count(Severity::Error), "error"),
            counted(count(Severity::Warning), "warning"),
            counted(count(Severity::Info), "info"),
            self.accepted.len(),
            counted(self.coverage.messages, "message"),
            documented - missing,
        )?;
        if self.coverage.skipped > 0 {
            write!(f, ", {} exchanges with other hosts skipped", self.coverage.skipped)?;
        }
        Ok(())
    }
}
