//! [`Retry`]: the automatic retries, and the pauses between them.

use std::time::{Duration, SystemTime};

use backon::{BackoffBuilder, ExponentialBuilder};
use http::{HeaderMap, HeaderName, header};

/// Sets how often, and after which pauses, a call is retried automatically.
///
/// A client's [`RetryBudget`](crate::RetryBudget) and [`RateLimit`](crate::RateLimit) hold for all of its retries.
///
/// A connection that could not be made and a 429 are retried, since they certainly had no effect. All calls except
/// [`authorize`](crate::Client::authorize), whose code may be single-use, are also retried after a 500 or 503, because
/// the vendor's error guide advises it. A request that was sent and got no response is never retried, since the vendor
/// may have acted on it, and billed.
///
/// A pause starts at [`base_delay`](Retry::base_delay) and doubles, up to [`max_delay`](Retry::max_delay), plus a
/// random 0–100 %. A `Retry-After` header that asks for a longer pause replaces it. If the next pause would go past the
/// deadline, the call ends at once with the last error. The same holds after a failed connection or a 429 if less than
/// [`connect_timeout`](crate::ClientBuilder::connect_timeout) would be left (after a 429, half of the call's time is always
/// enough): an attempt that runs out of time may have been acted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "settings do nothing until they are passed to a client or a call"]
pub struct Retry {
    max_retries: u32,
    base_delay: Duration,
    max_delay: Duration,
}

impl Default for Retry {
    /// Returns two retries, after 1 s and then 2 s, with pauses of at most 8 s (before jitter).
    fn default() -> Self {
        Self { max_retries: 2, base_delay: Duration::from_secs(1), max_delay: Duration::from_secs(8) }
    }
}

impl Retry {
    /// Turns automatic retries off.
    pub fn none() -> Self {
        Self::default().max_retries(0)
    }

    /// Sets how many times a call may be retried after its first attempt.
    pub fn max_retries(self, max_retries: u32) -> Self {
        Self { max_retries, ..self }
    }

    /// Sets the pause before the first retry.
    pub fn base_delay(self, base_delay: Duration) -> Self {
        Self { base_delay, ..self }
    }

    /// Sets the longest pause between two attempts, before jitter.
    pub fn max_delay(self, max_delay: Duration) -> Self {
        Self { max_delay, ..self }
    }

    /// Returns the pauses of one call, one for each retry.
    pub(crate) fn pauses(self) -> impl Iterator<Item = Duration> {
        ExponentialBuilder::new()
            .with_min_delay(self.base_delay.min(self.max_delay))
            .with_max_delay(self.max_delay)
            .with_max_times(usize::try_from(self.max_retries).unwrap_or(usize::MAX))
            .with_jitter()
            .build()
    }
}

/// Returns the pause that a `Retry-After` header asks for: in seconds, rounded up, or until an HTTP date. The date is
/// by the server's clock, which the response's `Date` header tells.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = text(headers, header::RETRY_AFTER)?;
    let (seconds, fraction) = value.split_once('.').unwrap_or((value, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(seconds) && is_number(fraction) {
        let begun = u64::from(fraction.bytes().any(|digit| digit != b'0'));
        return Some(Duration::from_secs(seconds.parse::<u64>().ok()?.saturating_add(begun)));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    let now = text(headers, header::DATE).and_then(|date| httpdate::parse_http_date(date).ok());
    Some(until.duration_since(now.unwrap_or_else(SystemTime::now)).unwrap_or_default())
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_their_limit_with_jitter_on_top() {
        let second = Duration::from_secs(1);
        let draws =
            (0..20).map(|_| Retry::default().max_retries(5).pauses().collect::<Vec<_>>()).collect::<Vec<_>>();
        for pauses in &draws {
            assert_eq!(pauses.len(), 5);
            for (pause, base) in pauses.iter().zip([1, 2, 4, 8, 8]) {
                assert!(*pause >= base * second && *pause <= 2 * base * second, "{pauses:?}");
            }
        }
        assert!(draws.iter().any(|pauses| pauses != &draws[0]), "there is no jitter");
        assert_eq!(Retry::default().pauses().count(), 2);
        assert_eq!(Retry::none().pauses().count(), 0);
        let inverted = Retry::default().base_delay(9 * second).max_delay(second);
        assert!(inverted.pauses().all(|pause| pause <= 2 * second));
    }
}
