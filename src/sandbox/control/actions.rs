//! What the control API does.

use std::time::Duration;

use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::{Map, Value, json};

use super::contract::NONE;
use super::masking;
use crate::operation::Operation;
use crate::sandbox::app::App;
use crate::sandbox::body::field_error;
use crate::sandbox::lock::lock;
use crate::sandbox::plan::Plan;
use crate::sandbox::reply::Reply;
use crate::sandbox::scenario::Scenario;
use crate::sandbox::scenario::upcoming::Upcoming;
use crate::sandbox::session::{Closed, Decision, Ending};
use crate::sandbox::state::SandboxError;

/// How many sessions and requests are listed.
const MAX_LISTED: usize = 1_000;

/// Headers that belong to the connection: with them, a reply could not be read.
const CONNECTION_HEADERS: [&str; 6] =
    ["connection", "content-length", "keep-alive", "te", "transfer-encoding", "upgrade"];

/// A request that can't be done.
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) detail: Value,
}

impl Refusal {
    pub(super) fn invalid(field_errors: Vec<Value>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, detail: Value::Array(field_errors) }
    }

    fn field(loc: &[&str], message: &str) -> Self {
        let loc = ["body"].iter().chain(loc).map(|part| json!(part)).collect::<Vec<_>>();
        Self::invalid(vec![field_error(&loc, message, "value_error")])
    }
}

pub(super) fn sessions(app: &App) -> Value {
    let sessions = app.sessions.list().into_iter().take(MAX_LISTED);
    let sessions = sessions.map(|session| {
        json!({
            "id": session.id,
            "state": session.state,
            "documents": session.documents,
            "age_seconds": session.age.as_secs().min(i64::MAX.unsigned_abs()),
            "person": session.person,
            "scenario": session.scenario.map(Scenario::name),
        })
    });
    json!({ "sessions": sessions.collect::<Value>() })
}

pub(super) fn requests(app: &App) -> Value {
    let received = app.received();
    let requests =
        received.iter().rev().take(MAX_LISTED).map(|request| masking::request(&app.vendor, request));
    json!({ "requests": requests.collect::<Value>() })
}

pub(super) fn approve(app: &App, id: &str, body: &Value) -> Result<Value, Refusal> {
    let person = app.person(body["person"].as_str());
    let person = person.ok_or_else(|| Refusal::field(&["person"], "no person has this id"))?;
    let ending = if body["scenario"].is_string() { Ending::With(scenario(body)) } else { Ending::AsChosen };
    decide(app, id, Decision::Allow(person), ending)
}

pub(super) fn deny(app: &App, id: &str) -> Result<Value, Refusal> {
    decide(app, id, Decision::Deny, Ending::AsChosen)
}

fn decide(app: &App, id: &str, decision: Decision, ending: Ending) -> Result<Value, Refusal> {
    let redirect = app.sessions.decide(id, decision, ending).map_err(|closed| {
        let status = match closed {
            Closed::Unknown => StatusCode::NOT_FOUND,
            Closed::Expired | Closed::Abandoned | Closed::Decided(_) => StatusCode::CONFLICT,
        };
        Refusal { status, detail: json!(SandboxError::from(closed).to_string()) }
    })?;
    Ok(json!({ "redirect_url": redirect.location().unwrap_or_else(|| redirect.query()) }))
}

pub(super) fn clock(app: &App) -> Value {
    let now = app.sessions.clock().now().as_secs();
    json!({ "now": i64::try_from(now).unwrap_or(i64::MAX) })
}

pub(super) fn advance(app: &App, body: &Value) -> Value {
    let seconds = whole(body, "advance_seconds").unwrap_or_default();
    app.sessions.clock().advance(Duration::from_secs(seconds));
    clock(app)
}

pub(super) fn plan(app: &App) -> Value {
    json!({ "plan": lock(&app.limiter).plan.map_or(NONE, Plan::name) })
}

pub(super) fn choose_plan(app: &App, body: &Value) -> Value {
    lock(&app.limiter).plan = body["plan"].as_str().and_then(|name| name.parse().ok());
    plan(app)
}

pub(super) fn scenarios(app: &App) -> Value {
    let all = Scenario::ALL.map(|scenario| {
        json!({
            "name": scenario.name(),
            "description": scenario.description(),
            "evidence": scenario.evidence().name(),
        })
    });
    let upcoming = lock(app.sessions.upcoming());
    let next =
        upcoming.counted().map(|(scenario, times)| json!({ "scenario": scenario.name(), "times": times }));
    json!({
        "scenarios": all,
        "next": next.collect::<Value>(),
        "always": upcoming.lasting().map(Scenario::name),
    })
}

pub(super) fn choose_scenario(app: &App, body: &Value) -> Value {
    let times = times(body);
    {
        let mut upcoming = lock(app.sessions.upcoming());
        match (scenario(body), times) {
            (Some(scenario), Some(times)) => upcoming.times(times, scenario),
            (scenario, _) => *upcoming = Upcoming::always(scenario),
        }
    }
    scenarios(app)
}

pub(super) fn replies(app: &App) -> Value {
    let script = lock(&app.script);
    let operations = [None].into_iter().chain(Operation::ALL.iter().copied().map(Some));
    let replies = operations.map(|operation| {
        let (waiting, always) = script.waiting(operation);
        let waiting = waiting.min(i64::MAX.unsigned_abs());
        json!({ "operation": operation.map(Operation::id), "waiting": waiting, "always": always })
    });
    json!({ "replies": replies.collect::<Value>() })
}

pub(super) fn script(app: &App, body: &Value) -> Result<Value, Refusal> {
    let reply = reply(body)?;
    let name = body["operation"].as_str();
    let operation = Operation::ALL.iter().copied().find(|operation| Some(operation.id()) == name);
    match times(body) {
        Some(times) => lock(&app.script).times(operation, times, reply),
        None => lock(&app.script).always(operation, reply),
    }
    Ok(replies(app))
}

fn reply(body: &Value) -> Result<Reply, Refusal> {
    let status = whole(body, "status").and_then(|status| u16::try_from(status).ok()).unwrap_or(200);
    let status =
        StatusCode::from_u16(status).map_err(|_| Refusal::field(&["status"], "not an HTTP status"))?;
    let mut reply = match &body["body"] {
        Value::Null => Reply::new(status),
        Value::String(text) => Reply::new(status).body(text.clone()),
        value => Reply::json(status, value),
    };
    for (name, value) in body["headers"].as_object().unwrap_or(&Map::new()) {
        let wrong = |message| Refusal::field(&["headers", name], message);
        let header = HeaderName::try_from(name.as_str()).map_err(|_| wrong("not the name of a header"))?;
        if CONNECTION_HEADERS.contains(&header.as_str()) {
            return Err(wrong("is the sandbox's own"));
        }
        let value = HeaderValue::try_from(value.as_str().unwrap_or_default());
        reply = reply.replace_header(header, value.map_err(|_| wrong("not the value of a header"))?);
    }
    if let Some(delay) = whole(body, "delay_ms") {
        reply = reply.delay(Duration::from_millis(delay));
    }
    if let Some(bytes) = whole(body, "truncate") {
        reply = reply.truncate(usize::try_from(bytes).unwrap_or(usize::MAX));
    }
    Ok(if body["reset"] == true { reply.and_reset() } else { reply })
}

/// Returns how many times something is for; `None` if it is for always.
fn times(body: &Value) -> Option<u64> {
    (!body["times"].is_string()).then(|| whole(body, "times").unwrap_or(1))
}

fn scenario(body: &Value) -> Option<Scenario> {
    body["scenario"].as_str().and_then(|name| name.parse().ok())
}

/// Reads a whole number, also one that is written as 2.0.
fn whole(body: &Value, field: &str) -> Option<u64> {
    let number = &body[field];
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the schema bounds it")]
    number.as_u64().or_else(|| number.as_f64().map(|number| number as u64))
}
