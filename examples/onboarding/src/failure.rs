//! [`Failure`]: what a customer sees who can't go on, and how to go on all the same.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::journey::Reason;
use crate::pages;
use crate::store::StoreError;

pub(crate) type PageResult = Result<Response, Failure>;

/// A page that says what went wrong. Each has a way on.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) reason: Reason,
    pub(crate) status: StatusCode,
    pub(crate) way_on: WayOn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WayOn {
    StartAgain,
    /// The same link, for what has not been used up.
    SameLink,
}

impl Failure {
    /// Something that the customer has to start again for.
    pub(crate) fn told(reason: Reason) -> Self {
        Self { reason, status: StatusCode::BAD_REQUEST, way_on: WayOn::StartAgain }
    }

    /// Something that may pass.
    pub(crate) fn for_now(reason: Reason) -> Self {
        Self { reason, status: StatusCode::SERVICE_UNAVAILABLE, way_on: WayOn::SameLink }
    }

    fn ours() -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, ..Self::told(Reason::OurFault) }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.status, pages::failure(&self)).into_response()
    }
}

/// The crate's errors hold no personal data, and name the call and what came of it.
impl From<deepvue_digilocker::Error> for Failure {
    fn from(error: deepvue_digilocker::Error) -> Self {
        tracing::warn!(%error, "a call failed");
        let reason = Reason::from(&error);
        if error.is_retryable() { Self::for_now(reason) } else { Self::told(reason) }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error);
        Self::for_now(Reason::OurFault)
    }
}

impl From<getrandom::Error> for Failure {
    fn from(error: getrandom::Error) -> Self {
        tracing::error!(%error, "no random numbers");
        Self::ours()
    }
}

impl From<tokio::task::JoinError> for Failure {
    /// Leaves out what a panic says: it may repeat anything.
    fn from(_: tokio::task::JoinError) -> Self {
        tracing::error!("a task did not end by itself");
        Self::ours()
    }
}
