//! Checks which operation an exchange belongs to: by its host, its base path and its path.

use std::path::Path;

use openapi_drift::{Contract, Recorded, Report};
use serde_json::{Value, json};

/// Builds a document with an operation for each `METHOD /path`, which is its id, too.
fn document(servers: Value, operations: &[&str]) -> Value {
    let mut document = json!({
        "openapi": "3.0.3", "info": { "title": "t", "version": "1" }, "servers": servers, "paths": {},
    });
    for operation in operations {
        let (method, path) = operation.split_once(' ').unwrap();
        document["paths"][path][method.to_lowercase()] =
            json!({ "responses": { "200": { "description": "" } } });
    }
    document
}

fn contract(document: &Value) -> Contract {
    Contract::from_json(&document.to_string()).unwrap()
}

fn report(contract: &Contract, method: &str, url: &str) -> Report {
    contract.check_exchange(&Recorded::exchange(method, url).with_response(200, [], Some("".into())))
}

/// Returns the operation of an exchange: the one that it exercised, `skipped`, or the name of an undocumented one.
fn place(contract: &Contract, method: &str, url: &str) -> String {
    let report = report(contract, method, url);
    let coverage = report.coverage();
    let missing = coverage.missing().collect::<Vec<_>>();
    let exercised = coverage.documented().find(|pair| !missing.contains(pair));
    match (exercised, coverage.skipped()) {
        (Some((operation, _)), 0) => operation.to_owned(),
        (None, 1) => {
            assert_eq!((report.findings().len(), coverage.messages()), (0, 0), "{url}");
            "skipped".to_owned()
        }
        (None, 0) => {
            let [finding] = report.findings() else { panic!("{url}: {report}") };
            assert_eq!((finding.check().as_str(), finding.instance()), ("operation-undocumented", ""));
            finding.operation().unwrap().to_owned()
        }
        other => panic!("{url}: {other:?}"),
    }
}

/// Checks where exchanges with `GET` belong. `documented` stands for `GET /x`.
fn assert_places(document: &Value, places: &[(&str, &str)]) {
    let contract = contract(document);
    for (url, expected) in places {
        let expected = if *expected == "documented" { "GET /x" } else { expected };
        assert_eq!(place(&contract, "GET", url), expected, "{url} with {}", document["servers"]);
    }
}

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
    // A variable that is not described is one, too.
    assert_variables("https://a.example/{version}", json!(null), &[("https://a.example/v7/x", "documented")]);
}

#[test]
fn segments_are_compared_decoded() {
    let paths =
        ["GET /x:run", "GET /café", "GET /a b|c>d", "GET /it%20em/{id}", "GET /q\"{id}`", "GET /~u/@me"];
    let contract = contract(&document(json!([{ "url": "https://api.example/b%C3%A4r" }]), &paths));
    for (path, expected) in [
        ("/x:run", paths[0]),
        ("/x%3Arun", paths[0]),
        ("/%78%3arun", paths[0]),
        ("/caf%C3%A9", paths[1]),
        ("/café", paths[1]),
        ("/caf%c3%a9", paths[1]),
        ("/a%20b%7Cc%3Ed", paths[2]),
        ("/a b|c>d", paths[2]),
        ("/it em/7", paths[3]),
        // An encoded slash is a part of its segment.
        ("/it%20em/7%2F8", paths[3]),
        ("/q%22{id}%60", paths[4]),
        ("/%7Eu/%40me", paths[5]),
        ("/./x%3Arun", paths[0]),
        ("/it%20em%2F7", "GET /* (undocumented)"),
        ("/it%20em/7/8", "GET /it em/*/* (undocumented)"),
        ("/caf%E9", "GET /* (undocumented)"),
    ] {
        for base in ["https://api.example/bär", "https://api.example/b%c3%a4r", "/bär"] {
            assert_eq!(place(&contract, "GET", &format!("{base}{path}")), expected, "{base}{path}");
        }
    }
}

#[test]
fn fixed_text_comes_before_variables_from_left_to_right() {
    let paths = [
        "/x/{id}",
        "/x/{id}.json",
        "/x/a{id}",
        "/x/{file}.{ext}",
        "/x/{a}-{b}",
        "/x/fixed",
        "/{any}/fixed",
        "/y/{a}/c",
        "/y/b/{c}",
        "/{all}",
        "/",
        "/x/",
        "/x",
    ];
    let operations = paths.map(|path| format!("GET {path}"));
    let contract =
        contract(&document(json!(null), &operations.iter().map(String::as_str).collect::<Vec<_>>()));
    for (path, expected) in [
        ("/x/7", "/x/{id}"),
        ("/x/7.json", "/x/{id}.json"),
        ("/x/7.xml", "/x/{file}.{ext}"),
        ("/x/a7", "/x/a{id}"),
        ("/x/a", "/x/{id}"),
        ("/x/.json", "/x/{id}"),
        ("/x/7-8", "/x/{a}-{b}"),
        ("/x/7-8-9", "/x/{a}-{b}"),
        ("/x/fixed", "/x/fixed"),
        ("/z/fixed", "/{any}/fixed"),
        ("/y/b/c", "/y/b/{c}"),
        ("/y/a/c", "/y/{a}/c"),
        ("/w", "/{all}"),
        ("/", "/"),
        ("", "/"),
        ("/x", "/x"),
        // A slash at the end makes another resource.
        ("/x/", "/x/"),
    ] {
        assert_eq!(
            place(&contract, "GET", &format!("https://a.example{path}")),
            format!("GET {expected}"),
            "{path}"
        );
    }
    for path in ["/w/", "//w", "/x//7", "/y//c"] {
        let place = place(&contract, "GET", &format!("https://a.example{path}"));
        assert!(place.ends_with("(undocumented)"), "{path}: {place}");
    }
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
}

#[test]
fn a_query_in_a_path_template_is_required_and_a_fragment_is_ignored() {
    let paths = ["GET /?Action=List", "GET /?Action=Get&v={v}", "GET /", "GET /{b}?acl", "GET /f#Target=1"];
    let contract = contract(&document(json!(null), &paths));
    for (url, expected) in [
        ("/?Action=List", paths[0]),
        ("/?v=7&Action=Get", paths[1]),
        ("/", paths[2]),
        ("/b?acl", paths[3]),
        ("/f", paths[4]),
        ("/f#other", paths[4]),
        ("/b", "GET /* (undocumented)"),
    ] {
        let found = report(&contract, "GET", url);
        let expected_findings = usize::from(expected.ends_with("(undocumented)"));
        assert_eq!(found.findings().len(), expected_findings, "{url}: {found}");
        assert_eq!(place(&contract, "GET", url), expected, "{url}");
    }
}

#[test]
fn a_head_request_belongs_to_get_without_exercising_it() {
    let mut whole = document(json!(null), &["GET /x", "POST /x", "GET /y", "HEAD /y"]);
    let header = json!({ "X-Left": { "required": true, "schema": { "type": "integer" } } });
    whole["paths"]["/x"]["get"]["responses"]["200"] = json!({
        "description": "", "headers": header, "content": { "application/json": { "schema": { "type": "integer" } } },
    });
    let contract = contract(&whole);
    let check = |method: &str, url: &str, left: &str| {
        let headers = [("x-left".to_owned(), left.to_owned())];
        contract.check_exchange(&Recorded::exchange(method, url).with_response(200, headers, Some("".into())))
    };
    let report = check("HEAD", "/x", "5");
    assert!(report.findings().is_empty(), "{report}");
    assert_eq!((report.coverage().messages(), report.coverage().missing().count()), (1, 4));
    let report = check("head", "/x", "many");
    assert_eq!(report.findings()[0].fingerprint(), "GET /x 200 header-invalid /headers/x-left");
    assert_eq!(check("HEAD", "/y", "5").coverage().missing().count(), 3);
    assert_eq!(place(&contract, "gEt", "/y"), "GET /y");
    assert_eq!(place(&contract, "HEAD", "/z"), "HEAD /z (undocumented)");
}

#[test]
fn an_undocumented_operation_is_named_by_the_words_of_its_path_and_never_by_data() {
    let operations =
        ["GET /users/{id}/orders", "GET /users/me", "GET /{tenant}/settings", "GET /x", "GET /shop/orders"];
    let contract = contract(&document(json!([{ "url": "https://a.example/api" }]), &operations));
    let mut seen = std::collections::BTreeSet::new();
    for (method, path, expected) in [
        ("GET", "/users", "GET /users"),
        ("PUT", "/users/me", "PUT /users/me"),
        ("GET", "/users/asha", "GET /users/*"),
        ("GET", "/users/7/orders/asha", "GET /users/*/orders/*"),
        ("GET", "/v2/users/asha", "GET /v2/users/*"),
        ("GET", "/v2/x/asha/rao", "GET /v2/x/*/*"),
        ("GET", "/users/asha/refunds", "GET /users/*/refunds"),
        ("GET", "/users/asha/refunds/rao", "GET /users/*/refunds/*"),
        ("GET", "/users/asha/orders/rao", "GET /users/*/orders/*"),
        ("GET", "/shop/admin", "GET /shop/admin"),
        ("GET", "/shop/refunds/asha/rao", "GET /shop/refunds/*/*"),
        ("GET", "/shop/orders/refunds", "GET /shop/orders/*"),
        ("GET", "/v2/shop/asha", "GET /v2/shop/*"),
        ("GET", "/v1.1/x", "GET /v1.1/x"),
        // The document has a variable there.
        ("GET", "/asha", "GET /*"),
        ("GET", "/x/asha", "GET /x/*"),
        ("GET", "/shop/forgot-password", "GET /shop/forgot-password"),
        ("GET", "/v3/favicon.ico", "GET /v3/favicon.ico"),
        ("GET", "/shop/asha.rao", "GET /shop/*"),
        ("GET", "/shop/Asha", "GET /shop/*"),
        ("GET", "/shop/asha@example.com", "GET /shop/*"),
        ("GET", "/shop/4111111111111111", "GET /shop/*"),
        ("GET", "/shop/v4111111111111111", "GET /shop/*"),
        ("GET", "/shop/deadbeef", "GET /shop/*"),
        ("GET", "/shop/550e8400-e29b-41d4-a716-446655440000", "GET /shop/*"),
        ("GET", "/shop/eyJhbGciOiJIUzI1NiJ9", "GET /shop/*"),
        ("GET", "/shop/%E0%A4%86%E0%A4%B6%E0%A4%BE", "GET /shop/*"),
        ("GET", "/shop/a%2Fb", "GET /shop/*"),
        ("GET", &format!("/shop/{}", "a".repeat(41)), "GET /shop/*"),
        ("GET", "/x/", "GET /x/"),
        ("4111 1111", "/x", " /x"),
        ("GET", &"/x".repeat(20), &format!("GET {}/*", "/x".repeat(12))),
    ] {
        let found = place(&contract, method, &format!("https://a.example/api{path}?asha=rao"));
        assert_eq!(found, format!("{expected} (undocumented)"), "{path}");
        seen.insert(found);
    }
    assert!(seen.len() > 10);
    let plain = self::contract(&document(json!([{ "url": "https://a.example" }]), &["GET /x"]));
    assert_eq!(place(&plain, "GET", "https://a.example/favicon.ico"), "GET /favicon.ico (undocumented)");
    assert_eq!(place(&plain, "GET", "https://a.example/v2/users"), "GET /v2/users (undocumented)");
}

/// Returns a folder of documents and recordings as others met them.
fn field(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/field").join(name)
}

#[test]
fn recordings_of_the_field_find_their_operations() {
    for (name, expected, skipped, missing) in [
        ("04-host-and-base-path/outside-base-path", vec![], 3, 0),
        (
            "04-host-and-base-path/undocumented-fingerprints",
            vec![
                "error GET /favicon.ico (undocumented) 200 operation-undocumented ",
                "error GET /v2/users (undocumented) 200 operation-undocumented ",
            ],
            0,
            1,
        ),
        ("11-servers/op-level-servers", vec!["error op 200 wrong-type /body/a"], 0, 0),
        ("11-servers/path-level-servers", vec!["error op 200 wrong-type /body/a"], 0, 0),
        ("16-paths/path-encoded-colon", vec!["error op 200 wrong-type /body/a"], 0, 0),
        ("16-paths/path-nonascii", vec!["error op 200 wrong-type /body/a"], 0, 0),
        ("16-paths/prism-1882", vec![], 0, 0),
        ("17-small/header-object", vec![], 0, 0),
    ] {
        let contract = Contract::from_path(field(name).join("openapi.yaml")).unwrap();
        let report = contract.check_recordings(field(name).join("rec")).unwrap();
        let found = report.findings().iter().map(|it| format!("{} {}", it.severity(), it.fingerprint()));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{name}");
        let coverage = report.coverage();
        assert_eq!((coverage.skipped(), coverage.missing().count()), (skipped, missing), "{name}");
    }
}
