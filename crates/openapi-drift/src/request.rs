//! Checks a request against the document.

use super::contract::{Contract, add_to_report};
use super::document::OperationSpec;
use super::finding::{Check, MessageId, Violation};
use super::recorded::Recorded;
use super::report::Report;
use super::{body, headers, security};

impl Contract {
    /// Checks a recorded request, and adds what is wrong to the report.
    pub(super) fn report_request(&self, operation: &OperationSpec, recorded: &Recorded, report: &mut Report) {
        let Some(message) = &recorded.request else {
            return;
        };
        let mut violations = Vec::new();
        headers::check(&self.inner.requests, &operation.headers, message, &mut violations);
        if let Some(sent) = &message.headers {
            let url = recorded.target.as_ref().map(|target| target.url.as_str());
            security::check(operation, sent, url, &mut violations);
            headers::check_undocumented(operation, sent, &mut violations);
        }
        match &operation.body {
            Some(documented) => {
                let mask = self.hooks.mask.as_ref();
                let _ = body::check(&self.inner.requests, documented, message, mask, &mut violations);
            }
            None if message.body.as_ref().is_some_and(|body| !body.is_empty()) => {
                let what = "is a body where the spec has none";
                violations.push(Violation::new(
                    Check::ContentTypeUndocumented,
                    "/body",
                    &operation.pointer,
                    what,
                ));
            }
            None => {}
        }
        let message_id = MessageId { operation: operation.id.clone(), status: None };
        add_to_report(violations, &message_id, recorded, report);
    }
}
