//! What became of a call: [`Error`], its kinds and outcomes, and [`CallReport`]; and [`BuildError`] for a client.

mod build_error;
mod failure;
mod field_error;
mod input;
mod kind;
mod outcome;
mod report;
mod response;

pub use build_error::BuildError;
pub use failure::Error;
pub(crate) use failure::Failure;
pub use field_error::FieldError;
pub(crate) use input::{Rule, blank_rule, check_input};
pub use kind::ErrorKind;
pub use outcome::Outcome;
pub use report::{AttemptReport, CallReport};
pub(crate) use response::VendorResponse;
