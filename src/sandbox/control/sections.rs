//! The sections of the control page, each with its form.

use maud::{Markup, html};
use serde_json::Value;

use super::{actions, curl};
use crate::operation::Operation;
use crate::sandbox::app::App;
use crate::sandbox::html::endings;
use crate::sandbox::lock::lock;
use crate::sandbox::plan::Plan;
use crate::sandbox::scenario::Scenario;

/// The sections' ids and names, in order.
pub(super) const NAMES: [(&str, &str); 7] = [
    ("sessions", "Sessions"),
    ("scenario", "How sessions end"),
    ("clock", "Clock"),
    ("replies", "Scripted replies"),
    ("plan", "Rate limit"),
    ("requests", "Requests"),
    ("reset", "Reset"),
];

/// Renders a section around its content.
pub(super) fn section(id: &str, content: &Markup) -> Markup {
    let name = NAMES.iter().find(|(of, _)| *of == id).map_or("", |(_, name)| name);
    let heading = format!("{id}-heading");
    html! {
        section #(id) aria-labelledby=(heading) {
            h2 #(heading) { (name) }
            (content)
        }
    }
}

pub(super) fn scenario(app: &App) -> Markup {
    let chosen = actions::scenarios(app);
    let content = html! {
        p { (said_of_scenarios(&chosen)) }
        form method="post" action="/_sandbox/scenario" {
            div.fields {
                div.wide { label for="scenario-name" { "The sessions that follow end" } (endings("scenario-name", None)) }
                (times("scenario"))
            }
            button type="submit" { "Choose" }
        }
        (curl::post(app, "/_sandbox/scenario"))
        details {
            summary { "All scenarios, and how sure each is" }
            dl.scenarios {
                @for scenario in Scenario::ALL {
                    dt { code { (scenario) } " " span.evidence { (scenario.evidence()) } }
                    dd { (scenario.description()) }
                }
            }
            p.hint {
                "Stated: the vendor's reference says so. Inferred: a reading of several pages. Silent: a guess at what a "
                "client must survive."
            }
        }
    };
    section("scenario", &content)
}

fn said_of_scenarios(chosen: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut said = chosen["next"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|choice| format!("{} × {}", choice["times"], text(&choice["scenario"])))
        .collect::<Vec<_>>();
    said.push(match chosen["always"].as_str() {
        Some(scenario) => format!("{scenario}, always"),
        None => "well".to_owned(),
    });
    format!("Now: {}.", said.join(", then "))
}

/// Renders the fields for how often something happens.
fn times(section: &str) -> Markup {
    let (times, always) = (format!("{section}-times"), format!("{section}-always"));
    html! {
        div {
            label for=(times) { "How many times" }
            input #(times) type="number" name="times" min="1" max="1000000" placeholder="1";
        }
        div.check {
            input #(always) type="checkbox" name="times" value="always";
            label for=(always) { "Always" }
        }
    }
}

pub(super) fn clock(app: &App) -> Markup {
    let now = humantime::format_rfc3339_seconds(app.sessions.clock().time());
    let content = html! {
        p { "It is " time { (now) } ". Codes expire after ten minutes, links and access after an hour." }
        form method="post" action="/_sandbox/clock" {
            div.fields {
                div {
                    label for="clock-seconds" { "Seconds to move forward" }
                    input #clock-seconds type="number" name="advance_seconds" min="0" max="3153600000" value="3600" required;
                }
            }
            button type="submit" { "Advance" }
        }
        (curl::post(app, "/_sandbox/clock"))
    };
    section("clock", &content)
}

pub(super) fn replies(app: &App) -> Markup {
    let waiting = actions::replies(app);
    let waiting = waiting["replies"].as_array().into_iter().flatten();
    let waiting =
        waiting.filter(|entry| entry["waiting"] != 0 || entry["always"] == true).collect::<Vec<_>>();
    let content = html! {
        p { "What the next requests get in place of the sandbox's own response." }
        @if !waiting.is_empty() {
            ul.waiting {
                @for entry in waiting {
                    li {
                        code { (entry["operation"].as_str().unwrap_or("all operations")) }
                        ": " (entry["waiting"]) " waiting" @if entry["always"] == true { ", then one always" }
                    }
                }
            }
        }
        (reply_form())
        (curl::post(app, "/_sandbox/replies"))
    };
    section("replies", &content)
}

fn reply_form() -> Markup {
    html! {
        form method="post" action="/_sandbox/replies" {
            div.fields {
                div {
                    label for="reply-operation" { "Operation" }
                    select #reply-operation name="operation" {
                        option value="" { "All" }
                        @for operation in Operation::ALL { option value=(operation) { (operation) } }
                    }
                }
                div {
                    label for="reply-status" { "Status" }
                    input #reply-status type="number" name="status" min="200" max="599" placeholder="200";
                }
                div {
                    label for="reply-delay" { "Delay in milliseconds" }
                    input #reply-delay type="number" name="delay_ms" min="0" max="600000" placeholder="0";
                }
                div {
                    label for="reply-truncate" { "Cut after so many bytes" }
                    input #reply-truncate type="number" name="truncate" min="0" max="4194304" placeholder="never";
                }
                div.wide {
                    label for="reply-headers" { "Headers, one a line" }
                    textarea #reply-headers name="headers" rows="2" placeholder="Retry-After: 2" {}
                }
                div.wide {
                    label for="reply-body" { "Body" }
                    textarea #reply-body name="body" rows="3" placeholder=r#"{"detail": "Source Unavailable"}"# {}
                }
                (times("reply"))
                div.check {
                    input #reply-reset type="checkbox" name="reset" value="true";
                    label for="reply-reset" { "Reset the connection instead" }
                }
            }
            button type="submit" { "Script it" }
        }
    }
}

pub(super) fn plan(app: &App) -> Markup {
    let plan = lock(&app.limiter).plan;
    let content = html! {
        p { "The limit of one of the vendor's plans, over every second, minute and day." }
        form method="post" action="/_sandbox/plan" {
            div.fields {
                div.wide {
                    label for="plan-name" { "Plan" }
                    select #plan-name name="plan" {
                        option value="none" selected[plan.is_none()] { "No limit" }
                        @for each in Plan::ALL {
                            option value=(each) selected[plan == Some(each)] { (words(each)) }
                        }
                    }
                }
            }
            button type="submit" { "Set" }
        }
        (curl::post(app, "/_sandbox/plan"))
    };
    section("plan", &content)
}

fn words(plan: Plan) -> String {
    let limits = plan.rate_limit().windows().map(|(allowed, _)| allowed.to_string()).collect::<Vec<_>>();
    format!("{plan}: {} a second, minute, day", limits.join(", "))
}

pub(super) fn reset(app: &App) -> Markup {
    let content = html! {
        p { "Forgets sessions and requests. Clock, plan, scenario and scripted replies are as at the start." }
        form method="post" action="/_sandbox/reset" { button type="submit" { "Reset everything" } }
        (curl::post(app, "/_sandbox/reset"))
    };
    section("reset", &content)
}
