//! Checks how documents in JSON and YAML are read: what they say is used as it is written, or refused with its place.

use openapi_drift::{Check, Contract, ContractError, Recorded};
use serde_json::{Value, json};

use crate::support::field;

/// Returns the text of a document in YAML whose info has an `x-here`.
fn yaml(here: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo:\n  title: t\n  version: '1'\n  x-here:{here}\npaths:\n  /t:\n    get:\n      responses:\n        \
         200: {{description: ok}}\n"
    )
}

/// Reads a value in YAML as a part of a document.
fn read(here: &str) -> Result<Value, ContractError> {
    Contract::from_yaml(&yaml(here)).map(|it| it.document()["info"]["x-here"].clone())
}

fn refused(here: &str) -> String {
    read(here).expect_err(here).to_string()
}

fn json_text(here: &str) -> String {
    format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "t", "version": "1", "x-here": {here}}},
            "paths": {{"/t": {{"get": {{"responses": {{"200": {{"description": "ok"}}}}}}}}}}}}"#
    )
}

#[test]
fn the_field_inputs_are_read_as_their_authors_meant() {
    for (kind, name, expected) in [
        ("02-yaml-merge-silent", "yaml-merge-schema", ["error wrong-type /body/a"].as_slice()),
        ("02-yaml-merge-silent", "yaml-merge-operation", &["error wrong-type /body/a"]),
        ("02-yaml-merge-silent", "yaml-merge-responses", &[]),
        ("03-json-spec-surrogates", "json-spec-surrogates", &["error wrong-type /body"]),
        ("03-json-spec-surrogates", "spec-bom", &[]),
    ] {
        let folder = field(kind).join(name);
        let contract = Contract::from_path(folder.join("openapi.yaml")).unwrap();
        let report = contract.check_recordings(folder.join("rec")).unwrap();
        let found = report.findings().iter();
        let found = found.map(|it| format!("{} {} {}", it.severity(), it.check(), it.instance()));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{name}");
    }
}

#[test]
fn a_merge_key_adds_the_members_of_other_mappings() {
    for (here, expected) in [
        ("\n    a: &a {x: 1, y: 2}\n    b: {<<: *a, y: 3}", json!({ "x": 1, "y": 3 })),
        ("\n    a: &a {x: 1, y: 2}\n    b: {y: 3, <<: *a}", json!({ "x": 1, "y": 3 })),
        ("\n    a: &a {x: 1}\n    b: {<<: [*a, {x: 2, y: 2}], z: 3}", json!({ "x": 1, "y": 2, "z": 3 })),
        ("\n    a: &a {<<: {w: 0, x: 0}, x: 1}\n    b: {<<: *a}", json!({ "w": 0, "x": 1 })),
        ("\n    a: &a {<<: [{w: 0}, {<<: {v: 9}}]}\n    b: {<<: [*a]}", json!({ "w": 0, "v": 9 })),
        ("\n    a: &a {x: 1}\n    b:\n      <<: *a\n      <<: {x: 2, y: 2}", json!({ "x": 1, "y": 2 })),
        ("\n    a: 1\n    b: {<<: {x: {deep: 1}}, x: {own: 1}}", json!({ "x": { "own": 1 } })),
        ("\n    a: 1\n    b: {\"<<\": {x: 1}}", json!({ "x": 1 })),
        ("\n    a: 1\n    b: {<<: [], x: 1}", json!({ "x": 1 })),
    ] {
        assert_eq!(read(here).unwrap()["b"], expected, "{here}");
    }
    let text = json_text(r#"{"<<": {"x": 1}}"#);
    let contract = Contract::from_json(&text).unwrap();
    assert_eq!(contract.document()["info"]["x-here"], json!({ "<<": { "x": 1 } }), "JSON has no merge keys");
}

#[test]
fn a_merge_key_with_anything_but_mappings_is_refused_with_its_place() {
    for value in ["5", "text", "~", "", "[{x: 1}, 5]", "[[{x: 1}]]", "true"] {
        let error = refused(&format!("\n    b:\n      <<: {value}"));
        let sentence = "#/info/x-here/b/<<: << takes a mapping or a list of mappings";
        assert_eq!(error, sentence, "{value}");
    }
}

#[test]
fn names_stay_as_they_are_written_and_text_stays_text() {
    for name in
        ["200", "1.10", "null", "~", "yes", "on", "NO", "true", "0x1F", "1e3", "0200", "2020-01-31", "-1"]
    {
        assert_eq!(read(&format!(" {{{name}: 5}}")).unwrap(), json!({ name: 5 }));
    }
    for text in [
        "NO",
        "yes",
        "on",
        "off",
        "y",
        "2020-01-31",
        "2020-01-31T00:00:00Z",
        "0123",
        "1_000",
        "12:30:45",
        "1.2.3",
    ] {
        assert_eq!(read(&format!(" {text}")).unwrap(), json!(text));
    }
    for (written, value) in [
        ("true", json!(true)),
        ("False", json!(false)),
        ("~", json!(null)),
        ("", json!(null)),
        ("12", json!(12)),
        ("-0.5", json!(-0.5)),
        ("1e3", json!(1000.0)),
        ("18446744073709551615", json!(u64::MAX)),
        ("18446744073709551616", json!(18_446_744_073_709_551_616.0)),
        ("!!str 200", json!("200")),
        ("'200'", json!("200")),
    ] {
        assert_eq!(read(&format!(" {written}")).unwrap(), value, "{written}");
    }
}

#[test]
fn what_yaml_has_and_json_has_not_is_refused_with_its_place() {
    for value in [".inf", "-.inf", ".nan", ".NaN"] {
        assert_eq!(refused(&format!(" [1, {value}]")), "#/info/x-here/1: is not a number that JSON has");
    }
    for value in ["!custom 5", "!Sub text", "!a {b: 1}", "!a [1]"] {
        let sentence = "#/info/x-here/a: has a YAML tag, which has no meaning in OpenAPI";
        assert_eq!(refused(&format!(" {{a: {value}}}")), sentence);
    }
    for value in [" {[a]: 1}", " {{a: 1}: 1}", "\n    ? - a\n    : 1"] {
        assert!(refused(value).contains("a name at line"), "{}", refused(value));
    }
    let two = format!("{}---\n{}", yaml(" 1"), yaml(" 2"));
    let error = Contract::from_yaml(&two).unwrap_err().to_string();
    assert!(error.contains("more than one document"), "{error}");
}

#[test]
fn a_name_that_stands_twice_is_refused_in_json_and_yaml() {
    let sentence = "#/info/x-here/a/b~1c: stands twice in the same object";
    assert_eq!(refused(" {a: {b/c: 1, d: 2, b/c: 1}}"), sentence);
    assert_eq!(refused(" {a: {b/c: 1, 'b/c': 2}}"), sentence);
    let text = json_text(r#"{"a": {"b/c": 1, "d": 2, "b\u002fc": 1}}"#);
    assert_eq!(Contract::from_json(&text).unwrap_err().to_string(), sentence);
    assert_eq!(Contract::from_yaml(&text).unwrap_err().to_string(), sentence);
}

#[test]
fn json_is_read_as_json() {
    let odd = "\"\\ud83d\\ude80 \u{2028} \u{2029} \u{7f} \u{85} \u{a0} a: b # c \\u0000 \\/\"";
    for mark in ["", "\u{feff}", "\u{feff} \r\n\t", "\n"] {
        let text = format!("{mark}{}", json_text(odd));
        for contract in [Contract::from_yaml(&text), Contract::from_json(&text)] {
            let value = contract.unwrap().document()["info"]["x-here"].clone();
            assert_eq!(value, json!("\u{1f680} \u{2028} \u{2029} \u{7f} \u{85} \u{a0} a: b # c \0 /"));
        }
        assert!(Contract::from_yaml(&format!("{}{}", mark.trim_end(), yaml(" 1"))).is_ok());
    }
    let tabs = json_text("{\n\t\t\"a\":\t1\n\t}");
    assert!(Contract::from_yaml(&tabs).is_ok());
    let long = "n".repeat(5000);
    assert!(Contract::from_yaml(&json_text(&format!("{{\"{long}\": 1}}"))).is_ok());
    let flow = "{openapi: 3.0.3, paths: {/t: {get: {responses: {200: {description: ok}}}}}}";
    assert!(Contract::from_yaml(flow).is_ok());
    assert!(
        Contract::from_json(flow).unwrap_err().to_string().contains("the document is not JSON: key must")
    );
    let unpaired = Contract::from_yaml(&json_text("\"\\ud83d\"")).unwrap_err();
    assert!(!unpaired.to_string().contains('\n'), "{unpaired}");
    let error = Contract::from_json(&json_text("1e400")).unwrap_err().to_string();
    assert!(error.contains("number out of range at line 1 column"), "{error}");
}

#[test]
fn a_file_that_is_not_utf_8_is_refused_by_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let text = json_text("1");
    let units = text.encode_utf16().collect::<Vec<_>>();
    let big = units.iter().flat_map(|it| it.to_be_bytes()).collect::<Vec<_>>();
    let little = units.iter().flat_map(|it| it.to_le_bytes()).collect::<Vec<_>>();
    let wide = text.chars().flat_map(|it| u32::from(it).to_le_bytes()).collect::<Vec<_>>();
    let marked = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
    let mut latin = yaml(" x").into_bytes();
    latin.push(0xe9);
    for (bytes, problem) in [
        (big.clone(), "is UTF-16; save it as UTF-8"),
        (little.clone(), "is UTF-16; save it as UTF-8"),
        (marked(&[0xfe, 0xff], &big), "is UTF-16; save it as UTF-8"),
        (marked(&[0xff, 0xfe], &little), "is UTF-16; save it as UTF-8"),
        (wide.clone(), "is UTF-32; save it as UTF-8"),
        (marked(&[0xff, 0xfe, 0, 0], &wide), "is UTF-32; save it as UTF-8"),
        (latin, "is neither UTF-8 nor UTF-16; save it as UTF-8"),
        (b"\x7fELF\x02\x01\x01\0\0\0".to_vec(), "is a binary file; it must be text"),
        (vec![0; 1000], "is a binary file; it must be text"),
        (vec![], "#: the document is empty"),
        (b"\xef\xbb\xbf \n".to_vec(), "#: the document is empty"),
    ] {
        for name in ["a.yaml", "a.json"] {
            let path = folder.path().join(name);
            std::fs::write(&path, &bytes).unwrap();
            let error = Contract::from_path(&path).unwrap_err().to_string();
            assert_eq!(error, format!("{}: {problem}", path.display()));
        }
    }
    for (name, broken, problem) in [
        ("a.json", json_text("[x"), "the document is not JSON: expected value at line 1 column "),
        ("a.JSON", "openapi: [".to_owned(), "the document is not JSON: expected value at line 1 column 1"),
        ("a.yaml", "{openapi: [".to_owned(), "the document is not YAML: "),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, broken).unwrap();
        let error = Contract::from_path(&path).unwrap_err().to_string();
        assert!(error.starts_with(&format!("{}: #: {problem}", path.display())), "{error}");
    }
}

#[test]
fn a_document_of_many_levels_is_refused_with_one_sentence() {
    let nested =
        |open: &str, close: &str, count: usize| format!("{}1{}", open.repeat(count), close.repeat(count));
    let sentence = "#: the document has more than 120 levels";
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        assert!(Contract::from_json(&json_text(&nested(open, close, 110))).is_ok());
        for count in [119, 1_000, 10_000] {
            let text = json_text(&nested(open, close, count));
            assert_eq!(Contract::from_json(&text).unwrap_err().to_string(), sentence);
            assert_eq!(Contract::from_yaml(&text).unwrap_err().to_string(), sentence);
        }
    }
    for (open, close, count) in [("[", "]", 10_000), ("{a: ", "}", 10_000), ("- ", "", 10_000)] {
        let text = format!("\n    {}", nested(open, close, count));
        assert_eq!(refused(&text), sentence, "{open}");
        assert_eq!(Contract::from_yaml(&nested(open, close, count)).unwrap_err().to_string(), sentence);
    }
    for open in ["[", "{a: ", "{\"a\": ", "["] {
        let error = Contract::from_yaml(&open.repeat(1_000_000)).unwrap_err().to_string();
        assert!(error.ends_with(" levels"), "{error}");
    }
}

#[test]
fn aliases_may_repeat_some_of_a_document_and_not_all_of_it() {
    let list = format!("[{}]", vec!["{type: string}"; 200].join(", "));
    let moderate = format!("\n    a: &a {list}\n    b: [{}]", vec!["*a"; 100].join(", "));
    assert_eq!(read(&moderate).unwrap()["b"][99][199]["type"], "string");

    let level = |level: usize| {
        let inner = vec![if level == 0 { "lol".to_owned() } else { format!("*a{}", level - 1) }; 9];
        format!("\n    a{level}: &a{level} [{}]", inner.join(", "))
    };
    let laughs = (0..12).map(level).collect::<String>();
    let text = "x".repeat(100_000);
    let aliases = vec!["*a"; 10_000].join(", ");
    let quadratic = format!("\n    a: &a {text}\n    b: [{aliases}]");
    let values = format!("\n    a: &a [{}]\n    b: [{aliases}]", vec!["1"; 50_000].join(","));
    let merged = format!(
        "\n    a: &a {{{}}}\n    b: [{}]",
        (0..10_000).map(|it| format!("k{it}: 1")).collect::<Vec<_>>().join(", "),
        vec!["{<<: *a}"; 10_000].join(", ")
    );
    for bomb in [laughs, quadratic, values, merged] {
        let error = refused(&bomb);
        assert!(error.ends_with("repeat too much of the document"), "{error}");
    }
    for endless in [" &a [*a]", " &a {b: *a}", " &a {<<: *a}", " &a [*a, *a]"] {
        assert!(refused(endless).ends_with("more than 120 levels"), "{}", refused(endless));
    }
}

#[test]
fn merge_keys_mean_the_same_wherever_they_stand() {
    let text = "openapi: 3.0.3
x-error: &error
  default: {description: no}
x-paged: &paged
  page: &page {type: integer}
  size: *page
x-item: &item
  get: &get
    operationId: first
    parameters:
      - &trace {name: X-Trace, in: header, required: true, schema: {type: string}}
    responses:
      <<: *error
      200: &ok
        description: ok
        content:
          application/json:
            schema: {type: object, properties: {<<: [*paged, {page: {type: string}}], a: {type: integer}}}
paths:
  /first: {<<: *item}
  /second:
    get:
      <<: *get
      operationId: second
      parameters:
        - {<<: *trace, name: X-Other}
      responses:
        <<: *error
        2XX: *ok
";
    let contract = Contract::from_yaml(text).unwrap();
    let ids =
        contract.operations().map(|it| format!("{} {} {}", it.id, it.method, it.path)).collect::<Vec<_>>();
    assert_eq!(ids, ["first get /first", "second get /second"]);
    let body = r#"{"page": "x", "size": "x", "a": "x", "b": "x"}"#;
    for (operation, status, found) in [("first", 200, 4), ("second", 201, 4), ("second", 404, 1)] {
        let response = Recorded::response(status, body);
        let report = contract.check_response(operation, &response);
        assert_eq!(report.findings().len(), found, "{operation} {status}: {report}");
    }
    let request = Recorded::request("").header("x-trace", "1");
    let missing = contract.check_request("second", &request);
    let missing = missing.findings().iter().filter(|it| it.check() == Check::HeaderMissing);
    assert_eq!(missing.map(|it| it.instance().to_owned()).collect::<Vec<_>>(), ["/headers/x-other"]);
    assert!(contract.document().pointer("/paths/~1first/<<").is_none());
}
