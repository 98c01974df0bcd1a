#![doc = include_str!("../README.md")]
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
