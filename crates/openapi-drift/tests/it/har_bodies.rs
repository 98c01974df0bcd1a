//! Checks that a body that was not recorded is counted, and never passes for a body that was.

use openapi_drift::Recorded;
use serde_json::{Value, json};

use crate::support::har::*;

/// Returns an entry whose response has neither text nor size.
fn bare(changes: &[(&str, Value)]) -> Value {
    changed(without(entry(""), &["/response/content/text", "/response/content/size"]), changes)
}

/// Returns the findings, how many bodies were not recorded, and whether a response was exercised.
fn outcome(entry: Value) -> (Vec<String>, usize, bool) {
    let report = check(&contract(), &[entry]);
    let coverage = report.coverage();
    let exercised = coverage.missing().count() < coverage.documented().count();
    (said(&report), coverage.bodies_not_recorded(), exercised)
}

#[test]
fn a_response_that_was_not_recorded_is_counted_and_not_exercised() {
    let zero = ("/response/content/size", json!(0));
    let empty = ("/response/content/text", json!(""));
    let length = json!([{ "name": "Content-Type", "value": "application/json" }, { "name": "Content-Length", "value": "20" }]);
    for changes in [
        &[][..],
        &[("/response/content", json!(null))],
        &[("/response/content/size", json!(-1))],
        &[("/response/content/size", json!(null))],
        &[("/response/content/size", json!(20))],
        &[("/response/content/size", json!(20)), empty.clone()],
        &[("/response/content/size", json!(-1)), empty.clone()],
        &[zero.clone(), ("/response/bodySize", json!(200))],
        &[zero.clone(), empty.clone(), ("/response/headers", length)],
        &[zero.clone(), empty.clone(), ("/response/_error", json!("net::ERR_ABORTED"))],
        &[zero.clone(), empty.clone(), ("/response/_failureText", json!("net::ERR_ABORTED"))],
        &[zero.clone(), empty.clone(), ("/_error", json!("zqvalue"))],
        &[zero.clone(), ("/response/_transferSize", json!(412))],
        &[zero.clone(), ("/response/_transferSize", json!(412)), ("/response/headersSize", json!(200))],
        &[zero.clone(), ("/_fromCache", json!("disk"))],
        &[zero.clone(), ("/_fetchType", json!("Memory Cache"))],
        &[
            zero.clone(),
            empty.clone(),
            ("/response/content/comment", json!("Response bodies are not included.")),
        ],
        &[("/response/content/text", json!("{\"count\":")), ("/response/content/_truncated", json!(true))],
        &[
            ("/response/content/text", json!("{\"count\":")),
            ("/response/content/comment", json!("Truncated at 1 MB")),
        ],
        &[("/response/content/text", json!("{\"count\":")), ("/response/_error", json!("net::ERR_ABORTED"))],
        &[zero.clone(), ("/response/content/_file", json!("a.json"))],
        &[zero, ("/response/content/_sha1", json!("0a1b"))],
    ] {
        assert_eq!(outcome(bare(changes)), (vec![], 1, false), "{changes:?}");
    }
}

#[test]
fn a_body_is_empty_if_its_size_is_0_and_nothing_says_otherwise() {
    let zero = ("/response/content/size", json!(0));
    let length = json!([{ "name": "Content-Type", "value": "application/json" }, { "name": "content-length", "value": "0" }]);
    for changes in [
        &[zero.clone()][..],
        &[zero.clone(), ("/_fetchType", json!("Network")), ("/_fromCache", json!(null))],
        &[zero.clone(), ("/response/content/text", json!(""))],
        &[zero.clone(), ("/response/content/text", json!(null)), ("/response/bodySize", json!(0))],
        &[("/response/content/size", json!(0.0)), ("/response/_error", json!(null)), ("/_error", json!(""))],
        &[zero.clone(), ("/response/_transferSize", json!(200)), ("/response/headersSize", json!(200))],
        &[zero, ("/response/_transferSize", json!(200)), ("/response/headers", length.clone())],
        &[("/response/headers", length)],
        &[("/response/content/text", json!(""))],
    ] {
        let expected = (vec!["error body-empty /body".to_owned()], 0, true);
        assert_eq!(outcome(bare(changes)), expected, "{changes:?}");
    }
}

#[test]
fn a_redacted_recording_keeps_whether_there_was_a_body() {
    let exchange = |length: &str, body: Option<bytes::Bytes>| {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let headers = [header("content-type", "application/json"), header("content-length", length)];
        let recorded =
            Recorded::exchange("GET", URL).with_request([], None).with_response(200, headers, body);
        let har = contract().redacted("list", &recorded).to_har().unwrap();
        let report = check_bytes(&contract(), har).unwrap();
        (said(&report), report.coverage().bodies_not_recorded())
    };
    assert_eq!(exchange("0", Some("".into())), (vec!["error body-empty /body".to_owned()], 0));
    assert_eq!(exchange("11", Some(GOOD.into())), (vec![], 0));
    assert_eq!(exchange("11", None), (vec![], 1));
}

#[test]
fn what_has_no_body_by_the_document_or_by_http_is_exercised_without_one() {
    let no_content = bare(&[("/request/method", json!("DELETE")), ("/response/status", json!(204))]);
    assert_eq!(outcome(no_content), (vec![], 0, true));
    let mut spec = document();
    spec["paths"]["/orders"]["head"] = spec["paths"]["/orders"]["get"].clone();
    spec["paths"]["/orders"]["head"]["operationId"] = json!("look");
    let contract = openapi_drift::Contract::from_value(spec).unwrap();
    let report = check(&contract, &[bare(&[("/request/method", json!("HEAD"))])]);
    assert_eq!((report.coverage().bodies_not_recorded(), report.coverage().missing().count()), (0, 6));
}

#[test]
fn a_response_from_the_cache_of_the_client_is_no_undocumented_status() {
    let cached = |headers: Value| bare(&[("/response/status", json!(304)), ("/request/headers", headers)]);
    for name in ["If-None-Match", "if-modified-since"] {
        let entry = cached(json!([{ "name": name, "value": "zqvalue" }]));
        assert_eq!(outcome(entry), (vec![], 1, false), "{name}");
    }
    let unasked = outcome(cached(json!([])));
    assert_eq!(unasked.0, ["error status-undocumented /status"]);
}

/// Returns an entry of a `POST`.
fn post(changes: &[(&str, Value)]) -> Value {
    let json = json!([{ "name": "Content-Type", "value": "application/json" }]);
    let method = [("/request/method", json!("POST")), ("/request/headers", json)];
    changed(changed(without(entry(GOOD), &["/request/bodySize"]), &method), changes)
}

#[test]
fn a_request_that_was_not_recorded_is_counted() {
    let length = json!([{ "name": "Content-Length", "value": "20" }]);
    let comment = json!({ "mimeType": "", "text": "", "comment": "Request bodies are not included." });
    for changes in [
        &[][..],
        &[("/request/bodySize", json!(-1))],
        &[("/request/bodySize", json!(20))],
        &[("/request/bodySize", json!(null)), ("/request/postData", json!(null))],
        &[
            ("/request/bodySize", json!(20)),
            ("/request/postData", json!({ "mimeType": "application/json", "text": "" })),
        ],
        &[("/request/bodySize", json!(0)), ("/request/headers", length)],
        &[("/request/bodySize", json!(0)), ("/request/postData", comment)],
        &[("/request/bodySize", json!(20)), ("/request/postData", json!({ "_file": "a.json" }))],
    ] {
        assert_eq!(outcome(post(changes)), (vec![], 1, true), "{changes:?}");
    }
    let none = outcome(post(&[("/request/bodySize", json!(0))]));
    assert_eq!(none, (vec!["error body-empty /body".to_owned()], 0, true));
    // A request without a documented body has none to record.
    assert_eq!(outcome(changed(entry(GOOD), &[("/request/bodySize", json!(-1))])), (vec![], 0, true));
}

#[test]
fn the_fields_of_a_form_are_no_json() {
    let params = json!([{ "name": "count", "value": "zqvalue" }]);
    let form = |media: &str, text: Value| json!({ "mimeType": media, "text": text, "params": params });
    let urlencoded = "application/x-www-form-urlencoded";
    let headers = |media: &str| ("/request/headers", json!([{ "name": "content-type", "value": media }]));
    let undocumented = vec!["error content-type-undocumented /headers/content-type".to_owned()];
    for media in [urlencoded, "multipart/form-data; boundary=x"] {
        for text in [json!(null), json!("")] {
            let data = ("/request/postData", form(media, text));
            assert_eq!(outcome(post(&[headers(media), data.clone()])), (undocumented.clone(), 0, true));
            assert_eq!(
                outcome(post(&[("/request/headers", json!([])), data])),
                (undocumented.clone(), 0, true)
            );
        }
    }
    let mut spec = document();
    spec["paths"]["/orders"]["post"]["requestBody"]["content"] = json!({ urlencoded: {} });
    let contract = openapi_drift::Contract::from_value(spec).unwrap();
    let data = ("/request/postData", form(urlencoded, json!(null)));
    let report = check(&contract, &[post(&[headers(urlencoded), data])]);
    assert_eq!((said(&report).len(), report.coverage().bodies_not_recorded()), (0, 0));
}

#[test]
fn every_count_is_in_the_text_and_in_the_json() {
    let elsewhere = changed(entry(GOOD), &[("/request/url", json!("https://cdn.example/a.js"))]);
    let upgrade = changed(entry(""), &[("/request/url", json!("wss://shop.example/live"))]);
    let refused = changed(entry(GOOD), &[("/response/status", json!(422))]);
    let silent = without(entry(GOOD), &["/response"]);
    let report = check(&contract(), &[entry(GOOD), elsewhere, upgrade, refused, silent, bare(&[])]);
    assert!(
        report.to_string().ends_with(
            "; 6 messages checked, 2 of 5 documented responses exercised, 1 exchange with other hosts skipped, \
             1 handshake (preflights, upgrades, tunnels) skipped, 1 message whose body was not recorded, 1 exchange \
             without a response, 1 refused request not checked"
        ),
        "{report}"
    );
    let mut coverage = report.to_json()["coverage"].clone();
    coverage["missing"].take();
    assert_eq!(
        coverage,
        json!({ "documented": 5, "exercised": 2, "missing": null, "messages": 6, "skipped": 1, "handshakes": 1,
            "bodies_not_recorded": 1, "without_response": 1, "refused_requests": 1 })
    );
}
