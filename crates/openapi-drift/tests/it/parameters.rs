//! Checks the parameters in the path, the query and the cookies of requests.

use openapi_drift::{Contract, Recorded};
use serde_json::json;

use crate::support::requests::{assert_values, contract, document, in_query, request, said};

#[test]
fn a_parameter_is_checked_as_what_its_text_stands_for() {
    assert_values(
        "/x?p={}",
        in_query(json!({ "type": "integer", "minimum": 1 })),
        &[
            ("7", true),
            ("0", false),
            ("a", false),
            ("7.5", false),
            ("", false),
            ("true", false),
            ("7&p=8", false),
            ("%37", true),
        ],
    );
    assert_values(
        "/x?p={}",
        in_query(json!({ "type": "string", "pattern": "^[0-9a b]+$" })),
        &[("7", true), ("a+b", true), ("a%20b", true), ("a%2Bb", false), ("", false), ("true", false)],
    );
    assert_values(
        "/x?p={}",
        in_query(json!({ "type": "boolean" })),
        &[("true", true), ("false", true), ("1", false), ("True", false)],
    );
    assert_values(
        "/x?p={}",
        in_query(json!({ "type": "string", "enum": ["7", "a&b"] })),
        &[("7", true), ("a%26b", true), ("8", false)],
    );
    assert_values(
        "/x?p={}",
        in_query(json!({ "enum": [1, "b"] })),
        &[("1", true), ("b", true), ("2", false)],
    );
    assert_values(
        "/x?p={}",
        in_query(json!({ "type": "integer", "nullable": true })),
        &[("null", true), ("7", true), ("nil", false)],
    );
    let either = json!({ "oneOf": [{ "type": "integer" }, { "type": "string", "format": "uuid" }] });
    assert_values(
        "/x?p={}",
        in_query(either),
        &[("7", true), ("550e8400-e29b-41d4-a716-446655440000", true), ("x", false)],
    );
    assert_values(
        "/x/{}",
        json!({ "in": "path", "name": "p", "required": true, "schema": { "type": "integer" } }),
        &[("7", true), ("%37", true), ("a", false), ("7%2F8", false)],
    );
}

#[test]
fn a_parameters_schema_may_be_a_reference_and_its_items_and_fields_have_types_of_their_own() {
    let mut whole = document("/x", json!([{ "$ref": "#/components/parameters/P" }]));
    whole["components"] = json!({
        "parameters": { "P": { "in": "query", "name": "p", "explode": false, "schema": { "$ref": "#/components/schemas/S" } } },
        "schemas": {
            "S": { "oneOf": [
                { "type": "array", "items": { "$ref": "#/components/schemas/Id" } },
                { "allOf": [{ "type": "object", "required": ["n"] }, { "properties": {
                    "n": { "$ref": "#/components/schemas/Id" }, "code": { "type": "string", "pattern": "^[0-9]+$" },
                } }] },
            ] },
            "Id": { "type": "integer" },
        },
    });
    let contract = contract(&whole);
    for (text, is_right) in [
        ("1,2,3", true),
        ("1", true),
        ("n,1,code,007", true),
        ("n,1,code,12", true),
        ("n,a", false),
        ("a,b", false),
        ("code,7", false),
        ("n,1,code", false),
    ] {
        assert_eq!(request(&contract, &format!("/x?p={text}"), &[]).is_empty(), is_right, "{text}");
    }
}

#[test]
fn a_required_parameter_that_is_missing_is_an_error_only_where_its_place_was_recorded() {
    let parameters = json!([
        { "in": "query", "name": "q", "required": true, "schema": { "type": "integer" } },
        { "in": "query", "name": "soft", "required": true, "x-evidence": "inferred", "schema": { "type": "integer" } },
        { "in": "query", "name": "free", "schema": { "type": "integer" } },
        { "in": "cookie", "name": "c", "required": true, "schema": { "type": "integer" } },
        { "in": "path", "name": "id", "required": true, "schema": { "type": "integer" } },
    ]);
    let contract = contract(&document("/x/{id}", parameters));
    assert_eq!(request(&contract, "/x/7?q=1&soft=2", &["c=3"]), [""; 0]);
    assert_eq!(
        request(&contract, "/x/a?soft=b&free=c", &[]),
        [
            "error parameter-invalid /path/id",
            "error parameter-missing /query/q",
            "warning parameter-invalid /query/soft",
            "error parameter-invalid /query/free",
            "error parameter-missing /cookies/c",
        ]
    );
    assert_eq!(
        request(&contract, "/x/7?q=1", &["d=1; c=x"]),
        ["warning parameter-missing /query/soft", "error parameter-invalid /cookies/c",]
    );
    assert_eq!(request(&contract, "/x/7?q=1&soft=2", &["d=1", "e=2;c=5"]), [""; 0]);
    // Neither the URL nor the headers were recorded.
    assert_eq!(said(&contract.check_request("op", &Recorded::request(""))), [""; 0]);
    let headers = [("x".to_owned(), "y".to_owned())];
    let found = said(&contract.check_request("op", &Recorded::default().with_request(headers, None)));
    assert_eq!(found, ["error parameter-missing /cookies/c", "warning header-undocumented /headers/x"]);
    let response = Recorded::exchange("GET", "/x/a").with_response(200, [], None);
    assert_eq!(said(&contract.check_exchange(&response)), [""; 0]);
}

#[test]
fn the_parameters_of_an_operation_override_those_of_its_path() {
    let parameter = |place: &str, kind: &str| json!({ "in": place, "name": "p", "schema": { "type": kind } });
    let mut whole = document("/x/{p}", json!([parameter("query", "string")]));
    whole["paths"]["/x/{p}"]["parameters"] =
        json!([parameter("query", "integer"), parameter("path", "integer")]);
    let contract = contract(&whole);
    assert_eq!(request(&contract, "/x/7?p=a", &[]), [""; 0]);
    assert_eq!(request(&contract, "/x/a?p=a", &[]), ["error parameter-invalid /path/p"]);
}

#[test]
fn a_query_parameter_that_nothing_names_is_a_warning_without_its_value() {
    let map = json!({ "type": "object", "properties": { "R": { "type": "integer" } } });
    let parameters = json!([
        { "in": "query", "name": "a", "schema": { "type": "integer" } },
        { "in": "query", "name": "ids[]", "schema": { "type": "array", "items": { "type": "integer" } } },
        { "in": "query", "name": "colour", "schema": map },
        { "in": "query", "name": "filter", "style": "deepObject", "schema": map },
    ]);
    let mut whole = document("/x", parameters);
    whole["components"] =
        json!({ "securitySchemes": { "key": { "type": "apiKey", "in": "query", "name": "api_key" } } });
    let check = |query: &str| request(&contract(&whole), &format!("/x?{query}"), &[]);
    assert_eq!(check("a=1&ids[]=1&ids%5B%5D=2&R=5&filter[R]=7&filter%5Bmore%5D=8&api_key=zq&&="), [""; 0]);
    assert_eq!(
        check("b=zq&A=zq&b=zq&colour=zq"),
        [
            "error parameter-invalid /query/colour",
            "warning parameter-undocumented /query/A",
            "warning parameter-undocumented /query/b",
        ]
    );
    assert_eq!(
        check("4111111111111111=1&Asha+Rao&ids=7"),
        ["warning parameter-undocumented /query/*", "warning parameter-undocumented /query/ids",]
    );
    let mut closed = whole.clone();
    closed["paths"]["/x"]["get"]["parameters"][2]["schema"]["additionalProperties"] = json!(false);
    let found = request(&contract(&closed), "/x?R=5&G=7", &[]);
    assert_eq!(found, ["warning parameter-undocumented /query/G"]);
    // The fields of a map are parameters.
    let mut open = whole.clone();
    open["paths"]["/x"]["get"]["parameters"][2]["schema"]["additionalProperties"] =
        json!({ "type": "string", "pattern": "^zq" });
    let contract = contract(&open);
    assert_eq!(request(&contract, "/x?anything=zq&R=5&a=1", &[]), [""; 0]);
    assert_eq!(request(&contract, "/x?anything=zq&R=zq", &[]), ["error parameter-invalid /query/colour"]);
    let report = contract.check_exchange(&Recorded::exchange("GET", "/x?R=zq&a=zq").with_request([], None));
    let text = format!("{report} {report:?} {}", report.to_json());
    assert!(
        text.contains("is a string of 2 characters, which does not match its schema") && !text.contains("zq"),
        "{text}"
    );
}

#[test]
fn names_are_escaped_in_locations_and_a_parameter_must_have_one() {
    let integer = json!({ "type": "integer" });
    let contract = contract(&document("/x", json!([{ "in": "query", "name": "a/b~c", "schema": integer }])));
    assert_eq!(request(&contract, "/x?a/b~c=x", &[]), ["error parameter-invalid /query/a~1b~0c"]);
    for place in ["query", "path", "cookie", "header"] {
        let document = document("/x", json!([{ "in": place, "schema": integer }]));
        let error = Contract::from_json(&document.to_string()).unwrap_err();
        assert_eq!(error.place(), "#/paths/~1x/get/parameters/0/name");
    }
    let document = document("/x", json!([{ "in": "query", "name": "a", "schema": { "type": "file" } }]));
    let error = Contract::from_json(&document.to_string()).unwrap_err();
    assert_eq!(error.place(), "#/paths/~1x/get/parameters/0/schema/type");
}

#[test]
fn a_redacted_exchange_has_no_value_and_still_fits_its_parameters() {
    let integer = json!({ "type": "integer" });
    let map = json!({ "type": "object", "required": ["R"], "properties": { "R": integer } });
    let mut whole = document(
        "/x/{id}.json",
        json!([
            { "in": "path", "name": "id", "required": true, "schema": integer },
            { "in": "query", "name": "limit", "required": true, "schema": integer },
            { "in": "query", "name": "filter", "required": true, "style": "deepObject", "schema": map },
            { "in": "query", "name": "colour", "required": true, "schema": map },
            { "in": "cookie", "name": "sid", "required": true, "schema": integer },
        ]),
    );
    whole["servers"] = json!([{
        "url": "https://{tenant}.example/{stage}/v1",
        "variables": { "tenant": { "default": "a" }, "stage": { "enum": ["live", "test"], "default": "live" } },
    }, { "url": "https://other.example:8443/v2" }]);
    let contract = contract(&whole);
    let url = "https://shop.example/test/v1/x/4711.json?limit=4712&filter[R]=4713&R=4714";
    let exchange =
        Recorded::exchange("GET", url).with_request([("cookie".into(), "sid=4715; other=4716".into())], None);
    assert_eq!(said(&contract.check_exchange(&exchange)), [""; 0]);
    let redacted = contract.redacted("op", &exchange);
    assert!(!redacted.to_har().unwrap().contains("471"), "{}", redacted.to_har().unwrap());
    assert_eq!(said(&contract.check_exchange(&redacted)), [""; 0]);
    for url in [
        "http://localhost:9/x/7.json",
        "http://localhost/live/v1/x/7.json",
        "https://other.example:8443/v2/x/7.json",
    ] {
        let redacted = contract.redacted("op", &Recorded::exchange("GET", url).with_response(200, [], None));
        assert_eq!(contract.check_exchange(&redacted).coverage().missing().count(), 0, "{url}");
    }
    let missing = Recorded::exchange("GET", "https://shop.example/test/v1/x/7.json").with_request([], None);
    assert_eq!(said(&contract.check_exchange(&contract.redacted("op", &missing))).len(), 4);
}

#[test]
fn the_outline_of_a_request_lists_its_parameters() {
    let contract = contract(&document(
        "/x/{id}",
        json!([
            { "in": "path", "name": "id", "required": true, "schema": { "type": "integer" } },
            { "in": "query", "name": "q", "x-evidence": "stated", "schema": { "type": "array", "items": { "type": "string" } } },
            { "in": "cookie", "name": "c", "content": { "application/json": { "schema": { "type": "boolean" } } } },
            { "in": "header", "name": "X-H", "schema": { "type": "string" } },
        ]),
    ));
    let outline = contract.outline();
    let fields = outline[0].parts[0].fields.iter();
    let fields = fields.map(|it| format!("{} {} {} {}", it.pointer, it.kind, it.required, it.evidence));
    assert_eq!(
        fields.collect::<Vec<_>>(),
        [
            "/path/id integer true ",
            "/query/q array of string false stated",
            "/cookies/c boolean false ",
            "/headers/x-h string false ",
        ]
    );
}
