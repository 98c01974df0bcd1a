//! Recordings are read whole or refused, and written without what was said.

use deepvue_digilocker::contract::{self, Baseline, Finding, Recorder, Severity};
use deepvue_digilocker::sandbox::Reply;
use deepvue_digilocker::{Client, Consent};
use http::{HeaderName, HeaderValue, header};
use serde_json::json;
use tempfile::TempDir;

use crate::support::{json as reply, sandbox, spec, start, status};

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn refused(files: &[(&str, &str)]) -> String {
    let folder = folder(files);
    let error = contract::embedded().check_recordings(folder.path()).unwrap_err().to_string();
    error.replace(&folder.path().display().to_string(), "DIR")
}

#[test]
fn hyphens_and_underscores_name_the_same_operation() {
    let spec = spec::read();
    for (id, _) in spec::operations(&spec) {
        let [success, error] = ["200", "429"].map(|status| spec::sample(id, status).to_string());
        let folder = folder(&[
            (&format!("{}.200.json", id.replace('_', "-")), &success),
            (&format!("{}.429.json", id.to_uppercase()), &error),
            ("README.md", "no recording"),
        ]);
        let report = contract::embedded().check_recordings(folder.path()).unwrap();
        report.assert_clean();
        assert_eq!(report.coverage().messages(), 2);
        let mut rest = spec::documented(&spec);
        rest.retain(|pair| *pair != (id, "200") && *pair != (id, "429"));
        assert_eq!(report.coverage().missing().collect::<Vec<_>>(), rest);
    }
}

#[test]
fn what_can_not_be_checked_is_an_error_and_never_clean() {
    assert_eq!(
        refused(&[]),
        "DIR: contains no recording; a recording is named <operation>.<status>.json, or is a .har file"
    );
    assert_eq!(
        refused(&[("initate-session.201.json", "{}")]),
        "DIR/initate-session.201.json: its name must be <operation>.<status>.json with an operation of the spec \
         (hyphens or underscores)"
    );
    assert_eq!(
        refused(&[("initiate-session.2o1.json", "{}")]),
        "DIR/initiate-session.2o1.json: its name must end in an HTTP status, or in request, before .json"
    );
    assert_eq!(
        refused(&[("a.har", r#"{"log": {"entries": [{"request": "zqSecret"}]"#)]),
        "DIR/a.har: is not complete: it ends at line 1, column 45"
    );
    assert_eq!(
        refused(&[("a.har", r#"{"log": {"entries": []}}"#)]),
        "DIR: no recorded exchange is with a server of this spec"
    );
    let missing = contract::embedded().check_recordings("no/such/folder").unwrap_err();
    assert!(missing.to_string().starts_with("no/such/folder: could not be read"), "{missing}");
}

#[test]
fn a_stray_file_in_a_folder_is_a_finding_and_hides_no_other() {
    let error = spec::sample("initiate_session", "429");
    let mut drifted = error.clone();
    drifted["retry_in"] = json!(60);
    let folder = folder(&[
        ("a.har", r#"{"log": {"entries": [{"request": "zqSecret"}]"#),
        ("initate-session.201.json", "zqSecret"),
        ("initiate-session.429.json", &drifted.to_string()),
        ("package.json", r#"{"name": "zqSecret"}"#),
    ]);
    let report = contract::embedded().check_recordings(folder.path()).unwrap();
    let found = report.findings().iter().map(|it| it.check().as_str()).collect::<Vec<_>>();
    let expected =
        ["entry-unusable", "file-unusable", "file-unusable", "field-undocumented", "file-unusable"];
    assert_eq!(found, expected);
    assert!(!report.is_clean());
    let text = report.to_string();
    for name in ["a.har", "initate-session.201.json", "package.json"] {
        assert!(text.contains(name), "{name}: {text}");
    }
    assert!(!text.contains("zqSecret"), "{text}");

    let alone = contract::embedded().check_recordings(folder.path().join("a.har")).unwrap_err();
    assert!(alone.to_string().ends_with("is not complete: it ends at line 1, column 45"), "{alone}");
}

#[test]
fn a_har_body_may_be_base64() {
    let text = "eyJkZXRhaWwiOiA1fQ==";
    let har = json!({ "log": { "entries": [{
        "request": { "method": "POST", "url": "https://production.deepvue.tech/v1/kyc/digilocker/initiate-session" },
        "response": { "status": 401, "content": { "mimeType": "application/json", "encoding": "base64", "text": text } },
    }] } });
    let folder = folder(&[("one.har", &har.to_string())]);
    let report = contract::embedded().check_recordings(folder.path()).unwrap();
    let fingerprints = report.findings().iter().map(Finding::fingerprint).collect::<Vec<_>>();
    assert!(
        fingerprints.contains(&"initiate_session 401 wrong-type /body/detail".to_owned()),
        "{fingerprints:?}"
    );
}

#[test]
fn a_baseline_accepts_by_fingerprint_and_says_what_it_no_longer_needs() {
    let body = json!({ "detail": "x", "more": 1 }).to_string();
    let folder = folder(&[("initiate-session.401.json", &body)]);
    let known = "initiate_session 401 field-undocumented /body/more";
    let gone = "initiate_session 401 field-undocumented /body/gone";
    let entry = |fingerprint: &str, reason: &str| {
        format!("[[accepted]]\nfingerprint = {fingerprint:?}\nreason = {reason:?}\n")
    };
    let baseline = Baseline::parse(&(entry(known, "asked") + &entry(gone, "asked"))).unwrap();
    let report = contract::embedded().check_recordings(folder.path()).unwrap();
    assert!(!report.is_clean());
    assert_eq!(report.worst(), Some(Severity::Warning));
    assert!(report.clone().fail_on(Severity::Error).is_clean());
    let report = report.accept(&baseline);
    report.assert_clean();
    assert_eq!(report.accepted().len(), 1);
    assert_eq!(report.unmatched(), [gone]);
    assert!(report.to_string().contains(&format!("matches no finding: {gone}")));

    let fault = |text: &str| Baseline::parse(text).unwrap_err().to_string();
    assert_eq!(fault(&entry(known, " ")), format!("baseline: entry 1: accepts {known:?} without a reason"));
    assert_eq!(fault(&entry("", "x")), "baseline: entry 1: has no fingerprint");
    let missing = fault(&format!("[[accepted]]\nfingerprint = {known:?}\n"));
    assert_eq!(missing, "baseline: is not a baseline: missing field `reason`");
}

#[test]
#[should_panic(expected = "initiate_session 401 required-missing /body/detail")]
fn a_test_ends_with_the_whole_report() {
    let folder = folder(&[("initiate-session.401.json", "{}")]);
    contract::embedded().check_recordings(folder.path()).unwrap().assert_clean();
}

/// Words and numbers that are nowhere in what is recorded by themselves.
const SECRETS: [&str; 10] = [
    "zqid",
    "zqsecret",
    "zqpurpose",
    "zqpath",
    "zquser",
    "zqtoken",
    "zqname",
    "zqcookie",
    "zqextra",
    "91929394",
];

fn everything(folder: &TempDir) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        text += &path.display().to_string();
        text += &std::fs::read_to_string(path).unwrap();
    }
    text
}

#[tokio::test]
async fn a_recording_keeps_the_shape_and_none_of_what_was_said() {
    let sandbox = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let client = Client::builder()
        .base_url(sandbox.url())
        .client_id("zqid")
        .client_secret("zqsecret")
        .http(|http| http.user_agent("zqextra"))
        .retry(deepvue_digilocker::Retry::none())
        .observe(Recorder::new(folder.path()).unwrap())
        .build()
        .unwrap();
    let call = || {
        client
            .initiate_session(Consent::given(), "zqpurpose")
            .redirect_url("https://bank.example/zqpath?user=zquser")
    };
    let body = json!({
        "code": 201, "timestamp": 9_192_939_495_i64, "transaction_id": "zqtoken", "zqname Rao": "zqname",
        "Zqname": { "91929394": "zqname", "flag": true, "n": 91_929_394, "f": 91_929_394.5 },
        "data": { "authorization_url": "https://zquser:zqtoken@login.example/zqpath?state=zqtoken#zqtoken" },
    });
    let value = |text: &'static str| HeaderValue::from_static(text);
    let answer = reply(201, body)
        .header(header::SET_COOKIE, value("zqcookie=zqcookie"))
        .header(HeaderName::from_static("x-request-id"), value("zqtoken"));
    sandbox.reply_once(answer);
    let _ = call().send().await;
    sandbox.reply_once(reply(503, json!("zqname zqname")));
    let _ = call().send().await;
    sandbox.reply_once(Reply::new(status(502)).body("<p>zqname 9192 9394</p>"));
    let _ = call().send().await;
    // The key names of bodies are the only words of ours that a finding shows.
    let text = everything(&folder).replace("Zqname", "");
    for secret in SECRETS {
        assert!(!text.to_lowercase().contains(secret), "{secret} in {text}");
    }
    assert!(text.contains("[redacted]") && text.contains("https://login.example/?state="), "{text}");

    let report = contract::embedded().check_recordings(folder.path()).unwrap();
    let mut found = report.findings().iter().map(Finding::fingerprint).collect::<Vec<_>>();
    found.sort();
    assert_eq!(
        found,
        [
            "initiate_session 201 field-undocumented /body/*",
            "initiate_session 201 field-undocumented /body/Zqname",
            "initiate_session 502 status-undocumented /status",
            "initiate_session 503 wrong-type /body",
        ]
    );
    assert_eq!(report.coverage().messages(), 6);
}

#[tokio::test]
async fn a_recorded_session_is_clean_and_recording_it_again_adds_no_file() {
    let sandbox = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let client = sandbox.client_builder().observe(Recorder::new(folder.path()).unwrap()).build().unwrap();
    for _ in 0..3 {
        start(&client).redirect_url("https://bank.example/").send().await.unwrap();
    }
    let files =
        std::fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    assert_eq!(files.collect::<Vec<_>>(), ["initiate-session.201.har"]);
    let report = contract::embedded().check_recordings(folder.path()).unwrap();
    report.fail_on(Severity::Info).assert_clean();
}

#[tokio::test]
async fn a_recording_that_can_not_be_written_fails_no_call() {
    let sandbox = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::new(folder.path().join("inner")).unwrap();
    let client = sandbox.client_builder().observe(recorder).build().unwrap();
    folder.close().unwrap();
    start(&client).send().await.unwrap();
}
