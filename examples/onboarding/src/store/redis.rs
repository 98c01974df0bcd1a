//! [`RedisStore`]: a [`Store`] in Redis or Valkey, for any number of machines.

use std::time::Duration;

use async_trait::async_trait;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{ExistenceCheck, RedisError, SetExpiry, SetOptions, cmd, pipe};

use super::{CLAIM_LIFE, Store, StoreError, from_json, to_json};
use crate::cookie::JourneyKey;
use crate::journey::{Claim, JOURNEY_LIFE, Journey};

/// How long one command may take. Without a response nobody knows whether it was carried out.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(1);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);

/// Connects to the server. The connection is shared by its clones, and is made again when it breaks.
pub(crate) async fn connect(url: &str) -> Result<ConnectionManager, StoreError> {
    let settings = ConnectionManagerConfig::new()
        .set_response_timeout(Some(RESPONSE_TIMEOUT))
        .set_connection_timeout(Some(CONNECT_TIMEOUT))
        .set_number_of_retries(1);
    Ok(ConnectionManager::new_with_config(redis::Client::open(url)?, settings).await?)
}

pub(crate) struct RedisStore(ConnectionManager);

impl RedisStore {
    pub(crate) fn new(connection: ConnectionManager) -> Self {
        Self(connection)
    }
}

#[async_trait]
impl Store for RedisStore {
    async fn keep(&self, key: &JourneyKey, journey: &Journey) -> Result<(), StoreError> {
        let life = SetOptions::default().with_expiration(expiry(JOURNEY_LIFE));
        let mut set = cmd("SET");
        set.arg(journey_name(key)).arg(to_json(journey)?).arg(life);
        Ok(set.query_async(&mut self.0.clone()).await?)
    }

    async fn journey(&self, key: &JourneyKey) -> Result<(Option<Journey>, Option<Claim>), StoreError> {
        let mut both = pipe();
        both.atomic().cmd("GET").arg(journey_name(key)).cmd("PTTL").arg(claim_name(key));
        let (journey, left) = both.query_async::<(_, i64)>(&mut self.0.clone()).await?;
        // The machines' clocks may differ. What is left of the claim's life is told by the server's alone; it is
        // negative if there is no claim.
        let left = u64::try_from(left).ok().map(Duration::from_millis);
        let claim = left.map(|left| Claim { age: CLAIM_LIFE.saturating_sub(left) });
        Ok((from_json(journey)?, claim))
    }

    async fn replace(&self, key: &JourneyKey, journey: &Journey) -> Result<bool, StoreError> {
        self.set(&journey_name(key), &to_json(journey)?, ExistenceCheck::XX, JOURNEY_LIFE).await
    }

    async fn forget(&self, key: &JourneyKey) -> Result<(), StoreError> {
        Ok(cmd("DEL").arg(journey_name(key)).query_async(&mut self.0.clone()).await?)
    }

    /// If the response is lost, the claim may be there and nobody has it. The code stays unused then, and the customer
    /// starts again when it is too old.
    async fn claim(&self, key: &JourneyKey, instance: &str) -> Result<bool, StoreError> {
        self.set(&claim_name(key), instance, ExistenceCheck::NX, CLAIM_LIFE).await
    }

    async fn release(&self, key: &JourneyKey) -> Result<(), StoreError> {
        Ok(cmd("DEL").arg(claim_name(key)).query_async(&mut self.0.clone()).await?)
    }

    async fn ping(&self) -> Result<(), StoreError> {
        Ok(cmd("PING").exec_async(&mut self.0.clone()).await?)
    }
}

impl RedisStore {
    /// Sets a value under a condition. Returns whether it was met.
    async fn set(
        &self,
        name: &str,
        value: &str,
        condition: ExistenceCheck,
        life: Duration,
    ) -> Result<bool, StoreError> {
        let options = SetOptions::default().conditional_set(condition).with_expiration(expiry(life));
        let mut set = cmd("SET");
        set.arg(name).arg(value).arg(options);
        let response = set.query_async::<Option<String>>(&mut self.0.clone()).await?;
        Ok(response.is_some())
    }
}

fn journey_name(key: &JourneyKey) -> String {
    format!("onboarding:journey:{}", key.hash())
}

fn claim_name(key: &JourneyKey) -> String {
    format!("onboarding:claim:{}", key.hash())
}

fn expiry(life: Duration) -> SetExpiry {
    SetExpiry::PX(u64::try_from(life.as_millis()).unwrap_or(u64::MAX))
}

impl From<RedisError> for StoreError {
    fn from(error: RedisError) -> Self {
        Self(format!("Redis: {}", error.category()))
    }
}
