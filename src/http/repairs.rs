//! [`Repairs`]: the changes made to a body, and the reader's position in it.

use std::fmt;

use crate::pointer::child;
use crate::table::Shape;

/// How many values of a body may be wrong. A customer has about a hundred documents with a dozen properties each.
const MAX_REPAIRS: usize = 10_000;
/// How many of them a warning names.
const MAX_NAMED: usize = 20;

/// The member of a success that holds its result.
const PAYLOAD: &str = "data";
/// The member that holds the outcome as a word.
const SUB_CODE: &str = "sub_code";

/// The changes made to a body: places and types, never a value.
#[derive(Default)]
pub(crate) struct Repairs {
    pub(crate) count: usize,
    /// Whether the body has a `sub_code` that can't be read.
    pub(crate) has_odd_sub_code: bool,
    named: Vec<String>,
}

impl Repairs {
    pub(super) fn are_too_many(&self) -> bool {
        self.count > MAX_REPAIRS
    }

    pub(super) fn add(&mut self, pointer: &str, found: &str, expected: &str) {
        self.count += 1;
        if self.named.len() < MAX_NAMED {
            self.named.push(format!("{pointer}: {found} for {expected}"));
        }
    }
}

impl fmt::Display for Repairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.named.join(", "))?;
        if self.count > self.named.len() { f.write_str(", …") } else { Ok(()) }
    }
}

#[derive(Default)]
pub(super) struct State {
    pub(super) path: Vec<Segment>,
    pub(super) repairs: Repairs,
    /// Why the object that is being read can't be used.
    pub(super) problem: Option<String>,
}

pub(super) enum Segment {
    Name(&'static str),
    Index(usize),
}

impl State {
    fn pointer(&self) -> String {
        self.path.iter().fold(String::new(), |pointer, segment| match segment {
            Segment::Name(name) => child(&pointer, name),
            Segment::Index(index) => child(&pointer, index.to_string()),
        })
    }

    /// Records a value that is not as documented. Returns an error once there are too many.
    pub(super) fn repaired<E: serde::de::Error>(&mut self, found: &str, expected: &Shape) -> Result<(), E> {
        let pointer = if self.repairs.named.len() < MAX_NAMED { self.pointer() } else { String::new() };
        self.repairs.add(&pointer, found, kind(expected));
        if self.repairs.are_too_many() { Err(E::custom("too many")) } else { Ok(()) }
    }

    /// Records why an object can't be used, unless a deeper reason is known.
    pub(super) fn add_problem(&mut self, what: &str) {
        if self.problem.is_none() {
            self.problem = Some(format!("{} {what}", self.pointer()));
        }
    }

    pub(super) fn is_at_payload(&self) -> bool {
        matches!(self.path[..], [Segment::Name(PAYLOAD)])
    }

    pub(super) fn is_at_sub_code(&self) -> bool {
        matches!(self.path[..], [Segment::Name(SUB_CODE)])
    }
}

pub(super) fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text => "string",
        Shape::YesNo => "Y or N",
        Shape::Integer => "integer",
        Shape::Number => "number",
        Shape::Boolean => "boolean",
        Shape::List(_) => "array",
        Shape::Object(_) => "object",
        Shape::Any => "anything",
    }
}
