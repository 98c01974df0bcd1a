//! Writes a report as JUnit XML, which CI servers show as test results.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::findings::finding::Severity;
use crate::findings::groups::Group;
use crate::findings::report::Report;
use crate::findings::sections::{Owner, Part, PartName, Section};

type Xml = Writer<Vec<u8>>;

/// Holds the result of a test case.
struct Case<'a> {
    name: String,
    /// Findings at or above the threshold.
    failures: Vec<&'a Group<'a>>,
    /// Findings below the threshold.
    others: Vec<&'a Group<'a>>,
    is_skipped: bool,
}

/// Holds the test cases of an operation.
struct Suite<'a> {
    name: &'a str,
    cases: Vec<Case<'a>>,
}

impl Report {
    /// Returns the report as JUnit XML. Each operation is a test suite. Its test cases are its documented responses,
    /// and the requests and other responses that were recorded. A test case fails with its findings at or above the
    /// threshold that [`fail_on`](Report::fail_on) sets. The others are in its output. A documented response that was
    /// not exercised is skipped.
    ///
    /// ```
    /// use openapi_drift::{Contract, Recorded};
    ///
    /// # let document = r##"{
    /// #     "openapi": "3.0.3",
    /// #     "info": { "title": "Shop", "version": "1" },
    /// #     "servers": [{ "url": "https://shop.example" }],
    /// #     "paths": { "/orders": { "get": { "operationId": "list_orders", "responses": { "200": {
    /// #         "description": "The orders.",
    /// #         "content": { "application/json": { "schema": {
    /// #             "type": "object", "properties": { "count": { "type": "integer" } }
    /// #         } } }
    /// #     } } } } }
    /// # }"##;
    /// let contract = Contract::from_json(document)?;
    /// let report = contract.check_response("list_orders", &Recorded::response(200, r#"{"count": "7"}"#));
    /// assert!(report.to_junit().contains(r#"<failure type="wrong-type" message="list_orders 200 at /body/count: is"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "junit")))]
    pub fn to_junit(&self) -> String {
        let sections = self.sections();
        let suites = sections.iter().map(|section| suite(section, self.threshold())).collect::<Vec<_>>();
        let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
        // Writing to memory does not fail.
        let _ = write(&mut xml, &suites);
        let mut text = String::from_utf8(xml.into_inner()).unwrap_or_default();
        text.push('\n');
        text
    }
}

fn suite<'a>(section: &'a Section<'a>, threshold: Severity) -> Suite<'a> {
    let name = match section.owner {
        Owner::Documented(_, name) | Owner::Undocumented(name) => name,
        Owner::Document => "spec",
        Owner::Recordings => "recordings",
    };
    Suite { name, cases: section.parts.iter().map(|(name, part)| case(name, part, threshold)).collect() }
}

fn case<'a>(name: &PartName, part: &'a Part<'a>, threshold: Severity) -> Case<'a> {
    let name = match name {
        PartName::Request => "request".to_owned(),
        PartName::Response(status) => format!("response {status}"),
        PartName::Whole => "all".to_owned(),
    };
    let (failures, others) = part.groups.iter().partition(|group| group.finding.severity() >= threshold);
    let is_skipped = part.is_documented && !part.is_exercised && part.groups.is_empty();
    Case { name, failures, others, is_skipped }
}

fn write(xml: &mut Xml, suites: &[Suite<'_>]) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let cases = || suites.iter().flat_map(|suite| &suite.cases);
    let [tests, failures, _] = counts(cases());
    xml.create_element("testsuites")
        .with_attribute(("name", env!("CARGO_PKG_NAME")))
        .with_attribute(("tests", tests.as_str()))
        .with_attribute(("failures", failures.as_str()))
        .with_attribute(("errors", "0"))
        .write_inner_content(|xml| suites.iter().try_for_each(|suite| write_suite(xml, suite)))?;
    Ok(())
}

/// Counts test cases: all, those that fail, and those that are skipped.
fn counts<'a>(cases: impl Iterator<Item = &'a Case<'a>>) -> [String; 3] {
    let mut counts = [0_usize; 3];
    for case in cases {
        let [all, failed, skipped] = &mut counts;
        *all += 1;
        *failed += usize::from(!case.failures.is_empty());
        *skipped += usize::from(case.is_skipped);
    }
    counts.map(|count| count.to_string())
}

fn write_suite(xml: &mut Xml, suite: &Suite<'_>) -> io::Result<()> {
    let [tests, failures, skipped] = counts(suite.cases.iter());
    xml.create_element("testsuite")
        .with_attribute(("name", attribute(suite.name).as_str()))
        .with_attribute(("tests", tests.as_str()))
        .with_attribute(("failures", failures.as_str()))
        .with_attribute(("errors", "0"))
        .with_attribute(("skipped", skipped.as_str()))
        .write_inner_content(|xml| {
            suite.cases.iter().try_for_each(|case| write_case(xml, suite.name, case))
        })?;
    Ok(())
}

fn write_case(xml: &mut Xml, suite: &str, case: &Case<'_>) -> io::Result<()> {
    let element = xml
        .create_element("testcase")
        .with_attribute(("classname", attribute(suite).as_str()))
        .with_attribute(("name", attribute(&case.name).as_str()));
    if !case.is_skipped && case.failures.is_empty() && case.others.is_empty() {
        element.write_empty()?;
        return Ok(());
    }
    element.write_inner_content(|xml| {
        if case.is_skipped {
            let text = BytesText::new("is documented, but was not exercised");
            xml.create_element("skipped").write_text_content(text)?;
        }
        if let Some(worst) = case.failures.first() {
            // Most readers show only the first failure of a test case.
            let more = match case.failures.len() - 1 {
                0 => String::new(),
                more => format!(" (and {more} more)"),
            };
            xml.create_element("failure")
                .with_attribute(("type", worst.finding.check().as_str()))
                .with_attribute(("message", attribute(&(worst.finding.sentence() + &more)).as_str()))
                .write_text_content(BytesText::new(&details(&case.failures)))?;
        }
        if !case.others.is_empty() {
            xml.create_element("system-out").write_text_content(BytesText::new(&details(&case.others)))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Writes findings as the text format does.
fn details(groups: &[&Group<'_>]) -> String {
    let one = |group: &&Group<'_>| {
        let more = group.more().map(|more| format!("\n  {more}")).unwrap_or_default();
        format!("{}{more}\n  fingerprint: {}\n", group.finding, group.finding.fingerprint())
    };
    legal(&format!("\n{}", groups.iter().map(one).collect::<Vec<_>>().join("\n")))
}

/// Returns a text on one line, without the characters that XML does not have.
fn attribute(text: &str) -> String {
    legal(text).replace(['\t', '\n', '\r'], " ")
}

/// Replaces the characters that XML 1.0 does not have.
fn legal(text: &str) -> String {
    let is_legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|c| if is_legal(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}
