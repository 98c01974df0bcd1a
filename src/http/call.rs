//! [`Call`]: the state of one call. It is the generated client's inner value, so it does not import the generated code.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use url::Url;

use super::credentials::Credentials;
use super::limits::Limits;
use super::listeners::Listeners;
use super::observe::Observers;
use crate::error::{AttemptReport, Failure, Outcome, VendorResponse};
use crate::pace::pacer::Pacer;
use crate::pace::retry_budget::Budget;
use crate::privacy::sensitive::Sensitive;
use crate::table::OperationRow;

/// How many attempts of a call are reported one by one.
const MAX_REPORTED_ATTEMPTS: usize = 32;

/// What all calls of a client share.
pub(crate) struct Shared {
    pub(crate) credentials: Credentials,
    pub(crate) observers: Observers,
    pub(crate) listeners: Listeners,
    pub(crate) pacer: Option<Pacer>,
    pub(crate) budget: Budget,
    /// Whether spans show the vendor's transaction ids.
    pub(crate) traces_transaction_ids: bool,
}

/// The state of one call: what its hooks need to send it, and what they learn from it. Each call gets a fresh one.
#[derive(Clone)]
pub(crate) struct Call(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) operation: OperationRow,
    pub(super) url: Url,
    pub(super) limits: Limits,
    pub(super) shared: Arc<Shared>,
    pub(super) started: Instant,
    progress: Mutex<Progress>,
    result: Mutex<Option<Result<VendorResponse, Failure>>>,
}

/// What is known of a call while it runs.
#[derive(Default)]
pub(super) struct Progress {
    pub(super) attempt_count: u32,
    pub(super) attempts: Vec<AttemptReport>,
    /// The worst outcome of the attempts that have failed.
    pub(super) outcome: Option<Outcome>,
    pub(super) rate_limit_wait: Duration,
    pub(super) is_retry_budget_spent: bool,
    pub(super) transaction_id: Option<Sensitive<String>>,
}

impl Progress {
    pub(super) fn report_attempt(&mut self, attempt: AttemptReport) {
        if self.attempts.len() < MAX_REPORTED_ATTEMPTS {
            self.attempts.push(attempt);
        }
    }
}

impl Call {
    pub(crate) fn new(operation: OperationRow, url: Url, limits: Limits, shared: Arc<Shared>) -> Self {
        let (progress, result) = (Mutex::default(), Mutex::default());
        Self(Arc::new(Inner { operation, url, limits, shared, started: Instant::now(), progress, result }))
    }

    /// Returns the URL of the call, for the generated client.
    pub(crate) fn url(&self) -> Url {
        self.0.url.clone()
    }

    pub(super) fn credentials(&self) -> &Credentials {
        &self.0.shared.credentials
    }

    pub(super) fn progress(&self) -> MutexGuard<'_, Progress> {
        self.0.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn result(&self) -> MutexGuard<'_, Option<Result<VendorResponse, Failure>>> {
        self.0.result.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn time_left(&self) -> Duration {
        self.0.limits.timeout.saturating_sub(self.0.started.elapsed())
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &self.0.operation.id).finish_non_exhaustive()
    }
}
