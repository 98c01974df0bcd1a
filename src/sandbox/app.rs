//! [`App`]: the state that the handlers share with the sandbox's owner.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use super::control::contract::ControlContract;
use super::lock::lock;
use super::people::{People, Profile};
use super::plan::{Limiter, Plan};
use super::received::Received;
use super::request_log::Listener;
use super::scenario::Scenario;
use super::scenario::upcoming::Upcoming;
use super::script::Script;
use super::state::Sessions;
use super::vendor::Vendor;

/// How many requests are kept: a sandbox may run for days.
const MAX_KEPT_REQUESTS: usize = 1_000;
/// How many bytes of their bodies are kept.
const MAX_KEPT_BYTES: usize = 16 * 1024 * 1024;

pub(super) struct App {
    pub(super) vendor: Vendor,
    pub(super) control: ControlContract,
    pub(super) people: People,
    pub(super) sessions: Sessions,
    pub(super) script: Mutex<Script>,
    pub(super) limiter: Mutex<Limiter>,
    pub(super) listener: Option<Listener>,
    received: Mutex<VecDeque<Received>>,
    /// As the sandbox was started.
    plan: Option<Plan>,
    scenario: Option<Scenario>,
    replies: Script,
}

/// What a sandbox is started with.
#[derive(Default)]
pub(super) struct StartOptions {
    pub(super) people: People,
    pub(super) plan: Option<Plan>,
    pub(super) scenario: Option<Scenario>,
    pub(super) replies: Script,
    pub(super) listener: Option<Listener>,
}

impl App {
    pub(super) fn new(base_url: String, options: StartOptions) -> Result<Self, String> {
        let StartOptions { people, plan, scenario, replies, listener } = options;
        let app = Self {
            vendor: Vendor::new(base_url)?,
            control: ControlContract::new(&people)?,
            people,
            sessions: Sessions::new(Upcoming::always(scenario)),
            script: Mutex::new(replies.clone()),
            limiter: Mutex::default(),
            listener,
            received: Mutex::default(),
            plan,
            scenario,
            replies,
        };
        lock(&app.limiter).plan = plan;
        Ok(app)
    }

    /// Forgets sessions, requests and what was counted; the clock, the plan, the scenario and the scripted replies are as
    /// at the start.
    pub(super) fn reset(&self) {
        self.sessions.clear();
        self.sessions.clock().reset();
        *lock(self.sessions.upcoming()) = Upcoming::always(self.scenario);
        *lock(&self.script) = self.replies.clone();
        *lock(&self.limiter) = Limiter::default();
        lock(&self.limiter).plan = self.plan;
        lock(&self.received).clear();
    }

    /// Returns the person of this id, or the first one if none is named.
    pub(super) fn person(&self, id: Option<&str>) -> Option<Arc<Profile>> {
        match id {
            Some(id) => self.people.by_id(id),
            None => self.people.first(),
        }
    }

    pub(super) fn received(&self) -> Vec<Received> {
        lock(&self.received).iter().cloned().collect()
    }

    pub(super) fn record(&self, request: Received) {
        let mut received = lock(&self.received);
        received.push_back(request);
        let mut bytes = received.iter().fold(0_usize, |sum, request| sum.saturating_add(request.body.len()));
        while received.len() > MAX_KEPT_REQUESTS || (bytes > MAX_KEPT_BYTES && received.len() > 1) {
            bytes -= received.pop_front().map_or(0, |oldest| oldest.body.len());
        }
    }
}
