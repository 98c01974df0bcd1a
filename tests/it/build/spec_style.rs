//! How `openapi.yaml` is written: everything is described and says its evidence, and no keyword is misspelt. That is ours
//! to keep, so the tests check it and not the build of a user.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::lines::Lines;
use crate::support::place::{child, name};
use crate::support::spec;

const DOCUMENT: &[&str] =
    &["openapi", "info", "externalDocs", "servers", "tags", "security", "paths", "components"];
const INFO: &[&str] = &["title", "version", "description", "termsOfService", "contact", "license"];
const SERVER: &[&str] = &["url", "description", "x-evidence"];
const COMPONENTS: &[&str] = &["schemas", "responses", "securitySchemes"];
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const PATH_ITEM: &[&str] =
    &["summary", "description", "get", "put", "post", "delete", "options", "head", "patch", "trace"];
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
    "x-retrieved",
    "x-retry",
    "x-unknown",
];
const REQUEST_BODY: &[&str] = &["description", "required", "content"];
const RESPONSE: &[&str] = &["description", "headers", "content", "x-evidence"];
const HEADER: &[&str] = &["description", "required", "deprecated", "schema", "example", "x-evidence"];
const MEDIA_TYPE: &[&str] = &["schema", "example", "examples"];
const SECURITY_SCHEME: &[&str] = &["type", "in", "name", "description", "x-evidence"];
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
    "enum",
    "pattern",
    "format",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "x-evidence",
    "x-masked",
    "x-repair",
    "x-sensitive",
];
const EVIDENCE: &[&str] = &["stated", "sample", "inferred"];

struct Style<'a> {
    document: &'a Value,
    lines: Lines,
    faults: BTreeSet<(usize, String)>,
}

/// Everything in a spec that is not written as ours is, in the order of the file.
fn faults(yaml: &str) -> Vec<String> {
    let document = serde_norway::from_str::<Value>(yaml).unwrap();
    let mut style = Style { document: &document, lines: Lines::of(yaml), faults: BTreeSet::new() };
    style.document();
    let faults = style.faults.into_iter();
    faults.map(|(line, sentence)| format!("openapi.yaml:{line}: {sentence}")).collect()
}

impl<'a> Style<'a> {
    fn fault(&mut self, at: &str, sentence: &str) {
        let place = name(self.document, at);
        let place = if place.is_empty() { "the document".to_owned() } else { place };
        self.faults.insert((self.lines.line(at), format!("{place}: {sentence}")));
    }

    fn document(&mut self) {
        let document = self.document;
        self.known("", document, "an OpenAPI document", DOCUMENT);
        self.known("/info", &document["info"], "info", INFO);
        for (index, server) in document["servers"].as_array().into_iter().flatten().enumerate() {
            self.known(&child("/servers", &index.to_string()), server, "a server", SERVER);
        }
        let components = &document["components"];
        self.known("/components", components, "components", COMPONENTS);
        for (name, scheme) in members(components, "securitySchemes") {
            let at = child("/components/securitySchemes", name);
            self.known(&at, scheme, "a security scheme", SECURITY_SCHEME);
            self.described(&at, scheme, "a security scheme");
            self.evidence(&at, scheme, "a header");
        }
        for (name, schema) in members(components, "schemas") {
            let at = child("/components/schemas", name);
            self.described(&at, schema, "a schema");
            self.schema(&at, schema);
        }
        for (name, response) in members(components, "responses") {
            self.response(&child("/components/responses", name), response);
        }
        for (path, item) in members(document, "paths") {
            let at = child("/paths", path);
            self.known(&at, item, "a path", PATH_ITEM);
            for method in METHODS.into_iter().filter(|method| item[method].is_object()) {
                self.operation(&child(&at, method), &item[method]);
            }
        }
    }

    fn operation(&mut self, at: &str, operation: &'a Value) {
        self.known(at, operation, "an operation", OPERATION);
        self.described(at, operation, "an operation");
        if let Some(body) = operation.get("requestBody") {
            let at = child(at, "requestBody");
            self.known(&at, body, "a request body", REQUEST_BODY);
            self.described(&at, body, "a request body");
            self.content(&at, body);
        }
        for (status, response) in members(operation, "responses") {
            self.response(&child(&child(at, "responses"), status), response);
        }
    }

    fn response(&mut self, at: &str, response: &'a Value) {
        // A component is checked where it stands.
        if response.get("$ref").is_some() {
            return;
        }
        self.known(at, response, "a response", RESPONSE);
        self.described(at, response, "a response");
        self.evidence(at, response, "a status");
        for (name, header) in members(response, "headers") {
            let at = child(&child(at, "headers"), name);
            self.known(&at, header, "a header", HEADER);
            self.described(&at, header, "a header");
            self.evidence(&at, header, "a header");
            self.schema(&child(&at, "schema"), &header["schema"]);
        }
        self.content(at, response);
    }

    fn content(&mut self, at: &str, holder: &'a Value) {
        for (media, content) in members(holder, "content") {
            let at = child(&child(at, "content"), media);
            self.known(&at, content, "a media type", MEDIA_TYPE);
        }
    }

    fn schema(&mut self, at: &str, schema: &'a Value) {
        if schema.get("$ref").is_some() {
            return;
        }
        self.known(at, schema, "a schema", SCHEMA);
        for (name, property) in members(schema, "properties") {
            let at = child(&child(at, "properties"), name);
            let target = property["$ref"].as_str().map(|reference| reference.trim_start_matches('#'));
            let at = target.map_or(at, str::to_owned);
            let documented = spec::followed(self.document, property);
            self.described(&at, documented, "a property");
            self.evidence(&at, documented, "a property");
            self.schema(&at, documented);
        }
        for keyword in ["items", "not", "additionalProperties"] {
            if let Some(inner) = schema.get(keyword).filter(|inner| inner.is_object()) {
                self.schema(&child(at, keyword), inner);
            }
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            for (index, inner) in schema[keyword].as_array().into_iter().flatten().enumerate() {
                self.schema(&child(&child(at, keyword), &index.to_string()), inner);
            }
        }
    }

    fn known(&mut self, at: &str, value: &Value, what: &str, keywords: &[&str]) {
        let Some(object) = value.as_object() else {
            return self.fault(at, &format!("{what} is missing here or is not a mapping; write one"));
        };
        for key in object.keys().filter(|key| !keywords.contains(&key.as_str())) {
            let known = keywords.join(", ");
            let sentence = format!("`{key}` is no keyword of {what}; correct it to one of {known}");
            self.fault(&child(at, key), &sentence);
        }
    }

    fn described(&mut self, at: &str, value: &Value, what: &str) {
        if value["description"].as_str().unwrap_or_default().trim().is_empty() {
            self.fault(at, &format!("{what} has no description; say in your own words what it means"));
        }
    }

    fn evidence(&mut self, at: &str, value: &Value, what: &str) {
        if !value["x-evidence"].as_str().is_some_and(|evidence| EVIDENCE.contains(&evidence)) {
            let sentence = format!("{what} needs x-evidence; write one of {}", EVIDENCE.join(", "));
            self.fault(&child(at, "x-evidence"), &sentence);
        }
    }
}

fn members<'a>(holder: &'a Value, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    holder[key].as_object().into_iter().flatten()
}

#[test]
fn the_crates_spec_is_described_has_its_evidence_and_misspells_nothing() {
    assert_eq!(faults(&spec::text()), Vec::<String>::new());
}

/// A text of the spec, what is written instead, the line that is named, and how the sentence starts.
const EDITS: &[(&str, &str, &str, &str)] = &[
    (
        "  title: Deepvue",
        "  titel: Deepvue",
        "titel: Deepvue DigiLocker KYC",
        "info: `titel` is no keyword of info; correct it to one of title, version",
    ),
    (
        "servers:\n",
        "server:\n",
        "server:",
        "server: `server` is no keyword of an OpenAPI document; correct it to one of openapi, info",
    ),
    (
        "      required: [consent, purpose]",
        "      requierd: [consent, purpose]",
        "requierd: [consent, purpose]",
        "schema InitiateSessionRequest, requierd: `requierd` is no keyword of a schema; correct it to one of type,",
    ),
    (
        "          nullable: true\n",
        "          nulable: true\n",
        "nulable: true",
        "schema InitiateSessionResponse, property code: `nulable` is no keyword of a schema; correct it to one of type,",
    ),
    (
        "            type: string\n            x-sensitive: false\n",
        "            type: string\n            x-sensitive: false\n            lenght: 1\n",
        "lenght: 1",
        "schema IssuedFile, property mime, items: `lenght` is no keyword of a schema;",
    ),
    (
        "        - type: integer\n",
        "        - type: integer\n          minimun: 0\n",
        "minimun: 0",
        "schema LocationPart, oneOf, part 2: `minimun` is no keyword of a schema;",
    ),
    (
        "      summary: Start",
        "      sumary: Start",
        "sumary: Start a DigiLocker session",
        "operation initiate_session: `sumary` is no keyword of an operation; correct it to one of operationId,",
    ),
    (
        "    post:\n",
        "    pots: {}\n    post:\n",
        "pots: {}",
        "operation POTS /v1/kyc/digilocker/initiate-session: `pots` is no keyword of a path; correct it to one of summary,",
    ),
    (
        "        required: true\n",
        "        requird: true\n",
        "requird: true",
        "operation initiate_session, request body: `requird` is no keyword of a request body; correct it to one of description,",
    ),
    (
        "            example:\n",
        "            exampel:\n",
        "exampel:",
        "operation initiate_session, request body, content application/json, exampel: `exampel` is no keyword of a media type;",
    ),
    (
        "      description: The document.\n",
        "      description: The document.\n      contents: {}\n",
        "contents: {}",
        "response FileFetched, contents: `contents` is no keyword of a response; correct it to one of description,",
    ),
    (
        "      in: header\n",
        "      in: header\n      scheme: x\n",
        "scheme: x",
        "security scheme client_id: `scheme` is no keyword of a security scheme; correct it to one of type,",
    ),
    (
        "  responses:\n    SessionStarted:",
        "  parameters: {}\n  responses:\n    SessionStarted:",
        "parameters: {}",
        "parameters: `parameters` is no keyword of components; correct it to one of schemas,",
    ),
    (
        "      description: What the vendor needs to know to start a session.\n",
        "",
        "InitiateSessionRequest:",
        "schema InitiateSessionRequest: a schema has no description; say in your own words what it means",
    ),
    (
        "          description: Mirrors the HTTP status, says the reference; the sample shows 201.\n",
        "          description: \" \"\n",
        "code:",
        "schema InitiateSessionResponse, property code: a property has no description; say in your own words what it means",
    ),
    (
        "        description: The session whose documents are listed.\n",
        "",
        "requestBody:",
        "operation issued_files, request body: a request body has no description; say in your own words what it means",
    ),
    (
        "      description: The documents of the customer.\n",
        "",
        "FilesListed:",
        "response FilesListed: a response has no description; say in your own words what it means",
    ),
    (
        "      description: The CLIENT_ID that the vendor issued.\n",
        "",
        "client_id:",
        "security scheme client_id: a security scheme has no description; say in your own words what it means",
    ),
    (
        "      description: |\n        Fetches one of",
        "      description: \"\"\n      x-retrieved: |\n        Fetches one of",
        "post:",
        "operation fetch_file: an operation has no description; say in your own words what it means",
    ),
    (
        "      x-evidence: stated\n      enum: [\"Y\"]",
        "      x-evidence: rumoured\n      enum: [\"Y\"]",
        "x-evidence: rumoured",
        "schema ConsentFlag: a property needs x-evidence; write one of stated, sample, inferred",
    ),
    (
        "      default: [aadhaar, pan, dl]\n          x-evidence: stated",
        "      default: [aadhaar, pan, dl]",
        "doc_types:",
        "schema InitiateSessionRequest, property doc_types: a property needs x-evidence; write one of stated, sample, inferred",
    ),
    (
        "      description: The document.\n      x-evidence: stated\n",
        "      description: The document.\n",
        "FileFetched:",
        "response FileFetched: a status needs x-evidence; write one of stated, sample, inferred",
    ),
    (
        "      description: The CLIENT_ID that the vendor issued.\n      x-evidence: stated\n",
        "      description: The CLIENT_ID that the vendor issued.\n",
        "client_id:",
        "security scheme client_id: a header needs x-evidence; write one of stated, sample, inferred",
    ),
    (
        "      description: The document.\n",
        "      description: The document.\n      headers:\n        X-Id:\n          description: An id.\n          schema:\n            type: string\n",
        "X-Id:",
        "response FileFetched, header X-Id: a header needs x-evidence; write one of stated, sample, inferred",
    ),
];

#[test]
fn what_is_not_written_like_ours_is_one_sentence_with_line_place_and_remedy() {
    for (from, to, line, expected) in EDITS {
        let text = spec::text();
        assert!(text.contains(from), "the spec does not contain {from:?}");
        let edited = text.replacen(from, to, 1);
        let faults = faults(&edited);
        let [fault] = &faults[..] else { panic!("{from:?}: not one fault: {faults:#?}") };
        let (number, sentence) = fault["openapi.yaml:".len()..].split_once(": ").unwrap();
        assert!(sentence.starts_with(expected), "expected {expected}\n     got {sentence}");
        let found = edited.lines().nth(number.parse::<usize>().unwrap() - 1).unwrap();
        assert_eq!(found.trim(), *line, "{fault}");
    }
}
