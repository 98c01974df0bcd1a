//! Checks a request against the document.

use crate::check::exchange::note_credential;
use crate::check::{body, headers, parameters, security};
use crate::contract::{Contract, add_to_report};
use crate::findings::finding::{Check, Subject, Violation};
use crate::findings::report::Report;
use crate::recording::recorded::Recorded;
use crate::spec::document::OperationSpec;

impl Contract {
    /// Checks a recorded request, and adds what is wrong to the report.
    pub(crate) fn report_request(&self, operation: &OperationSpec, recorded: &Recorded, report: &mut Report) {
        let Some(message) = &recorded.request else {
            return;
        };
        let mut violations = Vec::new();
        let inner = &self.inner;
        parameters::check(&inner.document, &inner.requests, operation, recorded, &mut violations);
        headers::check(&self.inner.requests, &operation.headers, message, &mut violations);
        if let Some(sent) = &message.headers {
            let url = recorded.target.as_ref().map(|target| target.url.as_str());
            security::check(operation, sent, url, &mut violations);
            headers::check_undocumented(operation, sent, &self.hooks.ignored_headers, &mut violations);
        }
        note_credential(operation, recorded, report);
        match &operation.body {
            Some(documented) => {
                if message.body.is_none() && !documented.content.is_empty() {
                    report.coverage_mut().miss_body();
                }
                let extra = body::Extra { mask: self.hooks.mask.as_ref(), decoder: None };
                body::check(&self.inner.requests, documented, message, extra, &mut violations);
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
        let subject = Subject::Request(operation.id.clone());
        add_to_report(violations, subject, recorded, report);
    }
}
