//! The contract's verdict on any body is that of JSON Schema itself.

use std::collections::BTreeMap;

use deepvue_digilocker::contract::{self, Check, Contract, Recorded, Report};
use serde_json::{Map, Value, json};

use crate::support::bodies::Bodies;
use crate::support::spec::{self, json_of};

/// How many bodies there are for each schema.
fn cases() -> usize {
    std::env::var("DEEPVUE_CONTRACT_CASES").map_or(2_000, |count| count.parse().unwrap())
}

fn fits(report: &Report) -> bool {
    let apart = [Check::FieldUndocumented, Check::FieldRepeated, Check::Unmasked, Check::DecodeFailed];
    report.findings().iter().all(|finding| apart.contains(&finding.check()))
}

fn agree(
    cases: usize,
    bodies: &mut Bodies,
    schema: &Value,
    oracle: &Value,
    name: &str,
    mut check: impl FnMut(&str) -> Report,
) {
    let validator = spec::validator(oracle, schema);
    let mut counts = [0; 2];
    for _ in 0..cases {
        let text = bodies.text(schema);
        // The contract reads bodies that are nested deeper than this oracle can.
        let Ok(body) = serde_json::from_str::<Value>(&text) else {
            continue;
        };
        let expected = validator.is_valid(&body);
        let report = check(&text);
        assert_eq!(fits(&report), expected, "{name} differs on {text}\n{report}");
        counts[usize::from(!expected)] += 1;
    }
    println!("{name}: {} valid, {} invalid, no disagreement", counts[0], counts[1]);
    assert!(counts.iter().all(|count| count * 10 > cases), "{name} is one-sided: {counts:?}");
}

/// The messages of all operations that have the same schema: the operation, and the status of an answer.
type Messages<'a> = BTreeMap<String, (&'a Value, Vec<(&'a str, Option<u16>)>)>;

fn messages(spec: &Value, is_answer: bool) -> Messages<'_> {
    let mut messages = Messages::new();
    for (id, operation) in spec::operations(spec) {
        let answers =
            spec::answers(spec, operation).into_iter().map(|(status, it)| (status.parse().ok(), it));
        let all = answers.chain([(None, &operation["requestBody"])]);
        for (status, message) in all.filter(|(status, _)| status.is_some() == is_answer) {
            let schema = &json_of(message)["schema"];
            messages.entry(schema.to_string()).or_insert((schema, Vec::new())).1.push((id, status));
        }
    }
    messages
}

/// Each schema once, and the messages that have it in turn.
fn agree_on_all(spec: &Value, seed: u64, is_answer: bool) {
    let mut bodies = Bodies::new(spec, seed);
    let contract = contract::embedded();
    for (schema, messages) in messages(spec, is_answer).values() {
        let mut turns = messages.iter().cycle();
        agree(cases(), &mut bodies, schema, spec, &format!("{messages:?}"), |text| {
            let (id, status) = turns.next().unwrap();
            let operation = (*id).to_owned();
            match status {
                Some(status) => {
                    contract.check_response(operation, &Recorded::response(*status, text.to_owned()))
                }
                None => contract.check_request(operation, &Recorded::request(text.to_owned())),
            }
        });
    }
}

#[test]
fn on_random_answers_the_contract_and_json_schema_agree_and_no_decoder_panics() {
    agree_on_all(&spec::read(), 7, true);
}

#[test]
fn on_random_requests_the_contract_and_json_schema_agree() {
    agree_on_all(&spec::read(), 11, false);
}

#[test]
fn in_schemas_harder_than_the_vendors_too_in_both_directions() {
    let spec = harder();
    let contract = Contract::from_json(&spec.to_string()).unwrap();
    let directions = [("readOnly", true), ("writeOnly", false)];
    for (keyword, is_request) in directions {
        let mut oracle = spec.clone();
        hide(&spec, &mut oracle, keyword);
        let mut bodies = Bodies::new(&oracle, 13);
        for name in spec["components"]["schemas"].as_object().unwrap().keys() {
            let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
            agree(cases() / 4, &mut bodies, &schema, &oracle, &format!("{name} without {keyword}"), |text| {
                let operation = name.clone();
                if is_request {
                    contract.check_request(operation, &Recorded::request(text.to_owned()))
                } else {
                    contract.check_response(operation, &Recorded::response(200, text.to_owned()))
                }
            });
        }
    }
}

/// What does not travel this way, said as JSON Schema: it is not required, and nothing fits it.
fn hide(spec: &Value, value: &mut Value, keyword: &str) {
    if let Some(properties) = value.get_mut("properties").and_then(Value::as_object_mut) {
        let mut hidden = Vec::new();
        for (name, property) in properties {
            let target = property["$ref"].as_str().and_then(|reference| spec.pointer(&reference[1..]));
            if target.unwrap_or(property)[keyword] == true {
                *property = json!({ "not": {} });
                hidden.push(name.clone());
            }
        }
        if let Some(required) = value.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|name| !hidden.iter().any(|hidden| name == hidden));
            if required.is_empty() {
                value.as_object_mut().unwrap().remove("required");
            }
        }
    }
    match value {
        Value::Object(object) => object.values_mut().for_each(|value| hide(spec, value, keyword)),
        Value::Array(items) => items.iter_mut().for_each(|value| hide(spec, value, keyword)),
        _ => {}
    }
}

/// `x-fits` is what the generator takes for a fitting value where a schema is too hard to guess from.
fn harder() -> Value {
    let schemas = serde_norway::from_str::<Value>(SCHEMAS).unwrap();
    let mut paths = Map::new();
    for name in schemas.as_object().unwrap().keys() {
        let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
        let content = json!({ "application/json": { "schema": schema } });
        let responses = json!({ "200": { "description": "", "content": content } });
        let request = json!({ "required": true, "content": content });
        let post = json!({ "operationId": name, "requestBody": request, "responses": responses });
        paths.insert(format!("/{name}"), json!({ "post": post }));
    }
    let info = json!({ "title": "Harder", "version": "1" });
    json!({ "openapi": "3.0.3", "info": info, "paths": paths, "components": { "schemas": schemas } })
}

const SCHEMAS: &str = r##"
Nested:
  oneOf:
    - anyOf:
        - { type: string, minLength: 2, maxLength: 4 }
        - { type: integer, minimum: 0, exclusiveMinimum: true, maximum: 9 }
    - allOf:
        - { type: object, required: [a], properties: { a: { type: integer } } }
        - { type: object, required: [b], properties: { b: { type: string, nullable: true } } }
    - { type: array, minItems: 1, items: { $ref: "#/components/schemas/Nested" } }
Overlap:
  oneOf: [{ type: number, multipleOf: 5 }, { type: number, multipleOf: 1.5, maximum: 12 }]
Tree:
  type: object
  required: [value]
  properties:
    value: { type: string, nullable: true }
    children: { type: array, maxItems: 3, items: { $ref: "#/components/schemas/Tree" } }
    parent: { allOf: [{ $ref: "#/components/schemas/Tree" }], nullable: true }
Choice:
  type: object
  properties:
    with: { type: string, nullable: true, enum: [cat, dog, null] }
    without: { type: string, nullable: true, enum: [cat, dog] }
    untyped: { enum: [1, [cat], { a: null }] }
Closed:
  type: object
  minProperties: 1
  additionalProperties: false
  properties: { a: { type: integer }, b: { type: string } }
Map:
  type: object
  maxProperties: 3
  properties: { kind: { type: string } }
  additionalProperties: { $ref: "#/components/schemas/Closed" }
Not:
  not: { type: object, required: [zq] }
  x-fits: [1, {}, { zq: 1 }, { zq: null, a: 2 }, { a: 2 }, [{ zq: 1 }]]
NotWithin:
  type: object
  required: [zq]
  properties: { zq: { not: { enum: [null, "", 0, false] }, x-fits: [1, dog, [], 0.5] } }
Texts:
  type: object
  properties:
    pattern: { type: string, pattern: "^[a-z]{2,4}-[0-9]+$", x-fits: [ab-1, abcd-22] }
    when: { type: string, format: date-time, x-fits: ["2026-11-23T10:00:00Z"] }
    day: { type: string, format: date, x-fits: ["2026-11-23"] }
    mail: { type: string, format: email, x-fits: [a@b.example] }
    address: { type: string, format: ipv4, nullable: true, x-fits: [10.0.0.1] }
    page: { type: string, format: uri, x-fits: ["https://bank.example/"] }
    secret: { type: string, format: password }
Range:
  type: number
  minimum: -2
  maximum: 12
  exclusiveMaximum: true
  multipleOf: 0.5
Set:
  type: array
  minItems: 1
  maxItems: 3
  uniqueItems: true
  items: { oneOf: [{ type: number }, { type: string, enum: [cat, dog] }] }
Account:
  type: object
  required: [id, secret, name]
  properties:
    id: { type: integer, readOnly: true }
    secret: { type: string, writeOnly: true }
    token: { $ref: "#/components/schemas/Token" }
    name: { type: string, nullable: true }
    kind: { $ref: "#/components/schemas/Word", readOnly: true, writeOnly: true, nullable: true, enum: [zq] }
    of: { type: array, items: { $ref: "#/components/schemas/Account" } }
Word: { type: string, maxLength: 12 }
Token: { type: string, maxLength: 12, writeOnly: true }
Accounts:
  allOf:
    - { $ref: "#/components/schemas/Account" }
    - { type: object, additionalProperties: { type: string, nullable: true }, properties: { id: { x-fits: [1] }, of: { x-fits: [[]] } } }
Cat: { type: object, required: [kind, lives], properties: { kind: { type: string, enum: [cat] }, lives: { type: integer } } }
Dog: { type: object, required: [kind], properties: { kind: { type: string, enum: [dog] }, loud: { type: boolean } } }
Pet:
  oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
  discriminator: { propertyName: kind, mapping: { cat: "#/components/schemas/Cat", dog: Dog } }
Pets:
  anyOf:
    - { $ref: "#/components/schemas/Pet" }
    - { type: array, items: { $ref: "#/components/schemas/Pet" } }
"##;
