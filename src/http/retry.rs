//! What may be sent again, and when.

use std::time::{Duration, SystemTime};

use backon::{BackoffBuilder, ExponentialBuilder};
use http::{HeaderMap, HeaderName, header};

/// How often, and after which pauses, a call is repeated by itself.
///
/// Repeated is what surely never took effect: a connection that could not be made, and a 429. All calls but
/// [`authorize`](crate::Client::authorize), whose code may be single-use, are also repeated after a 500 or 503, because
/// the vendor's error guide advises it. An attempt that got no answer is never repeated, since it may have been acted
/// on, and billed.
///
/// A pause grows from [`base_delay`](Retry::base_delay) by doubling, up to [`max_delay`](Retry::max_delay), with up
/// to as much again of jitter on top. A `Retry-After` header that asks for more replaces it. A pause that would pass the call's deadline
/// ends the call at once with the last answer, and so does a failed connection when another one may take longer than is
/// left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    max_retries: u32,
    base_delay: Duration,
    max_delay: Duration,
}

impl Default for Retry {
    /// Two repetitions, after 1 s and then 2 s, never pausing longer than 8 s (before jitter).
    fn default() -> Self {
        Self { max_retries: 2, base_delay: Duration::from_secs(1), max_delay: Duration::from_secs(8) }
    }
}

impl Retry {
    /// No repetition at all.
    #[must_use]
    pub fn none() -> Self {
        Self::default().max_retries(0)
    }

    /// How many times a call may be repeated after its first attempt.
    #[must_use]
    pub fn max_retries(self, max_retries: u32) -> Self {
        Self { max_retries, ..self }
    }

    /// The pause before the first repetition.
    #[must_use]
    pub fn base_delay(self, base_delay: Duration) -> Self {
        Self { base_delay, ..self }
    }

    /// The longest pause between two attempts, before jitter.
    #[must_use]
    pub fn max_delay(self, max_delay: Duration) -> Self {
        Self { max_delay, ..self }
    }

    /// The pauses of one call, one for each repetition.
    pub(crate) fn pauses(self) -> impl Iterator<Item = Duration> {
        ExponentialBuilder::new()
            .with_min_delay(self.base_delay.min(self.max_delay))
            .with_max_delay(self.max_delay)
            .with_max_times(usize::try_from(self.max_retries).unwrap_or(usize::MAX))
            .with_jitter()
            .build()
    }
}

/// The pause that a `Retry-After` header asks for: in seconds, rounded up, or until an HTTP date. Whoever wrote the date
/// has a clock of its own, which the answer's `Date` tells.
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
