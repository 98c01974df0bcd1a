//! The lines that do the same as the page from a terminal.

use maud::{Markup, html};
use serde_json::Value;

use crate::sandbox::app::App;

/// Renders the line that reads a path.
pub(super) fn get(app: &App, path: &str) -> Markup {
    shown(&format!("curl '{}{path}'", app.vendor.base_url()))
}

/// Renders the line that does what the description has as an example.
pub(super) fn post(app: &App, path: &str) -> Markup {
    let place = &app.control.document()["paths"][path]["post"]["requestBody"];
    post_to(app, path, &place["content"]["application/json"]["example"])
}

pub(super) fn post_to(app: &App, path: &str, body: &Value) -> Markup {
    let url = app.vendor.base_url();
    // What a shell would end the text at.
    let body = body.to_string().replace('\'', "\\u0027");
    shown(&format!("curl '{url}{path}' -H 'Content-Type: application/json' -d '{body}'"))
}

fn shown(line: &str) -> Markup {
    html! { p.curl { code { (line) } } }
}
