//! [`Call`]: the state of one call. It is the generated client's inner value, so it does not import the generated code.

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

/// The state of one call: what its hooks need to send it, and what they learn from it. Each call gets a fresh one.
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

    /// Returns the URL of the call, for the generated client.
    pub(crate) fn url(&self) -> Url {
        self.0.url.clone()
    }

    pub(super) fn credentials(&self) -> &Credentials {
        &self.0.credentials
    }

    /// Turns a failure into an error, with the attempts and the time that the call took.
    pub(crate) fn failed(&self, mut failure: Failure) -> Error {
        failure.attempts = self.0.attempts.load(Ordering::Relaxed);
        failure.elapsed = self.0.started.elapsed();
        failure.into()
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
