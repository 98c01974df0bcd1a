//! [`Scenario`]: ways in which a session can end, by name.

pub(super) mod effects;
mod neighbours;
pub(super) mod upcoming;

use std::fmt;
use std::str::FromStr;

use super::names::UnknownName;

/// A way in which a session can end, other than well (feature `sandbox`).
///
/// [`Sandbox::scenario`](super::Sandbox::scenario) chooses one for the sessions that follow. The consent page has a list
/// from which a person chooses, which goes before; the control API does both. A scripted reply goes before a scenario.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use deepvue_digilocker::sandbox::{Evidence, Sandbox, Scenario, UnknownName};
/// use deepvue_digilocker::{Callback, Consent, ErrorKind};
///
/// let scenario: Result<Scenario, UnknownName> = "code-expired".parse();
/// assert_eq!(scenario?.evidence(), Evidence::Silent);
/// let sandbox = Sandbox::start().await?;
/// sandbox.scenario(Scenario::CodeExpired);
/// let client = sandbox.client();
/// let session = client.initiate_session(Consent::given(), "KYC").send().await?;
/// let callback = Callback::parse(&sandbox.approve(&session)?)?;
/// let error = client.authorize(&session, callback).send().await.unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::InvalidToken);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scenario {
    /// The person refuses consent, whoever is chosen and whatever is clicked.
    Denied,
    /// The person leaves the consent page and never comes back.
    Abandoned,
    /// The authorization URL has expired.
    LinkExpired,
    /// The code was exchanged before: the exchange gets 403 `Not a valid token`.
    CodeUsedTwice,
    /// The code is too old: the exchange gets 403 `Not a valid token`.
    CodeExpired,
    /// Access ends with the exchange of the code: every later call gets 403 `Not a valid token`.
    AccessEnded,
    /// The person's Aadhaar is not linked: it is not listed, and there is no e-Aadhaar.
    AadhaarNotLinked,
    /// The last of the requested documents that the person has is not listed.
    DocumentMissing,
    /// The list of documents is empty.
    EmptyDigilocker,
    /// Every response takes 5 seconds.
    VendorSlow,
    /// The session's calls, from the exchange on, are held to the limit of the plan Starter.
    RateLimited,
    /// Every call from the exchange on gets 503 `Source Unavailable`.
    SourceUnavailable,
    /// Every call from the exchange on gets 502 and a page of HTML, as from a gateway in between.
    GatewayPage,
    /// Every call gets 400 `Inactive client_id`, that which starts the session too.
    KeysInactive,
    /// Every call gets 403 about the caller's address, that which starts the session too.
    AddressNotAllowed,
    /// Every call from the exchange on gets HTTP 200 with the body of a documented error.
    SuccessWithError,
    /// Values have a neighbouring type of the documented one: numbers for digits, digits for numbers, a boolean for `Y`
    /// or `N`, a value for a list of one.
    NeighbouringTypes,
    /// The photo of the e-Aadhaar is JPEG 2000.
    PhotoJpeg2000,
    /// A fetched file is a sentence instead of a document.
    DocumentAsSentence,
}

/// Says how sure a [`Scenario`] is: what the vendor's reference says of it (feature
/// `sandbox`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Evidence {
    /// The reference says it.
    Stated,
    /// It is seen only in the reference's samples.
    Sample,
    /// It is a reading of several pages, and unconfirmed.
    Inferred,
    /// The reference does not say; it is a guess at what a client must survive.
    Silent,
}

impl Evidence {
    /// Returns its name, such as `stated`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Sample => "sample",
            Self::Inferred => "inferred",
            Self::Silent => "silent",
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Scenario {
    /// All scenarios.
    pub const ALL: [Self; 19] = [
        Self::Denied,
        Self::Abandoned,
        Self::LinkExpired,
        Self::CodeUsedTwice,
        Self::CodeExpired,
        Self::AccessEnded,
        Self::AadhaarNotLinked,
        Self::DocumentMissing,
        Self::EmptyDigilocker,
        Self::VendorSlow,
        Self::RateLimited,
        Self::SourceUnavailable,
        Self::GatewayPage,
        Self::KeysInactive,
        Self::AddressNotAllowed,
        Self::SuccessWithError,
        Self::NeighbouringTypes,
        Self::PhotoJpeg2000,
        Self::DocumentAsSentence,
    ];

    /// Returns its name, such as `code-expired`.
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// Returns what happens, as one sentence.
    pub const fn description(self) -> &'static str {
        self.row().1
    }

    /// Returns how sure it is.
    pub const fn evidence(self) -> Evidence {
        self.row().2
    }

    const fn row(self) -> (&'static str, &'static str, Evidence) {
        use Evidence::{Inferred, Silent, Stated};
        match self {
            Self::Denied => ("denied", "The person refuses consent.", Inferred),
            Self::Abandoned => ("abandoned", "The person leaves the page and never comes back.", Silent),
            Self::LinkExpired => ("link-expired", "The authorization URL has expired.", Silent),
            Self::CodeUsedTwice => ("code-used-twice", "The code was exchanged before.", Inferred),
            Self::CodeExpired => ("code-expired", "The code is too old to be exchanged.", Silent),
            Self::AccessEnded => ("access-ended", "Access ends as soon as the code is exchanged.", Inferred),
            Self::AadhaarNotLinked => {
                ("aadhaar-not-linked", "The person's Aadhaar is not linked to DigiLocker.", Inferred)
            }
            Self::DocumentMissing => {
                ("document-missing", "The last of the requested documents is not there.", Silent)
            }
            Self::EmptyDigilocker => ("empty-digilocker", "The person's DigiLocker is empty.", Silent),
            Self::VendorSlow => ("vendor-slow", "Every response takes 5 seconds.", Silent),
            Self::RateLimited => {
                ("rate-limited", "The session's calls are held to the limit of the plan Starter.", Stated)
            }
            Self::SourceUnavailable => {
                ("source-unavailable", "Calls get 503: the source is unavailable.", Inferred)
            }
            Self::GatewayPage => ("gateway-page", "Calls get 502 and a page of HTML.", Silent),
            Self::KeysInactive => ("keys-inactive", "Calls get 400: the keys are deactivated.", Stated),
            Self::AddressNotAllowed => {
                ("address-not-allowed", "Calls get 403: the caller's address is not allowed.", Inferred)
            }
            Self::SuccessWithError => {
                ("success-with-error", "Calls get HTTP 200, and a body that reports an error.", Silent)
            }
            Self::NeighbouringTypes => {
                ("neighbouring-types", "Values have other JSON types than documented.", Silent)
            }
            Self::PhotoJpeg2000 => ("photo-jpeg2000", "The photo of the e-Aadhaar is JPEG 2000.", Silent),
            Self::DocumentAsSentence => {
                ("document-as-sentence", "A fetched file is a sentence instead of a document.", Silent)
            }
        }
    }
}

impl FromStr for Scenario {
    type Err = UnknownName;

    /// Returns the scenario of this name.
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let names = Self::ALL.map(Self::name);
        let mut all = Self::ALL.into_iter();
        all.find(|scenario| scenario.name() == name).ok_or_else(|| UnknownName::of("scenario", &names))
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
