//! The attempts of a call with the generated client, and its result.

use std::time::Duration;

use tracing::debug;

use super::call::Call;
use super::envelope::Envelope;
use super::refusal;
use super::success;
use crate::error::{ErrorKind, Failure, Outcome, VendorResponse};
use crate::generated;
use crate::pace::pacer::Place;
use crate::privacy::scrub::Scrubber;
use crate::privacy::sensitive::Sensitive;

impl Call {
    /// Makes attempts until one is final: retries where that is safe, and reads the result. The values of `secrets` are
    /// removed from every text. The generated client's own error is never passed on: it prints bodies.
    pub(crate) async fn send<T, Sent>(
        &self,
        send: impl Fn() -> Sent,
        secrets: &[Option<&Sensitive<String>>],
    ) -> Result<(T, VendorResponse), Box<Failure>>
    where
        T: Envelope,
        Sent: Future<Output = Result<generated::ResponseValue<T>, generated::Error<()>>>,
    {
        let scrubber = || {
            let values = secrets.iter().flatten().map(|value| value.expose().as_str());
            Scrubber::new(self.credentials().exposed().chain(values))
        };
        let mut pauses = self.0.limits.retry.pauses();
        let mut place = self.place().await.map_err(|wait| Box::new(Failure::no_place(wait)))?;
        loop {
            let decoded = send().await;
            let result = self.result().take();
            if let Some(place) = place {
                place.end(result.as_ref());
            }
            let failure = match result {
                None => return Err(Box::new(Failure::request_not_built())),
                Some(Ok(response)) if response.status.is_success() => {
                    let strict = match decoded {
                        Ok(value) => Some(value.into_inner()),
                        Err(generated::Error::InvalidResponsePayload(..)) => None,
                        // A 2xx that is neither 200 nor 201.
                        Err(_) => return Err(Box::new(self.refused(response, &scrubber()))),
                    };
                    return success::read(self.0.operation, response, strict, scrubber)
                        .inspect(|(value, _): &(T, _)| self.succeeded(value));
                }
                Some(Ok(response)) => self.refused(response, &scrubber()),
                Some(Err(failure)) => failure,
            };
            self.attempt_failed(failure.retry_decision().outcome);
            let Some(pause) = pauses.next().and_then(|pause| self.pause(&failure, pause)) else {
                return Err(Box::new(failure));
            };
            debug!(pause = ?pause, "trying again");
            tokio::time::sleep(pause).await;
            place = match self.place().await {
                Ok(place) => place,
                // The call ends as what it was before.
                Err(_) => return Err(Box::new(failure)),
            };
        }
    }

    /// Waits for the call's turn under the client's rate limit, if it has one.
    async fn place(&self) -> Result<Option<Place<'_>>, Option<Duration>> {
        let Some(pacer) = &self.0.shared.pacer else { return Ok(None) };
        let began = self.0.started.elapsed();
        // An attempt that runs out of time may have been acted on, so it gets some.
        let limits = &self.0.limits;
        let reserved = limits.connect_timeout.min(limits.timeout / 2);
        let place = pacer.place(self.time_left().saturating_sub(reserved)).await;
        self.progress().rate_limit_wait += self.0.started.elapsed().saturating_sub(began);
        place.map(Some)
    }

    fn refused(&self, response: VendorResponse, scrubber: &Scrubber) -> Failure {
        refusal::refusal(self.0.operation, response, scrubber)
    }

    fn succeeded(&self, value: &impl Envelope) {
        self.0.shared.budget.succeed();
        self.progress().transaction_id =
            value.transaction_id().filter(|id| !id.expose().trim().is_empty()).cloned();
    }

    fn attempt_failed(&self, outcome: Outcome) {
        let mut progress = self.progress();
        progress.outcome = progress.outcome.max(Some(outcome));
    }

    /// Returns how long to wait before the next attempt, if there may be one.
    fn pause(&self, failure: &Failure, pause: Duration) -> Option<Duration> {
        if !failure.retry_decision().retried.contains(&self.0.operation.retry) {
            return None;
        }
        let asked = failure.response.as_ref().and_then(|response| response.retry_after);
        let pause = asked.map_or(pause, |asked| asked.max(pause));
        // If an attempt runs out of time while it connects, nobody knows that nothing was sent.
        let connecting = match failure.kind {
            ErrorKind::Connect => self.0.limits.connect_timeout,
            _ => Duration::ZERO,
        };
        if pause.saturating_add(connecting) >= self.time_left() {
            return None;
        }
        let is_free = failure.kind == ErrorKind::RateLimited;
        if !is_free && !self.0.shared.budget.spend() {
            self.progress().is_retry_budget_spent = true;
            return None;
        }
        Some(pause)
    }
}
