//! Checks requests with parameters.

use openapi_drift::{Contract, Recorded, Report};
use serde_json::{Value, json};

/// Builds a document with `GET` of one path, named `op`, with these parameters.
pub fn document(path: &str, parameters: Value) -> Value {
    let responses = json!({ "200": { "description": "" } });
    json!({
        "openapi": "3.0.3", "info": { "title": "t", "version": "1" },
        "paths": { path: { "get": { "operationId": "op", "parameters": parameters, "responses": responses } } },
    })
}

pub fn contract(document: &Value) -> Contract {
    Contract::from_json(&document.to_string()).unwrap()
}

/// Returns the severity, check and location of every finding.
pub fn said(report: &Report) -> Vec<String> {
    let said = report.findings().iter();
    said.map(|it| format!("{} {} {}", it.severity(), it.check(), it.instance())).collect()
}

pub fn request(contract: &Contract, url: &str, cookies: &[&str]) -> Vec<String> {
    let cookies = cookies.iter().map(|cookie| ("Cookie".to_owned(), (*cookie).to_owned()));
    said(&contract.check_exchange(&Recorded::exchange("GET", url).with_request(cookies, None)))
}

/// Checks one parameter: each text, and whether it is right. `{}` in the URL stands for the text.
pub fn assert_values(url: &str, parameter: Value, texts: &[(&str, bool)]) {
    let path = url.replace("{}", "{p}").split('?').next().unwrap().to_owned();
    let contract = contract(&document(&path, json!([parameter])));
    for (text, is_right) in texts {
        let found = request(&contract, &url.replace("{}", text), &[]);
        assert_eq!(found.is_empty(), *is_right, "{text} as {parameter}: {found:?}");
        let place = format!(" /{}/p", parameter["in"].as_str().unwrap());
        assert!(
            found.iter().all(|it| it.starts_with("error parameter-invalid") && it.ends_with(&place)),
            "{found:?}"
        );
    }
}

pub fn in_query(schema: Value) -> Value {
    json!({ "in": "query", "name": "p", "schema": schema })
}
