//! Checks inputs as tools write them, each in a folder with its document and its recordings.

use std::path::PathBuf;

use openapi_drift::{Contract, Report};

/// The folder, and "severity check instance" of each expected finding.
const RECORDINGS: &[(&str, &[&str])] = &[
    // The content of the body has a field that the document does not name.
    ("01-har-refused-whole/har-b64-mime-lines", &["warning field-undocumented /body/a2"]),
    ("01-har-refused-whole/har-float-bodysize", &[]),
    ("01-har-refused-whole/har-null-header-value", &[]),
    ("01-har-refused-whole/har-null-postdata-mime", &[]),
    ("01-har-refused-whole/har-null-request.headersSize", &[]),
    ("01-har-refused-whole/har-null-response", &[]),
    ("01-har-refused-whole/har-null-response.content.mimeType", &[]),
    ("01-har-refused-whole/har-null-response.statusText", &[]),
    ("01-har-refused-whole/har-status--1", &[]),
    ("01-har-refused-whole/har-status-None", &[]),
    ("05-preflight-websocket/preflight", &[]),
    ("07-discriminator/discr-anyof-wrong-branch", &["warning field-undocumented /body/bark"]),
    ("07-discriminator/discr-inherit-missing-required", &["error required-missing /body/bark"]),
    ("07-discriminator/discr-inherit-unknown", &["warning enum-unknown /body/petType"]),
    ("07-discriminator/discr-inherit-valid", &[]),
    ("07-discriminator/discr-oneof-only-type", &[]),
    ("07-discriminator/discr-oneof-overlap", &[]),
    (
        "08-additionalProperties-false-alone/additionalProperties-false-allof",
        &["error field-forbidden /body/a"],
    ),
    (
        "08-additionalProperties-false-alone/addprops-false-alone",
        &["error field-forbidden /body/a", "error field-forbidden /body/b"],
    ),
    ("08-additionalProperties-false-alone/addprops-false-in-oneof", &["error field-forbidden /body/a"]),
    ("09-readonly-required-allof/readonly-required-allof-sibling", &[]),
    ("09-readonly-required-allof/readonly-required-parent-of-allof", &[]),
    ("10-vendor-json-body-files/problem-json-body-file", &[]),
    ("10-vendor-json-body-files/spectator-103-file", &["error wrong-type /body/a"]),
    ("10-vendor-json-body-files/vendor-json-body-file", &[]),
    ("12-body-not-recorded-passes/har-aborted-200", &[]),
    ("12-body-not-recorded-passes/har-playwright-attach", &[]),
    ("12-body-not-recorded-passes/har-post-bodysize-1-no-postdata", &[]),
    ("12-body-not-recorded-passes/har-size0-bodysize200", &[]),
    ("13-headers/chrome-sanitized-no-auth", &["info credentials-not-recorded "]),
    ("13-headers/reqheader-Access-Control-Request-Method", &[]),
    ("13-headers/reqheader-Alt-Used", &[]),
    ("13-headers/reqheader-If-None-Match", &[]),
    ("13-headers/reqheader-Postman-Token", &[]),
    ("14-int32/int32-request", &["error format /body/a"]),
    (
        "15-one-pattern-refuses-all/email-pattern-stackoverflow",
        &["info not-checkable ", "error wrong-type /body/n"],
    ),
    ("17-small/body-bom", &[]),
    ("17-small/body-utf16-file", &["error body-not-json /body"]),
    ("17-small/op-ids-hyphen-underscore-clash", &[]),
];

fn check(name: &str) -> Report {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/field").join(name);
    let contract = Contract::from_path(folder.join("openapi.yaml")).unwrap();
    contract.check_recordings(folder.join("rec")).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn recordings_as_tools_write_them_give_the_findings_that_are_right() {
    for (name, expected) in RECORDINGS {
        let report = check(name);
        let said = report
            .findings()
            .iter()
            .map(|it| format!("{} {} {}", it.severity(), it.check(), it.instance()))
            .collect::<Vec<_>>();
        assert_eq!(said, *expected, "{name}");
    }
}

#[test]
fn a_discriminator_that_names_a_schema_which_is_not_there_is_refused() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/field/07-discriminator");
    let error = Contract::from_path(folder.join("discr-mapping-to-nothing/openapi.yaml")).unwrap_err();
    assert!(error.to_string().contains("/discriminator/mapping/dog: "), "{error}");
}

#[test]
fn what_was_not_recorded_is_counted_and_not_exercised() {
    for (name, exercised, bodies) in [
        ("12-body-not-recorded-passes/har-aborted-200", 0, 1),
        ("12-body-not-recorded-passes/har-playwright-attach", 0, 1),
        ("12-body-not-recorded-passes/har-post-bodysize-1-no-postdata", 1, 1),
        ("12-body-not-recorded-passes/har-size0-bodysize200", 0, 1),
    ] {
        let coverage = check(name).coverage().clone();
        assert_eq!(coverage.documented().count() - coverage.missing().count(), exercised, "{name}");
        assert_eq!(coverage.bodies_not_recorded(), bodies, "{name}");
    }
}
