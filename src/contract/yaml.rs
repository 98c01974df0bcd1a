//! Documents written as YAML. A status that is not in quotes is a number there, and a key all the same.

use serde_json::{Map, Number, Value};
use yaml::Value as Yaml;

use super::error::ContractError;
use super::pointer::child;

pub(super) fn read(text: &str) -> Result<Value, ContractError> {
    let yaml = yaml::from_str::<Yaml>(text)
        .map_err(|error| ContractError::new("#", format!("the document is not YAML: {error}")))?;
    json("", yaml)
}

fn json(at: &str, yaml: Yaml) -> Result<Value, ContractError> {
    Ok(match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(value) => value.into(),
        Yaml::String(value) => value.into(),
        Yaml::Number(number) => {
            let integer = number.as_i64().map(Number::from).or_else(|| number.as_u64().map(Number::from));
            let number = integer.or_else(|| number.as_f64().and_then(Number::from_f64));
            let fault = || ContractError::new(format!("#{at}"), "this number has no JSON form");
            Value::Number(number.ok_or_else(fault)?)
        }
        Yaml::Sequence(items) => {
            let items = items.into_iter().enumerate();
            Value::Array(
                items
                    .map(|(index, item)| json(&child(at, index.to_string()), item))
                    .collect::<Result<_, _>>()?,
            )
        }
        Yaml::Mapping(members) => {
            let mut object = Map::new();
            for (key, value) in members {
                let key = match key {
                    Yaml::String(key) => key,
                    Yaml::Number(key) => key.to_string(),
                    Yaml::Bool(key) => key.to_string(),
                    _ => {
                        return Err(ContractError::new(
                            format!("#{at}"),
                            "a key is neither text nor a number",
                        ));
                    }
                };
                let value = json(&child(at, &key), value)?;
                object.insert(key, value);
            }
            Value::Object(object)
        }
        Yaml::Tagged(tagged) => json(at, tagged.value)?,
    })
}
