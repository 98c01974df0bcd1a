//! [`SqliteStore`]: a [`Store`] in a file of SQLite, for instances on one machine, or in memory, for one instance.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use rusqlite::{Connection, Error, OptionalExtension, params};

use super::{CLAIM_LIFE, Store, StoreError, from_json, to_json};
use crate::cookie::JourneyKey;
use crate::journey::{Claim, JOURNEY_LIFE, Journey};

/// How long a process waits for another one to finish writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The key of a table makes a claim unique.
const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS journeys (key TEXT PRIMARY KEY, journey TEXT NOT NULL, ends INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS claims (key TEXT PRIMARY KEY, instance TEXT NOT NULL, since INTEGER NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS journeys_by_end ON journeys (ends);
    CREATE INDEX IF NOT EXISTS claims_by_age ON claims (since);";

pub(crate) struct SqliteStore(Arc<Mutex<Connection>>);

impl SqliteStore {
    /// Opens the file at `path`, which only its owner can read, or a database in memory for `:memory:`.
    pub(crate) async fn open(path: String) -> Result<Self, StoreError> {
        let opened = tokio::task::spawn_blocking(move || connection(&path)).await;
        Ok(Self(Arc::new(Mutex::new(opened.map_err(|_| ended())??))))
    }

    /// Runs a statement where it may block.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection, i64) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, StoreError> {
        let connection = Arc::clone(&self.0);
        let run = move || work(&connection.lock().unwrap_or_else(PoisonError::into_inner), now());
        Ok(tokio::task::spawn_blocking(run).await.map_err(|_| ended())??)
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn keep(&self, key: &JourneyKey, journey: &Journey) -> Result<(), StoreError> {
        let (key, journey) = (key.hash().to_owned(), to_json(journey)?);
        self.run(move |connection, now| {
            connection.execute("DELETE FROM journeys WHERE ends <= ?1", [now])?;
            connection.execute("DELETE FROM claims WHERE since <= ?1", [now - millis(CLAIM_LIFE)])?;
            let ends = now + millis(JOURNEY_LIFE);
            connection.execute("INSERT INTO journeys VALUES (?1, ?2, ?3)", params![key, journey, ends])?;
            Ok(())
        })
        .await
    }

    async fn journey(&self, key: &JourneyKey) -> Result<(Option<Journey>, Option<Claim>), StoreError> {
        let key = key.hash().to_owned();
        let both = "SELECT (SELECT journey FROM journeys WHERE key = ?1 AND ends > ?2),
                           (SELECT since FROM claims WHERE key = ?1)";
        let read = move |connection: &Connection, now: i64| {
            let found = connection
                .query_row(both, params![key, now], |row| Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?)))?;
            Ok((found, now))
        };
        let ((journey, since), now) = self.run(read).await?;
        // All instances are on this machine, and so its clock is the store's.
        let age = since.map(|since| Duration::from_millis(u64::try_from(now - since).unwrap_or_default()));
        Ok((from_json(journey)?, age.map(|age| Claim { age })))
    }

    async fn replace(&self, key: &JourneyKey, journey: &Journey) -> Result<bool, StoreError> {
        let (key, journey) = (key.hash().to_owned(), to_json(journey)?);
        self.run(move |connection, now| {
            let update = "UPDATE journeys SET journey = ?2, ends = ?3 WHERE key = ?1 AND ends > ?4";
            let changed =
                connection.execute(update, params![key, journey, now + millis(JOURNEY_LIFE), now])?;
            Ok(changed == 1)
        })
        .await
    }

    async fn forget(&self, key: &JourneyKey) -> Result<(), StoreError> {
        let key = key.hash().to_owned();
        self.run(move |connection, _| connection.execute("DELETE FROM journeys WHERE key = ?1", [key]))
            .await?;
        Ok(())
    }

    async fn claim(&self, key: &JourneyKey, instance: &str) -> Result<bool, StoreError> {
        let (key, instance) = (key.hash().to_owned(), instance.to_owned());
        self.run(move |connection, now| {
            let insert = "INSERT INTO claims VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
            Ok(connection.execute(insert, params![key, instance, now])? == 1)
        })
        .await
    }

    async fn release(&self, key: &JourneyKey) -> Result<(), StoreError> {
        let key = key.hash().to_owned();
        self.run(move |connection, _| connection.execute("DELETE FROM claims WHERE key = ?1", [key])).await?;
        Ok(())
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.run(|connection, _| connection.query_row("SELECT 1", [], |_| Ok(())).optional()).await?;
        Ok(())
    }
}

fn connection(path: &str) -> Result<Connection, StoreError> {
    if path != ":memory:" {
        create_private(Path::new(path))
            .map_err(|error| StoreError(format!("SQLite: the file can't be opened ({})", error.kind())))?;
    }
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    // Readers and a writer do not wait for each other. Each write is on the disk before it counts, as is the default:
    // a claim must not get lost.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.execute_batch(SCHEMA)?;
    Ok(connection)
}

/// Creates the file if there is none. SQLite gives its other files the same permissions.
fn create_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Returns the milliseconds since the Unix epoch.
fn now() -> i64 {
    millis(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default())
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

fn ended() -> StoreError {
    StoreError("SQLite: the task ended".into())
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        let code = error.sqlite_error_code().map_or_else(String::new, |code| format!(" ({code:?})"));
        Self(format!("SQLite refused a statement{code}"))
    }
}
