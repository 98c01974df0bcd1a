//! Step 2: finds what would otherwise become wrong code, or a leaked value, without anybody noticing.
//!
//! The OpenAPI libraries read a misspelt type as "anything", ignore unknown keywords, and panic on the rest. So the
//! tree itself is checked here, and all faults are collected. The style of the spec (descriptions, evidence, spelling
//! of keywords) is checked by the tests and not by a user's build.

mod schema;

use std::collections::BTreeSet;

use serde_json::Value;

use super::fault::Fault;
use super::lookup::{members, operations};
use super::place::child;
use super::prepare::response_schemas;
use schema::Place;

const RETRY: &[&str] = &["advised", "not-delivered"];
const KEYS: [&str; 2] = ["client_id", "client_secret"];

/// Checks the whole document.
pub(crate) fn spec(document: &Value) -> Vec<Fault> {
    let response_components = response_schemas(document);
    let mut check = Check { document, response_components, schemas: BTreeSet::new(), faults: Vec::new() };
    check.version();
    check.server();
    check.references("", document);
    check.keys();
    check.components();
    check.paths();
    check.stray_markers("", document);
    check.faults
}

struct Check<'a> {
    document: &'a Value,
    /// The components that some response uses.
    response_components: BTreeSet<String>,
    /// The pointers of all schemas that were checked.
    schemas: BTreeSet<String>,
    faults: Vec<Fault>,
}

impl<'a> Check<'a> {
    /// Adds a fault, once for each place, however many references lead there.
    fn fault(&mut self, at: &str, sentence: impl Into<String>) {
        let fault = Fault::new(at, sentence);
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    /// Follows a reference; returns any other value as it is, and `None` for a reference to nothing.
    fn resolved(&self, value: &'a Value) -> Option<&'a Value> {
        match value["$ref"].as_str() {
            Some(reference) => self.document.pointer(reference.strip_prefix('#')?),
            None => Some(value),
        }
    }

    fn version(&mut self) {
        match self.document["openapi"].as_str() {
            Some(version) if version.starts_with("3.0.") => {}
            Some(version) => self.fault(
                "/openapi",
                format!(
                    "OpenAPI {version} is not supported, since progenitor reads 3.0 only; write the spec as 3.0.3"
                ),
            ),
            None => self.fault("/openapi", "the OpenAPI version is missing; write openapi: 3.0.3"),
        }
    }

    fn server(&mut self) {
        let [server] = self.document["servers"].as_array().map_or(&[][..], Vec::as_slice) else {
            return self.fault("/servers", "the client has one base URL; name exactly one server");
        };
        match server["url"].as_str() {
            Some(url) if url.starts_with("https://") && !url.ends_with('/') && !url.contains('{') => {}
            _ => self.fault("/servers/0/url", "this is not an https URL without a trailing slash; write one"),
        }
    }

    fn references(&mut self, at: &str, value: &'a Value) {
        match value {
            Value::Object(object) => {
                if let Some(reference) = object.get("$ref") {
                    self.reference(&child(at, "$ref"), reference, object.len() > 1);
                }
                object.iter().for_each(|(key, value)| self.references(&child(at, key), value));
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.references(&child(at, &index.to_string()), item);
                }
            }
            _ => {}
        }
    }

    fn reference(&mut self, at: &str, reference: &Value, has_more: bool) {
        let parent = at.rsplitn(3, '/').nth(2).unwrap_or_default();
        let is_response = parent == "/components/responses"
            || (at.starts_with("/paths/") && parent.ends_with("/responses"));
        let section = if is_response { "responses" } else { "schemas" };
        match reference.as_str().and_then(|text| text.strip_prefix('#')) {
            None => self
                .fault(at, format!("$ref {reference} is not inside this file; write it as #/components/…")),
            Some(pointer) if self.document.pointer(pointer).is_none() => self.fault(
                at,
                format!("$ref {reference} leads nowhere; define its target, or correct the reference"),
            ),
            Some(pointer) if !pointer.starts_with(&format!("/components/{section}/")) => self.fault(
                at,
                format!(
                    "$ref {reference} leads to something else than is needed here; refer into #/components/{section}/"
                ),
            ),
            Some(_) if has_more => {
                self.fault(at, "keywords beside a $ref have no effect; move them to its target");
            }
            Some(_) => {}
        }
    }

    /// Checks that both keys travel in headers of their own: the client always sends them.
    fn keys(&mut self) {
        let schemes = &self.document["components"]["securitySchemes"];
        let at = "/components/securitySchemes";
        for key in KEYS.into_iter().filter(|key| schemes[key].is_null()) {
            self.fault(
                at,
                format!(
                    "the security scheme `{key}` is missing; declare it, its name is the header that is sent"
                ),
            );
        }
        for (name, scheme) in members(&self.document["components"], "securitySchemes") {
            let token =
                |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            let has_header = scheme["name"].as_str().is_some_and(token);
            if scheme["type"] != "apiKey" || scheme["in"] != "header" || !has_header {
                self.fault(
                    &child(at, name),
                    "the client sends keys as headers only; set type: apiKey, in: header and the header's name",
                );
            }
        }
        let [id, secret] = KEYS.map(|key| schemes[key]["name"].as_str().map(str::to_ascii_lowercase));
        if let (Some(id), Some(secret)) = (id, secret)
            && id == secret
        {
            self.fault(at, format!("both keys would travel in the header `{id}`; give each its own name"));
        }
    }

    fn components(&mut self) {
        let components = &self.document["components"];
        for section in ["schemas", "responses"] {
            let at = child("/components", section);
            for (name, _) in members(components, section).filter(|(_, it)| it.get("$ref").is_some()) {
                self.fault(
                    &child(&child(&at, name), "$ref"),
                    "a component that only refers to another is no type of its own; refer to that one instead",
                );
            }
        }
        for (name, schema) in members(components, "schemas") {
            let at = child("/components/schemas", name);
            let is_camel = name.chars().all(|c| c.is_ascii_alphanumeric());
            if !is_camel || !name.starts_with(|c: char| c.is_ascii_uppercase()) {
                self.fault(&at, "a schema is named like its Rust type; write the name in UpperCamelCase");
            }
            let is_in_response = self.response_components.contains(name);
            self.schema(
                &at,
                schema,
                if is_in_response { Place::ResponseComponent } else { Place::Component },
            );
        }
        for (name, response) in members(components, "responses") {
            self.response(&child("/components/responses", name), response);
        }
    }

    fn paths(&mut self) {
        let document = self.document;
        if members(document, "paths").next().is_none() {
            return self.fault("/paths", "there is no path; describe at least one operation");
        }
        for (path, item) in members(document, "paths") {
            let at = child("/paths", path);
            if !path.starts_with('/') {
                self.fault(&at, "a path starts with a slash; put one in front");
            }
            self.parameters(&at, item, path.contains('{'));
        }
        let mut ids = BTreeSet::new();
        for (at, operation) in operations(document) {
            let id = self.operation(&at, operation);
            if !id.is_empty() && !ids.insert(id) {
                self.fault(
                    &child(&at, "operationId"),
                    format!("operationId `{id}` is used twice; give each operation its own"),
                );
            }
        }
    }

    /// Refuses parameters: each call takes its URL from the table of operations, so a parameter would be lost.
    fn parameters(&mut self, at: &str, holder: &Value, is_template: bool) {
        if is_template || !holder["parameters"].is_null() {
            self.fault(at, "the client sends no parameters; put values into the request body");
        }
    }

    fn operation(&mut self, at: &str, operation: &'a Value) -> &'a str {
        let id = operation["operationId"].as_str().unwrap_or_default();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !id.starts_with(|c: char| c.is_ascii_lowercase()) || !id.chars().all(plain) {
            self.fault(
                &child(at, "operationId"),
                "there is no operationId in snake_case; add one, it names the Rust method",
            );
        }
        if !operation["x-retry"].as_str().is_some_and(|retry| RETRY.contains(&retry)) {
            self.fault(
                &child(at, "x-retry"),
                format!("an operation needs x-retry; write one of {}", RETRY.join(", ")),
            );
        }
        self.parameters(at, operation, false);
        self.secured(at, operation);
        if !operation["requestBody"].is_null() {
            self.content(&child(at, "requestBody"), &operation["requestBody"]);
        }
        self.responses(&child(at, "responses"), &operation["responses"]);
        id
    }

    /// Checks that an operation requires both keys, since both are sent.
    fn secured(&mut self, at: &str, operation: &Value) {
        let own = &operation["security"];
        let (at, security) =
            if own.is_null() { ("/security", &self.document["security"]) } else { (at, own) };
        match security.as_array().map(Vec::as_slice) {
            Some([both]) if KEYS.iter().all(|key| both[key].is_array()) => {}
            _ => self.fault(
                at,
                "it does not ask for both keys; put `client_id: []` and `client_secret: []` into one security requirement",
            ),
        }
    }

    fn responses(&mut self, at: &str, responses: &'a Value) {
        let mut has_success = false;
        let mut schemas = BTreeSet::new();
        for (status, response) in responses.as_object().into_iter().flatten() {
            let here = child(at, status);
            let number = status.parse::<u16>().ok().filter(|_| status.len() == 3);
            if !number.is_some_and(|number| (100..600).contains(&number)) {
                self.fault(&here, format!("`{status}` is no HTTP status; write three digits in quotes"));
            }
            // A component is checked where it is defined.
            if response["$ref"].is_null() {
                self.response(&here, response);
            }
            if status.starts_with('2') {
                has_success = true;
                let resolved = self.resolved(response);
                schemas.extend(
                    resolved.map(|response| response["content"]["application/json"]["schema"].to_string()),
                );
            }
        }
        if !has_success {
            self.fault(at, "there is no 2xx response; describe what success looks like");
        } else if schemas.len() > 1 {
            self.fault(
                at,
                "the 2xx responses have different schemas; refer to one, since a call returns one Rust type",
            );
        }
    }

    fn response(&mut self, at: &str, response: &'a Value) {
        if !response["$ref"].is_null() {
            return;
        }
        for (name, header) in members(response, "headers") {
            let at = child(&child(&child(at, "headers"), name), "schema");
            self.schema(&at, &header["schema"], Place::Header);
        }
        self.content(at, response);
    }

    fn content(&mut self, at: &str, holder: &'a Value) {
        let at = child(at, "content");
        let media = members(holder, "content").map(|(name, _)| name.as_str()).collect::<Vec<_>>();
        if media != ["application/json"] {
            return self.fault(&at, "the API speaks JSON only; describe application/json, and nothing else");
        }
        let at = child(&at, "application/json");
        let schema = &holder["content"]["application/json"]["schema"];
        if !schema["$ref"].is_string() {
            // Only components are prepared for the generator: markers here would protect nothing.
            return self
                .fault(&at, "the schema is not a $ref; move it to #/components/schemas/ and refer to it");
        }
        self.schema(&child(&at, "schema"), schema, Place::Message);
    }

    /// Refuses a marker on anything but a schema, where it has no effect.
    fn stray_markers(&mut self, at: &str, value: &Value) {
        match value {
            Value::Object(object) => {
                let is_schema = self.schemas.contains(at);
                for marker in schema::MARKERS.iter().filter(|marker| object.contains_key(**marker)) {
                    if !is_schema {
                        self.fault(
                            &child(at, marker),
                            format!(
                                "{marker} stands on something that is not a schema; move it to the property that it is about"
                            ),
                        );
                    }
                }
                object.iter().for_each(|(key, value)| self.stray_markers(&child(at, key), value));
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.stray_markers(&child(at, &index.to_string()), item);
                }
            }
            _ => {}
        }
    }
}
