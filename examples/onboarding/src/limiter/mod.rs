//! [`SharedLimiter`]: one rate limit for all machines, in Redis or Valkey.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use deepvue_digilocker::{AttemptEnd, Limiter};
use redis::aio::ConnectionManager;
use redis::{RedisResult, Script};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// How long an attempt is waited for before its windows begin: a slow response must not stop everything.
const LONGEST_TRANSIT: Duration = Duration::from_secs(1);

/// The pause after a refusal. It doubles with each one until an attempt is accepted.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// The longest pause that the vendor can ask for: a mistake must not stop all machines.
const LONGEST_ASKED: Duration = Duration::from_secs(60 * 60);

/// How long the server may take. After that, it counts as away.
const RESPONSE_TIMEOUT: Duration = Duration::from_millis(500);

const ATTEMPTS: &str = "onboarding:limiter:attempts";
const CLOSED: &str = "onboarding:limiter:closed";

/// Limits the attempts of all machines that use the same server, with sliding windows by the server's clock.
///
/// The vendor counts an attempt at some time between its sending and its response. So it counts in all windows while it
/// waits for its response, and its windows begin with that, or after [`LONGEST_TRANSIT`]. This keeps the limit however
/// long the network takes. Machines take turns in no order; the attempts of one machine do.
///
/// While the server is away, attempts are let through, and one warning is logged: a customer is waiting, and the vendor
/// still refuses what is too much, which has no effect and is retried.
pub(crate) struct SharedLimiter(Arc<Shared>);

struct Shared {
    server: ConnectionManager,
    take: Script,
    ended: Script,
    windows: Vec<(u32, Duration)>,
    /// Makes the names of this machine's places, with the number of the next one.
    machine: String,
    next_place: AtomicU64,
    /// Whether the server has said that the vendor has lately refused an attempt.
    was_refused: AtomicBool,
    is_away: AtomicBool,
    under_way: Mutex<UnderWay>,
}

#[derive(Default)]
struct UnderWay {
    /// The places of attempts that wait for their response, in order; `None` for one that was let through.
    places: VecDeque<Option<String>>,
    /// The reports of attempts that have ended. No attempt is sent before they have arrived.
    reports: Vec<JoinHandle<()>>,
}

impl SharedLimiter {
    /// Allows at most this many attempts in any time of this length, for each of the windows. `machine` is the name of
    /// this machine, and of no other one.
    pub(crate) fn new(
        server: ConnectionManager,
        windows: impl IntoIterator<Item = (u32, Duration)>,
        machine: &str,
    ) -> Self {
        Self(Arc::new(Shared {
            server,
            take: Script::new(include_str!("take.lua")),
            ended: Script::new(include_str!("ended.lua")),
            windows: windows.into_iter().filter(|(limit, _)| *limit > 0).collect(),
            machine: machine.to_owned(),
            next_place: AtomicU64::new(0),
            was_refused: AtomicBool::new(false),
            is_away: AtomicBool::new(false),
            under_way: Mutex::default(),
        }))
    }
}

impl Limiter for SharedLimiter {
    fn take(&self) -> Pin<Box<dyn Future<Output = Result<(), Duration>> + Send + '_>> {
        Box::pin(self.0.take())
    }

    /// Returns what the attempts of this machine need alone, so that a call far back in the queue ends at once.
    fn least_wait(&self, ahead: usize) -> Duration {
        if self.0.is_away.load(Ordering::Relaxed) {
            return Duration::ZERO;
        }
        let ahead = u32::try_from(ahead).unwrap_or(u32::MAX);
        let waits = self.0.windows.iter().map(|(limit, length)| length.saturating_mul(ahead / limit));
        waits.max().unwrap_or_default()
    }

    /// Reports in the background. Without a runtime, nobody calls.
    fn ended(&self, end: AttemptEnd) {
        let mut under_way = self.0.under_way();
        // If a later attempt has ended first, its place ends with the other one: the times stay the same.
        let place = under_way.places.pop_front().flatten();
        if let Ok(runtime) = Handle::try_current() {
            let shared = Arc::clone(&self.0);
            under_way.reports.push(runtime.spawn(async move { shared.report(place, end).await }));
        }
    }
}

impl Shared {
    async fn take(&self) -> Result<(), Duration> {
        let reports = std::mem::take(&mut self.under_way().reports);
        for report in reports {
            let _ = report.await; // it only fails with its runtime
        }
        let number = self.next_place.fetch_add(1, Ordering::Relaxed);
        let place = format!("{}-{number}", self.machine);
        let mut take = self.take.key(ATTEMPTS);
        take.key(CLOSED).arg(&place).arg(micros(LONGEST_TRANSIT));
        for (limit, length) in &self.windows {
            take.arg(*limit).arg(micros(*length));
        }
        let mut server = self.server.clone();
        let taken = match self.response(take.invoke_async::<(u64, bool)>(&mut server)).await {
            Some((0, was_refused)) => {
                self.was_refused.store(was_refused, Ordering::Relaxed);
                Some(place)
            }
            Some((wait, _)) => return Err(Duration::from_micros(wait)),
            None => None,
        };
        self.under_way().places.push_back(taken);
        Ok(())
    }

    async fn report(&self, place: Option<String>, end: AttemptEnd) {
        let (end, asked) = match end {
            AttemptEnd::RateLimited { retry_after, .. } => ("refused", retry_after.unwrap_or_default()),
            AttemptEnd::Accepted if self.was_refused.load(Ordering::Relaxed) => ("accepted", Duration::ZERO),
            _ if place.is_none() => return,
            _ => ("", Duration::ZERO),
        };
        let mut ended = self.ended.key(ATTEMPTS);
        ended.key(CLOSED).arg(place.unwrap_or_default()).arg(end).arg(micros(asked.min(LONGEST_ASKED)));
        ended.arg(micros(FIRST_PAUSE)).arg(micros(LONGEST_PAUSE));
        let mut server = self.server.clone();
        self.response(ended.invoke_async::<()>(&mut server)).await;
    }

    /// Waits for the server's response; `None` if it is away.
    async fn response<T>(&self, asked: impl Future<Output = RedisResult<T>>) -> Option<T> {
        let response = timeout(RESPONSE_TIMEOUT, asked).await.ok().and_then(Result::ok);
        let is_away = response.is_none();
        match (self.is_away.swap(is_away, Ordering::Relaxed), is_away) {
            (false, true) => tracing::warn!("the rate limiter's server is away: calls are not limited"),
            (true, false) => tracing::info!("the rate limiter's server is back"),
            _ => {}
        }
        response
    }

    fn under_way(&self) -> MutexGuard<'_, UnderWay> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
