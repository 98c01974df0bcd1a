//! [`Script`]: the replies that a test sets instead of the sandbox's own.

use std::collections::{HashMap, VecDeque};

use super::reply::Reply;
use crate::operation::Operation;

/// The replies by operation; those under `None` are for all operations.
#[derive(Clone, Default)]
pub(super) struct Script(HashMap<Option<Operation>, Queue>);

#[derive(Clone, Default)]
struct Queue {
    /// Each with the number of requests that it is still for.
    counted: VecDeque<(Reply, u64)>,
    always: Option<Reply>,
}

impl Script {
    pub(super) fn times(&mut self, operation: Option<Operation>, times: u64, reply: Reply) {
        if times > 0 {
            self.0.entry(operation).or_default().counted.push_back((reply, times));
        }
    }

    pub(super) fn always(&mut self, operation: Option<Operation>, reply: Reply) {
        self.0.entry(operation).or_default().always = Some(reply);
    }

    /// Returns the next reply to a request for this operation; replies for one operation come first.
    pub(super) fn next(&mut self, operation: Option<Operation>) -> Option<Reply> {
        operation.and_then(|operation| self.take(Some(operation))).or_else(|| self.take(None))
    }

    fn take(&mut self, operation: Option<Operation>) -> Option<Reply> {
        let queue = self.0.get_mut(&operation)?;
        let Some((reply, left)) = queue.counted.front_mut() else { return queue.always.clone() };
        *left -= 1;
        if *left > 0 {
            return Some(reply.clone());
        }
        queue.counted.pop_front().map(|(reply, _)| reply)
    }

    /// Returns how many replies to an operation are counted, and whether one lasts.
    pub(super) fn waiting(&self, operation: Option<Operation>) -> (u64, bool) {
        self.0.get(&operation).map_or((0, false), |queue| {
            let counted = queue.counted.iter().fold(0_u64, |sum, (_, left)| sum.saturating_add(*left));
            (counted, queue.always.is_some())
        })
    }
}
