//! Checks each known kind of change of operations, messages and fields, with whom it breaks.

#![allow(clippy::too_many_lines, reason = "a table has many lines")]

use serde_json::{Value, json};

use super::{check, object, ok, operation, request, requiring, response, text};

fn paths(paths: Value) -> Value {
    json!({ "openapi": "3.0.3", "info": { "title": "t", "version": "1" }, "paths": paths })
}

#[test]
fn operations() {
    let one = |id: &str| json!({ "get": { "operationId": id, "responses": ok() } });
    let a = paths(json!({ "/a": one("a") }));
    let both = paths(
        json!({ "/a": one("a"), "/b": { "get": { "operationId": "b", "responses": { "201": { "description": "ok" } } } } }),
    );
    let without_id = paths(json!({ "/a": { "get": { "responses": ok() } } }));
    let deprecated = paths(
        json!({ "/a": { "get": { "operationId": "a", "deprecated": true, "tags": ["x"], "responses": ok() } } }),
    );
    let versions = |version: &str| {
        let mut document = a.clone();
        document["info"]["version"] = version.into();
        document
    };
    check(vec![
        ("1: operation removed", both.clone(), a.clone(), &["operation-removed B -"]),
        ("2: operation added", a.clone(), both, &["operation-added - B"]),
        ("3: path changed", a.clone(), paths(json!({ "/z": one("a") })), &["operation-moved B B"]),
        ("4: operationId changed", a.clone(), paths(json!({ "/a": one("z") })), &["operation-renamed - -"]),
        ("5: operationId removed", a.clone(), without_id, &["operation-renamed - -"]),
        ("6, 7: deprecated, tag changed", a.clone(), deprecated, &["operation-deprecated - -"]),
        ("8: info.version changed", versions("1"), versions("2"), &[]),
        (
            "the name of a variable in the path changed",
            paths(json!({ "/a/{id}": one("a") })),
            paths(json!({ "/a/{key}": one("a") })),
            &[],
        ),
        (
            "moved without an id, with the same last word",
            paths(json!({ "/v1/users/{id}": { "get": { "responses": ok() } } })),
            paths(json!({ "/v2/users/{id}": { "get": { "responses": ok() } } })),
            &["operation-moved B B"],
        ),
    ]);
}

#[test]
fn servers_and_security() {
    let with = |name: &str, value: Value| {
        let mut document = operation(json!({ "operationId": "send", "responses": ok() }));
        document["components"] = json!({ "securitySchemes": {
            "key": { "type": "apiKey", "in": "header", "name": "X-Key" },
            "token": { "type": "http", "scheme": "bearer" },
            "auth": { "type": "oauth2", "flows": {} },
        } });
        document[name] = value;
        document
    };
    let secured = |security: Value| with("security", security);
    let keyed = |name: &str| {
        let mut document = secured(json!([{ "key": [] }]));
        document["components"]["securitySchemes"]["key"]["name"] = name.into();
        document
    };
    let mut renamed = secured(json!([{ "other": [] }]));
    renamed["components"]["securitySchemes"] =
        json!({ "other": { "type": "apiKey", "in": "header", "name": "x-key", "description": "d" } });
    let none = || secured(json!([]));
    let url = |url: &str| with("servers", json!([{ "url": url }]));
    check(vec![
        (
            "9: server URL changed",
            url("https://a.example"),
            url("https://b.example"),
            &["server-changed c -"],
        ),
        ("9: a slash at the end", url("https://a.example"), url("https://a.example/"), &[]),
        ("10: security added", none(), secured(json!([{ "key": [] }])), &["security-changed B -"]),
        (
            "10: a second scheme needed",
            secured(json!([{ "key": [] }])),
            secured(json!([{ "key": [], "token": [] }])),
            &["security-changed B -"],
        ),
        (
            "11: alternative removed",
            secured(json!([{ "key": [] }, { "token": [] }])),
            secured(json!([{ "key": [] }])),
            &["security-changed c -"],
        ),
        ("11: all removed", secured(json!([{ "key": [] }])), none(), &["security-changed c B"]),
        (
            "12: scope added",
            secured(json!([{ "auth": ["a"] }])),
            secured(json!([{ "auth": ["a", "b"] }])),
            &["security-changed B -"],
        ),
        (
            "12: scope added to one of two alternatives",
            secured(json!([{ "auth": ["a"] }, { "key": [] }])),
            secured(json!([{ "key": [] }, { "auth": ["b", "a"] }])),
            &["security-changed B -"],
        ),
        ("13: the header of the scheme changed", keyed("X-Key"), keyed("X-Token"), &["security-changed B B"]),
        ("the scheme is renamed", secured(json!([{ "key": [] }])), renamed, &[]),
        (
            "the order of alternatives",
            secured(json!([{ "key": [] }, { "token": [] }])),
            secured(json!([{ "token": [] }, { "key": [] }])),
            &[],
        ),
    ]);
}

#[test]
fn parameters_and_bodies() {
    let with = |parameters: Value| {
        operation(json!({ "operationId": "send", "parameters": parameters, "responses": ok() }))
    };
    let query =
        |required: bool| json!([{ "name": "q", "in": "query", "required": required, "schema": text() }]);
    let header =
        |required: bool| json!([{ "name": "X-A", "in": "header", "required": required, "schema": text() }]);
    let list = |style: &str| {
        with(
            json!([{ "name": "q", "in": "query", "style": style, "explode": false, "schema": { "type": "array", "items": text() } }]),
        )
    };
    let none = || with(json!([]));
    let media = |types: &[&str]| {
        let content = types.iter().map(|it| ((*it).to_owned(), json!({}))).collect::<serde_json::Map<_, _>>();
        operation(
            json!({ "operationId": "send", "requestBody": { "required": true, "content": content }, "responses": ok() }),
        )
    };
    check(vec![
        ("14: optional parameter added", none(), with(query(false)), &["parameter-added - -"]),
        ("14: optional header added", none(), with(header(false)), &["parameter-added - -"]),
        ("15: required parameter added", none(), with(query(true)), &["parameter-added B -"]),
        ("15: required header added", none(), with(header(true)), &["parameter-added B -"]),
        ("16: optional parameter removed", with(query(false)), none(), &["parameter-removed - -"]),
        ("16: required parameter removed", with(query(true)), none(), &["parameter-removed - B"]),
        ("17: optional to required", with(query(false)), with(query(true)), &["request-narrowed B -"]),
        ("18: required to optional", with(header(true)), with(header(false)), &["request-widened - B"]),
        ("style changed", list("form"), list("pipeDelimited"), &["incomparable B B"]),
        (
            "explode changed",
            with(json!([{ "name": "q", "in": "query", "schema": { "type": "array", "items": text() } }])),
            list("form"),
            &["incomparable B B"],
        ),
        (
            "explode changed, of a text",
            with(json!([{ "name": "q", "in": "query", "schema": text() }])),
            with(json!([{ "name": "q", "in": "query", "explode": false, "schema": text() }])),
            &[],
        ),
        ("19: required request body added", none(), media(&["application/json"]), &["body-added B c"]),
        ("20: request body removed", media(&["application/json"]), none(), &["body-removed c B"]),
        (
            "21: second request media type",
            media(&["application/json"]),
            media(&["application/json", "application/xml"]),
            &["media-type-added - B"],
        ),
        (
            "22: request media type removed",
            media(&["application/json", "application/xml"]),
            media(&["application/json"]),
            &["media-type-removed B -"],
        ),
        (
            "22: request media type replaced",
            media(&["application/json"]),
            media(&["application/xml"]),
            &["media-type-removed B B", "media-type-added - B"],
        ),
    ]);
}

#[test]
fn fields_of_requests() {
    let a = || object(json!({ "a": text() }));
    let both = || object(json!({ "a": text(), "b": text() }));
    let filled = || object(json!({ "a": text(), "b": { "type": "string", "default": "x" } }));
    let closed = |mut schema: Value| {
        schema["additionalProperties"] = false.into();
        schema
    };
    let others = |schema: Value| json!({ "type": "object", "additionalProperties": schema });
    check(vec![
        ("23: optional added", request(a()), request(both()), &["property-added - -"]),
        (
            "23: optional added, closed",
            request(closed(a())),
            request(closed(both())),
            &["property-added - B"],
        ),
        ("24: required added", request(a()), request(requiring(both(), &["b"])), &["property-added B -"]),
        (
            "25: required with default",
            request(a()),
            request(requiring(filled(), &["b"])),
            &["property-added c -"],
        ),
        ("26: optional removed", request(both()), request(a()), &["property-removed - -"]),
        (
            "26: optional removed, closed",
            request(closed(both())),
            request(closed(a())),
            &["property-removed B -"],
        ),
        ("26: required removed", request(requiring(both(), &["b"])), request(a()), &["property-removed - B"]),
        (
            "27: optional to required",
            request(a()),
            request(requiring(a(), &["a"])),
            &["request-narrowed B -"],
        ),
        (
            "27: optional to required with default",
            request(filled()),
            request(requiring(filled(), &["b"])),
            &["request-narrowed c -"],
        ),
        ("28: required to optional", request(requiring(a(), &["a"])), request(a()), &["request-widened - B"]),
        ("45: closed", request(a()), request(closed(a())), &["request-narrowed B -"]),
        (
            "46: schema for others",
            request(others(json!(true))),
            request(others(text())),
            &["request-narrowed - c"],
        ),
        (
            "44: readOnly set",
            request(requiring(a(), &["a"])),
            request(requiring(object(json!({ "a": { "type": "string", "readOnly": true } })), &["a"])),
            &["visibility-changed c c"],
        ),
        (
            "a readOnly field does not count in a request",
            request(object(json!({ "a": { "type": "string", "readOnly": true } }))),
            request(requiring(object(json!({ "a": { "type": "integer", "readOnly": true } })), &["a"])),
            &[],
        ),
        (
            "44: writeOnly set",
            response(a()),
            response(object(json!({ "a": { "type": "string", "writeOnly": true } }))),
            &["visibility-changed c c"],
        ),
    ]);
}

#[test]
fn statuses_media_types_and_headers() {
    let with = |responses: Value| operation(json!({ "operationId": "send", "responses": responses }));
    let statuses =
        |all: &[&str]| with(all.iter().map(|it| ((*it).to_owned(), json!({ "description": "d" }))).collect());
    let media = |types: &[&str]| {
        let content = types.iter().map(|it| ((*it).to_owned(), json!({}))).collect::<serde_json::Map<_, _>>();
        with(json!({ "200": { "description": "ok", "content": content } }))
    };
    let header = |required: bool| {
        with(
            json!({ "200": { "description": "ok", "headers": { "X-A": { "required": required, "schema": text() } } } }),
        )
    };
    check(vec![
        ("47: success status added", statuses(&["200"]), statuses(&["200", "202"]), &["status-added c -"]),
        (
            "48: success status removed",
            statuses(&["200", "202"]),
            statuses(&["200"]),
            &["status-removed - c"],
        ),
        ("49: error status added", statuses(&["200"]), statuses(&["200", "404"]), &["status-added - -"]),
        ("50: error status removed", statuses(&["200", "404"]), statuses(&["200"]), &["status-removed - -"]),
        ("a status in a range", statuses(&["200"]), statuses(&["2XX"]), &["status-added c -"]),
        (
            "51: media type added",
            media(&["application/json"]),
            media(&["application/json", "text/csv"]),
            &["media-type-added - -"],
        ),
        (
            "52: media type removed",
            media(&["application/json", "text/csv"]),
            media(&["application/json"]),
            &["media-type-removed B c"],
        ),
        ("53: header removed", header(true), statuses(&["200"]), &["header-removed B -"]),
        ("53: optional header removed", header(false), statuses(&["200"]), &["header-removed c -"]),
        ("53: header optional", header(true), header(false), &["response-widened B -"]),
    ]);
}

#[test]
fn fields_of_responses() {
    let a = || object(json!({ "a": text() }));
    let both = || object(json!({ "a": text(), "b": text() }));
    check(vec![
        ("54: optional added", response(a()), response(both()), &["property-added - -"]),
        ("55: required added", response(a()), response(requiring(both(), &["b"])), &["property-added - B"]),
        ("56: optional removed", response(both()), response(a()), &["property-removed c -"]),
        (
            "57: required removed",
            response(requiring(both(), &["b"])),
            response(a()),
            &["property-removed B -"],
        ),
        (
            "58: required to optional",
            response(requiring(a(), &["a"])),
            response(a()),
            &["response-widened B -"],
        ),
        (
            "59: optional to required",
            response(a()),
            response(requiring(a(), &["a"])),
            &["response-narrowed - B"],
        ),
    ]);
}
