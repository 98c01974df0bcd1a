//! One call: its attempts with the generated client, and what came of them.

use std::time::Duration;

use tracing::{Instrument, debug, info_span};

use super::call::Call;
use super::envelope::Envelope;
use super::refusal;
use super::success;
use crate::error::{Error, ErrorKind, Failure, VendorResponse};
use crate::generated;
use crate::privacy::scrub::Scrubber;
use crate::privacy::sensitive::Sensitive;

impl Call {
    /// Sends the call with the generated client, again where that is safe, and reads what came of it. What is in
    /// `secrets` must not come back in any text.
    pub(crate) async fn send<T, Sent>(
        &self,
        send: impl Fn() -> Sent,
        secrets: &[Option<&Sensitive<String>>],
    ) -> Result<(T, VendorResponse), Error>
    where
        T: Envelope,
        Sent: Future<Output = Result<generated::ResponseValue<T>, generated::Error<()>>>,
    {
        let span = info_span!("digilocker.call", operation = self.0.operation.id);
        self.run(send, secrets).instrument(span).await.map_err(|report| self.failed(report))
    }

    /// Tries until something is final. The generated client's own error is never passed on: it prints bodies.
    async fn run<T, Sent>(
        &self,
        send: impl Fn() -> Sent,
        secrets: &[Option<&Sensitive<String>>],
    ) -> Result<(T, VendorResponse), Failure>
    where
        T: Envelope,
        Sent: Future<Output = Result<generated::ResponseValue<T>, generated::Error<()>>>,
    {
        let scrubber = || {
            let values = secrets.iter().flatten().map(|value| value.expose().as_str());
            Scrubber::new(self.0.credentials.exposed().chain(values))
        };
        let mut pauses = self.0.limits.retry.pauses();
        loop {
            let decoded = send().await;
            let report = match self.result().take() {
                None => return Err(Failure::request_not_built()),
                Some(Ok(answer)) if answer.status.is_success() => {
                    let strict = match decoded {
                        Ok(value) => Some(value.into_inner()),
                        Err(generated::Error::InvalidResponsePayload(..)) => None,
                        // A 2xx that is neither 200 nor 201.
                        Err(_) => return Err(refusal::refusal(answer, &scrubber())),
                    };
                    return success::read(self.0.operation, answer, strict, scrubber)
                        .map_err(|failure| *failure);
                }
                Some(Ok(answer)) => refusal::refusal(answer, &scrubber()),
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
    fn pause(&self, report: &Failure, pause: Duration) -> Option<Duration> {
        if !report.retry_decision().repeated.contains(&self.0.operation.retry) {
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
}
