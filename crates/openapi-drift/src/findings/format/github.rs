//! Writes a report as workflow commands, which GitHub Actions shows as annotations.

use std::fmt::Write as _;

use crate::findings::finding::Severity;
use crate::findings::groups::Group;
use crate::findings::report::Report;

/// The most annotations of one type that GitHub shows for a step.
const MAX_ANNOTATIONS: usize = 10;

impl Report {
    /// Returns the report for GitHub Actions: a workflow command for each finding, such as `::error
    /// file=…,title=…::…`, and a last line with the total. GitHub shows the commands as annotations, but only ten of
    /// each type for a step. So the rest is only counted, in the last line.
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
    /// assert!(report.to_github().starts_with("::error title=wrong-type::list_orders 200 at /body/count: is"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_github(&self) -> String {
        let groups = self.groups();
        let mut text = String::new();
        let mut shown = 0;
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            let of_severity = groups.iter().filter(|group| group.finding.severity() == severity);
            for group in of_severity.take(MAX_ANNOTATIONS) {
                shown += 1;
                let _ = writeln!(text, "{}", command(group));
            }
        }
        text += &self.total();
        if shown < groups.len() {
            let _ = write!(text, ", {} not annotated", groups.len() - shown);
        }
        text.push('\n');
        text
    }
}

fn command(group: &Group<'_>) -> String {
    let finding = group.finding;
    let name = match finding.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let file = finding.file().map(|file| format!("file={},", property(file))).unwrap_or_default();
    let mut message = finding.sentence();
    if !finding.spec().is_empty() {
        let _ = write!(message, "\nspec: {}", finding.spec());
    }
    if !finding.affects().is_empty() {
        let _ = write!(message, "\naffects: {}", finding.affected().join(", "));
    }
    if let Some(recording) = finding.recording() {
        let _ = write!(message, "\nrecording: {recording}");
    }
    if let Some(more) = group.more() {
        let _ = write!(message, "\n{more}");
    }
    let _ = write!(message, "\nfingerprint: {}", finding.fingerprint());
    format!("::{name} {file}title={}::{}", property(finding.check().as_str()), data(&message))
}

/// Escapes the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
