//! Checks a response against the document.

use crate::check::{body, headers};
use crate::contract::{Contract, add_to_report};
use crate::findings::finding::{Check, Subject, Violation};
use crate::findings::report::Report;
use crate::pointer::{child, related};
use crate::recording::encoding;
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
            None if *status == 304 && is_conditional(recorded) => report.coverage_mut().miss_body(),
            None => {
                let spec = child(&operation.pointer, "responses");
                let what = "is a status that the spec does not have";
                violations.push(Violation::new(Check::StatusUndocumented, "/status", spec, what));
            }
            Some(response) => {
                let bodiless = operation.method() == "head" || matches!(status, 100..200 | 204 | 304);
                if message.body.is_some() || bodiless || response.body.content.is_empty() {
                    report.coverage_mut().exercise(&operation.id, &response.key);
                } else {
                    report.coverage_mut().miss_body();
                }
                self.check_documented_response(
                    operation,
                    *status,
                    response,
                    message,
                    bodiless,
                    &mut violations,
                );
            }
        }
        let subject = Subject::Response(operation.id.clone(), *status);
        add_to_report(violations, &subject, recorded, report);
    }

    /// Checks the headers and the body of a response whose status is documented.
    fn check_documented_response(
        &self,
        operation: &OperationSpec,
        status: u16,
        response: &ResponseSpec,
        message: &Message,
        bodiless: bool,
        violations: &mut Vec<Violation>,
    ) {
        let mask = self.hooks.mask.as_ref();
        headers::check(&self.inner.responses, &response.headers, message, violations);
        if bodiless {
            return;
        }
        let spec = body::check(&self.inner.responses, &response.body, message, mask, violations);
        let (Some(spec), Some(decoder)) = (spec, &self.hooks.decoder) else {
            return;
        };
        let bytes = encoding::without_bom(message.body.as_deref().unwrap_or_default());
        if let Some(place) = decoder(&operation.id, &response.key, bytes) {
            let place = format!("/body{place}");
            // A schema violation at the same location says more, if it is what the decoder rejects.
            let harmless = [Check::FieldUndocumented, Check::Unmasked];
            let explains = |violation: &Violation| {
                !harmless.contains(&violation.check) && related(&violation.instance, &place)
            };
            if !violations.iter().any(explains) {
                let what =
                    format!("matches its schema, but can't be decoded as a response with status {status}");
                violations.push(Violation::new(Check::DecodeFailed, place, spec, what));
            }
        }
    }
}

/// Returns whether the client asked for a body only if it has changed. Then a response with status 304 is no business of
/// the API: it stands for a response that the client has in its cache.
fn is_conditional(recorded: &Recorded) -> bool {
    ["if-none-match", "if-modified-since"].iter().any(|name| recorded.sent(name).is_some())
}
