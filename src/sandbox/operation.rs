//! [`Operation`]: which call a scripted reply is for.

use crate::generated::constants::{
    ACCESS_TOKEN_OPERATION, EAADHAAR_OPERATION, FILE_OPERATION, INITIATE_SESSION_OPERATION,
    ISSUED_FILES_OPERATION,
};
use crate::transport;

/// An operation that the sandbox serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// Starts a session.
    InitiateSession,
    /// Exchanges the code that came back with the browser.
    AccessToken,
    /// Lists the person's documents.
    IssuedFiles,
    /// Fetches one document.
    File,
    /// Fetches the person's e-Aadhaar.
    Eaadhaar,
}

impl Operation {
    pub(super) const ALL: [Self; 5] =
        [Self::InitiateSession, Self::AccessToken, Self::IssuedFiles, Self::File, Self::Eaadhaar];

    /// The operation as the spec has it.
    pub(super) fn documented(self) -> transport::Operation {
        match self {
            Self::InitiateSession => INITIATE_SESSION_OPERATION,
            Self::AccessToken => ACCESS_TOKEN_OPERATION,
            Self::IssuedFiles => ISSUED_FILES_OPERATION,
            Self::File => FILE_OPERATION,
            Self::Eaadhaar => EAADHAAR_OPERATION,
        }
    }

    pub(super) fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.documented().path == path)
    }
}
