//! The two keys: checked, never printed, sent as header values that are marked sensitive.

use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::error::BuildError;
use crate::generated::constants::{CLIENT_ID_HEADER, CLIENT_SECRET_HEADER};

pub(crate) const CLIENT_ID_VARIABLE: &str = "DEEPVUE_CLIENT_ID";
pub(crate) const CLIENT_SECRET_VARIABLE: &str = "DEEPVUE_CLIENT_SECRET";

#[derive(Clone)]
pub(crate) struct Credentials {
    pub(crate) client_id: HeaderValue,
    pub(crate) client_secret: HeaderValue,
}

impl Credentials {
    pub(crate) fn put_on(&self, headers: &mut HeaderMap) {
        const CLIENT_ID: HeaderName = HeaderName::from_static(CLIENT_ID_HEADER);
        const CLIENT_SECRET: HeaderName = HeaderName::from_static(CLIENT_SECRET_HEADER);
        headers.insert(CLIENT_ID, self.client_id.clone());
        headers.insert(CLIENT_SECRET, self.client_secret.clone());
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_marked_sensitive_for_whoever_prints_headers() -> Result<(), BuildError> {
        let mut headers = HeaderMap::new();
        let client_id = key_value("client_id", "an-id")?;
        let client_secret = key_value("client_secret", "a-secret")?;
        Credentials { client_id, client_secret }.put_on(&mut headers);
        assert_eq!(headers.len(), 2);
        assert!(headers.values().all(HeaderValue::is_sensitive));
        assert!(!format!("{headers:?}").contains("secret"));
        Ok(())
    }
}
