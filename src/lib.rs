//! Verifies a customer through DigiLocker, over [Deepvue](https://docs.deepvue.ai)'s HTTP API.
//!
//! Unofficial: not affiliated with, or endorsed by, Deepvue or DigiLocker. The client is generated from a hand-maintained
//! OpenAPI contract, which restates the vendor's public reference.
//!
//! ```no_run
//! use deepvue_digilocker::{Callback, Client, Consent, Session};
//!
//! # async fn example(request_uri: &str) -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::from_env()?; // DEEPVUE_CLIENT_ID and DEEPVUE_CLIENT_SECRET
//! let session = client
//!     .initiate_session(Consent::given().by("checkbox, notice v3"), "Savings account KYC")
//!     .redirect_url("https://bank.example/kyc/callback")
//!     .await?;
//! // Keep the session with the customer's browser session, and redirect the customer.
//! let onward = session.authorization_url();
//!
//! // The customer is back at the redirect URL.
//! let callback = Callback::parse(request_uri)?;
//! let documents = client.authorize(&session, callback).await?;
//! for file in &documents.issued_files().await? {
//!     let document = documents.file(file).await?;
//! }
//! let aadhaar = documents.eaadhaar().await?;
//! # Ok(()) }
//! ```
//!
//! # Where things are
//!
//! - **Set up**: [`Client`] and [`ClientBuilder`], with [`Retry`], [`RetryBudget`], [`RateLimit`] and [`Limiter`].
//! - **The journey**: [`Consent`], [`InitiateSession`], [`Session`], [`Callback`], [`Authorize`], [`DocumentAccess`],
//!   [`IssuedFiles`], [`Document`], [`Eaadhaar`].
//! - **What they contain**: [`Holder`], [`IssuedFile`], [`Content`], [`Encoded`], [`DateOfBirth`], [`Gender`], [`YesNo`],
//!   [`Address`]; personal values are [`Sensitive`].
//! - **When it fails**: [`Error`] with its [`ErrorKind`] and [`Outcome`]; [`BuildError`], [`CallbackError`],
//!   [`ContentError`].
//! - **What operators see**: [`CallReport`], [`AttemptReport`], and the spans of [`guide::production`].
//! - **Tests**: the module `sandbox` (feature `sandbox`), the stand-in for the vendor; the module `contract` (feature
//!   `contract`), which checks recordings and live traffic.
//! - [`guide`]: the journey, errors and what to do about them, production, tests, evidence.
//! - [`types`]: the generated types. [`Operation`]: the calls that the API has.
//!
//! # Features
//!
//! | feature | default | what it adds |
//! |---|---|---|
//! | `codegen` | yes | generates the client from `openapi.yaml` at build time; without it, a committed copy is compiled |
//! | `rustls` | yes | TLS by rustls, with the platform's certificates |
//! | `rustls-no-provider` | | TLS by rustls, with the crypto provider that your application installs |
//! | `native-tls` | | TLS by the platform's own library |
//! | `sandbox` | | the stand-in for the vendor, for development and tests |
//! | `schemars` | | `JsonSchema` for the generated types |
//! | `contract` | | checks recordings and live traffic against the contract |
#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(clippy::print_stdout, clippy::print_stderr)]
#![allow(clippy::test_attr_in_doctest, reason = "the README shows a test to copy")]

mod client;
mod client_builder;
mod clock;
#[cfg(feature = "contract")]
#[cfg_attr(docsrs, doc(cfg(feature = "contract")))]
pub mod contract;
mod error;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzz;
#[allow(warnings, missing_docs, unreachable_pub, clippy::all, reason = "the generator's style, not ours")]
mod generated;
pub mod guide;
mod http;
mod journey;
mod operation;
mod pace;
mod pointer;
mod privacy;
#[cfg(feature = "sandbox")]
#[cfg_attr(docsrs, doc(cfg(feature = "sandbox")))]
pub mod sandbox;
mod table;

/// Compiles the code in the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use client::Client;
pub use client_builder::ClientBuilder;
pub use error::{AttemptReport, BuildError, CallReport, Error, ErrorKind, FieldError, Outcome};
pub use http::observe::Observer;
pub use http::retry::Retry;
pub use journey::access::{DocumentAccess, StoredAccess};
pub use journey::authorize::{Authorize, StateCheck};
pub use journey::callback::{Callback, CallbackParameters};
pub use journey::callback_error::{CallbackError, CallbackErrorKind};
pub use journey::consent::{Consent, ConsentRecord};
pub use journey::content::{Content, ContentError, Encoded, Encoding};
pub use journey::content_kind::ContentKind;
pub use journey::eaadhaar::{Address, Eaadhaar, FetchEaadhaar};
pub use journey::file::{Document, FetchFile};
pub use journey::holder::Holder;
pub use journey::issued_files::{DigilockerCodes, IssuedFile, IssuedFiles, ListIssuedFiles, Missing};
pub use journey::session::{DocType, InitiateSession, Session};
pub use journey::values::{Date, DateOfBirth, Gender, YesNo};
pub use operation::Operation;
pub use pace::limiter::{AttemptEnd, Limiter};
pub use pace::rate_limit::RateLimit;
pub use pace::retry_budget::RetryBudget;
pub use privacy::sensitive::Sensitive;
pub use table::RetryClass;

/// The HTTP library, version 0.13: [`ClientBuilder::http`] takes its builder.
pub use reqwest;

/// The generated types of the spec: for mocks, fixtures and schemas of your own (`JsonSchema` with the feature `schemars`).
///
/// Each is made with its `builder()`, which is in [`builder`](types::builder). Strings that hold personal data, repeat what a caller wrote, or open a consent
/// flow are [`Sensitive`].
pub mod types {
    pub use crate::generated::types::{
        AccessTokenData, AccessTokenRequest, AccessTokenResponse, BadRequestError, ConsentFlag, DocType,
        EaadhaarData, EaadhaarRequest, EaadhaarResponse, FetchFileRequest, FetchFileResponse, ForbiddenError,
        InitiateSessionRequest, InitiateSessionResponse, IssuedFile, IssuedFilesRequest, IssuedFilesResponse,
        LocationPart, ProofOfAddress, ProofOfIdentity, RateLimitedError, ServerError, SessionData,
        UnauthenticatedError, UnavailableError, ValidationError, ValidationErrorItem,
    };

    /// The builders of the types, each named after its type.
    pub mod builder {
        pub use crate::generated::types::builder::{
            AccessTokenData, AccessTokenRequest, AccessTokenResponse, BadRequestError, EaadhaarData,
            EaadhaarRequest, EaadhaarResponse, FetchFileRequest, FetchFileResponse, ForbiddenError,
            InitiateSessionRequest, InitiateSessionResponse, IssuedFile, IssuedFilesRequest,
            IssuedFilesResponse, ProofOfAddress, ProofOfIdentity, RateLimitedError, ServerError, SessionData,
            UnauthenticatedError, UnavailableError, ValidationError, ValidationErrorItem,
        };
    }
}
