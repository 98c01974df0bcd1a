//! Checks that preflights, protocol upgrades and tunnels are skipped and counted, unless the document has them.

use openapi_drift::{Contract, Recorded};
use serde_json::{Value, json};

use crate::support::har::*;

fn asking(method: &str, headers: &[(&str, &str)], status: u16) -> Value {
    let headers =
        headers.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect::<Value>();
    changed(
        entry(""),
        &[
            ("/request/method", json!(method)),
            ("/request/headers", headers),
            ("/response/status", json!(status)),
        ],
    )
}

const PREFLIGHT: (&str, &str) = ("Access-Control-Request-Method", "POST");

fn handshakes() -> Vec<Value> {
    let socket = [("Connection", "Upgrade"), ("Upgrade", "websocket")];
    let url = |url: &str, status| changed(asking("GET", &[], status), &[("/request/url", json!(url))]);
    vec![
        asking("OPTIONS", &[PREFLIGHT, ("Origin", "https://app.example")], 204),
        asking("options", &[("access-control-request-method", "GET")], 403),
        changed(asking("OPTIONS", &[], 200), &[("/_resourceType", json!("preflight"))]),
        without(asking("OPTIONS", &[PREFLIGHT], 204), &["/response"]),
        asking("GET", &socket, 101),
        asking("GET", &[("upgrade", "WebSocket")], 426),
        asking("GET", &[("Upgrade", "h2c")], 101),
        changed(asking("GET", &[], 101), &[("/_resourceType", json!("websocket"))]),
        changed(asking("GET", &[], 0), &[("/_resourceType", json!("websocket"))]),
        url("wss://shop.example/orders", 101),
        url("ws://shop.example/orders", 0),
        url("wss://shop.example/live", 101),
        changed(asking("CONNECT", &[], 200), &[("/request/url", json!("shop.example:443"))]),
        changed(asking("CONNECT", &[], 200), &[("/request/url", json!("https://shop.example:443/"))]),
    ]
}

#[test]
fn handshakes_are_skipped_and_counted() {
    for handshake in handshakes() {
        let report = check(&contract(), &[handshake.clone(), entry(GOOD)]);
        assert!(report.findings().is_empty(), "{handshake}: {report}");
        let coverage = report.coverage();
        assert_eq!(
            (coverage.handshakes(), coverage.skipped(), coverage.messages()),
            (1, 0, 2),
            "{handshake}"
        );
    }
    let error = check_bytes(&contract(), har(&handshakes())).unwrap_err();
    assert_eq!(error, "FILE: contains only preflights, protocol upgrades and tunnels");
}

#[test]
fn handshakes_with_other_hosts_are_other_hosts() {
    let mut elsewhere = handshakes().swap_remove(0);
    elsewhere["request"]["url"] = json!("https://cdn.example/a.js");
    let report = check(&contract(), &[elsewhere, entry(GOOD)]);
    assert_eq!((report.coverage().handshakes(), report.coverage().skipped()), (0, 1));
}

#[test]
fn a_documented_handshake_is_checked() {
    let mut spec = document();
    spec["paths"]["/orders"]["options"] =
        json!({ "operationId": "options", "responses": { "204": { "description": "" } } });
    spec["paths"]["/orders"]["get"]["responses"]["1XX"] = json!({ "description": "" });
    spec["paths"]["/orders"]["get"]["responses"]["default"] = json!({ "description": "" });
    let contract = Contract::from_value(spec).unwrap();
    let report = check(&contract, &[asking("OPTIONS", &[PREFLIGHT], 200)]);
    assert_eq!(said(&report), ["error status-undocumented /status"]);
    let report = check(&contract, &[asking("GET", &[("Upgrade", "websocket")], 101)]);
    assert_eq!(
        (said(&report).len(), report.coverage().handshakes(), report.coverage().messages()),
        (0, 0, 2)
    );
    // The default documents no upgrade.
    let report = check(&contract, &[asking("GET", &[("Upgrade", "websocket")], 500), entry(GOOD)]);
    assert_eq!(report.coverage().handshakes(), 1);
}

#[test]
fn an_upgrade_that_was_only_offered_is_an_ordinary_exchange() {
    // Java's HTTP client offers HTTP/2 with each request.
    let offer =
        json!([{ "name": "Upgrade", "value": "h2c" }, { "name": "HTTP2-Settings", "value": "zqvalue" }]);
    let report = check(&contract(), &[changed(entry(DRIFTED), &[("/request/headers", offer)])]);
    assert_eq!(said(&report), ["error wrong-type /body/count"]);
    let report = check(&contract(), &[asking("OPTIONS", &[("Origin", "https://app.example")], 200)]);
    assert_eq!(said(&report), ["error operation-undocumented "]);
}

#[test]
fn handshakes_of_a_program_are_skipped_too() {
    let headers = [("access-control-request-method".to_owned(), "GET".to_owned())];
    let preflight =
        Recorded::exchange("OPTIONS", URL).with_request(headers, None).with_response(204, [], None);
    let report = contract().check_exchange(&preflight);
    assert_eq!((report.findings().len(), report.coverage().handshakes()), (0, 1));
}
