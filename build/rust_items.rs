//! Lists the Rust items that the generator makes from a spec, without running it: a model of progenitor and typify, as
//! far as a checked and prepared spec can reach them. A test generates from many specs and compares. It takes each
//! pattern for a regular expression.

mod component;
mod default;
mod integer;
mod item;
mod name;
mod schema;
mod value;

use serde_json::{Value, json};

use super::lookup::{members, operations, resolved, success_schema, text};
use super::prepare::{for_progenitor, plain_values_in_place, response_schemas};

use item::Spec;
pub(crate) use item::{RustItem, RustItems, parent};

/// Returns the items of a spec that passed the checks.
pub(crate) fn of(exact: &Value) -> RustItems {
    let in_place = plain_values_in_place(exact);
    let in_responses = response_schemas(&in_place);
    let spec = Spec { prepared: for_progenitor(&in_place), exact: in_place, in_responses };
    let mut items = RustItems::default();
    constants(&mut items, exact);
    for (pointer, operation) in operations(&spec.exact) {
        self::operation(&mut items, &spec, pointer, operation);
    }
    for (name, schema) in members(&spec.prepared["components"], "schemas") {
        component::add(&mut items, &spec, name, schema);
    }
    items
}

fn constants(items: &mut RustItems, exact: &Value) {
    let header = |scheme: &str| format!("/components/securitySchemes/{scheme}/name");
    for (name, pointer) in [
        ("Client::api_version", "/info/version".to_owned()),
        ("BASE_URL", "/servers/0/url".to_owned()),
        ("CLIENT_ID_HEADER", header("client_id")),
        ("CLIENT_SECRET_HEADER", header("client_secret")),
    ] {
        let value = exact.pointer(&pointer).map(text).unwrap_or_default();
        let value = if name.ends_with("HEADER") { value.to_ascii_lowercase() } else { value.to_owned() };
        items.add(name.to_owned(), pointer, Some("const".to_owned()), value.into());
    }
}

fn operation(items: &mut RustItems, spec: &Spec, pointer: String, operation: &Value) {
    let id = text(&operation["operationId"]);
    // Not the documented failures: they are read by one rule, whatever is documented.
    let successes = operation["responses"].as_object().into_iter().flatten().map(|(status, _)| status);
    let successes = successes.filter(|status| status.starts_with('2')).collect::<Vec<_>>();
    let body = &operation["requestBody"];
    let sent = (!body.is_null()).then(|| type_of_message(&spec.exact, body));
    let received = successes.first().map(|status| &operation["responses"][status.as_str()]);
    let received = received.and_then(|response| type_of_message(&spec.exact, response));
    let signature = match sent {
        Some(sent) => sent.zip(received).map(|(sent, received)| format!("({sent}) -> {received}")),
        None => received.map(|received| format!("() -> {received}")),
    };
    let behavior = json!([pointer, successes]);
    items.add(format!("Client::{}", name::snake(id)), pointer.clone(), signature, behavior);
    let retry = if operation["x-retry"] == "advised" { "advised" } else { "not-delivered" };
    let behavior = json!([retry, success_schema(&spec.exact, operation)]);
    items.add(format!("Operation::{}", name::of_operation(id)), pointer, Some("variant".into()), behavior);
}

/// Returns the type of the body of a request or a response.
fn type_of_message(exact: &Value, message: &Value) -> Option<String> {
    let schema = &resolved(exact, message)["content"]["application/json"]["schema"];
    value::written(schema).map(|written| written.rust)
}
