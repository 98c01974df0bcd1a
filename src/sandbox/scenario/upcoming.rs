//! [`Upcoming`]: the scenarios of the sessions that follow.

use std::collections::VecDeque;

use super::Scenario;

/// Chosen for a number of sessions, one after the other, and then for all.
#[derive(Clone, Default)]
pub(crate) struct Upcoming {
    counted: VecDeque<(Scenario, u64)>,
    lasting: Option<Scenario>,
}

impl Upcoming {
    pub(crate) fn always(scenario: Option<Scenario>) -> Self {
        Self { counted: VecDeque::new(), lasting: scenario }
    }

    pub(crate) fn times(&mut self, times: u64, scenario: Scenario) {
        if times > 0 {
            self.counted.push_back((scenario, times));
        }
    }

    /// Returns the scenario of the next session, and counts that session.
    pub(crate) fn take(&mut self) -> Option<Scenario> {
        let Some((scenario, left)) = self.counted.front_mut() else { return self.lasting };
        let scenario = *scenario;
        *left -= 1;
        if *left == 0 {
            self.counted.pop_front();
        }
        Some(scenario)
    }

    /// Returns the scenarios that are counted, and how many sessions each is for.
    pub(crate) fn counted(&self) -> impl Iterator<Item = (Scenario, u64)> {
        self.counted.iter().copied()
    }

    pub(crate) fn lasting(&self) -> Option<Scenario> {
        self.lasting
    }
}
