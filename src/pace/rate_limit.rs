//! [`RateLimit`]: how many attempts the vendor allows in a time.

use std::borrow::Cow;
use std::time::Duration;

use super::windows::{Window, Windows};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Limits how many attempts a client makes in any second, minute and day, so that the vendor does not refuse them.
///
/// Every attempt counts, retries included. It waits for its turn in the order of arrival, within the call's deadline. If
/// the wait would be longer, the call ends at once with [`ErrorKind::RateLimited`](crate::ErrorKind::RateLimited) and
/// the outcome [`NotSent`](crate::Outcome::NotSent).
///
/// The vendor limits each key, by its plan (stated in the vendor's rate limit guide):
///
/// | plan | in a second | in a minute | in a day |
/// |---|---|---|---|
/// | [`STARTER`](Self::STARTER) | 1 | 30 | 1,000 |
/// | [`BUSINESS`](Self::BUSINESS) | 2 | 100 | 10,000 |
/// | [`GROWTH`](Self::GROWTH) | 5 | 500 | 20,000 |
/// | [`ENTERPRISE`](Self::ENTERPRISE) | 17 | 1,000 | 50,000 |
///
/// One journey is three calls (session, code, list of documents), one for an e-Aadhaar, and one for each document that is
/// fetched. With all of them and three documents that is 7 calls: on Starter, about 8 seconds for one customer, 4
/// customers a minute, and 142 a day. Set a [`timeout`](crate::ClientBuilder::timeout) that leaves room for the wait.
///
/// ```
/// use deepvue_digilocker::{Client, RateLimit};
///
/// let client = Client::builder().client_id("…id").client_secret("…secret").rate_limit(RateLimit::STARTER);
/// # let _ = client;
/// ```
///
/// # How it counts
///
/// The vendor does not say how its windows are cut, nor when it counts a request. So no more attempts than the limit are
/// made in *any* second, minute or day, and an attempt counts from when it is sent until the end of the window that begins
/// with its response (at the latest one second after it was sent). This keeps the limit however the vendor counts, and
/// costs the time of a response in each window. A restart forgets what was counted.
///
/// A 429 that arrives nevertheless, for instance because others use the same key, closes the limit for all calls: for a
/// second, then two, up to a minute, or as long as `Retry-After` asks (at most an hour), until an attempt is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a limit does nothing until it is passed to a client"]
pub struct RateLimit {
    windows: Cow<'static, [Window]>,
    broken_rule: Option<&'static str>,
}

impl RateLimit {
    /// The vendor's plan Starter: 1 in a second, 30 in a minute, 1,000 in a day.
    pub const STARTER: Self = Self::plan(&const { in_second_minute_day(1, 30, 1_000) });
    /// The vendor's plan Business: 2 in a second, 100 in a minute, 10,000 in a day.
    pub const BUSINESS: Self = Self::plan(&const { in_second_minute_day(2, 100, 10_000) });
    /// The vendor's plan Growth: 5 in a second, 500 in a minute, 20,000 in a day.
    pub const GROWTH: Self = Self::plan(&const { in_second_minute_day(5, 500, 20_000) });
    /// The vendor's plan Enterprise: 17 in a second, 1,000 in a minute, 50,000 in a day.
    pub const ENTERPRISE: Self = Self::plan(&const { in_second_minute_day(17, 1_000, 50_000) });

    const fn plan(windows: &'static [Window]) -> Self {
        Self { windows: Cow::Borrowed(windows), broken_rule: None }
    }

    /// Sets limits of your own: each is a number of attempts, and the time in which they are allowed. All hold at once.
    /// [`ClientBuilder::build`](crate::ClientBuilder::build) returns an error if a number or a time is zero.
    ///
    /// ```
    /// use deepvue_digilocker::RateLimit;
    /// use std::time::Duration;
    ///
    /// let limit = RateLimit::custom([(10, Duration::from_secs(1)), (400, Duration::from_secs(60))]);
    /// assert_eq!(limit.windows().count(), 2);
    /// ```
    pub fn custom(windows: impl IntoIterator<Item = (u32, Duration)>) -> Self {
        let windows = windows.into_iter().map(|(attempts, length)| Window { attempts, length });
        let windows = windows.collect::<Vec<_>>();
        let is_broken = windows.iter().any(|window| window.attempts == 0 || window.length.is_zero());
        let rule = "must allow at least one attempt, in a time longer than zero";
        Self { windows: windows.into(), broken_rule: is_broken.then_some(rule) }
    }

    /// Takes `part` parts of `of`, for machines that use the same key: `share(1, 4)` for each of four.
    ///
    /// Shares are rounded down, so that together they stay within the limit. A share of less than one attempt becomes
    /// one attempt in a longer time, such as one in 4 s for a quarter of one in a second; then several machines can still
    /// send in the same second, and the vendor may refuse one, which is retried. A [`Limiter`](crate::Limiter) on a
    /// shared store has neither loss. [`ClientBuilder::build`](crate::ClientBuilder::build) returns an error if a number is
    /// zero, or the part is more than the whole.
    ///
    /// ```
    /// use deepvue_digilocker::RateLimit;
    /// use std::time::Duration;
    ///
    /// let quarter = RateLimit::STARTER.share(1, 4);
    /// let second = Duration::from_secs(1);
    /// assert_eq!(
    ///     quarter.windows().collect::<Vec<_>>(),
    ///     [(1, 4 * second), (7, 60 * second), (250, 24 * 60 * 60 * second)]
    /// );
    /// ```
    pub fn share(&self, part: u32, of: u32) -> Self {
        if part == 0 || part > of {
            let rule = "share must have a part between 1 and the number of parts";
            return Self { broken_rule: Some(rule), ..self.clone() };
        }
        let windows = self.windows.iter().map(|window| share(*window, part, of));
        Self { windows: windows.collect(), broken_rule: self.broken_rule }
    }

    /// Returns its windows: a number of attempts, and the time in which they are allowed.
    pub fn windows(&self) -> impl Iterator<Item = (u32, Duration)> {
        self.windows.iter().map(|window| (window.attempts, window.length))
    }

    /// Returns the limiter that keeps the limit, or the rule that the limit breaks.
    pub(crate) fn limiter(self) -> Result<Windows, &'static str> {
        match self.broken_rule {
            Some(rule) => Err(rule),
            None => Ok(Windows::new(self.windows.into_owned())),
        }
    }
}

const fn in_second_minute_day(second: u32, minute: u32, day: u32) -> [Window; 3] {
    [
        Window { attempts: second, length: SECOND },
        Window { attempts: minute, length: MINUTE },
        Window { attempts: day, length: DAY },
    ]
}

fn share(window: Window, part: u32, of: u32) -> Window {
    let shared = u64::from(window.attempts) * u64::from(part);
    let whole = u32::try_from(shared / u64::from(of)).unwrap_or(window.attempts);
    if whole > 0 {
        return Window { attempts: whole, ..window };
    }
    // Less than one attempt: as many times longer as one attempt is more than the share.
    let length = window.length.as_nanos().saturating_mul(u128::from(of)).div_ceil(u128::from(shared.max(1)));
    Window { attempts: 1, length: Duration::from_nanos(u64::try_from(length).unwrap_or(u64::MAX)) }
}
