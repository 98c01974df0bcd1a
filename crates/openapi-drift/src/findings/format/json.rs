//! Writes a report as JSON, as `report.schema.json` describes it.

use serde_json::{Value, json};

use crate::diff::effects::Bump;
use crate::findings::finding::{Finding, Severity};
use crate::findings::report::Report;
use crate::findings::sections::Section;

impl Report {
    /// Returns the report as JSON. The format is stable. Its JSON Schema is the file [`report.schema.json`] of this
    /// package. In short: `{"findings": [{"check", "severity", "operation", "status", "instance", "spec", "message",
    /// "fingerprint", "recording", "affects"}], "counts": {"error", "warning", "info"}, "operations": [{"operation", "messages",
    /// "errors", "warnings", "infos", "documented", "exercised"}], "coverage": {"documented", "exercised", "missing":
    /// [{"operation", "status"}], "messages", "skipped", "handshakes", "bodies_not_recorded", "without_response",
    /// "refused_requests"}, "accepted", "unmatched_baseline", "bump"}`. `counts` also has the findings that are too many to be
    /// listed.
    ///
    /// `operation` is null for a finding about the document or about the recordings as a whole. `status` is null for a
    /// finding that is not about a response. `recording` is null if the message was not read from a file.
    /// `affects` and `bump` are about changes between two documents: for recordings they are empty and null.
    ///
    /// [`report.schema.json`]: https://docs.rs/crate/openapi-drift/latest/source/report.schema.json
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
    /// assert_eq!(json["operations"][0]["errors"], 1);
    /// assert_eq!(json["coverage"]["exercised"], 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_json(&self) -> Value {
        let sections = self.sections();
        let operations = sections.iter().filter_map(operation).collect::<Vec<_>>();
        let coverage = self.coverage();
        let missing = coverage
            .missing()
            .map(|(operation, status)| json!({ "operation": operation, "status": status }))
            .collect::<Vec<_>>();
        let documented = coverage.documented().count();
        json!({
            "findings": self.findings().iter().map(finding).collect::<Vec<_>>(),
            "counts": {
                "error": self.count(Severity::Error),
                "warning": self.count(Severity::Warning),
                "info": self.count(Severity::Info),
            },
            "operations": operations,
            "coverage": {
                "documented": documented,
                "exercised": documented - missing.len(),
                "missing": missing,
                "messages": coverage.messages(),
                "skipped": coverage.skipped(),
                "handshakes": coverage.handshakes(),
                "bodies_not_recorded": coverage.bodies_not_recorded(),
                "without_response": coverage.without_response(),
                "refused_requests": coverage.refused_requests(),
            },
            "accepted": self.accepted_count(),
            "unmatched_baseline": self.unmatched(),
            "bump": self.bump().map(Bump::as_str),
        })
    }
}

fn finding(finding: &Finding) -> Value {
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
        "affects": finding.affected(),
    })
}

/// Summarizes an operation.
fn operation(section: &Section<'_>) -> Option<Value> {
    Some(json!({
        "operation": section.owner.operation()?,
        "messages": section.messages(),
        "errors": section.findings(Severity::Error),
        "warnings": section.findings(Severity::Warning),
        "infos": section.findings(Severity::Info),
        "documented": section.documented(),
        "exercised": section.exercised(),
    }))
}
