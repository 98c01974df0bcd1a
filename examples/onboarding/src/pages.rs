//! The pages.

use axum::response::{IntoResponse, Response};
use deepvue_digilocker::IssuedFiles;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::failure::{Failure, WayOn};

const STYLE: &str = include_str!("../../web.css");

/// How often the page of a running check asks again, in seconds.
const ASK_AGAIN: &str = "1";

pub(crate) fn home() -> Markup {
    let body = html! {
        p { "We need to know who you are. DigiLocker tells us, if you agree." }
        form method="post" action="/start" {
            label { input type="checkbox" name="agree" value="yes" required;
                "I agree that Example Bank gets my name, date of birth and identity documents from DigiLocker." }
            button { "Verify with DigiLocker" }
        }
    };
    page("Open an account", &body)
}

pub(crate) fn checking() -> Response {
    ([("refresh", ASK_AGAIN)], page("One moment", &start_again("Not you? Start again."))).into_response()
}

pub(crate) fn verified(details: &[(String, String)], files: &IssuedFiles) -> Markup {
    let body = html! {
        dl { @for (label, value) in details { dt { (label) } dd { (value) } } }
        h2 { "Your documents" }
        ul {
            @for (number, file) in files.iter().enumerate() {
                li { a href={ "/documents/" (number) } { (file.name().map_or("A document", |name| name.expose())) } }
            }
            @for missing in files.missing() {
                li { (missing.doc_type().to_string().to_uppercase()) ": not in your DigiLocker" }
            }
        }
        (start_again("Not you? Start again."))
    };
    page("You are verified", &body)
}

pub(crate) fn failure(failure: &Failure) -> Markup {
    let body = html! {
        p role="alert" { (failure.reason.in_plain_words()) }
        @if failure.way_on == WayOn::SameLink {
            p { a.button href="" { "Try again" } } // an empty link is that of the page itself
            (start_again("Start again"))
        } @else {
            p { a.button href="/" { "Start again" } }
        }
    };
    page("That did not work", &body)
}

fn start_again(text: &str) -> Markup {
    html! { p { a href="/" { (text) } } }
}

fn page(title: &str, body: &Markup) -> Markup {
    html! { (DOCTYPE) html lang="en" {
        head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1";
            title { (title) " · Example Bank" } style { (PreEscaped(STYLE)) } }
        body { header { "Example Bank" } main { h1 { (title) } (body) } }
    } }
}
