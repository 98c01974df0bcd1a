//! One attempt: sends a request and reads the response.

use std::time::Instant;

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use reqwest::{Request, Response};
use tracing::{Instrument, Span, field::Empty, info_span};

use super::call::Call;
use super::observe::Exchange;
use super::retry::retry_after;
use crate::error::{AttemptReport, ErrorKind, Failure, Outcome, VendorResponse};

/// The largest body that is kept of a response other than 2xx. A documented one has a few hundred bytes.
const MAX_ERROR_BODY_BYTES: usize = 64 * 1024;

impl Call {
    pub(super) async fn attempt(
        &self,
        client: &reqwest::Client,
        request: Request,
    ) -> Result<VendorResponse, Failure> {
        let resend_count = {
            let mut progress = self.progress();
            progress.attempt_count += 1;
            progress.attempt_count - 1
        };
        let span = info_span!(
            "http.request",
            otel.name = format_args!("{} {}", self.0.operation.method, self.0.operation.path),
            otel.kind = "client",
            otel.status_code = Empty,
            http.request.method = %request.method(),
            http.request.resend_count = (resend_count > 0).then_some(i64::from(resend_count)),
            server.address = request.url().host_str(),
            server.port = request.url().port_or_known_default().map(i64::from),
            url.full = request.url().as_str(),
            url.template = self.0.operation.path,
            network.protocol.version = "1.1",
            http.response.status_code = Empty,
            error.type = Empty,
        );
        let running = Running { call: self, span: &span, sent: Instant::now(), has_ended: false };
        let result = self.send_once(client, request).instrument(span.clone()).await;
        running.end(&result);
        result
    }

    /// Sends one attempt. `Ok` is a response of any status; that of a 2xx has a complete body.
    async fn send_once(
        &self,
        client: &reqwest::Client,
        mut request: Request,
    ) -> Result<VendorResponse, Failure> {
        *request.timeout_mut() = Some(self.time_left().min(self.0.limits.attempt_timeout));
        let sent = if self.0.shared.observers.is_empty() { None } else { request.try_clone() };

        let response = client.execute(request).await.map_err(|error| connection_error(error, None))?;
        let Some(request) = sent else {
            return self.read_response(response).await;
        };
        let headers = response.headers().clone();
        let result = self.read_response(response).await;
        if let Some(received) = result.as_ref().map_or_else(|failure| failure.response.as_ref(), Some) {
            let sent = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
            self.0.shared.observers.observe(&Exchange {
                operation: self.0.operation,
                url: request.url().clone(),
                request_headers: request.headers().clone(),
                request_body: Bytes::copy_from_slice(sent),
                status: received.status,
                headers,
                body: received.body.clone(),
            });
        }
        result
    }

    async fn read_response(&self, response: Response) -> Result<VendorResponse, Failure> {
        let (status, retry_after) = (response.status(), retry_after(response.headers()));
        let mut received = VendorResponse { status, retry_after, body: None };
        let limit = self.0.limits.max_body_bytes;
        if !status.is_success() {
            received.body = read_body(response, limit.min(MAX_ERROR_BODY_BYTES)).await.unwrap_or_default();
            return Ok(received);
        }
        match read_body(response, limit).await {
            Ok(Some(body)) => Ok(VendorResponse { body: Some(body), ..received }),
            Ok(None) => {
                let summary = format!("vendor's response is larger than max_body_bytes ({limit})");
                Err(Failure::new(ErrorKind::TooLarge, summary, Some(received)))
            }
            Err(error) => Err(connection_error(error, Some(received))),
        }
    }
}

/// An attempt that was begun. Reports its end, also if the call is dropped.
struct Running<'a> {
    call: &'a Call,
    span: &'a Span,
    sent: Instant,
    has_ended: bool,
}

impl Running<'_> {
    fn end(mut self, result: &Result<VendorResponse, Failure>) {
        self.has_ended = true;
        let status = result.as_ref().map_or_else(Failure::status, |received| Some(received.status));
        self.report(status, result.as_ref().err().map(|failure| failure.kind));
    }

    fn report(&self, status: Option<StatusCode>, error_kind: Option<ErrorKind>) {
        let report = AttemptReport { status, error_kind, duration: self.sent.elapsed() };
        if let Some(status) = report.status {
            self.span.record("http.response.status_code", i64::from(status.as_u16()));
        }
        if let Some(error_type) = report.error_type() {
            self.span.record("error.type", error_type).record("otel.status_code", "ERROR");
        }
        self.call.progress().report_attempt(report);
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if !self.has_ended {
            self.report(None, Some(ErrorKind::Cancelled));
            self.call.attempt_failed(Outcome::Unknown);
        }
    }
}

/// Reports a connection that failed, before or within a response.
fn connection_error(error: reqwest::Error, received: Option<VendorResponse>) -> Failure {
    let (kind, summary) = match (error.is_connect(), error.is_timeout()) {
        (true, true) => (ErrorKind::Connect, "could not connect to the vendor in time"),
        (true, false) => (ErrorKind::Connect, "could not connect to the vendor"),
        (false, true) => (ErrorKind::Timeout, "vendor did not respond in time"),
        (false, false) => (ErrorKind::Transport, "the connection failed before the response was complete"),
    };
    Failure { source: Some(error.without_url()), ..Failure::new(kind, summary, received) }
}

/// Reads the body, unless it is larger than `limit` bytes.
async fn read_body(mut response: Response, limit: usize) -> reqwest::Result<Option<Bytes>> {
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
