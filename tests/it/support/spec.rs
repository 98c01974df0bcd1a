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

/// The vendor's sample of an answer. Errors have one for all operations; of a success it is the only one, whatever
/// status it may come under.
pub fn sample(operation: &str, status: &str) -> Value {
    let is_success = status.starts_with('2');
    let (first, last) = (format!("{}.2", operation.replace('_', "-")), format!(".{status}.json"));
    let files = std::fs::read_dir(root().join("tests/fixtures")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let names =
        names.filter(|name| if is_success { name.starts_with(&first) } else { name.ends_with(&last) });
    let names = names.collect::<Vec<_>>();
    let [name] = &names[..] else { panic!("{operation} {status} has the samples {names:?}") };
    fixture(name)
}

/// Every operation, by its id.
pub fn operations(spec: &Value) -> Vec<(&str, &Value)> {
    let paths = spec["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|path| path.as_object().unwrap().values());
    operations.map(|operation| (operation["operationId"].as_str().unwrap(), operation)).collect()
}

/// The answers documented for an operation, by their status, references followed.
pub fn answers<'a>(spec: &'a Value, operation: &'a Value) -> Vec<(&'a str, &'a Value)> {
    let answers = operation["responses"].as_object().unwrap().iter();
    answers.map(|(status, response)| (status.as_str(), followed(spec, response))).collect()
}

/// Every documented answer: the operation, and the status.
pub fn documented(spec: &Value) -> Vec<(&str, &str)> {
    let operations = operations(spec).into_iter();
    operations
        .flat_map(|(id, operation)| answers(spec, operation).into_iter().map(move |(status, _)| (id, status)))
        .collect()
}

/// The JSON that is documented for a request or an answer.
pub fn json_of(message: &Value) -> &Value {
    &message["content"]["application/json"]
}

/// What a value stands for: itself, or what it refers to.
pub fn followed<'a>(spec: &'a Value, value: &'a Value) -> &'a Value {
    value["$ref"].as_str().map_or(value, |reference| spec.pointer(&reference[1..]).unwrap())
}

/// The operation that most tests of calls are about.
pub fn operation(spec: &Value) -> &Value {
    &spec["paths"]["/v1/kyc/digilocker/initiate-session"]["post"]
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
