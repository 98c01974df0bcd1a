//! [`Script`]: the replies that a test sets instead of the sandbox's own.

use std::collections::{HashMap, VecDeque};

use super::reply::Reply;
use crate::operation::Operation;

/// The replies by operation; those under `None` are for all operations.
#[derive(Default)]
pub(super) struct Script(HashMap<Option<Operation>, Queue>);

#[derive(Default)]
struct Queue {
    once: VecDeque<Reply>,
    always: Option<Reply>,
}

impl Script {
    pub(super) fn once(&mut self, operation: Option<Operation>, reply: Reply) {
        self.0.entry(operation).or_default().once.push_back(reply);
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
        queue.once.pop_front().or_else(|| queue.always.clone())
    }
}
