//! Checks the bodies in files that are named after an operation and a status.

use bytes::Bytes;
use openapi_drift::{Contract, Recorded};
use serde_json::{Value, json};

use crate::support::har::*;

fn responding_with(types: &[&str]) -> Contract {
    let mut content = serde_json::Map::new();
    for (position, media) in types.iter().enumerate() {
        let name = format!("field{position}");
        let schema =
            json!({ "type": "object", "required": [name], "properties": { name: { "type": "integer" } } });
        content.insert((*media).to_owned(), json!({ "schema": schema }));
    }
    let mut spec = document();
    spec["paths"]["/orders"]["get"]["responses"]["200"]["content"] = content.into();
    Contract::from_value(spec).unwrap()
}

fn said_of(contract: &Contract, name: &str, body: &[u8]) -> Vec<String> {
    said(&check_files(contract, &[(name, body)]).unwrap())
}

#[test]
fn the_documented_json_type_is_assumed() {
    for (types, assumed) in [
        (&["application/problem+json"][..], 0),
        (&["application/vnd.api+json"], 0),
        (&["text/json"], 0),
        (&["application/hal+json; profile=x"], 0),
        (&["application/vnd.api+json", "application/json"], 1),
        (&["application/a+json", "application/b+json"], 0),
        (&["application/xml", "application/b+json"], 1),
        (&["text/plain", "application/json; charset=utf-8"], 1),
        (&["application/*"], 0),
        (&["*/*", "application/vnd.api+json"], 1),
    ] {
        let contract = responding_with(types);
        // The document keeps its types in the order of their names.
        let name = format!("field{assumed}");
        assert_eq!(
            said_of(&contract, "list.200.json", json!({ name.as_str(): 7 }).to_string().as_bytes()),
            [""; 0],
            "{types:?}"
        );
        let wrong = json!({ name.as_str(): "x" }).to_string();
        let expected = [format!("error wrong-type /body/{name}")];
        assert_eq!(said_of(&contract, "list.200.json", wrong.as_bytes()), expected, "{types:?}");
    }
    let none = said_of(&responding_with(&["text/plain"]), "list.200.json", b"{}");
    assert_eq!(none, ["error content-type-undocumented /headers/content-type"]);
}

#[test]
fn a_request_file_is_checked_against_its_json_type() {
    let mut spec = document();
    let content = spec["paths"]["/orders"]["post"]["requestBody"]["content"]["application/json"].clone();
    spec["paths"]["/orders"]["post"]["requestBody"]["content"] =
        json!({ "application/merge-patch+json": content });
    let contract = Contract::from_value(spec).unwrap();
    assert_eq!(said_of(&contract, "add.request.json", DRIFTED.as_bytes()), ["error wrong-type /body/count"]);
}

#[test]
fn a_byte_order_mark_is_skipped_everywhere() {
    let marked = [b"\xEF\xBB\xBF".as_slice(), DRIFTED.as_bytes()].concat();
    assert_eq!(said_of(&contract(), "list.200.json", &marked), ["error wrong-type /body/count"]);
    assert_eq!(said_of(&contract(), "list.200.json", b"\xEF\xBB\xBF"), ["error body-empty /body"]);
    assert_eq!(
        said(&check(&contract(), &[entry(&format!("\u{feff}{DRIFTED}"))])),
        ["error wrong-type /body/count"]
    );

    let recorded = Recorded::response(200, [b"\xEF\xBB\xBF".as_slice(), GOOD.as_bytes()].concat());
    let decoding = contract().with_decoder(|_, _, body| (!body.is_object()).then(String::new));
    assert!(decoding.check_response("list", &recorded).findings().is_empty());
    let redacted = decoding.redacted("list", &recorded).to_har().unwrap();
    let redacted: Value = serde_json::from_str(&redacted).unwrap();
    let text = redacted["log"]["entries"][0]["response"]["content"]["text"].as_str().unwrap();
    assert_eq!(serde_json::from_str::<Value>(text).unwrap(), json!({ "count": 7 }));
}

#[test]
fn a_body_in_utf_16_or_utf_32_is_named_as_that() {
    let wide = |bytes: fn(u16) -> [u8; 2]| GOOD.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
    let wider = |bytes: fn(u32) -> [u8; 4]| GOOD.chars().flat_map(|c| bytes(c.into())).collect::<Vec<_>>();
    for (body, name) in [
        ([b"\xFF\xFE".to_vec(), wide(u16::to_le_bytes)].concat(), "UTF-16"),
        ([b"\xFE\xFF".to_vec(), wide(u16::to_be_bytes)].concat(), "UTF-16"),
        (wide(u16::to_le_bytes), "UTF-16"),
        (wide(u16::to_be_bytes), "UTF-16"),
        ([b"\xFF\xFE\0\0".to_vec(), wider(u32::to_le_bytes)].concat(), "UTF-32"),
        (wider(u32::to_be_bytes), "UTF-32"),
    ] {
        let what = format!("is {} bytes of {name}, JSON is UTF-8", body.len());
        let report = contract().check_response("list", &Recorded::response(200, Bytes::from(body)));
        assert_eq!(report.findings().len(), 1);
        assert_eq!(report.findings()[0].message(), what);
    }
}

#[test]
fn the_exact_name_of_an_operation_wins() {
    let mut spec = document();
    for (path, id, kind) in
        [("/a", "get-a", "integer"), ("/b", "get_a", "string"), ("/c", "Get-A", "boolean")]
    {
        let content = json!({ "application/json": { "schema": { "type": kind } } });
        spec["paths"][path] = json!({ "get": { "operationId": id, "responses": { "200": { "description": "", "content": content } } } });
    }
    let contract = Contract::from_value(spec).unwrap();
    for (name, body) in [("get-a", "7"), ("get_a", "\"x\""), ("Get-A", "true")] {
        let name = format!("{name}.200.json");
        assert_eq!(said_of(&contract, &name, body.as_bytes()), [""; 0], "{name}");
    }
    let error = check_files(&contract, &[("GET-A.200.json", b"7")]).unwrap_err().to_string();
    let expected = ": its name fits the operations get-a and get_a; use the exact name of one";
    assert!(error.ends_with(expected), "{error}");
    assert_eq!(said_of(&contract, "LIST.200.json", GOOD.as_bytes()), [""; 0]);
}

#[test]
fn a_text_that_is_only_nearly_a_web_address_is_redacted_whole() {
    let address = "https://shop.example:8080/orders?page=2";
    for (text, is_kept) in [
        (address, true),
        ("https://[::1]/", true),
        ("https://shop.example\nAsha", false),
        ("https://shop.example\t\"Asha\"", false),
        ("https:Asha", false),
        ("https:\\\\Asha", false),
        ("https://shop.example\"Asha", false),
        (" https://Asha", false),
    ] {
        for body in [json!({ "text": text }).to_string(), text.to_owned()] {
            let har = contract().redacted("list", &Recorded::response(200, body)).to_har().unwrap();
            assert_eq!(har.contains("https"), is_kept, "{text}: {har}");
            assert!(!har.to_lowercase().contains("asha"), "{text}: {har}");
        }
    }
}
