//! Writes a report as SARIF 2.1.0, the format of code scanning.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::findings::finding::{Check, Finding, Severity};
use crate::findings::groups::Group;
use crate::findings::report::Report;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What a path segment of a URI does not hold as it is.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl Report {
    /// Returns the report as SARIF 2.1.0, such as for the code scanning of GitHub. The rules are the checks. A result
    /// has the location of the recording, if it is a file, and logical locations: the operation, the pointer into the
    /// message, and the pointer into the document. Findings that a baseline accepts are suppressed results, with the
    /// reason.
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
    /// let result = &report.to_sarif()["runs"][0]["results"][0];
    /// assert_eq!(result["ruleId"], "wrong-type");
    /// assert_eq!(result["level"], "error");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_sarif(&self) -> Value {
        let open = self.groups().into_iter().map(|group| result(&group));
        let accepted = self.accepted_groups().into_iter().map(|group| {
            let mut result = result(&group);
            let mut suppression = json!({ "kind": "external", "status": "accepted" });
            if let Some(reason) = self.reason(group.finding) {
                suppression["justification"] = reason.into();
            }
            result["suppressions"] = json!([suppression]);
            result
        });
        json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{ "tool": { "driver": driver() }, "results": open.chain(accepted).collect::<Vec<_>>() }],
        })
    }
}

fn driver() -> Value {
    let version = env!("CARGO_PKG_VERSION");
    let mut driver = json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": version,
        "semanticVersion": version,
        "rules": Check::ALL.iter().map(|check| rule(*check)).collect::<Vec<_>>(),
    });
    let known = [env!("CARGO_PKG_HOMEPAGE"), env!("CARGO_PKG_REPOSITORY")];
    if let Some(address) = known.into_iter().find(|address| !address.is_empty()) {
        driver["informationUri"] = address.into();
    }
    driver
}

fn rule(check: Check) -> Value {
    let text = json!({ "text": check.description() });
    json!({
        "id": check.as_str(),
        "shortDescription": text,
        "fullDescription": text,
        "help": text,
        "defaultConfiguration": { "level": level(check.severity()) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(group: &Group<'_>) -> Value {
    let finding = group.finding;
    let fingerprint = finding.fingerprint();
    let more = group.more().map(|more| format!(" ({more})")).unwrap_or_default();
    let mut location = json!({ "logicalLocations": logical_locations(finding) });
    if let Some(file) = finding.file() {
        location["physicalLocation"] = json!({ "artifactLocation": { "uri": uri(file) } });
    }
    let mut result = json!({
        "ruleId": finding.check().as_str(),
        "level": level(finding.severity()),
        "message": { "text": format!("{}{more}", finding.sentence()) },
        "locations": [location],
        "occurrenceCount": group.count,
        // GitHub tells results apart by the second, and knows no other.
        "partialFingerprints": { "openapiDrift/v1": fingerprint, "primaryLocationLineHash": fingerprint },
    });
    if !finding.affects().is_empty() {
        result["properties"] = json!({ "affects": finding.affected() });
    }
    if let Some(index) = Check::ALL.iter().position(|check| *check == finding.check()) {
        result["ruleIndex"] = index.into();
    }
    result
}

/// Returns where a finding is, other than in a file: operation, message, document, and the entry of a HAR file.
fn logical_locations(finding: &Finding) -> Vec<Value> {
    let location = |kind: &str, name: &str| json!({ "kind": kind, "fullyQualifiedName": name });
    let pointer = |kind, pointer: &str| (!pointer.is_empty()).then(|| location(kind, pointer));
    let places = [
        finding.operation().map(|operation| location("operation", operation)),
        pointer("instance", finding.instance()),
        pointer("spec", finding.spec()),
        finding.entry().map(|entry| location("entry", &entry)),
    ];
    places.into_iter().flatten().collect()
}

/// Returns a path as a URI: relative if the path is, with forward slashes.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let path = path.strip_prefix("./").unwrap_or(&path);
    let escaped = path.split('/').map(|part| utf8_percent_encode(part, ESCAPED).to_string());
    let escaped = escaped.collect::<Vec<_>>().join("/");
    let has_drive = cfg!(windows) && path.as_bytes().get(1) == Some(&b':');
    match (path.starts_with('/'), has_drive) {
        (true, _) => format!("file://{escaped}"),
        (_, true) => format!("file:///{}", escaped.replacen("%3A", ":", 1)),
        _ => escaped,
    }
}
