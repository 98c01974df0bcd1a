//! The pages for a browser: the consent page and its results, and a page about the sandbox.

use http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, LOCATION, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{Method, StatusCode};
use maud::Markup;

use super::app::App;
use super::html;
use super::received::Received;
use super::redirect::ConsentRedirect;
use super::reply::Reply;
use super::session::{Closed, Decision, Ending};

/// Has no `form-action`: browsers apply it to the redirect after a form, too.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
);

/// Responds to a request for a page; `None` if it is for something else.
pub(super) fn respond(app: &App, request: &Received) -> Option<Reply> {
    let consent = app.vendor.consent_path();
    Some(match (&request.method, request.uri.path()) {
        (&Method::GET | &Method::HEAD, path) if path == consent => open(app, request),
        (&Method::POST, path) if path == consent => decide(app, request),
        (_, path) if path == consent => not_allowed("GET, HEAD, POST"),
        (&Method::GET | &Method::HEAD, "/") => page(StatusCode::OK, &html::home(app.vendor.base_url())),
        (&Method::GET | &Method::HEAD, html::STYLE_PATH) => Reply::new(StatusCode::OK)
            .header(CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"))
            .body(html::STYLE),
        (&Method::GET | &Method::HEAD, "/favicon.ico") => Reply::new(StatusCode::NOT_FOUND),
        (_, "/" | html::STYLE_PATH | "/favicon.ico") => not_allowed("GET, HEAD"),
        _ => return None,
    })
}

fn open(app: &App, request: &Received) -> Reply {
    let id = field(request.uri.query().unwrap_or_default().as_bytes(), "state");
    match app.sessions.open(&id) {
        Ok((consent_request, scenario)) => {
            let path = app.vendor.consent_path();
            page(StatusCode::OK, &html::consent(&consent_request, &id, path, &app.people, scenario))
        }
        Err(closed) => refused(&closed),
    }
}

fn decide(app: &App, request: &Received) -> Reply {
    let field = |name| field(&request.body, name);
    let decision = match field("decision").as_str() {
        html::ALLOW => app.people.by_id(&field("person")).map(Decision::Allow),
        html::DENY => Some(Decision::Deny),
        _ => None,
    };
    let ending = match field("scenario").as_str() {
        "" => Some(Ending::AsChosen),
        html::ENDS_WELL => Some(Ending::With(None)),
        name => name.parse().ok().map(|scenario| Ending::With(Some(scenario))),
    };
    let Some((decision, ending)) = decision.zip(ending) else {
        return page(StatusCode::BAD_REQUEST, &html::not_understood());
    };
    match app.sessions.decide(&field("state"), decision, ending) {
        Ok(redirect) => leave(&redirect),
        Err(closed) => refused(&closed),
    }
}

/// Redirects the browser to the application, if the session has a redirect URL.
fn leave(redirect: &ConsentRedirect) -> Reply {
    match redirect.location().and_then(|url| HeaderValue::from_str(&url).ok()) {
        Some(location) => guarded(StatusCode::SEE_OTHER).header(LOCATION, location),
        None => page(StatusCode::OK, &html::decided(redirect)),
    }
}

fn refused(closed: &Closed) -> Reply {
    let status = match closed {
        Closed::Unknown => StatusCode::NOT_FOUND,
        Closed::Expired | Closed::Abandoned => StatusCode::GONE,
        Closed::Decided(_) => StatusCode::CONFLICT,
    };
    page(status, &html::closed(closed))
}

fn not_allowed(methods: &'static str) -> Reply {
    Reply::new(StatusCode::METHOD_NOT_ALLOWED).header(ALLOW, HeaderValue::from_static(methods))
}

pub(super) fn page(status: StatusCode, markup: &Markup) -> Reply {
    guarded(status)
        .header(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))
        .body(markup.0.clone())
}

pub(super) fn guarded(status: StatusCode) -> Reply {
    Reply::new(status)
        .header(CONTENT_SECURITY_POLICY, POLICY)
        .header(REFERRER_POLICY, HeaderValue::from_static("no-referrer"))
        .header(CACHE_CONTROL, HeaderValue::from_static("no-store"))
        .header(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"))
        .header(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"))
}

/// Returns the first value of this name in a query or a form; blank if there is none.
pub(super) fn field(form: &[u8], name: &str) -> String {
    let mut pairs = url::form_urlencoded::parse(form);
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}
