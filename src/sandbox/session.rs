//! [`Session`]: one session, from the request of an application to the end of access.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use url::Url;

use super::document::Document;
use super::people::Profile;
use super::redirect::{ConsentRedirect, destination};
use super::scenario::Scenario;

/// How long a session waits for a person's decision.
const MAX_DECISION_TIME: Duration = Duration::from_secs(60 * 60);
/// How long a code can be exchanged.
const MAX_CODE_AGE: Duration = Duration::from_secs(10 * 60);
/// How long documents can be fetched once the code is exchanged.
pub(super) const MAX_ACCESS_AGE: Duration = Duration::from_secs(60 * 60);

pub(super) struct Session {
    pub(super) request: ConsentRequest,
    pub(super) started: Duration,
    pub(super) scenario: Option<Scenario>,
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
    Abandoned,
    Denied,
    Granted { person: Arc<Profile>, code: String, at: Duration },
    Exchanged { person: Arc<Profile>, code: String, at: Duration },
}

/// The decision of a person on the consent page.
#[derive(Clone)]
pub(super) enum Decision {
    Allow(Arc<Profile>),
    Deny,
}

/// How a session ends.
#[derive(Clone, Copy)]
pub(super) enum Ending {
    /// As it was chosen when the session started.
    AsChosen,
    /// As the person has chosen on the consent page; `None` is well.
    With(Option<Scenario>),
}

/// The documents that may be fetched, and their owner.
pub(super) struct Access {
    pub(super) person: Arc<Profile>,
    pub(super) documents: Vec<Document>,
    pub(super) has_eaadhaar: bool,
}

/// Says why nothing can be decided.
pub(super) enum Closed {
    Unknown,
    Expired,
    Abandoned,
    /// The earlier decision, which the browser can still continue with.
    Decided(ConsentRedirect),
}

impl Session {
    /// Starts a session for a valid request.
    pub(super) fn start(request: &Value, scenario: Option<Scenario>, now: Duration) -> Self {
        Self { request: ConsentRequest::of(request), started: now, scenario, state: State::Started }
    }

    /// Returns an error unless the session still waits for a decision.
    pub(super) fn check(&self, id: &str, now: Duration) -> Result<(), Closed> {
        match self.redirect(id) {
            Some(redirect) => Err(Closed::Decided(redirect)),
            None if matches!(self.state, State::Abandoned) => Err(Closed::Abandoned),
            None if self.is_expired(now) => Err(Closed::Expired),
            None => Ok(()),
        }
    }

    fn is_expired(&self, now: Duration) -> bool {
        self.scenario == Some(Scenario::LinkExpired) || now >= self.started.saturating_add(MAX_DECISION_TIME)
    }

    /// Records a person's decision, with the code of a consent. The same one again, by a double click or the back button,
    /// returns the same redirect.
    pub(super) fn decide(
        &mut self,
        id: &str,
        decision: Decision,
        ending: Ending,
        code: String,
        now: Duration,
    ) -> Result<ConsentRedirect, Closed> {
        let scenario = match ending {
            Ending::AsChosen => self.scenario,
            Ending::With(scenario) => scenario,
        };
        let is_denied = scenario == Some(Scenario::Denied);
        let decision = if is_denied { Decision::Deny } else { decision };
        if !self.is_decided(&decision) {
            self.check(id, now)?;
            self.scenario = scenario;
            if scenario == Some(Scenario::Abandoned) {
                self.state = State::Abandoned;
            }
            self.check(id, now)?;
            self.state = match decision {
                Decision::Allow(person) => State::Granted { person, code, at: now },
                Decision::Deny => State::Denied,
            };
        }
        self.redirect(id).ok_or(Closed::Unknown)
    }

    /// Whether this is the decision that was made.
    fn is_decided(&self, decision: &Decision) -> bool {
        match (&self.state, decision) {
            (State::Denied, Decision::Deny) => true,
            (State::Granted { person, .. } | State::Exchanged { person, .. }, Decision::Allow(other)) => {
                person.id == other.id
            }
            _ => false,
        }
    }

    /// Returns the redirect of a decided session, also if the code is used up: the application knows what happened to
    /// it.
    pub(super) fn redirect(&self, id: &str) -> Option<ConsentRedirect> {
        let (destination, id) = (self.request.destination.clone(), id.to_owned());
        match &self.state {
            State::Started | State::Abandoned => None,
            State::Denied => Some(ConsentRedirect::denied(destination, id)),
            State::Granted { code, .. } | State::Exchanged { code, .. } => {
                Some(ConsentRedirect::granted(destination, code.clone(), id))
            }
        }
    }

    /// Exchanges a code, once.
    pub(super) fn exchange(&mut self, given: &str, now: Duration) -> Option<Access> {
        if matches!(self.scenario, Some(Scenario::CodeUsedTwice | Scenario::CodeExpired)) {
            return None;
        }
        match &self.state {
            State::Granted { person, code, at } if code == given && now < at.saturating_add(MAX_CODE_AGE) => {
                let access = self.access_of(person);
                self.state = State::Exchanged { person: Arc::clone(person), code: code.clone(), at: now };
                Some(access)
            }
            _ => None,
        }
    }

    /// Returns the documents that may be fetched, once the code is exchanged.
    pub(super) fn access(&self, now: Duration) -> Option<Access> {
        match &self.state {
            State::Exchanged { person, at, .. } if !self.is_ended(*at, now) => Some(self.access_of(person)),
            _ => None,
        }
    }

    fn is_ended(&self, exchanged: Duration, now: Duration) -> bool {
        self.scenario == Some(Scenario::AccessEnded) || now >= exchanged.saturating_add(MAX_ACCESS_AGE)
    }

    fn access_of(&self, person: &Arc<Profile>) -> Access {
        let is_requested =
            |document: &Document| self.request.documents.iter().any(|it| it == document.name());
        let mut owned = person.documents.clone();
        match self.scenario {
            Some(Scenario::AadhaarNotLinked) => owned.retain(|document| *document != Document::Aadhaar),
            Some(Scenario::EmptyDigilocker) => owned.clear(),
            Some(Scenario::DocumentMissing) => {
                let last = owned.iter().rposition(is_requested);
                last.map(|place| owned.remove(place));
            }
            _ => {}
        }
        let has_eaadhaar = owned.contains(&Document::Aadhaar);
        owned.retain(is_requested);
        Access { person: Arc::clone(person), documents: owned, has_eaadhaar }
    }

    /// Returns a word for what has become of the session.
    pub(super) fn state(&self, now: Duration) -> &'static str {
        match &self.state {
            State::Started if self.is_expired(now) => "expired",
            State::Started => "waiting",
            State::Abandoned => "abandoned",
            State::Denied => "denied",
            State::Granted { at, .. } if now >= at.saturating_add(MAX_CODE_AGE) => "code-expired",
            State::Granted { .. } => "granted",
            State::Exchanged { at, .. } if self.is_ended(*at, now) => "access-ended",
            State::Exchanged { .. } => "exchanged",
        }
    }

    /// Returns the person who gave consent.
    pub(super) fn person(&self) -> Option<&Arc<Profile>> {
        match &self.state {
            State::Started | State::Abandoned | State::Denied => None,
            State::Granted { person, .. } | State::Exchanged { person, .. } => Some(person),
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
