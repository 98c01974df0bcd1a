//! Checks the JUnit XML of a report against the schema of Jenkins, and what its test cases are.

use openapi_drift::{Contract, Recorded, Report, Severity};
use serde_json::json;
use uppsala::{NodeId, XPathEvaluator, XPathValue, XsdValidator};

use super::{UNDOCUMENTED, all, full, text};

/// Returns what the schema says against a document.
fn refusals(xml: &str) -> Vec<String> {
    let schema = text("jenkins-junit.xsd");
    let schema = uppsala::parse(&schema).unwrap();
    let document = uppsala::parse(xml).unwrap_or_else(|error| panic!("{error}\n{xml}"));
    let refused = XsdValidator::from_schema(&schema).unwrap().validate(&document);
    refused.iter().map(|error| format!("{error:?}")).collect()
}

/// Returns the texts that an `XPath` expression selects.
fn select(xml: &str, path: &str) -> Vec<String> {
    let mut document = uppsala::parse(xml).unwrap();
    document.prepare_xpath();
    match XPathEvaluator::new().evaluate(&document, document.root(), path).unwrap() {
        XPathValue::NodeSet(nodes) => {
            let text = |node: NodeId| XPathValue::NodeSet(vec![node]).to_string_value(&document);
            nodes.into_iter().map(text).collect()
        }
        value => vec![value.to_string_value(&document)],
    }
}

fn one(xml: &str, path: &str) -> String {
    let found = select(xml, path);
    assert_eq!(found.len(), 1, "{path}: {found:?}\n{xml}");
    found.concat()
}

#[test]
fn every_report_is_a_document_as_the_schema_of_jenkins_says() {
    for (name, report) in all() {
        for threshold in [Severity::Info, Severity::Warning, Severity::Error] {
            let xml = report.clone().fail_on(threshold).to_junit();
            assert_eq!(refusals(&xml), [] as [String; 0], "{name}");
        }
    }
    for (from, to) in [("<testcase ", "<case "), ("</testcase>", "</case>"), (" name=", " nom=")] {
        let broken =
            full().to_junit().replace(from, to).replace("<case ", "<odd ").replace("</case>", "</odd>");
        let is_refused = uppsala::parse(&broken).is_err() || !refusals(&broken).is_empty();
        assert!(is_refused, "{from}");
    }
}

#[test]
fn an_operation_is_a_suite_and_a_documented_or_recorded_message_a_test_case() {
    let xml = full().to_junit();
    assert_eq!(
        select(&xml, "/testsuites/testsuite/@name"),
        ["list_orders", "create_order", "DELETE /orders/{id}", UNDOCUMENTED]
    );
    let cases = |suite: &str| select(&xml, &format!("//testsuite[@name='{suite}']/testcase/@name"));
    assert_eq!(
        cases("list_orders"),
        ["request", "response 200", "response 404", "response 4XX", "response default"]
    );
    assert_eq!(cases("create_order"), ["request", "response 201", "response 409"]);
    assert_eq!(cases(UNDOCUMENTED), ["response 200"]);
    assert_eq!(select(&xml, "//testcase[skipped]/../@name"), ["list_orders", "DELETE /orders/{id}"]);
    assert_eq!(
        select(&xml, "//testcase[skipped]/@name"),
        ["response 404", "response default", "response 204", "response 404"]
    );
}

#[test]
fn a_finding_at_the_threshold_fails_its_test_case_and_one_below_it_is_output() {
    let report = |threshold| full().fail_on(threshold).to_junit();
    let case = "//testsuite[@name='list_orders']/testcase[@name='response 200']";
    for (threshold, failed) in [
        (Severity::Info, vec!["enum-unknown", "field-undocumented", "wrong-type"]),
        (Severity::Warning, vec!["field-undocumented", "wrong-type"]),
        (Severity::Error, vec!["wrong-type"]),
    ] {
        let xml = report(threshold);
        let failure = one(&xml, &format!("{case}/failure"));
        let output = select(&xml, &format!("{case}/system-out")).concat();
        for check in ["enum-unknown", "field-undocumented", "wrong-type"] {
            let is_failed = failed.contains(&check);
            assert_eq!(failure.contains(check), is_failed, "{threshold} {check}\n{xml}");
            assert_eq!(output.contains(check), !is_failed, "{threshold} {check}\n{xml}");
        }
        assert_eq!(one(&xml, &format!("{case}/failure/@type")), "wrong-type");
    }
    let xml = report(Severity::Error);
    let message = one(&xml, &format!("{case}/failure/@message"));
    assert!(message.starts_with("list_orders 200 at /body/count: is a string of 8 characters"), "{message}");
    let message = one(&report(Severity::Info), &format!("{case}/failure/@message"));
    assert!(message.ends_with(" (and 2 more)"), "{message}");
}

#[test]
fn the_counts_of_a_suite_are_those_of_its_test_cases() {
    let xml = full().to_junit();
    for suite in select(&xml, "//testsuite/@name") {
        let at = format!("//testsuite[@name='{suite}']");
        for (count, cases) in
            [("tests", ""), ("failures", "[failure]"), ("errors", "[error]"), ("skipped", "[skipped]")]
        {
            let counted = select(&xml, &format!("{at}/testcase{cases}")).len();
            assert_eq!(one(&xml, &format!("{at}/@{count}")), counted.to_string(), "{suite} {count}");
        }
    }
    for (count, cases) in [("tests", ""), ("failures", "[failure]")] {
        let counted = select(&xml, &format!("//testcase{cases}")).len();
        assert_eq!(one(&xml, &format!("/testsuites/@{count}")), counted.to_string());
    }
}

#[test]
fn no_name_of_a_document_or_of_a_file_breaks_the_xml() {
    let odd = "a\u{0}b\u{1b}[31m\u{8}\u{b}\u{fffe}\u{ffff}\n]]><!--&amp;\"'\t\r\u{1f600}";
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": { "/t": { "get": { "operationId": odd, "responses": { "200": {
            "description": "",
            "content": { "application/json": { "schema": {
                "type": "object", "required": [odd], "properties": { odd: { "type": "string", "enum": [odd] } }
            } } }
        } } } } }
    });
    let contract = Contract::from_json(&document.to_string()).unwrap();
    let check = |body: serde_json::Value| -> Report {
        contract.check_response(odd, &Recorded::response(200, body.to_string()))
    };
    let xml = check(json!({})).merge(check(json!({ odd: "other" }))).to_junit();
    assert_eq!(refusals(&xml), [] as [String; 0]);
    let is_legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(xml.chars().all(is_legal));
    let name = one(&xml, "//testsuite/@name");
    assert_eq!(name, "a\u{fffd}b\u{fffd}[31m\u{fffd}\u{fffd}\u{fffd}\u{fffd} ]]><!--&amp;\"'  \u{1f600}");
}
