//! A page on loopback to which the customer's browser comes back.

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

/// What waits for the customer; it stops when it is dropped.
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
        let router = Router::new().route("/callback", get(come_back)).with_state((sender, names));
        let server = tokio::spawn(async move {
            // It ends with its task only.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { redirect_url, callbacks, server, until: Instant::now() + limit })
    }

    pub(crate) fn redirect_url(&self) -> &str {
        &self.redirect_url
    }

    /// The next callback, or nothing if the customer does not come in time. Shows that it waits.
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

type Way = (mpsc::Sender<Callback>, CallbackParameters);

async fn come_back(State((callbacks, names)): State<Way>, uri: Uri) -> impl IntoResponse {
    let (status, said) = match names.parse(&uri.to_string()) {
        Ok(callback) => match callbacks.try_send(callback) {
            Ok(()) => (StatusCode::OK, "You can close this page: it goes on in the terminal."),
            Err(_) => (StatusCode::CONFLICT, "You have been here already. You can close this page."),
        },
        Err(_) => (StatusCode::BAD_REQUEST, "This is not the way back from DigiLocker."),
    };
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width"; title { "DigiLocker" } }
            body { main { p { (said) } } }
        }
    };
    let headers = [(header::CACHE_CONTROL, "no-store"), (header::REFERRER_POLICY, "no-referrer")];
    let html = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (status, headers, html, page.into_string())
}
