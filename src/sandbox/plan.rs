//! [`Plan`]: how many requests the vendor's plans allow, and [`Limiter`], which counts them.

use std::collections::VecDeque;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::names::UnknownName;
use crate::http::rate_limit::RateLimit;

/// As many as the largest window of all plans holds: older requests never decide.
const MAX_COUNTED: usize = 50_000;

/// One of the vendor's plans, with its rate limit, stated in the vendor's rate limit guide (feature `sandbox`).
///
/// | plan | in a second | in a minute | in a day |
/// |---|---|---|---|
/// | Starter | 1 | 30 | 1,000 |
/// | Business | 2 | 100 | 10,000 |
/// | Growth | 5 | 500 | 20,000 |
/// | Enterprise | 17 | 1,000 | 50,000 |
///
/// In the sandbox all windows slide: a request is refused with 429 if as many as the limit arrived in the second, minute
/// or day before it. Every request with valid keys counts, also one that is refused. How the vendor cuts its windows and
/// what it counts is undocumented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Plan {
    /// 1 in a second, 30 in a minute, 1,000 in a day.
    Starter,
    /// 2 in a second, 100 in a minute, 10,000 in a day.
    Business,
    /// 5 in a second, 500 in a minute, 20,000 in a day.
    Growth,
    /// 17 in a second, 1,000 in a minute, 50,000 in a day.
    Enterprise,
}

impl Plan {
    /// All plans, from the smallest to the largest.
    pub const ALL: [Self; 4] = [Self::Starter, Self::Business, Self::Growth, Self::Enterprise];

    /// Returns its name, such as `starter`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Starter => "starter",
            Self::Business => "business",
            Self::Growth => "growth",
            Self::Enterprise => "enterprise",
        }
    }

    /// Returns the limit, as a client can keep it.
    pub const fn rate_limit(self) -> RateLimit {
        match self {
            Self::Starter => RateLimit::STARTER,
            Self::Business => RateLimit::BUSINESS,
            Self::Growth => RateLimit::GROWTH,
            Self::Enterprise => RateLimit::ENTERPRISE,
        }
    }
}

impl FromStr for Plan {
    type Err = UnknownName;

    /// Returns the plan of this name.
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let names = Self::ALL.map(Self::name);
        Self::ALL.into_iter().find(|plan| plan.name() == name).ok_or_else(|| UnknownName::of("plan", &names))
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// When requests arrived, by the sandbox's clock.
#[derive(Default)]
pub(super) struct Limiter {
    pub(super) plan: Option<Plan>,
    arrivals: VecDeque<Duration>,
}

/// The limits that a request exceeds.
#[derive(Clone, Copy, Default)]
pub(super) struct Exceeded {
    /// The limit of the sandbox's plan.
    pub(super) plan: bool,
    /// The limit of the smallest plan.
    pub(super) starter: bool,
}

impl Limiter {
    /// Counts a request.
    pub(super) fn count(&mut self, now: Duration) -> Exceeded {
        let exceeded = Exceeded {
            plan: self.plan.is_some_and(|plan| self.is_full(plan, now)),
            starter: self.is_full(Plan::Starter, now),
        };
        if self.arrivals.len() == MAX_COUNTED {
            self.arrivals.pop_front();
        }
        self.arrivals.push_back(now);
        exceeded
    }

    /// Whether as many requests as allowed arrived in one of the windows that end now.
    fn is_full(&self, plan: Plan, now: Duration) -> bool {
        plan.rate_limit().windows().any(|(allowed, length)| {
            let allowed = usize::try_from(allowed).unwrap_or(usize::MAX);
            let oldest = self.arrivals.len().checked_sub(allowed).and_then(|place| self.arrivals.get(place));
            oldest.is_some_and(|arrival| now < arrival.saturating_add(length))
        })
    }

    pub(super) fn forget(&mut self) {
        self.arrivals.clear();
    }
}
