//! [`Vendor`]: sends a question once, with the keys that belong to it.

use std::error::Error;
use std::time::Duration;

use deepvue_digilocker::contract::{Contract, Recorded};
use deepvue_digilocker::reqwest::{self, Response, Url, redirect::Policy};
use deepvue_digilocker::sandbox::{CLIENT_ID, CLIENT_SECRET, Sandbox};
use deepvue_digilocker::{Client, ClientBuilder};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::Value;

use super::questions::{Flaw, Question};

const TIMEOUT: Duration = Duration::from_secs(15);
/// The largest response that is read. A documented refusal has a few hundred bytes.
const MAX_BODY_BYTES: usize = 1024 * 1024;
/// The pause between two questions, so that no plan's rate limit is met. None on loopback.
const PAUSE: Duration = Duration::from_secs(2);

/// The id and the secret of nobody: never the real id with a wrong secret, which could lock an account.
const WRONG_ID: &str = "digilocker-probe-no-such-client";
const WRONG_SECRET: &str = "digilocker-probe-no-such-secret";

pub(super) struct Vendor {
    http: reqwest::Client,
    base_url: Url,
    id_header: HeaderName,
    secret_header: HeaderName,
    /// The real id and secret, once they are read.
    keys: Option<[HeaderValue; 2]>,
    pause: Duration,
    /// Runs as long as it is asked.
    _sandbox: Option<Sandbox>,
}

/// What the vendor has said to a question.
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    /// Whether it says that the keys are deactivated.
    pub(super) names_inactive_keys: bool,
    /// The exchange, for the checks.
    pub(super) recorded: Recorded,
}

impl Vendor {
    /// Asks the embedded sandbox.
    pub(super) async fn sandbox(contract: &Contract) -> Result<Self, Box<dyn Error>> {
        let sandbox = Sandbox::start().await?;
        let keys = [CLIENT_ID, CLIENT_SECRET].map(HeaderValue::from_static);
        let url = sandbox.url().to_owned();
        Ok(Self { _sandbox: Some(sandbox), keys: Some(keys), ..Self::new(contract, &url)? })
    }

    /// Asks the vendor, or another server at `base_url`, once the keys are read.
    pub(super) fn live(contract: &Contract, base_url: Option<&str>) -> Result<Self, Box<dyn Error>> {
        let production = contract.document()["servers"][0]["url"].as_str().unwrap_or_default();
        let base_url = base_url.unwrap_or(production);
        // A client of the library has the same rules for the URL.
        let _ =
            Client::builder().client_id(WRONG_ID).client_secret(WRONG_SECRET).base_url(base_url).build()?;
        Self::new(contract, base_url)
    }

    /// Reads the keys in the environment, unless it has keys.
    pub(super) fn read_keys(&mut self) -> Result<(), Box<dyn Error>> {
        if self.keys.is_some() {
            return Ok(());
        }
        // A client of the library has the same rules for keys.
        let checked = ClientBuilder::from_env().base_url(self.url()).build();
        checked.map_err(|error| format!("{error}; --sandbox needs no keys"))?;
        let key = |name: &str| -> Result<HeaderValue, Box<dyn Error>> {
            let mut key = HeaderValue::try_from(std::env::var(name)?)?;
            key.set_sensitive(true);
            Ok(key)
        };
        self.keys = Some([key("DEEPVUE_CLIENT_ID")?, key("DEEPVUE_CLIENT_SECRET")?]);
        Ok(())
    }

    fn new(contract: &Contract, base_url: &str) -> Result<Self, Box<dyn Error>> {
        let schemes = &contract.document()["components"]["securitySchemes"];
        let header =
            |scheme: &str| HeaderName::try_from(schemes[scheme]["name"].as_str().unwrap_or_default());
        let base_url = base_url.parse::<Url>()?;
        let is_plain = base_url.scheme() == "http";
        let http = reqwest::Client::builder()
            .user_agent(concat!("digilocker-probe/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .http1_only()
            .connection_verbose(false)
            .timeout(TIMEOUT);
        // Plain http is for loopback only, and a proxy would see the keys.
        let http = if is_plain { http.no_proxy() } else { http.https_only(true) };
        Ok(Self {
            http: http.build()?,
            base_url,
            id_header: header("client_id")?,
            secret_header: header("client_secret")?,
            keys: None,
            pause: if is_plain { Duration::ZERO } else { PAUSE },
            _sandbox: None,
        })
    }

    pub(super) fn url(&self) -> &str {
        self.base_url.as_str().trim_end_matches('/')
    }

    /// Sends a question once.
    pub(super) async fn ask(&self, question: &Question) -> Result<Refusal, Box<dyn Error>> {
        let (method, url) =
            (question.operation.method(), format!("{}{}", self.url(), question.operation.path()));
        let mut headers = self.keys_for(question.flaw)?;
        headers.insert(http::header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let body = serde_json::to_vec(&question.body)?;
        let request = self.http.request(method.parse()?, &url).headers(headers.clone()).body(body.clone());
        tokio::time::sleep(self.pause).await;
        let response = request.send().await.map_err(|error| unheard("no response", error))?;
        let (status, answered) = (response.status(), response.headers().clone());
        let bytes = read(response).await?;
        let names_inactive_keys = names_inactive_keys(&bytes);
        let recorded = Recorded::exchange(method, &url)
            .with_request(texts(&headers), Some(body.into()))
            .with_response(status.as_u16(), texts(&answered), Some(bytes.into()));
        Ok(Refusal { status, names_inactive_keys, recorded })
    }

    /// Returns the headers with the keys that belong to a question.
    fn keys_for(&self, flaw: Flaw) -> Result<HeaderMap, Box<dyn Error>> {
        let [id, secret] = match flaw {
            Flaw::NoKeys => return Ok(HeaderMap::new()),
            Flaw::WrongKeys => [WRONG_ID, WRONG_SECRET].map(HeaderValue::from_static),
            Flaw::NoConsent | Flaw::UnknownDocument | Flaw::UnknownSession => {
                self.keys.clone().ok_or("the keys are not read yet")?
            }
        };
        Ok(HeaderMap::from_iter([(self.id_header.clone(), id), (self.secret_header.clone(), secret)]))
    }
}

/// Says why the probe can't go on, with the causes and without the URL.
fn unheard(what: &str, error: reqwest::Error) -> String {
    let arrived = if error.is_connect() { "" } else { "; the request may have arrived all the same" };
    format!("{what}, so the probe ends here{arrived}: {}", crate::chain(&error.without_url()))
}

/// Whether a refusal is the documented one of deactivated keys.
fn names_inactive_keys(body: &[u8]) -> bool {
    let body = serde_json::from_slice::<Value>(body).unwrap_or_default();
    body["detail"].as_str().is_some_and(|detail| detail.to_ascii_lowercase().contains("inactive client"))
}

fn texts(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}

async fn read(mut response: Response) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut body = Vec::new();
    let mut next = async || response.chunk().await.map_err(|error| unheard("no whole response", error));
    while let Some(chunk) = next().await? {
        if body.len() + chunk.len() > MAX_BODY_BYTES {
            return Err("the response is larger than 1 MiB, so the probe ends here".into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
