//! Checks that no format has a value of a message.

use openapi_drift::{Baseline, Contract, Recorded, Report, Severity};
use serde_json::{Value, json};

/// The marked values: each is in the recordings, and may be in no output. None has a character that a format escapes.
const MARKS: [&str; 27] = [
    "zqtext",
    "zqenum",
    "zqdate",
    "zqpattern",
    "zqlong",
    "zqmasked",
    "7141592653",
    "2718281828",
    "zqmapname",
    "zqmapvalue",
    "zqfieldname",
    "zqfieldvalue",
    "zqvariant",
    "zqheader",
    "zqoddheader",
    "zqkey",
    "zqbearer",
    "zqcookie",
    "zqpath",
    "zquser",
    "zqquery",
    "zqfragment",
    "zqhost",
    "zqnojson",
    "zqform",
    "zqcomment",
    "zqstatustext",
];

fn contract() -> Contract {
    let schema = json!({ "type": "object", "required": ["gone"], "properties": {
        "count": { "type": "integer" },
        "limit": { "type": "integer", "maximum": 1 },
        "flag": { "type": "boolean" },
        "state": { "type": "string", "enum": ["open"] },
        "soft": { "type": "string", "enum": ["open"], "x-evidence": "inferred" },
        "day": { "type": "string", "format": "date" },
        "code": { "type": "string", "pattern": "^[A-Z]$" },
        "short": { "type": "string", "maxLength": 1 },
        "card": { "type": "string", "x-masked": true },
        "map": { "type": "object", "additionalProperties": { "type": "integer" } },
        "closed": { "type": "object", "additionalProperties": false, "properties": { "a": {} } },
        "either": { "oneOf": [{ "type": "integer" }, { "type": "boolean" }] },
    } });
    let body = json!({ "application/json": { "schema": schema } });
    let header = json!({ "schema": { "type": "integer" } });
    let operation = |name: &str| {
        json!({
            "operationId": name,
            "parameters": [{ "name": "X-Left", "in": "header", "schema": { "type": "integer" } }],
            "security": [{ "key": [], "bearer": [] }],
            "requestBody": { "content": body },
            "responses": { "200": { "description": "", "headers": { "X-Left": header }, "content": body } },
        })
    };
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "servers": [{ "url": "https://shop.example" }],
        "paths": { "/things/{id}": { "post": operation("post_thing"), "put": operation("put_thing") } },
        "components": { "securitySchemes": {
            "key": { "type": "apiKey", "in": "query", "name": "token" },
            "bearer": { "type": "http", "scheme": "bearer" },
        } },
    });
    let contract = Contract::from_json(&document.to_string()).unwrap();
    contract.with_mask("x-masked", |_| true).with_decoder(|_, _, _| Some("/elsewhere".to_owned()))
}

/// Returns a body with a marked value wherever a finding is made.
fn body() -> Value {
    json!({
        "count": "zqtext", "limit": 7_141_592_653_u64, "flag": 2_718_281_828_u64, "state": "zqenum", "soft": "zqenum",
        "day": "zqdate", "code": "zqpattern", "short": "zqlong", "card": "zqmasked", "either": "zqvariant",
        "map": { "zqmapname": "zqmapvalue", "zqmapname 2": null },
        "closed": { "zqfieldname 1": "zqfieldvalue" },
        "zqfieldname of a person": "zqfieldvalue",
    })
}

fn har() -> Value {
    let headers = json!([
        { "name": "Content-Type", "value": "application/json" },
        { "name": "X-Left", "value": "zqheader" },
        { "name": "X-Odd", "value": "zqoddheader" },
        { "name": "zqoddheader 98765", "value": "zqoddheader" },
        { "name": "X-Key", "value": "zqkey" },
        { "name": "Authorization", "value": "Basic zqbearer" },
        { "name": "Cookie", "value": "session=zqcookie" },
    ]);
    let entry = |method: &str, url: &str, text: &str| {
        json!({
            "comment": "zqcomment",
            "request": {
                "method": method, "url": url, "headers": headers,
                "cookies": [{ "name": "session", "value": "zqcookie" }],
                "postData": { "mimeType": "application/json", "text": text },
            },
            "response": {
                "status": 200, "statusText": "zqstatustext", "headers": headers,
                "content": { "mimeType": "application/json", "text": text },
            },
        })
    };
    let url = "https://zquser@shop.example/things/zqpath%20Rao?other=zqquery#zqfragment";
    let other_media = json!({
        "request": {
            "method": "POST", "url": url,
            "headers": [{ "name": "Content-Type", "value": "application/x-zqform" }],
            "postData": { "mimeType": "application/x-zqform", "text": "a=zqform" },
        },
        "response": { "status": 599, "headers": headers, "content": { "text": body().to_string() } },
    });
    json!({ "log": { "entries": [
        entry("POST", url, &body().to_string()),
        entry("PUT", url, "zqnojson"),
        entry("PATCH", "https://shop.example/zqpath%20Rao%201234567", &body().to_string()),
        entry("GET", "https://zqhost.example/zqpath", "{}"),
        other_media,
    ] } })
}

/// Returns a report as each format writes it, named.
fn outputs(report: &Report) -> Vec<(&'static str, String)> {
    let mut outputs = vec![
        ("text", report.to_string()),
        ("debug", format!("{report:?}")),
        ("json", report.to_json().to_string()),
        ("sarif", report.to_sarif().to_string()),
        ("github", report.to_github()),
    ];
    for threshold in [Severity::Info, Severity::Warning, Severity::Error] {
        outputs.push(("junit", report.clone().fail_on(threshold).to_junit()));
    }
    outputs
}

#[test]
fn no_format_has_a_value_of_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let har = har().to_string();
    std::fs::write(folder.path().join("shop.har"), &har).unwrap();
    std::fs::write(folder.path().join("put-thing.200.json"), body().to_string()).unwrap();
    std::fs::write(folder.path().join("post-thing.request.json"), body().to_string()).unwrap();
    std::fs::write(folder.path().join("post-thing.200.json"), "zqnojson").unwrap();
    for mark in MARKS {
        assert!(har.contains(mark), "{mark} is in no recording");
    }
    let contract = contract();
    let report = contract.check_recordings(folder.path()).unwrap();
    let api = Recorded::response(200, body().to_string()).header("X-Left", "zqheader");
    let report = report.merge(contract.check_response("post_thing", &api));
    let accepted = report.findings()[0].fingerprint();
    let baseline =
        Baseline::parse(&format!("[[accepted]]\nfingerprint = {accepted:?}\nreason = 'known'")).unwrap();

    let kinds = report.findings().iter().map(openapi_drift::Finding::check);
    let kinds = kinds.collect::<std::collections::BTreeSet<_>>();
    assert!(kinds.len() >= 16, "only {kinds:?} are tested");
    for report in [report.clone(), report.accept(&baseline)] {
        for (format, text) in outputs(&report) {
            for mark in MARKS {
                let place = text.find(mark);
                assert_eq!(place.map(|at| &text[at.saturating_sub(80)..at]), None, "{format} has {mark}");
            }
            assert!(text.contains("shop.har"), "{format} names the file");
        }
    }
}
