//! [`SandboxBuilder`]: the options with which a sandbox starts.

use std::fmt;
use std::sync::Arc;

use super::app::StartOptions;
use super::people::People;
use super::plan::Plan;
use super::reply::Reply;
use super::request_log::{Listener, RequestLog};
use super::scenario::Scenario;
use crate::operation::Operation;

/// Sets the options of a sandbox, and starts it (feature `sandbox`).
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use deepvue_digilocker::sandbox::{People, Plan, Sandbox, Scenario};
///
/// let people = People::from_json(r#"{"people": [{"id": "meera", "name": "Meera Example"}]}"#)?;
/// let sandbox = Sandbox::builder()
///     .people(people)
///     .plan(Plan::Business)
///     .scenario(Scenario::EmptyDigilocker)
///     .on_request(|request| println!("{request}"))
///     .start()
///     .await?;
/// # drop(sandbox);
/// # Ok(()) }
/// ```
#[derive(Default)]
#[must_use = "a builder does nothing until it is started"]
pub struct SandboxBuilder {
    pub(super) port: u16,
    pub(super) options: StartOptions,
}

impl SandboxBuilder {
    /// Sets the port of 127.0.0.1; without it, or with 0, a free one is chosen.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the people who can give consent, instead of [`Person::ALL`](super::Person::ALL).
    pub fn people(mut self, people: People) -> Self {
        self.options.people = people;
        self
    }

    /// Sets the plan whose rate limit holds; without it there is no limit.
    pub fn plan(mut self, plan: impl Into<Option<Plan>>) -> Self {
        self.options.plan = plan.into();
        self
    }

    /// Sets how every session ends, unless something else is chosen later.
    pub fn scenario(mut self, scenario: impl Into<Option<Scenario>>) -> Self {
        self.options.scenario = scenario.into();
        self
    }

    /// Sends `reply` to every request for `operation`, as [`Sandbox::reply_always_to`](super::Sandbox::reply_always_to) does,
    /// and again after a [`reset`](super::Sandbox::reset).
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use deepvue_digilocker::Operation;
    /// use deepvue_digilocker::sandbox::{Reply, Sandbox};
    ///
    /// let sandbox = Sandbox::builder().reply_always_to(Operation::FetchFile, Reply::reset()).start().await?;
    /// # drop(sandbox);
    /// # Ok(()) }
    /// ```
    pub fn reply_always_to(mut self, operation: Operation, reply: Reply) -> Self {
        self.options.replies.always(Some(operation), reply);
        self
    }

    /// Calls `listener` at the end of every request, except those for pages and for the control API.
    pub fn on_request(mut self, listener: impl Fn(&RequestLog) + Send + Sync + 'static) -> Self {
        self.options.listener = Some(Listener(Arc::new(listener)));
        self
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("port", &self.port)
            .field("people", &self.options.people)
            .field("plan", &self.options.plan)
            .field("scenario", &self.options.scenario)
            .finish_non_exhaustive()
    }
}
