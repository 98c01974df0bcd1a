#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(clippy::print_stdout, clippy::print_stderr)]
#![allow(clippy::test_attr_in_doctest, reason = "the README shows a test to copy")]

mod access;
mod answer;
mod authorize;
mod base64_text;
mod callback;
mod client;
mod clock;
mod consent;
mod content;
mod content_kind;
#[cfg(feature = "contract")]
#[cfg_attr(docsrs, doc(cfg(feature = "contract")))]
pub mod contract;
mod credentials;
mod eaadhaar;
mod error;
mod file;
#[allow(warnings, missing_docs, unreachable_pub, clippy::all, reason = "the generator's style, not ours")]
mod generated;
mod holder;
mod issued_files;
mod observe;
mod operation;
mod pointer;
mod repair;
mod retry;
#[cfg(feature = "sandbox")]
#[cfg_attr(docsrs, doc(cfg(feature = "sandbox")))]
pub mod sandbox;
mod scrub;
mod sensitive;
mod session;
mod settings;
mod shape;
mod success;
mod transport;
mod trust;
mod values;
mod words;

pub use access::{DocumentAccess, StoredAccess};
pub use authorize::{Authorize, StateCheck};
pub use callback::{Callback, CallbackError, CallbackParameters};
pub use client::{Client, ClientBuilder};
pub use consent::{Consent, ConsentRecord};
pub use content::{Content, ContentError, Encoded, Encoding};
pub use content_kind::ContentKind;
pub use eaadhaar::{Address, Eaadhaar, FetchEaadhaar};
pub use error::{BuildError, Error, ErrorKind, FieldError};
pub use file::{Document, FetchFile};
pub use holder::Holder;
pub use issued_files::{DoctypeCodes, IssuedFile, IssuedFiles, ListIssuedFiles};
pub use observe::Observer;
pub use operation::{Operation, RetryClass};
pub use retry::{Outcome, Retry};
pub use sensitive::Sensitive;
pub use session::{DocType, InitiateSession, Session};
pub use values::{DateOfBirth, Gender, YesNo};

/// The types that the spec describes, as generated: for mocks, fixtures and schemas of your own.
///
/// Each is made with its `builder()`. Strings that tell something of a person, repeat what a caller wrote, or open a
/// consent flow are [`Sensitive`].
pub mod types {
    pub use crate::generated::types::{
        AccessTokenData, AccessTokenRequest, AccessTokenResponse, BadRequestError, ConsentFlag, DocType,
        EaadhaarData, EaadhaarRequest, EaadhaarResponse, FileRequest, FileResponse, ForbiddenError,
        InitiateSessionRequest, InitiateSessionResponse, IssuedFile, IssuedFilesRequest, IssuedFilesResponse,
        LocationPart, ProofOfAddress, ProofOfIdentity, RateLimitedError, ServerError, SessionData,
        UnauthenticatedError, UnavailableError, ValidationError, ValidationErrorItem,
    };
}
