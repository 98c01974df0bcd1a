//! [`Consent`]: when and how the customer agreed; and the record that the vendor obliges its customers to keep.

use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::Rule;
use crate::generated::types::{self, DocType};
use crate::journey::stored::{Time, Version};
use crate::journey::values::latest;
use crate::privacy::sensitive::Sensitive;

/// States that the customer has consented to the session.
///
/// Only [`Consent::given`] makes one. The vendor obliges its customers to record when and how consent was taken: say it
/// here, and [`Session::consent_record`](crate::Session::consent_record) returns the record.
///
/// ```
/// use deepvue_digilocker::Consent;
/// use std::time::SystemTime;
///
/// let consent = Consent::given().at(SystemTime::now()).by("checkbox, notice v3");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "consent does nothing until it is passed to initiate_session()"]
pub struct Consent {
    at: Option<SystemTime>,
    by: Option<Sensitive<String>>,
}

impl Consent {
    /// States that the customer has given consent.
    pub fn given() -> Self {
        Self { at: None, by: None }
    }

    /// Sets when consent was given. Default: when the session is started.
    pub fn at(self, time: SystemTime) -> Self {
        Self { at: Some(time), ..self }
    }

    /// Sets how consent was taken, for your audit log, such as `checkbox, notice v3`.
    pub fn by(self, means: impl Into<String>) -> Self {
        Self { by: Some(means.into().into()), ..self }
    }

    /// Returns the rules that are checked before a session is started.
    pub(crate) fn rules(&self) -> [Rule; 2] {
        let is_odd = self.at.is_some_and(|time| time < UNIX_EPOCH || time > latest());
        let is_blank = self.by.as_ref().is_some_and(|means| means.expose().trim().is_empty());
        [
            Rule::new("/consent/at", is_odd.then_some("must be in the years 1970 to 9999")),
            Rule::new("/consent/by", is_blank.then_some("must not be blank; leave it out instead")),
        ]
    }

    pub(crate) fn or_now(self, now: SystemTime) -> GivenConsent {
        GivenConsent { at: Time::new(self.at.unwrap_or(now)), by: self.by }
    }
}

impl From<Consent> for types::ConsentFlag {
    fn from(_: Consent) -> Self {
        Self::Y
    }
}

/// A [`Consent`] as a session stores it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct GivenConsent {
    pub(crate) at: Time,
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
            version: Version,
            given_at: self.at.get(),
            given_by: self.by.clone(),
            purpose: purpose.clone(),
            documents: documents.to_vec(),
            transaction_id: transaction_id.clone(),
        }
    }
}

/// The record of a consent, to serialise into an audit log.
///
/// The vendor's compliance guide obliges its customers to record when and how consent was taken. `Debug` shows neither
/// the purpose nor the means nor the transaction id.
///
/// The serialised form has a version; later releases will read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ConsentRecord {
    version: Version,
    /// When the customer agreed. Serialised as RFC 3339, in UTC.
    #[serde(serialize_with = "as_rfc3339", deserialize_with = "from_rfc3339")]
    pub given_at: SystemTime,
    /// How the customer agreed, if it was set.
    pub given_by: Option<Sensitive<String>>,
    /// The purpose that the customer agreed to, as it was sent to the vendor.
    pub purpose: Sensitive<String>,
    /// The documents that were asked for.
    pub documents: Vec<DocType>,
    /// The vendor's id of the session.
    pub transaction_id: Sensitive<String>,
}

fn as_rfc3339<S: Serializer>(time: &SystemTime, serializer: S) -> Result<S::Ok, S::Error> {
    Time::new(*time).serialize(serializer)
}

fn from_rfc3339<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SystemTime, D::Error> {
    Time::deserialize(deserializer).map(Time::get)
}
