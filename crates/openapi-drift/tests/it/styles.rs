//! Checks the table "Style Examples" of OpenAPI 3.0.3: what each style writes for four values is read as that value.

use openapi_drift::{Contract, Recorded};
use serde_json::{Value, json};

/// Returns schemas that fit only one of the values of the table each.
fn schemas() -> [(&'static str, Value); 4] {
    let colour = |value: i64| json!({ "type": "integer", "enum": [value] });
    [
        ("empty", json!({ "type": "string", "enum": [""] })),
        ("string", json!({ "type": "string", "enum": ["blue"] })),
        (
            "array",
            json!({ "type": "array", "items": { "type": "string" }, "enum": [["blue", "black", "brown"]] }),
        ),
        (
            "object",
            json!({
                "type": "object", "required": ["R", "G", "B"], "additionalProperties": false,
                "properties": { "R": colour(100), "G": colour(200), "B": colour(150) },
            }),
        ),
    ]
}

/// Returns whether a parameter of this style reads the text as a value that fits the schema.
fn fits(place: &str, style: &str, explode: Option<bool>, schema: &Value, text: &str) -> bool {
    let mut parameter = json!({ "in": place, "name": "color", "required": true, "schema": schema });
    if !style.is_empty() {
        parameter["style"] = json!(style);
    }
    if let Some(explode) = explode {
        parameter["explode"] = json!(explode);
    }
    let path = if place == "path" { "/x/{color}" } else { "/x" };
    let operation = json!({ "operationId": "op", "parameters": [parameter], "responses": { "200": { "description": "" } } });
    let document = json!({
        "openapi": "3.0.3", "info": { "title": "t", "version": "1" }, "paths": { path: { "get": operation } },
    });
    let contract = Contract::from_json(&document.to_string()).unwrap();
    let url = match place {
        "path" => format!("https://a.example/x/{text}"),
        "query" => format!("https://a.example/x?{text}"),
        _ => "https://a.example/x".to_owned(),
    };
    let header = match place {
        "cookie" => Some(("cookie".to_owned(), text.to_owned())),
        "header" => Some(("COLOR".to_owned(), text.to_owned())),
        _ => None,
    };
    let report = contract.check_exchange(&Recorded::exchange("GET", url).with_request(header, None));
    for finding in report.findings() {
        let check = finding.check().as_str();
        assert!(
            ["parameter-invalid", "header-invalid", "parameter-missing", "parameter-undocumented"]
                .contains(&check),
            "{report}"
        );
    }
    !report.findings().iter().any(|finding| finding.check().as_str() != "parameter-undocumented")
}

type Row<'a> = (&'a str, &'a str, bool, [Option<&'a str>; 4]);

/// The table, with a row for each style and location. `None` is "n/a", or the empty label, since a URL has no segment `.`.
const TABLE: [Row<'static>; 15] = [
    (
        "path",
        "matrix",
        false,
        [
            Some(";color"),
            Some(";color=blue"),
            Some(";color=blue,black,brown"),
            Some(";color=R,100,G,200,B,150"),
        ],
    ),
    (
        "path",
        "matrix",
        true,
        [
            Some(";color"),
            Some(";color=blue"),
            Some(";color=blue;color=black;color=brown"),
            Some(";R=100;G=200;B=150"),
        ],
    ),
    ("path", "label", false, [None, Some(".blue"), Some(".blue.black.brown"), Some(".R.100.G.200.B.150")]),
    ("path", "label", true, [None, Some(".blue"), Some(".blue.black.brown"), Some(".R=100.G=200.B=150")]),
    (
        "query",
        "form",
        false,
        [Some("color="), Some("color=blue"), Some("color=blue,black,brown"), Some("color=R,100,G,200,B,150")],
    ),
    (
        "query",
        "form",
        true,
        [
            Some("color="),
            Some("color=blue"),
            Some("color=blue&color=black&color=brown"),
            Some("R=100&G=200&B=150"),
        ],
    ),
    (
        "cookie",
        "form",
        false,
        [Some("color="), Some("color=blue"), Some("color=blue,black,brown"), Some("color=R,100,G,200,B,150")],
    ),
    (
        "cookie",
        "form",
        true,
        [
            Some("color="),
            Some("color=blue"),
            Some("color=blue; color=black; color=brown"),
            Some("R=100; G=200; B=150"),
        ],
    ),
    ("path", "simple", false, [None, Some("blue"), Some("blue,black,brown"), Some("R,100,G,200,B,150")]),
    ("path", "simple", true, [None, Some("blue"), Some("blue,black,brown"), Some("R=100,G=200,B=150")]),
    (
        "header",
        "simple",
        false,
        [Some(""), Some("blue"), Some("blue,black,brown"), Some("R,100,G,200,B,150")],
    ),
    (
        "header",
        "simple",
        true,
        [Some(""), Some("blue"), Some("blue, black, brown"), Some("R=100, G=200, B=150")],
    ),
    (
        "query",
        "spaceDelimited",
        false,
        [None, None, Some("color=blue%20black%20brown"), Some("color=R%20100%20G%20200%20B%20150")],
    ),
    (
        "query",
        "pipeDelimited",
        false,
        [None, None, Some("color=blue|black|brown"), Some("color=R|100|G|200|B|150")],
    ),
    ("query", "deepObject", true, [None, None, None, Some("color[R]=100&color[G]=200&color[B]=150")]),
];

#[test]
fn every_style_example_of_openapi_is_read_as_its_value() {
    for (place, style, explode, texts) in TABLE {
        for (text, (kind, schema)) in texts.iter().zip(schemas()) {
            if let Some(text) = text {
                assert!(
                    fits(place, style, Some(explode), &schema, text),
                    "{place} {style} {explode}: {text} as {kind}"
                );
            }
        }
    }
}

#[test]
fn no_style_example_is_read_as_another_value() {
    for (place, style, explode, texts) in TABLE {
        for (text, (of, _)) in texts.iter().zip(schemas()) {
            for (kind, schema) in schemas() {
                if let Some(text) = text.filter(|_| of != kind) {
                    assert!(
                        !fits(place, style, Some(explode), &schema, text),
                        "{place} {style} {explode}: {text} as {kind}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_value_in_another_style_does_not_fit() {
    let [_, string, array, object] = schemas().map(|(_, schema)| schema);
    for (place, style, explode, schema, text) in [
        ("path", "matrix", false, &string, "blue"),
        ("path", "matrix", false, &string, ";colour=blue"),
        ("path", "matrix", false, &array, ";color=blue;color=black;color=brown"),
        ("path", "label", false, &string, "blue"),
        ("path", "label", true, &array, ".blue,black,brown"),
        ("path", "simple", true, &array, "blue.black.brown"),
        ("path", "simple", false, &object, "R=100,G=200,B=150"),
        ("path", "simple", true, &object, "R,100,G,200,B,150"),
        ("query", "form", true, &array, "color=blue,black,brown"),
        ("query", "form", false, &array, "color=blue&color=black&color=brown"),
        ("query", "form", false, &object, "R=100&G=200&B=150"),
        ("query", "form", true, &object, "color=R,100,G,200,B,150"),
        ("query", "form", false, &object, "color=R,100,G,200,B"),
        ("query", "form", true, &object, "R=100&G=200&B=blue"),
        ("query", "spaceDelimited", false, &array, "color=blue,black,brown"),
        ("query", "pipeDelimited", false, &array, "color=blue%20black%20brown"),
        ("query", "deepObject", true, &object, "color[R]=100&color[G]=200"),
        ("header", "simple", false, &object, "R=100,G=200,B=150"),
    ] {
        assert!(!fits(place, style, Some(explode), schema, text), "{place} {style} {explode}: {text}");
    }
}

#[test]
fn style_and_explode_have_defaults_by_location() {
    for (place, style, explode) in [
        ("path", "simple", false),
        ("query", "form", true),
        ("cookie", "form", true),
        ("header", "simple", false),
    ] {
        let row = TABLE.iter().find(|row| (row.0, row.1, row.2) == (place, style, explode)).unwrap();
        for (text, (kind, schema)) in row.3.iter().zip(schemas()) {
            if let Some(text) = text {
                assert!(fits(place, "", None, &schema, text), "{place}: {text} as {kind}");
            }
        }
    }
    // Only `form` is exploded unless the document says so. A style of another location is none.
    let [.., array, object] = schemas().map(|(_, schema)| schema);
    assert!(fits("path", "label", None, &object, ".R.100.G.200.B.150"));
    assert!(fits("path", "matrix", None, &array, ";color=blue,black,brown"));
    assert!(fits("query", "pipeDelimited", None, &array, "color=blue|black|brown"));
    assert!(fits("query", "simple", None, &array, "color=blue&color=black&color=brown"));
    // RFC 6570 writes commas after a label.
    assert!(fits("path", "label", Some(false), &array, ".blue,black,brown"));
    // Exploded, the other separators are not needed.
    assert!(fits("query", "spaceDelimited", Some(true), &array, "color=blue&color=black&color=brown"));
}
