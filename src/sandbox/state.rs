//! [`Sessions`]: the sessions of a sandbox, and the scenarios of those that follow.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;

use super::clock::Clock;
use super::lock::lock;
use super::redirect::ConsentRedirect;
use super::scenario::Scenario;
use super::scenario::upcoming::Upcoming;
use super::session::{Access, Closed, ConsentRequest, Decision, Ending, Session};

/// How long a session is kept.
const MAX_SESSION_AGE: Duration = Duration::from_secs(24 * 60 * 60);
/// How many sessions are kept: a sandbox may run for days.
const MAX_SESSIONS: usize = 10_000;

pub(super) struct Sessions {
    clock: Arc<Clock>,
    kept: Mutex<Kept>,
    upcoming: Mutex<Upcoming>,
}

#[derive(Default)]
struct Kept {
    sessions: HashMap<String, Session>,
    /// The ids, the oldest first.
    order: VecDeque<String>,
}

/// What the control API tells of a session. It does not hold the purpose.
pub(super) struct SessionEntry {
    pub(super) id: String,
    pub(super) state: &'static str,
    pub(super) documents: Vec<String>,
    pub(super) age: Duration,
    pub(super) person: Option<String>,
    pub(super) scenario: Option<Scenario>,
    pub(super) redirect: Option<ConsentRedirect>,
}

impl Sessions {
    pub(super) fn new(upcoming: Upcoming) -> Self {
        Self { clock: Arc::new(Clock::start()), kept: Mutex::default(), upcoming: Mutex::new(upcoming) }
    }

    pub(super) fn clock(&self) -> &Arc<Clock> {
        &self.clock
    }

    pub(super) fn upcoming(&self) -> &Mutex<Upcoming> {
        &self.upcoming
    }

    /// Starts a session for a valid request, and returns its id.
    pub(super) fn start(&self, request: &Value, scenario: Option<Scenario>) -> String {
        let id = random_id();
        let now = self.clock.now();
        let mut kept = lock(&self.kept);
        kept.forget_old(now);
        kept.sessions.insert(id.clone(), Session::start(request, scenario, now));
        kept.order.push_back(id.clone());
        id
    }

    /// Returns the request that a person decides on, and how the session ends.
    pub(super) fn open(&self, id: &str) -> Result<(ConsentRequest, Option<Scenario>), Closed> {
        let now = self.clock.now();
        let kept = lock(&self.kept);
        let session = kept.sessions.get(id).ok_or(Closed::Unknown)?;
        session.check(id, now)?;
        Ok((session.request.clone(), session.scenario))
    }

    /// Records a person's decision, and how the session ends where a person has chosen that.
    pub(super) fn decide(
        &self,
        id: &str,
        decision: Decision,
        ending: Ending,
    ) -> Result<ConsentRedirect, Closed> {
        let now = self.clock.now();
        let mut kept = lock(&self.kept);
        let session = kept.sessions.get_mut(id).ok_or(Closed::Unknown)?;
        session.decide(id, decision, ending, random_id(), now)
    }

    /// Exchanges a code, once.
    pub(super) fn exchange(&self, id: &str, given: &str) -> Option<Access> {
        lock(&self.kept).sessions.get_mut(id)?.exchange(given, self.clock.now())
    }

    /// Returns the documents that may be fetched, once the code is exchanged.
    pub(super) fn access(&self, id: &str) -> Option<Access> {
        lock(&self.kept).sessions.get(id)?.access(self.clock.now())
    }

    pub(super) fn scenario(&self, id: &str) -> Option<Scenario> {
        lock(&self.kept).sessions.get(id)?.scenario
    }

    /// Returns all sessions, the newest first.
    pub(super) fn list(&self) -> Vec<SessionEntry> {
        let now = self.clock.now();
        let kept = lock(&self.kept);
        let listed = kept.order.iter().rev();
        let entry = |id: &String| {
            let session = kept.sessions.get(id)?;
            Some(SessionEntry {
                id: id.clone(),
                state: session.state(now),
                documents: session.request.documents.clone(),
                age: now.saturating_sub(session.started),
                person: session.person().map(|person| person.id.clone()),
                scenario: session.scenario,
                redirect: session.redirect(id),
            })
        };
        listed.filter_map(entry).collect()
    }

    /// Forgets all sessions.
    pub(super) fn clear(&self) {
        *lock(&self.kept) = Kept::default();
    }
}

impl Kept {
    fn forget_old(&mut self, now: Duration) {
        while let Some(oldest) = self.order.front() {
            let is_old = |session: &Session| now >= session.started.saturating_add(MAX_SESSION_AGE);
            if self.order.len() < MAX_SESSIONS && !self.sessions.get(oldest).is_none_or(is_old) {
                break;
            }
            self.sessions.remove(oldest);
            self.order.pop_front();
        }
    }
}

/// Returns an id that looks like the sample's transaction id.
pub(super) fn random_id() -> String {
    format!("{:032x}", fastrand::u128(..))
}

/// Says why [`Sandbox::approve`](super::Sandbox::approve) or [`Sandbox::deny`](super::Sandbox::deny) did nothing (feature
/// `sandbox`): the sandbox does not know the session or the person, the other decision was already made, the session has expired, or its
/// [`Scenario`] is that the person never comes back.
#[derive(Debug)]
pub struct SandboxError(&'static str);

impl SandboxError {
    pub(super) const UNKNOWN_PERSON: Self = Self("the sandbox knows no such person");
}

impl From<Closed> for SandboxError {
    fn from(closed: Closed) -> Self {
        Self(match closed {
            Closed::Unknown => "the sandbox does not know this session",
            Closed::Expired => "the session has expired without a decision",
            Closed::Abandoned => "the person has left the consent page, and does not come back",
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
