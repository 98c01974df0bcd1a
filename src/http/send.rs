//! One call: its attempts with the generated client, and its result.

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
    /// Sends the call with the generated client, retries where that is safe, and reads the result. The values of
    /// `secrets` are removed from every text.
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
        self.run(send, secrets).instrument(span).await.map_err(|failure| self.failed(failure))
    }

    /// Makes attempts until one is final. The generated client's own error is never passed on: it prints bodies.
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
            let failure = match self.result().take() {
                None => return Err(Failure::request_not_built()),
                Some(Ok(response)) if response.status.is_success() => {
                    let strict = match decoded {
                        Ok(value) => Some(value.into_inner()),
                        Err(generated::Error::InvalidResponsePayload(..)) => None,
                        // A 2xx that is neither 200 nor 201.
                        Err(_) => return Err(refusal::refusal(response, &scrubber())),
                    };
                    return success::read(self.0.operation, response, strict, scrubber)
                        .map_err(|failure| *failure);
                }
                Some(Ok(response)) => refusal::refusal(response, &scrubber()),
                Some(Err(failure)) => failure,
            };
            let Some(pause) = pauses.next().and_then(|pause| self.pause(&failure, pause)) else {
                return Err(failure);
            };
            debug!(pause = ?pause, "trying again");
            tokio::time::sleep(pause).await;
        }
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
        (pause.saturating_add(connecting) < self.time_left()).then_some(pause)
    }
}
