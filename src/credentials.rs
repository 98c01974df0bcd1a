//! The two keys: checked, never printed, sent as header values that are marked sensitive.

use std::env::VarError;
use std::fmt;

use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::error::BuildError;
use crate::generated::constants::{CLIENT_ID_HEADER, CLIENT_SECRET_HEADER};

pub(crate) const CLIENT_ID_VARIABLE: &str = "DEEPVUE_CLIENT_ID";
pub(crate) const CLIENT_SECRET_VARIABLE: &str = "DEEPVUE_CLIENT_SECRET";

#[derive(Clone)]
pub(crate) struct Credentials {
    client_id: HeaderValue,
    client_secret: HeaderValue,
}

impl Credentials {
    /// Faults name `client_id` or `client_secret`, never what they hold.
    pub(crate) fn new(client_id: Option<&str>, client_secret: Option<&str>) -> Result<Self, BuildError> {
        Ok(Self {
            client_id: header_value("client_id", client_id)?,
            client_secret: header_value("client_secret", client_secret)?,
        })
    }

    pub(crate) fn put_on(&self, headers: &mut HeaderMap) {
        headers.insert(HeaderName::from_static(CLIENT_ID_HEADER), self.client_id.clone());
        headers.insert(HeaderName::from_static(CLIENT_SECRET_HEADER), self.client_secret.clone());
    }

    /// Both keys in clear, for the one who must find them in a text to take them out.
    pub(crate) fn exposed(&self) -> impl Iterator<Item = &str> {
        [&self.client_id, &self.client_secret].into_iter().filter_map(|value| value.to_str().ok())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials")
    }
}

/// A key from the environment; an error names the variable.
pub(crate) fn from_environment(variable: &'static str) -> Result<String, BuildError> {
    let key = std::env::var(variable).map_err(|error| match error {
        VarError::NotPresent => BuildError::new(variable, "is not set"),
        VarError::NotUnicode(_) => BuildError::new(variable, "is not visible ASCII"),
    })?;
    header_value(variable, Some(&key))?;
    Ok(key)
}

fn header_value(setting: &'static str, key: Option<&str>) -> Result<HeaderValue, BuildError> {
    let rule = match key {
        None => "is missing",
        Some(key) if key.trim().is_empty() => "is empty",
        Some(key) if key.contains(['\r', '\n']) => "contains a line break",
        Some(key) if !key.chars().all(|c| c.is_ascii_graphic()) => {
            "contains something else than visible ASCII characters"
        }
        Some(key) => match HeaderValue::from_str(key) {
            Ok(mut value) => {
                value.set_sensitive(true);
                return Ok(value);
            }
            Err(_) => "is no valid header value",
        },
    };
    Err(BuildError::new(setting, rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_marked_sensitive_for_whoever_prints_headers() -> Result<(), BuildError> {
        let mut headers = HeaderMap::new();
        Credentials::new(Some("an-id"), Some("a-secret"))?.put_on(&mut headers);
        assert_eq!(headers.len(), 2);
        assert!(headers.values().all(HeaderValue::is_sensitive));
        assert!(!format!("{headers:?}").contains("secret"));
        Ok(())
    }
}
