//! One response against the document.

use super::contract::{Contract, finish};
use super::document::{Answer, Documented};
use super::finding::{Check, Fault, MessageOf};
use super::pointer::{child, related};
use super::recorded::{Message, Recorded};
use super::report::Report;
use super::{body, headers};

impl Contract {
    pub(super) fn answer(&self, documented: &Documented, recorded: &Recorded, report: &mut Report) {
        let Some((status, message)) = &recorded.answer else {
            return;
        };
        let mut faults = Vec::new();
        match documented.answer(*status) {
            None => {
                let spec = child(&documented.pointer, "responses");
                let what = "is a status that the spec does not have";
                faults.push(Fault::new(Check::StatusUndocumented, "/status", spec, what));
            }
            Some(answer) => {
                report.coverage_mut().exercise(&documented.id, &answer.key);
                let bodiless = documented.method() == "head" || matches!(status, 100..200 | 204 | 304);
                self.answer_faults(documented, *status, answer, message, bodiless, &mut faults);
            }
        }
        let of = MessageOf { operation: documented.id.clone(), status: Some(*status) };
        finish(faults, &of, recorded, report);
    }

    fn answer_faults(
        &self,
        documented: &Documented,
        status: u16,
        answer: &Answer,
        message: &Message,
        bodiless: bool,
        faults: &mut Vec<Fault>,
    ) {
        let mask = self.hooks.mask.as_ref();
        headers::faults(&self.inner.answers, &answer.headers, message, faults);
        if bodiless {
            return;
        }
        let spec = body::faults(&self.inner.answers, &answer.body, message, mask, faults);
        let (Some(spec), Some(decoder)) = (spec, &self.hooks.decoder) else {
            return;
        };
        let bytes = message.body.as_deref().unwrap_or_default();
        if let Some(place) = decoder(&documented.id, &answer.key, bytes) {
            let place = format!("/body{place}");
            // What a schema says of the same place says more, if it is why the decoder refuses it.
            let takes = [Check::FieldUndocumented, Check::Unmasked];
            let told = |fault: &Fault| !takes.contains(&fault.check) && related(&fault.instance, &place);
            if !faults.iter().any(told) {
                let what = format!(
                    "fits its schema, but the decoder can't take it as a response with status {status}"
                );
                faults.push(Fault::new(Check::DecodeFailed, place, spec, what));
            }
        }
    }
}
