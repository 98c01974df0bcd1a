//! [`Client`]: what makes the calls.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use url::Url;

use crate::clock::Clock;
use crate::http::call::{Call, Shared};
use crate::http::hooks::{self, Api};
use crate::http::limits::Limits;
use crate::http::trusted_url::{BaseUrl, Trust};
use crate::operation::Operation;

/// Calls the vendor's API. Cheap to clone; the clones share one connection pool, one rate limit and one retry budget.
///
/// It speaks HTTP/1.1, whatever other crates add to reqwest: a connection carries one call at a time, so a silent
/// connection ends with its call.
///
/// # Runtimes
///
/// A client can be built outside a runtime. **Calls need a tokio runtime** with time and IO enabled; without one, tokio
/// panics. `#[tokio::main]` is one. A program without it starts one itself:
///
/// ```no_run
/// use deepvue_digilocker::{Client, Consent};
///
/// fn main() -> Result<(), Box<dyn std::error::Error>> {
///     let client = Client::from_env()?;
///     let runtime = tokio::runtime::Runtime::new()?;
///     let session = runtime.block_on(client.initiate_session(Consent::given(), "Savings account KYC").send())?;
///     println!("{}", session.authorization_url());
///     Ok(())
/// }
/// ```
///
/// A pooled connection belongs to the runtime of the call that opened it: it ends with that runtime, and makes no
/// progress while that runtime is not driven. So one client can serve runtimes one after the other, such as those of
/// `#[tokio::test]`, and several at once as long as all of them run. If one ends or is not driven while a call on
/// another uses its connection, that call fails with [`Transport`](crate::ErrorKind::Transport) or
/// [`Timeout`](crate::ErrorKind::Timeout) and the outcome [`Unknown`](crate::Outcome::Unknown); the next call opens a
/// new connection. Build one client per runtime where that can happen.
#[derive(Clone)]
pub struct Client(Arc<Settings>);

/// What a client is made of.
pub(crate) struct Settings {
    pub(crate) http: reqwest::Client,
    pub(crate) base_url: BaseUrl,
    pub(crate) limits: Limits,
    pub(crate) trust: Trust,
    pub(crate) clock: Clock,
    pub(crate) shared: Arc<Shared>,
    /// One per operation, in the order of `Operation::ALL`, which is that of its variants.
    pub(crate) urls: Vec<Url>,
}

impl Client {
    pub(crate) fn new(settings: Settings) -> Self {
        Self(Arc::new(settings))
    }

    pub(crate) fn limits(&self) -> Limits {
        self.0.limits
    }

    pub(crate) fn trust(&self) -> &Trust {
        &self.0.trust
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.0.clock.now()
    }

    /// Returns the generated client, set up for one call.
    pub(crate) fn call(&self, operation: Operation, limits: Limits) -> Api {
        let url = self.0.urls[operation as usize].clone();
        let call = Call::new(operation.row(), url, limits, Arc::clone(&self.0.shared));
        hooks::api(self.0.base_url.as_str(), self.0.http.clone(), call)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &format_args!("{}", self.0.base_url.as_str()))
            .field("limits", &self.0.limits)
            .finish_non_exhaustive()
    }
}
