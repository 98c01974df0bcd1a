//! Checks the workflow commands of a report by the grammar that GitHub documents.

use openapi_drift::{Contract, Recorded, Report, Severity};
use serde_json::json;

use super::{TRAFFIC, all, full};

#[derive(Debug, PartialEq)]
struct Annotation {
    name: String,
    properties: Vec<(String, String)>,
    message: String,
}

fn unescaped(text: &str) -> String {
    let text = text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",");
    text.replace("%25", "%")
}

/// Parses `::name property=value,property=value::message`, as the runner does.
fn parse(line: &str) -> Option<Annotation> {
    let (command, message) = line.strip_prefix("::")?.split_once("::")?;
    let (name, properties) = command.split_once(' ').unwrap_or((command, ""));
    let properties = properties.split(',').filter(|property| !property.is_empty()).map(|property| {
        let (name, value) = property.split_once('=').unwrap_or_else(|| panic!("{property} in {line}"));
        (name.to_owned(), unescaped(value))
    });
    Some(Annotation { name: name.to_owned(), properties: properties.collect(), message: unescaped(message) })
}

/// Parses the annotations, and returns them with the last line.
fn read(report: &Report) -> (Vec<Annotation>, String) {
    let text = report.to_github();
    let mut lines = text.lines().collect::<Vec<_>>();
    let last = lines.pop().unwrap();
    assert!(!last.starts_with("::") && text.ends_with('\n'), "{text}");
    let parsed = lines.iter().map(|line| parse(line).unwrap_or_else(|| panic!("{line}")));
    (parsed.collect(), last.to_owned())
}

#[test]
fn every_line_but_the_last_is_a_command_with_documented_properties() {
    for (name, report) in all() {
        let (annotations, last) = read(&report);
        for Annotation { name, properties, message } in &annotations {
            assert!(["error", "warning", "notice"].contains(&name.as_str()), "{name}");
            let known = |(name, value): &(String, String)| {
                ["file", "title"].contains(&name.as_str()) && !value.is_empty()
            };
            assert!(properties.iter().all(known), "{properties:?}");
            assert!(message.contains("\nfingerprint: "), "{message}");
        }
        let text = report.to_string();
        assert_eq!(Some(last.as_str()), text.lines().last(), "{name}");
    }
}

#[test]
fn the_file_and_the_check_survive_the_escapes() {
    let (annotations, _) = read(&full());
    let first = annotations.iter().find(|it| it.message.starts_with("list_orders 200 at /body/count: "));
    let properties = &first.unwrap().properties;
    let expected = [("file", format!("{TRAFFIC}/list-orders.200.json")), ("title", "wrong-type".to_owned())];
    assert_eq!(*properties, expected.map(|(name, value)| (name.to_owned(), value)));
    assert!(full().to_github().contains("file=tests/fixtures/formats/traffic ä%2C 100%25/"));

    let of_entry = annotations.iter().find(|it| it.message.contains("\nrecording: ")).unwrap();
    assert!(of_entry.message.contains(TRAFFIC), "{of_entry:?}");
    let har = annotations.iter().find(|it| it.message.contains("shop.har#/log/entries/2\n")).unwrap();
    assert_eq!(har.properties[0].1, format!("{TRAFFIC}/shop.har"));
}

#[test]
fn severities_are_errors_warnings_and_notices_the_worst_first() {
    let (annotations, _) = read(&full());
    let names = annotations.iter().map(|annotation| annotation.name.as_str()).collect::<Vec<_>>();
    let mut sorted = names.clone();
    sorted.sort_by_key(|name| ["error", "warning", "notice"].iter().position(|known| known == name));
    assert_eq!(names, sorted);
    for (severity, name) in
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "notice")]
    {
        let is_found = full().findings().iter().any(|finding| finding.severity() == severity);
        assert!(is_found && names.contains(&name), "{name}");
    }
}

/// Returns a report with this many errors and as many warnings, each in a group of its own.
fn many(count: usize, odd: &str) -> Report {
    let names = (0..count).map(|index| format!("{odd}field{index}")).collect::<Vec<_>>();
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": { "/t": { "get": { "operationId": format!("{odd}t"), "responses": { "200": {
            "description": "",
            "content": { "application/json": { "schema": { "type": "object", "properties": {}, "required": names } } }
        } } } } }
    });
    let body = (0..count).map(|index| (format!("new{index}"), json!(1))).collect::<serde_json::Map<_, _>>();
    let contract = Contract::from_json(&document.to_string()).unwrap();
    contract.check_response(format!("{odd}t"), &Recorded::response(200, json!(body).to_string()))
}

#[test]
fn no_more_commands_are_printed_than_github_shows_and_the_last_line_counts_the_rest() {
    for (count, shown, rest) in [(9, 9, None), (10, 10, None), (11, 10, Some(2)), (40, 10, Some(60))] {
        let (annotations, last) = read(&many(count, ""));
        for name in ["error", "warning"] {
            let of_name = annotations.iter().filter(|annotation| annotation.name == name);
            assert_eq!(of_name.count(), shown, "{name}");
        }
        let said = last.split_once(" responses exercised").unwrap().1.to_owned();
        assert_eq!(said, rest.map_or_else(String::new, |rest| format!(", {rest} not annotated")));
    }
}

#[test]
fn a_name_in_the_document_can_not_add_a_command() {
    let odd = "x\n::error::\r\n::set-output name=a::b%0A,:";
    let (annotations, _) = read(&many(2, odd));
    assert_eq!(annotations.len(), 4);
    assert!(annotations.iter().all(|annotation| annotation.message.starts_with(odd)), "{annotations:?}");
}
