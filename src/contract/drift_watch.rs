//! [`DriftWatch`]: checks responses for drift in production.

use std::num::NonZeroU32;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::{fmt, io, thread};

use openapi_drift::{Report, Severity};
use tracing::dispatcher::{self, Dispatch};

use super::embedded::embedded;
use super::exchange::response;
use crate::http::observe::{Exchange, sealed};

/// How many responses may wait for their check. If the queue is full, new ones go unchecked, so that a slow listener
/// does not use up memory.
const MAX_WAITING_RESPONSES: usize = 64;
/// How many findings of one response become events.
const MAX_EVENTS_PER_RESPONSE: usize = 20;

type Listener = Box<dyn Fn(&Report) + Send>;

/// Checks a client's responses against the spec in production (feature `contract`), for
/// [`ClientBuilder::observe`](crate::ClientBuilder::observe).
///
/// The checks run on a thread of their own, which ends with the client. They never fail or delay a call; if the queue
/// is full, new responses go unchecked. A report holds no value of a response.
///
/// ```no_run
/// use deepvue_digilocker::{Client, contract::DriftWatch};
///
/// let watch = DriftWatch::spawn(|report| eprintln!("{report}"))?;
/// let client = Client::builder().client_id("…").client_secret("…").observe(watch).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a watch checks nothing until it is passed to observe()"]
pub struct DriftWatch {
    queue: SyncSender<(Exchange, Dispatch)>,
    one_in: NonZeroU32,
    seen: AtomicU32,
}

impl DriftWatch {
    /// Starts the thread. `listener` receives the report of each response that has drifted, and each finding is a
    /// `tracing` event (target `deepvue_digilocker::contract::drift_watch`).
    ///
    /// # Errors
    ///
    /// Returns an error if the thread can't be started.
    pub fn spawn(listener: impl Fn(&Report) + Send + 'static) -> io::Result<Self> {
        let (queue, responses) = sync_channel(MAX_WAITING_RESPONSES);
        let listener: Listener = Box::new(listener);
        thread::Builder::new().name("digilocker-drift".into()).spawn(move || check(&responses, &listener))?;
        Ok(Self { queue, one_in: NonZeroU32::MIN, seen: AtomicU32::new(0) })
    }

    /// Checks the 1st response, then every `responses`-th.
    pub fn one_in(self, responses: NonZeroU32) -> Self {
        Self { one_in: responses, ..self }
    }
}

impl sealed::Observe for DriftWatch {
    fn observe(&self, exchange: &Exchange) {
        if self.seen.fetch_add(1, Ordering::Relaxed).is_multiple_of(self.one_in.get()) {
            let dispatch = dispatcher::get_default(Dispatch::clone);
            if self.queue.try_send((exchange.clone(), dispatch)).is_err() {
                tracing::debug!("a response was not checked for drift: too many are waiting");
            }
        }
    }
}

/// Checks responses until the client is dropped.
fn check(responses: &Receiver<(Exchange, Dispatch)>, listener: &Listener) {
    let contract = embedded();
    for (exchange, dispatch) in responses {
        dispatcher::with_default(&dispatch, || {
            let report = contract.check_response(exchange.operation.id, &response(&exchange));
            if !report.findings().is_empty() {
                emit_events(&report);
                // A listener that panics does not end the watch.
                let _ = catch_unwind(AssertUnwindSafe(|| listener(&report)));
            }
        });
    }
}

fn emit_events(report: &Report) {
    for finding in report.findings().iter().take(MAX_EVENTS_PER_RESPONSE) {
        let fingerprint = finding.fingerprint();
        let (check, spec) = (finding.check().as_str(), finding.spec());
        match finding.severity() {
            Severity::Info => tracing::info!(check, spec, fingerprint, "contract drift"),
            Severity::Warning => tracing::warn!(check, spec, fingerprint, "contract drift"),
            Severity::Error => tracing::error!(check, spec, fingerprint, "contract drift"),
        }
    }
}

impl fmt::Debug for DriftWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DriftWatch").field("one_in", &self.one_in).finish_non_exhaustive()
    }
}
