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
