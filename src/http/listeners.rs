//! [`Listeners`]: the functions that receive the report of each call.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::CallReport;

type Listener = Box<dyn Fn(&CallReport) + Send + Sync>;

#[derive(Default)]
pub(crate) struct Listeners(Vec<Listener>);

impl Listeners {
    pub(crate) fn add(&mut self, listener: impl Fn(&CallReport) + Send + Sync + 'static) {
        self.0.push(Box::new(listener));
    }

    pub(super) fn tell(&self, report: &CallReport) {
        for listener in &self.0 {
            // A listener that panics must not turn a billed success into a failure.
            if catch_unwind(AssertUnwindSafe(|| listener(report))).is_err() {
                tracing::error!("a listener of on_call has panicked");
            }
        }
    }
}
