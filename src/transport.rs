//! The way of one call over HTTP: the hooks of the generated client, the attempts, the deadlines, the body limit.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};
use reqwest::{Request, Response};
use serde::de::DeserializeOwned;
use tracing::{Instrument, Span, debug, field::Empty, info_span};

use crate::answer::{self, Answer};
use crate::credentials::Credentials;
use crate::error::{Effort, Error, ErrorKind, Report};
use crate::generated;
use crate::retry::{End, Fate, Retry, RetryClass, retry_after};
use crate::scrub::Scrubber;

/// An operation of the API, as the spec has it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operation {
    pub(crate) id: &'static str,
    #[cfg_attr(not(feature = "sandbox"), allow(dead_code, reason = "the generated client has its own"))]
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) retry: RetryClass,
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
    progress: Arc<Mutex<Progress>>,
}

#[derive(Default)]
struct Progress {
    attempts: u32,
    result: Option<Result<Answer, Failure>>,
}

/// No answer, or no usable one.
struct Failure {
    kind: ErrorKind,
    status: Option<StatusCode>,
    source: Option<reqwest::Error>,
}

impl Call {
    pub(crate) fn new(
        operation: Operation,
        credentials: Credentials,
        limits: Limits,
        sent: Vec<String>,
    ) -> Self {
        let started = Instant::now();
        Self { operation, credentials, limits, sent: sent.into(), started, progress: Arc::default() }
    }

    fn scrubber(&self) -> Scrubber {
        Scrubber::new(self.credentials.exposed().chain(self.sent.iter().map(String::as_str)))
    }

    pub(crate) fn effort(&self) -> Effort {
        Effort { attempts: self.progress().attempts, elapsed: self.started.elapsed() }
    }

    /// The request could not even be built from what passed our checks.
    pub(crate) fn unbuilt(&self) -> Error {
        let report = Report::new(ErrorKind::Transport, "the request could not be built");
        report.ended(End::Refused, self.effort())
    }

    /// What came of the call. The generated client's own error is never passed on: it prints bodies.
    pub(crate) fn finish<T: DeserializeOwned>(
        &self,
        result: Result<generated::ResponseValue<T>, generated::Error<()>>,
    ) -> Result<(T, Answer), Error> {
        let effort = self.effort();
        let progress = self.progress().result.take();
        match (progress, result) {
            (Some(Ok(answer)), Ok(value)) => Ok((value.into_inner(), answer)),
            (Some(Ok(answer)), Err(generated::Error::InvalidResponsePayload(..))) => {
                Err(answer::undecodable::<T>(answer, effort))
            }
            (Some(Ok(answer)), Err(_)) => Err(answer::refusal(answer, &self.scrubber(), effort)),
            (Some(Err(failure)), _) => Err(failure.into_error(&self.limits, effort)),
            (None, _) => Err(self.unbuilt()),
        }
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn time_left(&self) -> Duration {
        self.limits.timeout.saturating_sub(self.started.elapsed())
    }

    /// Tries until something is final.
    async fn run(&self, client: &reqwest::Client, request: &Request) -> Result<Answer, Failure> {
        let mut pauses = self.limits.retry.pauses();
        loop {
            let result = self.attempt(client, request).await;
            let (end, asked) = match &result {
                Ok(answer) if answer.status.is_success() => return result,
                Ok(answer) => (End::Status(answer.status), answer.retry_after),
                Err(failure) => (failure.end(), None),
            };
            if !Fate::from(end).is_repeated(self.operation.retry) {
                return result;
            }
            let Some(pause) = pauses.next().map(|pause| asked.unwrap_or(pause)) else {
                return result;
            };
            // Without time to find out that there is no connection, an attempt would end as one that may have arrived.
            let connecting = match end {
                End::NotConnected => self.limits.connect_timeout,
                _ => Duration::ZERO,
            };
            if pause.saturating_add(connecting) >= self.time_left() {
                return result;
            }
            debug!(pause = ?pause, "trying again");
            tokio::time::sleep(pause).await;
        }
    }

    async fn attempt(&self, client: &reqwest::Client, request: &Request) -> Result<Answer, Failure> {
        let resend_count = {
            let mut progress = self.progress();
            progress.attempts += 1;
            progress.attempts - 1
        };
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
        record(&span, &result);
        result
    }

    async fn exchange(&self, client: &reqwest::Client, request: &Request) -> Result<Answer, Failure> {
        let broken = Failure { kind: ErrorKind::Transport, status: None, source: None };
        let mut request = request.try_clone().ok_or(broken)?;
        *request.timeout_mut() = Some(self.limits.attempt_timeout.min(self.time_left()));

        let response = client.execute(request).await.map_err(|error| Failure::of(error, None))?;
        let status = response.status();
        let retry_after = retry_after(response.headers());
        let limit = self.limits.max_body_bytes;
        let limit = if status.is_success() { limit } else { limit.min(MAX_ERROR_BODY) };
        let body = match read(response, limit).await {
            Ok(body) => Some(body),
            Err(failure) if status.is_success() => return Err(failure),
            Err(_) => None,
        };
        Ok(Answer { status, retry_after, body })
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
            *response.status_mut() = answer.status;
            *response.body_mut() = answer.body.clone().unwrap_or_default();
        }
        call.progress().result = Some(result);
        Ok(response.into())
    }
}

impl Failure {
    fn of(error: reqwest::Error, status: Option<StatusCode>) -> Self {
        let kind = match () {
            () if error.is_connect() => ErrorKind::Connect,
            () if error.is_timeout() => ErrorKind::Timeout,
            () => ErrorKind::Transport,
        };
        Self { kind, status, source: Some(error.without_url()) }
    }

    fn end(&self) -> End {
        match self.kind {
            ErrorKind::Connect => End::NotConnected,
            ErrorKind::TooLarge => End::Unusable,
            _ => End::Lost,
        }
    }

    fn into_error(self, limits: &Limits, effort: Effort) -> Error {
        let is_timeout = self.source.as_ref().is_some_and(reqwest::Error::is_timeout);
        let summary = match self.kind {
            ErrorKind::Connect if is_timeout => "could not connect to the vendor in time".to_owned(),
            ErrorKind::Connect => "could not connect to the vendor".to_owned(),
            ErrorKind::Timeout => "vendor did not answer in time".to_owned(),
            ErrorKind::TooLarge => {
                format!("vendor's answer is larger than max_body_bytes ({})", limits.max_body_bytes)
            }
            _ => "the connection failed before the answer was complete".to_owned(),
        };
        let end = self.end();
        let mut report = Report::new(self.kind, summary);
        report.status = self.status;
        report.is_timeout = is_timeout;
        report.source = self.source;
        report.ended(end, effort)
    }
}

async fn read(mut response: Response, limit: usize) -> Result<Bytes, Failure> {
    let status = Some(response.status());
    let too_large = || Failure { kind: ErrorKind::TooLarge, status, source: None };
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| Failure::of(error, status))? {
        if body.len() + chunk.len() > limit {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn record(span: &Span, result: &Result<Answer, Failure>) {
    let (status, failure) = match result {
        Ok(answer) => (Some(answer.status), None),
        Err(failure) => (failure.status, Some(failure.kind)),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    match (failure, status) {
        (Some(kind), _) => drop(span.record("error.type", tracing::field::debug(kind))),
        (None, Some(status)) if !status.is_success() => drop(span.record("error.type", status.as_str())),
        _ => {}
    }
}
