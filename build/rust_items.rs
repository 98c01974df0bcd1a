//! Lists the Rust items that the generator makes from a spec, without running it: a model of progenitor and typify, as
//! far as a checked and prepared spec can reach them. A test generates from many specs and compares.

mod component;
mod default;
mod integer;
mod name;
mod schema;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::lookup::{operations, resolved, success_schema, text};
use super::place::child;
use super::prepare::{for_progenitor, plain_values_in_place, response_schemas};

/// A Rust item: a type, a field, a variant, an implemented trait, or a method.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RustItem {
    /// The place in the spec that it is made of.
    pub(crate) pointer: String,
    /// What code that uses it relies on: the type of a field, or the kind of a type. `None` where the generator invents
    /// names that this model does not know.
    pub(crate) signature: Option<String>,
    /// What it does at run time, beside its signature: names on the wire, defaults, checks.
    pub(crate) behavior: Value,
    /// Whether an item inside it may be added without breaking anybody: it is `#[non_exhaustive]`.
    pub(crate) is_open: bool,
    /// Whether the builder fails at run time unless this field is set.
    pub(crate) is_needed: bool,
}

/// The items of a spec by their paths, such as `types::SessionData::authorization_url`.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct RustItems {
    pub(crate) items: BTreeMap<String, RustItem>,
    /// What the generator refuses although it passed the checks: pointers and sentences.
    pub(crate) refusals: Vec<(String, String)>,
}

impl RustItems {
    /// Returns the signatures of a type and of what is inside it, without its name.
    pub(crate) fn content(&self, path: &str) -> Vec<(&str, &Option<String>)> {
        let parts = self.items.iter().filter(|(other, _)| *other == path || parent(other) == Some(path));
        parts.map(|(other, item)| (&other[path.len()..], &item.signature)).collect()
    }

    fn add(&mut self, path: String, pointer: String, signature: Option<String>, behavior: Value) {
        self.items.insert(path, RustItem { pointer, signature, behavior, is_open: true, is_needed: false });
    }
}

/// Returns the path of the type that an item is a part of.
pub(crate) fn parent(path: &str) -> Option<&str> {
    let types = path.strip_prefix("types::")?;
    let end = types.find(':')?;
    Some(&path[.."types::".len() + end])
}

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
    let schemas = spec.prepared["components"]["schemas"].as_object();
    for (name, schema) in schemas.into_iter().flatten() {
        component::add(&mut items, &spec, name, schema);
    }
    items
}

/// A spec, and the copy of it that the generator gets.
struct Spec {
    exact: Value,
    prepared: Value,
    /// The components that some response uses.
    in_responses: BTreeSet<String>,
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

/// Names the component that a schema refers to.
fn referred(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}

fn members<'a>(holder: &'a Value, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    holder[key].as_object().into_iter().flatten()
}

fn array<'a>(holder: &'a Value, key: &str) -> &'a [Value] {
    holder[key].as_array().map_or(&[], Vec::as_slice)
}

fn at_component(name: &str) -> String {
    child("/components/schemas", name)
}
