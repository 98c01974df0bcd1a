//! Checks how the values of parameters are told apart: separators, several variables in a segment, and nested names.

use serde_json::{Value, json};

use crate::support::requests::{assert_values, contract, document, in_query, request};

#[test]
fn an_empty_value_is_right_only_where_the_document_allows_it() {
    let parameter = |allowed: bool| json!({ "in": "query", "name": "p", "allowEmptyValue": allowed, "required": true, "schema": { "type": "integer" } });
    assert_values("/x?{}", parameter(true), &[("p", true), ("p=", true), ("p=7", true), ("p=a", false)]);
    assert_values("/x?{}", parameter(false), &[("p", false), ("p=", false), ("p=7", true)]);
    let list = json!({ "type": "array", "items": { "type": "integer" } });
    assert_values("/x?p={}", in_query(list), &[("", true), ("1&p=2", true), ("1,2", false)]);
}

#[test]
fn reserved_characters_change_nothing() {
    let mut parameter = in_query(json!({ "type": "string", "enum": ["a/b:c?d", "x@y;z=1"] }));
    for allowed in [true, false] {
        parameter["allowReserved"] = json!(allowed);
        let texts = [("a/b:c?d", true), ("a%2Fb%3Ac%3Fd", true), ("x@y;z=1", true), ("a", false)];
        assert_values("/x?p={}", parameter.clone(), &texts);
    }
}

#[test]
fn json_in_a_parameter_is_decoded_and_checked() {
    let schema = json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "integer" } } });
    let of = |media: &str, place: &str| json!({ "in": place, "name": "p", "content": { media: { "schema": schema } } });
    let texts = [
        ("%7B%22a%22%3A+7%7D", true),
        ("{\"a\":7}", true),
        ("{\"a\":\"7\"}", false),
        ("{\"a\":7", false),
        ("7", false),
        ("", false),
        ("{\"a\":7}&p={\"a\":7}", false),
    ];
    assert_values("/x?p={}", of("application/json", "query"), &texts);
    assert_values("/x/{}", of("application/json", "path"), &[("%7B%22a%22%3A7%7D", true), ("7", false)]);
    // Other content is not checked.
    assert_values("/x?p={}", of("text/plain", "query"), &[("a", true), ("", true)]);
}

#[test]
fn a_separator_within_a_value_is_encoded() {
    let list =
        json!({ "type": "array", "minItems": 2, "maxItems": 2, "items": { "enum": ["a,b", "c|d", "e"] } });
    let of = |place: &str, style: &str| json!({ "in": place, "name": "p", "style": style, "explode": false, "schema": list });
    assert_values(
        "/x?p={}",
        of("query", "form"),
        &[("a%2Cb,e", true), ("e,c%7Cd", true), ("a,b,e", false), ("e", false)],
    );
    assert_values("/x/{}", of("path", "simple"), &[("a%2Cb,e", true), ("a,b,e", false), ("e%2Ce", true)]);
    assert_values(
        "/x?p={}",
        of("query", "pipeDelimited"),
        &[("a,b|e", true), ("e%7Ca,b", true), ("e,e", false)],
    );
    assert_values(
        "/x?p={}",
        of("query", "spaceDelimited"),
        &[("a,b%20e", true), ("e+c|d", true), ("e,e", false)],
    );
    // Many clients encode the whole list.
    assert_values("/x?p={}", of("query", "form"), &[("e%2Ce", true)]);
}

#[test]
fn several_variables_in_a_segment_are_divided_as_their_schemas_allow() {
    let parameter =
        |name: &str, schema: Value| json!({ "in": "path", "name": name, "required": true, "schema": schema });
    let uuid = json!({ "type": "string", "format": "uuid" });
    let whole = document(
        "/x/{id}-{page}.{ext}",
        json!([
            parameter("id", uuid),
            parameter("page", json!({ "type": "integer" })),
            parameter("ext", json!({ "enum": ["tar.gz", "xml"] })),
        ]),
    );
    let contract = contract(&whole);
    let id = "550e8400-e29b-41d4-a716-446655440000";
    assert_eq!(request(&contract, &format!("/x/{id}-7.tar.gz"), &[]), [""; 0]);
    assert_eq!(request(&contract, &format!("/x/{id}-7.zip"), &[]), ["error parameter-invalid /path/ext"]);
    assert_eq!(request(&contract, &format!("/x/{id}-a.xml"), &[]), ["error parameter-invalid /path/page"]);
    let slug =
        self::contract(&document("/{slug}-{page}", json!([parameter("page", json!({ "type": "integer" }))])));
    assert_eq!(request(&slug, &format!("/{}7", "word-".repeat(50)), &[]), [""; 0]);
    assert_eq!(
        request(&slug, &format!("/{}a", "word-".repeat(50)), &[]),
        ["error parameter-invalid /path/page"]
    );
    assert_eq!(request(&slug, &format!("/{}7", "word-".repeat(500)), &[]), [""; 0]);
    // Neither long texts nor many variables take long.
    let many = "{v}-".repeat(30) + "end";
    let slow = self::contract(&document(&format!("/{many}"), json!([])));
    let found = request(&slow, &format!("/{}", "-".repeat(2_000)), &[]);
    assert_eq!(found, ["error operation-undocumented "]);
}

#[test]
fn fields_of_a_deep_object_are_checked_and_deeper_ones_are_not_defined() {
    let schema = json!({ "type": "object", "required": ["R"], "properties": {
        "R": { "type": "integer" }, "tags": { "type": "array", "items": { "type": "integer" } }, "more": { "type": "object" },
    } });
    let parameter = json!({ "in": "query", "name": "p", "style": "deepObject", "explode": true, "required": true, "schema": schema });
    assert_values(
        "/x?{}",
        parameter.clone(),
        &[
            ("p[R]=1", true),
            ("p%5BR%5D=1", true),
            ("p[R]=1&p[tags]=1&p[tags]=2", true),
            ("p[R]=1&p[tags]=1", true),
            ("p[R]=a", false),
            ("p[tags]=1", false),
            ("p[R]=1&p[tags]=a", false),
            ("p[R]=1&p[R]=2", false),
            ("p[R]=1&p[more][x]=a", true),
            ("p[R]=1&p[tags][]=1", true),
            ("p[]=1", true),
        ],
    );
    let contract = contract(&document("/x", json!([parameter])));
    assert_eq!(request(&contract, "/x?", &[]), ["error parameter-missing /query/p"]);
    assert_eq!(request(&contract, "/x?p=1", &[]), ["error parameter-invalid /query/p"]);
    // Published documents have this style for plain values and for lists.
    let either = json!({ "anyOf": [schema, { "type": "integer" }] });
    let parameter =
        |schema: Value| json!({ "in": "query", "name": "p", "style": "deepObject", "schema": schema });
    let texts = [("p=7", true), ("p[R]=7", true), ("p=a", false), ("p[R]=a", false), ("p=7&p=8", false)];
    assert_values("/x?{}", parameter(either), &texts);
    let list = json!({ "type": "array", "items": { "type": "string" } });
    let texts = [("p[]=a", true), ("p[0]=a", true), ("p[0][x]=a", true), ("p[x]=a", false)];
    assert_values("/x?{}", parameter(list), &texts);
}
