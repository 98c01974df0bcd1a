//! Checks that the discriminator decides which schema applies.

use serde_json::{Value, json};

use crate::support::one::{contract, in_response, to};

/// `Cat` and `Dog` fit the same objects, so that only the discriminator tells them apart.
fn pets() -> Value {
    json!({
        "Cat": { "type": "object", "required": ["kind"], "properties": {
            "kind": { "type": "string" }, "lives": { "type": "integer" } } },
        "Dog": { "type": "object", "required": ["kind"], "properties": {
            "kind": { "type": "string" }, "bark": { "type": "boolean" } } },
    })
}

fn union(keyword: &str, mapping: Value) -> Value {
    let mut union = json!({ "discriminator": { "propertyName": "kind" } });
    union[keyword] = json!([to("Cat"), to("Dog")]);
    if mapping.is_object() {
        union["discriminator"]["mapping"] = mapping;
    }
    union
}

#[test]
fn the_named_variant_of_a_union_is_the_one_that_counts() {
    for version in ["3.0.3", "3.1.0"] {
        for keyword in ["oneOf", "anyOf"] {
            let mapping = json!({ "cat": "#/components/schemas/Cat", "dog": "Dog" });
            let contract = contract(version, union(keyword, mapping), pets()).unwrap();
            for (body, found) in [
                (json!({ "kind": "cat", "lives": 9 }), vec![]),
                (json!({ "kind": "cat" }), vec![]),
                (json!({ "kind": "dog", "bark": true }), vec![]),
                (json!({ "kind": "cat", "bark": true }), vec!["field-undocumented /body/bark"]),
                (json!({ "kind": "cat", "lives": "9" }), vec!["wrong-type /body/lives"]),
                (json!({ "kind": "fish", "lives": 9 }), vec!["enum-unknown /body/kind"]),
                (json!({ "lives": 9 }), vec!["required-missing /body/kind"]),
                (json!({ "kind": 5 }), vec!["wrong-type /body/kind"]),
                (json!({ "kind": null }), vec!["null-not-allowed /body/kind"]),
                (json!("cat"), vec!["no-variant /body"]),
                (json!(null), vec!["null-not-allowed /body"]),
            ] {
                assert_eq!(in_response(&contract, &body), found, "{version} {keyword} {body}");
            }
        }
    }
}

#[test]
fn a_schema_is_named_by_its_component_and_by_the_value_that_only_it_lists() {
    let named = contract("3.0.3", union("oneOf", json!(null)), pets()).unwrap();
    assert_eq!(in_response(&named, &json!({ "kind": "Cat", "lives": 9 })), Vec::<String>::new());
    assert_eq!(in_response(&named, &json!({ "kind": "cat" })), ["enum-unknown /body/kind"]);
    for listed in [json!({ "enum": ["CAT", "KITTEN"] }), json!({ "enum": ["KITTEN"] })] {
        let mut pets = pets();
        pets["Cat"]["properties"]["kind"] = listed;
        let listing = contract("3.0.3", union("oneOf", json!(null)), pets).unwrap();
        assert_eq!(in_response(&listing, &json!({ "kind": "KITTEN", "lives": 9 })), Vec::<String>::new());
        assert_eq!(
            in_response(&listing, &json!({ "kind": "KITTEN", "bark": true })),
            ["field-undocumented /body/bark"]
        );
    }
}

#[test]
fn a_mapping_that_leads_nowhere_is_refused_with_its_place() {
    for target in ["#/components/schemas/Nope", "Nope"] {
        let mapping = json!({ "cat": "Cat", "dog": target });
        let error = contract("3.0.3", union("oneOf", mapping), pets()).unwrap_err();
        assert!(error.place().ends_with("/schema/discriminator/mapping/dog"), "{target}: {error}");
    }
    let mut nameless = union("oneOf", json!(null));
    nameless["discriminator"] = json!({});
    let error = contract("3.0.3", nameless, pets()).unwrap_err();
    assert!(error.place().ends_with("/schema/discriminator/propertyName"), "{error}");
}

#[test]
fn a_mapping_to_another_file_turns_the_discriminator_off_and_says_so() {
    for target in ["other.yaml#/Dog", "./dog.json", "https://elsewhere.example/dog.json", "#/dog"] {
        let mapping = json!({ "cat": "Cat", "dog": target });
        let contract = contract("3.0.3", union("oneOf", mapping), pets()).unwrap();
        assert_eq!(in_response(&contract, &json!({ "kind": "dog", "bark": true })), Vec::<String>::new());
        let places = contract.not_checkable().iter().map(openapi_drift::Finding::spec).collect::<Vec<_>>();
        assert!(places[0].ends_with("/schema/discriminator/mapping/dog"), "{target}: {places:?}");
    }
}

/// `Pet` is the parent of `Cat`, which is the parent of `Kitten`; and of `Dog`.
fn family() -> Value {
    let child = |parent: &str, name: &str, of: Value| {
        let own = json!({ "type": "object", "required": [name], "properties": { name: of } });
        json!({ "allOf": [to(parent), own] })
    };
    json!({
        "Pet": {
            "type": "object",
            "required": ["kind"],
            "properties": { "kind": { "type": "string" } },
            "discriminator": { "propertyName": "kind", "mapping": { "cat": "#/components/schemas/Cat" } },
        },
        "Cat": child("Pet", "lives", json!({ "type": "integer" })),
        "Kitten": child("Cat", "weeks", json!({ "type": "integer" })),
        "Dog": child("Pet", "bark", json!({ "type": "boolean" })),
        "Other": { "type": "object" },
    })
}

#[test]
fn a_child_that_inherits_from_the_schema_is_chosen_by_its_name() {
    for version in ["3.0.3", "3.1.0"] {
        let list = json!({ "type": "array", "items": to("Pet") });
        let wrapped = json!({ "type": "array", "items": { "allOf": [to("Pet")], "description": "A pet." } });
        for schema in [list, wrapped] {
            let contract = contract(version, schema, family()).unwrap();
            for (pet, found) in [
                (json!({ "kind": "cat", "lives": 9 }), vec![]),
                (json!({ "kind": "Cat", "lives": 9 }), vec![]),
                (json!({ "kind": "CAT", "lives": 9 }), vec!["enum-unknown /body/0/kind"]),
                (json!({ "kind": "Pet" }), vec![]),
                (json!({ "kind": "Kitten", "lives": 9, "weeks": 3 }), vec![]),
                (json!({ "kind": "Kitten", "lives": 9 }), vec!["required-missing /body/0/weeks"]),
                (json!({ "kind": "Dog" }), vec!["required-missing /body/0/bark"]),
                (json!({ "kind": "Dog", "bark": "yes" }), vec!["wrong-type /body/0/bark"]),
                (
                    json!({ "kind": "Dog", "bark": true, "lives": 9 }),
                    vec!["field-undocumented /body/0/lives"],
                ),
                (json!({ "kind": "Other" }), vec!["enum-unknown /body/0/kind"]),
                (json!({}), vec!["required-missing /body/0/kind"]),
                (json!({ "kind": 5 }), vec!["wrong-type /body/0/kind"]),
                (json!("cat"), vec!["wrong-type /body/0"]),
            ] {
                let body = json!([pet]);
                assert_eq!(in_response(&contract, &body), found, "{version} {body}");
            }
        }
    }
}

#[test]
fn a_child_is_checked_as_itself_where_the_document_refers_to_it() {
    let contract = contract("3.0.3", to("Dog"), family()).unwrap();
    assert_eq!(in_response(&contract, &json!({ "kind": "Dog", "bark": true })), Vec::<String>::new());
    assert_eq!(in_response(&contract, &json!({ "kind": "Dog" })), ["required-missing /body/bark"]);
}

#[test]
fn an_object_without_the_property_is_the_parent_if_it_may_lack_it() {
    let mut family = family();
    family["Pet"]["required"] = json!([]);
    family["Pet"].as_object_mut().unwrap().remove("required");
    let contract = contract("3.0.3", to("Pet"), family).unwrap();
    assert_eq!(in_response(&contract, &json!({})), Vec::<String>::new());
    assert_eq!(in_response(&contract, &json!({ "kind": "Dog" })), ["required-missing /body/bark"]);
}

#[test]
fn schemas_that_name_each_other_are_refused_instead_of_followed_for_ever() {
    let schema = |other: &str| json!({ "type": "object", "discriminator": { "propertyName": "kind", "mapping": { "x": other } } });
    let schemas = json!({ "A": schema("B"), "B": schema("A") });
    let error = contract("3.0.3", to("A"), schemas).unwrap_err();
    assert!(error.to_string().contains("never end"), "{error}");
}

#[test]
fn a_nested_union_is_decided_by_its_own_discriminator() {
    let mut schemas = pets();
    schemas["Animal"] = union("oneOf", json!({ "cat": "Cat", "dog": "Dog" }));
    let wrapped = json!({ "type": "object", "properties": { "pets": { "type": "array", "items": {
        "nullable": true, "allOf": [to("Animal")] } } } });
    let contract = contract("3.0.3", wrapped, schemas).unwrap();
    let body = json!({ "pets": [{ "kind": "dog", "bark": true }, { "kind": "cat", "lives": "x" }] });
    assert_eq!(in_response(&contract, &body), ["wrong-type /body/pets/1/lives"]);
}
