//! [`RetryBudget`]: how many retries a client may spend while calls fail.

use std::sync::atomic::{AtomicU32, Ordering};

/// Limits the automatic retries of a client and its clones, so that they do not multiply the load on a vendor that is
/// down.
///
/// Each retry after a 500, a 503 or a failed connection costs one unit; each successful call returns a tenth of one. So
/// while the vendor works, every call that needs it is retried. In an outage, the budget is spent after
/// [`retries`](RetryBudget::retries) retries; then calls end with their first failure, which says so
/// ([`Error::is_retry_budget_spent`](crate::Error::is_retry_budget_spent)), until calls succeed again. A retry after a 429
/// costs nothing: the vendor advises it, and a [`RateLimit`](crate::RateLimit) is the means against it.
///
/// ```
/// use deepvue_digilocker::{ClientBuilder, RetryBudget};
///
/// let builder = ClientBuilder::from_env().retry_budget(RetryBudget::retries(50));
/// # let _ = builder;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a budget does nothing until it is passed to a client"]
pub struct RetryBudget {
    retries: u32,
}

/// How many parts of a unit a successful call returns, and how many make a unit.
const PARTS_PER_SUCCESS: u32 = 1;
const PARTS_PER_RETRY: u32 = 10;

impl Default for RetryBudget {
    /// Returns a budget of 20 retries.
    fn default() -> Self {
        Self::retries(20)
    }
}

impl RetryBudget {
    /// Sets how many retries can be spent before calls succeed again.
    pub fn retries(retries: u32) -> Self {
        Self { retries }
    }

    /// Returns no limit: each call is retried as its [`Retry`](crate::Retry) says.
    pub fn unlimited() -> Self {
        Self::retries(u32::MAX)
    }
}

/// What is left of a [`RetryBudget`].
pub(crate) struct Budget {
    parts: AtomicU32,
    max_parts: u32,
}

impl Budget {
    pub(crate) fn new(budget: RetryBudget) -> Self {
        let max_parts = budget.retries.saturating_mul(PARTS_PER_RETRY);
        Self { parts: AtomicU32::new(max_parts), max_parts }
    }

    /// Takes the cost of one retry, if there is enough left.
    pub(crate) fn spend(&self) -> Option<RetryCost<'_>> {
        let is_unlimited = self.max_parts == u32::MAX;
        let take = |parts: u32| parts.checked_sub(PARTS_PER_RETRY);
        let is_left =
            is_unlimited || self.parts.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok();
        is_left.then(|| RetryCost(self))
    }

    /// Returns what a success is worth.
    pub(crate) fn succeed(&self) {
        self.add(PARTS_PER_SUCCESS);
    }

    fn add(&self, added: u32) {
        let add = |parts: u32| Some(parts.saturating_add(added).min(self.max_parts));
        let _ = self.parts.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}

/// The cost of a retry. Goes back to the budget if the retry is not made.
pub(crate) struct RetryCost<'a>(&'a Budget);

impl RetryCost<'_> {
    /// Leaves it spent: the retry is made.
    pub(crate) fn pay(self) {
        std::mem::forget(self);
    }
}

impl Drop for RetryCost<'_> {
    fn drop(&mut self) {
        self.0.add(PARTS_PER_RETRY);
    }
}
