//! The first step of the story: consent, a request, and a [`Session`].

use std::fmt;
use std::time::{Duration, SystemTime};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use url::Url;

use crate::client::Client;
use crate::error::{Error, ErrorKind, FieldError, Report};
use crate::generated::constants::INITIATE_SESSION_OPERATION;
use crate::generated::types;
use crate::retry::{End, Retry};
use crate::transport::Limits;
use crate::trust::has_credentials;

pub use crate::generated::types::DocType;

/// The schemes that no customer may be redirected to.
const REFUSED_SCHEMES: [&str; 7] = ["javascript", "data", "vbscript", "file", "blob", "about", "ftp"];

/// That the customer agreed to the session.
///
/// It can only be made by saying so. The vendor obliges its customers to record when and how consent was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent(());

impl Consent {
    /// The customer has given consent.
    #[must_use]
    pub fn given() -> Self {
        Self(())
    }

    fn flag(&self) -> types::ConsentFlag {
        let Self(()) = self;
        types::ConsentFlag::Y
    }
}

/// A session to be started; made by [`Client::initiate_session`].
///
/// Dropping the future of [`send`](InitiateSession::send) stops waiting and sends nothing more; what is on the wire
/// by then may still be acted on.
#[derive(Clone)]
#[must_use = "nothing is sent until send() is awaited"]
pub struct InitiateSession {
    client: Client,
    consent: Consent,
    purpose: String,
    redirect_url: Option<String>,
    doc_types: Option<Vec<DocType>>,
    limits: Limits,
}

impl Client {
    /// Starts a session: the vendor answers with the URL at which the customer gives consent to DigiLocker.
    ///
    /// `purpose` says why, in your words. Nothing happens before [`send`](InitiateSession::send).
    ///
    /// From the vendor's page [Initiate Session](https://docs.deepvue.ai/reference/digilocker-kyc/digilocker/initiate-session).
    pub fn initiate_session(&self, consent: Consent, purpose: impl Into<String>) -> InitiateSession {
        InitiateSession {
            client: self.clone(),
            consent,
            purpose: purpose.into(),
            redirect_url: None,
            doc_types: None,
            limits: self.limits(),
        }
    }
}

impl InitiateSession {
    /// Where the customer returns to after the consent screen: an absolute URL, which is sent byte for byte. What the
    /// vendor does without one is undocumented.
    pub fn redirect_url(mut self, redirect_url: impl Into<String>) -> Self {
        self.redirect_url = Some(redirect_url.into());
        self
    }

    /// The documents to ask for; a repeated one is sent once. Without this, all documents are asked for.
    pub fn doc_types(mut self, doc_types: impl IntoIterator<Item = DocType>) -> Self {
        let mut unique = Vec::new();
        for doc_type in doc_types {
            if !unique.contains(&doc_type) {
                unique.push(doc_type);
            }
        }
        self.doc_types = Some(unique);
        self
    }

    /// How long this call may take, instead of the client's setting.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.timeout = timeout;
        self
    }

    /// What is repeated by itself in this call, instead of the client's setting.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.limits.retry = retry;
        self
    }

    /// Checks the values, and starts the session.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidInput`] names every value that is not acceptable; then nothing was sent. All other kinds
    /// say what came of the call; see [`Error::outcome`] before making it again.
    pub async fn send(self) -> Result<Session, Error> {
        let faults = self.faults();
        if !faults.is_empty() {
            return Err(Error::invalid_input(faults));
        }
        let sent = [Some(&self.purpose), self.redirect_url.as_ref()].into_iter().flatten().cloned().collect();
        let api = self.client.call(INITIATE_SESSION_OPERATION, self.limits, sent);
        let mut body = types::InitiateSessionRequest::builder()
            .consent(self.consent.flag())
            .purpose(self.purpose)
            .redirect_url(self.redirect_url.map(Into::into));
        if let Some(doc_types) = self.doc_types {
            body = body.doc_types(doc_types);
        }
        let body = types::InitiateSessionRequest::try_from(body).map_err(|_| api.inner.unbuilt())?;
        let doc_types = body.doc_types.clone();

        let result = api.initiate_session().body(body).send().await;
        let (data, answer) = api.inner.finish(result)?;
        let authorization_url =
            self.client.trust().check(data.data.authorization_url.expose()).map_err(|rule| {
                let summary =
                    format!("the session has started, but its authorization URL is not trusted: {rule}");
                let mut report = Report::new(ErrorKind::UntrustedUrl, summary);
                report.status = Some(answer.status);
                report.body = answer.body;
                report.transaction_id = Some(data.transaction_id.expose().clone());
                report.ended(End::Unusable, api.inner.effort())
            })?;
        Ok(Session {
            transaction_id: data.transaction_id.into_exposed(),
            authorization_url,
            timestamp: data.timestamp,
            created_at: SystemTime::now(),
            doc_types,
        })
    }

    fn faults(&self) -> Vec<FieldError> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, rule: &str| faults.push(FieldError::new(["body", field], rule, None));
        if self.purpose.trim().is_empty() {
            fault("purpose", "must not be blank");
        }
        if let Some(rule) = self.redirect_url.as_deref().and_then(broken_redirect_rule) {
            fault("redirect_url", rule);
        }
        if self.doc_types.as_ref().is_some_and(Vec::is_empty) {
            fault("doc_types", "must name at least one document, or be left out");
        }
        if self.limits.timeout.is_zero() {
            faults.push(FieldError::new(["timeout"], "must be longer than zero", None));
        }
        faults
    }
}

fn broken_redirect_rule(text: &str) -> Option<&'static str> {
    // The URL parser drops these silently, but the text is sent as it is.
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Some("must not contain white space or control characters");
    }
    let Ok(url) = Url::parse(text) else {
        return Some("must be an absolute URL");
    };
    let is_web = matches!(url.scheme(), "http" | "https");
    if is_web && !text[url.scheme().len()..].starts_with("://") {
        return Some("must be an absolute URL");
    }
    if REFUSED_SCHEMES.contains(&url.scheme()) {
        return Some("must have a scheme that a customer can be sent to, such as https");
    }
    if has_credentials(&url) {
        return Some("must not carry credentials");
    }
    url.fragment().is_some().then_some("must not have a fragment")
}

impl fmt::Debug for InitiateSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InitiateSession")
            .field("doc_types", &self.doc_types)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// A started session: where to send the customer, and what the later calls refer to.
///
/// It holds no key and nothing of the customer, and can be serialised: keep it in your own store, bound to the
/// customer's browser, until the customer comes back. Who can write to that store decides where the customer is sent.
///
/// The authorization URL, whose `state` is the transaction id, opens the customer's consent flow, so `Debug` leaves both
/// out; the accessors give them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    transaction_id: String,
    #[serde(deserialize_with = "stored_url")]
    authorization_url: Url,
    timestamp: Option<i64>,
    created_at: SystemTime,
    doc_types: Vec<DocType>,
}

impl Session {
    /// The page at which the customer gives consent: redirect the customer there.
    pub fn authorization_url(&self) -> &Url {
        &self.authorization_url
    }

    /// The vendor's id of this session. The later calls of the customer's flow refer to it.
    pub fn transaction_id(&self) -> &str {
        &self.transaction_id
    }

    /// When the vendor answered, in milliseconds since the Unix epoch by its clock, if it said so.
    pub fn timestamp(&self) -> Option<i64> {
        self.timestamp
    }

    /// When the answer arrived, by the local clock.
    pub fn created_at(&self) -> SystemTime {
        self.created_at
    }

    /// The documents that were asked for.
    pub fn doc_types(&self) -> &[DocType] {
        &self.doc_types
    }
}

/// A store can be tampered with; what comes out of it is at least a web address.
fn stored_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
    let url = Url::parse(&String::deserialize(deserializer)?).ok();
    let is_web = |url: &Url| matches!(url.scheme(), "https" | "http") && !has_credentials(url);
    url.filter(is_web).ok_or_else(|| D::Error::custom("authorization_url is no web address"))
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("timestamp", &self.timestamp)
            .field("created_at", &self.created_at)
            .field("doc_types", &self.doc_types)
            .finish_non_exhaustive()
    }
}
