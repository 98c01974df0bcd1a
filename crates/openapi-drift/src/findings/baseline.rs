//! [`Baseline`]: accepted findings, each with its reason.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::ContractError;
use crate::text_file;

/// The longest file that is read. The parser needs some ten times of it in memory.
const MAX_FILE_BYTES: u64 = 16 << 20;

/// Lists accepted findings, each by its fingerprint and with a reason. It is read from TOML.
///
/// ```
/// use openapi_drift::{Baseline, Contract, Recorded};
///
/// let baseline = Baseline::parse(r#"
///     [[accepted]]
///     fingerprint = "list_orders 200 field-undocumented /body/next"
///     reason = "asked the API's team on 2026-11-20; documentation follows"
/// "#)?;
/// # let document = r##"{
/// #     "openapi": "3.0.3",
/// #     "info": { "title": "Shop", "version": "1" },
/// #     "servers": [{ "url": "https://shop.example" }],
/// #     "paths": { "/orders": { "get": { "operationId": "list_orders", "responses": { "200": {
/// #         "description": "The orders.",
/// #         "content": { "application/json": { "schema": {
/// #             "type": "object", "properties": { "count": { "type": "integer" } }
/// #         } } }
/// #     } } } } }
/// # }"##;
/// let contract = Contract::from_json(document)?;
/// let response = Recorded::response(200, r#"{"count": 7, "next": "/orders?page=2"}"#);
/// let report = contract.check_response("list_orders", &response).accept(&baseline);
/// assert!(report.is_clean());
/// assert_eq!(report.accepted().len(), 1);
/// # Ok::<(), openapi_drift::ContractError>(())
/// ```
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    #[serde(default)]
    accepted: Vec<Entry>,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    fingerprint: String,
    reason: String,
}

impl Baseline {
    /// Reads a baseline file.
    ///
    /// # Errors
    ///
    /// Returns an error if the file can't be read, is not TOML, or has an entry without a fingerprint or a reason.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, ContractError> {
        let path = path.as_ref();
        let place = path.display().to_string();
        let text =
            text_file::read(path, MAX_FILE_BYTES).map_err(|problem| ContractError::new(&place, problem))?;
        Self::from_text(&place, &text)
    }

    /// Parses the text of a baseline.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not TOML, or has an entry without a fingerprint or a reason.
    pub fn parse(text: &str) -> Result<Self, ContractError> {
        Self::from_text("baseline", text)
    }

    fn from_text(place: &str, text: &str) -> Result<Self, ContractError> {
        let baseline: Self = toml::from_str(text)
            .map_err(|error| ContractError::new(place, format!("is not a baseline: {}", error.message())))?;
        let blank = |text: &str| text.trim().is_empty();
        for (index, entry) in baseline.accepted.iter().enumerate() {
            let error = |problem| Err(ContractError::new(format!("{place}: entry {}", index + 1), problem));
            if blank(&entry.fingerprint) {
                return error("has no fingerprint".to_owned());
            }
            if blank(&entry.reason) {
                return error(format!("accepts {:?} without a reason", entry.fingerprint));
            }
        }
        Ok(baseline)
    }

    /// Makes a baseline of fingerprints and reasons.
    pub(crate) fn of(entries: impl IntoIterator<Item = (String, String)>) -> Self {
        let entries = entries.into_iter().map(|(fingerprint, reason)| Entry { fingerprint, reason });
        Self { accepted: entries.collect() }
    }

    /// Writes the baseline as TOML.
    pub(crate) fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }

    /// Returns every accepted fingerprint with its reason.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.accepted.iter().map(|entry| (entry.fingerprint.as_str(), entry.reason.as_str()))
    }
}
