//! [`Scheme`]: the credentials that an operation requires.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::error::ContractError;
use crate::pointer::{child, text};
use crate::spec::reader::Reader;

/// Describes a security scheme.
pub(crate) struct Scheme {
    pub(crate) pointer: String,
    pub(crate) location: CredentialLocation,
}

/// Locates a credential in a request.
pub(crate) enum CredentialLocation {
    Header(String),
    Query(String),
    Cookie(String),
    /// The `Authorization` header, with this authentication scheme if it is known.
    Authorization(Option<String>),
}

/// Returns the names of the query parameters in which the document's security schemes send a key.
pub(crate) fn keys_in_query(root: &Value) -> BTreeSet<String> {
    let schemes = root.pointer("/components/securitySchemes").and_then(Value::as_object);
    let in_query = |scheme: &Value| {
        let is_key = text(scheme, "type") == Some("apiKey") && text(scheme, "in") == Some("query");
        text(scheme, "name").filter(|_| is_key).map(str::to_owned)
    };
    schemes.into_iter().flat_map(Map::values).filter_map(in_query).collect()
}

impl Reader<'_> {
    /// Reads the security requirements of an operation: its own, or else those of the document.
    pub(crate) fn security(&self, operation: &str) -> Result<Vec<Vec<Scheme>>, ContractError> {
        let own = child(operation, "security");
        let at = if self.root.pointer(&own).is_some() { own } else { "/security".to_owned() };
        let mut alternatives = Vec::new();
        for index in 0..self.length(&at)? {
            let index = index.to_string();
            let place = child(&at, &index);
            let mut schemes = Vec::new();
            for name in self.object(&at, &index)?.into_iter().flat_map(Map::keys) {
                let pointer = child("/components/securitySchemes", name);
                if self.root.pointer(&pointer).is_none() {
                    let problem = "is not a security scheme of the document";
                    return Err(ContractError::new(format!("#{}", child(&place, name)), problem));
                }
                let pointer = self.follow(&pointer)?;
                // A client certificate (OpenAPI 3.1) is not part of a message.
                if self.get(&pointer).get("type").is_none_or(|kind| kind != "mutualTLS") {
                    schemes.push(Scheme { location: self.credential_location(&pointer)?, pointer });
                }
            }
            alternatives.push(schemes);
        }
        Ok(alternatives)
    }

    fn credential_location(&self, pointer: &str) -> Result<CredentialLocation, ContractError> {
        let scheme = self.get(pointer);
        let word = |name: &str| scheme.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(match (word("type").as_str(), word("in").as_str()) {
            ("apiKey", "header") => CredentialLocation::Header(word("name").to_ascii_lowercase()),
            ("apiKey", "query") => CredentialLocation::Query(word("name")),
            ("apiKey", "cookie") => CredentialLocation::Cookie(word("name")),
            ("http", _) => CredentialLocation::Authorization(Some(word("scheme").to_ascii_lowercase())),
            ("oauth2" | "openIdConnect", _) => CredentialLocation::Authorization(None),
            _ => {
                return Err(ContractError::new(format!("#{pointer}"), "is not a security scheme of OpenAPI"));
            }
        })
    }
}
