//! Checks published documents, their own examples, and bodies that have drifted from those. Compares what the contract
//! finds with what JSON Schema says about the same bodies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use openapi_drift::{Check, Contract, Finding, Recorded};
use serde_json::Value;

use crate::support::cases::{self, Case};
use crate::support::oracle::{Unnamed, Verdicts, under};
use crate::support::published;

/// Documents that can't be used, and the location of the reason.
const UNUSABLE: [(&str, &str); 1] = [("readme-webhooks-3.1.json", "#/paths")];

fn documents(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        if path.is_dir() {
            documents(&path, found);
        } else if ["json", "yaml", "yml"].contains(&extension) {
            found.push(path);
        }
    }
    found.sort();
}

#[derive(Debug, Default)]
struct Totals {
    documents: usize,
    unusable: usize,
    operations: usize,
    examples: usize,
    made_up: usize,
    drifted: usize,
    valid: usize,
    invalid: usize,
    unnamed: usize,
    guessed: usize,
    features: BTreeMap<&'static str, usize>,
    disagreements: Vec<String>,
}

impl Totals {
    fn covers(&mut self, feature: &'static str) {
        *self.features.entry(feature).or_default() += 1;
    }
}

/// Checks one document. Returns the location of the error if it can't be used.
fn judge(path: &Path, (depth, most): (usize, usize), totals: &mut Totals) -> Result<(), String> {
    let name = path.file_name().unwrap().to_string_lossy();
    let text = std::fs::read_to_string(path).unwrap();
    let started = Instant::now();
    let json = path.extension().is_some_and(|it| it == "json");
    let contract = if json { Contract::from_json(&text) } else { Contract::from_yaml(&text) };
    let contract = match contract {
        Ok(contract) => contract,
        Err(error) => {
            println!("{name}: {error}");
            totals.unusable += 1;
            return Err(error.place().to_owned());
        }
    };
    println!("{name}: read in {:?}", started.elapsed());
    totals.documents += 1;
    totals.operations += contract.operations().count();
    let document = contract.document();
    let requests = Verdicts::new(document, "readOnly");
    let responses = Verdicts::new(document, "writeOnly");
    let cases = cases::of(document, depth);
    println!("{name}: {} bodies", cases.len());
    for case in &cases {
        let verdicts = if case.response.is_some() { &responses } else { &requests };
        let counted = if case.written { &mut totals.examples } else { &mut totals.made_up };
        *counted += 1;
        for feature in cases::features(document, &case.schema) {
            totals.covers(feature);
        }
        match case.response.as_ref().map(|(key, _)| key.as_str()) {
            Some("default") => totals.covers("default"),
            Some(key) if key.to_ascii_uppercase().ends_with("XX") => totals.covers("range"),
            Some(_) => totals.covers("status"),
            None => totals.covers("request"),
        }
        headers(&name, &contract, verdicts, case, totals);
        compare(&name, &contract, verdicts, case, &case.body, totals);
        for body in cases::drifted(&case.body, most) {
            totals.drifted += 1;
            compare(&name, &contract, verdicts, case, &body, totals);
        }
    }
    Ok(())
}

fn compare(
    name: &str,
    contract: &Contract,
    verdicts: &Verdicts,
    case: &Case,
    body: &Value,
    totals: &mut Totals,
) {
    let operation = case.operation.clone();
    let report = if let Some((_, status)) = &case.response {
        let recorded = Recorded::response(*status, body.to_string());
        contract.check_response(operation, &recorded.header("content-type", &case.media))
    } else {
        let recorded = Recorded::request(body.to_string());
        contract.check_request(operation, &recorded.header("content-type", &case.media))
    };
    let mut disagree = |what: String| {
        let of = case.response.as_ref().map_or("request", |(key, _)| key);
        let place = format!("{name} {} {of} {}", case.operation, case.media);
        totals.disagreements.push(format!("{place}: {what}, body {body:.300}"));
    };
    let of_body = |finding: &&Finding| finding.instance().starts_with("/body");
    let found = report.findings().iter().filter(of_body).collect::<Vec<_>>();
    for finding in report.findings() {
        if contract.document().pointer(finding.spec()).is_none() {
            disagree(format!("its place in the document is not there: {finding}"));
        }
    }
    let hidden = |it: &&Finding| it.spec().ends_with("/readOnly") || it.spec().ends_with("/writeOnly");
    let undocumented = |it: &&Finding| it.check() == Check::FieldUndocumented;
    let fits = verdicts.fits(&case.schema, body);
    // JSON Schema does not know the children of a schema. A discriminator of a union is in its verdict.
    let inherited = |it: &&Finding| fits && it.spec().ends_with("/discriminator/propertyName");
    let own = |it: &&Finding| !hidden(it) && !undocumented(it) && !inherited(it);
    let violations = found.iter().copied().filter(own).collect::<Vec<_>>();
    if violations.is_empty() != fits {
        disagree(format!("JSON Schema says {fits}, found {violations:?}"));
    }
    let unnamed =
        found.iter().copied().filter(undocumented).map(|it| it.instance()["/body".len()..].to_owned());
    let unnamed = unnamed.collect::<BTreeSet<_>>();
    let pointers = [case.schema.clone()];
    let mut expected = Unnamed::default();
    verdicts.unnamed(&pointers, body, "", &mut expected);
    let sure =
        |place: &&String| !expected.guessed.iter().any(|guessed| place.starts_with(&format!("{guessed}/")));
    if !unnamed.iter().filter(sure).eq(expected.places.iter().filter(sure)) {
        disagree(format!("{expected:?}, found {unnamed:?}"));
    }
    totals.unnamed += unnamed.len();
    totals.guessed += usize::from(!expected.guessed.is_empty());
    *(if fits { &mut totals.valid } else { &mut totals.invalid }) += 1;
}

/// Checks each documented header of a response: valid, invalid and missing.
fn headers(name: &str, contract: &Contract, verdicts: &Verdicts, case: &Case, totals: &mut Totals) {
    let Some((_, status)) = &case.response else {
        return;
    };
    for (header, at) in &case.headers {
        totals.covers("header");
        let schema = under(at, "schema");
        let samples = cases::samples(contract.document(), &schema, 0);
        let texts =
            samples.iter().map(|sample| sample.as_str().map_or_else(|| sample.to_string(), str::to_owned));
        for text in texts.map(Some).chain([Some("neither nor".to_owned()), None]) {
            let recorded =
                Recorded::response(*status, case.body.to_string()).header("content-type", &case.media);
            let recorded = match &text {
                Some(text) => recorded.header(header.as_str(), text.as_str()),
                None => recorded,
            };
            let report = contract.check_response(case.operation.clone(), &recorded);
            let place = under("/headers", &header.to_ascii_lowercase());
            let found = report.findings().iter().find(|it| it.instance() == place).map(Finding::check);
            let required = contract.document().pointer(at).unwrap()["required"] == true;
            let expected = match &text {
                None => required.then_some(Check::HeaderMissing),
                Some(text) => {
                    let number = serde_json::from_str(text).unwrap_or(Value::Null);
                    let fits =
                        [Value::from(text.as_str()), number].iter().any(|it| verdicts.fits(&schema, it));
                    (!fits).then_some(Check::HeaderInvalid)
                }
            };
            if found != expected {
                let what =
                    format!("{name} {} {header}: {text:?} is {expected:?}, found {found:?}", case.operation);
                totals.disagreements.push(what);
            }
        }
    }
}

fn say(totals: &Totals) {
    println!(
        "{} documents ({} unusable), {} operations, {} examples, {} made up, {} drifted; {} valid, {} invalid, {} \
         unnamed fields, {} guessed; {} disagreements\n{:?}",
        totals.documents,
        totals.unusable,
        totals.operations,
        totals.examples,
        totals.made_up,
        totals.drifted,
        totals.valid,
        totals.invalid,
        totals.unnamed,
        totals.guessed,
        totals.disagreements.len(),
        totals.features
    );
    let disagreements = totals.disagreements.iter().take(20).cloned().collect::<Vec<_>>();
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
}

#[test]
fn the_contract_and_json_schema_agree_on_documents_that_others_published() {
    let mut paths = Vec::new();
    documents(&published(), &mut paths);
    let mut totals = Totals::default();
    for path in &paths {
        let name = path.file_name().unwrap().to_string_lossy();
        let expected = UNUSABLE.iter().find(|(unusable, _)| *unusable == name);
        let place = judge(path, (3, 400), &mut totals).err();
        assert_eq!(place.as_deref(), expected.map(|(_, place)| *place), "{name}");
    }
    say(&totals);
    assert_eq!(totals.unusable, UNUSABLE.len());
    assert!(totals.documents >= 8 && totals.operations >= 80, "{totals:?}");
    assert!(totals.examples >= 30 && totals.drifted >= 2000, "{totals:?}");
    assert!(totals.valid >= 500 && totals.invalid >= 500 && totals.unnamed >= 100, "{totals:?}");
    let all = ["oneOf", "anyOf", "allOf", "discriminator", "recursion", "nullable", "readOnly", "pattern"];
    for feature in all.into_iter().chain(["range", "default", "status", "request", "header"]) {
        assert!(totals.features.contains_key(feature), "{feature}");
    }
}

#[test]
fn the_contract_and_json_schema_agree_on_documents_of_your_own() {
    let Some(directory) = std::env::var_os("OPENAPI_DRIFT_DOCUMENTS") else {
        return;
    };
    let mut paths = Vec::new();
    documents(Path::new(&directory), &mut paths);
    let mut totals = Totals::default();
    for path in &paths {
        let place = judge(path, (1, 8), &mut totals).err();
        assert!(place.is_none_or(|place| place.starts_with('#')));
    }
    say(&totals);
}
