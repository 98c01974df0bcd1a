//! The build tells a place of the spec by its line and by names.

use serde_json::{Value, json};

use crate::support::lines::Lines;
use crate::support::place::{child, name};
use crate::support::spec;

const YAML: &str = r#"# A comment: not a key
---
openapi: 3.0.3
info:
  title: "quoted: text" # with a comment: too
  description: |
    text: this is no key

    - nor is this an item
  'x-note': >-
    folded: text
servers:
  - url: https://a.example
    tags:
    - one
    - two: 2
      more: yes
  -
    url: https://b.example
paths:
  /v1/a~b:
    post:
      responses:
        "200": { description: ok, content: {} }
        '404':
          description: |
            Gone.
      tags: [a,
        b]
      nested:
        - - deep: 1
          - text
        - |
          text: no key
        - last
end:
"#;

#[test]
fn each_key_and_each_item_has_its_line() {
    let lines = Lines::of(YAML);
    for (pointer, line) in [
        ("/openapi", "openapi: 3.0.3"),
        ("/info", "info:"),
        ("/info/title", "  title:"),
        ("/info/description", "  description: |"),
        ("/info/x-note", "  'x-note'"),
        ("/servers/0", "  - url: https://a"),
        ("/servers/0/url", "  - url: https://a"),
        ("/servers/0/tags", "    tags:"),
        ("/servers/0/tags/0", "    - one"),
        ("/servers/0/tags/1/two", "    - two: 2"),
        ("/servers/0/tags/1/more", "      more: yes"),
        ("/servers/1/url", "    url: https://b"),
        ("/paths/~1v1~1a~0b", "  /v1/a~b:"),
        ("/paths/~1v1~1a~0b/post/responses/200", "        \"200\""),
        ("/paths/~1v1~1a~0b/post/responses/404/description", "          description: |"),
        ("/paths/~1v1~1a~0b/post/nested/0/0/deep", "        - - deep: 1"),
        ("/paths/~1v1~1a~0b/post/nested/0/1", "          - text"),
        ("/paths/~1v1~1a~0b/post/nested/1", "        - |"),
        ("/paths/~1v1~1a~0b/post/nested/2", "        - last"),
        ("/end", "end:"),
        // The nearest thing around what is not there, or is written in brackets.
        ("/info/description/text", "  description: |"),
        ("/paths/~1v1~1a~0b/post/responses/200/content", "        \"200\""),
        ("/paths/~1v1~1a~0b/post/tags/1", "      tags: [a,"),
        ("/nothing/at/all", "# A comment"),
        ("", "# A comment"),
    ] {
        let found = YAML.lines().nth(lines.line(pointer) - 1).unwrap();
        assert!(found.starts_with(line), "{pointer} is at {found:?}");
    }
}

/// Every pointer of a tree.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        found.push(child(at, key));
        pointers(value, &child(at, key), found);
    }
    for (index, value) in value.as_array().into_iter().flatten().enumerate() {
        found.push(child(at, &index.to_string()));
        pointers(value, &child(at, &index.to_string()), found);
    }
}

#[test]
fn every_key_of_the_crates_spec_stands_on_the_line_that_is_told() {
    let text = spec::text();
    let lines = Lines::of(&text);
    let mut all = Vec::new();
    pointers(&spec::read(), "", &mut all);
    let mut told = 0;
    for pointer in &all {
        let key = pointer.rsplit('/').next().unwrap().replace("~1", "/").replace("~0", "~");
        let line = text.lines().nth(lines.line(pointer) - 1).unwrap();
        let bare = line.trim_start().trim_start_matches("- ").trim_start_matches(['"', '\'']);
        let is_item = key.parse::<usize>().is_ok() && line.trim_start().starts_with("- ");
        let in_brackets = line.contains('[');
        assert!(bare.starts_with(&key) || is_item || in_brackets, "{pointer} is at {line:?}");
        told += usize::from(bare.starts_with(&key));
    }
    assert!(told > 800 && told * 10 > all.len() * 9, "{told} of {}", all.len());
}

#[test]
fn a_place_is_named_as_its_author_knows_it() {
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "x" },
        "servers": [{ "url": "x" }],
        "paths": {
            "/a": { "post": { "operationId": "do_it", "requestBody": { "content": { "application/json": {} } },
                "responses": { "200": { "headers": { "X-Id": {} } } } }, "get": {} },
        },
        "components": { "securitySchemes": { "client_id": {} }, "responses": { "Failed": {} }, "schemas": {
            "Thing": { "required": ["a"], "properties": { "a~/b": { "type": "string", "items": {} } }, "oneOf": [{}] },
        } },
    });
    for (pointer, expected) in [
        ("", ""),
        ("/openapi", ""),
        ("/info/title", "info"),
        ("/servers/0/url", "server 1"),
        ("/servers", "servers"),
        ("/paths/~1a", "path /a"),
        ("/paths/~1a/post", "operation do_it"),
        ("/paths/~1a/post/x-retry", "operation do_it"),
        ("/paths/~1a/get", "operation GET /a"),
        (
            "/paths/~1a/post/requestBody/content/application~1json",
            "operation do_it, request body, content application/json",
        ),
        ("/paths/~1a/post/responses", "operation do_it, responses"),
        ("/paths/~1a/post/responses/200/headers/X-Id", "operation do_it, response 200, header X-Id"),
        ("/components/securitySchemes", "security schemes"),
        ("/components/securitySchemes/client_id", "security scheme client_id"),
        ("/components/responses/Failed", "response Failed"),
        ("/components/schemas/Thing/required", "schema Thing, required"),
        ("/components/schemas/Thing/properties/a~0~1b/type", "schema Thing, property a~/b"),
        ("/components/schemas/Thing/properties/a~0~1b/items", "schema Thing, property a~/b, items"),
        ("/components/schemas/Thing/oneOf/0", "schema Thing, oneOf, part 1"),
    ] {
        assert_eq!(name(&document, pointer), expected, "{pointer}");
    }
}
