//! [`Waiting`]: receives the customer's callback on loopback.

use std::io::{self, IsTerminal as _, Write as _};
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::IntoResponse;
use axum::routing::get;
use deepvue_digilocker::{Callback, CallbackParameters};
use maud::{DOCTYPE, html};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// Serves the callback page. Dropping it stops the server.
pub(crate) struct Waiting {
    redirect_url: String,
    callbacks: mpsc::Receiver<Callback>,
    server: tokio::task::JoinHandle<()>,
    until: Instant,
}

impl Waiting {
    /// Listens on a free port of 127.0.0.1.
    pub(crate) async fn start(limit: Duration, names: CallbackParameters) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let redirect_url = format!("http://{}/callback", listener.local_addr()?);
        let (sender, callbacks) = mpsc::channel(1);
        let router = Router::new().route("/callback", get(receive_callback)).with_state((sender, names));
        let server = tokio::spawn(async move {
            // The server runs until its task is aborted.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { redirect_url, callbacks, server, until: Instant::now() + limit })
    }

    /// Returns the URL of the callback page.
    pub(crate) fn redirect_url(&self) -> &str {
        &self.redirect_url
    }

    /// Returns the next callback, or `None` if the customer does not return in time. Shows the remaining time.
    pub(crate) async fn callback(&mut self) -> Option<Callback> {
        let is_terminal = io::stderr().is_terminal();
        let mut tick = tokio::time::interval(Duration::from_secs(1));
        let mut is_first = true;
        let callback = loop {
            let left = self.until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break None;
            }
            if is_terminal || is_first {
                let start = if is_terminal { "\r" } else { "" };
                let end = if is_terminal { " " } else { "\n" };
                let _ =
                    write!(io::stderr(), "{start}Waiting for the customer, {} s left{end}", left.as_secs());
            }
            is_first = false;
            tokio::select! {
                callback = self.callbacks.recv() => break callback,
                _ = tick.tick() => {}
            }
        };
        if is_terminal {
            let _ = writeln!(io::stderr());
        }
        callback
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Shares the sender of callbacks and the parameter names with the handler.
type CallbackState = (mpsc::Sender<Callback>, CallbackParameters);

/// Receives a callback, and tells the browser what happened.
async fn receive_callback(State((callbacks, names)): State<CallbackState>, uri: Uri) -> impl IntoResponse {
    let (status, message) = match names.parse(&uri.to_string()) {
        Ok(callback) => match callbacks.try_send(callback) {
            Ok(()) => (StatusCode::OK, "Received. See the terminal for the result."),
            Err(_) => (StatusCode::CONFLICT, "This callback was already received. You can close this page."),
        },
        Err(_) => (StatusCode::BAD_REQUEST, "This is not a callback from DigiLocker."),
    };
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width"; title { "DigiLocker" } }
            body { main { p { (message) } } }
        }
    };
    let headers = [(header::CACHE_CONTROL, "no-store"), (header::REFERRER_POLICY, "no-referrer")];
    let html = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (status, headers, html, page.into_string())
}
