//! [`RequestLog`]: what a sandbox tells of a request while it runs.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::StatusCode;

use crate::operation::Operation;

/// One request for an operation and its end: for a log (feature `sandbox`). It holds no value of the request or the response.
///
/// [`SandboxBuilder::on_request`](super::SandboxBuilder::on_request) asks for them.
#[derive(Debug, Clone)]
pub struct RequestLog {
    operation: Option<Operation>,
    status: Option<StatusCode>,
    duration: Duration,
}

impl RequestLog {
    /// Returns the operation; `None` if the path is that of no operation.
    pub fn operation(&self) -> Option<Operation> {
        self.operation
    }

    /// Returns the status of the response; `None` if there was none: the connection was reset, or the caller left before.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Returns how long the sandbox took, delays included.
    pub fn duration(&self) -> Duration {
        self.duration
    }
}

impl fmt::Display for RequestLog {
    /// Writes a line such as `fetch_file 200 in 3 ms`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.operation.map_or("another path", Operation::id))?;
        match self.status {
            Some(status) => write!(f, " {}", status.as_u16())?,
            None => f.write_str(" no response")?,
        }
        write!(f, " in {} ms", self.duration.as_millis())
    }
}

/// Receives the log of a sandbox.
#[derive(Clone)]
pub(super) struct Listener(pub(super) Arc<dyn Fn(&RequestLog) + Send + Sync>);

/// A request that is being answered. It is logged when it ends, also if the caller leaves.
pub(super) struct Pending {
    listener: Option<Listener>,
    started: Instant,
    pub(super) operation: Option<Operation>,
    pub(super) status: Option<StatusCode>,
}

impl Pending {
    pub(super) fn start(listener: Option<Listener>, operation: Option<Operation>) -> Self {
        Self { listener, started: Instant::now(), operation, status: None }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some(Listener(listener)) = &self.listener {
            let duration = self.started.elapsed();
            listener(&RequestLog { operation: self.operation, status: self.status, duration });
        }
    }
}
