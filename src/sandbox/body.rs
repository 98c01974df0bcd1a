//! [`BodySchema`]: checks the body of a request against its schema, and says what is wrong as the vendor does.

use http::{HeaderMap, header};
use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::LocationSegment;
use jsonschema::{ValidationError, Validator};
use serde_json::{Value, json};

/// How many field errors a response lists.
const MAX_FIELD_ERRORS: usize = 50;

pub(super) struct BodySchema(Validator);

impl BodySchema {
    /// Compiles a schema of this spec.
    pub(super) fn new(spec: &Value, schema: &Value) -> Result<Self, String> {
        // The schema is at the root: a validator of the whole document would have nothing to check.
        let root = json!({ "allOf": [schema], "components": spec["components"] });
        jsonschema::draft4::options().build(&root).map(Self).map_err(|error| error.to_string())
    }

    /// Validates a request and returns its body, or the entries of a 422, which hold no value of the request.
    pub(super) fn read(&self, headers: &HeaderMap, body: &[u8]) -> Result<Value, Vec<Value>> {
        if !media_type(headers).eq_ignore_ascii_case("application/json") {
            return Err(vec![wrong_type("must be application/json")]);
        }
        let Ok(body) = serde_json::from_slice::<Value>(body) else {
            return Err(vec![field_error(&[json!("body")], "invalid JSON", "value_error.jsondecode")]);
        };
        self.check(body)
    }

    pub(super) fn check(&self, body: Value) -> Result<Value, Vec<Value>> {
        let field_errors = self.0.iter_errors(&body).take(MAX_FIELD_ERRORS);
        let field_errors = field_errors.map(|error| documented(&error)).collect::<Vec<_>>();
        if field_errors.is_empty() { Ok(body) } else { Err(field_errors) }
    }
}

/// Returns the media type of a request, without parameters.
pub(super) fn media_type(headers: &HeaderMap) -> &str {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim()
}

/// Returns the entry of a 422 about the media type.
pub(super) fn wrong_type(rule: &str) -> Value {
    field_error(&[json!("header"), json!("content-type")], rule, "value_error")
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
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            loc.extend(unexpected.first().map(|name| json!(name)));
            ("no such field", "value_error.extra")
        }
        ValidationErrorKind::Type { .. } => ("not of the documented type", "type_error"),
        ValidationErrorKind::Enum { .. } => ("not one of the documented values", "value_error.const"),
        ValidationErrorKind::Minimum { .. } | ValidationErrorKind::Maximum { .. } => {
            ("out of range", "value_error.number")
        }
        _ => ("not as documented", "value_error"),
    };
    field_error(&loc, message, kind)
}

pub(super) fn field_error(loc: &[Value], message: &str, kind: &str) -> Value {
    json!({ "loc": loc, "msg": message, "type": kind })
}
