//! Checks which operation the path and the method of an exchange belong to, and the names of undocumented ones.

use openapi_drift::{Contract, Recorded};
use serde_json::json;

use crate::support::field;
use crate::support::places::{contract, document, place, report};

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

#[test]
fn recordings_of_the_field_find_their_operations() {
    for (name, expected, skipped, missing) in [
        ("04-host-and-base-path/outside-base-path", vec![], 3, 0),
        (
            "04-host-and-base-path/undocumented-fingerprints",
            vec![
                "error GET /favicon.ico (undocumented) 200 operation-undocumented",
                "error GET /v2/users (undocumented) 200 operation-undocumented",
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
