//! What the build generates follows from the spec: names, marks, nulls, shapes.

use std::collections::BTreeSet;

use crate::support::generator::{edited, generate};
use crate::support::spec;

#[test]
fn every_sensitive_marker_is_a_sensitive_field() {
    let yaml = spec::read();
    let mut marked = BTreeSet::new();
    // What properties refer to is marked once, for all of them.
    let mut shared = BTreeSet::new();
    for (schema, content) in yaml["components"]["schemas"].as_object().unwrap() {
        for (field, property) in content["properties"].as_object().into_iter().flatten() {
            let target = spec::followed(&yaml, property);
            if target["x-sensitive"] == true {
                marked.insert((schema.clone(), field.clone()));
                shared.extend(property["$ref"].as_str());
            }
        }
    }
    let in_place = marked.iter().filter(|(schema, field)| {
        yaml["components"]["schemas"][schema]["properties"][field]["x-sensitive"] == true
    });
    assert_eq!(
        in_place.count() + shared.len(),
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
        let table =
            format!("id:{id:?},method:\"POST\",path:{path:?},retry:crate::table::RetryClass::{retry},");
        let constants = code.constants.split_whitespace().collect::<String>();
        assert!(constants.contains(&table), "{table}");
        assert!(code.client.contains(&format!("pub fn {id}(&self) -> builder::")), "{id}");
        for (status, _) in spec::answers(&spec, operation) {
            let decoder = format!("        {id:?},\n        {status:?},\n");
            assert!(code.constants.contains(&decoder), "{decoder}");
        }
    }
}

#[test]
fn answers_are_read_more_tolerantly_than_the_spec_says() {
    let limits = "          type: integer\n          nullable: true\n          description: How long";
    let strict =
        edited(limits, &limits.replace("integer\n", "integer\n          minimum: 5\n          maximum: 9\n"));
    assert!(generate(&strict).unwrap().client.contains("pub expires_in: ::std::option::Option<i64>"));

    let text = "            also the `state` of the authorization URL.\n          x-evidence: stated\n";
    for constraint in ["enum: [a, b]", "pattern: \"^[0-9a-f]{32}$\"", "minLength: 32", "format: uuid"] {
        let marked = format!("{text}          x-sensitive: true\n");
        let strict =
            edited(&marked, &format!("{text}          x-sensitive: false\n          {constraint}\n"));
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
        property("authorization_url", "crate::table::Shape::Text", true, true),
        property("uri", "crate::table::Shape::Text", false, true),
        property("eaadhaar", "crate::table::Shape::YesNo", false, false),
        property("expires_in", "crate::table::Shape::Integer", false, false),
        property("mime", "crate::table::Shape::List(&crate::table::Shape::Text)", false, false),
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
    assert!(code.contains(&property("score", "crate::table::Shape::Number", false, false)));
    assert!(code.contains(&property("active", "crate::table::Shape::Boolean", false, false)));
}

#[test]
fn the_generated_client_sends_no_header_that_nobody_documented() {
    let Ok(code) = generate(&spec::text()) else { panic!("the spec is broken") };
    assert!(!code.client.contains("api-version"));
    let operations = spec::read()["paths"].as_object().unwrap().len();
    assert_eq!(code.client.matches("let url = client.inner.url();").count(), operations);
}

#[test]
fn a_schema_that_is_a_plain_value_becomes_the_type_of_the_fields_and_no_type_of_its_own() {
    let code = generate(&spec::text()).unwrap();
    let field = "Identifies this one call at the vendor; it is not the id of the session.\n\nEvidence: stated.*/\n        \
                 #[serde(skip_serializing_if = \"::std::option::Option::is_none\")]\n        \
                 pub transaction_id: ::std::option::Option<crate::Sensitive<String>>,\n";
    let envelopes = spec::text().matches("schemas/EnvelopeTransactionId\"").count();
    assert_eq!(code.client.matches(field).count(), envelopes);
    assert!(code.client.contains("pub timestamp: ::std::option::Option<i64>"));
    assert!(!code.client.contains("Envelope") && !code.constants.contains("ENVELOPE"));
    // One place is enough to change them all.
    let open = edited(
        "      description: The outcome in words.\n      x-evidence: stated\n      x-sensitive: true\n",
        "      description: The outcome in words.\n      x-evidence: stated\n      x-sensitive: false\n",
    );
    let code = generate(&open).unwrap().client;
    assert_eq!(
        code.matches("        pub message: ::std::option::Option<::std::string::String>,\n").count(),
        4
    );
}
