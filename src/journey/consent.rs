//! [`Consent`]: that the customer agreed, when and how; and the record that the vendor obliges its customers to keep.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::Rule;
use crate::generated::types::{self, DocType};
use crate::journey::values::latest;
use crate::privacy::sensitive::Sensitive;

/// That the customer agreed to the session.
///
/// It can only be made by saying so. The vendor obliges its customers to record when and how consent was taken: say
/// it here, and [`Session::consent_record`](crate::Session::consent_record) gives the record.
///
/// ```
/// use deepvue_digilocker::Consent;
/// use std::time::SystemTime;
///
/// let consent = Consent::given().at(SystemTime::now()).by("checkbox, notice v3");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    at: Option<SystemTime>,
    by: Option<Sensitive<String>>,
}

impl Consent {
    /// The customer has given consent.
    #[must_use]
    pub fn given() -> Self {
        Self { at: None, by: None }
    }

    /// When; the moment at which the session is started, if this is left out.
    #[must_use]
    pub fn at(self, time: SystemTime) -> Self {
        Self { at: Some(time), ..self }
    }

    /// How, in your words: what the customer saw and did.
    #[must_use]
    pub fn by(self, means: impl Into<String>) -> Self {
        Self { by: Some(means.into().into()), ..self }
    }

    /// What must hold before a session is started.
    pub(crate) fn rules(&self) -> [Rule; 2] {
        let is_odd = self.at.is_some_and(|time| time < UNIX_EPOCH || time > latest());
        let is_blank = self.by.as_ref().is_some_and(|means| means.expose().trim().is_empty());
        [
            Rule::new("/consent/at", is_odd.then_some("must be in the years 1970 to 9999")),
            Rule::new("/consent/by", is_blank.then_some("must not be blank, or be left out")),
        ]
    }

    pub(crate) fn or_now(self, now: SystemTime) -> GivenConsent {
        let since = self.at.unwrap_or(now).duration_since(UNIX_EPOCH).unwrap_or_default();
        // As exact as the record is, so that a record is the same after it was stored.
        let at = UNIX_EPOCH
            + Duration::from_secs(since.as_secs())
            + Duration::from_millis(since.subsec_millis().into());
        GivenConsent { at, by: self.by }
    }
}

impl From<Consent> for types::ConsentFlag {
    fn from(_: Consent) -> Self {
        Self::Y
    }
}

/// A [`Consent`] as a session keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct GivenConsent {
    pub(crate) at: SystemTime,
    pub(crate) by: Option<Sensitive<String>>,
}

impl GivenConsent {
    pub(crate) fn record(
        &self,
        purpose: &Sensitive<String>,
        documents: &[DocType],
        transaction_id: &Sensitive<String>,
    ) -> ConsentRecord {
        ConsentRecord {
            given_at: self.at,
            given_by: self.by.clone(),
            purpose: purpose.clone(),
            documents: documents.to_vec(),
            transaction_id: transaction_id.clone(),
        }
    }
}

/// What to keep of a consent, for an audit log: serialise it.
///
/// The vendor's compliance guide obliges its customers to record when and how consent was taken. `Debug` shows neither
/// the purpose nor the means nor the transaction id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ConsentRecord {
    /// When the customer agreed. Serialised as RFC 3339, in UTC.
    #[serde(serialize_with = "as_rfc3339", deserialize_with = "from_rfc3339")]
    pub given_at: SystemTime,
    /// How the customer agreed, if that was said.
    pub given_by: Option<Sensitive<String>>,
    /// What the customer agreed to, as it was sent to the vendor.
    pub purpose: Sensitive<String>,
    /// The documents that were asked for.
    pub documents: Vec<DocType>,
    /// The vendor's id of the session.
    pub transaction_id: Sensitive<String>,
}

fn as_rfc3339<S: Serializer>(time: &SystemTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&humantime::format_rfc3339_millis((*time).clamp(UNIX_EPOCH, latest())))
}

fn from_rfc3339<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SystemTime, D::Error> {
    humantime::parse_rfc3339_weak(&String::deserialize(deserializer)?)
        .map_err(|_| D::Error::custom("given_at is no time of RFC 3339"))
}
