//! Does real traffic still match an OpenAPI document?
//!
//! A [`Contract`] checks recorded messages against an OpenAPI 3.0 document and returns a [`Report`]. Each [`Finding`]
//! says what is wrong ([`Check`]), how much it breaks ([`Severity`]), and where, by a pointer into the message and one
//! into the document. No finding holds a value of a message: kinds and lengths only.
//!
//! ```
//! use openapi_drift::{Contract, Recorded};
//!
//! let contract = Contract::from_json(r##"{
//!     "openapi": "3.0.3",
//!     "info": { "title": "Shop", "version": "1" },
//!     "paths": { "/orders": { "get": { "operationId": "list_orders", "responses": { "200": {
//!         "description": "The orders.",
//!         "content": { "application/json": { "schema": {
//!             "type": "object", "properties": { "count": { "type": "integer" } }
//!         } } }
//!     } } } } }
//! }"##)?;
//! let response = Recorded::response(200, r#"{"count": "7", "next": "/orders?page=2"}"#);
//! let report = contract.check_response("list_orders", &response);
//! let found = report.findings().iter().map(|finding| finding.fingerprint()).collect::<Vec<_>>();
//! assert_eq!(found, [
//!     "list_orders 200 wrong-type /body/count",
//!     "list_orders 200 field-undocumented /body/next",
//! ]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is read of a document
//!
//! JSON bodies (other content is checked by its type alone), headers, security schemes. Parameters in path and query
//! are not checked. `nullable` counts where a `type` stands beside it, as OpenAPI 3.0.3 has it, and what stands beside
//! a `$ref` does not count. `x-evidence: inferred` on a schema or header makes its findings one step softer;
//! `x-sensitive` on a schema keeps even its listed values out of [`Contract::redacted`].
//!
//! # What a caller can add
//!
//! [`Contract::with_decoder`] also asks the type that your program decodes a response with;
//! [`Contract::with_mask`] reports values that should be masked and are not.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod baseline;
mod body;
mod contract;
mod directory;
mod document;
mod error;
mod finding;
mod har;
mod headers;
mod hooks;
mod media;
mod outline;
mod pointer;
mod prepare;
mod recorded;
mod redact;
mod redacted;
mod report;
mod request;
mod response;
mod schemas;
mod security;
mod walk;
#[cfg(feature = "yaml")]
mod yaml;

/// Compiles the README's code.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use baseline::Baseline;
pub use contract::{Contract, OperationInfo};
pub use error::ContractError;
pub use finding::{Check, Finding, Severity};
pub use outline::{FieldOutline, MessageOutline, OperationOutline};
pub use recorded::Recorded;
pub use report::{Coverage, Report};
