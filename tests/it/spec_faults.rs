//! A broken spec ends the build with one sentence that names the file, the place and what to do.

use std::collections::BTreeSet;

use crate::support::generator::{edited, generate};
use crate::support::spec;

/// The sentence for the spec with one text replaced.
fn fault(from: &str, to: &str) -> String {
    match generate(&edited(from, to)) {
        Ok(_) => panic!("{to:?} instead of {from:?} was taken"),
        Err(sentence) => sentence,
    }
}

#[test]
fn the_crates_own_spec_has_no_fault() {
    generate(&spec::text()).unwrap();
}

/// A text of the spec, what is written instead, and how the sentence starts.
const FAULTS: &[(&str, &str, &str)] = &[
    // What a YAML reader sees.
    (
        "paths:\n",
        "paths: [\n",
        "openapi.yaml: this is not valid YAML: did not find expected ',' or ']' at line",
    ),
    (
        "      tags: [digilocker]\n",
        "      tags: [digilocker]\n      tags: [digilocker]\n",
        "openapi.yaml: this is not valid YAML: paths./v1/kyc/digilocker/initiate-session.post: duplicate entry with key \"tags\"",
    ),
    (
        "\"429\":",
        "429:",
        "openapi.yaml: at /paths/~1v1~1kyc~1digilocker~1initiate-session/post/responses: a key is not a string; put it in quotes, as in \"200\"",
    ),
    (
        "title: Deepvue",
        "title: !secret Deepvue",
        "openapi.yaml: at /info/title: YAML tags have no meaning in OpenAPI; remove the tag",
    ),
    // Structure.
    (
        "openapi: 3.0.3",
        "openapi: 3.1.0",
        "openapi.yaml: at /openapi: OpenAPI 3.1.0 is not supported, since progenitor reads 3.0 only; write the spec as 3.0.3",
    ),
    (
        "openapi: 3.0.3\n",
        "",
        "openapi.yaml: at /openapi: the OpenAPI version is missing; write openapi: 3.0.3",
    ),
    (
        "  title: Deepvue",
        "  titel: Deepvue",
        "openapi.yaml: at /info/titel: `titel` is no keyword of info; correct it to one of title, version",
    ),
    (
        "      required: [consent, purpose]",
        "      requierd: [consent, purpose]",
        "openapi.yaml: at /components/schemas/InitiateSessionRequest/requierd: `requierd` is no keyword of a schema; correct it to one of type,",
    ),
    (
        "          type: array\n          description: The doc",
        "          type: aray\n          description: The doc",
        "openapi.yaml: at /components/schemas/InitiateSessionRequest/properties/doc_types/type: \"aray\" is no type of OpenAPI 3.0; write one of string, number, integer, boolean, array, object",
    ),
    (
        "          type: integer\n",
        "",
        "openapi.yaml: at /components/schemas/InitiateSessionResponse/properties/code: the schema has no type; write one of string,",
    ),
    (
        "required: [consent, purpose]",
        "required: [consent, porpose]",
        "openapi.yaml: at /components/schemas/InitiateSessionRequest/required: \"porpose\" is not a property; correct the name or describe it",
    ),
    // References.
    (
        "#/components/schemas/DocType",
        "#/components/schemas/DocTyp",
        "openapi.yaml: at /components/schemas/InitiateSessionRequest/properties/doc_types/items: $ref \"#/components/schemas/DocTyp\" leads nowhere; define its target, or correct the reference",
    ),
    (
        "#/components/schemas/DocType",
        "other.yaml#/DocType",
        "openapi.yaml: at /components/schemas/InitiateSessionRequest/properties/doc_types/items: $ref \"other.yaml#/DocType\" is not inside this file; write it as #/components/…",
    ),
    (
        "#/components/schemas/DocType",
        "#/components/responses/SessionStarted",
        "openapi.yaml: at /components/schemas/InitiateSessionRequest/properties/doc_types/items: $ref \"#/components/responses/SessionStarted\" leads to something else than is needed here; refer into #/components/schemas/",
    ),
    (
        "$ref: \"#/components/schemas/ConsentFlag\"",
        "$ref: \"#/components/schemas/ConsentFlag\"\n          nullable: true",
        "openapi.yaml: at /components/schemas/InitiateSessionRequest/properties/consent: keywords beside a $ref have no effect; move them to its target",
    ),
    // Operations.
    (
        "      operationId: initiate_session\n",
        "",
        "openapi.yaml: at /paths/~1v1~1kyc~1digilocker~1initiate-session/post: there is no operationId in snake_case; add one, it names the Rust method",
    ),
    (
        "      x-retry: advised\n",
        "",
        "openapi.yaml: at /paths/~1v1~1kyc~1digilocker~1initiate-session/post: an operation needs x-retry; write one of advised, not-delivered",
    ),
    (
        "      x-retry: advised\n",
        "      x-retry: always\n",
        "openapi.yaml: at /paths/~1v1~1kyc~1digilocker~1initiate-session/post: an operation needs x-retry; write one of advised, not-delivered",
    ),
    (
        "        \"200\":\n          $ref: \"#/components/responses/SessionStarted\"\n        \"201\":\n          $ref: \"#/components/responses/SessionStarted\"\n",
        "",
        "openapi.yaml: at /paths/~1v1~1kyc~1digilocker~1initiate-session/post/responses: there is no 2xx response; describe what success looks like",
    ),
    (
        "\"429\":",
        "\"202\":",
        "openapi.yaml: at /paths/~1v1~1kyc~1digilocker~1initiate-session/post/responses: the 2xx responses have different schemas; refer to one, since a call returns one Rust type",
    ),
    (
        "\"429\":",
        "\"4299\":",
        "openapi.yaml: at /paths/~1v1~1kyc~1digilocker~1initiate-session/post/responses/4299: `4299` is no HTTP status; write three digits in quotes",
    ),
    (
        "    url: https://spdx.org/licenses/\n",
        "    url: https://spdx.org/licenses/\n  license: x\n",
        "openapi.yaml: this is not valid YAML: info: duplicate entry with key \"license\"",
    ),
    // Keys.
    (
        "    client_secret:\n      type",
        "    client_key:\n      type",
        "openapi.yaml: at /components/securitySchemes: the security scheme `client_secret` is missing; declare it, its name is the header that is sent",
    ),
    (
        "name: client-id",
        "name: client id",
        "openapi.yaml: at /components/securitySchemes/client_id: the client sends keys as headers only; set type: apiKey, in: header and the header's name",
    ),
    (
        "name: client-id",
        "name: X-API-Key",
        "openapi.yaml: at /components/securitySchemes: both keys would travel in the header `x-api-key`; give each its own name",
    ),
    (
        "operationId: initiate_session",
        "operationId: 2fa",
        "openapi.yaml: at /paths/~1v1~1kyc~1digilocker~1initiate-session/post: there is no operationId in snake_case; add one, it names the Rust method",
    ),
    (
        "operationId: file",
        "operationId: eaadhaar",
        "openapi.yaml: at /paths/~1v1~1kyc~1digilocker~1file/post: operationId `eaadhaar` is used twice; give each operation its own",
    ),
    (
        "\"429\":",
        "\"0429\":",
        "openapi.yaml: at /paths/~1v1~1kyc~1digilocker~1initiate-session/post/responses/0429: `0429` is no HTTP status; write three digits in quotes",
    ),
    (
        "              $ref: \"#/components/schemas/InitiateSessionRequest\"\n",
        "              type: object\n              description: x\n",
        "openapi.yaml: at /paths/~1v1~1kyc~1digilocker~1initiate-session/post/requestBody/content/application~1json: the schema is not a $ref; move it to #/components/schemas/ and refer to it",
    ),
    (
        "    client_secret: []",
        "    client_key: []",
        "openapi.yaml: at /paths/~1v1~1kyc~1digilocker~1access-token/post: it does not ask for both keys; put `client_id: []`",
    ),
    (
        "      in: header",
        "      in: query",
        "openapi.yaml: at /components/securitySchemes/client_id: the client sends keys as headers only; set type: apiKey, in: header and the header's name",
    ),
    (
        "https://production.deepvue.tech\n    desc",
        "http://production.deepvue.tech\n    desc",
        "openapi.yaml: at /servers/0/url: this is not an https URL without a trailing slash; write one",
    ),
    // Words and markers.
    (
        "      description: What the vendor needs to know to start a session.\n",
        "",
        "openapi.yaml: at /components/schemas/InitiateSessionRequest: a schema has no description; say in your own words what it means",
    ),
    (
        "          description: Mirrors the HTTP status, says the reference; the sample shows 201.\n",
        "",
        "openapi.yaml: at /components/schemas/InitiateSessionResponse/properties/code: a property has no description; say in your own words what it means",
    ),
    (
        "      x-evidence: stated\n      enum: [\"Y\"]",
        "      x-evidence: rumoured\n      enum: [\"Y\"]",
        "openapi.yaml: at /components/schemas/AccessTokenRequest/properties/consent: a property needs x-evidence; write one of stated, sample, inferred",
    ),
    (
        "      default: [aadhaar, pan, dl]\n          x-evidence: stated",
        "      default: [aadhaar, pan, dl]",
        "openapi.yaml: at /components/schemas/InitiateSessionRequest/properties/doc_types: a property needs x-evidence; write one of stated, sample, inferred",
    ),
    (
        "          x-evidence: stated\n          items:",
        "          x-evidence: stated\n          x-sensitive: true\n          items:",
        "openapi.yaml: at /components/schemas/InitiateSessionRequest/properties/doc_types: x-sensitive stands on something that is not a plain string; mark a string without format, enum, pattern or length",
    ),
    (
        "          x-sensitive: true\n        redirect_url:",
        "          x-senstive: true\n        redirect_url:",
        "openapi.yaml: at /components/schemas/InitiateSessionRequest/properties/purpose/x-senstive: `x-senstive` is no keyword of a schema; correct it to one of x-evidence, x-masked, x-repair, x-retrieved, x-retry, x-sensitive",
    ),
    (
        "          x-sensitive: true\n        redirect_url:",
        "          x-sensitive: true\n          minLength: 1\n        redirect_url:",
        "openapi.yaml: at /components/schemas/InitiateSessionRequest/properties/purpose: x-sensitive stands on something that is not a plain string",
    ),
    (
        "          x-sensitive: true\n        redirect_url:",
        "          x-sensitive: yes please\n        redirect_url:",
        "openapi.yaml: at /components/schemas/InitiateSessionRequest/properties/purpose/x-sensitive: the marker is `true` or left out; correct it",
    ),
    (
        "      x-evidence: stated\n      enum: [\"Y\"]",
        "      x-evidence: stated\n      x-sensitive: true\n      enum: [\"Y\"]",
        "openapi.yaml: at /components/schemas/ConsentFlag: x-sensitive stands on something that is not a property; move it to the property",
    ),
    (
        "x-masked: true\n",
        "x-masked: yes please\n",
        "openapi.yaml: at /components/schemas/EaadhaarData/properties/masked_uid/x-masked: the marker is `true` or left out; correct it",
    ),
    (
        "          x-masked: true\n          x-evidence: sample\n          x-sensitive: true\n",
        "          x-masked: true\n          x-evidence: sample\n",
        "openapi.yaml: at /components/schemas/EaadhaarData/properties/masked_uid: x-masked stands on something that is not x-sensitive; add that marker",
    ),
    (
        "x-repair: yes-no\n",
        "x-repair: maybe\n",
        "openapi.yaml: at /components/schemas/AccessTokenData/properties/eaadhaar: a property needs x-repair; write one of never, yes-no",
    ),
    (
        "          description: How long the documents can be asked for. That it counts seconds is inferred.\n",
        "          description: x\n          x-repair: never\n",
        "openapi.yaml: at /components/schemas/AccessTokenData/properties/expires_in: x-repair stands on something that is not a string; remove it",
    ),
    // A null that the generated types would not take.
    (
        "    IssuedFile:\n      type: object\n",
        "    IssuedFile:\n      type: object\n      nullable: true\n",
        "openapi.yaml: at /components/schemas/IssuedFilesResponse/properties/data/items: what stands here is nullable, and the generator can take a null only in place of a property; remove nullable",
    ),
    (
        "          items:\n            type: string\n",
        "          items:\n            type: string\n            nullable: true\n",
        "openapi.yaml: at /components/schemas/IssuedFile/properties/mime/items: what stands here is nullable,",
    ),
    (
        "    SessionData:\n      type: object\n",
        "    SessionData:\n      type: object\n      additionalProperties:\n        type: string\n        nullable: true\n",
        "openapi.yaml: at /components/schemas/SessionData/additionalProperties: what stands here is nullable,",
    ),
    (
        "    SessionData:\n      type: object\n",
        "    SessionData:\n      type: object\n      not:\n        $ref: \"#/components/schemas/ProofOfAddress\"\n",
        "openapi.yaml: at /components/schemas/SessionData/not: what stands here is nullable,",
    ),
    (
        "        data:\n          $ref: \"#/components/schemas/SessionData\"\n",
        "        data:\n          description: x\n          x-evidence: stated\n          allOf:\n            - $ref: \"#/components/schemas/ProofOfAddress\"\n",
        "openapi.yaml: at /components/schemas/InitiateSessionResponse/properties/data/allOf/0: what stands here is nullable,",
    ),
    (
        "        - type: integer\n",
        "        - type: integer\n          nullable: true\n",
        "openapi.yaml: at /components/schemas/LocationPart/oneOf/1: what stands here is nullable,",
    ),
    (
        "    FileResponse:\n      type: object\n",
        "    FileResponse:\n      type: object\n      nullable: true\n",
        "openapi.yaml: at /components/responses/FileFetched/content/application~1json/schema: what stands here is nullable,",
    ),
    (
        "    FileRequest:\n      type: object\n",
        "    FileRequest:\n      type: object\n      nullable: true\n",
        "openapi.yaml: at /paths/~1v1~1kyc~1digilocker~1file/post/requestBody/content/application~1json/schema: what stands here is nullable,",
    ),
];

#[test]
fn every_fault_is_one_sentence_with_file_place_and_remedy() {
    for (from, to, expected) in FAULTS {
        let sentence = fault(from, to);
        assert!(sentence.starts_with(expected), "expected {expected}\n     got {sentence}");
        assert_eq!(sentence.lines().count(), 1);
    }
}

#[test]
fn a_fault_of_any_operation_is_found_at_it() {
    let spec = spec::read();
    for (path, item) in spec["paths"].as_object().unwrap() {
        let at = format!("openapi.yaml: at /paths/{}/post", path.replace('/', "~1"));
        let id = item["post"]["operationId"].as_str().unwrap();
        let sentence = fault(&format!("      operationId: {id}\n"), "");
        assert!(sentence.starts_with(&format!("{at}: there is no operationId")), "{sentence}");
        // The first one after the path's own line.
        let text = spec::text();
        let (before, of_path) = text.split_at(text.find(&format!("  {path}:\n")).unwrap());
        for (from, to, expected) in [
            ("      x-retry: ", "      x-evidence: ", ": an operation needs x-retry; write one of"),
            ("        \"503\":", "        \"5O3\":", "/responses/5O3: `5O3` is no HTTP status"),
            ("schemas/", "schemas/No", "/requestBody/content/application~1json/schema: $ref"),
        ] {
            let broken = format!("{before}{}", of_path.replacen(from, to, 1));
            let sentence = generate(&broken).err().unwrap_or_else(|| panic!("{to:?} of {id} was taken"));
            assert!(sentence.starts_with(&format!("{at}{expected}")), "{sentence}");
        }
    }
}

#[test]
fn what_only_the_generator_refuses_is_a_sentence_too() {
    let pattern = "          type: string\n          pattern: \"(\"\n          description: |\n            Why the session";
    let plain = "          type: string\n          description: |\n            Why the session";
    let spec = edited(plain, pattern).replacen(
        "          x-sensitive: true\n        redirect_url:",
        "        redirect_url:",
        1,
    );
    let Err(sentence) = generate(&spec) else { panic!("a broken pattern was taken") };
    assert!(
        sentence.starts_with("openapi.yaml: progenitor cannot generate a client from this: "),
        "{sentence}"
    );
}

#[test]
fn every_sensitive_marker_is_a_sensitive_field() {
    let yaml = spec::read();
    let mut marked = BTreeSet::new();
    for (schema, content) in yaml["components"]["schemas"].as_object().unwrap() {
        for (field, property) in content["properties"].as_object().into_iter().flatten() {
            if property["x-sensitive"] == true {
                marked.insert((schema.clone(), field.clone()));
            }
        }
    }
    assert_eq!(
        marked.len(),
        spec::text().matches("x-sensitive: true\n").count(),
        "a marker is not on a property"
    );
    assert!(marked.len() >= 10);

    let code = generate(&spec::text()).unwrap().client;
    let mut protected = BTreeSet::new();
    let mut open = String::new();
    // The structs themselves, not their builders, which are indented further.
    for line in code.lines() {
        if let Some(name) = line.strip_prefix("    pub struct ") {
            open = name.trim_end_matches(" {").to_owned();
        } else if let Some(field) =
            line.strip_prefix("        pub ").filter(|line| line.contains("crate::Sensitive<String>"))
        {
            let name = field.split(':').next().unwrap().trim_end_matches('_');
            protected.insert((open.clone(), name.to_owned()));
        }
    }
    assert_eq!(protected, marked);
}

#[test]
fn header_names_base_url_and_operations_come_from_the_spec() {
    let constants = |from: &str, to: &str| generate(&edited(from, to)).unwrap().constants;
    assert!(
        constants("name: x-api-key", "name: X-Secret-Key")
            .contains(r#"CLIENT_SECRET_HEADER: &str = "x-secret-key""#)
    );
    assert!(
        constants("name: client-id", "name: x-client").contains(r#"CLIENT_ID_HEADER: &str = "x-client""#)
    );
    assert!(
        constants("url: https://production.deepvue.tech\n", "url: https://api.deepvue.tech\n")
            .contains(r#"BASE_URL: &str = "https://api.deepvue.tech""#)
    );
    assert!(constants("x-retry: advised", "x-retry: not-delivered").contains("RetryClass::NotDelivered"));
    let moved = generate(&edited("/v1/kyc/digilocker/initiate-session:", "/v2/sessions:")).unwrap();
    assert!(moved.constants.contains(r#"path: "/v2/sessions""#));
    assert!(moved.client.contains("Sends a `POST` request to `/v2/sessions`"));
}

#[test]
fn every_operation_of_the_spec_is_in_the_table_with_its_retry_class_and_in_the_client() {
    let spec = spec::read();
    let Ok(code) = generate(&spec::text()) else { panic!("the spec is broken") };
    for (path, item) in spec["paths"].as_object().unwrap() {
        let operation = &item["post"];
        let id = operation["operationId"].as_str().unwrap();
        let retry = if operation["x-retry"] == "advised" { "Advised" } else { "NotDelivered" };
        let table = format!(
            "    id: {id:?},\n    method: \"POST\",\n    path: {path:?},\n    retry: crate::retry::RetryClass::{retry},\n"
        );
        assert!(code.constants.contains(&table), "{table}");
        assert!(code.client.contains(&format!("pub fn {id}(&self) -> builder::")), "{id}");
        for (status, _) in spec::answers(&spec, operation) {
            let decoder = format!("        {id:?},\n        {status:?},\n");
            assert!(code.constants.contains(&decoder), "{decoder}");
        }
    }
}

#[test]
fn answers_are_read_more_tolerantly_than_the_spec_says() {
    let limits = "          type: integer\n          nullable: true\n          description: When the";
    let strict =
        edited(limits, &limits.replace("integer\n", "integer\n          minimum: 5\n          maximum: 9\n"));
    assert!(generate(&strict).unwrap().client.contains("pub timestamp: ::std::option::Option<i64>"));

    let text = "            also the `state` of the authorization URL.\n          x-evidence: stated\n";
    for constraint in ["enum: [a, b]", "pattern: \"^[0-9a-f]{32}$\"", "minLength: 32", "format: uuid"] {
        let open = edited(&format!("{text}          x-sensitive: true\n"), text);
        let strict = open.replacen(text, &format!("{text}          {constraint}\n"), 1);
        let code = generate(&strict).unwrap().client;
        assert!(code.contains("pub transaction_id: ::std::string::String"), "{constraint}");
    }
}

#[test]
fn a_property_may_be_called_responses() {
    let field = "        doc_types:\n          type: array\n";
    generate(&edited(field, &field.replace("doc_types", "responses"))).unwrap();
}

#[test]
fn a_nullable_sensitive_string_takes_null_and_absence() {
    let field = "        authorization_url:\n";
    let code = generate(&edited(field, &format!("{field}          nullable: true\n"))).unwrap().client;
    assert!(code.contains("pub authorization_url: ::std::option::Option<crate::Sensitive<String>>"));
}

#[test]
fn a_property_takes_null_and_absence_if_what_it_refers_to_is_nullable_even_if_it_is_required() {
    // What serde reads as both, and a builder leaves out.
    let optional = |schema: &str| {
        format!(
            "        #[serde(skip_serializing_if = \"::std::option::Option::is_none\")]\n        \
             pub data: ::std::option::Option<{schema}>,\n"
        )
    };
    let before = generate(&spec::text()).unwrap().client;
    assert!(before.contains(&optional("EaadhaarData")) && before.contains("pub data: SessionData,\n"));
    let referred = "    SessionData:\n      type: object\n";
    let nullable = edited(referred, &format!("{referred}      nullable: true\n"));
    assert!(nullable.contains("      required: [transaction_id, data]\n"));
    let after = generate(&nullable).unwrap().client;
    assert!(after.contains(&optional("SessionData")) && !after.contains("pub data: SessionData,\n"));
}

#[test]
fn what_a_response_looks_like_comes_from_the_spec() {
    let shapes = |spec: &str| {
        let Ok(code) = generate(spec) else { panic!("the spec is broken") };
        code.constants.split_whitespace().collect::<String>()
    };
    let property = |name: &str, shape: &str, is_required: bool, is_exact: bool| {
        format!("name:\"{name}\",shape:&{shape},is_required:{is_required},is_exact:{is_exact},")
    };
    let code = shapes(&spec::text());
    for expected in [
        property("authorization_url", "crate::shape::Shape::Text", true, true),
        property("uri", "crate::shape::Shape::Text", false, true),
        property("eaadhaar", "crate::shape::Shape::YesNo", false, false),
        property("expires_in", "crate::shape::Shape::Integer", false, false),
        property("mime", "crate::shape::Shape::List(&crate::shape::Shape::Text)", false, false),
        property("proof_of_address", "SHAPE_PROOF_OF_ADDRESS", false, false),
    ] {
        assert!(code.contains(&expected), "{expected}\n{code}");
    }
    assert!(code.contains("success:&SHAPE_INITIATE_SESSION_RESPONSE"));
    // A new property needs no code: any type, composed or recursive.
    let new = "          x-repair: yes-no\n        mobile:";
    let more = "          x-repair: yes-no\n        score:\n          type: number\n          nullable: true\n          description: x\n          x-evidence: sample\n        \
                active:\n          type: boolean\n          nullable: true\n          description: x\n          x-evidence: sample\n        \
                mobile:";
    let code = shapes(&spec::text().replacen(new, more, 1));
    assert!(code.contains(&property("score", "crate::shape::Shape::Number", false, false)));
    assert!(code.contains(&property("active", "crate::shape::Shape::Boolean", false, false)));
}

#[test]
fn the_generated_client_sends_no_header_that_nobody_documented() {
    let Ok(code) = generate(&spec::text()) else { panic!("the spec is broken") };
    assert!(!code.client.contains("api-version"));
    assert_eq!(code.client.matches("let url = client.inner.url();").count(), 5);
}
