//! Checks what holds of any two documents, by random documents and random edits.

use std::collections::BTreeMap;

use fastrand::Rng;
use openapi_drift::{Change, Check, Impact};
use serde_json::{Value, json};

use super::{changes, lines};

const ROUNDS: u64 = 100;

const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];

/// Returns a random schema. Some refer to components, which may refer to themselves.
fn schema(random: &mut Rng, depth: u32) -> Value {
    let kind = random.u32(..if depth == 0 { 5 } else { 10 });
    let mut schema = match kind {
        0 => json!({ "type": "string" }),
        1 => json!({ "type": "integer", "minimum": random.i32(0..9) }),
        2 => json!({ "type": "number", "maximum": random.i32(10..99) }),
        3 => json!({ "type": "string", "enum": NAMES.iter().take(random.usize(1..5)).collect::<Vec<_>>() }),
        4 => json!({ "$ref": format!("#/components/schemas/{}", random.choice(NAMES).unwrap()) }),
        5 => json!({ "type": "array", "items": schema(random, depth - 1), "maxItems": random.u32(5..9) }),
        6 => json!({ "oneOf": [{ "type": "boolean" }, schema(random, depth - 1)] }),
        7 => json!({ "allOf": [object(random, depth - 1), object(random, depth - 1)] }),
        _ => object(random, depth - 1),
    };
    if kind < 3 && random.u32(..4) == 0 {
        schema["nullable"] = true.into();
    }
    schema
}

fn object(random: &mut Rng, depth: u32) -> Value {
    let names = NAMES.iter().filter(|_| random.bool()).collect::<Vec<_>>();
    let properties = names.iter().map(|name| ((**name).to_owned(), schema(random, depth)));
    let properties = properties.collect::<serde_json::Map<_, _>>();
    let required = names.iter().filter(|_| random.bool()).collect::<Vec<_>>();
    let mut object = json!({ "type": "object", "properties": properties, "required": required });
    if random.u32(..4) == 0 {
        object["additionalProperties"] = false.into();
    }
    object
}

fn document(random: &mut Rng) -> Value {
    let operation = |random: &mut Rng, id: usize| {
        json!({
            "operationId": format!("op{id}"),
            "parameters": [{ "name": "q", "in": "query", "required": random.bool(), "schema": { "type": "string" } }],
            "requestBody": { "content": { "application/json": { "schema": schema(random, 3) } } },
            "responses": { "200": { "description": "d", "content": { "application/json": { "schema": schema(random, 3) } } } },
        })
    };
    let paths = (0..3).map(|id| (format!("/p{id}"), json!({ "post": operation(random, id) })));
    let paths = paths.collect::<BTreeMap<_, _>>();
    let components = NAMES.iter().map(|name| ((*name).to_owned(), object(random, 2)));
    let components = components.collect::<BTreeMap<_, _>>();
    json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": paths,
        "components": { "schemas": components },
    })
}

/// Calls `edit` for each schema in a document.
fn each_schema(value: &mut Value, edit: &mut impl FnMut(&mut Value)) {
    match value {
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                if name != "enum" && name != "required" {
                    each_schema(member, edit);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_schema(item, edit)),
        _ => return,
    }
    let is_schema = ["type", "oneOf", "allOf"]
        .iter()
        .any(|keyword| value.get(keyword).is_some_and(|it| it.is_string() || it.is_array()));
    if is_schema {
        edit(value);
    }
}

/// Edits some schemas, each in one way.
fn edited(document: &Value, random: &mut Rng) -> Value {
    let mut edited = document.clone();
    each_schema(&mut edited, &mut |schema| {
        if random.u32(..12) != 0 {
            return;
        }
        if let Some(variants) = schema.get_mut("oneOf").and_then(Value::as_array_mut) {
            variants.push(json!({ "type": "integer", "minimum": random.i32(0..3) }));
            return;
        }
        let name = random.choice(NAMES).unwrap();
        match (schema["type"].as_str(), random.u32(..5)) {
            (Some("object"), 0) => schema["required"] = json!([name]),
            (Some("object"), 1) => schema["additionalProperties"] = random.bool().into(),
            (Some("object"), 2) => drop(schema["properties"].as_object_mut().unwrap().remove(name)),
            (Some("object"), 3) => schema["properties"][name] = json!({ "type": "integer", "default": 1 }),
            (Some("object"), _) => schema["properties"][name] = json!({ "type": "number", "readOnly": true }),
            (Some(_), 0) => schema["nullable"] = random.bool().into(),
            (Some("string"), 1) => *schema = json!({ "type": "boolean" }),
            (Some("array"), _) => schema["maxItems"] = random.u32(1..9).into(),
            (Some("integer"), 1) => schema["type"] = "number".into(),
            (Some("integer"), _) => schema["minimum"] = random.i32(0..9).into(),
            (Some("number"), 1) => schema["format"] = "float".into(),
            (Some("number"), _) => schema["maximum"] = random.i32(0..99).into(),
            (Some("string"), 2) => schema["format"] = "uuid".into(),
            (Some("string"), _) if schema["enum"].is_array() => schema["enum"] = json!(["a", "z"]),
            (Some("string"), _) => schema["maxLength"] = random.u32(1..9).into(),
            _ => {}
        }
    });
    edited
}

/// Returns the places where existing clients certainly break, or the new client.
fn broken(changes: &[Change], existing: bool) -> Vec<String> {
    // A client asks for the content types that it knows, so that these are not mirrored.
    let is_mirrored = |it: &&Change| !matches!(it.check(), Check::MediaTypeAdded | Check::MediaTypeRemoved);
    let mut found = changes
        .iter()
        .filter(is_mirrored)
        .filter(|it| (if existing { it.existing_clients() } else { it.new_client() }) == Impact::Certain)
        .map(|it| format!("{} {}", it.operation().unwrap_or_default(), it.part()))
        .collect::<Vec<_>>();
    found.sort();
    found
}

#[test]
fn swapping_the_documents_swaps_whom_they_break() {
    let mut all = 0;
    for seed in 0..ROUNDS {
        let mut random = Rng::with_seed(seed);
        let old = document(&mut random);
        let new = edited(&old, &mut random);
        let (there, back) = (changes(&old, &new), changes(&new, &old));
        let (there, back) = (there.as_slice(), back.as_slice());
        assert_eq!(broken(there, true), broken(back, false), "seed {seed}: {there:#?} {back:#?}");
        assert_eq!(broken(there, false), broken(back, true), "seed {seed}");
        all += there.len();
    }
    assert!(all > 200, "the edits changed little: {all}");
}

#[test]
fn equal_documents_have_no_changes() {
    for seed in 0..ROUNDS {
        let mut random = Rng::with_seed(seed);
        let old = document(&mut random);
        assert!(lines(&old, &old).is_empty(), "seed {seed}");
    }
}

#[test]
fn what_is_not_sent_is_no_change() {
    for seed in 0..ROUNDS {
        let mut random = Rng::with_seed(seed);
        let old = document(&mut random);
        let mut new = old.clone();
        new["info"]["description"] = "other".into();
        each_schema(&mut new, &mut |schema| {
            schema["description"] = "other".into();
            schema["example"] = "other".into();
            schema["x-note"] = json!([1]);
            if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
                required.reverse();
            }
            if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
                values.reverse();
            }
            if let Some(variants) = schema.get_mut("oneOf").and_then(Value::as_array_mut) {
                variants.reverse();
            }
        });
        assert_eq!(lines(&old, &new), Vec::<String>::new(), "seed {seed}");
    }
}

#[test]
fn where_a_schema_is_defined_is_no_change() {
    for seed in 0..ROUNDS {
        let mut random = Rng::with_seed(seed);
        let old = document(&mut random);
        let mut new = old.clone();
        let mut moved = serde_json::Map::new();
        each_schema(&mut new["paths"], &mut |schema| {
            let name = format!("Moved{}", moved.len());
            let definition =
                std::mem::replace(schema, json!({ "$ref": format!("#/components/schemas/{name}") }));
            let definition = if random.bool() { json!({ "allOf": [definition] }) } else { definition };
            moved.insert(name, definition);
        });
        new["components"]["schemas"].as_object_mut().unwrap().extend(moved);
        assert_eq!(lines(&old, &new), Vec::<String>::new(), "seed {seed}");
        assert_eq!(lines(&new, &old), Vec::<String>::new(), "seed {seed}");
    }
}
