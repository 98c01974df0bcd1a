//! The vendor: a sandbox, and in front of it a proxy that counts, holds calls back, and limits their rate.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use deepvue_digilocker::sandbox::Sandbox;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub const CODE_CALL: &str = "access-token";

pub struct Vendor {
    url: String,
    proxy: Arc<Proxy>,
    server: JoinHandle<()>,
}

struct Proxy {
    http: reqwest::Client,
    sandbox: Sandbox,
    record: Mutex<Record>,
}

/// What the proxy has seen, and what it will do.
#[derive(Default)]
struct Record {
    /// All that was sent with the word `digilocker_code`.
    codes: Vec<String>,
    attempts: Vec<Instant>,
    held: VecDeque<(&'static str, Held)>,
    statuses: VecDeque<(&'static str, StatusCode)>,
    windows: Vec<(usize, Duration)>,
    refused: usize,
}

/// A call that is held back when it has arrived.
struct Held {
    when: When,
    arrived: oneshot::Sender<()>,
    release: oneshot::Receiver<()>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    BeforeItActs,
    AfterItHasActed,
}

/// The other end of a held call.
pub struct Hold {
    arrived: Option<oneshot::Receiver<()>>,
    release: oneshot::Sender<()>,
}

impl Hold {
    pub async fn arrived(&mut self) {
        self.arrived.take().unwrap().await.unwrap();
    }

    pub fn release(self) {
        self.release.send(()).unwrap();
    }
}

impl Vendor {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let proxy =
            Arc::new(Proxy { http, sandbox: Sandbox::start().await.unwrap(), record: Mutex::default() });
        let router = Router::new().fallback(pass_on).with_state(Arc::clone(&proxy));
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, proxy, server }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    fn record<T>(&self, look: impl FnOnce(&mut Record) -> T) -> T {
        look(&mut self.proxy.record.lock().unwrap())
    }

    /// Holds back the next call of this name.
    pub fn hold(&self, call: &'static str, when: When) -> Hold {
        let (arrived, has_arrived) = oneshot::channel();
        let (release, released) = oneshot::channel();
        let held = Held { when, arrived, release: released };
        self.record(|record| record.held.push_back((call, held)));
        Hold { arrived: Some(has_arrived), release }
    }

    /// Responds to the next call of this name with this status, and does nothing else.
    pub fn respond_once(&self, call: &'static str, status: StatusCode) {
        self.record(|record| record.statuses.push_back((call, status)));
    }

    /// Refuses calls beyond these numbers in any time of this length.
    pub fn enforce(&self, windows: &[(usize, Duration)]) {
        self.record(|record| record.windows = windows.to_vec());
    }

    /// Every code that was sent, as often as it was sent.
    pub fn codes(&self) -> Vec<String> {
        self.record(|record| record.codes.clone())
    }

    /// When calls arrived.
    pub fn attempts(&self) -> Vec<Instant> {
        self.record(|record| record.attempts.clone())
    }

    /// How many calls were too many.
    pub fn refused(&self) -> usize {
        self.record(|record| record.refused)
    }
}

impl Drop for Vendor {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Record {
    /// Notes a call. Returns the status to refuse it with.
    fn note(&mut self, path: &str, body: &[u8]) -> Option<StatusCode> {
        let now = Instant::now();
        let code = serde_json::from_slice::<Value>(body).ok();
        let code = code.and_then(|body| body["digilocker_code"].as_str().map(str::to_owned));
        self.codes.extend(code);
        let is_full = |(limit, window): &(usize, Duration)| {
            self.attempts.iter().filter(|attempt| now - **attempt < *window).count() >= *limit
        };
        let is_too_many = self.windows.iter().any(is_full);
        self.attempts.push(now);
        if is_too_many {
            self.refused += 1;
            return Some(StatusCode::TOO_MANY_REQUESTS);
        }
        take(&mut self.statuses, path)
    }
}

fn take<T>(planned: &mut VecDeque<(&'static str, T)>, path: &str) -> Option<T> {
    let at = planned.iter().position(|(call, _)| path.ends_with(call))?;
    planned.remove(at).map(|(_, planned)| planned)
}

async fn pass_on(State(proxy): State<Arc<Proxy>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    let path = parts.uri.path().to_owned();
    let (refusal, held) = {
        let mut record = proxy.record.lock().unwrap();
        (record.note(&path, &body), take(&mut record.held, &path))
    };
    let forward = async {
        match refusal {
            Some(status) => status.into_response(),
            None => proxy.forward(&path, &parts.headers, body).await,
        }
    };
    match held {
        None => forward.await,
        Some(Held { when: When::BeforeItActs, arrived, release }) => {
            let _ = arrived.send(());
            let _ = release.await;
            forward.await
        }
        Some(Held { when: When::AfterItHasActed, arrived, release }) => {
            let response = forward.await;
            let _ = arrived.send(());
            let _ = release.await;
            response
        }
    }
}

impl Proxy {
    async fn forward(&self, path: &str, headers: &axum::http::HeaderMap, body: Bytes) -> Response {
        let mut request = self.http.post(format!("{}{path}", self.sandbox.url())).body(body);
        for name in ["client-id", "x-api-key", "content-type"] {
            request = request.header(name, headers[name].clone());
        }
        let response = request.send().await.unwrap();
        let status = response.status();
        let kind = response.headers()["content-type"].clone();
        (status, [("content-type", kind)], response.bytes().await.unwrap()).into_response()
    }
}
