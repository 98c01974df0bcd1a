//! [`Call`]: the state of one call. It is the generated client's inner value, so it imports nothing of that.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use url::Url;

use super::credentials::Credentials;
use super::limits::Limits;
use super::observe::Observers;
use crate::error::{Error, Failure, VendorResponse};
use crate::table::OperationRow;

/// One call: what its hooks need on the way out, and what they learn. It is the generated client's inner value, a
/// fresh one for each call.
#[derive(Clone)]
pub(crate) struct Call(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) operation: OperationRow,
    pub(super) url: Url,
    pub(super) credentials: Credentials,
    pub(super) limits: Limits,
    pub(super) started: Instant,
    pub(super) attempts: AtomicU32,
    pub(super) result: Mutex<Option<Result<VendorResponse, Failure>>>,
    pub(super) observers: Arc<Observers>,
}

impl Call {
    pub(crate) fn new(
        operation: OperationRow,
        url: Url,
        credentials: Credentials,
        limits: Limits,
        observers: Arc<Observers>,
    ) -> Self {
        let (started, attempts, result) = (Instant::now(), AtomicU32::default(), Mutex::default());
        Self(Arc::new(Inner { operation, url, credentials, limits, started, attempts, result, observers }))
    }

    /// Where the call goes: the generated client asks for it.
    pub(crate) fn url(&self) -> Url {
        self.0.url.clone()
    }

    pub(super) fn credentials(&self) -> &Credentials {
        &self.0.credentials
    }

    /// The failure with what the call has cost.
    pub(crate) fn failed(&self, mut report: Failure) -> Error {
        report.attempts = self.0.attempts.load(Ordering::Relaxed);
        report.elapsed = self.0.started.elapsed();
        report.into()
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
