//! Checks the formats of findings that are about no operation.

use crate::findings::coverage::Coverage;
use crate::findings::finding::{Check, Subject, Violation};
use crate::findings::report::Report;

fn report() -> Report {
    let pattern = |name: &str| {
        let spec = format!("/components/schemas/{name}/pattern");
        Violation::new(Check::NotCheckable, "", spec, "is a pattern that does not compile")
    };
    let credentials =
        Violation::new(Check::CredentialsNotRecorded, "", "/security", "is in no recorded request");
    let entry = Violation::new(Check::BodyNotJson, "/log/entries/1", "", "is no entry");
    let findings = [
        pattern("A").into_finding(&Subject::Document, None),
        pattern("B").into_finding(&Subject::Document, None),
        credentials.into_finding(&Subject::Recordings, None),
        entry.into_finding(&Subject::Recordings, Some("shop.har#/log/entries/1")),
    ];
    let mut report = Report::new(Coverage::default());
    report.add_findings(findings);
    report
}

#[test]
fn findings_of_the_document_have_a_fingerprint_for_each_place() {
    let report = report();
    let fingerprints = report.findings().iter().map(crate::Finding::fingerprint).collect::<Vec<_>>();
    assert_eq!(
        fingerprints,
        [
            "spec document not-checkable /components/schemas/A/pattern",
            "spec document not-checkable /components/schemas/B/pattern",
            "recordings all credentials-not-recorded",
            "recordings all body-not-json /log/entries/*",
        ]
    );
}

#[test]
fn the_json_has_no_operation_for_findings_of_the_document_or_the_recordings() {
    let json = report().to_json();
    assert_eq!(json["operations"], serde_json::json!([]));
    for finding in json["findings"].as_array().map(Vec::as_slice).unwrap_or_default() {
        assert!(finding["operation"].is_null() && finding["status"].is_null(), "{finding}");
    }
    let schema = serde_json::from_str(include_str!("../../../report.schema.json")).unwrap_or_default();
    assert!(jsonschema::is_valid(&schema, &json), "{json}");
}

#[test]
fn the_text_has_no_table_without_an_operation() {
    let text = report().to_string();
    assert!(text.contains("\n\ninfo not-checkable: spec document\n  is a pattern"), "{text}");
    assert!(!text.contains("\noperation "), "{text}");
}

#[test]
fn sarif_and_github_place_them_in_the_document() {
    let log = report().to_sarif();
    let locations = |index: usize| &log["runs"][0]["results"][index]["locations"][0]["logicalLocations"];
    let location = |kind: &str, name: &str| serde_json::json!({ "kind": kind, "fullyQualifiedName": name });
    let entry = "/log/entries/1";
    assert_eq!(*locations(0), serde_json::json!([location("instance", entry), location("entry", entry)]));
    assert_eq!(*locations(1), serde_json::json!([location("spec", "/components/schemas/A/pattern")]));
    let text = report().to_github();
    let start =
        "::notice title=not-checkable::spec document: is a pattern that does not compile%0Aspec: /components";
    assert!(text.contains(&format!("\n{start}")), "{text}");
    let start = "::error file=shop.har,title=body-not-json::recordings all at /log/entries/1: is no entry%0Arecording: ";
    assert!(text.starts_with(start), "{text}");
}

#[cfg(feature = "junit")]
#[test]
fn the_document_and_the_recordings_are_suites_of_their_own() {
    let xml = report().fail_on(crate::Severity::Info).to_junit();
    assert!(xml.contains(r#"<testsuite name="spec" tests="1" failures="1""#), "{xml}");
    assert!(xml.contains(r#"<testsuite name="recordings" tests="1" failures="1""#), "{xml}");
}
