//! The attempts of a call with the generated client, and its result.

use std::time::{Duration, Instant};

use tracing::debug;

use super::call::Call;
use super::envelope::Envelope;
use super::refusal;
use super::success;
use crate::error::{ErrorKind, Failure, Outcome, VendorResponse};
use crate::generated;
use crate::pace::pacer::Place;
use crate::pace::retry_budget::RetryCost;
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
            let Some((pause, cost)) = pauses.next().and_then(|pause| self.pause(&failure, pause)) else {
                return Err(Box::new(failure));
            };
            debug!(pause = ?pause, "trying again");
            tokio::time::sleep(pause).await;
            place = match self.place().await {
                Ok(place) => place,
                // The call ends as what it was before.
                Err(_) => return Err(Box::new(failure)),
            };
            if let Some(cost) = cost {
                cost.pay();
            }
        }
    }

    /// Waits for the call's turn under the client's rate limit, if it has one.
    async fn place(&self) -> Result<Option<Place>, Option<Duration>> {
        let Some(pacer) = &self.0.shared.pacer else { return Ok(None) };
        let _wait = RateLimitWait { call: self, began: Instant::now() };
        pacer.place(self.time_left().saturating_sub(self.reserved())).await.map(Some)
    }

    /// Returns the time that an attempt needs at least: one that runs out of time may have been acted on.
    fn reserved(&self) -> Duration {
        let limits = &self.0.limits;
        limits.connect_timeout.min(limits.timeout / 2)
    }

    fn refused(&self, response: VendorResponse, scrubber: &Scrubber) -> Failure {
        refusal::refusal(self.0.operation, response, scrubber)
    }

    fn succeeded(&self, value: &impl Envelope) {
        self.0.shared.budget.succeed();
        self.progress().transaction_id =
            value.transaction_id().filter(|id| !id.expose().trim().is_empty()).cloned();
    }

    pub(super) fn attempt_failed(&self, outcome: Outcome) {
        let mut progress = self.progress();
        progress.outcome = progress.outcome.max(Some(outcome));
    }

    /// Returns how long to wait before the next attempt, and what it costs, if there may be one.
    fn pause(&self, failure: &Failure, pause: Duration) -> Option<(Duration, Option<RetryCost<'_>>)> {
        if !failure.retry_decision().retried.contains(&self.0.operation.retry) {
            return None;
        }
        let asked = failure.response.as_ref().and_then(|response| response.retry_after);
        let pause = asked.map_or(pause, |asked| asked.max(pause));
        // Until now nothing was done. Of an attempt that runs out of time, nobody knows that.
        let needed = match failure.kind {
            ErrorKind::Connect => self.0.limits.connect_timeout,
            ErrorKind::RateLimited => self.reserved(),
            _ => Duration::ZERO,
        };
        if pause.saturating_add(needed) >= self.time_left() {
            return None;
        }
        if failure.kind == ErrorKind::RateLimited {
            return Some((pause, None));
        }
        let cost = self.0.shared.budget.spend();
        self.progress().is_retry_budget_spent = cost.is_none();
        cost.map(|cost| (pause, Some(cost)))
    }
}

/// The wait of an attempt for its turn. Counts also if the call is dropped.
struct RateLimitWait<'a> {
    call: &'a Call,
    began: Instant,
}

impl Drop for RateLimitWait<'_> {
    fn drop(&mut self) {
        self.call.progress().rate_limit_wait += self.began.elapsed();
    }
}
