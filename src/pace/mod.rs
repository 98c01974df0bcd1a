//! When an attempt may be sent: the rate limit and the queue for it, and the budget of retries.

pub(crate) mod limiter;
pub(crate) mod pacer;
pub(crate) mod rate_limit;
pub(crate) mod retry_budget;
mod windows;
