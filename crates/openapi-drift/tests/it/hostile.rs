//! Checks documents that are wrong, recursive or unusual: each is used as OpenAPI requires, or rejected with the
//! location.

use std::sync::mpsc;
use std::time::Duration;

use openapi_drift::{Contract, ContractError, Recorded};
use serde_json::{Value, json};

use crate::support::published;

/// Builds a document with one operation, whose response 200 has this schema, and with these components.
fn document(schema: Value, schemas: Value) -> Value {
    let content = json!({ "application/json": { "schema": schema } });
    json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": { "/t": { "get": {
            "operationId": "t",
            "responses": { "200": { "description": "", "content": content } }
        } } },
        "components": { "schemas": schemas }
    })
}

const SCHEMA: &str = "/paths/~1t/get/responses/200/content/application~1json/schema";

/// Runs the work on its own thread, so that a test that hangs does not block the others.
fn within_time<T: Send + 'static>(what: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(work()));
    receiver.recv_timeout(Duration::from_secs(60)).unwrap_or_else(|error| panic!("{what}: {error}"))
}

fn read(what: &str, document: &Value) -> Result<Contract, ContractError> {
    let text = document.to_string();
    within_time(what, move || Contract::from_json(&text))
}

/// Returns the fingerprints of a response's findings.
fn found(what: &str, document: &Value, body: &Value) -> Vec<String> {
    let contract = read(what, document).unwrap_or_else(|error| panic!("{what}: {error}"));
    let recorded = Recorded::response(200, body.to_string());
    within_time(what, move || {
        let report = contract.check_response("t", &recorded);
        report.findings().iter().map(|it| format!("{} {}", it.check(), it.instance())).collect()
    })
}

fn put(mut document: Value, place: &str, value: Value) -> Value {
    let (parent, name) = place.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/");
    document.pointer_mut(parent).unwrap()[name] = value;
    document
}

#[test]
fn what_a_document_has_wrong_is_refused_with_its_place() {
    let whole = document(json!({ "$ref": "#/components/schemas/S" }), json!({ "S": { "type": "object" } }));
    assert!(read("whole", &whole).is_ok());
    let get = "/paths/~1t/get";
    let reference = format!("{SCHEMA}/$ref");
    for (place, value, refused) in [
        ("/openapi", json!(5), "/openapi"),
        ("/openapi", json!("3.2.0"), "/openapi"),
        ("/openapi", json!("3.1"), "/openapi"),
        ("/paths", json!([]), "/paths"),
        ("/paths", json!({}), "/paths"),
        ("/paths/~1t", json!(null), "/paths/~1t"),
        (get, json!("x"), get),
        ("/paths/~1t/get/responses", json!("x"), "/paths/~1t/get/responses"),
        ("/paths/~1t/get/responses", json!({}), "/paths/~1t/get/responses"),
        ("/paths/~1t/get/responses/200", json!([]), "/paths/~1t/get/responses/200"),
        ("/paths/~1t/get/responses/200X", json!({}), "/paths/~1t/get/responses/200X"),
        ("/paths/~1t/get/responses/2XXX", json!({}), "/paths/~1t/get/responses/2XXX"),
        ("/paths/~1t/get/responses/200/headers", json!([]), "/paths/~1t/get/responses/200/headers"),
        ("/paths/~1t/get/responses/200/headers", json!({ "a": 5 }), "/paths/~1t/get/responses/200/headers/a"),
        ("/paths/~1t/get/responses/200/content", json!([]), "/paths/~1t/get/responses/200/content"),
        ("/paths/~1t/get/requestBody", json!(5), "/paths/~1t/get/requestBody"),
        ("/paths/~1t/get/parameters", json!("x"), "/paths/~1t/get/parameters"),
        ("/paths/~1t/get/parameters", json!([5]), "/paths/~1t/get/parameters/0"),
        ("/paths/~1t/get/parameters", json!([{ "in": "header" }]), "/paths/~1t/get/parameters/0/name"),
        ("/paths/~1t/get/security", json!("x"), "/paths/~1t/get/security"),
        ("/paths/~1t/get/security", json!([5]), "/paths/~1t/get/security/0"),
        ("/paths/~1t/get/security", json!([{ "a/b": [] }]), "/paths/~1t/get/security/0/a~1b"),
        ("/components", json!([]), &reference),
        ("/components/schemas/S", json!(5), "/components/schemas/S"),
        (SCHEMA, json!(5), SCHEMA),
        (SCHEMA, json!({ "$ref": "#/components/schemas/None" }), &reference),
        (SCHEMA, json!({ "$ref": "other.json#/a" }), &reference),
        (SCHEMA, json!({ "$ref": "https://elsewhere.example/a.json" }), &reference),
        (SCHEMA, json!({ "$ref": "#S" }), &reference),
        (SCHEMA, json!({ "$ref": "" }), &reference),
        (SCHEMA, json!({ "$ref": 5 }), &reference),
        (SCHEMA, json!({ "$ref": "#/components/schemas/%ZZ" }), &reference),
        (SCHEMA, json!({ "$ref": "#/info/title" }), "/info/title"),
    ] {
        let error = read(place, &put(whole.clone(), place, value.clone()));
        let error = error.expect_err(&format!("{place} as {value}"));
        assert_eq!(error.place(), format!("#{refused}"), "{place} as {value}");
    }
}

#[test]
fn a_keyword_with_a_value_that_it_can_not_have_is_refused_with_its_place() {
    let texts =
        ["required", "enum", "properties", "items", "additionalProperties", "allOf", "oneOf", "anyOf", "not"];
    let wrong = texts.map(|keyword| (keyword, json!("x"), ""));
    let numbers = ["pattern", "format", "type", "nullable", "uniqueItems", "exclusiveMinimum", "readOnly"];
    let wrong = wrong.into_iter().chain(numbers.map(|keyword| (keyword, json!(5), "")));
    let bounds = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "minimum", "multipleOf"];
    let wrong = wrong.chain(bounds.map(|keyword| (keyword, json!("x"), "")));
    let wrong = wrong.chain([
        ("type", json!(["string", "null"]), ""),
        ("type", json!("null"), ""),
        ("required", json!(true), ""),
        ("items", json!([{}]), ""),
        ("minLength", json!(-1), ""),
        ("properties", json!({ "a": 5 }), "/a"),
        ("allOf", json!([{}, 5]), "/1"),
    ]);
    for (keyword, value, below) in wrong {
        let schema = json!({ "S": { "properties": { "a": { keyword: value } } } });
        for (it, at) in [
            (document(json!({ keyword: value }), json!({})), SCHEMA),
            (
                document(json!({ "$ref": "#/components/schemas/S" }), schema),
                "/components/schemas/S/properties/a",
            ),
        ] {
            let error = read(keyword, &it).unwrap_err();
            assert_eq!(error.place(), format!("#{at}/{keyword}{below}"), "{keyword} as {value}: {error}");
        }
    }
}

#[test]
fn what_has_no_end_is_refused_and_what_ends_with_the_body_is_not() {
    let to = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    for schemas in [
        json!({ "S": to("S") }),
        json!({ "S": to("T"), "T": to("S") }),
        json!({ "S": { "allOf": [to("S")] } }),
        json!({ "S": { "allOf": [{}, { "oneOf": [to("T")] }] }, "T": { "anyOf": [{ "type": "string" }, to("S")] } }),
        json!({ "S": { "not": to("S") } }),
    ] {
        let error = read("endless", &document(to("S"), schemas)).unwrap_err();
        assert!(error.to_string().contains("never end"), "{error}");
    }
    let looping = json!({ "$ref": "#/paths/~1t/get/responses/200" });
    let error =
        read("response", &put(document(json!({}), json!({})), "/paths/~1t/get/responses/200", looping));
    assert!(error.unwrap_err().to_string().contains("cycle"));
    for keyword in ["allOf", "oneOf", "anyOf"] {
        let node = json!({ "type": "object", "properties": { "a": { keyword: [to("S")] } } });
        let mut body = json!(5);
        for _ in 0..100 {
            body = json!({ "a": body });
        }
        let findings = found(keyword, &document(to("S"), json!({ "S": node })), &body);
        let check = if keyword == "allOf" { "wrong-type" } else { "no-variant" };
        assert_eq!(findings, [format!("{check} /body{}", "/a".repeat(100))]);
    }
}

/// Builds `length` schemas, each of which applies the next one. The last one is `end`.
fn chained(length: usize, link: impl Fn(Value) -> Value, end: &Value) -> Value {
    let next = |index: usize| json!({ "$ref": format!("#/components/schemas/S{}", index + 1) });
    let mut schemas =
        (0..length).map(|it| (format!("S{it}"), link(next(it)))).collect::<serde_json::Map<_, _>>();
    schemas.insert(format!("S{length}"), end.clone());
    document(json!({ "$ref": "#/components/schemas/S0" }), schemas.into())
}

type Link = fn(Value) -> Value;

#[test]
fn no_chain_of_schemas_outgrows_the_stack() {
    let links: [(&str, Link); 5] = [
        ("$ref", |next| next),
        ("allOf", |next| json!({ "allOf": [next] })),
        ("oneOf", |next| json!({ "oneOf": [next] })),
        ("anyOf", |next| json!({ "anyOf": [{ "type": "boolean" }, next] })),
        ("not", |next| json!({ "not": next })),
    ];
    let text = json!({ "type": "string" });
    for (what, link) in links {
        assert!(found(what, &chained(120, link, &text), &json!(5)).len() <= 1);
        let error = read(what, &chained(20_000, link, &text)).unwrap_err();
        assert!(error.to_string().contains("in a row"), "{error}");
        // Each level of the body goes through the whole chain.
        let again = json!({ "type": "object", "properties": { "a": { "$ref": "#/components/schemas/S0" } } });
        let mut body = json!({ "b": 5 });
        for _ in 0..100 {
            body = json!({ "a": body });
        }
        found(what, &chained(24, link, &again), &body);
    }
    let properties = chained(20_000, |next| json!({ "properties": { "a": next } }), &text);
    assert_eq!(
        found("properties", &properties, &json!({ "a": { "a": 5, "b": 5 } })),
        ["field-undocumented /body/a/b"]
    );
}

#[test]
fn a_type_that_refers_to_itself_twice_takes_no_longer_with_each_level_than_json_schema_does() {
    let again = json!({ "properties": { "a": { "$ref": "#/components/schemas/S" } } });
    let schemas = json!({ "S": { "allOf": [again, again] } });
    let mut body = json!({ "b": 5 });
    for _ in 0..14 {
        body = json!({ "a": body });
    }
    let document = document(json!({ "$ref": "#/components/schemas/S" }), schemas);
    assert_eq!(found("twice", &document, &body), [format!("field-undocumented /body{}/b", "/a".repeat(14))]);
}

#[test]
fn fields_that_are_called_like_keywords_are_fields() {
    let text = json!({ "type": "string" });
    let names =
        ["$ref", "id", "$id", "$schema", "properties", "x-evidence", "enum", "nullable", "required", "type"];
    let fields =
        names.iter().map(|name| ((*name).to_owned(), text.clone())).collect::<serde_json::Map<_, _>>();
    let schema =
        json!({ "type": "object", "properties": fields, "required": names, "additionalProperties": false });
    let good = names.iter().map(|name| ((*name).to_owned(), json!("x"))).collect::<serde_json::Map<_, _>>();
    for it in [
        document(schema.clone(), json!({})),
        document(json!({ "$ref": "#/components/schemas/properties" }), json!({ "properties": schema })),
        document(json!({ "$ref": "#/components/schemas/$ref" }), json!({ "$ref": schema, "id": schema })),
    ] {
        assert!(found("good", &it, &good.clone().into()).is_empty());
        for name in names {
            let mut bad = good.clone();
            bad[name] = json!(5);
            assert_eq!(found(name, &it, &bad.clone().into()), [format!("wrong-type /body/{name}")]);
            bad.remove(name);
            assert_eq!(found(name, &it, &bad.into()), [format!("required-missing /body/{name}")]);
        }
    }
}

#[test]
fn references_are_pointers_in_a_url() {
    let text = json!({ "type": "string" });
    let schemas = json!({ "a/b": text, "a~b": text, "a b": text, "ü%": text, "a+b": text, "S": { "properties": { "x/y": text } } });
    for reference in
        ["a~1b", "a~0b", "a%20b", "a b", "%C3%BC%25", "ü%25", "a+b", "a%2Bb", "a%7E1b", "S/properties/x~1y"]
    {
        let it = document(json!({ "$ref": format!("#/components/schemas/{reference}") }), schemas.clone());
        assert_eq!(found(reference, &it, &json!(5)), ["wrong-type /body"], "{reference}");
        assert!(found(reference, &it, &json!("x")).is_empty(), "{reference}");
    }
    let whole = document(
        json!({ "$ref": "#/paths/~1t~1{id}/post/requestBody/content/application~1json/schema" }),
        json!({}),
    );
    let content = json!({ "content": { "application/json": { "schema": text } } });
    let post =
        json!({ "operationId": "p", "requestBody": content, "responses": { "200": { "description": "" } } });
    assert_eq!(
        found("elsewhere", &put(whole, "/paths/~1t~1{id}", json!({ "post": post })), &json!(5)),
        ["wrong-type /body"]
    );
}

#[test]
fn what_json_schema_knows_and_openapi_does_not_changes_nothing() {
    let elsewhere = json!("http://elsewhere.example/");
    let whole = document(
        json!({ "$ref": "#/components/schemas/S" }),
        json!({ "S": { "type": "object", "properties": { "a": { "type": "string" } } } }),
    );
    for (place, value) in [
        ("/id", elsewhere.clone()),
        ("/$schema", elsewhere.clone()),
        ("/paths/~1t/get/id", elsewhere.clone()),
        ("/components/id", elsewhere.clone()),
        ("/components/schemas/id", elsewhere.clone()),
        ("/components/schemas/S/id", elsewhere.clone()),
        ("/components/schemas/S/id", json!("#a")),
        ("/components/schemas/S/$id", elsewhere.clone()),
        ("/components/schemas/S/$schema", elsewhere.clone()),
        ("/components/schemas/S/$schema", json!("https://json-schema.org/draft/2020-12/schema")),
        ("/components/schemas/S/const", json!(5)),
        ("/components/schemas/S/propertyNames", json!({ "maxLength": 0 })),
        ("/components/schemas/S/definitions", json!({ "a": { "$ref": "nowhere.json" } })),
        ("/components/schemas/S/patternProperties", json!({ "a": { "type": "boolean" } })),
        ("/components/schemas/S/dependencies", json!({ "a": ["b"] })),
        ("/components/schemas/S/example", json!({ "$ref": "nowhere.json", "id": "::" })),
        ("/components/schemas/S/default", json!({ "$ref": "nowhere.json" })),
        ("/components/schemas/U", json!({ "$ref": "nowhere.json" })),
        ("/components/examples", json!({ "a": { "value": { "$ref": "nowhere.json", "id": "::" } } })),
        (SCHEMA, json!({ "$ref": "#/components/schemas/S", "id": elsewhere, "type": "string" })),
    ] {
        let it = put(whole.clone(), place, value.clone());
        assert_eq!(found(place, &it, &json!({ "a": 5 })), ["wrong-type /body/a"], "{place} as {value}");
        assert!(found(place, &it, &json!({ "a": "x" })).is_empty(), "{place} as {value}");
    }
}

/// Picks any node of a document.
fn node<'a>(value: &'a mut Value, random: &mut fastrand::Rng) -> &'a mut Value {
    let count = match value {
        Value::Object(fields) => fields.len(),
        Value::Array(items) => items.len(),
        _ => 0,
    };
    if count == 0 || random.u8(..) < 20 {
        return value;
    }
    let index = random.usize(..count);
    match value {
        Value::Object(fields) => node(fields.values_mut().nth(index).unwrap(), random),
        Value::Array(items) => node(&mut items[index], random),
        _ => unreachable!(),
    }
}

#[test]
fn no_damage_to_a_document_makes_its_reading_panic() {
    let mut random = fastrand::Rng::with_seed(20_261_123);
    let (mut used, mut refused) = (0, 0);
    for entry in std::fs::read_dir(published()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "json") {
            continue;
        }
        let whole: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for round in 0..100 {
            let mut damaged = whole.clone();
            for _ in 0..random.usize(1..=3) {
                let reference =
                    json!({ "$ref": random.choice(["#", "#/paths", "#/components/schemas", "x.json"]) });
                let values =
                    [json!(null), json!(true), json!(-1), json!("x"), json!([]), json!({}), reference];
                let value = random.choice(values).unwrap();
                *node(&mut damaged, &mut random) = value;
            }
            match read(&format!("{} {round}", path.display()), &damaged) {
                Ok(contract) => {
                    used += 1;
                    let operation = contract.operations().next().unwrap().id.to_owned();
                    let recorded = Recorded::response(200, r#"{"a":[{"b":null}]}"#);
                    let _ = contract.check_response(operation, &recorded);
                }
                Err(error) => {
                    refused += 1;
                    assert!(error.place().starts_with('#'), "{error}");
                    let place = error.place().trim_start_matches('#');
                    let parent = place.rsplit_once('/').map_or("", |(parent, _)| parent);
                    assert!(damaged.pointer(parent).is_some(), "{error}");
                }
            }
        }
    }
    println!("{used} used, {refused} refused");
    assert!(used > 100 && refused > 100);
}
