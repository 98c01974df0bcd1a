//! Step 1: the YAML file as a tree of JSON values, and where its operations stand.

use std::path::Path;

use serde_json::{Map, Number, Value};
use serde_norway::Value as Yaml;

use super::fault::{Fault, child};

/// The methods that OpenAPI 3.0 knows.
pub(crate) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Reads the spec. The YAML reader itself reports syntax errors and duplicate keys, with line and column.
pub(crate) fn spec(path: &Path) -> Result<Value, Fault> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Fault::new("", format!("the file could not be read: {error}")))?;
    let yaml: Yaml = serde_norway::from_str(&text)
        .map_err(|error| Fault::new("", format!("this is not valid YAML: {error}; correct that line")))?;
    json("", yaml)
}

/// Every operation with its pointer.
pub(crate) fn operations(spec: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    for (path, item) in spec["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if METHODS.contains(&method.as_str()) {
                let pointer = child(&child("/paths", path), method);
                found.push((pointer, operation));
            }
        }
    }
    found
}

fn json(at: &str, yaml: Yaml) -> Result<Value, Fault> {
    Ok(match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(value) => Value::Bool(value),
        Yaml::String(value) => Value::String(value),
        Yaml::Number(value) => Value::Number(number(at, &value)?),
        Yaml::Sequence(items) => Value::Array(
            items
                .into_iter()
                .enumerate()
                .map(|(index, item)| json(&child(at, &index.to_string()), item))
                .collect::<Result<_, _>>()?,
        ),
        Yaml::Mapping(members) => {
            let mut object = Map::new();
            for (key, value) in members {
                let Yaml::String(key) = key else {
                    let problem = "a key is not a string; put it in quotes, as in \"200\"";
                    return Err(Fault::new(at, problem));
                };
                let value = json(&child(at, &key), value)?;
                object.insert(key, value);
            }
            Value::Object(object)
        }
        Yaml::Tagged(_) => {
            return Err(Fault::new(at, "YAML tags have no meaning in OpenAPI; remove the tag"));
        }
    })
}

fn number(at: &str, value: &serde_norway::Number) -> Result<Number, Fault> {
    value
        .as_i64()
        .map(Number::from)
        .or_else(|| value.as_u64().map(Number::from))
        .or_else(|| value.as_f64().and_then(Number::from_f64))
        .ok_or_else(|| Fault::new(at, "this number has no JSON form; write a finite one"))
}
