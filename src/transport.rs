//! The way of one call over HTTP: the hooks of the generated client, the attempts, the deadlines, the body limit.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};
use reqwest::{Request, Response};
use tracing::{Instrument, debug, field::Empty, info_span};

use crate::answer::{self, Answer, Envelope};
#[cfg(feature = "contract")]
use crate::contract::watch::{Exchange, Watch};
use crate::credentials::Credentials;
use crate::error::{Error, ErrorKind, Report};
use crate::generated;
use crate::retry::{Retry, RetryClass, retry_after};
use crate::scrub::Scrubber;
use crate::shape::Shape;

/// An operation of the API, as the spec has it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operation {
    pub(crate) id: &'static str,
    #[cfg_attr(
        not(any(feature = "sandbox", feature = "contract")),
        allow(dead_code, reason = "the generated client has its own")
    )]
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) retry: RetryClass,
    /// What a success looks like.
    pub(crate) success: &'static Shape,
}

/// The largest body of a refusal that is kept. A documented one has a few hundred bytes.
const MAX_ERROR_BODY: usize = 64 * 1024;

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
pub(crate) struct Call {
    operation: Operation,
    credentials: Credentials,
    limits: Limits,
    /// What is sent beside the keys, and must not come back in any text.
    sent: Arc<[String]>,
    started: Instant,
    attempts: Arc<AtomicU32>,
    result: Arc<Mutex<Option<Result<Answer, Report>>>>,
    #[cfg(feature = "contract")]
    watch: Arc<Watch>,
}

impl Call {
    pub(crate) fn new(
        operation: Operation,
        credentials: Credentials,
        limits: Limits,
        sent: Vec<String>,
    ) -> Self {
        let (started, attempts, result) = (Instant::now(), Arc::default(), Arc::default());
        Self {
            operation,
            credentials,
            limits,
            sent: sent.into(),
            started,
            attempts,
            result,
            #[cfg(feature = "contract")]
            watch: Arc::default(),
        }
    }

    #[cfg(feature = "contract")]
    pub(crate) fn watched_by(self, watch: Arc<Watch>) -> Self {
        Self { watch, ..self }
    }

    /// What came of the call. The generated client's own error is never passed on: it prints bodies.
    pub(crate) fn finish<T: Envelope>(
        &self,
        result: Result<generated::ResponseValue<T>, generated::Error<()>>,
    ) -> Result<(T, Answer), Error> {
        let answer = match self.result().take() {
            None => return Err(self.failed(Report::unbuilt())),
            Some(Err(report)) => return Err(self.failed(report)),
            Some(Ok(answer)) => answer,
        };
        let strict = match result {
            Ok(value) => Some(value.into_inner()),
            Err(generated::Error::InvalidResponsePayload(..)) => None,
            Err(_) => return Err(self.failed(self.refusal(answer))),
        };
        answer::success(self.operation, answer, strict, || self.scrubber())
            .map_err(|report| self.failed(report))
    }

    /// The report with what the call has cost.
    pub(crate) fn failed(&self, mut report: Report) -> Error {
        report.attempts = self.attempts.load(Ordering::Relaxed);
        report.elapsed = self.started.elapsed();
        report.into()
    }

    fn refusal(&self, answer: Answer) -> Report {
        answer::refusal(answer, &self.scrubber())
    }

    fn scrubber(&self) -> Scrubber {
        let sent = self.sent.iter().map(String::as_str);
        Scrubber::new(self.credentials.exposed().chain(sent))
    }

    fn result(&self) -> MutexGuard<'_, Option<Result<Answer, Report>>> {
        self.result.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn time_left(&self) -> Duration {
        self.limits.timeout.saturating_sub(self.started.elapsed())
    }

    /// Tries until something is final.
    async fn run(&self, client: &reqwest::Client, request: &Request) -> Result<Answer, Report> {
        let mut pauses = self.limits.retry.pauses();
        loop {
            let report = match self.attempt(client, request).await {
                Ok(answer) => return Ok(answer),
                Err(report) => report,
            };
            if !report.fate().repeated.contains(&self.operation.retry) {
                return Err(report);
            }
            let asked = report.answer.as_ref().and_then(|answer| answer.retry_after);
            let Some(pause) = pauses.next().map(|pause| asked.map_or(pause, |asked| asked.max(pause))) else {
                return Err(report);
            };
            // Without time to find out that there is no connection, an attempt would end as one that may have arrived.
            let connecting = match report.kind {
                ErrorKind::Connect => self.limits.connect_timeout,
                _ => Duration::ZERO,
            };
            if pause.saturating_add(connecting) >= self.time_left() {
                return Err(report);
            }
            debug!(pause = ?pause, "trying again");
            tokio::time::sleep(pause).await;
        }
    }

    async fn attempt(&self, client: &reqwest::Client, request: &Request) -> Result<Answer, Report> {
        let resend_count = self.attempts.fetch_add(1, Ordering::Relaxed);
        let span = info_span!(
            "http.request",
            otel.kind = "client",
            http.request.method = %request.method(),
            http.request.resend_count = (resend_count > 0).then_some(resend_count),
            server.address = request.url().host_str(),
            server.port = request.url().port_or_known_default(),
            url.template = self.operation.path,
            http.response.status_code = Empty,
            error.type = Empty,
        );
        let result = self.exchange(client, request).instrument(span.clone()).await;
        let (status, kind) = match &result {
            Ok(answer) => (Some(answer.status), None),
            Err(report) => (report.status(), Some(format!("{:?}", report.kind))),
        };
        let refused = status.filter(|status| !status.is_success()).map(|status| status.as_str().to_owned());
        span.record("http.response.status_code", status.map(|status| status.as_u16()));
        span.record("error.type", refused.or(kind));
        result
    }

    /// A success, as far as its status tells, or what stands in its way.
    async fn exchange(&self, client: &reqwest::Client, request: &Request) -> Result<Answer, Report> {
        let mut attempt = request.try_clone().ok_or_else(Report::unbuilt)?;
        *attempt.timeout_mut() = Some(self.limits.attempt_timeout.min(self.time_left()));

        let response = client.execute(attempt).await.map_err(|error| broken(error, None))?;
        #[cfg(feature = "contract")]
        let headers = self.watch.is_on().then(|| response.headers().clone());
        let result = self.judge(response).await;
        #[cfg(feature = "contract")]
        if let Some(headers) = headers
            && let Some(answer) = result.as_ref().map_or_else(|report| report.answer.as_ref(), Some)
        {
            let sent = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
            self.watch.see(Exchange {
                operation: self.operation,
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
        let limit = self.limits.max_body_bytes;
        if !status.is_success() {
            answer.body = read(response, limit.min(MAX_ERROR_BODY)).await.unwrap_or_default();
            return Err(self.refusal(answer));
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
        f.debug_struct("Call").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}

impl ClientHooks<Call> for generated::Client {
    async fn pre<E>(
        &self,
        request: &mut Request,
        _: &OperationInfo,
    ) -> Result<(), progenitor_client::Error<E>> {
        let headers = request.headers_mut();
        // progenitor's own, which the vendor does not document.
        headers.remove("api-version");
        self.inner().credentials.put_on(headers);
        Ok(())
    }

    /// Never an error, whatever happens: `Call::finish` looks at what is left in the call.
    async fn exec(&self, request: Request, _: &OperationInfo) -> reqwest::Result<Response> {
        let call = self.inner();
        let span = info_span!("digilocker.call", operation = call.operation.id);
        let result = call.run(self.client(), &request).instrument(span).await;

        let mut response = http::Response::new(Bytes::new());
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        if let Ok(answer) = &result {
            // The vendor's guide says that a success is 200, and a sample says 201: the generated client takes either.
            let status = if answer.status == StatusCode::CREATED { StatusCode::OK } else { answer.status };
            *response.status_mut() = status;
            *response.body_mut() = answer.text();
        }
        *call.result() = Some(result);
        Ok(response.into())
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
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > limit {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body.freeze()))
}
