//! Checks which exchanges belong to the servers of a document, by host, port and base path.

use serde_json::{Value, json};

use crate::support::places::{assert_places, contract, document, place};

const UNDOCUMENTED: &str = "GET /y (undocumented)";

#[test]
fn an_exchange_with_another_host_or_outside_of_the_base_path_is_skipped_and_counted() {
    let urls = [
        "https://user:word@API.example.com:443/v1/",
        "http://b.example:8080",
        "https://c.example",
        "https://d.example./",
    ];
    let servers = urls.iter().map(|url| json!({ "url": url })).collect();
    let document = document(servers, &["GET /x"]);
    assert_places(
        &document,
        &[
            ("https://api.example.com/v1/x", "documented"),
            ("http://api.example.com/v1/x", "documented"),
            ("http://api.example.com:443/v1/x", "documented"),
            ("https://someone@api.example.com./v1/x?", "documented"),
            ("https://API.EXAMPLE.com:443/v1/x#part", "documented"),
            ("http://b.example:8080/x", "documented"),
            ("http://c.example:443/x", "documented"),
            ("https://c.example:80/x", "documented"),
            ("https://d.example/x", "documented"),
            ("/v1/x", "documented"),
            ("/x", "documented"),
            ("https://api.example.com/v1/y", UNDOCUMENTED),
            ("https://api.example.com:8443/v1/x", "skipped"),
            ("http://b.example/x", "skipped"),
            ("https://api.example.com.evil.example/v1/x", "skipped"),
            ("https://example.com/v1/x", "skipped"),
            ("https://api.example.com/x", "skipped"),
            ("https://api.example.com/v1x/x", "skipped"),
            ("https://api.example.com/v10/x", "skipped"),
            ("https://api.example.com/", "skipped"),
            ("https://api.example.com/V1/x", "skipped"),
            ("data:text/html,x", "skipped"),
            ("chrome-extension://api.example.com/v1/x", "skipped"),
            ("blob:https://api.example.com/v1/x", "skipped"),
            ("http://[/v1/x", "skipped"),
        ],
    );
}

#[test]
fn a_document_without_servers_is_about_any_host() {
    for servers in [json!([]), json!(null), json!([{}]), json!([{ "url": "/" }]), json!("x")] {
        assert_places(
            &document(servers, &["GET /x"]),
            &[
                ("https://anything.example/x", "documented"),
                ("/x", "documented"),
                ("https://anything.example/y", UNDOCUMENTED),
            ],
        );
    }
    for url in ["/v1", "v1", "./v1/", "../v1", "/v1?a=b#c"] {
        assert_places(
            &document(json!([{ "url": url }]), &["GET /x"]),
            &[
                ("https://anything.example/v1/x", "documented"),
                ("/v1/x", "documented"),
                ("https://anything.example/x", "skipped"),
                ("https://anything.example/v1/y", UNDOCUMENTED),
            ],
        );
    }
}

#[test]
fn a_host_in_another_script_is_the_same_host_as_it_is_sent() {
    let variable =
        json!({ "url": "https://{shop}.bücher.example", "variables": { "shop": { "default": "a" } } });
    assert_places(
        &document(json!([{ "url": "https://bücher.example" }, variable]), &["GET /x"]),
        &[
            ("https://bücher.example/x", "documented"),
            ("https://xn--bcher-kva.example/x", "documented"),
            ("https://b.xn--bcher-kva.example/x", "documented"),
            ("https://bucher.example/x", "skipped"),
        ],
    );
    assert_places(
        &document(json!([{ "url": "//api.example/v1" }]), &["GET /x"]),
        &[
            ("https://api.example/v1/x", "documented"),
            ("//api.example/v1/x", "documented"),
            ("//other.example/v1/x", "skipped"),
        ],
    );
}

#[test]
fn a_stand_in_on_the_same_machine_is_any_server_with_or_without_its_base_path() {
    let document = document(json!([{ "url": "https://api.example.com/v1" }]), &["GET /x", "GET /z/{a}/x"]);
    for host in ["127.0.0.1:9", "localhost", "[::1]:8080", "127.0.0.2", "api.localhost:80"] {
        assert_places(
            &document,
            &[
                (&format!("http://{host}/v1/x"), "documented"),
                (&format!("http://{host}/x"), "documented"),
                (&format!("http://{host}/v1/y"), UNDOCUMENTED),
                (&format!("http://{host}/y"), "skipped"),
            ],
        );
    }
    assert_places(
        &document,
        &[("http://192.168.0.1/x", "skipped"), ("http://localhost.example/x", "skipped")],
    );
}

#[test]
fn the_servers_of_an_operation_come_before_those_of_its_path_and_those_before_the_documents() {
    let mut whole = document(json!([{ "url": "https://a.example/v1" }]), &["GET /x", "POST /x", "GET /z"]);
    whole["paths"]["/x"]["servers"] = json!([{ "url": "https://b.example" }]);
    whole["paths"]["/x"]["get"]["servers"] = json!([{ "url": "https://c.example/up/" }, { "url": "/here" }]);
    whole["paths"]["/z"]["get"]["servers"] = json!([]);
    let contract = contract(&whole);
    for (method, url, expected) in [
        ("GET", "https://c.example/up/x", "GET /x"),
        ("GET", "https://d.example/here/x", "GET /x"),
        ("POST", "https://b.example/x", "POST /x"),
        ("GET", "https://a.example/v1/z", "GET /z"),
        ("GET", "https://a.example/v1/x", "GET /x (undocumented)"),
        ("POST", "https://a.example/v1/x", "POST /x (undocumented)"),
        // The path is documented there, with another method.
        ("PUT", "https://b.example/x", "PUT /x (undocumented)"),
        ("GET", "https://b.example/z", "skipped"),
        ("GET", "https://c.example/x", "skipped"),
        ("GET", "https://d.example/x", "skipped"),
    ] {
        assert_eq!(place(&contract, method, url), expected, "{method} {url}");
    }
    // Every operation has servers of its own, so no other host belongs to the document.
    let mut own = document(json!(null), &["GET /x"]);
    own["paths"]["/x"]["servers"] = json!([{ "url": "https://b.example" }]);
    assert_places(
        &own,
        &[
            ("https://b.example/x", "documented"),
            ("https://b.example/y", UNDOCUMENTED),
            ("https://metrics.example/x", "skipped"),
        ],
    );
}

/// Checks where exchanges belong if the document has one server with these variables.
fn assert_variables(url: &str, variables: Value, places: &[(&str, &str)]) {
    assert_places(&document(json!([{ "url": url, "variables": variables }]), &["GET /x"]), places);
}

#[test]
fn the_variables_of_a_server_match_their_enum_or_one_segment() {
    assert_variables(
        "https://{region}.example/v1",
        json!({ "region": { "enum": ["eu", "US"], "default": "eu" } }),
        &[
            ("https://eu.example/v1/x", "documented"),
            ("https://us.example/v1/x", "documented"),
            ("https://ap.example/v1/x", "skipped"),
            ("https://example/v1/x", "skipped"),
        ],
    );
    assert_variables(
        "https://{tenant}.example/{version}",
        json!({ "tenant": { "default": "a" }, "version": { "default": "v1" } }),
        &[
            ("https://a.example/v1/x", "documented"),
            ("https://b.c.example/v2/x", "documented"),
            ("https://a.example/v1/beta/x", "GET /beta/x (undocumented)"),
            ("https://a.example/x", "GET / (undocumented)"),
            ("https://a.example:8443/v1/x", "skipped"),
            ("https://example/v1/x", "skipped"),
        ],
    );
    assert_variables(
        "{scheme}://api-{stage}.example:{port}/v{major}",
        json!({
            "scheme": { "enum": ["https", "http"], "default": "https" }, "stage": { "default": "test" },
            "port": { "enum": [443, "8443"], "default": 443 }, "major": { "enum": ["1", "2"], "default": "1" },
        }),
        &[
            ("https://api-live.example/v2/x", "documented"),
            ("https://api-live.example:8443/v1/x", "documented"),
            ("https://api-live.example:9/v1/x", "skipped"),
            ("https://api-live.example/v3/x", "skipped"),
        ],
    );
    assert_variables(
        "https://a.example/{base}",
        json!({ "base": { "default": "api/v1" } }),
        &[
            ("https://a.example/api/v1/x", "documented"),
            ("https://a.example/v2/x", "documented"),
            ("https://a.example/some/other/base/x", "documented"),
        ],
    );
}

#[test]
fn the_variables_of_a_server_may_hold_several_parts_of_its_url() {
    assert_variables(
        "https://a.example{base}/more",
        json!({ "base": { "default": "/api/v1" } }),
        &[
            ("https://a.example/api/v1/more/x", "documented"),
            ("https://a.example/v2/more/x", "documented"),
            ("https://a.example/v2/x", "skipped"),
        ],
    );
    assert_variables(
        "https://a.example/{base}",
        json!({ "base": { "enum": ["", "v1", "v2/beta"], "default": "" } }),
        &[
            ("https://a.example/x", "documented"),
            ("https://a.example/v1/x", "documented"),
            ("https://a.example/v2/beta/x", "documented"),
            ("https://a.example/v2/x", "GET /v2/x (undocumented)"),
        ],
    );
    assert_variables(
        "https://a.example/{base}/v1",
        json!({ "base": { "default": "" } }),
        &[
            ("https://a.example/v1/x", "documented"),
            ("https://a.example/shop/v1/x", "documented"),
            ("https://a.example/shop/x", "skipped"),
        ],
    );
    assert_variables(
        "{server}/v1",
        json!({ "server": { "enum": ["https://a.example", "https://b.example/api"], "default": "" } }),
        &[
            ("https://a.example/v1/x", "documented"),
            ("https://b.example/api/v1/x", "documented"),
            ("https://a.example/api/v1/x", "skipped"),
        ],
    );
    assert_variables(
        "https://{host}/v1",
        json!({ "host": { "default": "localhost:8080" } }),
        &[("https://a.example/v1/x", "documented"), ("https://a.example:8443/v1/x", "documented")],
    );
    assert_variables(
        "{server}/v1",
        json!({ "server": { "default": "https://a.example/api" } }),
        &[
            ("https://a.example/api/v1/x", "documented"),
            ("https://a.example/v1/x", "skipped"),
            ("https://b.example/api/v1/x", "skipped"),
        ],
    );
    assert_variables(
        "https://api.{domain}",
        json!({ "domain": { "default": "a.example" } }),
        &[("https://api.b.c.example/x", "documented"), ("https://api.b.example:8443/x", "skipped")],
    );
    // A variable that is not described is one, too.
    assert_variables("https://a.example/{version}", json!(null), &[("https://a.example/v7/x", "documented")]);
}

#[test]
fn a_server_that_ends_in_a_slash_may_double_it() {
    let places = |url: &str, doubled: &str| {
        let document = document(json!([{ "url": url }]), &["GET /x"]);
        assert_places(
            &document,
            &[("https://a.example/v1/x", "documented"), ("https://a.example/v1//x", doubled)],
        );
    };
    places("https://a.example/v1/", "documented");
    places("https://a.example/v1", "GET //x (undocumented)");
    let root = document(json!([{ "url": "https://a.example/v1" }]), &["GET /"]);
    assert_places(&root, &[("https://a.example/v1", "GET /"), ("https://a.example/v1/", "GET /")]);
}
