//! A stand-in for the vendor, on loopback, for development and tests.
//!
//! It serves what the vendor documents, from the same spec that the client is generated from: keys are checked,
//! bodies are validated against the spec's own schema, and failures are answered as documented. It holds made-up
//! people only, listens on 127.0.0.1, and nothing but code can choose it: no environment variable does.
//!
//! ```
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use deepvue_digilocker::{Consent, sandbox::Sandbox};
//!
//! let sandbox = Sandbox::start().await?;
//! let session = sandbox.client().initiate_session(Consent::given(), "KYC").send().await?;
//! assert_eq!(sandbox.requests().len(), 1);
//! # Ok(()) }
//! ```
//!
//! Three things are inferred, since the vendor's reference is silent: a started session is answered with HTTP 201
//! (like the sample's `code`), unknown paths and methods get 404 and 405, and the `msg` and `type` of a 422 are
//! documented for a missing field only.

mod cut_off;
mod reply;
mod vendor;

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderMap, Method};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::client::{Client, ClientBuilder};
use cut_off::{CutOff, CuttingListener};
use vendor::Vendor;

pub use reply::Reply;

/// The client id that the sandbox knows.
pub const CLIENT_ID: &str = "sandbox-client-id";
/// A client id that the sandbox knows as deactivated.
pub const INACTIVE_CLIENT_ID: &str = "sandbox-inactive-client-id";
/// The client secret that belongs to both ids.
pub const CLIENT_SECRET: &str = "sandbox-secret";

/// The largest request body that the sandbox reads.
const MAX_REQUEST: usize = 4 * 1024 * 1024;

/// A running sandbox. It stops when it is dropped.
pub struct Sandbox {
    url: String,
    client: Client,
    desk: Arc<Desk>,
    server: JoinHandle<()>,
}

/// What the handlers share with the sandbox's owner.
struct Desk {
    vendor: Vendor,
    received: Mutex<Vec<Received>>,
    script: Mutex<Script>,
}

#[derive(Default)]
struct Script {
    once: VecDeque<Reply>,
    always: Option<Reply>,
}

impl Sandbox {
    /// Starts a sandbox on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// No port can be opened, or the HTTP client can't be set up.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let client = builder(&url).build().map_err(io::Error::other)?;
        let vendor = Vendor::new(url.clone()).map_err(io::Error::other)?;
        let desk = Arc::new(Desk { vendor, received: Mutex::default(), script: Mutex::default() });

        let router = Router::new().fallback(handle).with_state(Arc::clone(&desk));
        let service = router.into_make_service_with_connect_info::<CutOff>();
        let server = tokio::spawn(async move {
            // It ends with its task only: accepting is retried by the listener.
            let _ = axum::serve(CuttingListener::new(listener), service).await;
        });
        tracing::info!(url, "sandbox started: a stand-in for the vendor, for development and tests");
        Ok(Self { url, client, desk, server })
    }

    /// The base URL, without a trailing slash.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A client with the sandbox's URL and keys, and default settings.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// A client's settings with the sandbox's URL and keys, to change before building.
    pub fn client_builder(&self) -> ClientBuilder {
        builder(&self.url)
    }

    /// All requests received so far, in order.
    pub fn requests(&self) -> Vec<Received> {
        lock(&self.desk.received).clone()
    }

    /// Answers the next request with `reply`. Several are used up in order.
    pub fn reply_once(&self, reply: Reply) {
        lock(&self.desk.script).once.push_back(reply);
    }

    /// Answers every request with `reply` from now on, once those of [`reply_once`](Sandbox::reply_once) are used up.
    pub fn reply_always(&self, reply: Reply) {
        lock(&self.desk.script).always = Some(reply);
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

/// A request as it arrived.
#[derive(Clone)]
pub struct Received {
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Received {
    /// The HTTP method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path, and the query if there was one.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The headers, the keys included.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl fmt::Debug for Received {
    /// Without a header's value and without the body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("method", &self.method)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

fn builder(url: &str) -> ClientBuilder {
    Client::builder().base_url(url).client_id(CLIENT_ID).client_secret(CLIENT_SECRET)
}

async fn handle(
    State(desk): State<Arc<Desk>>,
    ConnectInfo(cut_off): ConnectInfo<CutOff>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let received = Received {
        method: parts.method,
        path: parts.uri.to_string(),
        headers: parts.headers,
        body: to_bytes(body, MAX_REQUEST).await.unwrap_or_default(),
    };
    let reply = desk.scripted().unwrap_or_else(|| desk.vendor.answer(&received));
    lock(&desk.received).push(received);
    reply.perform(&cut_off).await
}

impl Desk {
    fn scripted(&self) -> Option<Reply> {
        let mut script = lock(&self.script);
        script.once.pop_front().or_else(|| script.always.clone())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
