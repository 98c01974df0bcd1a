//! Checks a response against the document.

use serde_json::Value;

use crate::check::{body, headers};
use crate::contract::{Contract, add_to_report};
use crate::findings::finding::{Check, Subject, Violation};
use crate::findings::report::Report;
use crate::pointer::child;
use crate::recording::recorded::{Message, Recorded};
use crate::spec::document::{OperationSpec, ResponseSpec};

impl Contract {
    /// Checks a recorded response, and adds what is wrong to the report.
    pub(crate) fn report_response(
        &self,
        operation: &OperationSpec,
        recorded: &Recorded,
        report: &mut Report,
    ) {
        let Some((status, message)) = &recorded.response else {
            return;
        };
        let mut violations = Vec::new();
        match operation.response(*status) {
            // OpenAPI 3.1 lets an operation say nothing about its responses.
            None if operation.responses.is_empty() => {}
            None if *status == 304 && is_conditional(recorded) => report.coverage_mut().miss_body(),
            None => {
                let spec = child(&operation.pointer, "responses");
                let what = "is a status that the spec does not have";
                violations.push(Violation::new(Check::StatusUndocumented, "/status", spec, what));
            }
            Some(response) => {
                let target = recorded.target.as_ref();
                let is_head = target.is_some_and(|target| target.method.eq_ignore_ascii_case("head"));
                let is_documented_head = operation.method() == "head";
                let bodiless = is_head || is_documented_head || matches!(status, 100..200 | 204 | 304);
                if message.body.is_none() && !bodiless && !response.body.content.is_empty() {
                    report.coverage_mut().miss_body();
                } else if !is_head || is_documented_head {
                    // A response to `HEAD` does not have the content that is documented for `GET`.
                    report.coverage_mut().exercise(response.position);
                }
                self.check_documented_response(operation, response, message, bodiless, &mut violations);
            }
        }
        let subject = Subject::Response(operation.id.clone(), *status);
        add_to_report(violations, subject, recorded, report);
    }

    /// Checks the headers and the body of a response whose status is documented.
    fn check_documented_response(
        &self,
        operation: &OperationSpec,
        response: &ResponseSpec,
        message: &Message,
        bodiless: bool,
        violations: &mut Vec<Violation>,
    ) {
        headers::check(&self.inner.responses, &response.headers, message, violations);
        if !bodiless {
            let decoder = self.hooks.decoder.as_ref();
            let decode = decoder.map(|decoder| |body: &Value| decoder(&operation.id, &response.key, body));
            let decoder = decode.as_ref().map(|decode| decode as _);
            let extra = body::Extra { mask: self.hooks.mask.as_ref(), decoder };
            body::check(&self.inner.responses, &response.body, message, extra, violations);
        }
    }
}

/// Returns whether the client asked for a body only if it has changed. Then a response with status 304 is no business of
/// the API: it stands for a response that the client has in its cache.
fn is_conditional(recorded: &Recorded) -> bool {
    ["if-none-match", "if-modified-since"].iter().any(|name| recorded.sent(name).is_some())
}
