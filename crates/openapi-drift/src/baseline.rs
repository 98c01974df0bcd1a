//! [`Baseline`]: the findings that a team has accepted, each with its reason.

use std::path::Path;

use serde::Deserialize;

use super::error::ContractError;

/// Findings that are known and accepted, each by its fingerprint and with a reason; a TOML file.
///
/// ```
/// use openapi_drift::Baseline;
///
/// let baseline = Baseline::parse(r#"
///     [[accepted]]
///     fingerprint = "initiate_session 201 field-undocumented /body/data/expires_in"
///     reason = "asked the vendor on 2026-11-20; documentation follows"
/// "#)?;
/// assert_eq!(baseline.entries().count(), 1);
/// # Ok::<(), openapi_drift::ContractError>(())
/// ```
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    #[serde(default)]
    accepted: Vec<Entry>,
}

#[derive(Debug, Clone, Deserialize)]
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
    /// The file can't be read, is not TOML, or has an entry without a fingerprint or a reason.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, ContractError> {
        let path = path.as_ref();
        let place = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| ContractError::new(&place, format!("could not be read: {error}")))?;
        Self::from_text(&place, &text)
    }

    /// Reads a baseline's text.
    ///
    /// # Errors
    ///
    /// It is not TOML, or has an entry without a fingerprint or a reason.
    pub fn parse(text: &str) -> Result<Self, ContractError> {
        Self::from_text("baseline", text)
    }

    fn from_text(place: &str, text: &str) -> Result<Self, ContractError> {
        let baseline: Self = toml::from_str(text)
            .map_err(|error| ContractError::new(place, format!("is no baseline: {}", error.message())))?;
        let blank = |text: &str| text.trim().is_empty();
        for (index, entry) in baseline.accepted.iter().enumerate() {
            let fault = |problem| Err(ContractError::new(format!("{place}: entry {}", index + 1), problem));
            if blank(&entry.fingerprint) {
                return fault("has no fingerprint".to_owned());
            }
            if blank(&entry.reason) {
                return fault(format!("accepts {:?} without a reason", entry.fingerprint));
            }
        }
        Ok(baseline)
    }

    /// Every accepted fingerprint, and why.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.accepted.iter().map(|entry| (entry.fingerprint.as_str(), entry.reason.as_str()))
    }
}
