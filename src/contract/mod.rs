//! Contract drift: do the vendor, this crate and `openapi.yaml` still agree?
//!
//! A [`Contract`] holds messages against a spec and gives a [`Report`]. Each [`Finding`] says what is wrong
//! ([`Check`]), how much it breaks ([`Severity`]), and where, by a pointer into the message and one into the spec. No
//! finding holds a value of a message: kinds and lengths only.
//!
//! ```
//! use deepvue_digilocker::Operation;
//! use deepvue_digilocker::contract::{Contract, Recorded};
//!
//! let answer = Recorded::answer(429, r#"{"detail": "Rate limit exceeded.", "retry_in": 60}"#);
//! let report = Contract::embedded().check_response(Operation::InitiateSession, &answer);
//! assert_eq!(
//!     report.findings()[0].fingerprint(),
//!     "initiate_session 429 field-undocumented /body/retry_in"
//! );
//! ```
//!
//! What of OpenAPI 3.0 is read: JSON bodies (other content is checked by its type alone), headers, security schemes.
//! Parameters in path and query are not checked. `nullable` counts where a `type` stands beside it, as OpenAPI 3.0.3
//! has it, and what stands beside a `$ref` does not count.

mod baseline;
mod check;
pub(crate) mod decode;
mod directory;
mod document;
mod drift_watch;
mod error;
mod exchange;
mod finding;
mod har;
mod media;
mod outline;
mod pointer;
mod prepare;
mod recorded;
mod recorder;
mod redact;
mod redacted;
mod report;
mod schemas;
mod walk;
#[cfg(feature = "cli")]
mod yaml;

pub use baseline::Baseline;
pub use check::Contract;
pub use drift_watch::DriftWatch;
pub use error::ContractError;
pub use finding::{Check, Finding, Severity};
pub use outline::{FieldOutline, MessageOutline, OperationOutline};
pub use recorded::Recorded;
pub use recorder::Recorder;
pub use report::{Coverage, Report};
