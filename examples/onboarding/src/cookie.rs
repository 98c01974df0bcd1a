//! [`JourneyKey`]: the random key in a browser's cookie, by which the store knows the browser's journey.

use std::fmt::Write as _;

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use sha2::{Digest, Sha256};

/// Each journey has a key of its own, so nobody can plant a key in a browser before the customer starts.
///
/// The store gets a hash of it: who can read the store can't take over a browser's journey.
pub(crate) struct JourneyKey {
    hash: String,
}

impl JourneyKey {
    pub(crate) fn hash(&self) -> &str {
        &self.hash
    }

    fn of(secret: &str) -> Self {
        Self { hash: hex(&Sha256::digest(secret)) }
    }
}

/// Reads and makes the cookies.
#[derive(Clone, Copy)]
pub(crate) struct Cookies {
    is_secure: bool,
}

impl Cookies {
    pub(crate) fn new(is_secure: bool) -> Self {
        Self { is_secure }
    }

    /// Browsers accept a name with this prefix from this very host and over https only, so that no neighbour under the
    /// same domain can set it.
    fn name(self) -> &'static str {
        if self.is_secure { "__Host-onboarding" } else { "onboarding" }
    }

    pub(crate) fn key(self, jar: &CookieJar) -> Option<JourneyKey> {
        jar.get(self.name()).map(|cookie| JourneyKey::of(cookie.value()))
    }

    /// Returns a new key, and the cookie for it.
    pub(crate) fn issue(self) -> Result<(JourneyKey, Cookie<'static>), getrandom::Error> {
        let secret = random::<32>()?;
        let key = JourneyKey::of(&secret);
        let cookie = Cookie::build((self.name(), secret))
            .path("/")
            .http_only(true)
            .secure(self.is_secure)
            // The customer comes back from another site, and `Strict` would hide the cookie then.
            .same_site(SameSite::Lax);
        Ok((key, cookie.build()))
    }
}

/// Returns this many random bytes, as hexadecimal digits.
pub(crate) fn random<const BYTES: usize>() -> Result<String, getrandom::Error> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // a String takes all
        text
    })
}
