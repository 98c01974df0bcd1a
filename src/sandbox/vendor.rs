//! What the vendor documents, as behaviour: keys, validation, answers.

use std::time::{SystemTime, UNIX_EPOCH};

use http::{HeaderMap, StatusCode, header};
use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::LocationSegment;
use jsonschema::{ValidationError, Validator};
use serde_json::{Value, json};

use super::{CLIENT_ID, CLIENT_SECRET, INACTIVE_CLIENT_ID, Received, Reply};
use crate::generated::SPEC;
use crate::generated::constants::{
    BASE_URL, CLIENT_ID_HEADER, CLIENT_SECRET_HEADER, INITIATE_SESSION_OPERATION,
};
use crate::transport::Operation;

pub(super) struct Vendor {
    base_url: String,
    initiate_session: Validator,
    /// The documented answer to a started session.
    started: Value,
}

impl Vendor {
    pub(super) fn new(base_url: String) -> Result<Self, String> {
        let spec: Value = serde_json::from_str(SPEC).map_err(|error| error.to_string())?;
        let started =
            spec["components"]["responses"]["SessionStarted"]["content"]["application/json"]["example"]
                .clone();
        Ok(Self {
            base_url,
            initiate_session: request_validator(&spec, INITIATE_SESSION_OPERATION)?,
            started,
        })
    }

    pub(super) fn answer(&self, request: &Received) -> Reply {
        if request.path != INITIATE_SESSION_OPERATION.path {
            return detail(StatusCode::NOT_FOUND, "Not Found");
        }
        if request.method.as_str() != INITIATE_SESSION_OPERATION.method {
            return detail(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed");
        }
        if let Some(refusal) = refused_keys(&request.headers) {
            return refusal;
        }
        match faults(&self.initiate_session, request) {
            faults if faults.is_empty() => self.start_session(),
            faults => Reply::json(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "detail": faults })),
        }
    }

    fn start_session(&self) -> Reply {
        let id = format!("{:032x}", fastrand::u128(..));
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let mut body = self.started.clone();
        // The documented URL, but on this host and for this session.
        let url = body["data"]["authorization_url"].as_str().unwrap_or_default();
        let sample_id = body["transaction_id"].as_str().unwrap_or_default();
        let url = url.replacen(BASE_URL, &self.base_url, 1).replace(sample_id, &id);
        body["timestamp"] = json!(u64::try_from(now).unwrap_or_default());
        body["transaction_id"] = json!(id);
        body["data"]["authorization_url"] = json!(url);
        Reply::json(StatusCode::CREATED, &body)
    }
}

/// Validates request bodies against the spec's own schema.
fn request_validator(spec: &Value, operation: Operation) -> Result<Validator, String> {
    let method = operation.method.to_ascii_lowercase();
    let schema =
        &spec["paths"][operation.path][&method]["requestBody"]["content"]["application/json"]["schema"];
    if schema.is_null() {
        return Err(format!("the spec has no request schema of {}", operation.id));
    }
    // The schema stands at the root: a validator of the whole document would have nothing to check.
    let root = json!({ "allOf": [schema], "components": spec["components"] });
    jsonschema::draft4::options().build(&root).map_err(|error| error.to_string())
}

fn refused_keys(headers: &HeaderMap) -> Option<Reply> {
    let key = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let (status, message) = match (key(CLIENT_ID_HEADER), key(CLIENT_SECRET_HEADER)) {
        (Some(CLIENT_ID), Some(CLIENT_SECRET)) => return None,
        (Some(INACTIVE_CLIENT_ID), Some(CLIENT_SECRET)) => (StatusCode::BAD_REQUEST, "Inactive client_id"),
        (None, _) | (_, None) => (StatusCode::UNAUTHORIZED, "Not authenticated"),
        (Some(CLIENT_ID | INACTIVE_CLIENT_ID), Some(_)) => {
            (StatusCode::UNAUTHORIZED, "Incorrect client_id or client_secret")
        }
        (Some(_), Some(_)) => (StatusCode::UNAUTHORIZED, "Invalid client_id"),
    };
    Some(detail(status, message))
}

fn detail(status: StatusCode, message: &str) -> Reply {
    Reply::json(status, &json!({ "detail": message }))
}

/// The entries of a 422, without any value of the request.
fn faults(validator: &Validator, request: &Received) -> Vec<Value> {
    let content_type = request.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = content_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return vec![fault(
            &[json!("header"), json!("content-type")],
            "must be application/json",
            "value_error",
        )];
    }
    let Ok(body) = serde_json::from_slice::<Value>(&request.body) else {
        return vec![fault(&[json!("body")], "invalid JSON", "value_error.jsondecode")];
    };
    validator.iter_errors(&body).map(|error| documented(&error)).collect()
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
    fault(&loc, message, kind)
}

fn fault(loc: &[Value], message: &str, kind: &str) -> Value {
    json!({ "loc": loc, "msg": message, "type": kind })
}
