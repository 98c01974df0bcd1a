//! The two keys: checked, never printed, and sent as header values that are marked sensitive.

use http::header::HeaderValue;

use crate::error::BuildError;

pub(crate) const CLIENT_ID_VARIABLE: &str = "DEEPVUE_CLIENT_ID";
pub(crate) const CLIENT_SECRET_VARIABLE: &str = "DEEPVUE_CLIENT_SECRET";

#[derive(Clone)]
pub(crate) struct Credentials {
    pub(crate) client_id: HeaderValue,
    pub(crate) client_secret: HeaderValue,
}

impl Credentials {
    /// Returns both keys in clear, for the scrubber, which removes them from texts.
    pub(crate) fn exposed(&self) -> impl Iterator<Item = &str> {
        [&self.client_id, &self.client_secret].into_iter().filter_map(|value| value.to_str().ok())
    }
}

/// Reads a key from the environment. An error names the variable.
pub(crate) fn from_environment(variable: &'static str) -> Result<HeaderValue, BuildError> {
    let key = std::env::var_os(variable).ok_or_else(|| BuildError::new(variable, "is not set"))?;
    key_value(variable, &key.to_string_lossy())
}

/// Returns a key as a header value that is marked sensitive. An error names `setting`, never its value.
pub(crate) fn key_value(setting: &'static str, key: &str) -> Result<HeaderValue, BuildError> {
    let rule = match HeaderValue::from_str(key) {
        _ if key.trim().is_empty() => "is empty",
        _ if key.contains(['\r', '\n']) => "contains a line break",
        Ok(mut value) if key.chars().all(|c| c.is_ascii_graphic()) => {
            value.set_sensitive(true);
            return Ok(value);
        }
        _ => "contains characters other than visible ASCII",
    };
    Err(BuildError::new(setting, rule))
}
