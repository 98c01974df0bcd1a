//! Answers what arrives: requests for pages, for the control API, and for operations of the vendor.

use std::sync::Arc;

use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;

use super::app::App;
use super::control;
use super::lock::lock;
use super::pages;
use super::plan::Exceeded;
use super::received::Received;
use super::reply::Reply;
use super::request_log::Pending;
use super::reset::ResetSwitch;
use super::vendor::check_keys;
use crate::operation::Operation;

/// The largest request body that the sandbox reads.
const MAX_REQUEST_BYTES: usize = 4 * 1024 * 1024;

pub(super) async fn handle(
    State(app): State<Arc<App>>,
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
        at: app.sessions.clock().now(),
        status: None,
    };
    let page = control::respond(&app, &received).or_else(|| pages::respond(&app, &received));
    if let Some(page) = page {
        return page.perform(&reset_switch).await;
    }
    let operation = Operation::at(received.uri.path());
    let mut pending = Pending::start(app.listener.clone(), operation);
    let reply = respond(&app, operation, received);
    let status = reply.status();
    let response = reply.perform(&reset_switch).await;
    pending.status = status;
    response
}

/// Responds to a request for an operation.
fn respond(app: &App, operation: Option<Operation>, mut request: Received) -> Reply {
    let exceeded = match check_keys(&request.headers) {
        Ok(()) => lock(&app.limiter).count(request.at),
        Err(_) => Exceeded::default(),
    };
    let scripted = lock(&app.script).next(operation);
    let reply = scripted.unwrap_or_else(|| app.vendor.respond(operation, &request, &app.sessions, exceeded));
    request.status = reply.status();
    app.record(request);
    reply
}
