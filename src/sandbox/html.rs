//! The HTML of the pages, without scripts; maud escapes all values.

use maud::{DOCTYPE, Markup, html};

use super::document::Document;
use super::keys::{CLIENT_ID, CLIENT_SECRET};
use super::papers;
use super::people::{People, Profile};
use super::redirect::{ConsentRedirect, who};
use super::scenario::Scenario;
use super::session::{Closed, ConsentRequest};
use crate::generated::constants::{CLIENT_ID_HEADER, CLIENT_SECRET_HEADER};
use crate::operation::Operation;

pub(super) const STYLE: &str = concat!(include_str!("style.css"), include_str!("control/style.css"));
pub(super) const STYLE_PATH: &str = "/style.css";

pub(super) const CONTROL_PATH: &str = "/_sandbox/";

/// The values of the two buttons.
pub(super) const ALLOW: &str = "allow";
pub(super) const DENY: &str = "deny";
/// The value for a session without a scenario.
pub(super) const ENDS_WELL: &str = "none";

/// How many people are shown at once: with more, the buttons would be out of sight.
const SHOWN_PEOPLE: usize = 3;

/// Renders the page on which a person decides.
pub(super) fn consent(
    request: &ConsentRequest,
    id: &str,
    path: &str,
    people: &People,
    scenario: Option<Scenario>,
) -> Markup {
    let who = who(request.destination.as_ref());
    let title = format!("{who} asks for your documents");
    let content = html! {
        main.consent {
            section.request aria-labelledby="request" {
                h1 #request { span.who { (who) } " asks for your documents" }
                h2 { "Purpose" }
                p.purpose dir="auto" { (request.purpose) }
                h2 { "Documents" }
                ul.documents {
                    @for name in &request.documents {
                        li { (words(name)) }
                    }
                }
                p.hint {
                    "Only these are shared, and only those that the chosen person has. "
                    @if request.destination.is_some() { "Whatever you choose, you then go back to where you came from." }
                }
            }
            form method="post" action=(path) {
                input type="hidden" name="state" value=(id);
                fieldset {
                    legend { "Who are you today?" }
                    @for (index, person) in people.iter().take(SHOWN_PEOPLE).enumerate() {
                        (choice(person, index == 0))
                    }
                    @if people.iter().nth(SHOWN_PEOPLE).is_some() {
                        details {
                            summary { "More people: other names, ages and addresses" }
                            @for person in people.iter().skip(SHOWN_PEOPLE) { (choice(person, false)) }
                        }
                    }
                }
                div.ending {
                    label for="ending" { "How does this end?" }
                    (endings("ending", scenario))
                }
                div.decision {
                    button.allow type="submit" name="decision" value=(ALLOW) { "Allow" }
                    button.deny type="submit" name="decision" value=(DENY) { "Deny" }
                }
            }
        }
    };
    layout(&title, &content)
}

/// Returns the plain name of a requested document, if the sandbox knows it.
fn words(name: &str) -> &str {
    match Document::by_name(name) {
        Some(document) => document.words(),
        None => name,
    }
}

/// Renders the list of ways in which a session can end.
pub(super) fn endings(id: &str, chosen: Option<Scenario>) -> Markup {
    html! {
        select id=(id) name="scenario" {
            option value=(ENDS_WELL) selected[chosen.is_none()] { "Normally, as decided here" }
            optgroup label="Otherwise (in brackets: what the vendor's reference says)" {
                @for scenario in Scenario::ALL {
                    option value=(scenario) selected[chosen == Some(scenario)] {
                        (scenario.description()) " (" (scenario.evidence()) ")"
                    }
                }
            }
        }
    }
}

fn choice(person: &Profile, checked: bool) -> Markup {
    let portrait = format!("data:image/jpeg;base64,{}", papers::portrait(person));
    html! {
        label.person {
            input type="radio" name="person" value=(person.id) checked[checked];
            img src=(portrait) alt="" width="44" height="55";
            span.about {
                span.name {
                    bdi { (person.name) }
                    @if let Some(latin) = &person.latin_name { " " span.latin { (latin) } }
                }
                " "
                @for document in Document::ALL {
                    @if person.has(document) {
                        span.has { (document.words()) }
                    } @else {
                        span.lacks { (document.missing()) }
                    }
                    " "
                }
            }
        }
    }
}

/// Renders a decision of a session without a redirect URL.
pub(super) fn decided(redirect: &ConsentRedirect) -> Markup {
    let granted = redirect.is_grant();
    let title = if granted { "You allowed it" } else { "You denied it" };
    notice(
        title,
        &html! {
            p {
                "The session has no "
                code { "redirect_url" }
                " that a browser can be sent to, so you stay here. With one, the browser would now go there and carry:"
            }
            dl.values {
                @for (name, value) in redirect.parameters() {
                    dt { (name) }
                    dd { code { (value) } }
                }
            }
            @if granted {
                p.hint { "The code can be exchanged once, within ten minutes." }
            }
        },
    )
}

/// Renders a session in which nothing can be decided.
pub(super) fn closed(closed: &Closed) -> Markup {
    match closed {
        Closed::Unknown => notice(
            "No such request",
            &html! {
                p { "The sandbox knows no request for documents under this address. Perhaps the address is incomplete, or "
                    "the sandbox has been started anew since." }
                p { "Go back to where you came from, and start again." }
            },
        ),
        Closed::Expired => notice(
            "This request has expired",
            &html! {
                p { "It waited an hour for a decision. Nothing was shared." }
                p { "Go back to where you came from, and start again." }
            },
        ),
        Closed::Abandoned => notice(
            "The person has left",
            &html! {
                p { "As chosen, nobody ever decides on this request: the application hears nothing more of it." }
            },
        ),
        Closed::Decided(redirect) => notice(
            "This request is already decided",
            &html! {
                p { "A decision is made once, and this request has one." }
                @match redirect.location() {
                    Some(location) => p { a.onward href=(location) { "Continue" } },
                    None => p { "You can close this page." },
                }
            },
        ),
    }
}

/// Renders the response to a form that does not come from the consent page.
pub(super) fn not_understood() -> Markup {
    notice(
        "That was not understood",
        &html! {
            p { "The form names no person or no decision that the sandbox knows. Nothing was shared." }
            p { "Go back, choose a person, and then Allow or Deny." }
        },
    )
}

/// Renders the page about the sandbox.
pub(super) fn home(base_url: &str) -> Markup {
    let content = html! {
        main.about {
            h1 { "A stand-in for Deepvue's DigiLocker API" }
            p {
                "For development and tests, on this machine only. It responds as the vendor documents it; it is not the "
                "vendor's, and not affiliated with it."
            }
            h2 { "Base URL" }
            p { code { (base_url) } }
            h2 { "Keys" }
            dl.values {
                dt { (CLIENT_ID_HEADER) }
                dd { code { (CLIENT_ID) } }
                dt { (CLIENT_SECRET_HEADER) }
                dd { code { (CLIENT_SECRET) } }
            }
            h2 { "Operations" }
            ul.operations {
                @for operation in Operation::ALL {
                    li { code { (operation.method()) " " (operation.path()) } }
                }
            }
            p.hint {
                "Start a session with the first, then open the "
                code { "authorization_url" }
                " of its response here: that is the consent page."
            }
            p { a.onward href=(CONTROL_PATH) { "Control the sandbox" } }
        }
    };
    layout("Deepvue DigiLocker", &content)
}

fn notice(title: &str, content: &Markup) -> Markup {
    layout(title, &html! { main.notice { h1 { (title) } (content) } })
}

pub(super) fn layout(title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) " · Sandbox" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href=(STYLE_PATH);
            }
            body {
                header {
                    strong { "Sandbox" }
                    " "
                    span { "made-up people, nothing is sent anywhere" }
                }
                (content)
            }
        }
    }
}
