//! [`Coverage`]: what was checked, what was not, and which documented responses were exercised.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use crate::schema::describe::counted;

/// Counts what was checked and what was not, and lists which documented responses were exercised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    documented: Arc<Vec<(String, String)>>,
    /// Positions in the documented responses.
    exercised: BTreeSet<usize>,
    messages: usize,
    skipped: usize,
    handshakes: usize,
    bodies_not_recorded: usize,
    without_response: usize,
    refused_requests: usize,
}

impl Coverage {
    pub(crate) fn of(documented: Arc<Vec<(String, String)>>) -> Self {
        Self { documented, ..Self::default() }
    }

    /// Notes that a message exercised the documented response at this position.
    pub(crate) fn exercise(&mut self, position: usize) {
        self.exercised.insert(position);
    }

    pub(crate) fn count(&mut self) {
        self.messages += 1;
    }

    pub(crate) fn skip(&mut self) {
        self.skipped += 1;
    }

    pub(crate) fn skip_handshake(&mut self) {
        self.handshakes += 1;
    }

    pub(crate) fn miss_body(&mut self) {
        self.bodies_not_recorded += 1;
    }

    pub(crate) fn miss_response(&mut self) {
        self.without_response += 1;
    }

    pub(crate) fn skip_refused_request(&mut self) {
        self.refused_requests += 1;
    }

    /// Returns every documented response: the operation, and the status as documented.
    pub fn documented(&self) -> impl Iterator<Item = (&str, &str)> {
        self.documented.iter().map(|(operation, status)| (operation.as_str(), status.as_str()))
    }

    /// Returns the documented responses that no message exercised. A response whose body was not recorded does not
    /// exercise one, unless it has no body by the document or by HTTP.
    pub fn missing(&self) -> impl Iterator<Item = (&str, &str)> {
        let missing =
            self.documented().enumerate().filter(|(position, _)| !self.exercised.contains(position));
        missing.map(|(_, pair)| pair)
    }

    /// Returns the number of checked messages. A request and its response count as two.
    pub fn messages(&self) -> usize {
        self.messages
    }

    /// Returns the number of exchanges that were skipped because they were with other hosts.
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    /// Returns the number of CORS preflights, protocol upgrades and tunnels that were skipped because they are not in
    /// the document.
    pub fn handshakes(&self) -> usize {
        self.handshakes
    }

    /// Returns the number of checked messages whose documented body was not recorded.
    pub fn bodies_not_recorded(&self) -> usize {
        self.bodies_not_recorded
    }

    /// Returns the number of exchanges without a response. Their requests were checked.
    pub fn without_response(&self) -> usize {
        self.without_response
    }

    /// Returns the number of requests that were not checked because their response has a status 4xx.
    pub fn refused_requests(&self) -> usize {
        self.refused_requests
    }

    pub(crate) fn merge(&mut self, other: Self) {
        if Arc::ptr_eq(&self.documented, &other.documented) {
            self.exercised.extend(other.exercised);
        } else {
            self.merge_documented(&other);
        }
        self.messages += other.messages;
        self.skipped += other.skipped;
        self.handshakes += other.handshakes;
        self.bodies_not_recorded += other.bodies_not_recorded;
        self.without_response += other.without_response;
        self.refused_requests += other.refused_requests;
    }

    /// Adds the responses of another document.
    fn merge_documented(&mut self, other: &Self) {
        let documented = Arc::make_mut(&mut self.documented);
        for (position, pair) in other.documented.iter().enumerate() {
            let known = documented.iter().position(|known| known == pair);
            let own = known.unwrap_or_else(|| {
                documented.push(pair.clone());
                documented.len() - 1
            });
            if other.exercised.contains(&position) {
                self.exercised.insert(own);
            }
        }
    }
}

impl fmt::Display for Coverage {
    /// Writes the counts in one line. Leaves out counts of 0, except for the checked messages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (missing, documented) = (self.missing().count(), self.documented.len());
        let messages = counted(self.messages, "message");
        write!(
            f,
            "{messages} checked, {} of {documented} documented responses exercised",
            documented - missing
        )?;
        for (count, what, rest) in [
            (self.skipped, "exchange", "with other hosts skipped"),
            (self.handshakes, "handshake", "(preflights, upgrades, tunnels) skipped"),
            (self.bodies_not_recorded, "message", "whose body was not recorded"),
            (self.without_response, "exchange", "without a response"),
            (self.refused_requests, "refused request", "not checked"),
        ] {
            if count > 0 {
                write!(f, ", {} {rest}", counted(count, what))?;
            }
        }
        Ok(())
    }
}
