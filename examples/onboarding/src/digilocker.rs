//! The client of the vendor's API, as the configuration asks for it.

use std::error::Error;

#[cfg(feature = "sandbox")]
use deepvue_digilocker::sandbox::{CLIENT_ID, CLIENT_SECRET, Sandbox};
use deepvue_digilocker::{Client, ClientBuilder};

use crate::config::{Config, Vendor};
use crate::limiter::SharedLimiter;

/// The client, and the sandbox if it is embedded: it ends when it is dropped.
pub(crate) struct Digilocker {
    pub(crate) client: Client,
    #[cfg(feature = "sandbox")]
    _sandbox: Option<Sandbox>,
}

impl Digilocker {
    #[cfg_attr(not(feature = "sandbox"), allow(clippy::unused_async, reason = "a sandbox is waited for"))]
    pub(crate) async fn connect(
        config: &Config,
        limiter: Option<SharedLimiter>,
    ) -> Result<Self, Box<dyn Error>> {
        #[cfg(feature = "sandbox")]
        let mut embedded = None;
        let builder = match &config.vendor {
            Vendor::Live => ClientBuilder::from_env(),
            #[cfg(feature = "sandbox")]
            Vendor::Sandbox(url) => {
                Client::builder().base_url(url).client_id(CLIENT_ID).client_secret(CLIENT_SECRET)
            }
            #[cfg(feature = "sandbox")]
            Vendor::EmbeddedSandbox => embedded.insert(Sandbox::start().await?).client_builder(),
        };
        let builder = builder.timeout(config.call_timeout);
        let builder = match (limiter, &config.rate_limit) {
            (Some(limiter), _) => builder.limiter(limiter),
            // Without a server to count at, each instance counts its own.
            (None, Some(limit)) => builder.rate_limit(limit.clone()),
            (None, None) => builder,
        };
        Ok(Self {
            client: builder.build()?,
            #[cfg(feature = "sandbox")]
            _sandbox: embedded,
        })
    }
}
