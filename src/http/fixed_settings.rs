//! The settings of the HTTP client that no caller can change.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use http::HeaderValue;

use super::trusted_url::BaseUrl;

/// How long an idle connection is kept. A server may close one at any time; if that happens while a request is written,
/// the outcome is unknown.
const MAX_IDLE_TIME: Duration = Duration::from_secs(20);

/// Applies them, over those of the caller.
pub(crate) fn apply(
    http: reqwest::ClientBuilder,
    base_url: &BaseUrl,
    user_agent: HeaderValue,
) -> reqwest::ClientBuilder {
    let http = http
        .user_agent(user_agent)
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
