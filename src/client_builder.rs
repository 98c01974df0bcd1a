//! [`ClientBuilder`]: the settings of a client.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::HeaderValue;

use crate::client::{Client, Settings};
use crate::clock::Clock;
use crate::error::{BuildError, CallReport};
use crate::http::call::Shared;
use crate::http::credentials::{self, Credentials};
use crate::http::fixed_settings;
use crate::http::limits::Limits;
use crate::http::listeners::Listeners;
use crate::http::observe::{Observer, Observers};
use crate::http::provider::{lacks_provider, no_provider};
use crate::http::retry::Retry;
use crate::http::trusted_url::{BaseUrl, Trust, VENDOR_URL};
use crate::operation::Operation;
use crate::pace::limiter::Limiter;
use crate::pace::pacer::Pacer;
use crate::pace::rate_limit::RateLimit;
use crate::pace::retry_budget::{Budget, RetryBudget};

const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

impl Client {
    /// Builds a client with default settings and the keys in `DEEPVUE_CLIENT_ID` and `DEEPVUE_CLIENT_SECRET`. No other
    /// setting of ours comes from the environment; reqwest itself reads the system's proxy variables.
    ///
    /// # Errors
    ///
    /// Returns an error if a variable is not set or does not hold a valid key, or if [`build`](ClientBuilder::build)
    /// fails. The error names the variable, never its value.
    pub fn from_env() -> Result<Self, BuildError> {
        ClientBuilder::from_env().build()
    }

    /// Returns a builder, to set up a client of your own.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

/// Sets up a [`Client`].
///
/// ```
/// use deepvue_digilocker::{Client, RateLimit, Retry};
/// use std::time::Duration;
///
/// let client = Client::builder()
///     .client_id("an-id")
///     .client_secret("a-secret")
///     .timeout(Duration::from_secs(60))
///     .retry(Retry::default().max_retries(1))
///     .rate_limit(RateLimit::BUSINESS)
///     .user_agent_suffix("bank-kyc/2.1")
///     .build()?;
/// # Ok::<(), deepvue_digilocker::BuildError>(())
/// ```
#[must_use = "a builder does nothing until build() is called"]
pub struct ClientBuilder {
    client_id: Result<HeaderValue, BuildError>,
    client_secret: Result<HeaderValue, BuildError>,
    base_url: String,
    limits: Limits,
    allowed_hosts: Vec<String>,
    clock: Clock,
    http: reqwest::ClientBuilder,
    user_agent: Result<HeaderValue, BuildError>,
    observers: Observers,
    listeners: Listeners,
    limiter: Option<Result<Box<dyn Limiter>, BuildError>>,
    retry_budget: RetryBudget,
    traces_transaction_ids: bool,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            client_id: Err(BuildError::new("client_id", "is missing")),
            client_secret: Err(BuildError::new("client_secret", "is missing")),
            base_url: VENDOR_URL.to_owned(),
            limits: Limits::default(),
            allowed_hosts: Vec::new(),
            clock: Clock::default(),
            http: reqwest::Client::builder(),
            user_agent: Ok(HeaderValue::from_static(USER_AGENT)),
            observers: Observers::default(),
            listeners: Listeners::default(),
            limiter: None,
            retry_budget: RetryBudget::default(),
            traces_transaction_ids: false,
        }
    }
}

impl ClientBuilder {
    /// Returns a builder with the keys in `DEEPVUE_CLIENT_ID` and `DEEPVUE_CLIENT_SECRET`. No other setting of ours comes
    /// from the environment. If a variable is not set or does not hold a valid key, [`build`](Self::build) returns an
    /// error that names it, unless the key is set otherwise.
    ///
    /// ```no_run
    /// use deepvue_digilocker::{ClientBuilder, RateLimit};
    ///
    /// let client = ClientBuilder::from_env().rate_limit(RateLimit::STARTER).build()?;
    /// # Ok::<(), deepvue_digilocker::BuildError>(())
    /// ```
    pub fn from_env() -> Self {
        Self {
            client_id: credentials::from_environment(credentials::CLIENT_ID_VARIABLE),
            client_secret: credentials::from_environment(credentials::CLIENT_SECRET_VARIABLE),
            ..Self::default()
        }
    }

    /// Sets the CLIENT_ID that the vendor issued.
    pub fn client_id(mut self, client_id: impl Into<String>) -> Self {
        self.client_id = credentials::key_value("client_id", &client_id.into());
        self
    }

    /// Sets the CLIENT_SECRET that the vendor issued.
    pub fn client_secret(mut self, client_secret: impl Into<String>) -> Self {
        self.client_secret = credentials::key_value("client_secret", &client_secret.into());
        self
    }

    /// Sets where the calls go, instead of the vendor's production host: an https URL, or an http URL on loopback.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Sets how long connecting may take; 5 s by default. It must not be longer than
    /// [`attempt_timeout`](Self::attempt_timeout): if the attempt timed out first, nobody would know whether anything was
    /// sent, and the call would not be retried.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.limits.connect_timeout = timeout;
        self
    }

    /// Sets how long one attempt may take, from connecting to the end of the response; 15 s by default. A call can have
    /// its own.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.limits.attempt_timeout = timeout;
        self
    }

    /// Sets how long a whole call may take, with its retries, pauses and wait for a rate limit; 30 s by default. A call
    /// can have its own. If it is shorter than [`connect_timeout`](Self::connect_timeout) and the vendor can't be reached,
    /// the call ends as [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) with
    /// [`Outcome::Unknown`](crate::Outcome::Unknown), although nothing was sent.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.timeout = timeout;
        self
    }

    /// Sets the automatic retries. A call can have its own.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.limits.retry = retry;
        self
    }

    /// Sets how many retries the client and its clones may spend while calls fail; 20 by default.
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.retry_budget = budget;
        self
    }

    /// Keeps a rate limit: every attempt of the client and its clones waits for its turn. By default there is none.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        let limiter = limit.limiter().map(|windows| Box::new(windows) as Box<dyn Limiter>);
        self.limiter = Some(limiter.map_err(|rule| BuildError::new("rate_limit", rule)));
        self
    }

    /// Keeps a rate limit by a limiter of your own, in place of [`rate_limit`](Self::rate_limit): for machines that share
    /// a key.
    pub fn limiter(mut self, limiter: impl Limiter) -> Self {
        self.limiter = Some(Ok(Box::new(limiter)));
        self
    }

    /// Calls `listener` with the report of each call at its end: for metrics. Can be called several times. It runs within
    /// the call, so it must not block.
    ///
    /// ```
    /// use deepvue_digilocker::Client;
    ///
    /// let builder = Client::builder().on_call(|report| {
    ///     let error_type = report.error_kind().map_or("none", |kind| kind.as_str());
    ///     println!("{} {} {error_type} {:?}", report.operation(), report.outcome(), report.elapsed());
    /// });
    /// # let _ = builder;
    /// ```
    pub fn on_call(mut self, listener: impl Fn(&CallReport) + Send + Sync + 'static) -> Self {
        self.listeners.add(listener);
        self
    }

    /// Sets whether the span of a call shows the vendor's transaction id; not by default. An id opens no data on its own,
    /// but whoever has the keys can use it.
    pub fn trace_transaction_ids(mut self, trace: bool) -> Self {
        self.traces_transaction_ids = trace;
        self
    }

    /// Adds a suffix to the header `User-Agent`, such as `bank-kyc/2.1`, after this crate's own name and version.
    pub fn user_agent_suffix(mut self, suffix: impl AsRef<str>) -> Self {
        let suffix = suffix.as_ref().trim();
        let is_valid = !suffix.is_empty() && suffix.chars().all(|c| c == ' ' || c.is_ascii_graphic());
        let value = HeaderValue::try_from(format!("{USER_AGENT} {suffix}")).ok().filter(|_| is_valid);
        let rule = "must be visible ASCII characters, such as bank-kyc/2.1";
        self.user_agent = value.ok_or_else(|| BuildError::new("user_agent_suffix", rule));
        self
    }

    /// Sets the largest response body that is read, in bytes; 32 MiB by default.
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_body_bytes = bytes;
        self
    }

    /// Also trusts authorization URLs on this host and its subdomains. Always trusted are the hosts of the vendor and
    /// of DigiLocker (`deepvue.tech`, `digilocker.gov.in`, `digitallocker.gov.in`, `meripehchaan.gov.in`; inferred) and
    /// the host of the base URL.
    pub fn allow_authorization_host(mut self, host: impl Into<String>) -> Self {
        self.allowed_hosts.push(host.into());
        self
    }

    /// Sets the clock, instead of the system's: for tests of expiry.
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Clock::new(now);
        self
    }

    /// Changes the HTTP client's own settings, such as a proxy or root certificates. The builder is that of
    /// [`reqwest`](crate::reqwest) 0.13, re-exported here.
    ///
    /// ```
    /// use deepvue_digilocker::{Client, reqwest};
    ///
    /// let proxy = reqwest::Proxy::https("http://proxy.bank.example:3128")?;
    /// let builder = Client::builder().http(|http| http.proxy(proxy));
    /// # let _ = builder;
    /// # Ok::<(), reqwest::Error>(())
    /// ```
    ///
    /// The settings that keep the keys safe are applied afterwards and can't be changed here: no redirects, TLS 1.2 or
    /// newer, verified certificates, no hidden retries, no logging of traffic or TLS secrets, no proxy for loopback, no
    /// decompression. A preconfigured TLS backend is used as it is, at the caller's own risk.
    pub fn http(mut self, change: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> Self {
        self.http = change(self.http);
        self
    }

    /// Adds an observer of all the client's traffic: a `Recorder` or a `DriftWatch` of the feature `contract`. Can be
    /// called several times.
    pub fn observe(mut self, observer: impl Observer) -> Self {
        self.observers.add(observer);
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// Returns an error if a key is missing or can't be a header value, the base URL is neither https nor on loopback, no
    /// TLS feature is on, a duration or the body limit is zero, `attempt_timeout` is shorter than `connect_timeout`, an
    /// allowed host is not a host name, the rate limit allows nothing, or the HTTP client can't be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        let credentials = Credentials { client_id: self.client_id?, client_secret: self.client_secret? };
        let base_url = BaseUrl::parse(&self.base_url)?;
        let trust = Trust::new(base_url.clone(), &self.allowed_hosts)?;
        self.limits.check()?;
        if lacks_provider() {
            return Err(no_provider());
        }
        let http = fixed_settings::apply(self.http, &base_url, self.user_agent?)
            .connect_timeout(self.limits.connect_timeout);
        // reqwest panics if another crate has added rustls to it without a provider.
        let http = catch_unwind(AssertUnwindSafe(|| http.build())).map_err(|_| no_provider())?;
        let http = http.map_err(|error| BuildError::caused("http", "is not usable", error.without_url()))?;
        Ok(Client::new(Settings {
            http,
            urls: Operation::ALL.iter().map(|operation| base_url.join(operation.path())).collect(),
            base_url,
            limits: self.limits,
            trust,
            clock: self.clock,
            shared: Arc::new(Shared {
                credentials,
                observers: self.observers,
                listeners: self.listeners,
                pacer: self.limiter.transpose()?.map(Pacer::new),
                budget: Budget::new(self.retry_budget),
                traces_transaction_ids: self.traces_transaction_ids,
            }),
        }))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("limits", &self.limits).finish_non_exhaustive()
    }
}
