//! Checks the exit codes, the JSON and the baseline of `digilocker contract`, as CI in any language sees them.

use std::collections::BTreeSet;
use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::run::{drifted, text};
use crate::spec;

fn digilocker(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_digilocker")).current_dir(spec::root()).args(arguments).output().unwrap()
}

#[test]
fn clean_recordings_exit_with_0() {
    let check = ["contract", "check", "tests/fixtures", "--baseline", "tests/fixtures/baseline.toml"];
    let output = digilocker(&check);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let spec = spec::read();
    let documented = spec::documented(&spec);
    let errors = documented.iter().map(|(_, status)| status).filter(|status| !status.starts_with('2'));
    let samples = spec::operations(&spec).len() + errors.collect::<BTreeSet<_>>().len();
    let exercised = format!("{samples} of {} documented responses exercised", documented.len());
    assert!(text(&output.stdout).contains(&exercised), "{output:?}");
}

#[test]
fn findings_exit_with_1_unless_the_threshold_is_above_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = drifted(folder.path());
    let output = digilocker(&["contract", "check", &path]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stdout);
    assert!(said.contains("fingerprint: initiate_session 429 field-undocumented /body/retry_in"), "{said}");
    assert!(!said.contains("zqsecret") && !said.contains('\u{1b}'), "{said}");
    let output = digilocker(&["contract", "check", &path, "--fail-on", "error"]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn what_can_not_be_checked_exits_with_2_and_one_sentence() {
    for arguments in [
        ["contract", "check", "no/such/folder"].as_slice(),
        &["contract", "check", "tests/fixtures", "--spec", "Cargo.toml"],
        &["contract", "check", "tests/fixtures", "--spec", "no-spec.yaml"],
        &["contract", "check", "tests/fixtures", "--baseline", "README.md"],
        &["contract", "check"],
        &["contract", "check", "tests/fixtures", "--fail-on", "never"],
    ] {
        let output = digilocker(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
    let output = digilocker(&["contract", "check", "no/such/folder"]);
    assert!(text(&output.stderr).starts_with("digilocker: no/such/folder: could not be read"));
}

#[test]
fn a_har_file_that_can_not_be_read_exits_with_2_and_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.har");
    for (bytes, problem) in [
        (
            b"{\"log\": {\"entries\": [{\"request\": \"zqsecret".as_slice(),
            "is not complete: it ends at line 1",
        ),
        (b"zqsecret", "is not JSON: line 1, column 1"),
        (b"{\"zqsecret\": 1}", "is JSON, but not a HAR file: it has no list log.entries"),
        (b"{\0}\0", "is UTF-16; a HAR file is UTF-8"),
    ] {
        std::fs::write(&path, bytes).unwrap();
        let output = digilocker(&["contract", "check", &path.display().to_string()]);
        assert_eq!(output.status.code(), Some(2), "{problem}");
        let said = text(&output.stderr);
        assert!(said.starts_with(&format!("digilocker: {}: {problem}", path.display())), "{said}");
        assert!(said.lines().count() == 1 && !said.contains("zqsecret"), "{said}");
    }
}

#[test]
fn headers_can_be_ignored() {
    let folder = tempfile::tempdir().unwrap();
    let headers = ["client-id", "x-api-key", "X-Corp-Team", "X-Tenant"];
    let headers = headers.map(|name| json!({ "name": name, "value": "zqsecret" }));
    let url = "https://production.deepvue.tech/v1/kyc/digilocker/initiate-session";
    let request = json!({ "method": "POST", "url": url, "headers": headers });
    let har = json!({ "log": { "entries": [{ "request": request }] } });
    let path = folder.path().join("a.har");
    std::fs::write(&path, har.to_string()).unwrap();
    let path = path.display().to_string();
    let output = digilocker(&["contract", "check", &path]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout).matches("header-undocumented:").count(), 2, "{output:?}");
    let ignoring = ["contract", "check", &path, "--ignore-header", "x-corp-*", "--ignore-header", "X-Tenant"];
    let output = digilocker(&ignoring);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn the_json_has_the_documented_form() {
    let folder = tempfile::tempdir().unwrap();
    let path = drifted(folder.path());
    let output = digilocker(&["contract", "check", &path, "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let mut report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let spec = spec::read();
    let documented = spec::documented(&spec);
    let missing = documented.iter().filter(|pair| **pair != ("initiate_session", "429"));
    let missing = missing.map(|(operation, status)| json!({ "operation": operation, "status": status }));
    assert_eq!(report["coverage"]["missing"].take(), missing.collect::<Value>());
    let operations = spec::operations(&spec).into_iter().map(|(id, _)| {
        let of_operation = documented.iter().filter(|(operation, _)| *operation == id).count();
        let is_checked = usize::from(id == "initiate_session");
        json!({
            "operation": id, "messages": is_checked, "errors": 0, "warnings": is_checked, "infos": 0,
            "documented": of_operation, "exercised": is_checked,
        })
    });
    let operations = operations.collect::<Value>();
    let expected = json!({
        "findings": [{
            "check": "field-undocumented",
            "severity": "warning",
            "operation": "initiate_session",
            "status": 429,
            "instance": "/body/retry_in",
            "spec": "/components/schemas/RateLimitedError/properties",
            "message": "is a field which the spec does not name",
            "fingerprint": "initiate_session 429 field-undocumented /body/retry_in",
            "recording": format!("{path}/initiate-session.429.json"),
            "affects": [],
        }],
        "operations": operations,
        "counts": { "error": 0, "warning": 1, "info": 0 },
        "coverage": {
            "documented": documented.len(),
            "exercised": 1,
            "missing": null,
            "messages": 1,
            "skipped": 0,
            "handshakes": 0,
            "bodies_not_recorded": 0,
            "without_response": 0,
            "refused_requests": 0,
        },
        "accepted": 0,
        "unmatched_baseline": [],
        "bump": null,
    });
    assert_eq!(report, expected);
}

/// Returns the output of a check of `path`, which must exit with `code`.
fn formatted(path: &str, format: &str, code: i32) -> String {
    let output = digilocker(&["contract", "check", path, "--format", format]);
    assert_eq!(output.status.code(), Some(code), "{format}: {output:?}");
    assert!(output.stderr.is_empty(), "{format}: {output:?}");
    let said = text(&output.stdout);
    assert!(
        said.ends_with('\n') && !said.contains("zqsecret") && !said.contains('\u{1b}'),
        "{format}: {said}"
    );
    said
}

#[test]
fn each_format_exits_with_0_without_findings_and_1_with_findings() {
    let (clean, findings) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::fs::write(clean.path().join("initiate-session.429.json"), r#"{"detail": "zqsecret"}"#).unwrap();
    let (clean, findings) = (clean.path().display().to_string(), drifted(findings.path()));
    for format in ["text", "json", "sarif", "junit", "github"] {
        let said = formatted(&clean, format, 0);
        // SARIF lists all checks as rules.
        assert!(format == "sarif" || !said.contains("field-undocumented"), "{format}: {said}");
        let said = formatted(&findings, format, 1);
        assert!(said.contains("field-undocumented") && said.contains("/body/retry_in"), "{format}: {said}");
        let output = digilocker(&["contract", "check", "no/such/folder", "--format", format]);
        assert_eq!(output.status.code(), Some(2), "{format}");
        assert!(output.stdout.is_empty(), "{format}");
    }
}

#[test]
fn each_format_is_what_its_readers_parse() {
    let folder = tempfile::tempdir().unwrap();
    let path = drifted(folder.path());

    let said = formatted(&path, "text", 1);
    let row = said.lines().find(|line| line.starts_with("initiate_session ")).unwrap();
    assert_eq!(row.split_whitespace().take(5).collect::<Vec<_>>(), ["initiate_session", "1", "0", "1", "0"]);
    let last = said.lines().last().unwrap();
    assert!(last.starts_with("0 errors, 1 warning, 0 infos, 0 accepted; 1 message checked, 1 of "), "{last}");

    let log: Value = serde_json::from_str(&formatted(&path, "sarif", 1)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let result = &log["runs"][0]["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&json!("field-undocumented"), &json!("warning")));

    let xml = formatted(&path, "junit", 1);
    assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "), "{xml}");
    let case = r#"<testcase classname="initiate_session" name="response 429">"#;
    let (_, case) = xml.split_once(case).unwrap();
    assert!(
        case.trim_start()
            .starts_with(r#"<failure type="field-undocumented" message="initiate_session 429 at"#)
    );

    let said = formatted(&path, "github", 1);
    let start =
        format!("::warning file={path}/initiate-session.429.json,title=field-undocumented::initiate_session");
    assert!(said.starts_with(&start), "{said}");
    assert_eq!(said.lines().count(), 2, "{said}");
    assert_eq!(said.lines().last(), Some(last));
}

#[test]
fn the_help_says_what_each_format_is_for() {
    let help = text(&digilocker(&["contract", "check", "--help"]).stdout);
    for line in [
        "text:   For people",
        "json:   For programs",
        "SARIF 2.1.0",
        "JUnit XML",
        "github: For GitHub Actions",
    ] {
        assert!(help.contains(line), "{line}\n{help}");
    }
}

#[test]
fn another_spec_may_be_yaml_or_json() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("get-thing.200.json"), "{}").unwrap();
    let path = folder.path().display().to_string();
    let yaml = "openapi: 3.0.3\npaths:\n  /thing:\n    get:\n      operationId: get_thing\n      responses:\n        200:\n          \
                description: ok\n          content:\n            application/json:\n              schema: {type: object, required: [id]}\n";
    let spec = folder.path().join("spec.yaml");
    std::fs::write(&spec, yaml).unwrap();
    let output = digilocker(&["contract", "check", &path, "--spec", &spec.display().to_string()]);
    assert!(text(&output.stdout).contains("get_thing 200 required-missing /body/id"), "{output:?}");
    let embedded = digilocker(&["contract", "show"]);
    let same = digilocker(&["contract", "show", "--spec", "openapi.yaml"]);
    assert_eq!(text(&embedded.stdout), text(&same.stdout));
    for line in ["/body/data/authorization_url", "required  sample", "aadhaar, pan, dl", "/body/data/*/uri"] {
        assert!(text(&embedded.stdout).contains(line), "{line}");
    }
    for (id, _) in spec::operations(&spec::read()) {
        assert!(text(&embedded.stdout).contains(&format!("{id}  POST")), "{id}");
    }
}
