//! Checks the summary of a document: every field is there once, and a summary grows no faster than its document.

use std::collections::BTreeSet;

use openapi_drift::{Contract, MessageOutline};
use serde_json::{Map, Value, json};

use crate::support::field;

fn to(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Builds a document with one operation for each body.
fn document(bodies: &[Value], schemas: Value) -> Contract {
    let paths = bodies.iter().enumerate().map(|(index, schema)| {
        let content = json!({ "application/json": { "schema": schema } });
        let responses = json!({ "200": { "description": "", "content": content } });
        (
            format!("/p{index}"),
            json!({ "get": { "operationId": format!("o{index}"), "responses": responses } }),
        )
    });
    let paths = paths.collect::<Map<_, _>>();
    let components = json!({ "schemas": schemas });
    Contract::from_value(json!({ "openapi": "3.0.3", "paths": paths, "components": components })).unwrap()
}

/// Returns a line for each field of the response of the operation at an index.
fn lines(contract: &Contract, index: usize) -> Vec<String> {
    let message: &MessageOutline = &contract.outline()[index].parts[1];
    message.fields.iter().map(|field| format!("{} {}", field.pointer, field.kind)).collect()
}

/// Returns how many fields and how many bytes a summary has.
fn size(contract: &Contract) -> (usize, usize) {
    let outline = contract.outline();
    let messages = outline.iter().flat_map(|operation| &operation.parts);
    let fields = messages.flat_map(|message| &message.fields).collect::<Vec<_>>();
    let bytes = fields.iter().map(|field| field.pointer.len() + field.kind.len() + field.evidence.len());
    (fields.len(), bytes.sum())
}

/// Builds `count` schemas with four fields each, linked by `link`, each of which is the body of three responses.
fn interlinked(count: usize, link: impl Fn(usize) -> Value) -> Contract {
    let name = |index: usize| format!("M{}", index % count);
    let schemas = (0..count).map(|index| {
        let text = json!({ "type": "string" });
        let fields = json!({ "id": text, "name": text, "at": text, "next": link(index) });
        (name(index), json!({ "type": "object", "properties": fields }))
    });
    let schemas = schemas.collect::<Map<_, _>>();
    let list = |name: String| json!({ "type": "object", "properties": { "items": { "type": "array", "items": to(&name) } } });
    let bodies = (0..3 * count).map(|index| list(name(index / 3))).collect::<Vec<_>>();
    document(&bodies, schemas.into())
}

#[test]
fn a_schema_that_occurs_again_in_a_message_is_named() {
    let pet = json!({ "type": "object", "properties": { "name": { "type": "string" }, "kind": to("Kind") } });
    let body = json!({ "type": "object", "properties": {
        "best": to("Pet"),
        "others": { "type": "array", "items": to("Pet") },
        "same": { "nullable": true, "allOf": [to("Pet")] },
        "either": { "oneOf": [{ "type": "string" }, to("Pet")] },
        "union": to("Union"),
        "path": { "type": "array", "items": to("Step") },
        "tree": to("Tree"),
    } });
    let schemas = json!({
        "Pet": pet,
        "Kind": { "type": "string", "enum": ["cat", "dog"] },
        "Step": { "oneOf": [{ "type": "string" }, { "type": "integer" }] },
        "Tree": { "oneOf": [{ "type": "string" }, { "type": "array", "items": to("Tree") }] },
        "Union": { "anyOf": [to("Pet"), { "type": "integer" }] },
    });
    let contract = document(&[body.clone(), body, to("Pet")], schemas);
    let expected = [
        "/body/best Pet",
        "/body/best/kind cat, dog",
        "/body/best/name string",
        "/body/either string or Pet",
        "/body/others array of Pet",
        "/body/path array of string or integer",
        "/body/same Pet or null",
        "/body/tree string or array of Tree",
        "/body/union Pet or integer",
    ];
    let pet = ["/body/kind cat, dog", "/body/name string"];
    let found = lines(&contract, 0);
    let once = found.iter().filter(|line| line.ends_with("name string")).count();
    assert!(expected.iter().all(|line| found.contains(&(*line).to_owned())), "{found:#?}");
    assert_eq!(once, 1, "{found:#?}");
    assert_eq!(
        lines(&contract, 1).len(),
        lines(&contract, 0).len(),
        "every message lists what its body holds"
    );
    assert_eq!(lines(&contract, 2), pet);
}

#[test]
fn what_a_schema_inherits_is_listed_with_it() {
    let text = json!({ "type": "string" });
    let schemas = json!({
        "Base": { "type": "object", "properties": { "id": text } },
        "Cat": { "allOf": [to("Base"), { "properties": { "claws": text } }] },
        "Dog": { "allOf": [to("Base"), { "properties": { "bark": text } }] },
        "Owner": { "properties": { "cat": to("Cat"), "dog": to("Dog"), "base": to("Base") } },
        "Any": { "oneOf": [to("Cat"), to("Dog")] },
    });
    let contract = document(&[to("Owner"), to("Any"), to("Dog")], schemas);
    assert_eq!(
        lines(&contract, 0),
        [
            "/body/base Base",
            "/body/base/id string",
            "/body/cat Cat",
            "/body/cat/claws string",
            "/body/cat/id string",
            "/body/dog Dog",
            "/body/dog/bark string",
            "/body/dog/id string",
        ]
    );
    assert_eq!(lines(&contract, 1), ["/body/bark string", "/body/claws string", "/body/id string"]);
    assert_eq!(lines(&contract, 2), ["/body/bark string", "/body/id string"]);
}

#[test]
fn a_body_without_a_field_of_its_own_lists_what_it_holds_in_every_message() {
    let text = json!({ "type": "string" });
    let schemas = json!({
        "Pet": { "type": "object", "properties": { "name": text, "friends": to("Pets") } },
        "Pets": { "type": "array", "items": to("Pet") },
        "Rows": { "type": "array", "items": { "oneOf": [to("Pet"), to("Rows")] } },
        "Same": { "allOf": [to("Pet")] },
    });
    let inline = json!({ "type": "array", "items": to("Pet") });
    let contract = document(&[to("Pet"), to("Pets"), inline, to("Rows"), to("Same")], schemas);
    let items = ["/body/*/friends array of Pet", "/body/*/name string"];
    assert_eq!(lines(&contract, 1), items);
    assert_eq!(lines(&contract, 2), items);
    assert_eq!(lines(&contract, 3), items);
    assert_eq!(lines(&contract, 4), ["/body/friends array of Pet", "/body/name string"]);
}

#[test]
fn interlinked_schemas_are_listed_in_time() {
    let contract =
        Contract::from_path(field("06-memory-interlinked").join("show-exponential-14-schemas.json"));
    let contract = contract.unwrap();
    let named = contract.document()["components"]["schemas"].as_object().unwrap().len();
    let (fields, _) = size(&contract);
    assert_eq!(fields, named * 4, "each of the schemas has four fields");
}

type Link = fn(usize, usize) -> Value;

#[test]
fn a_summary_grows_no_faster_than_its_document() {
    let links: [(&str, Link); 7] = [
        ("a ring", |count, index| to(&format!("M{}", (index + 1) % count))),
        (
            "lists",
            |count, index| json!({ "type": "array", "items": to(&format!("M{}", (index + 1) % count)) }),
        ),
        (
            "wrapped",
            |count, index| json!({ "nullable": true, "allOf": [to(&format!("M{}", (index + 1) % count))] }),
        ),
        (
            "expandable",
            |count, index| json!({ "anyOf": [{ "type": "string" }, to(&format!("M{}", (index * 7 + 1) % count))] }),
        ),
        ("itself", |_, index| to(&format!("M{index}"))),
        ("inline", |count, index| {
            let next = to(&format!("M{}", (index + 1) % count));
            json!({ "type": "object", "properties": { "a": next, "b": { "type": "array", "items": next } } })
        }),
        ("many", |count, index| {
            let some =
                (1..9).map(|step| (format!("r{step}"), to(&format!("M{}", (index * step + step) % count))));
            json!({ "type": "object", "properties": some.collect::<Map<_, _>>() })
        }),
    ];
    for (what, link) in links {
        let (few, short) = size(&interlinked(50, |index| link(50, index)));
        let (many, long) = size(&interlinked(200, |index| link(200, index)));
        assert!(many <= few * 4 + 200 && long <= short * 5, "{what}: {few} {many}, {short} {long}");
        assert!(few >= 200, "{what}: {few}");
    }
}

#[test]
fn every_field_of_a_named_schema_is_listed_somewhere() {
    let contract = interlinked(50, |index| to(&format!("M{}", (index + 1) % 50)));
    let outline = contract.outline();
    let fields = outline.iter().flat_map(|it| &it.parts).flat_map(|it| &it.fields);
    let named =
        fields.filter(|it| it.kind.starts_with('M')).map(|it| it.kind.clone()).collect::<BTreeSet<_>>();
    assert_eq!(named.len(), 50);
}

#[test]
fn a_type_with_many_parts_is_described_in_a_few_words() {
    let variants = (0..1000).map(|it| to(&format!("V{it}"))).collect::<Vec<_>>();
    let mut schemas = (0..1000)
        .map(|it| (format!("V{it}"), json!({ "oneOf": [{ "type": "object" }] })))
        .collect::<Map<_, _>>();
    let values = (0..5000).map(|it| json!(format!("value{it}"))).collect::<Vec<_>>();
    let mut deep = json!({ "type": "string" });
    for _ in 0..40 {
        deep = json!({ "oneOf": [deep, deep] });
        if deep.to_string().len() > 100_000 {
            break;
        }
    }
    schemas.insert("Deep".into(), deep);
    let body = json!({ "type": "object", "properties": {
        "a": { "oneOf": variants }, "b": { "type": "string", "enum": values }, "c": to("Deep"),
        "d": { "enum": ["x".repeat(1000), 5, null, { "e": 1 }, [1]] },
    } });
    let contract = document(&[body], schemas.into());
    let found = lines(&contract, 0);
    assert!(
        found[0].starts_with("/body/a V0 or V1 or V2") && found[0].ends_with("V15 or 984 more"),
        "{}",
        found[0]
    );
    assert!(
        found[1].starts_with("/body/b value0, value1") && found[1].ends_with("value15, 4984 more"),
        "{}",
        found[1]
    );
    assert!(found[2].len() < 1000, "{}", found[2]);
    assert!(found[3].ends_with("x…, 5, null, object, array") && found[3].len() < 120, "{}", found[3]);
}

#[test]
fn a_schema_with_thousands_of_required_fields_is_listed_in_time() {
    let names = (0..5_000).map(|it| format!("f{it}")).collect::<Vec<_>>();
    let fields = names.iter().map(|name| (name.clone(), json!({ "type": "string" }))).collect::<Map<_, _>>();
    let wide = json!({ "type": "object", "required": names, "properties": fields });
    let bodies = vec![to("Wide"); 500];
    let contract = document(&bodies, json!({ "Wide": wide }));
    let (fields, _) = size(&contract);
    assert!((250_000..260_000).contains(&fields), "{fields}");
}
