//! Controls a running sandbox over HTTP: the routes under `/_sandbox/`.

mod actions;
pub(super) mod contract;
mod curl;
mod form;
mod guard;
mod lists;
mod masking;
mod page;
mod sections;

use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue, LOCATION, X_CONTENT_TYPE_OPTIONS};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::app::App;
use super::body::{media_type, wrong_type};
use super::received::Received;
use super::reply::Reply;
use actions::Refusal;

const ROOT: &str = "/_sandbox";
const FORM: &str = "application/x-www-form-urlencoded";

/// A route, with the path that the description has for it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Route<'a> {
    Page,
    Contract,
    Sessions,
    Approve(&'a str),
    Deny(&'a str),
    Clock,
    Replies,
    Scenario,
    Plan,
    Requests,
    Reset,
}

/// Responds to a request for the control page or the control API; `None` if it is for something else.
pub(super) fn respond(app: &App, request: &Received) -> Option<Reply> {
    let rest = request.uri.path().strip_prefix(ROOT)?;
    if !rest.is_empty() && !rest.starts_with('/') {
        return None;
    }
    Some(guard::refusal(request).unwrap_or_else(|| serve(app, request, rest)))
}

fn serve(app: &App, request: &Received, rest: &str) -> Reply {
    if rest.is_empty() {
        return Reply::new(StatusCode::PERMANENT_REDIRECT)
            .header(LOCATION, HeaderValue::from_static("/_sandbox/"));
    }
    let Some(route) = Route::at(rest) else {
        return Reply::detail(StatusCode::NOT_FOUND, "Not Found");
    };
    match request.method {
        Method::GET | Method::HEAD if route.reads() => read(app, route, request),
        Method::POST if route.writes() => post(app, route, request),
        _ => {
            Reply::detail(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed").header(ALLOW, route.allowed())
        }
    }
}

impl<'a> Route<'a> {
    /// Finds the route of a path below the root.
    fn at(rest: &'a str) -> Option<Self> {
        let parts = rest.split('/').skip(1).collect::<Vec<_>>();
        Some(match parts[..] {
            [""] => Self::Page,
            ["openapi.json"] => Self::Contract,
            ["sessions"] => Self::Sessions,
            ["sessions", id, "approve"] if !id.is_empty() => Self::Approve(id),
            ["sessions", id, "deny"] if !id.is_empty() => Self::Deny(id),
            ["clock"] => Self::Clock,
            ["replies"] => Self::Replies,
            ["scenario"] => Self::Scenario,
            ["plan"] => Self::Plan,
            ["requests"] => Self::Requests,
            ["reset"] => Self::Reset,
            _ => return None,
        })
    }

    /// Returns its path in the description.
    fn path(self) -> &'static str {
        match self {
            Self::Page => "/_sandbox/",
            Self::Contract => "/_sandbox/openapi.json",
            Self::Sessions => "/_sandbox/sessions",
            Self::Approve(_) => "/_sandbox/sessions/{id}/approve",
            Self::Deny(_) => "/_sandbox/sessions/{id}/deny",
            Self::Clock => "/_sandbox/clock",
            Self::Replies => "/_sandbox/replies",
            Self::Scenario => "/_sandbox/scenario",
            Self::Plan => "/_sandbox/plan",
            Self::Requests => "/_sandbox/requests",
            Self::Reset => "/_sandbox/reset",
        }
    }

    fn reads(self) -> bool {
        !matches!(self, Self::Approve(_) | Self::Deny(_) | Self::Reset)
    }

    fn writes(self) -> bool {
        !matches!(self, Self::Page | Self::Contract | Self::Sessions | Self::Requests)
    }

    fn allowed(self) -> HeaderValue {
        HeaderValue::from_static(match (self.reads(), self.writes()) {
            (true, true) => "GET, HEAD, POST",
            (true, false) => "GET, HEAD",
            (false, _) => "POST",
        })
    }
}

fn read(app: &App, route: Route<'_>, request: &Received) -> Reply {
    match route {
        Route::Page => page::show(app, request.uri.query()),
        Route::Contract => json_reply(StatusCode::OK, app.control.document()),
        Route::Sessions => json_reply(StatusCode::OK, &actions::sessions(app)),
        Route::Clock => json_reply(StatusCode::OK, &actions::clock(app)),
        Route::Replies => json_reply(StatusCode::OK, &actions::replies(app)),
        Route::Scenario => json_reply(StatusCode::OK, &actions::scenarios(app)),
        Route::Plan => json_reply(StatusCode::OK, &actions::plan(app)),
        Route::Requests => json_reply(StatusCode::OK, &actions::requests(app)),
        Route::Approve(_) | Route::Deny(_) | Route::Reset => Reply::new(StatusCode::NOT_FOUND),
    }
}

/// Does what a request asks for. A form of the page goes back to the page.
fn post(app: &App, route: Route<'_>, request: &Received) -> Reply {
    let is_form = media_type(&request.headers).eq_ignore_ascii_case(FORM) && guard::is_from_own_page(request);
    match (is_form, body(app, route, request, is_form).and_then(|body| act(app, route, &body))) {
        (false, Ok(result)) => json_reply(StatusCode::OK, &result),
        (false, Err(refusal)) => json_reply(refusal.status, &json!({ "detail": refusal.detail })),
        (true, Ok(_)) => page::back(route.path()),
        (true, Err(refusal)) => page::refused(app, route.path(), &refusal),
    }
}

fn body(app: &App, route: Route<'_>, request: &Received, is_form: bool) -> Result<Value, Refusal> {
    let path = route.path();
    let schema = app.control.body(path);
    let schema = schema.ok_or_else(|| Refusal::invalid(vec![wrong_type("must be application/json")]))?;
    let body = if is_form {
        schema.check(form::read(&request.body, |property| app.control.type_of(path, property)))
    } else {
        schema.read(&request.headers, &request.body)
    };
    body.map_err(Refusal::invalid)
}

fn act(app: &App, route: Route<'_>, body: &Value) -> Result<Value, Refusal> {
    match route {
        Route::Approve(id) => actions::approve(app, id, body),
        Route::Deny(id) => actions::deny(app, id),
        Route::Clock => Ok(actions::advance(app, body)),
        Route::Replies => actions::script(app, body),
        Route::Scenario => Ok(actions::choose_scenario(app, body)),
        Route::Plan => Ok(actions::choose_plan(app, body)),
        Route::Reset => {
            app.reset();
            Ok(json!({}))
        }
        Route::Page | Route::Contract | Route::Sessions | Route::Requests => Ok(Value::Null),
    }
}

fn json_reply(status: StatusCode, body: &Value) -> Reply {
    Reply::new(status)
        .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
        .header(CACHE_CONTROL, HeaderValue::from_static("no-store"))
        .header(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"))
        .body(body.to_string())
}
