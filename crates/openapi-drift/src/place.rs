//! [`Place`]: where a value is within another. It becomes a path or a pointer only if there is something to report.

use crate::pointer::{Segment, child};

#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    Root,
    Field(&'a Place<'a>, &'a str),
    Item(&'a Place<'a>, usize),
}

impl Place<'_> {
    pub(crate) fn path(&self) -> Vec<Segment<'static>> {
        let (mut path, last) = match self {
            Self::Root => return Vec::new(),
            Self::Field(of, name) => (of.path(), Segment::Name((*name).to_owned().into())),
            Self::Item(of, index) => (of.path(), Segment::Index(*index)),
        };
        path.push(last);
        path
    }

    /// Returns the pointer, with each name as it is: a name that may be data must be `*` here already.
    pub(crate) fn pointer(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Field(of, name) => child(&of.pointer(), name),
            Self::Item(of, index) => child(&of.pointer(), index.to_string()),
        }
    }
}
