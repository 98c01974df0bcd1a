//! A server in front of the sandbox that keeps a rate limit, as the vendor does.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use deepvue_digilocker::sandbox::Sandbox;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub struct Limited {
    pub url: String,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

struct Shared {
    sandbox: String,
    http: reqwest::Client,
    windows: Vec<(usize, Duration)>,
    /// When requests were accepted, and how many were refused.
    counted: Mutex<(VecDeque<Instant>, usize)>,
}

impl Limited {
    /// Accepts so many requests in any window of these lengths, and refuses all others with a 429.
    pub async fn before(sandbox: &Sandbox, windows: &[(u32, Duration)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Shared {
            sandbox: sandbox.url().to_owned(),
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
            windows: windows.iter().map(|(count, length)| (*count as usize, *length)).collect(),
            counted: Mutex::default(),
        });
        let router = Router::new().fallback(serve).with_state(Arc::clone(&shared));
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, shared, server }
    }

    /// How many requests were accepted, and how many refused.
    pub fn counted(&self) -> (usize, usize) {
        let counted = self.shared.counted.lock().unwrap();
        (counted.0.len(), counted.1)
    }
}

impl Drop for Limited {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Shared {
    fn accepts(&self) -> bool {
        let mut counted = self.counted.lock().unwrap();
        let (accepted, refused) = &mut *counted;
        let now = Instant::now();
        let is_full = |(count, length): &(usize, Duration)| {
            accepted.len().checked_sub(*count).is_some_and(|at| now - accepted[at] < *length)
        };
        if self.windows.iter().any(is_full) {
            *refused += 1;
            return false;
        }
        accepted.push_back(now);
        true
    }
}

async fn serve(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    if !shared.accepts() {
        let body = r#"{"detail":"Rate limit exceeded. Please retry after some time."}"#;
        let response = Response::builder().status(429).header("content-type", "application/json");
        return response.body(Body::from(body)).unwrap();
    }
    let (parts, body) = request.into_parts();
    let url = format!("{}{}", shared.sandbox, parts.uri);
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let forwarded = shared.http.request(parts.method, url).headers(parts.headers).body(body);
    let response = forwarded.send().await.unwrap();
    let mut answer = Response::builder().status(response.status());
    *answer.headers_mut().unwrap() = response.headers().clone();
    answer.body(Body::from(response.bytes().await.unwrap())).unwrap()
}
