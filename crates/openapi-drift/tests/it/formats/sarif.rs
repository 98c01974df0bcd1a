//! Checks the SARIF of a report against the schema of SARIF 2.1.0, and what code scanning reads.

use std::collections::BTreeSet;

use openapi_drift::{Check, Finding, Severity};
use serde_json::{Value, json};

use super::{all, full, refusals, text, without_file};

fn results(log: &Value) -> &[Value] {
    log["runs"][0]["results"].as_array().unwrap()
}

fn fingerprint(result: &Value) -> &str {
    result["partialFingerprints"]["openapiDrift/v1"].as_str().unwrap()
}

/// Returns the published schema, with the pattern corrected that is not a regular expression.
fn schema() -> String {
    let broken = "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$";
    let published = text("sarif-schema-2.1.0.json");
    assert!(published.contains(broken));
    published.replace(broken, "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$")
}

#[test]
fn every_report_is_a_log_as_the_schema_of_sarif_says() {
    let schema = schema();
    for (name, report) in all() {
        assert_eq!(refusals(&schema, &report.to_sarif()), [] as [String; 0], "{name}");
    }
    let mut broken = full().to_sarif();
    let result = &mut broken["runs"][0]["results"][0];
    result["level"] = json!("info");
    result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = json!("a file, 100%");
    assert_eq!(refusals(&schema, &broken).len(), 2);
}

#[test]
fn the_rules_are_the_checks_and_a_result_finds_its_rule_by_index() {
    let log = full().to_sarif();
    let driver = &log["runs"][0]["tool"]["driver"];
    assert_eq!(driver["name"], "openapi-drift");
    assert_eq!(driver["version"], env!("CARGO_PKG_VERSION"));
    let rules = driver["rules"].as_array().unwrap();
    assert_eq!(rules.len(), Check::ALL.len());
    for (rule, check) in rules.iter().zip(Check::ALL) {
        assert_eq!(rule["id"], check.as_str());
        let description = rule["shortDescription"]["text"].as_str().unwrap();
        assert!(description.ends_with('.') && !description.contains(['[', '\n']), "{description}");
        let level = match check.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        assert_eq!(rule["defaultConfiguration"]["level"], level);
    }
    for result in results(&log) {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}

#[test]
fn a_result_has_its_file_as_a_relative_uri_and_its_places_as_logical_locations() {
    let log = full().to_sarif();
    let of = |name: &str| results(&log).iter().find(|result| fingerprint(result) == name).unwrap();
    let result = of("list_orders 200 field-undocumented /body/orders/*/rebate");
    assert_eq!(result["level"], "warning");
    assert_eq!(result["occurrenceCount"], 3);
    let message = result["message"]["text"].as_str().unwrap();
    assert!(message.starts_with("list_orders 200 at /body/orders/0/rebate: is a field"), "{message}");
    assert!(message.ends_with(" (and at 2 more locations)"), "{message}");
    let location = &result["locations"][0];
    let uri = "tests/fixtures/formats/traffic%20%C3%A4%2C%20100%25/list-orders.200.json";
    assert_eq!(location["physicalLocation"], json!({ "artifactLocation": { "uri": uri } }));
    let logical = |kind: &str, name: &str| json!({ "kind": kind, "fullyQualifiedName": name });
    let expected = [
        logical("operation", "list_orders"),
        logical("instance", "/body/orders/0/rebate"),
        logical("spec", "/components/schemas/Order/properties"),
    ];
    assert_eq!(location["logicalLocations"], json!(expected));

    let of_entry = of("create_order request required-missing /body/id");
    let uri = "tests/fixtures/formats/traffic%20%C3%A4%2C%20100%25/shop.har";
    let location = &of_entry["locations"][0];
    assert_eq!(location["physicalLocation"]["artifactLocation"]["uri"], uri);
    let entry = location["logicalLocations"].as_array().unwrap().last().unwrap();
    assert_eq!(*entry, logical("entry", "/log/entries/2"));
}

#[test]
fn what_was_not_read_from_a_file_has_logical_locations_only() {
    let log = without_file().to_sarif();
    let location = &results(&log)[0]["locations"][0];
    assert!(location.get("physicalLocation").is_none());
    let spec =
        json!({ "kind": "spec", "fullyQualifiedName": "/components/schemas/Orders/properties/count/type" });
    assert!(location["logicalLocations"].as_array().unwrap().contains(&spec), "{location}");
}

#[test]
fn an_absolute_path_is_a_file_uri() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("list-orders.200.json"), "{}").unwrap();
    let report = super::shop().check_recordings(folder.path()).unwrap();
    let log = report.to_sarif();
    let uri = &results(&log)[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    let uri = uri.as_str().unwrap();
    assert!(uri.starts_with("file:///") && uri.ends_with("/list-orders.200.json"), "{uri}");
}

#[test]
fn a_name_that_looks_like_a_scheme_stays_a_relative_path() {
    let folder = tempfile::tempdir_in(super::fixture("")).unwrap();
    let name = folder.path().file_name().unwrap().to_str().unwrap();
    let path = format!("./tests/fixtures/formats/{name}/mailto:x#1");
    if std::fs::create_dir(&path).is_err() {
        return; // Windows has no such names.
    }
    std::fs::write(format!("{path}/list-orders.200.json"), "{}").unwrap();
    let log = super::shop().check_recordings(&path).unwrap().to_sarif();
    let uri = &results(&log)[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    let expected = format!("tests/fixtures/formats/{name}/mailto%3Ax%231/list-orders.200.json");
    assert_eq!(*uri, expected);
}

#[test]
fn fingerprints_tell_results_apart_and_are_the_baselines() {
    let report = full();
    let log = report.to_sarif();
    let mut seen = BTreeSet::new();
    for result in results(&log) {
        let file = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert!(seen.insert((fingerprint(result).to_owned(), file.to_string())), "{result}");
        assert_eq!(result["partialFingerprints"]["primaryLocationLineHash"], fingerprint(result));
    }
    let known = report.findings().iter().chain(report.accepted()).map(Finding::fingerprint);
    let known = known.collect::<BTreeSet<_>>();
    assert_eq!(seen.into_iter().map(|(fingerprint, _)| fingerprint).collect::<BTreeSet<_>>(), known);
}

#[test]
fn accepted_findings_are_suppressed_with_their_reason_and_no_others() {
    let log = full().to_sarif();
    let (suppressed, open): (Vec<_>, Vec<_>) =
        results(&log).iter().partition(|result| result.get("suppressions").is_some());
    assert_eq!(suppressed.len(), 2, "one for each file");
    for result in suppressed {
        assert_eq!(fingerprint(result), "list_orders 200 field-undocumented /body/next");
        let reason = "asked the shop; <documentation> follows";
        let expected = json!([{ "kind": "external", "status": "accepted", "justification": reason }]);
        assert_eq!(result["suppressions"], expected);
    }
    assert!(open.iter().all(|result| !fingerprint(result).ends_with("/body/next")));
}
