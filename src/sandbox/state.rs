//! The sessions: what an application asked for, what a person decided, and what may be fetched by now.

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
const UNANSWERED: Duration = Duration::from_secs(60 * 60);
/// How long a code can be exchanged.
const CODE: Duration = Duration::from_secs(10 * 60);
/// How long documents can be fetched once the code is exchanged.
pub(super) const ACCESS: Duration = Duration::from_secs(60 * 60);

/// How long anything is known of a session.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) struct Sessions {
    clock: Clock,
    sessions: Mutex<HashMap<String, Session>>,
}

struct Session {
    asked: Asked,
    started: Duration,
    state: State,
}

/// What an application asked for.
#[derive(Clone)]
pub(super) struct Asked {
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

/// What a person decided on the consent page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    Allow(Person),
    Deny,
}

/// Whose documents may be fetched, and which.
pub(super) struct Access {
    pub(super) person: Person,
    pub(super) documents: Vec<Document>,
}

/// Why nothing can be decided.
pub(super) enum Closed {
    Unknown,
    Expired,
    /// The browser can still go on with what was decided before.
    Answered(ConsentRedirect),
}

impl Sessions {
    pub(super) fn new() -> Self {
        Self { clock: Clock::start(), sessions: Mutex::default() }
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Starts a session by a valid request, and gives its id.
    pub(super) fn start(&self, request: &Value) -> String {
        let id = random_id();
        let session = Session { asked: Asked::by(request), started: self.clock.now(), state: State::Started };
        let mut sessions = lock(&self.sessions);
        let now = session.started;
        sessions.retain(|_, session| now < session.started.saturating_add(KEPT));
        sessions.insert(id.clone(), session);
        id
    }

    /// What a person is asked for.
    pub(super) fn open(&self, id: &str) -> Result<Asked, Closed> {
        let now = self.clock.now();
        let sessions = lock(&self.sessions);
        let session = sessions.get(id).ok_or(Closed::Unknown)?;
        session.check(id, now)?;
        Ok(session.asked.clone())
    }

    /// Takes a person's decision. The same one again, by a double click or the back button, leads to the same place.
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
            State::Granted { person, code, at } if code == given && now < at.saturating_add(CODE) => {
                session.state = State::Exchanged { person: *person, code: code.clone(), at: now };
                session.access(now)
            }
            _ => None,
        }
    }

    /// What may be fetched, once the code is exchanged.
    pub(super) fn access(&self, id: &str) -> Option<Access> {
        lock(&self.sessions).get(id)?.access(self.clock.now())
    }
}

impl Session {
    /// Whether it still waits for a decision.
    fn check(&self, id: &str, now: Duration) -> Result<(), Closed> {
        match self.redirect(id) {
            Some(redirect) => Err(Closed::Answered(redirect)),
            None if now < self.started.saturating_add(UNANSWERED) => Ok(()),
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

    /// Where a browser goes that has decided, also when the code is used up: who asked knows what became of it.
    fn redirect(&self, id: &str) -> Option<ConsentRedirect> {
        let (destination, id) = (self.asked.destination.clone(), id.to_owned());
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
            State::Exchanged { person, at, .. } if now < at.saturating_add(ACCESS) => {
                let asked = |document: &Document| self.asked.documents.iter().any(|it| it == document.name());
                let documents = person.documents().iter().copied().filter(asked).collect();
                Some(Access { person, documents })
            }
            _ => None,
        }
    }
}

impl Asked {
    fn by(request: &Value) -> Self {
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

/// Looks like the sample's transaction id.
pub(super) fn random_id() -> String {
    format!("{:032x}", fastrand::u128(..))
}

/// Why [`Sandbox::approve`](super::Sandbox::approve) or [`Sandbox::deny`](super::Sandbox::deny) did nothing: the
/// sandbox does not know the session, or it has been answered otherwise, or it has expired.
#[derive(Debug)]
pub struct SandboxError(&'static str);

impl From<Closed> for SandboxError {
    fn from(closed: Closed) -> Self {
        Self(match closed {
            Closed::Unknown => "the sandbox does not know this session",
            Closed::Expired => "the session has expired without an answer",
            Closed::Answered(_) => "the session has already been answered",
        })
    }
}

impl fmt::Display for SandboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for SandboxError {}
