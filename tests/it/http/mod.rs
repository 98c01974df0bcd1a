//! One call over the wire.

mod deadlines;
mod errors;
mod keys;
mod observability;
#[cfg(all(feature = "rustls-no-provider", not(any(feature = "rustls", feature = "native-tls"))))]
mod provider;
mod proxies;
mod redirects;
mod retries;
mod runtimes;
mod success;
#[cfg(feature = "rustls")]
mod tls;
mod trusted_url;
mod wire;
