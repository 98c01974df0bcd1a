//! [`Journey`]: what the store keeps of a customer, and [`Stage`]: where the customer is by it.

use std::time::Duration;

use deepvue_digilocker::{Error, ErrorKind, Outcome, Session, StoredAccess};
use serde::{Deserialize, Serialize};

/// How long a journey is kept: from the button to the callback, and again from the result on.
pub(crate) const JOURNEY_LIFE: Duration = Duration::from_secs(60 * 60);

/// What the store keeps of one customer's journey, under the key in the browser's cookie.
///
/// `Session` and `StoredAccess` hold the vendor's transaction id and the purpose: encrypt them here if your store is
/// not encrypted.
#[allow(clippy::large_enum_variant, reason = "there is one for each customer, and it is stored as JSON")]
#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum Journey {
    Started(Session),
    Verified(Verified),
    Failed(Reason),
}

/// A customer whose code was accepted.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Verified {
    pub(crate) access: StoredAccess,
    /// Labels and values, masked before they are kept.
    pub(crate) details: Vec<(String, String)>,
}

/// An instance's claim to the code of a journey. While it is there, no other instance sends the code.
pub(crate) struct Claim {
    /// How old it is, by the store's clock.
    pub(crate) age: Duration,
}

/// Where a customer is. A person can go on from each of these.
#[allow(clippy::large_enum_variant, reason = "it lives as long as one request")]
pub(crate) enum Stage {
    Nobody,
    Started(Session),
    Checking,
    Verified(Verified),
    Failed(Reason),
}

impl Stage {
    /// Tells the stage by what the store has. `patience` is how long a check can take: a claim that is older belongs to
    /// an instance that has died, and nobody will ever know what became of its call.
    pub(crate) fn of(journey: Option<Journey>, claim: Option<&Claim>, patience: Duration) -> Self {
        match (journey, claim) {
            (None, _) => Self::Nobody,
            (Some(Journey::Started(session)), None) => Self::Started(session),
            (Some(Journey::Started(_)), Some(claim)) if claim.age < patience => Self::Checking,
            (Some(Journey::Started(_)), Some(_)) => Self::Failed(Reason::NobodyKnows),
            // If the vendor sends no details, nobody is verified.
            (Some(Journey::Verified(verified)), _) if verified.details.is_empty() => {
                Self::Failed(Reason::OurFault)
            }
            (Some(Journey::Verified(verified)), _) => Self::Verified(verified),
            (Some(Journey::Failed(reason)), _) => Self::Failed(reason),
        }
    }
}

/// Why a customer could not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Reason {
    BrokenLink,
    AnothersLink,
    DidNotAgree,
    DigilockerFailed,
    TookTooLong,
    NotReachable,
    NobodyKnows,
    NoSuchDocument,
    OurFault,
}

impl Reason {
    pub(crate) fn in_plain_words(self) -> &'static str {
        match self {
            Self::BrokenLink => "This link is broken.",
            Self::AnothersLink => "This link belongs to another verification, and not to yours.",
            Self::DidNotAgree => "You did not agree at DigiLocker, so nothing was shared with us.",
            Self::DigilockerFailed => "DigiLocker could not go on, so nothing was shared with us.",
            Self::TookTooLong => "That took too long. Please start again.",
            Self::NotReachable => "DigiLocker can't be reached. Please try again in some minutes.",
            Self::NobodyKnows => "We do not know whether it went through. Please start again.",
            Self::NoSuchDocument => "There is no such document.",
            Self::OurFault => "Something went wrong on our side. Please try again.",
        }
    }
}

impl Reason {
    /// Says why a code was not accepted. After this, the customer has to start again.
    pub(crate) fn of_check(error: &Error) -> Self {
        match error.outcome() {
            Outcome::Unknown => Self::NobodyKnows,
            _ => Self::from(error),
        }
    }
}

impl From<&Error> for Reason {
    fn from(error: &Error) -> Self {
        match error.kind() {
            ErrorKind::ConsentDenied => Self::DidNotAgree,
            ErrorKind::ConsentFailed => Self::DigilockerFailed,
            ErrorKind::StateMismatch => Self::AnothersLink,
            ErrorKind::SessionExpired | ErrorKind::InvalidToken => Self::TookTooLong,
            _ if error.is_retryable() => Self::NotReachable,
            _ => Self::OurFault,
        }
    }
}
