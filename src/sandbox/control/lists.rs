//! The lists of the control page: sessions and requests.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::curl;
use super::sections::section;
use crate::sandbox::app::App;
use crate::sandbox::document::Document;
use crate::sandbox::html::endings;
use crate::sandbox::state::SessionEntry;

/// How many entries of a list are shown.
const MAX_SHOWN: usize = 20;

pub(super) fn sessions(app: &App) -> Markup {
    let sessions = app.sessions.list();
    let content = html! {
        @if sessions.is_empty() {
            p { "None yet. A session starts with the first operation of " a href="/" { "the API" } "." }
        } @else {
            p { (sessions.len()) " in all; the newest first." }
            (curl::get(app, "/_sandbox/sessions"))
            ol.sessions {
                @for session in sessions.iter().take(MAX_SHOWN) { (entry(app, session)) }
            }
        }
    };
    section("sessions", &content)
}

fn entry(app: &App, session: &SessionEntry) -> Markup {
    let documents = session.documents.iter().map(|name| document(name));
    html! {
        li {
            p.entry {
                strong.state { (session.state) }
                " " code { (session.id) }
            }
            p.hint {
                (documents.collect::<Vec<_>>().join(", ")) " · " (age(session.age.as_secs()))
                @if let Some(person) = &session.person { " · " (person) }
                @if let Some(scenario) = session.scenario { " · ends as " (scenario) }
            }
            @if session.state == "waiting" { (decision(app, session)) }
            @if let Some(location) = session.redirect.as_ref().and_then(|redirect| redirect.location()) {
                p { a href=(location) { "Go where the browser was sent" } }
            }
        }
    }
}

fn document(name: &str) -> &str {
    match Document::by_name(name) {
        Some(document) => document.words(),
        None => name,
    }
}

fn decision(app: &App, session: &SessionEntry) -> Markup {
    let id = &session.id;
    let path = |action: &str| format!("/_sandbox/sessions/{id}/{action}");
    let (person, ending) = (format!("person-{id}"), format!("ending-{id}"));
    let first = app.people.first().map(|person| person.id.clone());
    html! {
        p { a href={ (app.vendor.consent_path()) "?state=" (id) } { "Open its consent page" } }
        form method="post" action=(path("approve")) {
            div.fields {
                div {
                    label for=(person) { "Person" }
                    select #(person) name="person" {
                        @for person in app.people.iter() { option value=(person.id) { (person.name) } }
                    }
                }
                div { label for=(ending) { "How does it end?" } (endings(&ending, session.scenario)) }
            }
            button type="submit" { "Allow" }
        }
        (curl::post_to(app, &path("approve"), &json!({ "person": first })))
        form method="post" action=(path("deny")) { button.deny type="submit" { "Deny" } }
        (curl::post_to(app, &path("deny"), &json!({})))
    }
}

fn age(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s ago"),
        60..3_600 => format!("{} min ago", seconds / 60),
        _ => format!("{} h ago", seconds / 3_600),
    }
}

pub(super) fn requests(listed: &Value, curl: &Markup) -> Markup {
    let requests = listed["requests"].as_array().map(Vec::as_slice).unwrap_or_default();
    let content = html! {
        @if requests.is_empty() {
            p { "None yet." }
        } @else {
            p { (requests.len()) " kept; the newest first. Keys and personal values are masked." }
            (curl)
            ol.requests { @for request in requests.iter().take(MAX_SHOWN) { (request_entry(request)) } }
        }
    };
    section("requests", &content)
}

fn request_entry(request: &Value) -> Markup {
    let text = |name: &str| request[name].as_str().unwrap_or_default().to_owned();
    let status = request["status"].as_u64();
    html! {
        li {
            details {
                summary {
                    strong { @match status { Some(status) => (status), None => "reset" } }
                    " " code { (text("method")) " " (text("path")) }
                }
                dl.values {
                    @for (name, value) in request["headers"].as_object().into_iter().flatten() {
                        dt { (name) }
                        dd { code { (value.as_str().unwrap_or_default()) } }
                    }
                }
                @if !request["body"].is_null() { p { code { (request["body"].to_string()) } } }
            }
        }
    }
}
