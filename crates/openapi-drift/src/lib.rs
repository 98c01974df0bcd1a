//! Checks recorded HTTP traffic against an OpenAPI document.
//!
//! A [`Contract`] checks recorded messages against an OpenAPI document (3.0 or 3.1) and returns a [`Report`]. Each [`Finding`]
//! names the violated rule ([`Check`]), its [`Severity`], and the location: one JSON pointer into the message and one
//! into the document. A finding never contains a value of a message, only types and lengths.
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
//! # What is checked
//!
//! JSON bodies, headers, security schemes, and the parameters in path, query and cookies. For other content, only the
//! content type is checked. Schemas are read as the version of OpenAPI says: in 3.0, `nullable` has an effect only next
//! to a `type`, and keywords next to a `$ref` are ignored; in 3.1, schemas are JSON Schema 2020-12. A discriminator
//! decides which schema applies. `x-evidence: inferred` on a schema, a header or a parameter lowers the severity of its
//! findings by one level. [`Contract::redacted`] replaces the values of a schema with `x-sensitive`, even if its `enum`
//! lists them.
//!
//! # Agreement with JSON Schema
//!
//! With the JSON Schema Test Suite of the `jsonschema` package (`PyPI`, 4.25.1), the findings agree as follows:
//!
//! | suite | on | agree | disagree |
//! |---|---|---|---|
//! | Draft 4, with its optional tests | OpenAPI 3.0.3 | 635 | 0 |
//! | Draft 2020-12 | OpenAPI 3.1.0 | 1,187 | 17: a format is checked, where the draft only notes it |
//!
//! Left out are schemas on other servers, other dialects, and for 3.0.3 the keywords that OpenAPI 3.0 does not have.
//!
//! # Reports
//!
//! A [`Report`] is written as text (`Display`), JSON ([`Report::to_json`]), SARIF ([`Report::to_sarif`]), GitHub
//! annotations ([`Report::to_github`]), and with the feature `junit` as JUnit XML (`Report::to_junit`).
//!
//! # Changes between documents
//!
//! [`Contract::changes_to`] reports, for each change from one document to another, what it breaks: clients in use, a
//! client of the new document with a server that has not changed yet, and, if the caller knows it, Rust code
//! ([`Affected`]).
//!
//! # Custom checks
//!
//! [`Contract::with_decoder`] also decodes each response with your program's own types. [`Contract::with_mask`] reports
//! values that should be masked but are not.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod check;
mod contract;
mod diff;
mod error;
mod findings;
mod hooks;
mod place;
mod pointer;
mod recording;
mod schema;
mod spec;
mod text_file;

/// Compiles the code in the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use check::recordings::Progress;
pub use contract::{Contract, OperationInfo};
pub use diff::change::Change;
pub use diff::changes::Changes;
pub use diff::effects::{Affected, Bump, Impact};
pub use error::ContractError;
pub use findings::baseline::Baseline;
pub use findings::coverage::Coverage;
pub use findings::finding::{Check, Finding, Severity};
pub use findings::report::Report;
pub use pointer::redacted_name;
pub use recording::recorded::Recorded;
pub use spec::fields::FieldOutline;
pub use spec::outline::{MessageOutline, OperationOutline};
