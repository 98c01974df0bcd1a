//! An onboarding through DigiLocker that runs in several instances on a shared store. `README.md` says how to run it.

mod app;
mod callback;
mod config;
mod cookie;
mod digilocker;
mod failure;
mod journey;
mod limiter;
mod pages;
mod result;
mod start;
mod store;

use std::error::Error;
use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::sync::Arc;

use tokio::net::TcpListener;
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::timeout;
use tokio_util::task::TaskTracker;

use crate::app::App;
use crate::config::{Config, StoreUrl};
use crate::cookie::Cookies;
use crate::digilocker::Digilocker;
use crate::limiter::SharedLimiter;
use crate::store::{RedisStore, SqliteStore, Store};

#[tokio::main]
async fn main() -> ExitCode {
    // Nothing finer than INFO: what other crates say there may repeat URLs and bodies.
    let log = tracing_subscriber::fmt().with_max_level(tracing::Level::INFO);
    log.with_ansi(std::io::stdout().is_terminal()).init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let config = Config::from_env()?;
    let instance = cookie::random::<4>()?;
    let (store, limiter): (Arc<dyn Store>, _) = match &config.store {
        StoreUrl::Redis(url) => {
            let server = store::connect(url).await?;
            let limiter = config.rate_limit.as_ref();
            let limiter = limiter.map(|limit| SharedLimiter::new(server.clone(), limit.windows(), &instance));
            (Arc::new(RedisStore::new(server)), limiter)
        }
        StoreUrl::Sqlite(path) => (Arc::new(SqliteStore::open(path.clone()).await?), None),
    };
    let digilocker = Digilocker::connect(&config, limiter).await?;
    let listener = TcpListener::bind((config.host, config.port)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let public_url = config.public_url.unwrap_or_else(|| url.clone());
    let app = App {
        digilocker: digilocker.client.clone(),
        store,
        cookies: Cookies::new(public_url.starts_with("https:")),
        instance,
        patience: config.call_timeout + config.check_margin,
        checks: TaskTracker::new(),
        public_url,
    };
    tracing::info!(url, app.public_url, app.instance, "started");
    serve(listener, app).await?;
    tracing::info!("stopped");
    Ok(())
}

/// Serves until the process is told to stop. Then it takes no more requests, responds to those that it has, and finishes
/// the checks whose browser has gone.
async fn serve(listener: TcpListener, app: App) -> std::io::Result<()> {
    let (checks, patience) = (app.checks.clone(), app.patience);
    axum::serve(listener, app::router(app)).with_graceful_shutdown(told_to_stop()).await?;
    checks.close();
    if timeout(patience, checks.wait()).await.is_err() {
        tracing::warn!("stopped in the middle of a check");
    }
    Ok(())
}

/// Returns when the process gets Ctrl-C or, as service managers send it, SIGTERM.
async fn told_to_stop() {
    #[cfg(unix)]
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated => {}
    }
    tracing::info!("told to stop");
}
