//! One attempt: a request, and a whole response or what stood in its way.

use std::sync::atomic::Ordering;

use bytes::{Bytes, BytesMut};
use reqwest::{Request, Response};
use tracing::{Instrument, field::Empty, info_span};

use super::call::Call;
use super::observe::Exchange;
use super::retry::retry_after;
use crate::error::{ErrorKind, Failure, VendorResponse};

/// The largest body of a refusal that is kept. A documented one has a few hundred bytes.
const MAX_ERROR_BODY_BYTES: usize = 64 * 1024;

impl Call {
    pub(super) async fn attempt(
        &self,
        client: &reqwest::Client,
        request: Request,
    ) -> Result<VendorResponse, Failure> {
        let resend_count = self.0.attempts.fetch_add(1, Ordering::Relaxed);
        let span = info_span!(
            "http.request",
            otel.kind = "client",
            http.request.method = %request.method(),
            http.request.resend_count = (resend_count > 0).then_some(resend_count),
            server.address = request.url().host_str(),
            server.port = request.url().port_or_known_default(),
            url.template = self.0.operation.path,
            http.response.status_code = Empty,
            error.type = Empty,
        );
        let result = self.exchange(client, request).instrument(span.clone()).await;
        let status = result.as_ref().map_or_else(Failure::status, |answer| Some(answer.status));
        if let Some(status) = status {
            span.record("http.response.status_code", status.as_u16());
        }
        match (&result, status) {
            (_, Some(status)) if !status.is_success() => {
                span.record("error.type", status.as_str());
            }
            (Err(report), _) => {
                span.record("error.type", report.kind.as_str());
            }
            (Ok(_), _) => {}
        }
        result
    }

    /// A whole answer, whatever its status, or what stood in its way.
    async fn exchange(
        &self,
        client: &reqwest::Client,
        mut request: Request,
    ) -> Result<VendorResponse, Failure> {
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

    async fn judge(&self, response: Response) -> Result<VendorResponse, Failure> {
        let (status, retry_after) = (response.status(), retry_after(response.headers()));
        let mut answer = VendorResponse { status, retry_after, body: None };
        let limit = self.0.limits.max_body_bytes;
        if !status.is_success() {
            answer.body = read(response, limit.min(MAX_ERROR_BODY_BYTES)).await.unwrap_or_default();
            return Ok(answer);
        }
        match read(response, limit).await {
            Ok(Some(body)) => Ok(VendorResponse { body: Some(body), ..answer }),
            Ok(None) => {
                let summary = format!("vendor's answer is larger than max_body_bytes ({limit})");
                Err(Failure::new(ErrorKind::TooLarge, summary, Some(answer)))
            }
            Err(error) => Err(broken(error, Some(answer))),
        }
    }
}

/// A connection that failed, before or within an answer.
fn broken(error: reqwest::Error, answer: Option<VendorResponse>) -> Failure {
    let (kind, summary) = match (error.is_connect(), error.is_timeout()) {
        (true, true) => (ErrorKind::Connect, "could not connect to the vendor in time"),
        (true, false) => (ErrorKind::Connect, "could not connect to the vendor"),
        (false, true) => (ErrorKind::Timeout, "vendor did not answer in time"),
        (false, false) => (ErrorKind::Transport, "the connection failed before the answer was complete"),
    };
    Failure { source: Some(error.without_url()), ..Failure::new(kind, summary, answer) }
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
