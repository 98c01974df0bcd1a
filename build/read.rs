//! Step 1: reads the YAML file as a tree of JSON values.

use serde_json::{Map, Number, Value};
use serde_norway::Value as Yaml;

use super::fault::Fault;
use super::place::child;

/// Reads the spec, and adds what is YAML but not JSON to `faults`. The YAML reader itself stops at the first syntax
/// error or duplicate key.
pub(crate) fn spec(yaml: &str, faults: &mut Vec<Fault>) -> Value {
    match serde_norway::from_str::<Yaml>(yaml) {
        Ok(tree) => json("", tree, faults),
        Err(error) => {
            let sentence = format!("this is not valid YAML: {error}; correct it there");
            faults.push(match error.location() {
                Some(location) => Fault::of_line(location.line(), sentence),
                None => Fault::of_file(sentence),
            });
            Value::Null
        }
    }
}

fn json(at: &str, yaml: Yaml, faults: &mut Vec<Fault>) -> Value {
    match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(value) => Value::Bool(value),
        Yaml::String(value) => Value::String(value),
        Yaml::Number(value) => number(&value).map_or_else(
            || {
                faults.push(Fault::new(at, "this number has no JSON form; write a finite one"));
                Value::Null
            },
            Value::Number,
        ),
        Yaml::Sequence(items) => {
            let items = items.into_iter().enumerate();
            items.map(|(index, item)| json(&child(at, &index.to_string()), item, faults)).collect()
        }
        Yaml::Mapping(members) => {
            let mut object = Map::new();
            for (key, value) in members {
                let key = key_text(at, &key, faults);
                let value = json(&child(at, &key), value, faults);
                object.insert(key, value);
            }
            Value::Object(object)
        }
        Yaml::Tagged(tagged) => {
            faults.push(Fault::new(at, "YAML tags have no meaning in OpenAPI; remove the tag"));
            json(at, tagged.value, faults)
        }
    }
}

/// Reads a key as its author most likely meant it, so that it causes only one fault.
fn key_text(at: &str, key: &Yaml, faults: &mut Vec<Fault>) -> String {
    if let Yaml::String(key) = key {
        return key.clone();
    }
    let text = serde_norway::to_string(key).unwrap_or_default().trim().to_owned();
    faults.push(Fault::new(child(at, &text), "a key is not a string; put it in quotes, as in \"200\""));
    text
}

fn number(value: &serde_norway::Number) -> Option<Number> {
    let whole = value.as_i64().map(Number::from).or_else(|| value.as_u64().map(Number::from));
    whole.or_else(|| value.as_f64().and_then(Number::from_f64))
}
