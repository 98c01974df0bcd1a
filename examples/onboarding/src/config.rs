//! [`Config`]: all settings, which come from the environment.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use deepvue_digilocker::RateLimit;
use url::{Host, Url};

/// What the environment asks for.
pub(crate) struct Config {
    pub(crate) host: IpAddr,
    pub(crate) port: u16,
    /// The origin at which browsers reach the service; `None` for that of this instance.
    pub(crate) public_url: Option<String>,
    pub(crate) store: StoreUrl,
    pub(crate) vendor: Vendor,
    /// How long one call to the vendor may take, retries included.
    pub(crate) call_timeout: Duration,
    /// How much longer a check may take than its call, before nobody is thought to be at it: time to keep the result.
    pub(crate) check_margin: Duration,
    pub(crate) rate_limit: Option<RateLimit>,
}

pub(crate) enum StoreUrl {
    Redis(String),
    Sqlite(String),
}

/// Who responds to the calls.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Vendor {
    Live,
    #[cfg(feature = "sandbox")]
    Sandbox(String),
    #[cfg(feature = "sandbox")]
    EmbeddedSandbox,
}

/// Names a variable, and never its value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ConfigError(pub(crate) &'static str, pub(crate) &'static str);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0, self.1)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    pub(crate) fn from_env() -> Result<Self, ConfigError> {
        Self::read(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let duration = |name, default| match variable(name) {
            None => Ok(default),
            Some(text) => humantime::parse_duration(&text)
                .map_err(|_| ConfigError(name, "must be a duration, such as 30s")),
        };
        let public_url = variable("PUBLIC_URL").map(|text| origin(&text)).transpose()?;
        Ok(Self {
            host: parsed(&variable, "HOST", "127.0.0.1", "must be an IP address")?,
            port: parsed(&variable, "PORT", "3000", "must be a port")?,
            store: store(variable("STORE_URL"))?,
            vendor: vendor(&variable, public_url.as_ref())?,
            public_url: public_url.map(|url| url.origin().ascii_serialization()),
            call_timeout: duration("CALL_TIMEOUT", Duration::from_secs(30))?,
            check_margin: duration("CHECK_MARGIN", Duration::from_secs(15))?,
            rate_limit: variable("RATE_LIMIT").map(|text| rate_limit(&text)).transpose()?,
        })
    }
}

fn parsed<T: std::str::FromStr>(
    variable: impl Fn(&str) -> Option<String>,
    name: &'static str,
    default: &str,
    rule: &'static str,
) -> Result<T, ConfigError> {
    let text = variable(name).unwrap_or_else(|| default.to_owned());
    text.parse().map_err(|_| ConfigError(name, rule))
}

fn origin(text: &str) -> Result<Url, ConfigError> {
    let url = Url::parse(text).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && (url.path(), url.query(), url.fragment()) == ("/", None, None)
            && (url.username(), url.password()) == ("", None)
    });
    let url = url.ok_or(ConfigError("PUBLIC_URL", "must be a web address without a path"))?;
    // The cookie would travel in clear.
    if url.scheme() == "http" && !is_loopback(&url) {
        return Err(ConfigError("PUBLIC_URL", "must be https, unless it is on loopback"));
    }
    Ok(url)
}

/// Reads the name of one of the vendor's plans, or limits of one's own, such as `5/1s,100/1m`.
fn rate_limit(text: &str) -> Result<RateLimit, ConfigError> {
    let window = |text: &str| {
        let (limit, length) = text.split_once('/')?;
        let window = (limit.trim().parse().ok()?, humantime::parse_duration(length.trim()).ok()?);
        (window.0 > 0 && !window.1.is_zero()).then_some(window)
    };
    Ok(match text {
        "starter" => RateLimit::STARTER,
        "business" => RateLimit::BUSINESS,
        "growth" => RateLimit::GROWTH,
        "enterprise" => RateLimit::ENTERPRISE,
        _ => {
            let rule = "must be starter, business, growth, enterprise, or limits such as 5/1s,100/1m";
            let windows = text.split(',').map(window).collect::<Option<Vec<_>>>();
            RateLimit::custom(windows.ok_or(ConfigError("RATE_LIMIT", rule))?)
        }
    })
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The default is in memory: one instance, and everything is forgotten when it ends.
fn store(url: Option<String>) -> Result<StoreUrl, ConfigError> {
    let url = url.unwrap_or_else(|| "sqlite::memory:".to_owned());
    match url.split_once(':') {
        Some(("redis" | "rediss" | "valkey" | "valkeys" | "unix" | "redis+unix", _)) => {
            Ok(StoreUrl::Redis(url))
        }
        Some(("sqlite", path)) if !path.is_empty() => Ok(StoreUrl::Sqlite(path.to_owned())),
        _ => Err(ConfigError("STORE_URL", "must start with redis: or sqlite:")),
    }
}

/// Real customers are never sent to a sandbox: it is only chosen where the service itself is on loopback.
#[cfg(feature = "sandbox")]
fn vendor(
    variable: &impl Fn(&str) -> Option<String>,
    public_url: Option<&Url>,
) -> Result<Vendor, ConfigError> {
    let has_keys =
        ["DEEPVUE_CLIENT_ID", "DEEPVUE_CLIENT_SECRET"].into_iter().any(|name| variable(name).is_some());
    let sandbox = match (variable("SANDBOX_URL"), has_keys) {
        (None, true) => return Ok(Vendor::Live),
        (Some(_), true) => return Err(ConfigError("SANDBOX_URL", "must not be set together with live keys")),
        (Some(url), false) => Vendor::Sandbox(url),
        (None, false) => Vendor::EmbeddedSandbox,
    };
    if public_url.is_none_or(is_loopback) {
        return Ok(sandbox);
    }
    Err(ConfigError("PUBLIC_URL", "must be on loopback without DEEPVUE_CLIENT_ID and DEEPVUE_CLIENT_SECRET"))
}

#[cfg(not(feature = "sandbox"))]
#[allow(clippy::unnecessary_wraps, reason = "with the sandbox, it can fail")]
fn vendor(_: &impl Fn(&str) -> Option<String>, _: Option<&Url>) -> Result<Vendor, ConfigError> {
    Ok(Vendor::Live)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let value = |name: &str| variables.iter().find(|(other, _)| *other == name);
        Config::read(|name| value(name).map(|(_, value)| (*value).to_owned()))
    }

    #[cfg(feature = "sandbox")]
    #[test]
    fn real_customers_are_never_sent_to_a_sandbox() {
        let keys = [("DEEPVUE_CLIENT_ID", "id"), ("DEEPVUE_CLIENT_SECRET", "secret")];
        let public = ("PUBLIC_URL", "https://bank.example");
        let sandbox = ("SANDBOX_URL", "http://127.0.0.1:8080");
        for refused in [&[public][..], &[public, sandbox], &[sandbox, keys[0], keys[1]], &[sandbox, keys[1]]]
        {
            assert!(read(refused).is_err());
        }
        assert_eq!(read(&[public, keys[0], keys[1]]).unwrap().vendor, Vendor::Live);
        // A key that is missing is an error of the client.
        assert_eq!(read(&[keys[0]]).unwrap().vendor, Vendor::Live);
        assert_eq!(read(&[sandbox]).unwrap().vendor, Vendor::Sandbox(sandbox.1.into()));
        let local = ("PUBLIC_URL", "http://localhost:3000");
        assert_eq!(read(&[local]).unwrap().vendor, Vendor::EmbeddedSandbox);
    }

    #[test]
    fn a_setting_that_is_not_understood_is_named_without_its_value() {
        for (name, value) in [
            ("PORT", "70000"),
            ("HOST", "bank"),
            ("PUBLIC_URL", "https://bank.example/kyc"),
            ("PUBLIC_URL", "https://user:hunter2@bank.example"),
            ("STORE_URL", "postgres://user:hunter2@db"),
            ("CALL_TIMEOUT", "long"),
            ("CHECK_MARGIN", "-1s"),
            ("PUBLIC_URL", "http://bank.example"),
            ("RATE_LIMIT", "5 per second"),
            ("RATE_LIMIT", "0/1s"),
        ] {
            let error = read(&[(name, value)]).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.starts_with(name) && !error.contains(value), "{name}: {error}");
        }
    }
}
