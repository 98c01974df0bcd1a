//! Vendor, spec and client agree: every documented sample, the table of documented fields, and what the client sends.

use std::collections::BTreeSet;

use deepvue_digilocker::Operation;
use deepvue_digilocker::contract::{self, Baseline, Finding, Recorded, Severity};
use deepvue_digilocker::{DocType, sandbox::Sandbox};
use serde::Deserialize;
use serde_json::Value;

use crate::support::spec::{self, fixture, followed};
use crate::support::{sandbox, start};

fn fixtures() -> std::path::PathBuf {
    spec::root().join("tests/fixtures")
}

#[test]
fn the_vendors_samples_match_the_spec_and_decode() {
    let report = contract::embedded().check_recordings(fixtures()).unwrap();
    let baseline = Baseline::read(fixtures().join("baseline.toml")).unwrap();
    let report = report.accept(&baseline).fail_on(Severity::Info);
    report.assert_clean();
    assert!(report.unmatched().iter().all(|fingerprint| fingerprint.contains(" table-")));
    // Each success has a sample; the errors have theirs under one operation, and a test of their own for the others.
    let (exercised, missing) = (report.coverage().documented(), report.coverage().missing());
    let missing = missing.collect::<BTreeSet<_>>();
    let exercised = exercised.filter(|pair| !missing.contains(pair));
    let errors = |pair: &(&str, &str)| !pair.1.starts_with('2');
    let (errors, successes) = exercised.partition::<BTreeSet<_>, _>(errors);
    let spec = spec::read();
    let operations = spec::operations(&spec).into_iter().map(|(id, _)| id).collect::<BTreeSet<_>>();
    assert_eq!(successes.iter().map(|(id, _)| *id).collect::<BTreeSet<_>>(), operations);
    let documented = spec::documented(&spec).into_iter().map(|(_, status)| status);
    let documented = documented.filter(|status| !status.starts_with('2')).collect::<BTreeSet<_>>();
    assert_eq!(errors.iter().map(|(_, status)| *status).collect::<BTreeSet<_>>(), documented);
}

#[test]
fn every_documented_status_of_every_operation_has_a_sample_and_it_is_the_vendors() {
    let spec = spec::read();
    for (id, operation) in spec::operations(&spec) {
        for (status, answer) in spec::answers(&spec, operation) {
            let sample = spec::sample(id, status);
            assert_eq!(spec::json_of(answer)["example"], sample, "{id} {status}");
            let recorded = Recorded::response(status.parse().unwrap(), sample.to_string());
            let report = contract::embedded().check_response(id, &recorded);
            assert_eq!(report.coverage().missing().count(), spec::documented(&spec).len() - 1);
            report.fail_on(Severity::Info).assert_clean();
        }
    }
}

#[test]
fn the_request_examples_match_the_spec_and_so_do_the_vendors_but_for_their_placeholders() {
    let spec = spec::read();
    for (id, operation) in spec::operations(&spec) {
        let example = &spec::json_of(&operation["requestBody"])["example"];
        let check = |body: &Value| {
            let recorded = Recorded::request(body.to_string());
            contract::embedded().check_request(id, &recorded)
        };
        check(example).fail_on(Severity::Info).assert_clean();
        let sample = fixture(&format!("{}.request.json", id.replace('_', "-")));
        let found = check(&sample).findings().iter().map(Finding::fingerprint).collect::<Vec<_>>();
        assert_eq!(found, [format!("{id} request enum-unknown /body/consent")]);
        let names = |body: &Value| body.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(example), names(&sample), "{id}");
    }
}

#[tokio::test]
async fn what_the_client_sends_matches_the_spec_in_body_headers_and_keys() {
    let sandbox: Sandbox = sandbox().await;
    let client = sandbox.client();
    start(&client).send().await.unwrap();
    start(&client).redirect_url("https://bank.example/").doc_types([DocType::Dl]).send().await.unwrap();
    let requests = sandbox.requests();
    assert_eq!(requests.len(), 2);
    for request in &requests {
        let report = contract::embedded().check_exchange(&Recorded::from(request));
        assert_eq!(report.coverage().messages(), 1);
        report.fail_on(Severity::Info).assert_clean();
    }
}

#[test]
fn every_operation_of_the_spec_has_a_name_in_the_code() {
    let spec = spec::read();
    let ids = spec::operations(&spec).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(Operation::ALL.iter().map(|operation| operation.id()).collect::<Vec<_>>(), ids);
    let contract = contract::embedded();
    assert_eq!(contract.operations().map(|operation| operation.id).collect::<Vec<_>>(), ids);
}

/// What the vendor's reference says of one message, extracted by hand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Message {
    /// An id, or `*` for every one.
    operation: String,
    /// `request`, or a status.
    of: String,
    page: String,
    date: String,
    fields: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    field: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    values: Vec<String>,
    evidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    message: Vec<Message>,
}

/// A documented field as the spec has it: its schema, and whether it is required.
struct Field<'a> {
    schema: &'a Value,
    required: bool,
    evidence: String,
}

/// All fields of a schema, by pointer; items of arrays are `*`.
fn fields<'a>(spec: &'a Value, schema: &'a Value, at: &str, found: &mut Vec<(String, Field<'a>)>) {
    let schema = followed(spec, schema);
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let inner = followed(spec, property);
        let required =
            schema["required"].as_array().is_some_and(|required| required.iter().any(|it| it == name));
        let evidence = property["x-evidence"].as_str().or(inner["x-evidence"].as_str()).unwrap_or_default();
        let at = format!("{at}/{name}");
        found.push((at.clone(), Field { schema: inner, required, evidence: evidence.to_owned() }));
        fields(spec, inner, &at, found);
    }
    if schema["items"].is_object() {
        fields(spec, &schema["items"], &format!("{at}/*"), found);
    }
}

fn kind(spec: &Value, schema: &Value) -> String {
    let schema = followed(spec, schema);
    let or = |variants: &Value| {
        variants.as_array().unwrap().iter().map(|it| kind(spec, it)).collect::<Vec<_>>().join(" or ")
    };
    match (&schema["type"], &schema["oneOf"]) {
        (_, variants) if variants.is_array() => or(variants),
        (kind, _) if kind == "array" => format!("array of {}", self::kind(spec, &schema["items"])),
        (kind, _) => kind.as_str().unwrap_or("anything").to_owned(),
    }
}

fn listed(spec: &Value, schema: &Value) -> Vec<String> {
    let schema = followed(spec, schema);
    let schema = if schema["items"].is_object() { followed(spec, &schema["items"]) } else { schema };
    schema["enum"].as_array().into_iter().flatten().map(|value| value.as_str().unwrap().to_owned()).collect()
}

/// How the spec differs from what the reference says of one message.
fn differences(spec: &Value, documented: &Value, message: &Message) -> Vec<String> {
    let mut own = Vec::new();
    fields(spec, &spec::json_of(documented)["schema"], "", &mut own);
    let lacks = own.iter().filter(|(field, _)| message.fields.iter().all(|row| row.field != *field));
    let mut found = lacks.map(|(field, _)| format!("lacks /body{field}")).collect::<Vec<_>>();
    for row in &message.fields {
        let Some((_, field)) = own.iter().find(|(field, _)| *field == row.field) else {
            found.push(format!("has-more /body{}", row.field));
            continue;
        };
        for (what, differs) in [
            ("type", kind(spec, field.schema) != row.kind),
            ("required", field.required != row.required),
            ("values", listed(spec, field.schema) != row.values),
            ("evidence", field.evidence != row.evidence),
        ] {
            if differs {
                found.push(format!("{what} /body{}", row.field));
            }
        }
    }
    found
}

#[test]
fn the_table_of_documented_fields_and_the_spec_say_the_same_but_for_deliberate_differences() {
    let spec = spec::read();
    let text = std::fs::read_to_string(fixtures().join("fields.toml")).unwrap();
    let table: Table = toml::from_str(&text).unwrap();
    let mut differ = BTreeSet::new();
    let mut used = vec![0; table.message.len()];
    for (id, operation) in spec::operations(&spec) {
        let request = ("request", &operation["requestBody"]);
        for (of, documented) in spec::answers(&spec, operation).into_iter().chain([request]) {
            let is_it = |message: &Message| [id, "*"].contains(&&*message.operation) && message.of == of;
            let found =
                (0..table.message.len()).filter(|place| is_it(&table.message[*place])).collect::<Vec<_>>();
            let [place] = found[..] else { panic!("{id} {of} is in the table {} times", found.len()) };
            used[place] += 1;
            let message = &table.message[place];
            for difference in differences(&spec, documented, message) {
                differ.insert(format!("{id} {of} table-{difference}"));
            }
            if message.operation == "*" {
                assert!(message.page.starts_with("https://docs.deepvue.ai") && message.date.len() == 10);
            } else {
                assert_eq!(operation["externalDocs"]["url"], message.page, "{id} {of}");
                assert_eq!(operation["x-retrieved"], message.date, "{id} {of}");
            }
        }
    }
    assert!(used.iter().all(|count| *count > 0), "a message is of nothing in the spec: {used:?}");
    let baseline = Baseline::read(fixtures().join("baseline.toml")).unwrap();
    let accepted = baseline.entries().map(|(fingerprint, _)| fingerprint.to_owned());
    let accepted = accepted.filter(|fingerprint| fingerprint.contains(" table-")).collect::<BTreeSet<_>>();
    assert_eq!(differ, accepted);
}
