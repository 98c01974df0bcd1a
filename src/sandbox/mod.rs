//! A local stand-in for the vendor, for development and tests (feature `sandbox`).
//!
//! It behaves as the vendor documents, from the same spec that the client is generated from: it checks the keys,
//! validates bodies against the spec's own schema, and returns the documented failures. It holds only made-up people
//! and listens on 127.0.0.1. Only code can choose it: no environment variable does.
//!
//! A person can complete the journey in a browser: the authorization URL of a started session opens a consent page,
//! which redirects to the session's `redirect_url`. A test does the same without a browser:
//!
//! ```
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use deepvue_digilocker::{Consent, sandbox::Sandbox};
//!
//! let sandbox = Sandbox::start().await?;
//! let session = sandbox
//!     .client()
//!     .initiate_session(Consent::given(), "KYC")
//!     .redirect_url("https://bank.example/done?user=7")
//!     .send()
//!     .await?;
//! let callback = sandbox.approve(&session)?;
//! assert!(callback.starts_with("https://bank.example/done?user=7&code="));
//! assert_eq!(sandbox.requests().len(), 1);
//! # Ok(()) }
//! ```
//!
//! # For the whole team
//!
//! Everything that Rust can do with a running sandbox, any language can do over HTTP, and a person in a browser: under
//! `/_sandbox/` are a page, and a control API that `/_sandbox/openapi.json` describes. It needs no keys, so it responds
//! only under a name of this machine, and takes nothing from a web page of another origin.
//!
//! ```console
//! $ curl http://127.0.0.1:8080/_sandbox/sessions
//! $ curl http://127.0.0.1:8080/_sandbox/sessions/6a2f…/approve -H 'Content-Type: application/json' -d '{"person": "complete"}'
//! $ curl http://127.0.0.1:8080/_sandbox/clock -H 'Content-Type: application/json' -d '{"advance_seconds": 3600}'
//! $ curl http://127.0.0.1:8080/_sandbox/scenario -H 'Content-Type: application/json' -d '{"scenario": "code-expired"}'
//! ```
//!
//! | | Rust | path below `/_sandbox/` |
//! |---|---|---|
//! | list the sessions | | `sessions` |
//! | give or refuse consent | [`approve_as`](Sandbox::approve_as), [`deny`](Sandbox::deny) | `sessions/{id}/approve`, `…/deny` |
//! | let a session end otherwise than well | [`scenario`](Sandbox::scenario), [`scenario_times`](Sandbox::scenario_times) | `scenario` |
//! | move the clock, which is the client's too | [`advance`](Sandbox::advance) | `clock` |
//! | script the next responses | [`reply_once_to`](Sandbox::reply_once_to) and its like | `replies` |
//! | hold a plan's rate limit | [`plan`](Sandbox::plan) | `plan` |
//! | read what was received | [`requests`](Sandbox::requests) | `requests`, masked |
//! | start over | [`reset`](Sandbox::reset) | `reset` |
//!
//! The people are the built-in ones ([`Person`]), or those of a file ([`People`]). A PDF of theirs shows text of other
//! scripts than Latin as `latin_name`, or says that it can't: every reader has its fonts, and they are Latin. The XML, the
//! responses and the pages show all scripts.
//!
//! # What is inferred
//!
//! The vendor's reference does not cover all of this. The following is inferred, and may differ at the vendor:
//!
//! - The HTTP status of a started session is 201, like the sample's `code`. Unknown paths and methods get 404 and 405.
//!   The `msg` and `type` of a 422 are documented for a missing field only.
//! - The consent page, its path (that of the sample), and the id of the session in its parameter `state`.
//! - The parameters of the callback: `code` and `state`, the latter being the session's id; after a refusal, `error`
//!   (`access_denied`), `error_description` and `state`. They are appended to the query of `redirect_url`, which can be
//!   any URL that a browser can be sent to; without one, a page shows the same values. An empty `doc_types` requests
//!   all documents.
//! - Lifetimes: an undecided session lives for an hour, a code for ten minutes and one exchange, access to documents
//!   for an hour (the sample's `expires_in`, read as seconds), a consent for thirty days.
//! - A request that the state of the session does not allow gets 403 `Not a valid token`: an id that is unknown or not
//!   a session's, a wrong, used or expired code, a call before the code is exchanged or after access has expired, a
//!   `uri` that is not listed, an e-Aadhaar that was not requested or that the person does not have.
//! - The values of the responses: codes such as `ADHAR`, `PANCR` and `DRVLC`, forms of dates, ids of issuers, units,
//!   and the envelope's `message` of an e-Aadhaar. Only the requested documents that the person has are listed.
//! - The encoding of a fetched file: an Aadhaar card is plain XML, a PAN card and a driving licence are PDF in base64.
//! - A date of birth of which only the year is known is that year; an unknown one is null.
//! - How requests are counted against a plan: in sliding windows, all that have valid keys. The limits and the 429 are
//!   stated.
//! - Every [`Scenario`] says itself how sure it is ([`Scenario::evidence`]). The message of a 403 about the caller's address
//!   is made up; the allow-list is stated.

mod app;
mod body;
mod builder;
mod clock;
mod control;
mod document;
mod endpoint;
mod html;
mod keys;
mod lock;
mod names;
mod pages;
mod papers;
mod pdf;
mod people;
mod plan;
mod received;
mod redirect;
mod reply;
mod request_log;
mod reset;
mod scenario;
mod script;
mod serve;
mod session;
mod session_ref;
mod state;
mod vendor;

use std::fmt;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::client::Client;
use crate::client_builder::ClientBuilder;
use crate::operation::Operation;
use app::{App, StartOptions};
use clock::Clock;
use lock::lock;
use reset::{ResetListener, ResetSwitch};
use scenario::upcoming::Upcoming;
use session::{Decision, Ending};

pub use builder::SandboxBuilder;
pub use keys::{CLIENT_ID, CLIENT_SECRET, INACTIVE_CLIENT_ID};
pub use names::UnknownName;
pub use people::{People, PeopleError, Person};
pub use plan::Plan;
pub use received::Received;
pub use reply::Reply;
pub use request_log::RequestLog;
pub use scenario::{Evidence, Scenario};
pub use session_ref::SessionRef;
pub use state::SandboxError;

/// A running sandbox (feature `sandbox`). It stops when it is dropped.
pub struct Sandbox {
    url: String,
    client: Client,
    app: Arc<App>,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// Starts a sandbox on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// Returns an error if no port can be opened, or the HTTP client can't be set up.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Starts a sandbox on this port of 127.0.0.1; 0 chooses a free one.
    ///
    /// # Errors
    ///
    /// Returns an error if the port can't be opened, or the HTTP client can't be set up.
    pub async fn start_on(port: u16) -> io::Result<Self> {
        Self::builder().port(port).start().await
    }

    /// Returns a builder, for other options than the default ones.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::default()
    }

    async fn serve(port: u16, options: StartOptions) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let app = Arc::new(App::new(url.clone(), options).map_err(io::Error::other)?);
        let client = client_of(&url, app.sessions.clock()).build().map_err(io::Error::other)?;

        let router = Router::new().fallback(serve::handle).with_state(Arc::clone(&app));
        let service = router.into_make_service_with_connect_info::<ResetSwitch>();
        let server = tokio::spawn(async move {
            // It ends only with its task: the listener retries failed connections.
            let _ = axum::serve(ResetListener::new(listener), service).await;
        });
        tracing::info!(url, "sandbox started: a stand-in for the vendor, for development and tests");
        Ok(Self { url, client, app, server })
    }

    /// Returns the base URL, without a trailing slash.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns a client with the sandbox's URL, keys and clock, and default settings.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// Returns a builder with the sandbox's URL, keys and clock, for a client with other settings.
    ///
    /// With the sandbox's clock, [`advance`](Sandbox::advance) moves the time of both; the client's own
    /// [`RateLimit`](crate::RateLimit), pauses and deadlines stay in real time. For a client whose clock stays, set
    /// [`.clock(SystemTime::now)`](ClientBuilder::clock).
    pub fn client_builder(&self) -> ClientBuilder {
        client_of(&self.url, self.app.sessions.clock())
    }

    /// Returns the requests received so far, in order: the last 1,000 (fewer if their bodies are large), without those for
    /// pages and the control API, which do not come from the client.
    pub fn requests(&self) -> Vec<Received> {
        self.app.received()
    }

    /// Sends `reply` to the next request for any operation. Several replies are used in order. Pages are not affected.
    pub fn reply_once(&self, reply: Reply) {
        self.reply_times(1, reply);
    }

    /// Sends `reply` to the next `times` requests for any operation, after the replies that were set before.
    pub fn reply_times(&self, times: u64, reply: Reply) {
        lock(&self.app.script).times(None, times, reply);
    }

    /// Sends `reply` to every request from now on, once those of [`reply_once`](Sandbox::reply_once) and
    /// [`reply_times`](Sandbox::reply_times) are used up.
    pub fn reply_always(&self, reply: Reply) {
        lock(&self.app.script).always(None, reply);
    }

    /// Sends `reply` to the next request for `operation`. Several replies are used in order.
    pub fn reply_once_to(&self, operation: Operation, reply: Reply) {
        self.reply_times_to(operation, 1, reply);
    }

    /// Sends `reply` to the next `times` requests for `operation`, after the replies that were set before.
    pub fn reply_times_to(&self, operation: Operation, times: u64, reply: Reply) {
        lock(&self.app.script).times(Some(operation), times, reply);
    }

    /// Sends `reply` to every request for `operation` from now on, once those of
    /// [`reply_once_to`](Sandbox::reply_once_to) and [`reply_times_to`](Sandbox::reply_times_to) are used up. All three
    /// take precedence over the replies to all operations.
    pub fn reply_always_to(&self, operation: Operation, reply: Reply) {
        lock(&self.app.script).always(Some(operation), reply);
    }

    /// Sets how the sessions that follow end, each of them, in place of what was chosen before. `None` lets them end well.
    pub fn scenario(&self, scenario: impl Into<Option<Scenario>>) {
        *lock(self.app.sessions.upcoming()) = Upcoming::always(scenario.into());
    }

    /// Sets how the next `times` sessions end, after those for which something was chosen before. A start that the scenario
    /// refuses counts as one.
    pub fn scenario_times(&self, times: u64, scenario: Scenario) {
        lock(self.app.sessions.upcoming()).times(times, scenario);
    }

    /// Sets the plan whose rate limit holds from now on; `None` lifts the limit.
    pub fn plan(&self, plan: impl Into<Option<Plan>>) {
        lock(&self.app.limiter).plan = plan.into();
    }

    /// Gives consent as the first person on the consent page, who has every document unless the sandbox was given other
    /// people.
    ///
    /// The session can be named by the authorization URL alone, for a test that sees nothing but a `Location` header.
    ///
    /// Returns the URL to which the browser would be redirected: the session's `redirect_url` with `code` and `state`,
    /// or `/?code=…&state=…` if the session has none that a browser can be sent to. The same decision again returns the
    /// same URL.
    ///
    /// # Errors
    ///
    /// Returns an error if the session is not this sandbox's, the other decision was already made, the session has
    /// expired, or its [`Scenario`] is that the person never comes back.
    pub fn approve(&self, session: impl SessionRef) -> Result<String, SandboxError> {
        self.allow(&session, None)
    }

    /// Gives consent as this person, a [`Person`] or the id of one of the sandbox's [`People`]; otherwise like
    /// [`approve`](Sandbox::approve).
    ///
    /// # Errors
    ///
    /// Returns the errors of [`approve`](Sandbox::approve), and an error if the sandbox knows no such person.
    pub fn approve_as(
        &self,
        session: impl SessionRef,
        person: impl AsRef<str>,
    ) -> Result<String, SandboxError> {
        self.allow(&session, Some(person.as_ref()))
    }

    fn allow(&self, session: &impl SessionRef, person: Option<&str>) -> Result<String, SandboxError> {
        let person = self.app.person(person).ok_or(SandboxError::UNKNOWN_PERSON)?;
        self.decide(session, Decision::Allow(person))
    }

    /// Refuses consent. Returns the URL to which the browser would be redirected, with `error`, `error_description` and
    /// `state`.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`approve`](Sandbox::approve).
    pub fn deny(&self, session: impl SessionRef) -> Result<String, SandboxError> {
        self.decide(&session, Decision::Deny)
    }

    fn decide(&self, session: &impl SessionRef, decision: Decision) -> Result<String, SandboxError> {
        let redirect = self.app.sessions.decide(&session.id(), decision, Ending::AsChosen)?;
        Ok(redirect.location().unwrap_or_else(|| redirect.query()))
    }

    /// Moves the sandbox's clock forward, so that sessions, codes, access and rate limits expire without waiting. It is
    /// also the clock of [`client`](Sandbox::client) and [`client_builder`](Sandbox::client_builder). A client's own
    /// [`RateLimit`](crate::RateLimit), pauses and deadlines stay in real time.
    pub fn advance(&self, by: Duration) {
        self.app.sessions.clock().advance(by);
    }

    /// Forgets all sessions and requests, and sets clock, plan, scenario and scripted replies as at the start.
    pub fn reset(&self) {
        self.app.reset();
    }
}

impl SandboxBuilder {
    /// Starts the sandbox.
    ///
    /// # Errors
    ///
    /// Returns an error if the port can't be opened, or the HTTP client can't be set up.
    pub async fn start(self) -> io::Result<Sandbox> {
        Sandbox::serve(self.port, self.options).await
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("url", &self.url).finish_non_exhaustive()
    }
}

fn client_of(url: &str, clock: &Arc<Clock>) -> ClientBuilder {
    let clock = Arc::clone(clock);
    Client::builder()
        .base_url(url)
        .client_id(CLIENT_ID)
        .client_secret(CLIENT_SECRET)
        .clock(move || clock.time())
}
