//! The way of one call over HTTP: the hooks of the generated client, the attempts, the deadlines, the body limit.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::{HeaderName, StatusCode};
use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};
use reqwest::{Request, Response, ResponseBuilderExt as _};
use tracing::{Instrument, debug, field::Empty, info_span};
use url::Url;

use crate::answer::{self, Answer};
use crate::credentials::Credentials;
use crate::error::{Error, ErrorKind, Report};
use crate::generated;
use crate::observe::{Exchange, Observers};
use crate::operation::Operation;
use crate::retry::{Retry, retry_after};
use crate::scrub::Scrubber;
use crate::sensitive::Sensitive;
use crate::success::{self, Envelope};

/// The largest body of a refusal that is kept. A documented one has a few hundred bytes.
const MAX_ERROR_BODY: usize = 64 * 1024;

const API_VERSION: HeaderName = HeaderName::from_static("api-version");

/// How long, how often and how much.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) connect_timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) retry: Retry,
    pub(crate) max_body_bytes: usize,
}

impl Limits {
    /// The rule that a call's own timeout breaks.
    pub(crate) fn broken_rule(&self) -> Option<&'static str> {
        self.timeout.is_zero().then_some("must be longer than zero")
    }
}

/// One call: what its hooks need on the way out, and what they learn. It is the generated client's inner value, a
/// fresh one for each call.
#[derive(Clone)]
pub(crate) struct Call(Arc<Inner>);

struct Inner {
    operation: Operation,
    url: Url,
    credentials: Credentials,
    limits: Limits,
    started: Instant,
    attempts: AtomicU32,
    result: Mutex<Option<Result<Answer, Report>>>,
    observers: Arc<Observers>,
}

impl Call {
    pub(crate) fn new(
        operation: Operation,
        url: Url,
        credentials: Credentials,
        limits: Limits,
        observers: Arc<Observers>,
    ) -> Self {
        let (started, attempts, result) = (Instant::now(), AtomicU32::default(), Mutex::default());
        Self(Arc::new(Inner { operation, url, credentials, limits, started, attempts, result, observers }))
    }

    /// Where the call goes: the generated client asks for it.
    pub(crate) fn url(&self) -> Url {
        self.0.url.clone()
    }

    /// Sends the call with the generated client, again where that is safe, and reads what came of it. What is in `sent`
    /// must not come back in any text.
    pub(crate) async fn send<T, Sent>(
        &self,
        send: impl Fn() -> Sent,
        sent: &[Option<&Sensitive<String>>],
    ) -> Result<(T, Answer), Error>
    where
        T: Envelope,
        Sent: Future<Output = Result<generated::ResponseValue<T>, generated::Error<()>>>,
    {
        let span = info_span!("digilocker.call", operation = self.0.operation.id());
        self.run(send, sent).instrument(span).await.map_err(|report| self.failed(report))
    }

    /// Tries until something is final. The generated client's own error is never passed on: it prints bodies.
    async fn run<T, Sent>(
        &self,
        send: impl Fn() -> Sent,
        sent: &[Option<&Sensitive<String>>],
    ) -> Result<(T, Answer), Report>
    where
        T: Envelope,
        Sent: Future<Output = Result<generated::ResponseValue<T>, generated::Error<()>>>,
    {
        let scrubber = || {
            let sent = sent.iter().flatten().map(|value| value.expose().as_str());
            Scrubber::new(self.0.credentials.exposed().chain(sent))
        };
        let mut pauses = self.0.limits.retry.pauses();
        loop {
            let decoded = send().await;
            let report = match self.result().take() {
                None => return Err(Report::unbuilt()),
                Some(Ok(answer)) if answer.status.is_success() => {
                    let strict = match decoded {
                        Ok(value) => Some(value.into_inner()),
                        Err(generated::Error::InvalidResponsePayload(..)) => None,
                        // A 2xx that is neither 200 nor 201.
                        Err(_) => return Err(answer::refusal(answer, &scrubber())),
                    };
                    return success::read(self.0.operation, answer, strict, scrubber);
                }
                Some(Ok(answer)) => answer::refusal(answer, &scrubber()),
                Some(Err(report)) => report,
            };
            let Some(pause) = pauses.next().and_then(|pause| self.pause(&report, pause)) else {
                return Err(report);
            };
            debug!(pause = ?pause, "trying again");
            tokio::time::sleep(pause).await;
        }
    }

    /// How long to wait before the next attempt, if there may be one.
    fn pause(&self, report: &Report, pause: Duration) -> Option<Duration> {
        if !report.fate().repeated.contains(&self.0.operation.retry_class()) {
            return None;
        }
        let asked = report.answer.as_ref().and_then(|answer| answer.retry_after);
        let pause = asked.map_or(pause, |asked| asked.max(pause));
        // Without time to find out that there is no connection, an attempt would end as one that may have arrived.
        let connecting = match report.kind {
            ErrorKind::Connect => self.0.limits.connect_timeout,
            _ => Duration::ZERO,
        };
        (pause.saturating_add(connecting) < self.time_left()).then_some(pause)
    }

    /// The report with what the call has cost.
    pub(crate) fn failed(&self, mut report: Report) -> Error {
        report.attempts = self.0.attempts.load(Ordering::Relaxed);
        report.elapsed = self.0.started.elapsed();
        report.into()
    }

    fn result(&self) -> MutexGuard<'_, Option<Result<Answer, Report>>> {
        self.0.result.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn time_left(&self) -> Duration {
        self.0.limits.timeout.saturating_sub(self.0.started.elapsed())
    }

    async fn attempt(&self, client: &reqwest::Client, request: Request) -> Result<Answer, Report> {
        let resend_count = self.0.attempts.fetch_add(1, Ordering::Relaxed);
        let span = info_span!(
            "http.request",
            otel.kind = "client",
            http.request.method = %request.method(),
            http.request.resend_count = (resend_count > 0).then_some(resend_count),
            server.address = request.url().host_str(),
            server.port = request.url().port_or_known_default(),
            url.template = self.0.operation.path(),
            http.response.status_code = Empty,
            error.type = Empty,
        );
        let result = self.exchange(client, request).instrument(span.clone()).await;
        let status = result.as_ref().map_or_else(Report::status, |answer| Some(answer.status));
        if let Some(status) = status {
            span.record("http.response.status_code", status.as_u16());
        }
        match (&result, status) {
            (_, Some(status)) if !status.is_success() => {
                span.record("error.type", status.as_str());
            }
            (Err(report), _) => {
                span.record("error.type", format!("{:?}", report.kind));
            }
            (Ok(_), _) => {}
        }
        result
    }

    /// A whole answer, whatever its status, or what stood in its way.
    async fn exchange(&self, client: &reqwest::Client, mut request: Request) -> Result<Answer, Report> {
        // The client's own timeout is that of an attempt.
        let time_left = self.time_left();
        if time_left < self.0.limits.attempt_timeout {
            *request.timeout_mut() = Some(time_left);
        }
        let sent = if self.0.observers.are_there() { request.try_clone() } else { None };

        let response = client.execute(request).await.map_err(|error| broken(error, None))?;
        let Some(request) = sent else {
            return self.judge(response).await;
        };
        let headers = response.headers().clone();
        let result = self.judge(response).await;
        if let Some(answer) = result.as_ref().map_or_else(|report| report.answer.as_ref(), Some) {
            let sent = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
            self.0.observers.observe(&Exchange {
                operation: self.0.operation,
                url: request.url().clone(),
                request_headers: request.headers().clone(),
                request_body: Bytes::copy_from_slice(sent),
                status: answer.status,
                headers,
                body: answer.body.clone(),
            });
        }
        result
    }

    async fn judge(&self, response: Response) -> Result<Answer, Report> {
        let (status, retry_after) = (response.status(), retry_after(response.headers()));
        let mut answer = Answer { status, retry_after, body: None };
        let limit = self.0.limits.max_body_bytes;
        if !status.is_success() {
            answer.body = read(response, limit.min(MAX_ERROR_BODY)).await.unwrap_or_default();
            return Ok(answer);
        }
        match read(response, limit).await {
            Ok(Some(body)) => Ok(Answer { body: Some(body), ..answer }),
            Ok(None) => {
                let summary = format!("vendor's answer is larger than max_body_bytes ({limit})");
                Err(Report::new(ErrorKind::TooLarge, summary, Some(answer)))
            }
            Err(error) => Err(broken(error, Some(answer))),
        }
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &self.0.operation.id()).finish_non_exhaustive()
    }
}

impl ClientHooks<Call> for generated::Client {
    async fn pre<E>(
        &self,
        request: &mut Request,
        _: &OperationInfo,
    ) -> Result<(), progenitor_client::Error<E>> {
        let headers = request.headers_mut();
        // progenitor's own, which the vendor does not document; the build leaves it out where it can.
        headers.remove(API_VERSION);
        self.inner().0.credentials.put_on(headers);
        Ok(())
    }

    /// One attempt. Never an error, whatever happens: `Call::run` looks at what is left in the call.
    async fn exec(&self, request: Request, _: &OperationInfo) -> reqwest::Result<Response> {
        let call = self.inner();
        let result = call.attempt(self.client(), request).await;
        let (status, body) = match &result {
            // The vendor's guide says that a success is 200, and a sample says 201: the generated client takes either.
            Ok(answer) if answer.status == StatusCode::CREATED => (StatusCode::OK, answer.text()),
            Ok(answer) => (answer.status, answer.text()),
            Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, Bytes::new()),
        };
        *call.result() = Some(result);
        // reqwest would parse a made-up URL without one.
        let response = http::Response::builder().url(call.url()).status(status).body(body);
        Ok(response.unwrap_or_default().into())
    }
}

/// A connection that failed, before or within an answer.
fn broken(error: reqwest::Error, answer: Option<Answer>) -> Report {
    let (kind, summary) = match (error.is_connect(), error.is_timeout()) {
        (true, true) => (ErrorKind::Connect, "could not connect to the vendor in time"),
        (true, false) => (ErrorKind::Connect, "could not connect to the vendor"),
        (false, true) => (ErrorKind::Timeout, "vendor did not answer in time"),
        (false, false) => (ErrorKind::Transport, "the connection failed before the answer was complete"),
    };
    Report { source: Some(error.without_url()), ..Report::new(kind, summary, answer) }
}

/// The body, unless it is larger than `limit`.
async fn read(mut response: Response, limit: usize) -> reqwest::Result<Option<Bytes>> {
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Ok(None);
    }
    let first = response.chunk().await?.unwrap_or_default();
    // Most bodies come in one piece, which then needs no copy.
    let Some(second) = response.chunk().await? else {
        return Ok(Some(first).filter(|body| body.len() <= limit));
    };
    let mut body = BytesMut::from(first);
    let mut next = Some(second);
    while let Some(chunk) = next {
        if body.len() + chunk.len() > limit {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
        next = response.chunk().await?;
    }
    Ok(Some(body.freeze()))
}
