//! A broken spec ends the build with a sentence for each fault: file, line, place and what to do.

use crate::support::generator::{Edit, check, edited, fault, faults, generate};
use crate::support::spec;

#[test]
fn the_crates_own_spec_has_no_fault() {
    generate(&spec::text()).unwrap();
}

const FAULTS: &[Edit] = &[
    // What a YAML reader sees.
    ("paths:\n", "paths: [\n", "post:", "this is not valid YAML: did not find expected ',' or ']'"),
    (
        "      tags: [digilocker]\n",
        "      tags: [digilocker]\n      tags: [digilocker]\n",
        "operationId: initiate_session",
        "this is not valid YAML: paths./v1/kyc/digilocker/initiate-session.post: duplicate entry with key \"tags\"",
    ),
    (
        "\"429\":",
        "429:",
        "429:",
        "operation initiate_session, response 429: a key is not a string; put it in quotes, as in \"200\"",
    ),
    (
        "title: Deepvue",
        "title: !secret Deepvue",
        "title: !secret Deepvue DigiLocker KYC",
        "info: YAML tags have no meaning in OpenAPI; remove the tag",
    ),
    (
        "    DocType:\n      type: string\n",
        "    DocType:\n      type: !text string\n",
        "type: !text string",
        "schema DocType: YAML tags have no meaning in OpenAPI; remove the tag",
    ),
    // Structure.
    (
        "openapi: 3.0.3",
        "openapi: 3.1.0",
        "openapi: 3.1.0",
        "OpenAPI 3.1.0 is not supported, since progenitor reads 3.0 only; write the spec as 3.0.3",
    ),
    ("openapi: 3.0.3\n", "", "info:", "the OpenAPI version is missing; write openapi: 3.0.3"),
    (
        "          type: array\n          description: The doc",
        "          type: aray\n          description: The doc",
        "type: aray",
        "schema InitiateSessionRequest, property doc_types: \"aray\" is no type of OpenAPI 3.0; write one of string, number, integer, boolean, array, object",
    ),
    (
        "          type: integer\n",
        "",
        "code:",
        "schema InitiateSessionResponse, property code: the schema has no type; write one of string, number, integer, boolean, array, object",
    ),
    (
        "required: [consent, purpose]",
        "required: [consent, porpose]",
        "required: [consent, porpose]",
        "schema InitiateSessionRequest, required: \"porpose\" is not a property; correct the name or describe it",
    ),
    // References.
    (
        "#/components/schemas/DocType",
        "#/components/schemas/DocTyp",
        "$ref: \"#/components/schemas/DocTyp\"",
        "schema InitiateSessionRequest, property doc_types, items: $ref \"#/components/schemas/DocTyp\" leads nowhere; define its target, or correct the reference",
    ),
    (
        "#/components/schemas/DocType",
        "other.yaml#/DocType",
        "$ref: \"other.yaml#/DocType\"",
        "schema InitiateSessionRequest, property doc_types, items: $ref \"other.yaml#/DocType\" is not inside this file; write it as #/components/…",
    ),
    (
        "#/components/schemas/DocType",
        "#/components/responses/SessionStarted",
        "$ref: \"#/components/responses/SessionStarted\"",
        "schema InitiateSessionRequest, property doc_types, items: $ref \"#/components/responses/SessionStarted\" leads to something else than is needed here; refer into #/components/schemas/",
    ),
    (
        "$ref: \"#/components/schemas/ConsentFlag\"",
        "$ref: \"#/components/schemas/ConsentFlag\"\n          nullable: true",
        "$ref: \"#/components/schemas/ConsentFlag\"",
        "schema InitiateSessionRequest, property consent: keywords beside a $ref have no effect; move them to its target",
    ),
    // Operations.
    (
        "      operationId: initiate_session\n",
        "",
        "post:",
        "operation POST /v1/kyc/digilocker/initiate-session: there is no operationId in snake_case; add one, it names the Rust method",
    ),
    (
        "      x-retry: advised\n",
        "",
        "post:",
        "operation initiate_session: an operation needs x-retry; write one of advised, not-delivered",
    ),
    (
        "      x-retry: advised\n",
        "      x-retry: always\n",
        "x-retry: always",
        "operation initiate_session: an operation needs x-retry; write one of advised, not-delivered",
    ),
    (
        "        \"200\":\n          $ref: \"#/components/responses/SessionStarted\"\n        \"201\":\n          $ref: \"#/components/responses/SessionStarted\"\n",
        "",
        "responses:",
        "operation initiate_session, responses: there is no 2xx response; describe what success looks like",
    ),
    (
        "\"429\":",
        "\"202\":",
        "responses:",
        "operation initiate_session, responses: the 2xx responses have different schemas; refer to one, since a call returns one Rust type",
    ),
    (
        "\"429\":",
        "\"4299\":",
        "\"4299\":",
        "operation initiate_session, response 4299: `4299` is no HTTP status; write three digits in quotes",
    ),
    (
        "    url: https://spdx.org/licenses/\n",
        "    url: https://spdx.org/licenses/\n  license: x\n",
        "title: Deepvue DigiLocker KYC",
        "this is not valid YAML: info: duplicate entry with key \"license\"",
    ),
    // Keys.
    (
        "    client_secret:\n      type",
        "    client_key:\n      type",
        "securitySchemes:",
        "security schemes: the security scheme `client_secret` is missing; declare it, its name is the header that is sent",
    ),
    (
        "name: client-id",
        "name: client id",
        "client_id:",
        "security scheme client_id: the client sends keys as headers only; set type: apiKey, in: header and the header's name",
    ),
    (
        "name: client-id",
        "name: X-API-Key",
        "securitySchemes:",
        "security schemes: both keys would travel in the header `x-api-key`; give each its own name",
    ),
    (
        "operationId: initiate_session",
        "operationId: 2fa",
        "operationId: 2fa",
        "operation 2fa: there is no operationId in snake_case; add one, it names the Rust method",
    ),
    (
        "operationId: fetch_file",
        "operationId: eaadhaar",
        "operationId: eaadhaar",
        "operation eaadhaar: operationId `eaadhaar` is used twice; give each operation its own",
    ),
    (
        "\"429\":",
        "\"0429\":",
        "\"0429\":",
        "operation initiate_session, response 0429: `0429` is no HTTP status; write three digits in quotes",
    ),
    (
        "              $ref: \"#/components/schemas/InitiateSessionRequest\"\n",
        "              type: object\n              description: x\n",
        "application/json:",
        "operation initiate_session, request body, content application/json: the schema is not a $ref; move it to #/components/schemas/ and refer to it",
    ),
    (
        "    client_secret: []",
        "    client_key: []",
        "security:",
        "security: it does not ask for both keys; put `client_id: []` and `client_secret: []` into one security requirement",
    ),
    (
        "      in: header",
        "      in: query",
        "client_id:",
        "security scheme client_id: the client sends keys as headers only; set type: apiKey, in: header and the header's name",
    ),
    (
        "https://production.deepvue.tech\n    desc",
        "http://production.deepvue.tech\n    desc",
        "- url: http://production.deepvue.tech",
        "server 1: this is not an https URL without a trailing slash; write one",
    ),
    // What the client does not do.
    (
        "      x-retry: advised\n",
        "      x-retry: advised\n      parameters:\n        - name: verbose\n          in: query\n          schema:\n            type: boolean\n",
        "post:",
        "operation initiate_session: the client sends no parameters; put values into the request body",
    ),
    (
        "  /v1/kyc/digilocker/file:\n",
        "  /v1/kyc/digilocker/file:\n    parameters: []\n",
        "/v1/kyc/digilocker/file:",
        "path /v1/kyc/digilocker/file: the client sends no parameters; put values into the request body",
    ),
    (
        "  /v1/kyc/digilocker/file:\n",
        "  /v1/kyc/digilocker/{file}:\n",
        "/v1/kyc/digilocker/{file}:",
        "path /v1/kyc/digilocker/{file}: the client sends no parameters; put values into the request body",
    ),
    (
        "  /v1/kyc/digilocker/file:\n",
        "  v1/kyc/digilocker/file:\n",
        "v1/kyc/digilocker/file:",
        "path v1/kyc/digilocker/file: a path starts with a slash; put one in front",
    ),
    (
        "        application/json:\n          schema:\n            $ref: \"#/components/schemas/FetchFileResponse\"",
        "        application/pdf:\n          schema:\n            $ref: \"#/components/schemas/FetchFileResponse\"",
        "content:",
        "response FileFetched, content: the API speaks JSON only; describe application/json, and nothing else",
    ),
    (
        "#/components/schemas/BadRequestError",
        "#/components/schemas/BadRequestEror",
        "$ref: \"#/components/schemas/BadRequestEror\"",
        "response BadRequest, content application/json, schema: $ref \"#/components/schemas/BadRequestEror\" leads nowhere; define its target, or correct the reference",
    ),
    (
        "  - url: https://production",
        "  - url: https://other.deepvue.tech\n  - url: https://production",
        "servers:",
        "servers: the client has one base URL; name exactly one server",
    ),
];

#[test]
fn every_fault_is_one_sentence_with_file_line_place_and_remedy() {
    check(FAULTS);
}

#[test]
fn the_transcript_of_a_broken_spec_is_true() {
    let guide = std::fs::read_to_string(spec::root().join("CONTRIBUTING.md")).unwrap();
    let broken = edited("    DocType:\n      type: string\n", "    DocType:\n      type: strng\n");
    let faults = faults(&broken);
    let [fault] = &faults[..] else { panic!("{faults:#?}") };
    let shown =
        format!("```console\nerror: deepvue-digilocker@{}: {fault}\n```\n", env!("CARGO_PKG_VERSION"));
    assert!(guide.contains(&shown), "CONTRIBUTING.md does not show\n{shown}");
}

#[test]
fn all_faults_of_a_spec_are_told_at_once_in_the_order_of_the_file() {
    let mut broken = spec::text();
    for (from, to) in [
        ("title: Deepvue", "title: !secret Deepvue"),
        ("      x-retry: not-delivered\n", ""),
        ("\"429\":", "429:"),
        ("#/components/schemas/DocType", "#/components/schemas/DocTyp"),
        ("x-masked: true\n", "x-maksed: true\n"),
        ("    FetchFileRequest:\n      type: object\n", "    FetchFileRequest:\n      type: objekt\n"),
        ("      in: header", "      in: query"),
    ] {
        assert!(broken.contains(from));
        broken = broken.replacen(from, to, 1);
    }
    let faults = faults(&broken);
    let lines = faults.iter().map(|fault| fault.split(':').nth(1).unwrap().parse::<usize>().unwrap());
    assert!(lines.is_sorted(), "{faults:#?}");
    let places = faults.iter().map(|fault| fault.splitn(3, ':').nth(2).unwrap().split(": ").next().unwrap());
    assert_eq!(
        places.collect::<Vec<_>>(),
        [
            " info",
            " operation initiate_session, response 429",
            " operation access_token",
            " security scheme client_id",
            " schema InitiateSessionRequest, property doc_types, items",
            " schema FetchFileRequest",
            " schema EaadhaarData, property masked_uid",
        ]
    );
}

#[test]
fn a_fault_of_any_operation_is_found_at_it() {
    let spec = spec::read();
    for (path, item) in spec["paths"].as_object().unwrap() {
        let id = item["post"]["operationId"].as_str().unwrap();
        let (line, sentence) = fault(&edited(&format!("      operationId: {id}\n"), ""));
        assert_eq!(line, "post:");
        assert!(
            sentence.starts_with(&format!("operation POST {path}: there is no operationId")),
            "{sentence}"
        );
        // The first one after the path's own line.
        let text = spec::text();
        let (before, of_path) = text.split_at(text.find(&format!("  {path}:\n")).unwrap());
        for (from, to, expected) in [
            ("      x-retry: ", "      x-evidence: ", ": an operation needs x-retry; write one of"),
            ("        \"503\":", "        \"5O3\":", ", response 5O3: `5O3` is no HTTP status"),
            ("schemas/", "schemas/No", ", request body, content application/json, schema: $ref"),
        ] {
            let broken = format!("{before}{}", of_path.replacen(from, to, 1));
            let (_, sentence) = fault(&broken);
            assert!(sentence.starts_with(&format!("operation {id}{expected}")), "{sentence}");
        }
    }
}

#[test]
fn what_only_the_generator_refuses_is_a_sentence_too() {
    let broken =
        edited("      enum: [aadhaar, pan, dl]\n", "      pattern: \"(\"\n      x-sensitive: false\n");
    let faults = faults(&broken);
    let [sentence] = &faults[..] else { panic!("{faults:#?}") };
    assert!(
        sentence.starts_with("openapi.yaml: progenitor cannot generate a client from this: "),
        "{sentence}"
    );
}
