//! [`Endpoint`]: one operation as the spec describes it, with its request schema and its success.

use http::StatusCode;
use serde_json::Value;

use super::body::BodySchema;
use crate::operation::Operation;

pub(super) struct Endpoint {
    pub(super) operation: Operation,
    pub(super) request: BodySchema,
    /// The request schema itself, without the reference to it.
    pub(super) request_schema: Value,
    /// The status of the documented success.
    pub(super) status: StatusCode,
    /// The body of the documented success.
    pub(super) example: Value,
}

impl Endpoint {
    pub(super) fn new(spec: &Value, operation: Operation) -> Result<Self, String> {
        let place = &spec["paths"][operation.path()][operation.method().to_ascii_lowercase()];
        let missing = |what: &str| format!("the spec has no {what} of {operation}");

        let schema = &place["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_null() {
            return Err(missing("request schema"));
        }
        let request = BodySchema::new(spec, schema)?;

        let responses = place["responses"].as_object().into_iter().flatten();
        let successes = responses.filter_map(|(status, response)| {
            let status = status.parse().ok().filter(StatusCode::is_success)?;
            Some((status, response))
        });
        // Of 200 and 201, the one in the sample's body.
        let (status, response) =
            successes.max_by_key(|(status, _)| *status).ok_or_else(|| missing("success"))?;
        let example = followed(spec, response)["content"]["application/json"]["example"].clone();
        if !example.is_object() {
            return Err(missing("example of a success"));
        }
        Ok(Self { operation, request, request_schema: followed(spec, schema).clone(), status, example })
    }

    /// Returns the body of the documented success, with these values in place of the example's.
    pub(super) fn success(&self, values: Value) -> Value {
        filled(&self.example, values)
    }
}

/// Returns what a value stands for: itself, or what it refers to.
pub(super) fn followed<'a>(spec: &'a Value, value: &'a Value) -> &'a Value {
    let reference = value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    reference.and_then(|pointer| spec.pointer(pointer)).unwrap_or(value)
}

/// Returns the template with these values filled in.
fn filled(template: &Value, values: Value) -> Value {
    match (template, values) {
        (Value::Object(template), Value::Object(values)) => {
            let mut object = template.clone();
            for (name, value) in values {
                let value = filled(template.get(&name).unwrap_or(&Value::Null), value);
                object.insert(name, value);
            }
            Value::Object(object)
        }
        (_, value) => value,
    }
}
