//! [`Callback`]: the request with which the customer's browser comes back.

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

use super::callback_error::{CallbackError, CallbackErrorKind};
use super::stored::Version;
use crate::privacy::sensitive::Sensitive;

/// The longest callback that is read.
const MAX_CALLBACK_BYTES: usize = 16 * 1024;
/// The longest code, state or error in it.
const MAX_VALUE_BYTES: usize = 2 * 1024;

/// The parameters with which the customer comes back to the redirect URL: consent, or a denial.
///
/// It comes from a browser, so anybody can forge it. [`Client::authorize`](crate::Client::authorize) checks it against
/// the session, which must be the one that **this browser** has started, kept in its own cookie or server-side session.
/// Never look a session up by a value of the callback.
///
/// The vendor does not document the callback; [`CallbackParameters`] has the expected names.
///
/// It can be serialised, for instance to hand it to a worker. **It then holds the one-time code in clear**: whoever has the
/// keys and reads it first can use it up. Keep it for minutes and not longer. The stored form has a version; later
/// releases will read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredCallback", into = "StoredCallback")]
pub enum Callback {
    /// The customer agreed.
    #[non_exhaustive]
    Granted {
        /// The code, which [`Client::authorize`](crate::Client::authorize) exchanges once.
        code: Sensitive<String>,
        /// The session that it belongs to, if it says so.
        state: Option<Sensitive<String>>,
        /// All other parameters, with their names.
        other: Vec<(Sensitive<String>, Sensitive<String>)>,
    },
    /// The customer did not give consent, or could not.
    #[non_exhaustive]
    Denied {
        /// The reason, as a code such as `access_denied` (inferred from OAuth 2.0).
        error: Sensitive<String>,
        /// The reason as a sentence, if there is one.
        description: Option<Sensitive<String>>,
        /// The session that it belongs to, if it says so.
        state: Option<Sensitive<String>>,
        /// All other parameters, with their names.
        other: Vec<(Sensitive<String>, Sensitive<String>)>,
    },
}

impl Callback {
    /// Reads a request's URI: a whole URL, a path with its query, or a query alone.
    ///
    /// ```
    /// use deepvue_digilocker::Callback;
    ///
    /// let callback = Callback::parse("/kyc/callback?code=4f1f2a86&state=0c8c7833")?;
    /// assert!(matches!(callback, Callback::Granted { code, .. } if code.expose() == "4f1f2a86"));
    /// # Ok::<(), deepvue_digilocker::CallbackError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the callback has neither a code nor an error, or both; if its code, state or error is
    /// repeated, is longer than 2,048 bytes or has a broken percent-encoding; or if the whole is longer than 16 KiB. An
    /// empty parameter counts as absent. All other parameters, also the description of an error, are decoded leniently.
    pub fn parse(uri: &str) -> Result<Self, CallbackError> {
        CallbackParameters::default().parse(uri)
    }

    /// Returns the session that it belongs to, if it says so. A denial without one may come from anybody: tell the
    /// customer, but keep the session, so that the real callback can still come.
    pub fn state(&self) -> Option<&Sensitive<String>> {
        let (Self::Granted { state, .. } | Self::Denied { state, .. }) = self;
        state.as_ref()
    }
}

/// A callback as it is stored.
#[derive(Serialize, Deserialize)]
struct StoredCallback {
    version: Version,
    code: Option<Sensitive<String>>,
    error: Option<Sensitive<String>>,
    description: Option<Sensitive<String>>,
    state: Option<Sensitive<String>>,
    other: Vec<(Sensitive<String>, Sensitive<String>)>,
}

impl From<Callback> for StoredCallback {
    fn from(callback: Callback) -> Self {
        let version = Version;
        match callback {
            Callback::Granted { code, state, other } => {
                Self { version, code: Some(code), error: None, description: None, state, other }
            }
            Callback::Denied { error, description, state, other } => {
                Self { version, code: None, error: Some(error), description, state, other }
            }
        }
    }
}

impl TryFrom<StoredCallback> for Callback {
    type Error = &'static str;

    fn try_from(stored: StoredCallback) -> Result<Self, Self::Error> {
        let StoredCallback { code, error, description, state, other, .. } = stored;
        match (code, error) {
            (Some(code), None) => Ok(Self::Granted { code, state, other }),
            (None, Some(error)) => Ok(Self::Denied { error, description, state, other }),
            _ => Err("a stored callback has either a code or an error"),
        }
    }
}

/// Sets the names of a callback's parameters. The defaults are inferred.
///
/// ```
/// use deepvue_digilocker::CallbackParameters;
///
/// let parameters = CallbackParameters::default().code("auth_code").state("txn");
/// let callback = parameters.parse("/kyc/callback?auth_code=4f1f2a86&txn=0c8c7833")?;
/// assert_eq!(callback.state().map(|state| state.expose().as_str()), Some("0c8c7833"));
/// # Ok::<(), deepvue_digilocker::CallbackError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "names do nothing until parse() is called"]
pub struct CallbackParameters {
    code: String,
    state: String,
    error: String,
    error_description: String,
}

impl Default for CallbackParameters {
    /// Returns `code`, `state`, `error` and `error_description`, as in OAuth 2.0.
    fn default() -> Self {
        let [code, state, error, error_description] =
            ["code", "state", "error", "error_description"].map(str::to_owned);
        Self { code, state, error, error_description }
    }
}

impl CallbackParameters {
    /// Sets the name of the parameter with the code.
    pub fn code(self, name: impl Into<String>) -> Self {
        Self { code: name.into(), ..self }
    }

    /// Sets the name of the parameter that identifies the session.
    pub fn state(self, name: impl Into<String>) -> Self {
        Self { state: name.into(), ..self }
    }

    /// Sets the name of the parameter whose presence means that there is no consent.
    pub fn error(self, name: impl Into<String>) -> Self {
        Self { error: name.into(), ..self }
    }

    /// Sets the name of the parameter that describes why there is no consent.
    pub fn error_description(self, name: impl Into<String>) -> Self {
        Self { error_description: name.into(), ..self }
    }

    /// Reads a request's URI, like [`Callback::parse`].
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Callback::parse`], and one if two of the names are the same.
    pub fn parse(&self, uri: &str) -> Result<Callback, CallbackError> {
        let names = [&self.code, &self.state, &self.error, &self.error_description];
        if let Some((_, name)) = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name)) {
            return Err(CallbackError::of(
                CallbackErrorKind::Names,
                name,
                "is used for two parameters in CallbackParameters",
            ));
        }
        if uri.len() > MAX_CALLBACK_BYTES {
            return Err(CallbackError::new(CallbackErrorKind::TooLong, "is longer than 16 KiB"));
        }
        let query = with_one_mark(query(uri), &names);
        let mut known = [const { None }; 4];
        let mut other = Vec::new();
        for (name, value) in pairs(&query) {
            let decoded_name = lenient(name);
            let meaning = names.iter().position(|known| **known == decoded_name);
            let is_blank = lenient(value).trim().is_empty();
            match meaning {
                Some(_) if is_blank => {}
                Some(DESCRIPTION_INDEX) if known[DESCRIPTION_INDEX].is_none() => {
                    known[DESCRIPTION_INDEX] = Some(Sensitive::from(lenient(value)));
                }
                None | Some(DESCRIPTION_INDEX) => other.push((decoded_name.into(), lenient(value).into())),
                Some(meaning) => {
                    let refused = |kind, rule| CallbackError::of(kind, names[meaning], rule);
                    let value = strict(value).ok_or_else(|| {
                        refused(CallbackErrorKind::Malformed, "has a broken percent-encoding")
                    })?;
                    if known[meaning].is_some() {
                        return Err(refused(CallbackErrorKind::Repeated, "is repeated"));
                    }
                    if value.len() > MAX_VALUE_BYTES {
                        return Err(refused(CallbackErrorKind::TooLong, "is longer than 2,048 bytes"));
                    }
                    known[meaning] = Some(Sensitive::from(value));
                }
            }
        }
        match known {
            [Some(code), state, None, _] => Ok(Callback::Granted { code, state, other }),
            [None, state, Some(error), description] => {
                Ok(Callback::Denied { error, description, state, other })
            }
            [Some(_), _, Some(_), _] => Err(CallbackError::new(
                CallbackErrorKind::Ambiguous,
                format!("has both `{}` and `{}`", self.code, self.error),
            )),
            [None, _, None, _] => Err(CallbackError::new(
                CallbackErrorKind::Incomplete,
                format!("has neither `{}` nor `{}`", self.code, self.error),
            )),
        }
    }
}

/// The index of the description among the names.
const DESCRIPTION_INDEX: usize = 3;

/// Returns the query of a URL or a path, or a query on its own.
fn query(uri: &str) -> &str {
    let uri = uri.split('#').next().unwrap_or_default();
    // The names of a query's parameters have neither a colon nor a slash; a URL has one of them before its query.
    let start = uri.split(['=', '&', '?']).next().unwrap_or_default();
    let is_url = start.contains([':', '/']);
    match uri.split_once('?') {
        Some((before, query)) if is_url || !before.contains(['=', '&']) => query,
        None if is_url => "",
        _ => uri,
    }
}

/// Replaces a second `?` by an `&`: before the code or the error if neither is there otherwise, and before the state. A
/// redirect URL that already has a query may come back like this.
fn with_one_mark(query: &str, names: &[&String; 4]) -> String {
    let [code, state, error, _] = names;
    let has = |query: &str, name: &str| {
        pairs(query).any(|(other, value)| lenient(other) == name && !lenient(value).trim().is_empty())
    };
    let mut query = query.to_owned();
    for name in [code, error] {
        if !has(&query, code) && !has(&query, error) {
            query = query.replacen(&format!("?{name}="), &format!("&{name}="), 1);
        }
    }
    if !has(&query, state) {
        query = query.replacen(&format!("?{state}="), &format!("&{state}="), 1);
    }
    query
}

/// Splits a query into names and values, still encoded.
fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Decodes a text, unless there is any doubt about it.
fn strict(text: &str) -> Option<String> {
    let is_hex = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    let mut escapes = text.split('%').skip(1).map(str::as_bytes);
    let is_whole = escapes.all(|escape| is_hex(escape.first()) && is_hex(escape.get(1)));
    let text = text.replace('+', " ");
    let decoded = percent_decode_str(&text).decode_utf8().ok().filter(|_| is_whole)?;
    Some(decoded.into_owned())
}

/// Decodes a text as it was probably meant: escapes of old JavaScript (`%u00f3`) and Latin-1 are decoded, and a `%`
/// that starts no escape is kept.
fn lenient(text: &str) -> String {
    let text = unescaped(&text.replace('+', " "));
    let bytes = percent_decode_str(&text).collect::<Vec<_>>();
    let mut decoded = String::new();
    for chunk in bytes.utf8_chunks() {
        decoded.push_str(chunk.valid());
        decoded.extend(chunk.invalid().iter().map(|byte| char::from(*byte)));
    }
    decoded
}

/// Decodes `%uXXXX`, as JavaScript's `escape` writes UTF-16.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("%u");
    let mut result = parts.next().unwrap_or_default().to_owned();
    let mut units = Vec::new();
    for part in parts {
        let digits = part.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if let Some(unit) = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
            units.push(unit);
            if part.len() > 4 {
                result.push_str(&String::from_utf16_lossy(&units));
                result.push_str(&part[4..]);
                units.clear();
            }
        } else {
            result.push_str(&String::from_utf16_lossy(&units));
            result.push_str("%u");
            result.push_str(part);
            units.clear();
        }
    }
    result + &String::from_utf16_lossy(&units)
}
