//! The two keys: checked, never printed, sent as header values that are marked sensitive.

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
    /// Both keys in clear, for the one who must find them in a text to take them out.
    pub(crate) fn exposed(&self) -> impl Iterator<Item = &str> {
        [&self.client_id, &self.client_secret].into_iter().filter_map(|value| value.to_str().ok())
    }
}

/// A key from the environment; a fault names the variable.
pub(crate) fn from_environment(variable: &'static str) -> Result<HeaderValue, BuildError> {
    let key = std::env::var_os(variable).ok_or_else(|| BuildError::new(variable, "is not set"))?;
    key_value(variable, &key.to_string_lossy())
}

/// A key as a header value that is marked sensitive. A fault names `setting`, never what it holds.
pub(crate) fn key_value(setting: &'static str, key: &str) -> Result<HeaderValue, BuildError> {
    let rule = match HeaderValue::from_str(key) {
        _ if key.trim().is_empty() => "is empty",
        _ if key.contains(['\r', '\n']) => "contains a line break",
        Ok(mut value) if key.chars().all(|c| c.is_ascii_graphic()) => {
            value.set_sensitive(true);
            return Ok(value);
        }
        _ => "contains something else than visible ASCII characters",
    };
    Err(BuildError::new(setting, rule))
}
