//! [`Vendor`]: sends a question once, with the keys that belong to it.

use std::error::Error;
use std::time::Duration;

use deepvue_digilocker::ClientBuilder;
use deepvue_digilocker::contract::{Contract, Recorded};
use deepvue_digilocker::reqwest::{self, Response, Url, redirect::Policy};
use deepvue_digilocker::sandbox::{CLIENT_ID, CLIENT_SECRET, Sandbox};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

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
    keys: [HeaderValue; 2],
    pause: Duration,
    /// Runs as long as it is asked.
    _sandbox: Option<Sandbox>,
}

impl Vendor {
    /// Asks the embedded sandbox.
    pub(super) async fn sandbox(contract: &Contract) -> Result<Self, Box<dyn Error>> {
        let sandbox = Sandbox::start().await?;
        let keys = [CLIENT_ID, CLIENT_SECRET].map(HeaderValue::from_static);
        let url = sandbox.url().to_owned();
        Ok(Self { _sandbox: Some(sandbox), ..Self::new(contract, &url, keys)? })
    }

    /// Asks the vendor, or another server at `base_url`, with the keys in the environment.
    pub(super) fn live(contract: &Contract, base_url: Option<&str>) -> Result<Self, Box<dyn Error>> {
        let production = contract.document()["servers"][0]["url"].as_str().unwrap_or_default();
        let base_url = base_url.unwrap_or(production);
        // A client of the library has the same rules for keys and URL.
        let _ = ClientBuilder::from_env().base_url(base_url).build()?;
        let key = |name: &str| -> Result<HeaderValue, Box<dyn Error>> {
            let mut key = HeaderValue::try_from(std::env::var(name)?)?;
            key.set_sensitive(true);
            Ok(key)
        };
        let keys = [key("DEEPVUE_CLIENT_ID")?, key("DEEPVUE_CLIENT_SECRET")?];
        Self::new(contract, base_url, keys)
    }

    fn new(contract: &Contract, base_url: &str, keys: [HeaderValue; 2]) -> Result<Self, Box<dyn Error>> {
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
            keys,
            pause: if is_plain { Duration::ZERO } else { PAUSE },
            _sandbox: None,
        })
    }

    pub(super) fn url(&self) -> &str {
        self.base_url.as_str().trim_end_matches('/')
    }

    /// Sends a question once. Returns the status, and the exchange for the checks.
    pub(super) async fn ask(&self, question: &Question) -> Result<(StatusCode, Recorded), Box<dyn Error>> {
        tokio::time::sleep(self.pause).await;
        let (method, url) =
            (question.operation.method(), format!("{}{}", self.url(), question.operation.path()));
        let mut headers = HeaderMap::new();
        headers.insert(http::header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let [id, secret] = match question.flaw {
            Flaw::NoKeys => [None, None],
            Flaw::WrongKeys => [WRONG_ID, WRONG_SECRET].map(|key| Some(HeaderValue::from_static(key))),
            Flaw::NoConsent | Flaw::UnknownDocument | Flaw::UnknownSession => self.keys.clone().map(Some),
        };
        headers.extend(
            [(self.id_header.clone(), id), (self.secret_header.clone(), secret)]
                .into_iter()
                .filter_map(|(name, key)| Some((name, key?))),
        );
        let body = serde_json::to_vec(&question.body)?;
        let request = self.http.request(method.parse()?, &url).headers(headers.clone()).body(body.clone());
        let response = request.send().await.map_err(reqwest::Error::without_url)?;
        let (status, answered) = (response.status(), response.headers().clone());
        let recorded = Recorded::exchange(method, &url)
            .with_request(texts(&headers), Some(body.into()))
            .with_response(status.as_u16(), texts(&answered), Some(read(response).await?.into()));
        Ok((status, recorded))
    }
}

fn texts(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}

async fn read(mut response: Response) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(reqwest::Error::without_url)? {
        if body.len() + chunk.len() > MAX_BODY_BYTES {
            return Err("the response is larger than 1 MiB".into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
