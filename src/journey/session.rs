//! [`InitiateSession`] and [`Session`]: the first step of the journey.

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use url::Url;

use crate::client::Client;
use crate::error::{Error, ErrorKind, Failure, Rule, VendorResponse, blank_rule, check_input};
use crate::generated::types;
use crate::http::hooks::Api;
use crate::http::limits::Limits;
use crate::http::origin::{Origin, origin};
use crate::http::trusted_url::{REFUSED_SCHEMES, has_credentials};
use crate::journey::call_settings::call_settings;
use crate::journey::callback::Callback;
use crate::journey::consent::{Consent, ConsentRecord, GivenConsent};
use crate::journey::stored::{Time, Version};
use crate::operation::Operation;
use crate::privacy::sensitive::Sensitive;

pub use crate::generated::types::DocType;

/// Starts a session; returned by [`Client::initiate_session`].
///
/// ```no_run
/// use deepvue_digilocker::{Client, Consent, DocType};
/// use std::time::Duration;
///
/// # async fn example(client: Client) -> Result<(), deepvue_digilocker::Error> {
/// let session = client
///     .initiate_session(Consent::given().by("checkbox, notice v3"), "Savings account KYC")
///     .redirect_url("https://bank.example/kyc/callback")
///     .doc_types([DocType::Aadhaar, DocType::Pan])
///     .timeout(Duration::from_secs(10))
///     .await?;
/// # Ok(()) }
/// ```
///
/// Dropping the future of [`send`](InitiateSession::send) stops waiting and sends nothing more, but the vendor may
/// still act on a request that was sent.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited"]
pub struct InitiateSession {
    client: Client,
    consent: Consent,
    request: types::builder::InitiateSessionRequest,
    limits: Limits,
}

impl Client {
    /// Starts a session: the vendor returns the URL at which the customer gives consent to DigiLocker.
    ///
    /// `purpose` says why, in your words. Nothing happens before [`send`](InitiateSession::send).
    ///
    /// From the vendor's page [Initiate
    /// Session](https://docs.deepvue.ai/reference/digilocker-kyc/digilocker/initiate-session).
    pub fn initiate_session(&self, consent: Consent, purpose: impl Into<String>) -> InitiateSession {
        let purpose: String = purpose.into();
        let request = types::InitiateSessionRequest::builder().consent(consent.clone()).purpose(purpose);
        InitiateSession { client: self.clone(), consent, request, limits: self.limits() }
    }
}

call_settings!(InitiateSession => Session);

impl InitiateSession {
    /// Sets where the customer returns to after the consent screen: an absolute URL, which is sent byte for byte. The
    /// vendor does not document what happens without one.
    ///
    /// A URL without a query is safest: the vendor does not document how it appends its parameters, and similar
    /// services are known to add a second `?`, to drop the query, or to refuse a URL that is not registered exactly.
    /// Keep the data that the callback needs in the browser's own session instead.
    /// [`Callback::parse`](crate::Callback::parse) accepts a second `?`. A query must not use the names of
    /// [`CallbackParameters`](crate::CallbackParameters): a callback that repeats them is refused.
    pub fn redirect_url(mut self, redirect_url: impl Into<String>) -> Self {
        let redirect_url: String = redirect_url.into();
        self.request = self.request.redirect_url(Some(Sensitive::from(redirect_url)));
        self
    }

    /// Sets the documents to request, each sent once. By default, all documents are requested.
    pub fn doc_types(mut self, doc_types: impl IntoIterator<Item = DocType>) -> Self {
        let mut seen = HashSet::new();
        let unique = doc_types.into_iter().filter(|doc_type| seen.insert(*doc_type)).collect::<Vec<_>>();
        self.request = self.request.doc_types(unique);
        self
    }

    /// Checks the values, and starts the session.
    ///
    /// # Errors
    ///
    /// Returns [`ErrorKind::InvalidInput`], which names every value that is not acceptable, before anything is sent.
    /// Any other kind is the result of the call; check [`Error::outcome`] before making it again.
    pub async fn send(self) -> Result<Session, Error> {
        let api = self.client.call(Operation::InitiateSession, self.limits);
        let (session, origin) = api.inner.track(self.run(&api)).await?;
        Ok(Session { origin, ..session })
    }

    async fn run(self, api: &Api) -> Result<(Session, VendorResponse), Box<Failure>> {
        let request = types::InitiateSessionRequest::try_from(self.request)
            .map_err(|_| Failure::request_not_built())?;
        let redirect_url = request.redirect_url.as_ref().map(|url| url.expose().as_str());
        let no_document =
            request.doc_types.is_empty().then_some("must not be empty; leave it out to ask for all");
        let rules = [
            Rule::new("/body/purpose", blank_rule(&request.purpose)),
            Rule::new("/body/redirect_url", redirect_url.and_then(broken_redirect_rule)),
            Rule::new("/body/doc_types", no_document),
        ];
        check_input(rules.into_iter().chain(self.limits.rules()).chain(self.consent.rules()))?;
        let consent = self.consent.or_now(self.client.now());
        let secrets = [Some(&request.purpose), request.redirect_url.as_ref()];

        let send = || api.initiate_session().body(request.clone()).send();
        let (data, response) = api.inner.send(send, &secrets).await?;
        if blank_rule(&data.transaction_id).is_some() {
            let summary = "the session has started, but its transaction id is blank, so no later call could refer to it";
            return Err(Box::new(Failure::new(ErrorKind::Decode, summary, Some(response))));
        }
        let authorization_url = match self.client.trust().check(data.data.authorization_url.expose()) {
            Ok(url) => url,
            Err(rule) => {
                let summary =
                    format!("the session has started, but its authorization URL is not trusted: {rule}");
                let mut failure = Failure::new(ErrorKind::UntrustedUrl, summary, Some(response));
                failure.transaction_id = Some(data.transaction_id.into_exposed());
                return Err(Box::new(failure));
            }
        };
        let session = Session {
            version: Version,
            transaction_id: data.transaction_id,
            authorization_url: authorization_url.into(),
            responded_at: data.timestamp.and_then(time_of_millis),
            created_at: Time::new(self.client.now()),
            doc_types: request.doc_types,
            purpose: request.purpose,
            consent,
            origin: Origin::default(),
        };
        Ok((session, response))
    }
}

fn broken_redirect_rule(text: &str) -> Option<&'static str> {
    Some(match Url::parse(text) {
        // The URL parser drops these silently, but the text is sent as it is.
        _ if !text.bytes().all(|byte| byte.is_ascii_graphic())
            && text.contains(|c: char| c.is_whitespace() || c.is_control()) =>
        {
            "must not contain white space or control characters"
        }
        Ok(url) if REFUSED_SCHEMES.contains(&url.scheme()) => {
            "must have a scheme that a customer can be sent to, such as https"
        }
        // The URL parser also accepts missing slashes.
        Ok(url) if is_web(&url) && !text[url.scheme().len()..].starts_with("://") => {
            "must be an absolute URL"
        }
        Ok(url) if has_credentials(&url) => "must not carry credentials",
        Ok(url) if url.fragment().is_some() => "must not have a fragment",
        Ok(_) => return None,
        Err(_) => "must be an absolute URL",
    })
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// A started session: the URL to send the customer to, and the data of the later calls.
///
/// ```no_run
/// use deepvue_digilocker::{Callback, Client, Session};
///
/// # async fn example(client: Client, stored: &str, uri: &str) -> Result<(), Box<dyn std::error::Error>> {
/// let session: Session = serde_json::from_str(stored)?; // from this browser's own server-side session
/// let callback = Callback::parse(uri)?;
/// if session.accepts(&callback) {
///     let documents = client.authorize(&session, callback).await?;
/// }
/// # Ok(()) }
/// ```
///
/// It holds no key and no data of the customer, and can be serialised: keep it in your own store, bound to the
/// customer's browser by a cookie, until the customer comes back. Any machine can then continue with
/// [`Client::authorize`]. Protect the store: anybody who can write to it can choose where the customer is sent.
///
/// The authorization URL, whose `state` is the transaction id, opens the customer's consent flow. So `Debug` shows
/// neither of them, nor the purpose; the accessors return them.
///
/// # Stored form
///
/// It has a version, and times as RFC 3339. Later releases will read it, so a customer who comes back after you have
/// updated this crate can go on. [`report`](Session::report) and [`undocumented`](Session::undocumented) are not stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    version: Version,
    pub(crate) transaction_id: Sensitive<String>,
    #[serde(deserialize_with = "stored_url")]
    authorization_url: Sensitive<Url>,
    responded_at: Option<Time>,
    created_at: Time,
    doc_types: Vec<DocType>,
    pub(crate) purpose: Sensitive<String>,
    pub(crate) consent: GivenConsent,
    #[serde(skip)]
    origin: Origin,
}

origin!(Session);

impl Session {
    /// Returns the page at which the customer gives consent: redirect the customer there.
    pub fn authorization_url(&self) -> &Url {
        self.authorization_url.expose()
    }

    /// Returns the vendor's id of this session. The later calls of the customer's flow refer to it.
    pub fn transaction_id(&self) -> &str {
        self.transaction_id.expose()
    }

    /// Returns whether a callback belongs to this session: its `state` is the session's transaction id (inferred; see
    /// [`StateCheck`](crate::StateCheck)). [`Client::authorize`] checks the same. Ask before you mark the session's code
    /// as claimed, so that somebody else's callback can't use up the claim. Also `false` for a denial without a `state`,
    /// which may come from anybody: tell the customer, and keep the session.
    pub fn accepts(&self, callback: &Callback) -> bool {
        callback.state().is_some_and(|state| state == &self.transaction_id)
    }

    /// Returns when the vendor responded, by its clock, if it said so.
    pub fn responded_at(&self) -> Option<SystemTime> {
        self.responded_at.map(Time::get)
    }

    /// Returns when the response arrived, by the client's clock.
    pub fn created_at(&self) -> SystemTime {
        self.created_at.get()
    }

    /// Returns the requested documents.
    pub fn doc_types(&self) -> &[DocType] {
        &self.doc_types
    }

    /// Returns the purpose that was sent to the vendor.
    pub fn purpose(&self) -> &Sensitive<String> {
        &self.purpose
    }

    /// Returns the record of the customer's consent, for an audit log.
    pub fn consent_record(&self) -> ConsentRecord {
        self.consent.record(&self.purpose, &self.doc_types, &self.transaction_id)
    }
}

/// Returns the time of milliseconds since 1970, unless it is before that.
fn time_of_millis(millis: i64) -> Option<Time> {
    let since = Duration::from_millis(u64::try_from(millis).ok()?);
    SystemTime::UNIX_EPOCH.checked_add(since).map(Time::new)
}

/// Reads a URL from a store, which can be tampered with: it must at least be a web address.
fn stored_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Sensitive<Url>, D::Error> {
    let url = Url::parse(&String::deserialize(deserializer)?).ok();
    let url = url.filter(|url| is_web(url) && !has_credentials(url)).map(Sensitive::from);
    url.ok_or_else(|| D::Error::custom("authorization_url is not a valid URL"))
}
