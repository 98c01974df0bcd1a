//! The page on which a person controls the sandbox. It has no script: every action is a form.

use http::StatusCode;
use http::header::{HeaderValue, LOCATION, REFERRER_POLICY};
use maud::{Markup, html};
use serde_json::Value;

use super::actions::{self, Refusal};
use super::{curl, lists, sections};
use crate::sandbox::app::App;
use crate::sandbox::html::layout;
use crate::sandbox::pages::{field, guarded, page};
use crate::sandbox::reply::Reply;

/// What is said after each action, by the path of its route: the section, and the words.
const DONE: [(&str, &str, &str); 7] = [
    ("/_sandbox/sessions/{id}/approve", "sessions", "Consent is given."),
    ("/_sandbox/sessions/{id}/deny", "sessions", "Consent is refused."),
    ("/_sandbox/clock", "clock", "The clock has moved."),
    ("/_sandbox/replies", "replies", "The reply is waiting."),
    ("/_sandbox/scenario", "scenario", "The choice is made."),
    ("/_sandbox/plan", "plan", "The plan is set."),
    ("/_sandbox/reset", "reset", "Everything is as at the start."),
];

pub(super) fn show(app: &App, query: Option<&str>) -> Reply {
    let done = field(query.unwrap_or_default().as_bytes(), "done");
    let said = done.parse::<usize>().ok().and_then(|place| DONE.get(place));
    let notice = html! {
        @if let Some((_, section, words)) = said {
            p.said role="status" { (words) " " a href={ "#" (section) } { "See below" } }
        }
    };
    render(app, StatusCode::OK, &notice)
}

/// Goes back to the page after an action, so that loading it again does nothing twice.
pub(super) fn back(path: &str) -> Reply {
    let place = DONE.iter().position(|(of, ..)| *of == path).unwrap_or_default();
    let location = HeaderValue::try_from(format!("/_sandbox/?done={place}"));
    let location = location.unwrap_or(HeaderValue::from_static("/_sandbox/"));
    guarded(StatusCode::SEE_OTHER).header(LOCATION, location)
}

/// Shows the page with what was wrong with a form.
pub(super) fn refused(app: &App, path: &str, refusal: &Refusal) -> Reply {
    let section = DONE.iter().find(|(of, ..)| *of == path).map_or("", |(_, section, _)| section);
    let notice = html! {
        div.refused role="alert" {
            p { strong { "That was not done." } " " a href={ "#" (section) } { "Try again below" } }
            ul {
                @match &refusal.detail {
                    Value::Array(field_errors) => @for error in field_errors { li { (wrong(error)) } },
                    detail => li { (detail.as_str().unwrap_or_default()) },
                }
            }
        }
    };
    render(app, refusal.status, &notice)
}

fn wrong(error: &Value) -> Markup {
    let loc = error["loc"].as_array().into_iter().flatten().skip(1);
    let loc = loc.map(|part| part.as_str().map_or_else(|| part.to_string(), str::to_owned));
    html! { code { (loc.collect::<Vec<_>>().join(" / ")) } ": " (error["msg"].as_str().unwrap_or_default()) }
}

fn render(app: &App, status: StatusCode, notice: &Markup) -> Reply {
    let content = html! {
        main.control {
            h1 { "Control the sandbox" }
            (notice)
            p {
                "What a test or a person does with a running sandbox. Beside each action is the line that does the same "
                "from a terminal; "
                a href="/_sandbox/openapi.json" { "the API's description" }
                " has all of it."
            }
            nav aria-label="Sections" {
                @for (id, name) in sections::NAMES { a href={ "#" (id) } { (name) } }
            }
            (lists::sessions(app))
            (sections::scenario(app))
            (sections::clock(app))
            (sections::replies(app))
            (sections::plan(app))
            (lists::requests(&actions::requests(app), &curl::get(app, "/_sandbox/requests")))
            (sections::reset(app))
        }
    };
    // With no referrer at all, a browser does not say that a form comes from here.
    page(status, &layout("Control", &content))
        .replace_header(REFERRER_POLICY, HeaderValue::from_static("same-origin"))
}
