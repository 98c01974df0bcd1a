//! Documents written as YAML. A status that is not in quotes is a number there, and a key all the same.

use serde_json::{Map, Number, Value};
use yaml_rust2::{Yaml, YamlLoader};

use super::error::ContractError;
use super::pointer::child;

pub(super) fn read(text: &str) -> Result<Value, ContractError> {
    let documents = YamlLoader::load_from_str(text)
        .map_err(|error| ContractError::new("#", format!("the document is not YAML: {error}")))?;
    match <[Yaml; 1]>::try_from(documents) {
        Ok([document]) => json("", document),
        Err(documents) => {
            let problem = format!("holds {} YAML documents, and must hold one", documents.len());
            Err(ContractError::new("#", problem))
        }
    }
}

fn json(at: &str, yaml: Yaml) -> Result<Value, ContractError> {
    let fault = |problem| ContractError::new(format!("#{at}"), problem);
    Ok(match yaml {
        Yaml::Null => Value::Null,
        Yaml::Boolean(value) => value.into(),
        Yaml::String(value) => value.into(),
        Yaml::Integer(value) => value.into(),
        Yaml::Real(_) => {
            let number = yaml.as_f64().and_then(Number::from_f64);
            Value::Number(number.ok_or_else(|| fault("this number has no JSON form"))?)
        }
        Yaml::Array(items) => {
            let items = items.into_iter().enumerate();
            let items = items.map(|(index, item)| json(&child(at, index.to_string()), item));
            Value::Array(items.collect::<Result<_, _>>()?)
        }
        Yaml::Hash(members) => {
            let mut object = Map::new();
            for (key, value) in members {
                let key = match key {
                    Yaml::String(key) | Yaml::Real(key) => key,
                    Yaml::Integer(key) => key.to_string(),
                    Yaml::Boolean(key) => key.to_string(),
                    _ => return Err(fault("a key is neither text nor a number")),
                };
                let value = json(&child(at, &key), value)?;
                object.insert(key, value);
            }
            Value::Object(object)
        }
        Yaml::Alias(_) | Yaml::BadValue => return Err(fault("this can't be read")),
    })
}
