//! [`Store`]: what all instances share.

mod redis;
mod sqlite;

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;

use crate::cookie::JourneyKey;
use crate::journey::{Claim, JOURNEY_LIFE, Journey};

pub(crate) use self::redis::{RedisStore, connect};
pub(crate) use self::sqlite::SqliteStore;

/// How long a claim is kept: longer than the journey that waits for its code, so that no code is sent twice.
const CLAIM_LIFE: Duration = JOURNEY_LIFE.saturating_mul(2);

/// Keeps journeys, and the claims to their codes.
///
/// Each operation is atomic in the store, whichever instances call it. A key is used for one journey only.
#[async_trait]
pub(crate) trait Store: Send + Sync {
    /// Keeps a new journey for [`JOURNEY_LIFE`].
    async fn keep(&self, key: &JourneyKey, journey: &Journey) -> Result<(), StoreError>;

    /// Returns a journey, and the claim to its code.
    async fn journey(&self, key: &JourneyKey) -> Result<(Option<Journey>, Option<Claim>), StoreError>;

    /// Replaces a journey, for [`JOURNEY_LIFE`] from now on. Returns whether there was one: what was forgotten does
    /// not come back.
    async fn replace(&self, key: &JourneyKey, journey: &Journey) -> Result<bool, StoreError>;

    /// Forgets a journey. The claim stays: a callback that has already read the journey must not get it.
    async fn forget(&self, key: &JourneyKey) -> Result<(), StoreError>;

    /// Claims the code of a journey for `instance`. Returns true to one caller, and false to every other one until the
    /// claim is released.
    async fn claim(&self, key: &JourneyKey, instance: &str) -> Result<bool, StoreError>;

    /// Releases the claim: only for who has it, and only if the code was not used.
    async fn release(&self, key: &JourneyKey) -> Result<(), StoreError>;

    /// Returns an error if the store can't be reached.
    async fn ping(&self) -> Result<(), StoreError>;
}

/// A store that can't be reached or read. It holds no key and no value: a store's own message may.
#[derive(Debug)]
pub(crate) struct StoreError(String);

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "store: {}", self.0)
    }
}

impl std::error::Error for StoreError {}

fn to_json(journey: &Journey) -> Result<String, StoreError> {
    serde_json::to_string(journey).map_err(|_| StoreError("a journey can't be written".into()))
}

fn from_json(text: Option<String>) -> Result<Option<Journey>, StoreError> {
    let journey = text.map(|text| serde_json::from_str(&text)).transpose();
    journey.map_err(|_| StoreError("a journey can't be read: was it kept by another version?".into()))
}
