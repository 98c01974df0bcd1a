//! Contract drift: do the vendor, this crate and `openapi.yaml` still agree?
//!
//! [`embedded`] is the contract that this crate was built from, for the engine
//! [`openapi-drift`](https://docs.rs/openapi-drift): it checks recorded messages and returns a [`Report`], whose
//! [`Finding`]s hold no value of a message.
//!
//! ```
//! use deepvue_digilocker::Operation;
//! use deepvue_digilocker::contract::{self, Recorded};
//!
//! let answer = Recorded::response(429, r#"{"detail": "Rate limit exceeded.", "retry_in": 60}"#);
//! let report = contract::embedded().check_response(Operation::InitiateSession, &answer);
//! assert_eq!(
//!     report.findings()[0].fingerprint(),
//!     "initiate_session 429 field-undocumented /body/retry_in"
//! );
//! ```

pub(crate) mod decode;
mod drift_watch;
mod embedded;
mod exchange;
mod recorder;

pub use drift_watch::DriftWatch;
pub use embedded::{embedded, mask_aadhaar};
pub use recorder::Recorder;

pub use openapi_drift::{
    Baseline, Check, Contract, ContractError, Coverage, FieldOutline, Finding, MessageOutline, OperationInfo,
    OperationOutline, Recorded, Report, Severity,
};
