//! The exact spec, read from the YAML file and not from what the build made of it.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

pub fn read() -> Value {
    serde_norway::from_str(&text()).unwrap()
}

/// The YAML itself.
pub fn text() -> String {
    std::fs::read_to_string(root().join("openapi.yaml")).unwrap()
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// A documented sample of the vendor.
pub fn fixture(name: &str) -> Value {
    let text = std::fs::read_to_string(root().join("tests/fixtures").join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The operation that the tests are about.
pub fn operation(spec: &Value) -> &Value {
    &spec["paths"]["/v1/kyc/digilocker/initiate-session"]["post"]
}

/// The response documented for a status, its reference followed.
pub fn response<'a>(spec: &'a Value, status: &str) -> Option<&'a Value> {
    let response = operation(spec)["responses"].get(status)?;
    Some(match response["$ref"].as_str() {
        Some(reference) => spec.pointer(&reference[1..]).unwrap(),
        None => response,
    })
}

/// The name of the header that carries a key.
pub fn key_header(spec: &Value, scheme: &str) -> String {
    spec["components"]["securitySchemes"][scheme]["name"].as_str().unwrap().to_owned()
}

/// A validator of one schema of the spec, by JSON Schema's own rules.
pub fn validator(spec: &Value, schema: &Value) -> jsonschema::Validator {
    let mut root = json!({ "allOf": [schema], "components": spec["components"] });
    rewrite_nullable(&mut root);
    jsonschema::draft4::options().build(&root).unwrap()
}

/// OpenAPI's `nullable` as JSON Schema says it.
fn rewrite_nullable(value: &mut Value) {
    match value {
        Value::Object(object) => {
            // Alone it says nothing (OpenAPI 3.0.3).
            if object.get("nullable") == Some(&Value::Bool(true))
                && let Some(kind) = object.remove("type")
            {
                object.insert("type".into(), json!([kind, "null"]));
            }
            object.values_mut().for_each(rewrite_nullable);
        }
        Value::Array(items) => items.iter_mut().for_each(rewrite_nullable),
        _ => {}
    }
}
