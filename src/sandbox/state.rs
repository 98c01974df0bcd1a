//! [`Sessions`]: the requests of applications, the decisions of people, and the access that follows.

use std::collections::HashMap;
use std::fmt;
use std::sync::Mutex;
use std::time::Duration;

use serde_json::Value;
use url::Url;

use super::clock::Clock;
use super::document::Document;
use super::lock::lock;
use super::people::Person;
use super::redirect::{ConsentRedirect, destination};

/// How long a session waits for a person's decision.
const MAX_DECISION_TIME: Duration = Duration::from_secs(60 * 60);
/// How long a code can be exchanged.
const MAX_CODE_AGE: Duration = Duration::from_secs(10 * 60);
/// How long documents can be fetched once the code is exchanged.
pub(super) const MAX_ACCESS_AGE: Duration = Duration::from_secs(60 * 60);

/// How long a session is kept.
const MAX_SESSION_AGE: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) struct Sessions {
    clock: Clock,
    sessions: Mutex<HashMap<String, Session>>,
}

struct Session {
    request: ConsentRequest,
    started: Duration,
    state: State,
}

/// The request of an application.
#[derive(Clone)]
pub(super) struct ConsentRequest {
    pub(super) purpose: String,
    pub(super) destination: Option<Url>,
    pub(super) documents: Vec<String>,
}

enum State {
    Started,
    Denied,
    Granted { person: Person, code: String, at: Duration },
    Exchanged { person: Person, code: String, at: Duration },
}

/// The decision of a person on the consent page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    Allow(Person),
    Deny,
}

/// The documents that may be fetched, and their owner.
pub(super) struct Access {
    pub(super) person: Person,
    pub(super) documents: Vec<Document>,
}

/// Says why nothing can be decided.
pub(super) enum Closed {
    Unknown,
    Expired,
    /// The earlier decision, which the browser can still continue with.
    Decided(ConsentRedirect),
}

impl Sessions {
    pub(super) fn new() -> Self {
        Self { clock: Clock::start(), sessions: Mutex::default() }
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Starts a session for a valid request, and returns its id.
    pub(super) fn start(&self, request: &Value) -> String {
        let id = random_id();
        let session = Session {
            request: ConsentRequest::of(request),
            started: self.clock.now(),
            state: State::Started,
        };
        let mut sessions = lock(&self.sessions);
        let now = session.started;
        sessions.retain(|_, session| now < session.started.saturating_add(MAX_SESSION_AGE));
        sessions.insert(id.clone(), session);
        id
    }

    /// Returns the request that a person decides on.
    pub(super) fn open(&self, id: &str) -> Result<ConsentRequest, Closed> {
        let now = self.clock.now();
        let sessions = lock(&self.sessions);
        let session = sessions.get(id).ok_or(Closed::Unknown)?;
        session.check(id, now)?;
        Ok(session.request.clone())
    }

    /// Records a person's decision. The same one again, by a double click or the back button, returns the same
    /// redirect.
    pub(super) fn decide(&self, id: &str, decision: Decision) -> Result<ConsentRedirect, Closed> {
        let now = self.clock.now();
        let mut sessions = lock(&self.sessions);
        let session = sessions.get_mut(id).ok_or(Closed::Unknown)?;
        if session.decision() != Some(decision) {
            session.check(id, now)?;
            session.state = match decision {
                Decision::Allow(person) => State::Granted { person, code: random_id(), at: now },
                Decision::Deny => State::Denied,
            };
        }
        session.redirect(id).ok_or(Closed::Unknown)
    }

    /// Exchanges a code, once.
    pub(super) fn exchange(&self, id: &str, given: &str) -> Option<Access> {
        let now = self.clock.now();
        let mut sessions = lock(&self.sessions);
        let session = sessions.get_mut(id)?;
        match &session.state {
            State::Granted { person, code, at } if code == given && now < at.saturating_add(MAX_CODE_AGE) => {
                session.state = State::Exchanged { person: *person, code: code.clone(), at: now };
                session.access(now)
            }
            _ => None,
        }
    }

    /// Returns the documents that may be fetched, once the code is exchanged.
    pub(super) fn access(&self, id: &str) -> Option<Access> {
        lock(&self.sessions).get(id)?.access(self.clock.now())
    }
}

impl Session {
    /// Returns an error unless the session still waits for a decision.
    fn check(&self, id: &str, now: Duration) -> Result<(), Closed> {
        match self.redirect(id) {
            Some(redirect) => Err(Closed::Decided(redirect)),
            None if now < self.started.saturating_add(MAX_DECISION_TIME) => Ok(()),
            None => Err(Closed::Expired),
        }
    }

    fn decision(&self) -> Option<Decision> {
        match self.state {
            State::Started => None,
            State::Denied => Some(Decision::Deny),
            State::Granted { person, .. } | State::Exchanged { person, .. } => Some(Decision::Allow(person)),
        }
    }

    /// Returns the redirect of a decided session, also if the code is used up: the application knows what happened to
    /// it.
    fn redirect(&self, id: &str) -> Option<ConsentRedirect> {
        let (destination, id) = (self.request.destination.clone(), id.to_owned());
        match &self.state {
            State::Started => None,
            State::Denied => Some(ConsentRedirect::denied(destination, id)),
            State::Granted { code, .. } | State::Exchanged { code, .. } => {
                Some(ConsentRedirect::granted(destination, code.clone(), id))
            }
        }
    }

    fn access(&self, now: Duration) -> Option<Access> {
        match self.state {
            State::Exchanged { person, at, .. } if now < at.saturating_add(MAX_ACCESS_AGE) => {
                let is_requested =
                    |document: &Document| self.request.documents.iter().any(|it| it == document.name());
                let documents = person.documents().iter().copied().filter(is_requested).collect();
                Some(Access { person, documents })
            }
            _ => None,
        }
    }
}

impl ConsentRequest {
    fn of(request: &Value) -> Self {
        let mut documents = Vec::new();
        for name in request["doc_types"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !documents.iter().any(|it| it == name) {
                documents.push(name.to_owned());
            }
        }
        if documents.is_empty() {
            documents.extend(Document::ALL.map(|document| document.name().to_owned()));
        }
        Self {
            purpose: request["purpose"].as_str().unwrap_or_default().to_owned(),
            destination: request["redirect_url"].as_str().and_then(destination),
            documents,
        }
    }
}

/// Returns an id that looks like the sample's transaction id.
pub(super) fn random_id() -> String {
    format!("{:032x}", fastrand::u128(..))
}

/// Says why [`Sandbox::approve`](super::Sandbox::approve) or [`Sandbox::deny`](super::Sandbox::deny) did nothing (feature
/// `sandbox`): the sandbox does not know the session, the other decision was already made, or the session has expired.
#[derive(Debug)]
pub struct SandboxError(&'static str);

impl From<Closed> for SandboxError {
    fn from(closed: Closed) -> Self {
        Self(match closed {
            Closed::Unknown => "the sandbox does not know this session",
            Closed::Expired => "the session has expired without a decision",
            Closed::Decided(_) => "the session has already been decided otherwise",
        })
    }
}

impl fmt::Display for SandboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for SandboxError {}
