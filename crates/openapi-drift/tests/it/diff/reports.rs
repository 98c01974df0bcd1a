//! Checks the report of the changes between two documents: findings, formats, version and changelog.

use openapi_drift::{Affected, Baseline, Bump, Change, Check, Impact, Severity};
use serde_json::{Value, json};

use super::{changes, operation, request, response};

fn widened() -> (Value, Value) {
    (response(json!({ "type": "integer" })), response(json!({ "type": "number" })))
}

fn shared(schema: Value) -> Value {
    let mut document = request(json!({ "$ref": "#/components/schemas/Order" }));
    document["paths"]["/a"] = document["paths"]["/t"].clone();
    document["paths"]["/a"]["post"]["operationId"] = "other".into();
    document["components"]["schemas"]["Order"] = schema;
    document
}

#[test]
fn a_finding_has_a_pointer_into_each_document_and_whom_it_affects() {
    let (old, new) = widened();
    let report = changes(&old, &new).into_report();
    let [finding] = report.findings() else { panic!("{report}") };
    let place = "/paths/~1t/post/responses/200/content/application~1json/schema/type";
    assert_eq!((finding.instance(), finding.spec()), (place, place));
    assert_eq!(finding.severity(), Severity::Error);
    assert_eq!(finding.affects(), [Affected::ExistingClients]);
    assert_eq!((finding.operation(), finding.status()), (Some("send"), Some(200)));
    let stable = place.replace("/200/", "/*/");
    assert_eq!(finding.fingerprint(), format!("send 200 response-widened {stable} type"));
}

#[test]
fn the_formats_tell_whom_a_change_affects() {
    let (old, new) = widened();
    let report = changes(&old, &new).into_report();
    let text = report.to_string();
    assert!(text.contains("\n  affects: existing-clients\n"), "{text}");
    assert!(text.ends_with("1 error, 0 warnings, 0 infos, 0 accepted; asks for a major version"), "{text}");
    let json = report.to_json();
    assert_eq!(json["findings"][0]["affects"], json!(["existing-clients"]));
    assert_eq!(json["bump"], "major");
    let schema = serde_json::from_str(include_str!("../../../report.schema.json")).unwrap();
    jsonschema::validate(&schema, &json).unwrap();
    let result = &report.to_sarif()["runs"][0]["results"][0];
    assert_eq!(result["properties"]["affects"], json!(["existing-clients"]));
    assert!(report.to_github().contains("%0Aaffects: existing-clients%0A"));
    assert!(report.to_junit().contains(r#"<testcase classname="send" name="response 200">"#));
}

#[test]
fn a_change_in_a_component_is_reported_once_and_its_fingerprint_names_no_operation() {
    let (old, new) = (shared(json!({ "type": "integer" })), shared(json!({ "type": "number" })));
    let report = changes(&old, &new).into_report();
    let [finding] = report.findings() else { panic!("{report}") };
    assert_eq!(finding.operation(), Some("other"));
    assert_eq!(finding.fingerprint(), "spec request request-widened /components/schemas/Order/type type");
}

#[test]
fn a_baseline_accepts_a_change() {
    let (old, new) = widened();
    let report = changes(&old, &new).into_report();
    let fingerprint = report.findings()[0].fingerprint();
    let text = format!("[[accepted]]\nfingerprint = {fingerprint:?}\nreason = \"the client reads both\"");
    let report = report.accept(&Baseline::parse(&text).unwrap());
    assert!(report.is_clean());
    assert_eq!(report.accepted().len(), 1);
}

#[test]
fn what_the_old_document_infers_is_softened() {
    let inferred = |kind: &str| response(json!({ "type": kind, "x-evidence": "inferred" }));
    let worst = |old: &Value, new: &Value| changes(old, new).into_report().worst();
    let plain = response(json!({ "type": "number" }));
    assert_eq!(worst(&inferred("integer"), &plain), Some(Severity::Warning));
    assert_eq!(worst(&response(json!({ "type": "integer" })), &inferred("number")), Some(Severity::Error));
    let field = |evidence: &str| {
        response(
            json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "string", "x-evidence": evidence } } }),
        )
    };
    let gone = response(json!({ "type": "object" }));
    assert_eq!(worst(&field("inferred"), &gone), Some(Severity::Warning));
    assert_eq!(worst(&field("documented"), &gone), Some(Severity::Error));
}

#[test]
fn the_version_depends_on_whom_the_changes_break() {
    let bump = |old: Value, new: Value| changes(&old, &new).bump();
    let field = |names: &[&str]| {
        let properties = names.iter().map(|name| ((*name).to_owned(), json!({ "type": "string" })));
        response(json!({ "type": "object", "properties": properties.collect::<serde_json::Map<_, _>>() }))
    };
    let named =
        |id: &str| operation(json!({ "operationId": id, "responses": { "200": { "description": "ok" } } }));
    assert_eq!(bump(field(&["a"]), field(&["a"])), Bump::None);
    assert_eq!(bump(named("a"), named("b")), Bump::Patch);
    assert_eq!(bump(field(&["a"]), field(&["a", "b"])), Bump::Minor);
    let (old, new) = widened();
    assert_eq!(bump(new.clone(), old.clone()), Bump::Minor);
    assert_eq!(bump(old, new), Bump::Major);
}

#[test]
fn callers_add_what_a_change_means_for_rust_code() {
    let named =
        |id: &str| operation(json!({ "operationId": id, "responses": { "200": { "description": "ok" } } }));
    let mut changes = changes(&named("a"), &named("b"));
    for change in changes.iter_mut().filter(|change| change.check() == Check::OperationRenamed) {
        change.set_rust(Impact::Certain);
    }
    changes.push(Change::of_rust(
        "/components/schemas/A/title",
        "/components/schemas/A/title",
        "renames a type",
    ));
    assert_eq!(changes.bump(), Bump::Major);
    let report = changes.into_report();
    let found = report.findings().iter().map(|it| (it.check(), it.severity(), it.affects().to_vec()));
    assert_eq!(
        found.collect::<Vec<_>>(),
        [
            (Check::OperationRenamed, Severity::Warning, vec![Affected::Rust]),
            (Check::RustChanged, Severity::Warning, vec![Affected::Rust]),
        ]
    );
}

#[test]
fn no_value_of_a_document_is_shown() {
    let with = |word: &str| {
        let schema = json!({ "type": "object", "example": { "a": word }, "properties": {
            "a": { "type": "string", "default": word, "enum": [word], "example": word },
        } });
        let mut document = request(schema.clone());
        document["paths"]["/t"]["post"]["responses"] =
            response(schema)["paths"]["/t"]["post"]["responses"].clone();
        document
    };
    let changes = changes(&with("zqsecret1"), &with("zqsecret2"));
    assert!(changes.as_slice().len() >= 6);
    let debug = format!("{changes:?} {}", changes.to_changelog());
    let report = changes.into_report();
    let all = [
        debug,
        report.to_string(),
        report.to_json().to_string(),
        report.to_sarif().to_string(),
        report.to_github(),
        report.to_junit(),
    ];
    assert!(all.iter().all(|text| !text.contains("zqsecret")));
}

#[test]
fn the_changelog_has_a_sentence_for_each_change() {
    let field = |names: &[&str]| {
        let properties = names.iter().map(|name| ((*name).to_owned(), json!({ "type": "string" })));
        response(json!({ "type": "object", "properties": properties.collect::<serde_json::Map<_, _>>() }))
    };
    let mut new = field(&["b"]);
    new["paths"]["/new"] =
        operation(json!({ "operationId": "more", "responses": { "204": { "description": "ok" } } }))["paths"]
            ["/t"]
            .clone();
    let text = changes(&field(&["a"]), &new).to_changelog();
    let expected = "## [Unreleased]\n\n### Added\n\n- `send`, 200: `b` is a new field.\n- `more`: POST /new is new.\n\n\
                    ### Removed\n\n- `send`, 200: `a` is removed.\n";
    assert_eq!(text, expected);
    assert_eq!(changes(&new, &new).to_changelog(), "");
}
