#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(clippy::print_stdout, clippy::print_stderr)]
#![allow(clippy::test_attr_in_doctest, reason = "the README shows a test to copy")]

mod client;
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
mod http;
mod journey;
mod operation;
mod pointer;
mod privacy;
#[cfg(feature = "sandbox")]
#[cfg_attr(docsrs, doc(cfg(feature = "sandbox")))]
pub mod sandbox;
mod table;

pub use client::{Client, ClientBuilder};
pub use error::{BuildError, Error, ErrorKind, FieldError, Outcome};
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
pub use journey::issued_files::{DigilockerCodes, IssuedFile, IssuedFiles, ListIssuedFiles};
pub use journey::session::{DocType, InitiateSession, Session};
pub use journey::values::{Date, DateOfBirth, Gender, YesNo};
pub use operation::Operation;
pub use privacy::sensitive::Sensitive;
pub use table::RetryClass;

/// The generated types of the spec: for mocks, fixtures and schemas of your own.
///
/// Each is made with its `builder()`. Strings that hold personal data, repeat what a caller wrote, or open a consent
/// flow are [`Sensitive`].
pub mod types {
    pub use crate::generated::types::{
        AccessTokenData, AccessTokenRequest, AccessTokenResponse, BadRequestError, ConsentFlag, DocType,
        EaadhaarData, EaadhaarRequest, EaadhaarResponse, FetchFileRequest, FetchFileResponse, ForbiddenError,
        InitiateSessionRequest, InitiateSessionResponse, IssuedFile, IssuedFilesRequest, IssuedFilesResponse,
        LocationPart, ProofOfAddress, ProofOfIdentity, RateLimitedError, ServerError, SessionData,
        UnauthenticatedError, UnavailableError, ValidationError, ValidationErrorItem,
    };
}
