//! Follows a call from its checks to its end: the span, the report, and those who listen to it.

use std::pin::Pin;
use std::sync::Arc;

use tracing::field::{Empty, display};
use tracing::{Instrument, Span, info_span};

use super::call::Call;
use super::origin::Origin;
use crate::error::{CallReport, Error, ErrorKind, Failure, Outcome, VendorResponse};
use crate::privacy::sensitive::Sensitive;

impl Call {
    /// Runs a call, from the checks of its input to its result, and reports what became of it, also if it is dropped.
    pub(crate) fn track<'a, T: 'a>(
        &'a self,
        run: impl Future<Output = Result<(T, VendorResponse), Box<Failure>>> + 'a,
    ) -> impl Future<Output = Result<(T, Origin), Error>> + 'a {
        // Each future around it would hold it once more.
        self.tracked(Box::pin(run))
    }

    async fn tracked<T>(
        &self,
        run: Pin<Box<impl Future<Output = Result<(T, VendorResponse), Box<Failure>>>>>,
    ) -> Result<(T, Origin), Error> {
        let span = info_span!(
            "digilocker.call",
            otel.name = format_args!("digilocker.{}", self.0.operation.id),
            otel.kind = "internal",
            otel.status_code = Empty,
            operation = self.0.operation.id,
            outcome = Empty,
            error.r#type = Empty,
            attempts = Empty,
            http.response.status_code = Empty,
            rate_limit.wait_ms = Empty,
            retry_budget.spent = Empty,
            transaction_id = Empty,
        );
        let tracked = Tracked { call: self, span: span.clone(), has_ended: false };
        match run.instrument(span).await {
            Ok((value, response)) => {
                let report = tracked.end(self.success(&response));
                Ok((value, Origin::new(report, &response, self.0.operation.success)))
            }
            Err(failure) => {
                let report = tracked.end(self.failure(&failure));
                Err(Error::new(*failure, report))
            }
        }
    }

    fn success(&self, response: &VendorResponse) -> CallReport {
        let mut report = self.report(Outcome::Succeeded, None);
        report.status = Some(response.status);
        report
    }

    fn failure(&self, failure: &Failure) -> CallReport {
        let outcome = failure.retry_decision().outcome;
        let outcome = self.progress().outcome.map_or(outcome, |worst| worst.max(outcome));
        let mut report = self.report(outcome, Some(failure.kind));
        report.status = failure.status();
        if let Some(id) = &failure.transaction_id {
            report.transaction_id = Some(Sensitive::from(id.clone()));
        }
        report
    }

    fn dropped(&self) -> CallReport {
        let worst = self.progress().outcome.unwrap_or(Outcome::NotSent);
        self.report(worst, Some(ErrorKind::Cancelled))
    }

    fn report(&self, outcome: Outcome, error_kind: Option<ErrorKind>) -> CallReport {
        let mut progress = self.progress();
        CallReport {
            operation_id: self.0.operation.id,
            url: self.0.url.clone(),
            outcome,
            error_kind,
            status: None,
            attempt_count: progress.attempt_count,
            attempts: std::mem::take(&mut progress.attempts),
            elapsed: self.0.started.elapsed(),
            rate_limit_wait: progress.rate_limit_wait,
            is_retry_budget_spent: progress.is_retry_budget_spent,
            transaction_id: progress.transaction_id.clone(),
        }
    }
}

/// A call that has begun and not ended.
struct Tracked<'a> {
    call: &'a Call,
    span: Span,
    has_ended: bool,
}

impl Tracked<'_> {
    fn end(mut self, report: CallReport) -> Arc<CallReport> {
        self.has_ended = true;
        self.tell(&report);
        Arc::new(report)
    }

    fn tell(&self, report: &CallReport) {
        let shared = &self.call.0.shared;
        self.span
            .record("outcome", report.outcome.as_str())
            .record("attempts", i64::from(report.attempt_count));
        if let Some(kind) = report.error_kind {
            self.span.record("error.type", kind.as_str()).record("otel.status_code", "ERROR");
        }
        if let Some(status) = report.status {
            self.span.record("http.response.status_code", i64::from(status.as_u16()));
        }
        if shared.pacer.is_some() {
            let millis = i64::try_from(report.rate_limit_wait.as_millis()).unwrap_or(i64::MAX);
            self.span.record("rate_limit.wait_ms", millis);
        }
        if report.is_retry_budget_spent {
            self.span.record("retry_budget.spent", true);
        }
        if let Some(id) = report.transaction_id.as_ref().filter(|_| shared.traces_transaction_ids) {
            self.span.record("transaction_id", display(id.expose()));
        }
        shared.listeners.tell(report);
    }
}

impl Drop for Tracked<'_> {
    fn drop(&mut self) {
        if !self.has_ended {
            self.tell(&self.call.dropped());
        }
    }
}
