//! Which authorization URLs a customer may be sent to.

use std::fmt;
use std::net::IpAddr;

use url::{Host, Url};

use crate::error::BuildError;

/// The hosts of the vendor and of DigiLocker (inferred); their subdomains count, too.
const KNOWN: [&str; 4] = ["deepvue.tech", "digilocker.gov.in", "digitallocker.gov.in", "meripehchaan.gov.in"];

#[derive(Debug, Clone)]
pub(crate) struct Trust {
    base_url: BaseUrl,
    allowed: Vec<Host<String>>,
}

impl Trust {
    pub(crate) fn new(base_url: BaseUrl, allowed: &[String]) -> Result<Self, BuildError> {
        let host = |name: &String| {
            let plain = !name.is_empty() && !name.starts_with('.') && !name.ends_with('.');
            Host::parse(name).ok().filter(|_| plain).ok_or_else(|| {
                BuildError::new(
                    "allow_authorization_host",
                    "must be a host name without scheme, port or path, such as login.example.com",
                )
            })
        };
        Ok(Self { base_url, allowed: allowed.iter().map(host).collect::<Result<_, _>>()? })
    }

    /// The URL, or the rule that it breaks; the rule never quotes it.
    pub(crate) fn check(&self, text: &str) -> Result<Url, &'static str> {
        let url = Url::parse(text).map_err(|_| "it is not an absolute URL")?;
        if has_credentials(&url) {
            return Err("it carries credentials");
        }
        let own = url.host() == self.base_url.0.host();
        match url.scheme() {
            "https" if own || self.knows(&url) => Ok(url),
            "https" => {
                Err("its host is neither the vendor's nor DigiLocker's; allow_authorization_host adds one")
            }
            "http" if own && self.base_url.is_plain() => Ok(url),
            _ => Err("it is not https"),
        }
    }

    fn knows(&self, url: &Url) -> bool {
        let known = |name: &str| match url.host() {
            Some(Host::Domain(host)) => {
                host.strip_suffix(name).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'))
            }
            _ => false,
        };
        KNOWN.iter().any(|name| known(name))
            || self.allowed.iter().any(|allowed| match allowed {
                Host::Domain(name) => known(name),
                address => url.host().is_some_and(|host| host.to_owned() == *address),
            })
    }
}

/// Where the calls go: https, or http to loopback.
#[derive(Clone)]
pub(crate) struct BaseUrl(Url);

impl BaseUrl {
    pub(crate) fn parse(text: &str) -> Result<Self, BuildError> {
        let fault = |rule: &str| Err(BuildError::new("base_url", rule));
        let Ok(url) = Url::parse(text) else {
            return fault("must be an absolute URL");
        };
        let base_url = Self(url);
        let url = &base_url.0;
        if has_credentials(url) {
            return fault("must not carry credentials");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return fault("must not have a query or a fragment");
        }
        match url.scheme() {
            "https" => Ok(base_url),
            "http" if base_url.is_loopback() => Ok(base_url),
            "http" => {
                fault("must be https; plain http is for loopback only, since the keys would travel in clear")
            }
            _ => fault("must be https"),
        }
    }

    /// Without a trailing slash, since the operations' paths start with one.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    /// Plain http, to loopback.
    pub(crate) fn is_plain(&self) -> bool {
        self.0.scheme() == "http"
    }

    pub(crate) fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

pub(crate) fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// What `localhost` means here, whatever a resolver says.
pub(crate) const LOOPBACK: [IpAddr; 2] =
    [IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), IpAddr::V6(std::net::Ipv6Addr::LOCALHOST)];
