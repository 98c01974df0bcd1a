//! [`Report`]: the findings and the coverage of a check.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Value, json};

use crate::findings::baseline::Baseline;
use crate::findings::collected::Collected;
use crate::findings::coverage::Coverage;
use crate::findings::finding::{Finding, Severity};
use crate::schema::describe::counted;

/// Holds the findings of a check, and which documented responses it covered.
#[derive(Debug, Clone)]
#[must_use = "a report has no effect unless it is inspected"]
pub struct Report {
    findings: Collected,
    accepted: Collected,
    unmatched: Vec<String>,
    coverage: Coverage,
    fail_on: Severity,
    carries_credential: bool,
}

impl Report {
    pub(crate) fn new(coverage: Coverage) -> Self {
        Self {
            findings: Collected::default(),
            accepted: Collected::default(),
            unmatched: Vec::new(),
            coverage,
            fail_on: Severity::Warning,
            carries_credential: false,
        }
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
        self.unmatched.extend(other.unmatched);
        self.coverage.merge(other.coverage);
        self.carries_credential |= other.carries_credential;
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

    /// Moves the findings that the baseline accepts to [`accepted`](Report::accepted), and lists its entries that match
    /// no finding in [`unmatched`](Report::unmatched).
    pub fn accept(mut self, baseline: &Baseline) -> Self {
        let mut used = BTreeSet::new();
        let known = baseline.entries().map(|(fingerprint, _)| fingerprint).collect::<BTreeSet<_>>();
        let accepted = self.findings.take(|finding| {
            let fingerprint = finding.fingerprint();
            let is_known = known.contains(fingerprint.as_str());
            if is_known {
                used.insert(fingerprint);
            }
            is_known
        });
        self.accepted.merge(accepted);
        let unmatched = known.into_iter().filter(|fingerprint| !used.contains(*fingerprint));
        self.unmatched.extend(unmatched.map(str::to_owned));
        self
    }

    /// Returns which documented responses were exercised.
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// Returns the report as JSON. The format is stable: `{"findings": [{"check", "severity", "operation", "status",
    /// "instance", "spec", "message", "fingerprint", "recording"}], "counts": {"error", "warning", "info"}, "coverage":
    /// {"documented", "exercised", "missing": [{"operation", "status"}], "messages", "skipped", "handshakes",
    /// "bodies_not_recorded", "without_response", "refused_requests"}, "accepted", "unmatched_baseline"}`. `status` is
    /// null for a request. `recording` is null if the message was not read from a file. `counts` also has the findings
    /// that are too many to be listed.
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
            "findings": self.findings().iter().map(finding).collect::<Vec<_>>(),
            "counts": {
                "error": self.count(Severity::Error),
                "warning": self.count(Severity::Warning),
                "info": self.count(Severity::Info),
            },
            "coverage": {
                "documented": self.coverage.documented().count(),
                "exercised": self.coverage.documented().count() - missing.len(),
                "missing": missing,
                "messages": self.coverage.messages(),
                "skipped": self.coverage.skipped(),
                "handshakes": self.coverage.handshakes(),
                "bodies_not_recorded": self.coverage.bodies_not_recorded(),
                "without_response": self.coverage.without_response(),
                "refused_requests": self.coverage.refused_requests(),
            },
            "accepted": self.accepted.total(),
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

    /// Groups findings with the same fingerprint and file, and sorts the groups by severity, the worst first. Findings
    /// that were only counted belong to the first group with their fingerprint.
    fn grouped(&self) -> Vec<(&Finding, usize)> {
        let mut groups: BTreeMap<(String, Option<&str>), (usize, &Finding, usize)> = BTreeMap::new();
        let mut counted = BTreeSet::new();
        for (position, finding) in self.findings().iter().enumerate() {
            let fingerprint = finding.fingerprint();
            let is_first = counted.insert(fingerprint.clone());
            let more = if is_first { self.findings.more(&fingerprint).total() } else { 0 };
            let file = finding.recording().map(|place| place.split('#').next().unwrap_or(place));
            let (_, _, count) = groups.entry((fingerprint, file)).or_insert((position, finding, 0));
            *count += 1 + more;
        }
        let mut groups = groups.into_values().collect::<Vec<_>>();
        groups.sort_by_key(|(position, finding, _)| (std::cmp::Reverse(finding.severity()), *position));
        groups.into_iter().map(|(_, finding, count)| (finding, count)).collect()
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
        let others = self.findings.others();
        if others > 0 {
            writeln!(f, "and {} with other fingerprints\n", counted(others, "finding"))?;
        }
        write!(
            f,
            "{}, {}, {}, {} accepted; {}",
            counted(self.count(Severity::Error), "error"),
            counted(self.count(Severity::Warning), "warning"),
            counted(self.count(Severity::Info), "info"),
            self.accepted.total(),
            self.coverage,
        )
    }
}
