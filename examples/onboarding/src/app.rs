//! [`App`]: what the pages share, and [`router`]: which page is where.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use deepvue_digilocker::Client;
use tokio_util::task::TaskTracker;

use crate::cookie::{Cookies, JourneyKey};
use crate::failure::Failure;
use crate::journey::Stage;
use crate::store::Store;
use crate::{callback, pages, result, start};

/// The headers of every response: most have personal data.
const GUARDS: [(HeaderName, HeaderValue); 4] = [
    (HeaderName::from_static("cache-control"), HeaderValue::from_static("no-store")),
    (
        HeaderName::from_static("content-security-policy"),
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
    ),
    (HeaderName::from_static("referrer-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff")),
];

#[derive(Clone)]
pub(crate) struct App {
    pub(crate) digilocker: Client,
    pub(crate) store: Arc<dyn Store>,
    /// Where browsers reach the service, without a trailing slash: the load balancer, not this instance.
    pub(crate) public_url: String,
    pub(crate) cookies: Cookies,
    /// Names this instance in its claims and its log.
    pub(crate) instance: String,
    /// How long a check can take. One that takes longer belongs to an instance that has died.
    pub(crate) patience: Duration,
    /// The checks that are running: they go on without their browser, and the instance ends after them.
    pub(crate) checks: TaskTracker,
}

impl App {
    pub(crate) async fn stage(&self, key: Option<&JourneyKey>) -> Result<Stage, Failure> {
        let Some(key) = key else { return Ok(Stage::Nobody) };
        let (journey, claim) = self.store.journey(key).await?;
        Ok(Stage::of(journey, claim.as_ref(), self.patience))
    }
}

pub(crate) fn router(app: App) -> Router {
    Router::new()
        .route("/", get(async || pages::home()))
        // Whoever reloads a page that came of the button gets the button.
        .route("/start", get(async || Redirect::to("/")).post(start::start))
        .route("/callback", get(callback::callback))
        .route("/result", get(result::result))
        .route("/documents/{number}", get(result::document))
        .route("/health", get(health))
        .layer(from_fn(guard))
        .with_state(app)
}

/// Tells a load balancer whether customers can be sent here.
async fn health(State(app): State<App>) -> Response {
    match app.store.ping().await {
        Ok(()) => "ok".into_response(),
        Err(error) => {
            tracing::error!(%error);
            (StatusCode::SERVICE_UNAVAILABLE, "the store can't be reached").into_response()
        }
    }
}

/// Adds the headers, and logs the request by its route: its URL may hold a code.
async fn guard(request: Request, next: Next) -> Response {
    let (start, method) = (Instant::now(), request.method().clone());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    response.headers_mut().extend(GUARDS);
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    tracing::info!(%method, route, status = response.status().as_u16(), ms = start.elapsed().as_millis());
    response
}
