//! [`Endpoint`]: one operation as the spec describes it, with its request schema and its success.

use http::{HeaderMap, StatusCode, header};
use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::LocationSegment;
use jsonschema::{ValidationError, Validator};
use serde_json::{Value, json};

use super::reply::Reply;
use crate::operation::Operation;

/// How many field errors a response lists.
const MAX_FIELD_ERRORS: usize = 50;

pub(super) struct Endpoint {
    operation: Operation,
    request: Validator,
    /// The status of the documented success.
    status: StatusCode,
    /// The body of the documented success.
    example: Value,
}

impl Endpoint {
    pub(super) fn new(spec: &Value, operation: Operation) -> Result<Self, String> {
        let place = &spec["paths"][operation.path()][operation.method().to_ascii_lowercase()];
        let missing = |what: &str| format!("the spec has no {what} of {operation}");

        let schema = &place["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_null() {
            return Err(missing("request schema"));
        }
        // The schema is at the root: a validator of the whole document would have nothing to check.
        let root = json!({ "allOf": [schema], "components": spec["components"] });
        let request = jsonschema::draft4::options().build(&root).map_err(|error| error.to_string())?;

        let responses = place["responses"].as_object().into_iter().flatten();
        let successes = responses.filter_map(|(status, response)| {
            let status = status.parse().ok().filter(StatusCode::is_success)?;
            Some((status, response))
        });
        // Of 200 and 201, the one in the sample's body.
        let (status, response) =
            successes.max_by_key(|(status, _)| *status).ok_or_else(|| missing("success"))?;
        let reference = response["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
        let response = reference.and_then(|pointer| spec.pointer(pointer)).unwrap_or(response);
        let example = response["content"]["application/json"]["example"].clone();
        if !example.is_object() {
            return Err(missing("example of a success"));
        }
        Ok(Self { operation, request, status, example })
    }

    pub(super) fn operation(&self) -> Operation {
        self.operation
    }

    pub(super) fn example(&self) -> &Value {
        &self.example
    }

    /// Returns the documented success, with these values in place of the example's.
    pub(super) fn success(&self, values: Value) -> Reply {
        Reply::json(self.status, &filled(&self.example, values))
    }

    /// Validates a request and returns its body, or the entries of a 422, which hold no value of the request.
    pub(super) fn read(&self, headers: &HeaderMap, body: &[u8]) -> Result<Value, Vec<Value>> {
        let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media_type = content_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case("application/json") {
            let loc = [json!("header"), json!("content-type")];
            return Err(vec![field_error(&loc, "must be application/json", "value_error")]);
        }
        let Ok(body) = serde_json::from_slice::<Value>(body) else {
            return Err(vec![field_error(&[json!("body")], "invalid JSON", "value_error.jsondecode")]);
        };
        let field_errors = self.request.iter_errors(&body).take(MAX_FIELD_ERRORS);
        let field_errors = field_errors.map(|error| documented(&error)).collect::<Vec<_>>();
        if field_errors.is_empty() { Ok(body) } else { Err(field_errors) }
    }
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

fn documented(error: &ValidationError<'_>) -> Value {
    let mut loc = vec![json!("body")];
    loc.extend(error.instance_path().into_iter().map(|segment| match segment {
        LocationSegment::Property(name) => json!(name),
        LocationSegment::Index(index) => json!(index),
    }));
    let (message, kind) = match error.kind() {
        ValidationErrorKind::Required { property } => {
            loc.push(property.clone());
            ("field required", "value_error.missing")
        }
        ValidationErrorKind::Type { .. } => ("not of the documented type", "type_error"),
        ValidationErrorKind::Enum { .. } => ("not one of the documented values", "value_error.const"),
        _ => ("not as documented", "value_error"),
    };
    field_error(&loc, message, kind)
}

fn field_error(loc: &[Value], message: &str, kind: &str) -> Value {
    json!({ "loc": loc, "msg": message, "type": kind })
}
