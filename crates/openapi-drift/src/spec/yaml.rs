//! Reads documents written in YAML. Accepts numbers as keys, since a status is often not in quotes.

use serde_json::{Map, Number, Value};
use serde_norway::Value as Yaml;

use crate::error::ContractError;
use crate::pointer::child;

pub(crate) fn read(text: &str) -> Result<Value, ContractError> {
    let document = serde_norway::from_str(text)
        .map_err(|error| ContractError::new("#", format!("the document is not YAML: {error}")))?;
    json("", document)
}

fn json(at: &str, yaml: Yaml) -> Result<Value, ContractError> {
    let error = |problem| ContractError::new(format!("#{at}"), problem);
    Ok(match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(value) => value.into(),
        Yaml::String(value) => value.into(),
        Yaml::Number(value) => {
            let whole = value.as_i64().map(Number::from).or_else(|| value.as_u64().map(Number::from));
            let number = whole.or_else(|| value.as_f64().and_then(Number::from_f64));
            Value::Number(number.ok_or_else(|| error("this number has no JSON form"))?)
        }
        Yaml::Sequence(items) => {
            let items = items.into_iter().enumerate();
            let items = items.map(|(index, item)| json(&child(at, index.to_string()), item));
            Value::Array(items.collect::<Result<_, _>>()?)
        }
        Yaml::Mapping(members) => {
            let mut object = Map::new();
            for (key, value) in members {
                let key = match key {
                    Yaml::String(key) => key,
                    Yaml::Number(key) => key.to_string(),
                    Yaml::Bool(key) => key.to_string(),
                    _ => return Err(error("a key is neither text nor a number")),
                };
                let value = json(&child(at, &key), value)?;
                object.insert(key, value);
            }
            Value::Object(object)
        }
        Yaml::Tagged(_) => return Err(error("YAML tags have no meaning in OpenAPI")),
    })
}
