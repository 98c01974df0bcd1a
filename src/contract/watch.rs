//! What a client's own traffic is looked at for: recordings, and drift in production.

use std::num::NonZeroU32;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::{fmt, io, thread};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use tracing::dispatcher::{self, Dispatch};
use url::Url;

use super::check::{self, Contract};
use super::finding::Severity;
use super::har::headers_of;
use super::pointer::shown;
use super::recorded::{Message, Recorded};
use super::recorder::Recorder;
use super::redact;
use super::report::Report;
use crate::client::ClientBuilder;
use crate::transport::Operation;

/// How many answers may wait to be checked. More are let go, so that a slow listener costs memory to nobody.
const WAITING: usize = 64;
/// How many findings of one answer become events.
const EVENTS: usize = 20;

type Listener = Box<dyn Fn(&Report) + Send>;

#[cfg_attr(docsrs, doc(cfg(feature = "contract")))]
impl ClientBuilder {
    /// Checks answers against the spec in production: `listener` gets the report of each one that has drifted, and each
    /// finding is a `tracing` event (target `deepvue_digilocker::contract::watch`).
    ///
    /// The checks run on a thread of their own. They never fail or delay a call; when too many answers wait, the
    /// newest are let go. A report holds no value of an answer.
    pub fn on_drift(mut self, listener: impl Fn(&Report) + Send + 'static) -> Self {
        self.watching.listener = Some(Box::new(listener));
        self
    }

    /// Checks the first answer, and one in `answers` from then on, instead of each.
    pub fn check_one_in(mut self, answers: NonZeroU32) -> Self {
        self.watching.one_in = Some(answers);
        self
    }

    /// Writes each exchange as a redacted recording.
    pub fn record(mut self, recorder: Recorder) -> Self {
        self.watching.recorder = Some(recorder);
        self
    }
}

/// The settings.
#[derive(Default)]
pub(crate) struct Watching {
    pub(crate) recorder: Option<Recorder>,
    pub(crate) listener: Option<Listener>,
    pub(crate) one_in: Option<NonZeroU32>,
}

/// Looks at a client's traffic.
#[derive(Default)]
pub(crate) struct Watch {
    recorder: Option<Recorder>,
    observer: Option<Observer>,
}

struct Observer {
    queue: SyncSender<(Exchange, Dispatch)>,
    one_in: NonZeroU32,
    seen: AtomicU32,
}

/// A request and its answer, as they travelled.
pub(crate) struct Exchange {
    pub(crate) operation: Operation,
    pub(crate) url: Url,
    pub(crate) request_headers: HeaderMap,
    pub(crate) request_body: Bytes,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// `None`: too large, or cut off.
    pub(crate) body: Option<Bytes>,
}

impl Watch {
    pub(crate) fn start(watching: Watching) -> io::Result<Self> {
        let Watching { recorder, listener, one_in } = watching;
        let observer = listener.map(|listener| -> io::Result<Observer> {
            let (queue, answers) = sync_channel(WAITING);
            thread::Builder::new()
                .name("digilocker-drift".into())
                .spawn(move || observe(&answers, &listener))?;
            Ok(Observer { queue, one_in: one_in.unwrap_or(NonZeroU32::MIN), seen: AtomicU32::new(0) })
        });
        Ok(Self { recorder, observer: observer.transpose()? })
    }

    pub(crate) fn is_on(&self) -> bool {
        self.recorder.is_some() || self.observer.is_some()
    }

    /// Never fails, and waits for nothing but a recording's file.
    pub(crate) fn see(&self, exchange: Exchange) {
        if let Some(recorder) = &self.recorder {
            recorder.record(&exchange);
        }
        if let Some(observer) = &self.observer
            && observer.seen.fetch_add(1, Ordering::Relaxed).is_multiple_of(observer.one_in.get())
        {
            let dispatch = dispatcher::get_default(Dispatch::clone);
            if observer.queue.try_send((exchange, dispatch)).is_err() {
                tracing::debug!("an answer was not checked for drift: too many are waiting");
            }
        }
    }
}

/// Checks until the client is gone.
fn observe(answers: &Receiver<(Exchange, Dispatch)>, listener: &Listener) {
    let contract = Contract::embedded();
    for (exchange, dispatch) in answers {
        dispatcher::with_default(&dispatch, || {
            let operation = check::Operation::Named(exchange.operation.id.to_owned());
            let report = contract.check_response(operation, &exchange.answer());
            if !report.findings().is_empty() {
                tell(&report);
                // A listener that panics ends itself, not the watch.
                let _ = catch_unwind(AssertUnwindSafe(|| listener(&report)));
            }
        });
    }
}

fn tell(report: &Report) {
    for finding in report.findings().iter().take(EVENTS) {
        let fingerprint = finding.fingerprint();
        let (check, spec) = (finding.check().as_str(), finding.spec());
        match finding.severity() {
            Severity::Info => tracing::info!(check, spec, fingerprint, "contract drift"),
            Severity::Warning => tracing::warn!(check, spec, fingerprint, "contract drift"),
            Severity::Error => tracing::error!(check, spec, fingerprint, "contract drift"),
        }
    }
}

impl Exchange {
    /// The answer alone: nothing is checked of what was sent, and the keys stay out of it.
    fn answer(&self) -> Recorded {
        let answer = Message { headers: Some(headers_of(&self.headers)), body: self.body.clone() };
        Recorded { answer: Some((self.status.as_u16(), answer)), ..Recorded::default() }
    }

    /// Its shape, without what was said.
    pub(super) fn redacted(&self) -> Recorded {
        let contract = Contract::embedded();
        let (of_request, of_answer) = contract.body_schemas(self.operation.id, self.status.as_u16());
        let origin = self.url.origin().ascii_serialization();
        let names = redact::same_kind(self.url.as_str(), None, false);
        let query = names.split_once('?').map(|(_, names)| format!("?{names}")).unwrap_or_default();
        let recorded =
            Recorded::with(self.operation.method, &format!("{origin}{}{query}", self.operation.path));
        let request = Message {
            headers: Some(redacted_headers(&self.request_headers)),
            body: Some(contract.redacted_request(of_request.as_deref(), &self.request_body)),
        };
        let body = self.body.as_ref();
        let answer = Message {
            headers: Some(redacted_headers(&self.headers)),
            body: body.map(|body| contract.redacted_answer(of_answer.as_deref(), body)),
        };
        Recorded { request: Some(request), answer: Some((self.status.as_u16(), answer)), ..recorded }
    }
}

/// The names; of values only the content type, and of the rest its kind.
fn redacted_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let mut kept = Vec::new();
    for (name, value) in headers_of(headers) {
        let name = shown(&name).to_owned();
        match name.as_str() {
            "*" | "cookie" | "set-cookie" | "authorization" => {}
            "content-type" => kept.push((name, redact::content_type(&value))),
            _ if headers.get(&name).is_some_and(http::HeaderValue::is_sensitive) => {
                kept.push((name, "[redacted]".to_owned()));
            }
            _ => kept.push((name, redact::header(&value))),
        }
    }
    kept
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch")
            .field("records", &self.recorder.is_some())
            .field("observes", &self.observer.is_some())
            .finish()
    }
}
