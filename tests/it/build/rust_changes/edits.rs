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

/// The edits of a table, by pointer: lines such as `/info/version = "2"`.
pub fn table(text: &str) -> Vec<(String, Value)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let edits = lines.map(|line| {
        let (at, value) = line.split_once(" = ").unwrap();
        let at = if at.starts_with('/') { at.to_owned() } else { format!("/components/schemas/{at}") };
        (at, serde_json::from_str(value).unwrap())
    });
    edits.collect()
}

/// Every single edit.
pub fn all() -> Vec<Edit> {
    let mut edits = of_properties();
    for (at, value) in table(include_str!("edits.txt")) {
        edits.push(edit(format!("{at} = {value}"), move |spec| set(spec, &at, &value)));
    }
    edits.extend(of_the_document());
    edits
}

/// What can be done to one property.
fn of_properties() -> Vec<Edit> {
    let mut edits = Vec::new();
    for (index, place) in PROPERTIES.into_iter().enumerate() {
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
        // Each at every second place.
        for (name, value) in settings().into_iter().skip(index % 2).step_by(2) {
            let at = format!("/components/schemas/{place}");
            edits.push(edit(format!("make {place} {name}"), move |spec| set(spec, &at, &value)));
        }
    }
    edits
}

/// What takes more than one step.
fn of_the_document() -> Vec<Edit> {
    let mut edits = Vec::new();
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
