//! The schemas that the generated types derive say what `openapi.yaml` says.

use std::collections::BTreeSet;

use deepvue_digilocker::types;
use schemars::{JsonSchema, schema_for};
use serde_json::Value;

use crate::support::spec;

fn derived<T: JsonSchema>() -> (String, Value) {
    (T::schema_name().into_owned(), schema_for!(T).to_value())
}

/// The schema of every component, as derived.
fn all() -> Vec<(String, Value)> {
    vec![
        derived::<types::AccessTokenData>(),
        derived::<types::AccessTokenRequest>(),
        derived::<types::AccessTokenResponse>(),
        derived::<types::BadRequestError>(),
        derived::<types::ConsentFlag>(),
        derived::<types::DocType>(),
        derived::<types::EaadhaarData>(),
        derived::<types::EaadhaarRequest>(),
        derived::<types::EaadhaarResponse>(),
        derived::<types::FetchFileRequest>(),
        derived::<types::FetchFileResponse>(),
        derived::<types::ForbiddenError>(),
        derived::<types::InitiateSessionRequest>(),
        derived::<types::InitiateSessionResponse>(),
        derived::<types::IssuedFile>(),
        derived::<types::IssuedFilesRequest>(),
        derived::<types::IssuedFilesResponse>(),
        derived::<types::LocationPart>(),
        derived::<types::ProofOfAddress>(),
        derived::<types::ProofOfIdentity>(),
        derived::<types::RateLimitedError>(),
        derived::<types::ServerError>(),
        derived::<types::SessionData>(),
        derived::<types::UnauthenticatedError>(),
        derived::<types::UnavailableError>(),
        derived::<types::ValidationError>(),
        derived::<types::ValidationErrorItem>(),
    ]
}

/// The JSON types that a schema allows.
fn kinds(root: &Value, components: &str, schema: &Value) -> BTreeSet<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap();
        return kinds(root, components, root.pointer(&format!("{components}/{name}")).unwrap());
    }
    let mut found = BTreeSet::new();
    match &schema["type"] {
        Value::String(name) => drop(found.insert(name.clone())),
        Value::Array(names) => found.extend(names.iter().map(|name| name.as_str().unwrap().to_owned())),
        _ => {}
    }
    for keyword in ["oneOf", "anyOf", "allOf"] {
        for inner in schema[keyword].as_array().into_iter().flatten() {
            found.extend(kinds(root, components, inner));
        }
    }
    if schema["nullable"] == true {
        found.insert("null".into());
    }
    if schema["const"].is_string() {
        found.insert("string".into());
    }
    found
}

fn strings(value: &Value) -> BTreeSet<String> {
    value.as_array().into_iter().flatten().map(|item| item.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_component_has_a_type_with_a_schema() {
    let spec = spec::read();
    // A plain value has none: a field that refers to it has Rust's own type.
    let is_plain = |schema: &Value| !["array", "object"].iter().any(|kind| schema["type"] == *kind);
    let is_plain = |schema: &Value| is_plain(schema) && schema["enum"].is_null() && schema["oneOf"].is_null();
    let documented = spec["components"]["schemas"].as_object().unwrap().iter();
    let documented = documented.filter(|(_, schema)| !is_plain(schema)).map(|(name, _)| name.clone());
    let documented = documented.collect::<BTreeSet<_>>();
    assert_eq!(all().into_iter().map(|(name, _)| name).collect::<BTreeSet<_>>(), documented);
}

#[test]
fn properties_required_and_types_are_those_of_the_spec() {
    let spec = spec::read();
    for (name, derived) in all() {
        let documented = &spec["components"]["schemas"][&name];
        let names = |schema: &Value| {
            schema["properties"].as_object().map(|object| object.keys().cloned().collect::<BTreeSet<_>>())
        };
        assert_eq!(names(&derived), names(documented), "{name}");
        assert_eq!(strings(&derived["required"]), strings(&documented["required"]), "{name}");
        let mut own = kinds(&spec, "/components/schemas", documented);
        // A null is of the property that refers to it.
        own.remove("null");
        assert_eq!(kinds(&derived, "/$defs", &derived), own, "{name}");
        for (field, property) in documented["properties"].as_object().into_iter().flatten() {
            let mut expected = kinds(&spec, "/components/schemas", property);
            let own = kinds(&derived, "/$defs", &derived["properties"][field]);
            if !strings(&documented["required"]).contains(field) && own.contains("null") {
                // An optional field of Rust takes null, too.
                expected.insert("null".into());
            }
            assert_eq!(own, expected, "{name}.{field}");
        }
    }
}
