//! [`Place`]: where a walk is in a value. It becomes a pointer only if there is something to report.

use crate::pointer::child;

pub(super) enum Place<'a> {
    Root,
    /// A field of an object. The name is `*` if it may be data.
    Field(&'a Place<'a>, &'a str),
    Item(&'a Place<'a>, usize),
}

impl Place<'_> {
    pub(super) fn pointer(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Field(of, name) => child(&of.pointer(), name),
            Self::Item(of, index) => child(&of.pointer(), index.to_string()),
        }
    }
}
