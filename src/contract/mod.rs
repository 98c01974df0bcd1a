//! Contract drift: do the vendor, this crate and `openapi.yaml` still agree? (Feature `contract`.)
//!
//! [`embedded`] returns the contract that this crate was built from, for the engine
//! [`openapi-drift`](https://docs.rs/openapi-drift), which checks recorded messages against it and returns a
//! [`Report`]. Its [`Finding`]s hold no value of a message.
//!
//! ```
//! use deepvue_digilocker::Operation;
//! use deepvue_digilocker::contract::{self, Recorded};
//!
//! let response = Recorded::response(429, r#"{"detail": "Rate limit exceeded.", "retry_in": 60}"#);
//! let report = contract::embedded().check_response(Operation::InitiateSession, &response);
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
mod rust_changes;

pub use drift_watch::DriftWatch;
pub use embedded::{embedded, mask_aadhaar};
pub use recorder::Recorder;
pub use rust_changes::{RustChange, RustChangeKind, rust_changes};

pub use openapi_drift::{
    Affected, Baseline, Bump, Change, Changes, Check, Contract, ContractError, Coverage, FieldOutline,
    Finding, Impact, MessageOutline, OperationInfo, OperationOutline, Recorded, Report, Severity,
};
