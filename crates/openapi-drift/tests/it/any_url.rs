//! Checks that no URL, server or path template makes a check panic, and that no report shows a value of a request.

use openapi_drift::{Contract, Recorded};
use serde_json::{Value, json};

/// Is part of the values of requests. It has too many digits for a name.
const MARK: &str = "zq9999";

fn text(random: &mut fastrand::Rng, pieces: &[&str]) -> String {
    (0..random.usize(..8)).map(|_| *random.choice(pieces).unwrap()).collect()
}

fn schema(random: &mut fastrand::Rng) -> Value {
    let scalar = random.choice(["string", "integer", "boolean", "number"]).unwrap();
    let additional = random.choice([json!(true), json!(false), json!({ "type": scalar })]).unwrap();
    let schemas = [
        json!({}),
        json!({ "type": scalar, "nullable": random.bool() }),
        json!({ "type": "array", "items": { "type": scalar } }),
        json!({ "type": "object", "properties": { "a": { "type": scalar } } }),
        json!({ "type": "object", "additionalProperties": additional }),
        json!({ "oneOf": [{ "type": scalar }, { "$ref": "#/components/schemas/S" }] }),
        json!({ "enum": [1, "a", null, [], {}] }),
    ];
    random.choice(schemas).unwrap()
}

fn parameter(random: &mut fastrand::Rng) -> Value {
    let place = random.choice(["path", "query", "cookie", "header"]).unwrap();
    let styles =
        ["simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject", "other", ""];
    let mut parameter = json!({
        "in": place, "name": random.choice(["a", "b", "", "a[b]", "*"]).unwrap(), "required": random.bool(),
        "style": random.choice(styles).unwrap(), "explode": random.bool(), "allowEmptyValue": random.bool(),
    });
    let schema = schema(random);
    if random.u8(..) < 40 {
        parameter["content"] = json!({ "application/json": { "schema": schema } });
    } else {
        parameter["schema"] = schema;
    }
    parameter
}

fn document(random: &mut fastrand::Rng) -> Value {
    let template = ["/", "{a}", "{b", "}", "a", "-", ".", "%2F", "%", "?", "#", "é", "//", "{}", "&a=", "v1"];
    let server =
        ["http://", "https://", "//", "/", "{a}", "{b}", "a.example", ":8080", "@", "[", "?", "é", "v1", "."];
    let mut paths = (0..2).map(|_| text(random, &template)).collect::<Vec<_>>();
    paths.push("/{a}".to_owned());
    let mut document = json!({
        "openapi": "3.0.3", "info": { "title": "t", "version": "1" }, "paths": {},
        "servers": [{
            "url": text(random, &server),
            "variables": { "a": { "default": text(random, &server) }, "b": { "enum": ["", "v1", "a/b"] } },
        }],
        "components": { "schemas": { "S": { "type": "array", "items": { "type": "integer" } } } },
    });
    for path in paths {
        let parameters = (0..3).map(|_| parameter(random)).collect::<Vec<_>>();
        document["paths"][path]["get"] =
            json!({ "parameters": parameters, "responses": { "200": { "description": "" } } });
    }
    if random.bool() {
        document["servers"] = json!([]);
    }
    document
}

#[test]
fn no_url_makes_a_check_panic_and_no_report_shows_a_value_of_it() {
    let mut random = fastrand::Rng::with_seed(20_261_125);
    let value = [
        MARK, "/", "%2F", "%", "%E9", "&", "=", "a", "b", ".", ";", ",", "|", "+", "[", "]", "{a}", "?", "#",
        "é", "-",
    ];
    let (mut used, mut found) = (0, std::collections::BTreeMap::<_, usize>::new());
    for _ in 0..1_500 {
        let document = document(&mut random);
        let Ok(contract) = Contract::from_json(&document.to_string()) else {
            continue;
        };
        used += 1;
        for _ in 0..4 {
            let starts = [
                "http://localhost/",
                "https://a.example/a?a=",
                "/a",
                "",
                "/b?a=1&b=",
                "https://a.example:8080/v1/",
            ];
            let url = random.choice(starts).unwrap().to_owned() + &text(&mut random, &value);
            let headers = ["cookie", "a", "b"].map(|name| (name.to_owned(), text(&mut random, &value)));
            let exchange =
                Recorded::exchange("GET", url).with_request(headers, None).with_response(200, [], None);
            let report = contract.check_exchange(&exchange);
            report.findings().iter().for_each(|it| *found.entry(it.check().as_str()).or_default() += 1);
            let shown = format!("{report} {report:?} {} {exchange:?}", report.to_json());
            assert!(!shown.contains(MARK), "{document}: {shown}");
            for operation in contract.operations() {
                let redacted = contract.redacted(operation.id, &exchange).to_har().unwrap();
                assert!(!redacted.contains(MARK), "{document}: {redacted}");
            }
        }
    }
    println!("{used} documents, {found:?}");
    assert!(used > 1_000);
    for check in [
        "operation-undocumented",
        "parameter-invalid",
        "parameter-missing",
        "parameter-undocumented",
        "header-invalid",
    ] {
        assert!(found.get(check).is_some_and(|count| *count > 50), "{check}: {found:?}");
    }
}
