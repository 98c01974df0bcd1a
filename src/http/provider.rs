//! Whether TLS has a crypto provider.

use crate::error::BuildError;

/// Whether there is no crypto provider: reqwest panics where it has to choose one and finds none.
pub(crate) fn lacks_provider() -> bool {
    #[cfg(all(feature = "rustls-no-provider", not(any(feature = "rustls", feature = "native-tls"))))]
    return rustls::crypto::CryptoProvider::get_default().is_none();
    #[cfg(not(all(feature = "rustls-no-provider", not(any(feature = "rustls", feature = "native-tls")))))]
    false
}

pub(crate) fn no_provider() -> BuildError {
    BuildError::new(
        "http",
        "needs a rustls crypto provider, which the feature rustls-no-provider leaves to the application; \
         install one first with CryptoProvider::install_default",
    )
}
