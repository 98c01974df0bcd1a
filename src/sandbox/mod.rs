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

mod clock;
mod document;
mod endpoint;
mod html;
mod keys;
mod lock;
mod pages;
mod papers;
mod pdf;
mod people;
mod portrait;
mod received;
mod redirect;
mod reply;
mod reset;
mod script;
mod state;
mod vendor;

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::client::Client;
use crate::client_builder::ClientBuilder;
use crate::journey::session::Session;
use crate::operation::Operation;
use lock::lock;
use reset::{ResetListener, ResetSwitch};
use script::Script;
use state::{Decision, Sessions};
use vendor::Vendor;

pub use keys::{CLIENT_ID, CLIENT_SECRET, INACTIVE_CLIENT_ID};
pub use people::Person;
pub use received::Received;
pub use reply::Reply;
pub use state::SandboxError;

/// The largest request body that the sandbox reads.
const MAX_REQUEST_BYTES: usize = 4 * 1024 * 1024;

/// How many requests are kept: a sandbox may run for days.
const MAX_KEPT_REQUESTS: usize = 1_000;

/// A running sandbox (feature `sandbox`). It stops when it is dropped.
pub struct Sandbox {
    url: String,
    client: Client,
    state: Arc<AppState>,
    server: JoinHandle<()>,
}

/// The state that the handlers share with the sandbox's owner.
struct AppState {
    vendor: Vendor,
    sessions: Sessions,
    received: Mutex<VecDeque<Received>>,
    script: Mutex<Script>,
}

impl Sandbox {
    /// Starts a sandbox on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// Returns an error if no port can be opened, or the HTTP client can't be set up.
    pub async fn start() -> io::Result<Self> {
        Self::start_on(0).await
    }

    /// Starts a sandbox on this port of 127.0.0.1; 0 chooses a free one.
    ///
    /// # Errors
    ///
    /// Returns an error if the port can't be opened, or the HTTP client can't be set up.
    pub async fn start_on(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let client = builder(&url).build().map_err(io::Error::other)?;
        let vendor = Vendor::new(url.clone()).map_err(io::Error::other)?;
        let (received, script) = (Mutex::default(), Mutex::default());
        let state = Arc::new(AppState { vendor, sessions: Sessions::new(), received, script });

        let router = Router::new().fallback(handle).with_state(Arc::clone(&state));
        let service = router.into_make_service_with_connect_info::<ResetSwitch>();
        let server = tokio::spawn(async move {
            // It ends only with its task: the listener retries failed connections.
            let _ = axum::serve(ResetListener::new(listener), service).await;
        });
        tracing::info!(url, "sandbox started: a stand-in for the vendor, for development and tests");
        Ok(Self { url, client, state, server })
    }

    /// Returns the base URL, without a trailing slash.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns a client with the sandbox's URL and keys, and default settings.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// Returns a builder with the sandbox's URL and keys, for a client with other settings.
    pub fn client_builder(&self) -> ClientBuilder {
        builder(&self.url)
    }

    /// Returns the requests received so far, in order: the last 1,000, without those for pages, which come from a
    /// browser and not from the client.
    pub fn requests(&self) -> Vec<Received> {
        lock(&self.state.received).iter().cloned().collect()
    }

    /// Sends `reply` to the next request for any operation. Several replies are used in order. Pages are not affected.
    pub fn reply_once(&self, reply: Reply) {
        lock(&self.state.script).once(None, reply);
    }

    /// Sends `reply` to every request from now on, once those of [`reply_once`](Sandbox::reply_once) are used up.
    pub fn reply_always(&self, reply: Reply) {
        lock(&self.state.script).always(None, reply);
    }

    /// Sends `reply` to the next request for `operation`. Several replies are used in order.
    pub fn reply_once_to(&self, operation: Operation, reply: Reply) {
        lock(&self.state.script).once(Some(operation), reply);
    }

    /// Sends `reply` to every request for `operation` from now on, once those of
    /// [`reply_once_to`](Sandbox::reply_once_to) are used up. Both take precedence over the replies to all operations.
    pub fn reply_always_to(&self, operation: Operation, reply: Reply) {
        lock(&self.state.script).always(Some(operation), reply);
    }

    /// Gives consent as the first person on the consent page, who has every document.
    ///
    /// Returns the URL to which the browser would be redirected: the session's `redirect_url` with `code` and `state`,
    /// or `/?code=…&state=…` if the session has none that a browser can be sent to. The same decision again returns the
    /// same URL.
    ///
    /// # Errors
    ///
    /// Returns an error if the session is not this sandbox's, the other decision was already made, or the session has
    /// expired.
    pub fn approve(&self, session: &Session) -> Result<String, SandboxError> {
        self.approve_as(session, Person::Complete)
    }

    /// Gives consent as this person; otherwise like [`approve`](Sandbox::approve).
    ///
    /// # Errors
    ///
    /// Returns the errors of [`approve`](Sandbox::approve).
    pub fn approve_as(&self, session: &Session, person: Person) -> Result<String, SandboxError> {
        self.decide(session, Decision::Allow(person))
    }

    /// Refuses consent. Returns the URL to which the browser would be redirected, with `error`, `error_description` and
    /// `state`.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`approve`](Sandbox::approve).
    pub fn deny(&self, session: &Session) -> Result<String, SandboxError> {
        self.decide(session, Decision::Deny)
    }

    fn decide(&self, session: &Session, decision: Decision) -> Result<String, SandboxError> {
        let redirect = self.state.sessions.decide(session.transaction_id(), decision)?;
        Ok(redirect.location().unwrap_or_else(|| redirect.query()))
    }

    /// Moves the sandbox's clock forward, so that sessions, codes and access expire without waiting. The client's clock
    /// does not change.
    pub fn advance(&self, by: Duration) {
        self.state.sessions.clock().advance(by);
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

fn builder(url: &str) -> ClientBuilder {
    Client::builder().base_url(url).client_id(CLIENT_ID).client_secret(CLIENT_SECRET)
}

async fn handle(
    State(state): State<Arc<AppState>>,
    ConnectInfo(reset_switch): ConnectInfo<ResetSwitch>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let received = Received {
        method: parts.method,
        path: parts.uri.to_string(),
        uri: parts.uri,
        headers: parts.headers,
        body: to_bytes(body, MAX_REQUEST_BYTES).await.unwrap_or_default(),
    };
    state.serve(received).perform(&reset_switch).await
}

impl AppState {
    fn serve(&self, request: Received) -> Reply {
        if let Some(page) = pages::respond(&self.vendor, &self.sessions, &request) {
            return page;
        }
        let operation = Operation::at(request.uri.path());
        let scripted = lock(&self.script).next(operation);
        let reply = scripted.unwrap_or_else(|| self.vendor.respond(operation, &request, &self.sessions));
        let mut received = lock(&self.received);
        if received.len() == MAX_KEPT_REQUESTS {
            received.pop_front();
        }
        received.push_back(request);
        reply
    }
}
