//! Keeps the members of an entry that are needed, and skips the others while reading.

use serde::de::MapAccess;

use crate::recording::har::lenient::{Members, text};
use crate::recording::har::visit::{Object, Visit, skip};
use crate::recording::recorded::Target;

/// Holds the members of an entry that are checked, or that say whether something was recorded.
pub(crate) struct Entry<'a> {
    wants_bodies: &'a dyn Fn(&Target) -> bool,
    pub(crate) own: Members,
    /// `None` if it is not an object.
    pub(crate) request: Option<Part<'a>>,
    pub(crate) response: Option<Part<'a>>,
}

/// Holds the members of a request or a response.
pub(crate) struct Part<'a> {
    wants_body: WantsBody<'a>,
    pub(crate) own: Members,
    /// The members of `postData` or `content`; `None` if it is not an object.
    pub(crate) data: Option<Members>,
}

/// Decides whether the text of a body is kept, since a file may hold large bodies of other hosts.
enum WantsBody<'a> {
    Known(bool),
    /// The members of the part decide.
    ByTarget(&'a dyn Fn(&Target) -> bool),
}

impl<'a> Part<'a> {
    fn new(wants_body: WantsBody<'a>) -> Self {
        Self { wants_body, own: Members::new(), data: None }
    }

    fn wants_body(&self) -> bool {
        match self.wants_body {
            WantsBody::Known(wants) => wants,
            WantsBody::ByTarget(wants) => target(self).is_none_or(|target| wants(&target)),
        }
    }
}

impl<'a> Entry<'a> {
    pub(crate) fn new(wants_bodies: &'a dyn Fn(&Target) -> bool) -> Self {
        Self { wants_bodies, own: Members::new(), request: None, response: None }
    }
}

impl Visit for Entry<'_> {
    fn member<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "request" => {
                let mut part = Part::new(WantsBody::ByTarget(self.wants_bodies));
                self.request = map.next_value_seed(Object(&mut part))?.then_some(part);
            }
            "response" => {
                let wants = self.request.as_ref().is_none_or(Part::wants_body);
                let mut part = Part::new(WantsBody::Known(wants));
                self.response = map.next_value_seed(Object(&mut part))?.then_some(part);
            }
            "_resourceType"
            | "_error"
            | "_failureText"
            | "_fromCache"
            | "_fetchedViaServiceWorker"
            | "_fetchType" => {
                self.own.insert(name.to_owned(), map.next_value()?);
            }
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl Visit for Part<'_> {
    fn member<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "postData" | "content" => {
                let mut data = Data { members: Members::new(), wants_text: self.wants_body() };
                self.data = map.next_value_seed(Object(&mut data))?.then_some(data.members);
            }
            "method" | "url" | "status" | "headers" | "cookies" | "bodySize" | "headersSize"
            | "_transferSize" | "_error" | "_failureText" => {
                self.own.insert(name.to_owned(), map.next_value()?);
            }
            _ => skip(map)?,
        }
        Ok(())
    }
}

struct Data {
    members: Members,
    wants_text: bool,
}

impl Visit for Data {
    fn member<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        let is_kept = match name {
            "text" | "params" => self.wants_text,
            "mimeType" | "encoding" | "size" | "comment" => true,
            name => says_incomplete(name),
        };
        if !is_kept {
            return skip(map);
        }
        self.members.insert(name.to_owned(), map.next_value()?);
        Ok(())
    }
}

/// Returns the method and the URL of a request.
pub(crate) fn target(request: &Part<'_>) -> Option<Target> {
    Some(Target { method: text(&request.own, "method")?, url: text(&request.own, "url")? })
}

/// Returns whether a member with this name says that the body was shortened, or was written to another file.
pub(crate) fn says_incomplete(name: &str) -> bool {
    matches!(name, "_file" | "_sha1") || name.to_ascii_lowercase().contains("truncated")
}
