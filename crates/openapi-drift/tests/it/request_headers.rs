//! Checks that headers of HTTP, browsers, proxies and tools are no findings, and what recordings without credentials give.

use openapi_drift::{Contract, Recorded};
use serde_json::{Value, json};

use crate::support::har::*;

fn sending(headers: &[(&str, &str)]) -> Value {
    let headers =
        headers.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect::<Value>();
    changed(entry(GOOD), &[("/request/headers", headers)])
}

/// Headers of HTTP, browsers, tracing, intermediaries and tools.
const KNOWN: &str = "\
    Accept ACCEPT-ENCODING If-None-Match If-Modified-Since If-Range Range Alt-Used Early-Data HTTP2-Settings \
    Keep-Alive Max-Forwards Prefer Proxy-Authorization Proxy-Connection TE Content-Encoding Content-Language \
    Access-Control-Request-Headers DNT Sec-GPC Sec-CH-UA-Mobile Sec-Fetch-Mode Save-Data Downlink \
    Service-Worker Upgrade-Insecure-Requests Last-Event-ID X-Client-Data Purpose traceparent tracestate \
    baggage b3 X-B3-TraceId X-Request-ID X-Correlation-ID X-Amzn-Trace-Id X-Cloud-Trace-Context sentry-trace \
    newrelic x-datadog-trace-id uber-trace-id Request-Id X-Forwarded-For X-Real-IP CF-Ray CF-Connecting-IP \
    CDN-Loop True-Client-IP Fastly-FF CloudFront-Viewer-Country X-Amz-Cf-Id X-Envoy-Internal X-Azure-Ref \
    X-ARR-SSL Fly-Region X-Vercel-Id Postman-Token X-Requested-With X-Insomnia-Trace x-goog-api-client \
    X-Stainless-Lang amz-sdk-invocation-id ngrok-skip-browser-warning Priority";

#[test]
fn headers_that_the_api_did_not_ask_for_are_no_findings() {
    for name in KNOWN.split_whitespace() {
        assert_eq!(said(&check(&contract(), &[sending(&[(name, "zqvalue")])])), [""; 0], "{name}");
    }
    for name in
        ["X-Api-Key", "X-Tenant", "Authorization", "X-Shop-Version", "Accepted", "X-Auth-Token", "Sect"]
    {
        let expected = [format!("warning header-undocumented /headers/{}", name.to_lowercase())];
        assert_eq!(said(&check(&contract(), &[sending(&[(name, "zqvalue")])])), expected, "{name}");
    }
}

#[test]
fn a_caller_names_the_headers_to_ignore() {
    let entries =
        [sending(&[("X-Tenant", "zqvalue"), ("X-Corp-Team", "zqvalue"), ("X-Corporate", "zqvalue")])];
    let ignoring = |patterns: &[&str]| said(&check(&contract().ignoring_headers(patterns), &entries)).len();
    assert_eq!(ignoring(&[]), 3);
    assert_eq!(ignoring(&["x-tenant"]), 2);
    assert_eq!(ignoring(&["X-TENANT", "x-corp-*"]), 1);
    assert_eq!(ignoring(&["x-corp"]), 3);
    assert_eq!(ignoring(&["*"]), 0);
    let twice = contract().ignoring_headers(["x-tenant"]).ignoring_headers(["x-corp*"]);
    assert_eq!(said(&check(&twice, &entries)), [""; 0]);
}

/// Returns a document whose operations ask for a credential: a key in a header, a cookie, or a bearer token.
fn secured(scheme: Value) -> Contract {
    let mut spec = document();
    spec["security"] = json!([{ "it": [] }]);
    spec["components"] = json!({ "securitySchemes": { "it": scheme } });
    Contract::from_value(spec).unwrap()
}

fn schemes() -> [(Contract, Value, &'static str); 4] {
    let key = |place: &str, name: &str| json!({ "type": "apiKey", "in": place, "name": name });
    let cookies =
        ("/request/cookies", json!([{ "name": "a", "value": "b" }, { "name": "sid", "value": "zqvalue" }]));
    [
        (
            secured(key("header", "Postman-Token")),
            sending(&[("postman-token", "zqvalue")]),
            "/headers/postman-token",
        ),
        (secured(key("cookie", "sid")), changed(entry(GOOD), &[cookies]), "/headers/cookie"),
        (
            secured(json!({ "type": "http", "scheme": "bearer" })),
            sending(&[("authorization", "Bearer zqvalue")]),
            "/headers/authorization",
        ),
        (
            secured(key("query", "key")),
            changed(entry(GOOD), &[("/request/url", json!("https://shop.example/orders?key=zqvalue"))]),
            "/query/key",
        ),
    ]
}

#[test]
fn recordings_without_any_credential_say_so_once_and_softly() {
    for (contract, with, place) in schemes() {
        let report = check(&contract, &[entry(GOOD), entry(GOOD), entry(DRIFTED)]);
        assert_eq!(
            said(&report),
            ["error wrong-type /body/count", "info credentials-not-recorded "],
            "{place}"
        );
        assert_eq!(report.findings()[1].fingerprint(), "recordings all credentials-not-recorded");
        assert!(report.findings()[1].operation().is_none() && report.findings()[1].recording().is_none());

        let report = check(&contract, &[entry(GOOD), with.clone(), entry(GOOD)]);
        let missing = format!("error security-missing {place}");
        assert_eq!(said(&report), [missing.clone(), missing], "{place}");
        assert_eq!(said(&check(&contract, &[with])), [""; 0], "{place}");
    }
}

#[test]
fn one_credential_anywhere_in_the_run_shows_that_the_others_are_missing() {
    let [_, _, (contract, with, place), _] = schemes();
    let missing = [format!("error security-missing {place}")];
    let (without, with) = (har(&[entry(GOOD)]), har(&[with]));
    let files = [("a.har", without.as_bytes()), ("b.har", with.as_bytes())];
    assert_eq!(said(&check_files(&contract, &files).unwrap()), missing);
    // Another authentication scheme shows that the tool keeps the header.
    let basic = sending(&[("authorization", "Basic zqvalue")]);
    assert_eq!(said(&check(&contract, &[basic])), missing);
    // So does a request that was refused.
    let refused =
        changed(sending(&[("authorization", "Bearer zqvalue")]), &[("/response/status", json!(422))]);
    assert_eq!(said(&check(&contract, &[refused, entry(GOOD)])), missing);
}

#[test]
fn a_single_exchange_stays_strict() {
    let [_, _, (contract, _, place), _] = schemes();
    let exchange = Recorded::exchange("GET", URL).with_request([], None);
    let missing = [format!("error security-missing {place}")];
    assert_eq!(said(&contract.check_exchange(&exchange)), missing);
    assert_eq!(said(&contract.check_request("list", &exchange)), missing);
}

#[test]
fn a_refused_request_gives_no_errors_of_its_own_but_its_response_does() {
    let wrong = json!({ "mimeType": "application/json", "text": DRIFTED });
    let headers = json!([{ "name": "Content-Type", "value": "application/json" }, { "name": "X-Odd", "value": "zqvalue" }]);
    let post = |status: u16, body: &str| {
        changed(
            entry(body),
            &[
                ("/request/method", json!("POST")),
                ("/request/headers", headers.clone()),
                ("/request/postData", wrong.clone()),
                ("/response/status", json!(status)),
            ],
        )
    };
    let report = check(&contract(), &[post(422, GOOD)]);
    assert_eq!(
        (said(&report).len(), report.coverage().refused_requests(), report.coverage().messages()),
        (0, 1, 1)
    );
    let report = check(&contract(), &[post(422, DRIFTED)]);
    assert_eq!(said(&report), ["error wrong-type /body/count"]);
    let report = check(&contract(), &[post(418, GOOD)]);
    assert_eq!(said(&report), ["error status-undocumented /status"]);
    let report = check(&contract(), &[post(200, GOOD)]);
    assert_eq!(said(&report), ["warning header-undocumented /headers/x-odd", "error wrong-type /body/count"]);
    assert_eq!(report.coverage().refused_requests(), 0);
}
