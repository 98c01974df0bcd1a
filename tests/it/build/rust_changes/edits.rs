//! Edits of the spec, one of each kind at several places.

use serde_json::{Value, json};

/// A change of the spec, by a name that says kind and place.
pub struct Edit {
    pub name: String,
    pub apply: Box<dyn Fn(&mut Value) + Send + Sync>,
}

/// Properties of requests, of answers, and of an error; with and without `required` and a default.
const PROPERTIES: [&str; 5] = [
    "FetchFileRequest/properties/purpose",
    "EaadhaarRequest/properties/generate_pdf",
    "AccessTokenData/properties/expires_in",
    "SessionData/properties/authorization_url",
    "BadRequestError/properties/detail",
];

/// What is set on a property, with other keywords removed that do not go with it.
fn settings() -> Vec<(&'static str, Value)> {
    vec![
        ("an integer", json!({ "type": "integer" })),
        ("a small integer", json!({ "type": "integer", "minimum": 1 })),
        ("an int32", json!({ "type": "integer", "format": "int32" })),
        ("a number", json!({ "type": "number", "maximum": 7 })),
        ("a boolean", json!({ "type": "boolean" })),
        ("a nullable boolean", json!({ "type": "boolean", "nullable": true })),
        ("an open string", json!({ "type": "string", "x-sensitive": false })),
        ("a date", json!({ "type": "string", "format": "date", "x-sensitive": false })),
        ("an email", json!({ "type": "string", "format": "email", "x-sensitive": false })),
        ("a pattern in place", json!({ "type": "string", "pattern": "^a$", "x-sensitive": false })),
        ("an enum in place", json!({ "type": "string", "enum": ["a", "b"] })),
        ("a list", json!({ "type": "array", "items": { "type": "integer" } })),
        ("a set", json!({ "type": "array", "uniqueItems": true, "items": { "type": "integer" } })),
        ("a map", json!({ "type": "object", "additionalProperties": { "type": "integer" } })),
        ("anything", json!({ "type": "object" })),
        ("an object in place", json!({ "type": "object", "properties": { "a": { "type": "integer" } } })),
        ("a plain component", json!({ "$ref": "#/components/schemas/EnvelopeCode" })),
        ("a component", json!({ "$ref": "#/components/schemas/LocationPart" })),
        ("a component in allOf", json!({ "allOf": [{ "$ref": "#/components/schemas/LocationPart" }] })),
    ]
}

/// A pointer, a keyword, and its new value; null removes it.
fn keywords() -> Vec<(&'static str, &'static str, Value)> {
    let property = |name: &'static str, keyword: &'static str, value: Value| (name, keyword, value);
    vec![
        property("EaadhaarRequest/properties/generate_pdf", "default", Value::Null),
        property("EaadhaarRequest/properties/generate_pdf", "default", json!(true)),
        property("EaadhaarRequest/properties/generate_pdf", "default", json!("yes")),
        property("EaadhaarRequest/properties/generate_pdf", "title", json!("Printed")),
        property("EaadhaarRequest/properties/generate_pdf", "nullable", json!(true)),
        property("EaadhaarRequest", "required", json!(["consent", "generate_pdf"])),
        property("InitiateSessionRequest/properties/doc_types", "default", Value::Null),
        property("InitiateSessionRequest/properties/doc_types", "default", json!([])),
        property("InitiateSessionRequest/properties/doc_types", "default", json!(["pan"])),
        property("InitiateSessionRequest/properties/doc_types", "default", json!(["passport"])),
        property("InitiateSessionRequest/properties/doc_types", "maxItems", json!(2)),
        property("InitiateSessionRequest/properties/doc_types", "uniqueItems", json!(true)),
        property("InitiateSessionRequest", "additionalProperties", json!(false)),
        property("InitiateSessionRequest", "additionalProperties", json!({ "type": "integer" })),
        property("InitiateSessionRequest", "title", json!("Start")),
        property("InitiateSessionRequest", "deprecated", json!(true)),
        property("AccessTokenData", "additionalProperties", json!(false)),
        property(
            "AccessTokenData",
            "additionalProperties",
            json!({ "type": "string", "x-sensitive": false }),
        ),
        property("AccessTokenData", "nullable", Value::Null),
        property("AccessTokenData/properties/expires_in", "maximum", json!(9)),
        property("AccessTokenData/properties/expires_in", "format", json!("int32")),
        property("AccessTokenData/properties/expires_in", "default", json!(60)),
        property("AccessTokenData/properties/eaadhaar", "x-repair", Value::Null),
        property("AccessTokenData/properties/eaadhaar", "x-sensitive", json!(false)),
        property("AccessTokenData/properties/consent_valid_till", "x-sensitive", json!(true)),
        property("AccessTokenData/properties/consent_valid_till", "pattern", json!("^[0-9]+$")),
        property("AccessTokenData/properties/mobile", "description", json!("The number.")),
        property("AccessTokenData/properties/mobile", "x-masked", json!(true)),
        property("EnvelopeTransactionId", "x-sensitive", json!(false)),
        property("EnvelopeSubCode", "pattern", json!("^[A-Z]+$")),
        property("EnvelopeCode", "nullable", Value::Null),
        property("EnvelopeCode", "format", json!("int32")),
        property("SessionData", "nullable", json!(true)),
        property("SessionData", "required", Value::Null),
        property("IssuedFile", "required", json!(["uri", "name"])),
        property("IssuedFile/properties/mime", "nullable", Value::Null),
        property("IssuedFilesResponse", "required", json!(["data"])),
        property("DocType", "enum", json!(["aadhaar", "pan", "dl", "passport"])),
        property("DocType", "enum", json!(["aadhaar", "pan"])),
        property("DocType", "enum", json!(["pan", "aadhaar", "dl"])),
        property("DocType", "enum", json!(["aadhaar", "pan", "dl", "d-l", "DL"])),
        property("DocType", "enum", json!(["aadhaar", "pan", "dl", "self", "1st", "+1"])),
        property("DocType", "enum", Value::Null),
        property("DocType", "default", json!("pan")),
        property("DocType", "minLength", json!(3)),
        property("ConsentFlag", "enum", json!(["Y", "N"])),
        property("LocationPart", "oneOf", json!([{ "type": "integer" }, { "type": "boolean" }])),
        property(
            "LocationPart",
            "oneOf",
            json!([{ "type": "integer", "title": "Position" }, { "type": "string", "title": "Name", "x-sensitive": false }]),
        ),
        property(
            "LocationPart",
            "oneOf",
            json!([{ "type": "integer" }, { "type": "string", "x-sensitive": false }, { "type": "boolean" }]),
        ),
        property(
            "LocationPart",
            "oneOf",
            json!([{ "type": "string", "x-sensitive": false }, { "type": "integer" }, { "$ref": "#/components/schemas/IssuedFile" }]),
        ),
        property(
            "LocationPart",
            "oneOf",
            json!([{ "$ref": "#/components/schemas/DocType" }, { "$ref": "#/components/schemas/ConsentFlag" }]),
        ),
        property("ValidationError", "required", Value::Null),
    ]
}

/// A schema in place of a component.
fn components() -> Vec<(&'static str, Value)> {
    let shared = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    vec![
        ("ConsentFlag", json!({ "type": "string", "pattern": "^Y$", "x-sensitive": false })),
        ("ConsentFlag", json!({ "type": "string", "maxLength": 1, "default": "Y", "x-sensitive": false })),
        ("ConsentFlag", json!({ "type": "boolean" })),
        ("ConsentFlag", json!({ "type": "integer", "enum": [0, 1] })),
        ("ConsentFlag", json!({ "type": "integer", "minimum": 0 })),
        ("ConsentFlag", json!({ "type": "string", "format": "uuid", "x-sensitive": false })),
        ("DocType", json!({ "type": "array", "items": { "type": "string", "x-sensitive": false } })),
        ("DocType", json!({ "type": "object", "additionalProperties": { "type": "number" } })),
        ("DocType", json!({ "type": "object", "additionalProperties": false })),
        ("DocType", json!({ "oneOf": [shared("ConsentFlag"), { "type": "integer" }] })),
        ("DocType", json!({ "anyOf": [shared("ConsentFlag"), { "type": "integer" }] })),
        ("DocType", json!({ "allOf": [shared("ConsentFlag")] })),
        ("DocType", json!({ "not": { "type": "integer" } })),
        ("ServerError", json!({ "allOf": [shared("BadRequestError")] })),
        ("ServerError", json!({ "allOf": [shared("BadRequestError"), shared("ProofOfIdentity")] })),
        ("ServerError", json!({ "allOf": [shared("BadRequestError"), shared("ForbiddenError")] })),
        ("ServerError", json!({ "oneOf": [shared("BadRequestError"), shared("ForbiddenError")] })),
        ("ServerError", json!({ "anyOf": [shared("BadRequestError"), shared("ProofOfIdentity")] })),
        ("ServerError", json!({ "not": shared("BadRequestError") })),
        ("EaadhaarData", json!({ "oneOf": [shared("ProofOfIdentity"), shared("ProofOfAddress")] })),
        ("EaadhaarData", json!({ "type": "object" })),
        ("SessionData", json!({ "type": "array", "items": shared("IssuedFile") })),
        (
            "IssuedFile",
            json!({ "type": "object", "properties": { "parts": shared("IssuedFile"), "uri": { "type": "string", "x-sensitive": true } } }),
        ),
        (
            "IssuedFile",
            json!({ "type": "object", "properties": { "parts": { "type": "array", "items": shared("IssuedFile") } } }),
        ),
    ]
}

const INITIATE: &str = "/paths/~1v1~1kyc~1digilocker~1initiate-session/post";

/// A pointer and its new value; null removes it.
fn operations() -> Vec<(String, Value)> {
    let at = |rest: &str| format!("{INITIATE}/{rest}");
    let answer = |name: &str| json!({ "$ref": format!("#/components/responses/{name}") });
    vec![
        (at("operationId"), json!("start_session")),
        (at("operationId"), Value::Null),
        (at("operationId"), json!("eaadhaar")),
        (at("x-retry"), json!("not-delivered")),
        (at("summary"), json!("Start")),
        (at("deprecated"), json!(true)),
        (at("tags"), json!(["session"])),
        (at("security"), json!([])),
        (at("security"), json!([{ "client_id": [], "client_secret": [], "token": [] }])),
        (at("parameters"), json!([{ "name": "x-id", "in": "header", "schema": { "type": "string" } }])),
        (
            at("parameters"),
            json!([{ "name": "x-id", "in": "header", "required": true, "schema": { "type": "string" } }]),
        ),
        (at("requestBody"), Value::Null),
        (at("requestBody/required"), json!(false)),
        (at("requestBody/content/text~1plain"), json!({ "schema": { "type": "string" } })),
        (
            at("requestBody/content/application~1json/schema/$ref"),
            json!("#/components/schemas/EaadhaarRequest"),
        ),
        (at("responses/201"), Value::Null),
        (at("responses/200"), Value::Null),
        (at("responses/202"), answer("SessionStarted")),
        (at("responses/202"), answer("FilesListed")),
        (at("responses/204"), json!({ "description": "Nothing." })),
        (at("responses/404"), answer("BadRequest")),
        (at("responses/503"), Value::Null),
        (at("responses/2XX"), answer("SessionStarted")),
        (at("responses/default"), answer("BadRequest")),
        (
            "/components/responses/FilesListed/content/application~1json/schema/$ref".into(),
            json!("#/components/schemas/EaadhaarResponse"),
        ),
        (
            "/components/responses/FilesListed/content/text~1csv".into(),
            json!({ "schema": { "type": "string" } }),
        ),
        (
            "/components/responses/FilesListed/headers".into(),
            json!({ "x-id": { "schema": { "type": "string" } } }),
        ),
        ("/components/responses/FilesListed/description".into(), json!("Files.")),
        ("/components/securitySchemes/client_id/name".into(), json!("x-client")),
        ("/components/securitySchemes/client_id/in".into(), json!("query")),
        ("/servers/0/url".into(), json!("https://api.deepvue.tech")),
        ("/info/version".into(), json!("2027-01-01")),
        ("/info/title".into(), json!("Another title")),
        ("/openapi".into(), json!("3.1.0")),
        (
            "/components/schemas/Spare".into(),
            json!({ "type": "object", "properties": { "spareWord": { "type": "integer" }, "type": { "type": "boolean" } } }),
        ),
        (
            "/components/schemas/URLPart".into(),
            json!({ "type": "object", "properties": { "spareWord": { "type": "integer" } } }),
        ),
        ("/components/schemas/UnavailableError".into(), Value::Null),
    ]
}

/// Every single edit.
pub fn all() -> Vec<Edit> {
    let mut edits = Vec::new();
    for place in PROPERTIES {
        let at = format!("/components/schemas/{place}");
        edits.push(edit(format!("remove {place}"), move |spec| remove_property(spec, &at)));
        let at = format!("/components/schemas/{place}");
        edits.push(edit(format!("rename {place}"), move |spec| rename_property(spec, &at, "otherName")));
        let at = format!("/components/schemas/{place}");
        edits.push(edit(format!("toggle required of {place}"), move |spec| toggle_required(spec, &at)));
        let at = format!("/components/schemas/{place}");
        edits.push(edit(format!("toggle nullable of {place}"), move |spec| {
            let is_nullable = spec.pointer(&at).is_some_and(|property| property["nullable"] == true);
            set(spec, &format!("{at}/nullable"), &json!(!is_nullable));
        }));
        for (is_needed, add) in [(false, "an optional"), (true, "a required")] {
            let at = format!("/components/schemas/{place}_too");
            edits.push(edit(format!("add {add} property beside {place}"), move |spec| {
                set(spec, &at, &json!({ "type": "integer" }));
                if is_needed {
                    toggle_required(spec, &at);
                }
            }));
        }
        for (name, value) in settings() {
            let at = format!("/components/schemas/{place}");
            edits.push(edit(format!("make {place} {name}"), move |spec| set(spec, &at, &value)));
        }
    }
    for (place, keyword, value) in keywords() {
        let at = format!("/components/schemas/{place}/{keyword}");
        edits.push(edit(format!("{place}: {keyword} {value}"), move |spec| set(spec, &at, &value)));
    }
    for (name, value) in components() {
        let at = format!("/components/schemas/{name}");
        edits.push(edit(format!("{name} is {value}"), move |spec| set(spec, &at, &value)));
    }
    for (at, value) in operations() {
        edits.push(edit(format!("{at} is {value}"), move |spec| set(spec, &at, &value)));
    }
    for (from, to) in
        [("DocType", "DocumentType"), ("SessionData", "Started"), ("EnvelopeCode", "StatusCode")]
    {
        edits.push(edit(format!("rename {from} to {to}"), move |spec| rename_component(spec, from, to)));
    }
    edits.push(edit("move a path".into(), |spec| {
        let paths = spec["paths"].as_object_mut().unwrap();
        let item = paths.remove("/v1/kyc/digilocker/eaadhaar").unwrap();
        paths.insert("/v2/eaadhaar".into(), item);
    }));
    edits.push(edit("change a method".into(), |spec| {
        let item = spec["paths"]["/v1/kyc/digilocker/eaadhaar"].as_object_mut().unwrap();
        let operation = item.remove("post").unwrap();
        item.insert("put".into(), operation);
    }));
    edits.push(edit("remove an operation".into(), |spec| {
        spec["paths"].as_object_mut().unwrap().remove("/v1/kyc/digilocker/file");
    }));
    edits.push(edit("add an operation".into(), |spec| {
        let mut item = spec["paths"]["/v1/kyc/digilocker/issued-files"].clone();
        item["post"]["operationId"] = "list_again".into();
        spec["paths"]["/v2/files"] = item;
    }));
    edits
}

fn edit(name: String, apply: impl Fn(&mut Value) + Send + Sync + 'static) -> Edit {
    Edit { name, apply: Box::new(apply) }
}

/// Sets or removes what a pointer leads to. A parent that another edit removed stays removed.
pub fn set(spec: &mut Value, at: &str, value: &Value) {
    let (parent, key) = at.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    match spec.pointer_mut(parent) {
        Some(Value::Object(parent)) if value.is_null() => drop(parent.remove(&key)),
        Some(Value::Object(parent)) => drop(parent.insert(key, value.clone())),
        Some(Value::Array(items)) => items[key.parse::<usize>().unwrap()] = value.clone(),
        _ => {}
    }
}

fn schema_of(at: &str) -> (&str, &str) {
    at.split_once("/properties/").unwrap()
}

fn required<'a>(spec: &'a mut Value, schema: &str) -> Option<&'a mut Vec<Value>> {
    let schema = spec.pointer_mut(schema)?.as_object_mut()?;
    schema.entry("required").or_insert_with(|| json!([])).as_array_mut()
}

fn toggle_required(spec: &mut Value, at: &str) {
    let (schema, name) = schema_of(at);
    if spec.pointer(at).is_some()
        && let Some(required) = required(spec, schema)
    {
        match required.iter().position(|other| other == name) {
            Some(position) => drop(required.remove(position)),
            None => required.push(name.into()),
        }
    }
}

fn remove_property(spec: &mut Value, at: &str) {
    let (schema, name) = schema_of(at);
    set(spec, at, &Value::Null);
    if let Some(required) = required(spec, schema) {
        required.retain(|other| other != name);
    }
}

fn rename_property(spec: &mut Value, at: &str, to: &str) {
    let (schema, name) = schema_of(at);
    let Some(property) = spec.pointer(at).cloned() else { return };
    set(spec, at, &Value::Null);
    set(spec, &format!("{schema}/properties/{to}"), &property);
    for other in required(spec, schema).into_iter().flatten().filter(|other| *other == name) {
        *other = to.into();
    }
}

fn rename_component(spec: &mut Value, from: &str, to: &str) {
    let schemas = spec["components"]["schemas"].as_object_mut().unwrap();
    if let Some(schema) = schemas.remove(from) {
        schemas.insert(to.to_owned(), schema);
    }
    refer(spec, &format!("#/components/schemas/{from}"), &format!("#/components/schemas/{to}"));
}

fn refer(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::String(text) if text == from => to.clone_into(text),
        Value::Object(object) => object.values_mut().for_each(|value| refer(value, from, to)),
        Value::Array(items) => items.iter_mut().for_each(|value| refer(value, from, to)),
        _ => {}
    }
}
