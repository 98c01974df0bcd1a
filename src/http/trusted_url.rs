//! The URLs that calls go to, and those that a customer may be sent to.

use url::{Host, Url};

use crate::error::BuildError;
pub(crate) use crate::generated::constants::BASE_URL as VENDOR_URL;

/// The hosts of the vendor and of DigiLocker (inferred).
const KNOWN_HOSTS: [&str; 4] =
    ["deepvue.tech", "digilocker.gov.in", "digitallocker.gov.in", "meripehchaan.gov.in"];

/// The schemes of URLs that no customer may be sent to.
pub(crate) const REFUSED_SCHEMES: [&str; 8] =
    ["about", "blob", "data", "file", "filesystem", "ftp", "javascript", "vbscript"];

pub(crate) struct Trust {
    base_url: BaseUrl,
    /// Their subdomains are trusted, too.
    hosts: Vec<Host<String>>,
}

impl Trust {
    pub(crate) fn new(base_url: BaseUrl, allowed: &[String]) -> Result<Self, BuildError> {
        let rule = "must be a host name without scheme, port or path, such as login.example.com";
        let host = |name: &str| {
            let parsed = Host::parse(name).ok().filter(|_| !name.starts_with('.') && !name.ends_with('.'));
            parsed.ok_or_else(|| BuildError::new("allow_authorization_host", rule))
        };
        let names = KNOWN_HOSTS.into_iter().chain(allowed.iter().map(String::as_str));
        Ok(Self { base_url, hosts: names.map(host).collect::<Result<_, _>>()? })
    }

    /// Returns the URL, or the rule that it breaks. The rule never quotes the URL.
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
        self.hosts.iter().any(|known| match (url.host(), known) {
            (Some(Host::Domain(host)), Host::Domain(name)) => {
                host.strip_suffix(name.as_str()).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'))
            }
            (host, address) => host.is_some_and(|host| host == *address),
        })
    }
}

/// The URL that calls go to: https, or http on loopback.
#[derive(Clone)]
pub(crate) struct BaseUrl(Url);

impl BaseUrl {
    pub(crate) fn parse(text: &str) -> Result<Self, BuildError> {
        let url = Url::parse(text).map_err(|_| BuildError::new("base_url", "must be an absolute URL"))?;
        let base_url = Self(url);
        let rule = match base_url.0.scheme() {
            _ if has_credentials(&base_url.0) => "must not carry credentials",
            _ if base_url.0.query().or(base_url.0.fragment()).is_some() => {
                "must not have a query or a fragment"
            }
            "http" if !base_url.is_loopback() => {
                "must be https; plain http is for loopback only, since the keys would travel in clear"
            }
            // Without TLS, reqwest would hand the whole call to a proxy in clear.
            "https"
                if !cfg!(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")) =>
            {
                let rule =
                    "have no TLS, and base_url is https: switch on rustls, rustls-no-provider or native-tls";
                return Err(BuildError::new("features", rule));
            }
            "http" | "https" => return Ok(base_url),
            _ => "must be https",
        };
        Err(BuildError::new("base_url", rule))
    }

    /// Returns the URL without a trailing slash, since the operations' paths start with one.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    /// Returns the URL of an operation.
    pub(crate) fn join(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(&format!("{}{path}", self.0.path().trim_end_matches('/')));
        url
    }

    /// Whether it is plain http, which is for loopback only.
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

pub(crate) fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}
