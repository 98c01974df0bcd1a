//! One request against the document.

use super::contract::{Contract, finish};
use super::document::Documented;
use super::finding::{Check, Fault, MessageOf};
use super::recorded::Recorded;
use super::report::Report;
use super::{body, headers, security};

impl Contract {
    pub(super) fn request(&self, documented: &Documented, recorded: &Recorded, report: &mut Report) {
        let Some(message) = &recorded.request else {
            return;
        };
        let mut faults = Vec::new();
        headers::faults(&self.inner.requests, &documented.headers, message, &mut faults);
        if let Some(sent) = &message.headers {
            let url = recorded.target.as_ref().map(|target| target.url.as_str());
            security::faults(documented, sent, url, &mut faults);
            headers::undocumented(documented, sent, &mut faults);
        }
        match &documented.body {
            Some(documented) => {
                let mask = self.hooks.mask.as_ref();
                let _ = body::faults(&self.inner.requests, documented, message, mask, &mut faults);
            }
            None if message.body.as_ref().is_some_and(|body| !body.is_empty()) => {
                let what = "is a body where the spec has none";
                faults.push(Fault::new(Check::ContentTypeUndocumented, "/body", &documented.pointer, what));
            }
            None => {}
        }
        let of = MessageOf { operation: documented.id.clone(), status: None };
        finish(faults, &of, recorded, report);
    }
}
