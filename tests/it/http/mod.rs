//! One call over the wire.

mod deadlines;
mod errors;
mod keys;
mod load;
mod observability;
mod otel;
#[cfg(all(feature = "rustls-no-provider", not(any(feature = "rustls", feature = "native-tls"))))]
mod provider;
mod proxies;
mod rate_limits;
mod redirects;
mod reports;
mod retries;
mod retry_budget;
mod runtimes;
mod success;
#[cfg(feature = "rustls")]
mod tls;
mod trusted_url;
mod wire;
