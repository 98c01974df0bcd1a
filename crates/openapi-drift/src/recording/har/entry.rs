//! Reads one entry of a HAR file.

use serde::de::MapAccess;

use crate::recording::handshake::Handshake;
use crate::recording::har::body;
use crate::recording::har::lenient::{Members, integer, pairs, text};
use crate::recording::har::stream::{Object, Visit, skip};
use crate::recording::recorded::{Message, Recorded, Target};

/// Names the part of an entry without which it can't be used.
pub(crate) struct Unusable {
    /// A pointer into the file.
    pub(crate) instance: String,
    pub(crate) problem: &'static str,
}

/// Holds the members of an entry that are checked, or that say whether something was recorded.
pub(crate) struct Entry<'a> {
    wants_bodies: &'a dyn Fn(&Target) -> bool,
    pub(crate) own: Members,
    /// `None` if it is not an object.
    request: Option<Part<'a>>,
    response: Option<Part<'a>>,
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
            "_resourceType" | "_error" | "_failureText" | "_fromCache" | "_fetchedViaServiceWorker" => {
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
            name => body::says_incomplete(name),
        };
        if !is_kept {
            return skip(map);
        }
        self.members.insert(name.to_owned(), map.next_value()?);
        Ok(())
    }
}

/// Reads an entry, or says why it can't be used. `at` is the pointer to it.
pub(crate) fn read(file: &str, at: &str, entry: Option<Entry<'_>>) -> Result<Recorded, Unusable> {
    let unusable = |member: &str, problem| Err(Unusable { instance: format!("{at}{member}"), problem });
    let Some(entry) = entry else {
        return unusable("", "is not an object; the entry was skipped");
    };
    let Some(request) = &entry.request else {
        return unusable("/request", "is missing or not an object; the entry was skipped");
    };
    let is_text = |name: &str| text(&request.own, name).is_some_and(|text| !text.is_empty());
    let missing = ["method", "url"].into_iter().find(|name| !is_text(name));
    let (None, Some(target)) = (missing, target(request)) else {
        let member = format!("/request/{}", missing.unwrap_or_default());
        return unusable(&member, "is missing or not a text; the entry was skipped");
    };
    let message = request_message(request);
    let response = entry.response.as_ref().and_then(|response| response_message(&entry, response));
    let marked = match text(&entry.own, "_resourceType").as_deref() {
        Some("preflight") => Some(Handshake::Preflight),
        Some("websocket") => Some(Handshake::Upgrade),
        _ => None,
    };
    let source = Some(format!("{file}#{at}"));
    Ok(Recorded { source, target: Some(target), request: Some(message), response, marked })
}

fn target(request: &Part<'_>) -> Option<Target> {
    Some(Target { method: text(&request.own, "method")?, url: text(&request.own, "url")? })
}

fn request_message(request: &Part<'_>) -> Message {
    let mut headers = headers(request);
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("cookie")) {
        let cookies = pairs(&request.own, "cookies");
        let cookies = cookies.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
        if !cookies.is_empty() {
            headers.push(("cookie".to_owned(), cookies.join("; ")));
        }
    }
    let body = body::of_request(request, &headers);
    if body.as_ref().is_some_and(|body| !body.is_empty()) {
        add_content_type(request, &mut headers);
    }
    Message { headers: Some(headers), body }
}

/// Returns the status and the response. A status that HTTP does not have stands for no response: tools write 0 or -1 if
/// an exchange was blocked, aborted or failed.
fn response_message(entry: &Entry<'_>, response: &Part<'_>) -> Option<(u16, Message)> {
    let status = u16::try_from(integer(&response.own, "status")?).ok()?;
    if !(100..=599).contains(&status) {
        return None;
    }
    let mut headers = headers(response);
    let body = body::of_response(&entry.own, response, &headers);
    add_content_type(response, &mut headers);
    Some((status, Message { headers: Some(headers), body }))
}

/// Returns the headers, without the pseudo-headers of HTTP/2, which are not headers.
fn headers(part: &Part<'_>) -> Vec<(String, String)> {
    let mut headers = pairs(&part.own, "headers");
    headers.retain(|(name, _)| !name.starts_with(':'));
    headers
}

/// Adds the content type from `mimeType`, since some tools write no headers at all.
fn add_content_type(part: &Part<'_>, headers: &mut Vec<(String, String)>) {
    let known = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let media = part.data.as_ref().and_then(|data| text(data, "mimeType"));
    // Browsers write `x-unknown` for an unknown content type.
    let media = media.filter(|media| !media.is_empty() && media != "x-unknown");
    if let (false, Some(media)) = (known, media) {
        headers.push(("content-type".to_owned(), media));
    }
}
