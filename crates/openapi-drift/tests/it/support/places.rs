//! Says where exchanges belong.

use openapi_drift::{Contract, Recorded, Report};
use serde_json::{Value, json};

/// Builds a document with an operation for each `METHOD /path`, which is its id, too.
pub fn document(servers: Value, operations: &[&str]) -> Value {
    let mut document = json!({
        "openapi": "3.0.3", "info": { "title": "t", "version": "1" }, "servers": servers, "paths": {},
    });
    for operation in operations {
        let (method, path) = operation.split_once(' ').unwrap();
        document["paths"][path][method.to_lowercase()] =
            json!({ "responses": { "200": { "description": "" } } });
    }
    document
}

pub fn contract(document: &Value) -> Contract {
    Contract::from_json(&document.to_string()).unwrap()
}

pub fn report(contract: &Contract, method: &str, url: &str) -> Report {
    contract.check_exchange(&Recorded::exchange(method, url).with_response(200, [], Some("".into())))
}

/// Returns the operation of an exchange: the one that it exercised, `skipped`, or the name of an undocumented one.
pub fn place(contract: &Contract, method: &str, url: &str) -> String {
    let report = report(contract, method, url);
    let coverage = report.coverage();
    let missing = coverage.missing().collect::<Vec<_>>();
    let exercised = coverage.documented().find(|pair| !missing.contains(pair));
    match (exercised, coverage.skipped()) {
        (Some((operation, _)), 0) => operation.to_owned(),
        (None, 1) => {
            assert_eq!((report.findings().len(), coverage.messages()), (0, 0), "{url}");
            "skipped".to_owned()
        }
        (None, 0) => {
            let [finding] = report.findings() else { panic!("{url}: {report}") };
            assert_eq!((finding.check().as_str(), finding.instance()), ("operation-undocumented", ""));
            finding.operation().unwrap().to_owned()
        }
        other => panic!("{url}: {other:?}"),
    }
}

/// Checks where exchanges with `GET` belong. `documented` stands for `GET /x`.
pub fn assert_places(document: &Value, places: &[(&str, &str)]) {
    let contract = contract(document);
    for (url, expected) in places {
        let expected = if *expected == "documented" { "GET /x" } else { expected };
        assert_eq!(place(&contract, "GET", url), expected, "{url} with {}", document["servers"]);
    }
}
