//! Checks the messages of an exchange.

use crate::check::security;
use crate::contract::Contract;
use crate::findings::report::Report;
use crate::recording::recorded::Recorded;
use crate::spec::document::OperationSpec;

impl Contract {
    /// Checks both messages of an exchange. A refused request is not checked: it was wrong, perhaps on purpose, and its
    /// response says so.
    pub(crate) fn report_exchange(
        &self,
        operation: &OperationSpec,
        recorded: &Recorded,
        report: &mut Report,
    ) {
        let is_refused = matches!(recorded.response, Some((400..=499, _)));
        match recorded.request {
            Some(_) if is_refused => {
                report.coverage_mut().skip_refused_request();
                note_credential(operation, recorded, report);
            }
            Some(_) => self.report_request(operation, recorded, report),
            None => {}
        }
        match recorded.response {
            Some(_) => self.report_response(operation, recorded, report),
            None => report.coverage_mut().miss_response(),
        }
    }
}

/// Notes whether the request carries a credential that the document asks for.
pub(crate) fn note_credential(operation: &OperationSpec, recorded: &Recorded, report: &mut Report) {
    let sent = recorded.request.as_ref().and_then(|request| request.headers.as_deref());
    let url = recorded.target.as_ref().map(|target| target.url.as_str());
    if sent.is_some_and(|sent| security::carries_any(operation, sent, url)) {
        report.add_credential();
    }
}
