//! Vendor, spec and client agree: every documented sample, the table of documented fields, and what the client sends.

use std::collections::BTreeSet;

use deepvue_digilocker::contract::{Baseline, Contract, Operation, Recorded, Severity};
use deepvue_digilocker::{DocType, sandbox::Sandbox};
use serde::Deserialize;
use serde_json::Value;

use crate::support::spec::{self, fixture, operation, response};
use crate::support::{sandbox, start};

fn fixtures() -> std::path::PathBuf {
    spec::root().join("tests/fixtures")
}

#[test]
fn the_vendors_samples_match_the_spec_and_decode() {
    let report = Contract::embedded().check_dir(fixtures()).unwrap();
    let baseline = Baseline::read(fixtures().join("baseline.toml")).unwrap();
    let report = report.accept(&baseline).fail_on(Severity::Info);
    report.assert_clean();
    assert!(report.unmatched().iter().all(|fingerprint| fingerprint.contains(" table-")));
    assert_eq!(report.coverage().missing().collect::<Vec<_>>(), [("initiate_session", "200")]);
}

#[test]
fn every_documented_status_has_a_sample_and_it_is_the_vendors() {
    let spec = spec::read();
    for status in operation(&spec)["responses"].as_object().unwrap().keys() {
        // The success has one sample, and two statuses under which it may come.
        let sample = fixture(&format!("initiate-session.{}.json", status.replace("200", "201")));
        let example = &response(&spec, status).unwrap()["content"]["application/json"]["example"];
        assert_eq!(example, &sample, "{status}");
        let recorded = Recorded::answer(status.parse().unwrap(), sample.to_string());
        Contract::embedded().check_response(Operation::InitiateSession, &recorded).assert_clean();
    }
}

#[test]
fn the_request_example_matches_the_spec() {
    let spec = spec::read();
    let example = &operation(&spec)["requestBody"]["content"]["application/json"]["example"];
    let recorded = Recorded::request(example.to_string());
    let report = Contract::embedded().check_request(Operation::InitiateSession, &recorded);
    report.fail_on(Severity::Info).assert_clean();
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
        let report = Contract::embedded().check_exchange(&Recorded::from(request));
        assert_eq!(report.coverage().messages(), 1);
        report.fail_on(Severity::Info).assert_clean();
    }
}

#[test]
fn every_operation_of_the_spec_has_a_name_in_the_code() {
    let contract = Contract::embedded();
    let ids = contract.operations().map(|(id, ..)| id).collect::<Vec<_>>();
    assert_eq!(ids, [Operation::InitiateSession.id()]);
}

/// What the vendor's reference says of one field, extracted by hand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    operation: String,
    /// `request`, or a status.
    of: String,
    field: String,
    #[serde(rename = "type")]
    kind: String,
    required: bool,
    #[serde(default)]
    values: Vec<String>,
    evidence: String,
    page: String,
    date: String,
}

#[derive(Deserialize)]
struct Table {
    field: Vec<Row>,
}

/// A documented field as the spec has it: its schema, and whether it is required.
struct Field<'a> {
    schema: &'a Value,
    required: bool,
    evidence: String,
}

fn followed<'a>(spec: &'a Value, schema: &'a Value) -> &'a Value {
    schema["$ref"].as_str().map_or(schema, |reference| spec.pointer(&reference[1..]).unwrap())
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

#[test]
fn the_table_of_documented_fields_and_the_spec_say_the_same_but_for_deliberate_differences() {
    let spec = spec::read();
    let text = std::fs::read_to_string(fixtures().join("fields.toml")).unwrap();
    let table: Table = toml::from_str(&text).unwrap();
    let mut differences = BTreeSet::new();
    let parts = operation(&spec)["responses"].as_object().unwrap().keys().map(String::as_str);
    for of in parts.chain(["request"]) {
        let content = match of {
            "request" => &operation(&spec)["requestBody"],
            status => response(&spec, status).unwrap(),
        };
        let mut own = Vec::new();
        fields(&spec, &content["content"]["application/json"]["schema"], "", &mut own);
        let rows = table.field.iter().filter(|row| row.operation == "initiate_session" && row.of == of);
        let rows = rows.collect::<Vec<_>>();
        let mut differ = |what: &str, field: &str| {
            differences.insert(format!("initiate_session {of} table-{what} /body{field}"));
        };
        for (field, _) in own.iter().filter(|(field, _)| rows.iter().all(|row| row.field != *field)) {
            differ("lacks", field);
        }
        for row in rows {
            assert!(row.page.starts_with("https://docs.deepvue.ai") && row.date.len() == 10, "{}", row.field);
            let Some((_, field)) = own.iter().find(|(field, _)| *field == row.field) else {
                differ("has-more", &row.field);
                continue;
            };
            for (what, differs) in [
                ("type", kind(&spec, field.schema) != row.kind),
                ("required", field.required != row.required),
                ("values", listed(&spec, field.schema) != row.values),
                ("evidence", field.evidence != row.evidence),
            ] {
                if differs {
                    differ(what, &row.field);
                }
            }
        }
    }
    let baseline = Baseline::read(fixtures().join("baseline.toml")).unwrap();
    let accepted = baseline.entries().map(|(fingerprint, _)| fingerprint.to_owned());
    let accepted = accepted.filter(|fingerprint| fingerprint.contains(" table-")).collect::<BTreeSet<_>>();
    assert_eq!(differences, accepted);
}
