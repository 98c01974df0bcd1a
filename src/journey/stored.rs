//! The form in which results are stored: its version, and its times.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::journey::values::latest;

/// The version that this release writes and reads. A release that writes another one must still read this.
const VERSION: u32 = 1;

/// The version of a stored form, written as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Version;

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(VERSION)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let version = u32::deserialize(deserializer)?;
        let unknown =
            || D::Error::custom(format!("version {version} is unknown; this release knows {VERSION}"));
        (version == VERSION).then_some(Self).ok_or_else(unknown)
    }
}

/// A time, written as RFC 3339 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Time(SystemTime);

impl Time {
    /// Rounds to milliseconds, so that a time is the same after it was stored. A time that RFC 3339 can't express
    /// becomes the nearest that it can.
    pub(crate) fn new(time: SystemTime) -> Self {
        let since = time.clamp(UNIX_EPOCH, latest()).duration_since(UNIX_EPOCH).unwrap_or_default();
        let millis = Duration::from_millis(since.subsec_millis().into());
        Self(UNIX_EPOCH + Duration::from_secs(since.as_secs()) + millis)
    }

    pub(crate) fn get(self) -> SystemTime {
        self.0
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&humantime::format_rfc3339_millis(self.0))
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let time = humantime::parse_rfc3339(&String::deserialize(deserializer)?);
        time.map(Self::new)
            .map_err(|_| D::Error::custom("is not an RFC 3339 time, such as 2026-01-31T10:00:00Z"))
    }
}
