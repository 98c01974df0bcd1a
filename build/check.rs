//! Step 2: everything that must hold before a generator sees the spec.
//!
//! The OpenAPI libraries take a misspelt type for "anything", ignore what they do not know, and panic on the rest. So
//! the tree itself is checked here, and the first fault found ends the build.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::fault::{Fault, child};
use super::prepare::CONSTRAINTS;
use super::read::{METHODS, operations};

const DOCUMENT: &[&str] =
    &["openapi", "info", "externalDocs", "servers", "tags", "security", "paths", "components"];
const INFO: &[&str] = &["title", "version", "description", "termsOfService", "contact", "license"];
const SERVER: &[&str] = &["url", "description"];
const COMPONENTS: &[&str] = &["schemas", "responses", "securitySchemes"];
const PATH_ITEM: &[&str] = &["summary", "description"];
const OPERATION: &[&str] = &[
    "operationId",
    "summary",
    "description",
    "tags",
    "externalDocs",
    "requestBody",
    "responses",
    "security",
    "deprecated",
];
const REQUEST_BODY: &[&str] = &["description", "required", "content"];
const RESPONSE: &[&str] = &["description", "headers", "content"];
const HEADER: &[&str] = &["description", "required", "deprecated", "schema", "example"];
const MEDIA_TYPE: &[&str] = &["schema", "example", "examples"];
const SECURITY_SCHEME: &[&str] = &["type", "in", "name", "description"];
/// Beside those that limit values: `CONSTRAINTS`, which answers are freed of.
const SCHEMA: &[&str] = &[
    "type",
    "title",
    "description",
    "properties",
    "required",
    "items",
    "default",
    "nullable",
    "example",
    "deprecated",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "additionalProperties",
    "minProperties",
    "maxProperties",
    "readOnly",
    "writeOnly",
    "discriminator",
    "externalDocs",
];
/// The extensions that this build and the drift checks know: a misspelt marker protects nothing.
const EXTENSIONS: &[&str] = &["x-evidence", "x-masked", "x-repair", "x-retrieved", "x-retry", "x-sensitive"];
const TYPES: &[&str] = &["string", "number", "integer", "boolean", "array", "object"];
const EVIDENCE: &[&str] = &["stated", "sample", "inferred"];
const REPAIR: &[&str] = &["never", "yes-no"];
const RETRY: &[&str] = &["advised", "not-delivered"];
const KEYS: [&str; 2] = ["client_id", "client_secret"];

type Checked = Result<(), Fault>;
type Object = Map<String, Value>;

/// Checks the whole document.
pub(crate) fn spec(document: &Value) -> Checked {
    let check = Check { document };
    let root = known("", document, "an OpenAPI document", DOCUMENT)?;
    version(root)?;
    check.references("", document)?;
    known("/info", &document["info"], "info", INFO)?;
    server(&document["servers"])?;
    let components = known("/components", &document["components"], "components", COMPONENTS)?;
    for (name, scheme) in members(components, "securitySchemes") {
        security_scheme(&child("/components/securitySchemes", name), scheme)?;
    }
    for (name, schema) in members(components, "schemas") {
        let at = child("/components/schemas", name);
        described(&at, known_schema(&at, schema)?, "a schema")?;
        check.schema(&at, schema)?;
    }
    for (name, response) in members(components, "responses") {
        check.response(&child("/components/responses", name), response)?;
    }
    check.paths(root)
}

struct Check<'a> {
    document: &'a Value,
}

impl<'a> Check<'a> {
    /// What a value stands for: itself, or what it refers to.
    fn resolved(&self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str().and_then(|reference| self.document.pointer(reference.strip_prefix('#')?))
        {
            Some(target) => target,
            None => value,
        }
    }

    fn references(&self, at: &str, value: &Value) -> Checked {
        match value {
            Value::Object(object) => {
                if let Some(reference) = object.get("$ref") {
                    self.reference(at, reference, object)?;
                }
                object.iter().try_for_each(|(key, value)| self.references(&child(at, key), value))
            }
            Value::Array(items) => {
                let mut items = items.iter().enumerate();
                items.try_for_each(|(index, item)| self.references(&child(at, &index.to_string()), item))
            }
            _ => Ok(()),
        }
    }

    fn reference(&self, at: &str, reference: &Value, object: &Object) -> Checked {
        let target = reference.as_str().and_then(|text| text.strip_prefix('#'));
        let parent = at.rsplit_once('/').map_or("", |(parent, _)| parent);
        let is_response = parent == "/components/responses"
            || (at.starts_with("/paths/") && parent.ends_with("/responses"));
        let section = if is_response { "responses" } else { "schemas" };
        match target {
            Some(pointer) if self.document.pointer(pointer).is_none() => fault(
                at,
                format!("$ref {reference} leads nowhere; define its target, or correct the reference"),
            ),
            Some(pointer) if !pointer.starts_with(&format!("/components/{section}/")) => fault(
                at,
                format!(
                    "$ref {reference} leads to something else than is needed here; refer into #/components/{section}/"
                ),
            ),
            Some(_) if object.len() > 1 => {
                fault(at, "keywords beside a $ref have no effect; move them to its target")
            }
            Some(_) => Ok(()),
            None => {
                fault(at, format!("$ref {reference} is not inside this file; write it as #/components/…"))
            }
        }
    }

    fn paths(&self, root: &'a Object) -> Checked {
        let paths = members(root, "paths").collect::<Vec<_>>();
        if paths.is_empty() {
            return fault("/paths", "there is no path; describe at least one operation");
        }
        for (path, item) in paths {
            let at = child("/paths", path);
            known(&at, item, "a path", &[PATH_ITEM, &METHODS].concat())?;
            if !path.starts_with('/') {
                return fault(&at, "a path starts with a slash; put one in front");
            }
        }
        let mut ids = BTreeSet::new();
        for (at, operation) in operations(self.document) {
            let id = self.operation(&at, operation)?;
            if !ids.insert(id) {
                return fault(&at, format!("operationId `{id}` is used twice; give each operation its own"));
            }
        }
        Ok(())
    }

    fn operation(&self, at: &str, operation: &'a Value) -> Result<&'a str, Fault> {
        let object = known(at, operation, "an operation", OPERATION)?;
        let id = operation["operationId"].as_str().unwrap_or_default();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !id.starts_with(|c: char| c.is_ascii_lowercase()) || !id.chars().all(plain) {
            return fault(at, "there is no operationId in snake_case; add one, it names the Rust method");
        }
        described(at, object, "an operation")?;
        one_of(at, object, "x-retry", "an operation", RETRY)?;
        self.secured(at, operation)?;
        if let Some(body) = object.get("requestBody") {
            let at = child(at, "requestBody");
            described(&at, known(&at, body, "a request body", REQUEST_BODY)?, "a request body")?;
            self.content(&at, body)?;
        }
        self.responses(&child(at, "responses"), &operation["responses"])?;
        Ok(id)
    }

    /// The client always sends both keys, so every operation must ask for both.
    fn secured(&self, at: &str, operation: &Value) -> Checked {
        for key in KEYS {
            if self.document["components"]["securitySchemes"][key].is_null() {
                return fault(
                    "/components/securitySchemes",
                    format!(
                        "the security scheme `{key}` is missing; declare it, its name is the header that is sent"
                    ),
                );
            }
        }
        let [id, secret] = KEYS.map(|key| {
            let name = self.document["components"]["securitySchemes"][key]["name"].as_str();
            name.unwrap_or_default().to_ascii_lowercase()
        });
        if id == secret {
            return fault(
                "/components/securitySchemes",
                format!("both keys would travel in the header `{id}`; give each its own name"),
            );
        }
        let security = match &operation["security"] {
            Value::Null => &self.document["security"],
            own => own,
        };
        match security.as_array().map(Vec::as_slice) {
            Some([both]) if KEYS.iter().all(|key| both[key].is_array()) => Ok(()),
            _ => fault(
                at,
                "it does not ask for both keys; put `client_id: []` and `client_secret: []` into one security requirement",
            ),
        }
    }

    fn responses(&self, at: &str, responses: &'a Value) -> Checked {
        let mut success = BTreeSet::new();
        for (status, response) in responses.as_object().into_iter().flatten() {
            let at = child(at, status);
            let number =
                status.parse::<u16>().is_ok_and(|number| status.len() == 3 && (100..600).contains(&number));
            if !number {
                return fault(&at, format!("`{status}` is no HTTP status; write three digits in quotes"));
            }
            let response = self.resolved(response);
            self.response(&at, response)?;
            if status.starts_with('2') {
                success.insert(response["content"]["application/json"]["schema"].to_string());
            }
        }
        match success.len() {
            0 => fault(at, "there is no 2xx response; describe what success looks like"),
            1 => Ok(()),
            _ => fault(
                at,
                "the 2xx responses have different schemas; refer to one, since a call returns one Rust type",
            ),
        }
    }

    fn response(&self, at: &str, response: &'a Value) -> Checked {
        let object = known(at, response, "a response", RESPONSE)?;
        described(at, object, "a response")?;
        evidence(at, object, "a status")?;
        for (name, header) in members(object, "headers") {
            let at = child(&child(at, "headers"), name);
            let object = known(&at, header, "a header", HEADER)?;
            described(&at, object, "a header")?;
            evidence(&at, object, "a header")?;
            self.schema(&child(&at, "schema"), &header["schema"])?;
        }
        self.content(at, response)
    }

    fn schema(&self, at: &str, schema: &'a Value) -> Checked {
        if schema["$ref"].is_string() {
            return Ok(());
        }
        let object = known_schema(at, schema)?;
        kind(at, object)?;
        if object.contains_key("x-sensitive")
            && !at.rsplit_once('/').is_some_and(|(up, _)| up.ends_with("/properties"))
        {
            return fault(
                at,
                "x-sensitive stands on something that is not a property; move it to the property",
            );
        }
        sensitive(at, object)?;
        repair(at, object)?;
        for (name, property) in members(object, "properties") {
            let at = child(&child(at, "properties"), name);
            let described_by = self.resolved(property);
            described(&at, known_schema(&at, described_by)?, "a property")?;
            evidence(&at, described_by.as_object().unwrap_or(object), "a property")?;
            self.schema(&at, property)?;
        }
        for name in array(object, "required") {
            let known = name.as_str().is_some_and(|name| schema["properties"].get(name).is_some());
            if !known {
                return fault(
                    &child(at, "required"),
                    format!("{name} is not a property; correct the name or describe it"),
                );
            }
        }
        for keyword in ["items", "not", "additionalProperties"] {
            if let Some(inner) = object.get(keyword).filter(|inner| !inner.is_boolean()) {
                self.inner(&child(at, keyword), inner)?;
            }
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            for (index, inner) in array(object, keyword).enumerate() {
                self.inner(&child(&child(at, keyword), &index.to_string()), inner)?;
            }
        }
        Ok(())
    }

    fn inner(&self, at: &str, schema: &'a Value) -> Checked {
        self.not_nullable(at, schema)?;
        self.schema(at, schema)
    }

    fn not_nullable(&self, at: &str, schema: &'a Value) -> Checked {
        if self.resolved(schema)["nullable"] == true {
            return fault(
                at,
                "what stands here is nullable, and the generator can take a null only in place of a property; remove nullable",
            );
        }
        Ok(())
    }

    fn content(&self, at: &str, holder: &'a Value) -> Checked {
        let at = child(at, "content");
        let media = known(&at, &holder["content"], "content", &["application/json"])?;
        let at = child(&at, "application/json");
        match media.get("application/json") {
            Some(json) => {
                known(&at, json, "a media type", MEDIA_TYPE)?;
                if json["schema"]["$ref"].is_string() {
                    return self.not_nullable(&child(&at, "schema"), &json["schema"]);
                }
                // Only components are prepared for the generator: markers here would protect nothing.
                fault(&at, "the schema is not a $ref; move it to #/components/schemas/ and refer to it")
            }
            None => fault(&at, "the API speaks JSON only; describe application/json"),
        }
    }
}

/// The object at `at`, which may hold the named keywords, known extensions and nothing else.
fn known<'a>(at: &str, value: &'a Value, what: &str, keywords: &[&str]) -> Result<&'a Object, Fault> {
    let Some(object) = value.as_object() else {
        return fault(at, format!("{what} is missing here or is not a mapping; write one"));
    };
    let known = |key: &str| keywords.contains(&key) || EXTENSIONS.contains(&key);
    let unknown = object.keys().find(|key| !known(key));
    match unknown {
        None => Ok(object),
        Some(key) => {
            let known = if key.starts_with("x-") { EXTENSIONS } else { keywords };
            fault(
                &child(at, key),
                format!("`{key}` is no keyword of {what}; correct it to one of {}", known.join(", ")),
            )
        }
    }
}

fn server(servers: &Value) -> Checked {
    let [server] = servers.as_array().map_or(&[][..], Vec::as_slice) else {
        return fault("/servers", "the client has one base URL; name exactly one server");
    };
    known("/servers/0", server, "a server", SERVER)?;
    match server["url"].as_str() {
        Some(url) if url.starts_with("https://") && !url.ends_with('/') && !url.contains('{') => Ok(()),
        _ => fault("/servers/0/url", "this is not an https URL without a trailing slash; write one"),
    }
}

fn security_scheme(at: &str, scheme: &Value) -> Checked {
    let object = known(at, scheme, "a security scheme", SECURITY_SCHEME)?;
    described(at, object, "a security scheme")?;
    evidence(at, object, "a header")?;
    let token = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if scheme["type"] != "apiKey" || scheme["in"] != "header" || !scheme["name"].as_str().is_some_and(token) {
        return fault(
            at,
            "the client sends keys as headers only; set type: apiKey, in: header and the header's name",
        );
    }
    Ok(())
}

fn known_schema<'a>(at: &str, schema: &'a Value) -> Result<&'a Object, Fault> {
    known(at, schema, "a schema", &[SCHEMA, &CONSTRAINTS].concat())
}

fn version(root: &Object) -> Checked {
    match root.get("openapi").and_then(Value::as_str) {
        Some(version) if version.starts_with("3.0.") => Ok(()),
        Some(version) => fault(
            "/openapi",
            format!(
                "OpenAPI {version} is not supported, since progenitor reads 3.0 only; write the spec as 3.0.3"
            ),
        ),
        None => fault("/openapi", "the OpenAPI version is missing; write openapi: 3.0.3"),
    }
}

fn kind(at: &str, schema: &Object) -> Checked {
    let composed = ["allOf", "oneOf", "anyOf", "not"].iter().any(|keyword| schema.contains_key(*keyword));
    match schema.get("type") {
        None if composed => Ok(()),
        None => fault(at, format!("the schema has no type; write one of {}", TYPES.join(", "))),
        Some(Value::String(name)) if name == "array" && !schema.contains_key("items") => {
            fault(at, "the array does not say what it holds; add items")
        }
        Some(Value::String(name)) if TYPES.contains(&name.as_str()) => Ok(()),
        Some(other) => fault(
            &child(at, "type"),
            format!("{other} is no type of OpenAPI 3.0; write one of {}", TYPES.join(", ")),
        ),
    }
}

/// The generator protects a plain string or nothing: anything beside `type` would make it overlook the marker.
fn sensitive(at: &str, schema: &Object) -> Checked {
    for marker in ["x-masked", "x-sensitive"] {
        if schema.get(marker).is_some_and(|marker| *marker != true) {
            return fault(&child(at, marker), "the marker is `true` or left out; correct it");
        }
    }
    if !schema.contains_key("x-sensitive") {
        if schema.contains_key("x-masked") {
            return fault(at, "x-masked stands on something that is not x-sensitive; add that marker");
        }
        return Ok(());
    }
    let beside =
        |key: &&String| !["type", "description", "nullable", "example", "deprecated"].contains(&key.as_str());
    let extra = schema.keys().filter(beside).find(|key| !key.starts_with("x-"));
    if schema["type"] != "string" || extra.is_some() {
        return fault(
            at,
            "x-sensitive stands on something that is not a plain string; mark a string without format, enum, pattern or length",
        );
    }
    Ok(())
}

/// How a client may take a value of another type than documented; only texts have a choice.
fn repair(at: &str, schema: &Object) -> Checked {
    if !schema.contains_key("x-repair") {
        return Ok(());
    }
    if schema["type"] != "string" {
        return fault(at, "x-repair stands on something that is not a string; remove it");
    }
    one_of(at, schema, "x-repair", "a property", REPAIR)
}

fn described(at: &str, object: &Object, what: &str) -> Checked {
    match object.get("description").and_then(Value::as_str) {
        Some(text) if !text.trim().is_empty() => Ok(()),
        _ => fault(at, format!("{what} has no description; say in your own words what it means")),
    }
}

fn evidence(at: &str, object: &Object, what: &str) -> Checked {
    one_of(at, object, "x-evidence", what, EVIDENCE)
}

fn one_of(at: &str, object: &Object, key: &str, what: &str, allowed: &[&str]) -> Checked {
    match object.get(key).and_then(Value::as_str) {
        Some(value) if allowed.contains(&value) => Ok(()),
        _ => fault(at, format!("{what} needs {key}; write one of {}", allowed.join(", "))),
    }
}

fn members<'a>(object: &'a Object, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    object.get(key).and_then(Value::as_object).into_iter().flatten()
}

fn array<'a>(object: &'a Object, key: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    object.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn fault<T>(at: &str, sentence: impl Into<String>) -> Result<T, Fault> {
    Err(Fault::new(at, sentence))
}
