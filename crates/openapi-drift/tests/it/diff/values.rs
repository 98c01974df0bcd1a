//! Checks each known kind of change of values, variants and names, with whom it breaks.

#![allow(clippy::too_many_lines, reason = "a table has many lines")]

use serde_json::{Value, json};

use super::{check, object, of_3_1, request, requiring, response, text};

#[test]
fn values_of_requests() {
    let listed = |values: Value| request(json!({ "type": "string", "enum": values }));
    let with = |name: &str, value: Value| {
        let kind = match name {
            "minimum" | "maximum" | "multipleOf" => "integer",
            "minItems" | "maxItems" | "uniqueItems" => "array",
            _ => "string",
        };
        let mut schema = json!({ "type": kind });
        schema[name] = value;
        request(schema)
    };
    let plain = || request(text());
    let typed = |kind: &str| request(json!({ "type": kind }));
    check(vec![
        ("29: type narrowed", typed("number"), typed("integer"), &["request-narrowed B -"]),
        ("30: type widened", typed("integer"), typed("number"), &["request-widened - B"]),
        ("type changed", typed("integer"), typed("string"), &["incomparable B B"]),
        ("31: enum value added", listed(json!(["a"])), listed(json!(["a", "b"])), &["request-widened - B"]),
        (
            "32: enum value removed",
            listed(json!(["a", "b"])),
            listed(json!(["a"])),
            &["request-narrowed B -"],
        ),
        ("33: enum put on", plain(), listed(json!(["a"])), &["request-narrowed B -"]),
        ("34: enum dropped", listed(json!(["a"])), plain(), &["request-widened - B"]),
        ("35: format added", plain(), with("format", json!("uuid")), &["request-narrowed B -"]),
        ("35: unknown format added", plain(), with("format", json!("pan")), &["not-comparable c c"]),
        ("36: pattern added", plain(), with("pattern", json!("^a$")), &["request-narrowed B -"]),
        ("36: length bound set", plain(), with("maxLength", json!(5)), &["request-narrowed B -"]),
        ("37: bound removed", with("minLength", json!(5)), plain(), &["request-widened - B"]),
        ("a bound of 0 removed", with("minLength", json!(0)), plain(), &[]),
        (
            "38: pattern changed",
            with("pattern", json!("^a$")),
            with("pattern", json!("^b$")),
            &["not-comparable c c"],
        ),
        ("39: maximum down", with("maximum", json!(5)), with("maximum", json!(4)), &["request-narrowed B -"]),
        (
            "39: minItems up",
            with("minItems", json!(1)),
            with("minItems", json!(2)),
            &["request-narrowed B -"],
        ),
        ("40: minimum down", with("minimum", json!(5)), with("minimum", json!(4)), &["request-widened - B"]),
        ("multipleOf", with("multipleOf", json!(2)), with("multipleOf", json!(4)), &["request-narrowed B -"]),
        (
            "41: no longer nullable",
            request(json!({ "type": "string", "nullable": true })),
            plain(),
            &["request-narrowed B -"],
        ),
        (
            "42: became nullable",
            plain(),
            request(json!({ "type": "string", "nullable": true })),
            &["request-widened - B"],
        ),
        ("43: default set", plain(), with("default", json!("a")), &["default-changed - -"]),
        (
            "43: default changed",
            with("default", json!("b")),
            with("default", json!("a")),
            &["default-changed - -"],
        ),
        ("75: uniqueItems set", typed("array"), with("uniqueItems", json!(true)), &["request-narrowed B -"]),
    ]);
}

#[test]
fn values_of_responses() {
    let plain = || response(text());
    let nullable = || response(json!({ "type": "string", "nullable": true }));
    let listed = |values: Value| response(json!({ "type": "string", "enum": values }));
    let longest = |length: u32| response(json!({ "type": "string", "maxLength": length }));
    let with = |name: &str, value: Value| {
        let mut schema = json!({ "type": "string" });
        schema[name] = value;
        response(schema)
    };
    check(vec![
        ("60: became nullable", plain(), nullable(), &["response-widened B -"]),
        ("61: no longer nullable", nullable(), plain(), &["response-narrowed - B"]),
        ("62: type changed", plain(), response(json!({ "type": "integer" })), &["incomparable B B"]),
        ("63: enum value added", listed(json!(["a"])), listed(json!(["a", "b"])), &["response-widened B -"]),
        (
            "64: enum value removed",
            listed(json!(["a", "b"])),
            listed(json!(["a"])),
            &["response-narrowed - B"],
        ),
        ("65: constraint loosened", longest(4), longest(5), &["response-widened B -"]),
        ("65: format dropped", with("format", json!("date")), plain(), &["response-widened B -"]),
        ("66: constraint tightened", longest(5), longest(4), &["response-narrowed - B"]),
        (
            "67: default changed",
            with("default", json!("a")),
            with("default", json!("b")),
            &["default-changed - -"],
        ),
    ]);
}

#[test]
fn unions_and_names() {
    let of = |keyword: &str, kinds: &[&str]| {
        let mut schema = json!({});
        schema[keyword] = kinds.iter().map(|kind| json!({ "type": kind })).collect();
        schema
    };
    let a = || object(json!({ "a": text() }));
    let b = || object(json!({ "b": { "type": "integer" } }));
    let component = |name: &str, schema: Value| {
        let mut document = response(json!({ "$ref": format!("#/components/schemas/{name}") }));
        document["components"]["schemas"][name] = schema;
        document
    };
    let tagged = |tag: Value| {
        let mut document = response(
            json!({ "oneOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }] }),
        );
        document["components"]["schemas"] = json!({ "A": a(), "B": b() });
        if !tag.is_null() {
            document["paths"]["/t"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]["discriminator"] =
                tag;
        }
        document
    };
    let two = ["string", "integer"];
    let three = ["string", "integer", "array"];
    check(vec![
        (
            "68: oneOf variant added",
            response(of("oneOf", &two)),
            response(of("oneOf", &three)),
            &["response-widened B -"],
        ),
        (
            "68: anyOf variant added",
            response(of("anyOf", &two)),
            response(of("anyOf", &three)),
            &["response-widened B -"],
        ),
        (
            "68: removed from a request",
            request(of("oneOf", &three)),
            request(of("oneOf", &two)),
            &["request-narrowed B -"],
        ),
        (
            "69: variant removed",
            response(of("anyOf", &three)),
            response(of("anyOf", &two)),
            &["response-narrowed - B"],
        ),
        (
            "69: added to a request",
            request(of("anyOf", &two)),
            request(of("anyOf", &three)),
            &["request-widened - B"],
        ),
        (
            "70: wrapped in oneOf",
            response(a()),
            response(json!({ "oneOf": [a(), b()] })),
            &["response-widened B -"],
        ),
        (
            "70: wrapped in oneOf, and null goes",
            response(json!({ "type": "object", "nullable": true, "properties": { "a": text() } })),
            response(json!({ "oneOf": [a(), b()] })),
            &["response-widened B -", "response-narrowed - B"],
        ),
        (
            "70: wrapped in oneOf of variants that its values all match",
            request(requiring(a(), &["a"])),
            request(json!({ "oneOf": [a(), requiring(a(), &["a"])] })),
            &["request-narrowed B -", "request-widened - B"],
        ),
        (
            "71: allOf member added to a request",
            request(json!({ "allOf": [a()] })),
            request(json!({ "allOf": [a(), requiring(b(), &["b"])] })),
            &["property-added B -"],
        ),
        (
            "71: allOf member removed from a request",
            request(json!({ "allOf": [a(), requiring(b(), &["b"])] })),
            request(json!({ "allOf": [a()] })),
            &["property-removed - B"],
        ),
        (
            "72: discriminator added",
            tagged(Value::Null),
            tagged(json!({ "propertyName": "kind" })),
            &["discriminator-changed - -"],
        ),
        ("73: component renamed", component("A", a()), component("B", a()), &["schema-renamed - -"]),
        (
            "73: component renamed whose name is sent",
            tagged(json!({ "propertyName": "kind" })),
            serde_json::from_str(
                &tagged(json!({ "propertyName": "kind" }))
                    .to_string()
                    .replace("/B\"", "/C\"")
                    .replace("\"B\":", "\"C\":"),
            )
            .unwrap(),
            &["discriminator-changed - -", "schema-renamed - -"],
        ),
        ("73: inline to $ref", response(a()), component("A", a()), &[]),
        (
            "74: title and description",
            response(json!({ "type": "object", "title": "T", "description": "d" })),
            response(json!({ "type": "object", "title": "U", "x-note": 1 })),
            &[],
        ),
        (
            "76: vendor extension",
            response(text()),
            response(json!({ "type": "string", "x-sensitive": true })),
            &[],
        ),
        (
            "null as a type of 3.1",
            response(json!({ "type": "string", "nullable": true })),
            of_3_1(response(json!({ "type": ["string", "null"] }))),
            &[],
        ),
    ]);
}
