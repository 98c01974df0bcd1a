//! [`Report`]: the findings and the coverage of a check.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Value, json};

use crate::findings::baseline::Baseline;
use crate::findings::coverage::Coverage;
use crate::findings::finding::{Finding, Severity};
use crate::schema::describe::counted;

/// Holds the findings of a check, and which documented responses it covered.
#[derive(Debug, Clone)]
#[must_use = "a report has no effect unless it is inspected"]
pub struct Report {
    findings: Vec<Finding>,
    accepted: Vec<Finding>,
    unmatched: Vec<String>,
    coverage: Coverage,
    fail_on: Severity,
}

impl Report {
    pub(crate) fn new(coverage: Coverage) -> Self {
        Self {
            findings: Vec::new(),
            accepted: Vec::new(),
            unmatched: Vec::new(),
            coverage,
            fail_on: Severity::Warning,
        }
    }

    pub(crate) fn add_findings(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.findings.extend(findings);
    }

    pub(crate) fn coverage_mut(&mut self) -> &mut Coverage {
        &mut self.coverage
    }

    /// Combines two reports into one.
    pub fn merge(mut self, other: Self) -> Self {
        self.findings.extend(other.findings);
        self.accepted.extend(other.accepted);
        self.unmatched.extend(other.unmatched);
        self.coverage.merge(other.coverage);
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

    /// Moves the findings that the baseline accepts to [`accepted`](Report::accepted), and lists its entries that match
    /// no finding in [`unmatched`](Report::unmatched).
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

    /// Returns which documented responses were exercised.
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// Returns the report as JSON. The format is stable: `{"findings": [{"check", "severity", "operation", "status",
    /// "instance", "spec", "message", "fingerprint", "recording"}], "coverage": {"documented", "exercised", "missing":
    /// [{"operation", "status"}], "messages", "skipped"}, "accepted", "unmatched_baseline"}`. `status` is null for a
    /// request. `recording` is null if the message was not read from a file.
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
                "documented": self.coverage.documented().count(),
                "exercised": self.coverage.documented().count() - missing.len(),
                "missing": missing,
                "messages": self.coverage.messages(),
                "skipped": self.coverage.skipped(),
            },
            "accepted": self.accepted.len(),
            "unmatched_baseline": self.unmatched,
        })
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

    /// Groups findings with the same fingerprint and recording, and sorts the groups by severity, the worst first.
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
    /// Writes every finding, the unmatched baseline entries and a summary, for a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (finding, count) in self.grouped() {
            writeln!(f, "{finding}")?;
            if count > 1 {
                writeln!(f, "  and at {} more locations", count - 1)?;
            }
            writeln!(f, "  fingerprint: {}\n", finding.fingerprint())?;
        }
        for fingerprint in &self.unmatched {
            writeln!(f, "this baseline entry matches no finding: {fingerprint}")?;
        }
        let count = |severity| self.findings.iter().filter(|finding| finding.severity() == severity).count();
        let (missing, documented) = (self.coverage.missing().count(), self.coverage.documented().count());
        write!(
            f,
            "{}, {}, {}, {} accepted; {} checked, {} of {documented} documented responses exercised",
            counted(count(Severity::Error), "error"),
            counted(count(Severity::Warning), "warning"),
            counted(count(Severity::Info), "info"),
            self.accepted.len(),
            counted(self.coverage.messages(), "message"),
            documented - missing,
        )?;
        if self.coverage.skipped() > 0 {
            write!(f, ", {} exchanges with other hosts skipped", self.coverage.skipped())?;
        }
        Ok(())
    }
}
