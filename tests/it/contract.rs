//! Vendor, spec and generated code agree: every documented sample, and what the client really sends.

use deepvue_digilocker::{DocType, types};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::support::spec::{self, fixture, key_header, operation, response, validator};
use crate::support::{sandbox, start};

/// All that is wrong with an answer, by the spec and by the generated decoder.
fn findings(spec: &Value, status: &str, body: &Value) -> Vec<String> {
    let Some(response) = response(spec, status) else {
        return vec![format!("status {status} is undocumented")];
    };
    let schema = &response["content"]["application/json"]["schema"];
    let mut found = validator(spec, schema)
        .iter_errors(body)
        .map(|error| format!("schema: {} {}", error.instance_path(), error.kind().keyword()))
        .collect::<Vec<_>>();
    undocumented(spec, schema, body, "", &mut found);
    if !decodes(status, body) {
        found.push("the decoder does not take it".into());
    }
    found
}

/// Fields that no schema names.
fn undocumented(spec: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => spec.pointer(&reference[1..]).unwrap(),
        None => schema,
    };
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let at = format!("{at}/{name}");
                match schema["properties"].get(name) {
                    Some(property) => undocumented(spec, property, value, &at, found),
                    None => found.push(format!("{at} is undocumented")),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                undocumented(spec, &schema["items"], item, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn decodes(status: &str, body: &Value) -> bool {
    fn takes<T: DeserializeOwned>(body: &Value) -> bool {
        serde_json::from_value::<T>(body.clone()).is_ok()
    }
    match status {
        "200" | "201" => takes::<types::InitiateSessionResponse>(body),
        "400" => takes::<types::BadRequestError>(body),
        "401" => takes::<types::UnauthenticatedError>(body),
        "403" => takes::<types::ForbiddenError>(body),
        "422" => takes::<types::ValidationError>(body),
        "429" => takes::<types::RateLimitedError>(body),
        "500" => takes::<types::ServerError>(body),
        "503" => takes::<types::UnavailableError>(body),
        _ => panic!("no decoder for {status}"),
    }
}

/// The vendor's documented answers, with the statuses under which they come.
fn samples() -> Vec<(&'static str, Value)> {
    let mut samples =
        vec![("200", fixture("initiate-session.201.json")), ("201", fixture("initiate-session.201.json"))];
    samples.extend(
        ["400", "401", "403", "422", "429", "500", "503"]
            .map(|status| (status, fixture(&format!("error.{status}.json")))),
    );
    samples
}

#[test]
fn the_vendors_samples_match_the_spec_and_decode() {
    let spec = spec::read();
    for (status, sample) in samples() {
        assert_eq!(findings(&spec, status, &sample), [""; 0], "{status}");
    }
}

#[test]
fn every_documented_status_has_a_sample_and_it_is_the_vendors() {
    let spec = spec::read();
    let documented = operation(&spec)["responses"].as_object().unwrap().keys().map(String::as_str);
    assert_eq!(
        documented.collect::<Vec<_>>(),
        samples().iter().map(|(status, _)| *status).collect::<Vec<_>>()
    );
    for (status, sample) in samples() {
        let example = &response(&spec, status).unwrap()["content"]["application/json"]["example"];
        assert_eq!(example, &sample, "{status}");
    }
}

#[test]
fn the_request_example_matches_the_spec_and_the_vendors_field_names() {
    let spec = spec::read();
    let content = &operation(&spec)["requestBody"]["content"]["application/json"];
    assert!(validator(&spec, &content["schema"]).is_valid(&content["example"]));
    let mut found = Vec::new();
    // The vendor's sample has placeholders for values, so only its names and kinds can be held against the spec.
    let sample = fixture("initiate-session.request.json");
    for example in [&content["example"], &sample] {
        undocumented(&spec, &content["schema"], example, "", &mut found);
    }
    assert_eq!(found, [""; 0]);
    for (name, value) in sample.as_object().unwrap() {
        let example = &content["example"][name];
        assert_eq!(std::mem::discriminant(example), std::mem::discriminant(value), "{name}");
    }
}

#[tokio::test]
async fn what_the_client_sends_matches_the_request_schema_and_the_security_schemes() {
    let spec = spec::read();
    let schema = &operation(&spec)["requestBody"]["content"]["application/json"]["schema"];
    let validator = validator(&spec, schema);
    let sandbox = sandbox().await;
    let client = sandbox.client();
    start(&client).send().await.unwrap();
    start(&client).redirect_url("https://bank.example/").doc_types([DocType::Dl]).send().await.unwrap();
    for request in sandbox.requests() {
        let body: Value = serde_json::from_slice(request.body()).unwrap();
        let faults = validator.iter_errors(&body).map(|error| error.to_string()).collect::<Vec<_>>();
        assert_eq!(faults, [""; 0]);
        let mut found = Vec::new();
        undocumented(&spec, schema, &body, "", &mut found);
        assert_eq!(found, [""; 0]);

        assert_eq!(request.headers()["content-type"], "application/json");
        for scheme in spec["security"][0].as_object().unwrap().keys() {
            let header = key_header(&spec, scheme);
            assert!(request.headers().contains_key(&header), "{header} is missing");
        }
    }
}

#[test]
fn planted_drifts_are_each_caught() {
    let spec = spec::read();
    let sample = fixture("initiate-session.201.json");
    let drifted = |change: fn(&mut Value)| {
        let mut body = sample.clone();
        change(&mut body);
        findings(&spec, "201", &body)
    };
    let removed = drifted(|body| drop(body.as_object_mut().unwrap().remove("transaction_id")));
    assert_eq!(removed, ["schema:  required", "the decoder does not take it"]);
    let retyped = drifted(|body| body["timestamp"] = json!("1738305237960"));
    assert_eq!(retyped, ["schema: /timestamp type", "the decoder does not take it"]);
    let nulled = drifted(|body| body["data"]["authorization_url"] = json!(null));
    assert_eq!(nulled, ["schema: /data/authorization_url type", "the decoder does not take it"]);
    let added = drifted(|body| body["data"]["expires_in"] = json!(600));
    assert_eq!(added, ["/data/expires_in is undocumented"]);
    let renamed = drifted(|body| {
        let data = body["data"].as_object_mut().unwrap();
        let url = data.remove("authorization_url").unwrap();
        data.insert("auth_url".into(), url);
    });
    assert_eq!(
        renamed,
        ["schema: /data required", "/data/auth_url is undocumented", "the decoder does not take it"]
    );
    assert_eq!(findings(&spec, "202", &sample), ["status 202 is undocumented"]);
    assert_eq!(
        findings(&spec, "422", &json!({ "detail": "a string" })),
        ["schema: /detail type", "the decoder does not take it"]
    );
    // Nullable is not required, and neither is a drift.
    assert_eq!(drifted(|body| body["timestamp"] = json!(null)), [""; 0]);
    assert_eq!(drifted(|body| drop(body.as_object_mut().unwrap().remove("code"))), [""; 0]);
}
