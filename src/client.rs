//! [`Client`] and its settings.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::HeaderValue;
use url::Url;

use crate::clock::Clock;
use crate::error::BuildError;
use crate::http::call::Call;
use crate::http::credentials::{self, Credentials};
use crate::http::hooks::{self, Api};
use crate::http::limits::Limits;
use crate::http::observe::{Observer, Observers};
use crate::http::retry::Retry;
use crate::http::trusted_url::{BaseUrl, Trust, VENDOR_URL};
use crate::operation::Operation;

/// How long an idle connection is kept. A server may close one at any time; if that happens while a request is written,
/// the outcome is unknown.
const MAX_IDLE_TIME: Duration = Duration::from_secs(20);

/// Calls the vendor's API. Cheap to clone; the clones share one connection pool.
///
/// It speaks HTTP/1.1, whatever other crates add to reqwest: a connection carries one call at a time, so a silent
/// connection ends with its call.
///
/// # Runtimes
///
/// A client can be built outside a runtime. Calls need a tokio runtime with time and IO enabled. A pooled connection
/// belongs to the runtime of the call that opened it: it ends with that runtime, and makes no progress while that
/// runtime is not driven. So one client can serve runtimes one after the other, such as those of `#[tokio::test]`, and
/// several at once as long as all of them run. If one ends or is not driven while a call on another uses its
/// connection, that call fails with [`Transport`](crate::ErrorKind::Transport) or
/// [`Timeout`](crate::ErrorKind::Timeout) and the outcome [`Unknown`](crate::Outcome::Unknown); the next call opens a
/// new connection. Build one client per runtime where that can happen.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    http: reqwest::Client,
    base_url: BaseUrl,
    /// One per operation, in the order of `Operation::ALL`, which is that of its variants.
    urls: Vec<Url>,
    credentials: Credentials,
    limits: Limits,
    trust: Trust,
    clock: Clock,
    observers: Arc<Observers>,
}

impl Client {
    /// Builds a client with default settings and the keys in `DEEPVUE_CLIENT_ID` and `DEEPVUE_CLIENT_SECRET`. No other
    /// setting of ours comes from the environment; reqwest itself reads the system's proxy variables.
    ///
    /// # Errors
    ///
    /// Returns an error if a variable is not set or does not hold a valid key, or if [`build`](ClientBuilder::build)
    /// fails. The error names the variable, never its value.
    pub fn from_env() -> Result<Self, BuildError> {
        let mut builder = Self::builder();
        builder.client_id = credentials::from_environment(credentials::CLIENT_ID_VARIABLE);
        builder.client_secret = credentials::from_environment(credentials::CLIENT_SECRET_VARIABLE);
        builder.build()
    }

    /// Returns a builder, to set up a client of your own.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
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
        let call = Call::new(
            operation.row(),
            self.0.urls[operation as usize].clone(),
            self.0.credentials.clone(),
            limits,
            Arc::clone(&self.0.observers),
        );
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

/// Sets up a [`Client`].
#[must_use = "a builder does nothing until build() is called"]
pub struct ClientBuilder {
    client_id: Result<HeaderValue, BuildError>,
    client_secret: Result<HeaderValue, BuildError>,
    base_url: String,
    limits: Limits,
    allowed_hosts: Vec<String>,
    clock: Clock,
    http: reqwest::ClientBuilder,
    observers: Observers,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            client_id: Err(BuildError::new("client_id", "is missing")),
            client_secret: Err(BuildError::new("client_secret", "is missing")),
            base_url: VENDOR_URL.to_owned(),
            limits: Limits {
                connect_timeout: Duration::from_secs(5),
                attempt_timeout: Duration::from_secs(15),
                timeout: Duration::from_secs(30),
                retry: Retry::default(),
                max_body_bytes: 32 * 1024 * 1024,
            },
            allowed_hosts: Vec::new(),
            clock: Clock::default(),
            http: reqwest::Client::builder(),
            observers: Observers::default(),
        }
    }
}

impl ClientBuilder {
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

    /// Sets how long connecting may take; 5 s by default. Keep it shorter than
    /// [`attempt_timeout`](Self::attempt_timeout). If the attempt times out first, nobody knows whether anything was
    /// sent, and the call is not retried.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.limits.connect_timeout = timeout;
        self
    }

    /// Sets how long one attempt may take, from connecting to the end of the response; 15 s by default.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.limits.attempt_timeout = timeout;
        self
    }

    /// Sets how long a whole call may take, retries and pauses included; 30 s by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.timeout = timeout;
        self
    }

    /// Sets the automatic retries.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.limits.retry = retry;
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

    /// Changes the HTTP client's own settings, such as a proxy or root certificates.
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
    /// Returns an error if a key is missing or can't be a header value, the base URL is neither https nor on loopback,
    /// a duration or the body limit is zero, an allowed host is not a host name, or the HTTP client can't be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        let credentials = Credentials { client_id: self.client_id?, client_secret: self.client_secret? };
        let base_url = BaseUrl::parse(&self.base_url)?;
        let trust = Trust::new(base_url.clone(), &self.allowed_hosts)?;
        let durations = [
            ("connect_timeout", self.limits.connect_timeout),
            ("attempt_timeout", self.limits.attempt_timeout),
            ("timeout", self.limits.timeout),
        ];
        if let Some((setting, _)) = durations.iter().find(|(_, duration)| duration.is_zero()) {
            return Err(BuildError::new(setting, "must be longer than zero"));
        }
        if self.limits.max_body_bytes == 0 {
            return Err(BuildError::new("max_body_bytes", "must be larger than zero"));
        }
        if lacks_provider() {
            return Err(no_provider());
        }
        let http = apply_fixed_settings(self.http, &base_url)
            .connect_timeout(self.limits.connect_timeout)
            .timeout(self.limits.attempt_timeout);
        // reqwest panics if another crate has added rustls to it without a provider.
        let http = catch_unwind(AssertUnwindSafe(|| http.build())).map_err(|_| no_provider())?;
        let http = http.map_err(|error| BuildError::caused("http", "is not usable", error.without_url()))?;
        Ok(Client(Arc::new(Inner {
            http,
            urls: Operation::ALL.iter().map(|operation| base_url.join(operation.path())).collect(),
            base_url,
            credentials,
            limits: self.limits,
            trust,
            clock: self.clock,
            observers: Arc::new(self.observers),
        })))
    }
}

/// Applies the settings that no caller can change.
fn apply_fixed_settings(http: reqwest::ClientBuilder, base_url: &BaseUrl) -> reqwest::ClientBuilder {
    let http = http
        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        // Another crate may add HTTP/2 to reqwest. Later calls would then share a connection that has gone silent.
        .http1_only()
        .connection_verbose(false)
        .pool_idle_timeout(MAX_IDLE_TIME)
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd();
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
    let http = http
        .tls_version_min(reqwest::tls::Version::TLS_1_2)
        .tls_danger_accept_invalid_certs(false)
        .tls_danger_accept_invalid_hostnames(false);
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
    let http = http.tls_sslkeylogfile(false);
    // Plain http uses no TLS, and a minimal container has no certificates to trust.
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
    let http = if base_url.is_plain() { http.tls_certs_only([]) } else { http };
    if base_url.is_loopback() {
        // A proxy would see the keys of a plain call in clear, and `localhost` must not be looked up.
        let addresses = [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
        http.no_proxy().resolve_to_addrs("localhost", &addresses)
    } else {
        http
    }
}

/// Whether there is no crypto provider: reqwest panics where it has to choose one and finds none.
fn lacks_provider() -> bool {
    #[cfg(all(feature = "rustls-no-provider", not(any(feature = "rustls", feature = "native-tls"))))]
    return rustls::crypto::CryptoProvider::get_default().is_none();
    #[cfg(not(all(feature = "rustls-no-provider", not(any(feature = "rustls", feature = "native-tls")))))]
    false
}

fn no_provider() -> BuildError {
    BuildError::new(
        "http",
        "needs a rustls crypto provider, which the feature rustls-no-provider leaves to the application; \
         install one first with CryptoProvider::install_default",
    )
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("limits", &self.limits).finish_non_exhaustive()
    }
}
