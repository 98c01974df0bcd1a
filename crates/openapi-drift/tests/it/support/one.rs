//! Documents with one operation, whose request and response have the same schema.

use openapi_drift::{Contract, ContractError, Recorded, Report};
use serde_json::{Value, json};

pub fn document(version: &str, schema: Value, schemas: Value) -> Value {
    let content = json!({ "application/json": { "schema": schema } });
    json!({
        "openapi": version,
        "info": { "title": "Things", "version": "1" },
        "paths": { "/things": { "post": {
            "operationId": "thing",
            "requestBody": { "required": true, "content": content },
            "responses": { "200": { "description": "", "content": content } },
        } } },
        "components": { "schemas": schemas },
    })
}

pub fn contract(version: &str, schema: Value, schemas: Value) -> Result<Contract, ContractError> {
    Contract::from_json(&document(version, schema, schemas).to_string())
}

pub fn to(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Returns check and location of each finding.
pub fn said(report: &Report) -> Vec<String> {
    let line = |finding: &openapi_drift::Finding| format!("{} {}", finding.check(), finding.instance());
    report.findings().iter().map(line).collect()
}

pub fn in_response(contract: &Contract, body: &Value) -> Vec<String> {
    said(&contract.check_response("thing", &Recorded::response(200, body.to_string())))
}

pub fn in_request(contract: &Contract, body: &Value) -> Vec<String> {
    said(&contract.check_request("thing", &Recorded::request(body.to_string())))
}
