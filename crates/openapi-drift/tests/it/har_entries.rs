//! Checks that an odd member of a HAR entry never costs the other entries.

use serde_json::{Value, json};

use crate::support::har::*;

const DRIFT: &str = "error wrong-type /body/count";

#[test]
fn odd_members_that_are_not_checked_change_nothing() {
    let odd =
        [json!(null), json!(1.5), json!(-1), json!(true), json!("zqvalue"), json!([]), json!([5]), json!({})];
    for member in [
        "/startedDateTime",
        "/time",
        "/cache",
        "/timings",
        "/comment",
        "/pageref",
        "/_initiator",
        "/_webSocketMessages",
        "/request/httpVersion",
        "/request/headersSize",
        "/request/bodySize",
        "/request/queryString",
        "/request/cookies",
        "/request/postData",
        "/request/headers",
        "/response/statusText",
        "/response/httpVersion",
        "/response/cookies",
        "/response/redirectURL",
        "/response/headersSize",
        "/response/bodySize",
        "/response/content/size",
        "/response/content/mimeType",
        "/response/content/compression",
        "/response/content/encoding",
    ] {
        for value in &odd {
            let drifted = changed(entry(DRIFTED), &[(member, value.clone())]);
            let report = check(&contract(), &[drifted, entry(DRIFTED)]);
            assert_eq!(said(&report), [DRIFT, DRIFT], "{member} {value}");
            assert_eq!(report.coverage().messages(), 4, "{member} {value}");
        }
    }
}

#[test]
fn missing_members_that_are_not_checked_change_nothing() {
    for member in [
        "/request/headers",
        "/request/bodySize",
        "/response/statusText",
        "/response/headers",
        "/response/bodySize",
        "/response/headersSize",
        "/response/content/size",
        "/response/content/mimeType",
    ] {
        let report = check(&contract(), &[without(entry(DRIFTED), &[member]), entry(DRIFTED)]);
        assert_eq!(said(&report), [DRIFT, DRIFT], "{member}");
    }
}

#[test]
fn a_status_that_http_does_not_have_stands_for_no_response() {
    let odd = [
        json!(0),
        json!(-1),
        json!(null),
        json!(999),
        json!(99),
        json!(0.0),
        json!(1e20),
        json!("x"),
        json!({}),
    ];
    for status in odd {
        let report = check(
            &contract(),
            &[changed(entry(DRIFTED), &[("/response/status", status.clone())]), entry(DRIFTED)],
        );
        assert_eq!(said(&report), [DRIFT], "{status}");
        assert_eq!((report.coverage().without_response(), report.coverage().messages()), (1, 3), "{status}");
    }
    for status in [json!(200.0), json!("200")] {
        let report = check(&contract(), &[changed(entry(DRIFTED), &[("/response/status", status)])]);
        assert_eq!(said(&report), [DRIFT]);
    }
    for response in [json!(null), json!(5), json!("x"), json!([]), json!({})] {
        let report = check(&contract(), &[changed(entry(GOOD), &[("/response", response)]), entry(DRIFTED)]);
        assert_eq!((said(&report), report.coverage().without_response()), (vec![DRIFT.to_owned()], 1));
    }
    let report = check(&contract(), &[without(entry(GOOD), &["/response"]), entry(DRIFTED)]);
    assert!(report.to_string().ends_with(", 1 exchange without a response"), "{report}");
}

#[test]
fn an_unusable_entry_is_named_by_index_and_field_and_the_others_are_checked() {
    let bad = |value: Value, place: &str| (value, format!("warning entry-unusable /log/entries/1{place}"));
    let with = |member, value| changed(entry(GOOD), &[(member, value)]);
    for (value, expected) in [
        bad(json!(null), ""),
        bad(json!("zqvalue"), ""),
        bad(json!([1]), ""),
        bad(json!({}), "/request"),
        bad(with("/request", json!(null)), "/request"),
        bad(with("/request", json!("zqvalue")), "/request"),
        bad(with("/request/url", json!(null)), "/request/url"),
        bad(with("/request/url", json!("")), "/request/url"),
        bad(with("/request/url", json!(["zqvalue"])), "/request/url"),
        bad(without(entry(GOOD), &["/request/url"]), "/request/url"),
        bad(with("/request/method", json!(null)), "/request/method"),
    ] {
        let report = check(&contract(), &[entry(GOOD), value, entry(DRIFTED)]);
        assert_eq!(said(&report), [expected, DRIFT.to_owned()]);
        let finding = &report.findings()[0];
        assert!(finding.recording().unwrap().ends_with("one.har"));
        assert!(!format!("{report}{report:?}{}", report.to_json()).contains("zqvalue"));
    }
}

#[test]
fn base64_is_read_in_every_form_and_costs_nothing_at_other_hosts() {
    // {"count":"zqvalue>>>???"} needs both special characters of the alphabet, and padding.
    let standard = "eyJjb3VudCI6InpxdmFsdWU+Pj4/Pz8ifQ==";
    let url_safe = standard.replace('+', "-").replace('/', "_");
    let lines = standard.as_bytes().chunks(8).map(|line| std::str::from_utf8(line).unwrap());
    let lines = lines.collect::<Vec<_>>().join("\r\n") + "\n";
    let unpadded = standard.trim_end_matches('=').to_owned();
    let encoded = |text: &str, encoding: &str| {
        let members =
            [("/response/content/text", json!(text)), ("/response/content/encoding", json!(encoding))];
        changed(entry(GOOD), &members)
    };
    for text in [standard, &url_safe, &lines, &unpadded] {
        for encoding in ["base64", "BASE64"] {
            assert_eq!(said(&check(&contract(), &[encoded(text, encoding)])), [DRIFT], "{text}");
        }
    }
    let report = check(&contract(), &[encoded("zq value!", "base64"), entry(GOOD)]);
    assert_eq!((said(&report).len(), report.coverage().bodies_not_recorded()), (0, 1));

    let elsewhere = [("/request/url", json!("https://cdn.example/logo.png"))];
    let report = check(&contract(), &[changed(encoded("zq value!", "base64"), &elsewhere), entry(GOOD)]);
    assert_eq!((said(&report).len(), report.coverage().skipped()), (0, 1));
}

#[test]
fn half_a_character_and_a_byte_order_mark_are_no_fault() {
    let text = har(&[entry(DRIFTED), entry(DRIFTED)]);
    let bom = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    assert_eq!(said(&check_bytes(&contract(), bom).unwrap()), [DRIFT, DRIFT]);
    let half = text.replacen("zqvalue", "zq\\ud83d", 1);
    assert_eq!(said(&check_bytes(&contract(), half).unwrap()), [DRIFT, DRIFT]);
}

#[test]
fn a_file_that_is_no_har_is_one_sentence_without_a_value() {
    let whole = har(&[entry(DRIFTED), entry(DRIFTED)]);
    let wide = |bytes: fn(u16) -> [u8; 2]| whole.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
    let marked = [b"\xFF\xFE".to_vec(), wide(u16::to_le_bytes)].concat();
    let no_list = "FILE: is JSON, but not a HAR file: it has no list log.entries";
    for (bytes, expected) in [
        (Vec::new(), "FILE: is empty"),
        (b"zqvalue".to_vec(), "FILE: is not JSON: line 1, column 1"),
        (b"{\"log\": {\"entries\": [zqvalue]}}".to_vec(), "FILE: is not JSON: line 1, column 22"),
        (b"{\"log\": {\"entries\": []}} zqvalue".to_vec(), "FILE: is not JSON: line 1, column 26"),
        (whole.as_bytes()[..400].to_vec(), "FILE: is not complete: it ends at line 1, column 400"),
        (whole.as_bytes()[..whole.len() - 1].to_vec(), "FILE: is not complete: it ends at line 1"),
        (marked, "FILE: is UTF-16; a HAR file is UTF-8"),
        (wide(u16::to_le_bytes), "FILE: is UTF-16; a HAR file is UTF-8"),
        (wide(u16::to_be_bytes), "FILE: is UTF-16; a HAR file is UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "FILE: is a binary file; a HAR file is JSON"),
        (b"\x1F\x8B\x08zqvalue".to_vec(), "FILE: is a binary file; a HAR file is JSON"),
        (b"PK\x03\x04zqvalue".to_vec(), "FILE: is not JSON: line 1, column 1"),
        (b"{}".to_vec(), no_list),
        (b"[]".to_vec(), no_list),
        (b"null".to_vec(), no_list),
        (b"\"zqvalue\"".to_vec(), no_list),
        (b"{\"log\": []}".to_vec(), no_list),
        (b"{\"log\": {\"entries\": null}}".to_vec(), no_list),
        (b"{\"log\": {\"entries\": {\"zqvalue\": 1}}}".to_vec(), no_list),
    ] {
        let error = check_bytes(&contract(), &bytes).unwrap_err();
        assert!(error.starts_with(expected), "{error} instead of {expected}");
        assert!(!error.contains("zqvalue") && !error.contains('\n'), "{error}");
    }
}

#[test]
fn the_order_of_members_does_not_matter() {
    let text = format!(
        r#"{{"log": {{"entries": [{{"response": {}, "request": {{"bodySize": 0, "headers": [], "url": "{URL}", "method": "GET"}}}}], "version": "1.2"}}}}"#,
        entry(DRIFTED)["response"]
    );
    assert_eq!(said(&check_bytes(&contract(), text).unwrap()), [DRIFT]);
}

#[test]
fn the_same_drift_in_many_entries_is_kept_once_and_counted_right() {
    let report = check(&contract(), &vec![entry(DRIFTED); 2_500]);
    assert!(report.findings().len() <= 1_000);
    assert_eq!(report.count(openapi_drift::Severity::Error), 2_500);
    assert_eq!(report.to_json()["counts"], json!({ "error": 2_500, "warning": 0, "info": 0 }));
    let text = report.to_string();
    assert!(
        text.contains("and at 2499 more locations") && text.matches("fingerprint:").count() == 1,
        "{text}"
    );

    let baseline = "[[accepted]]\nfingerprint = \"list 200 wrong-type /body/count\"\nreason = \"known\"\n";
    let accepted = report.clone().accept(&openapi_drift::Baseline::parse(baseline).unwrap());
    assert!(accepted.is_clean() && accepted.to_json()["accepted"] == 2_500, "{accepted}");
    assert_eq!(
        contract().empty_report().merge(report.clone()).merge(report).count(openapi_drift::Severity::Error),
        5_000
    );
}

#[test]
fn no_more_than_10_000_findings_are_kept_and_all_are_counted() {
    let contract = contract();
    let mut report = contract.empty_report();
    for index in 0..12_000 {
        let letters =
            index.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect::<String>();
        let recorded = openapi_drift::Recorded::response(200, json!({ letters: 1 }).to_string());
        report = report.merge(contract.check_response("list", &recorded));
    }
    assert_eq!((report.findings().len(), report.count(openapi_drift::Severity::Warning)), (10_000, 12_000));
    assert!(report.to_string().contains("and 2000 findings with other fingerprints"));
    assert!(!report.is_clean());
}

#[test]
fn progress_says_how_far_the_check_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.har");
    std::fs::write(&path, har(&[entry(GOOD), entry(GOOD)])).unwrap();
    let size = std::fs::metadata(&path).unwrap().len();
    let mut seen = Vec::new();
    let paths = [&path, &path];
    let report = contract().check_recordings_with(paths, |progress| seen.push(*progress)).unwrap();
    assert_eq!(report.coverage().messages(), 8);
    let last = seen.last().unwrap();
    assert_eq!((last.exchanges, last.bytes, last.total_bytes), (4, 2 * size, 2 * size));
    assert!(seen.is_sorted_by_key(|progress| (progress.exchanges, progress.bytes)));
}
