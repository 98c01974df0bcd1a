//! Checks the body of a message against the document.

use serde_json::Value;

use crate::check::headers::value_of;
use crate::check::json::{self, Json, Unread};
use crate::findings::finding::{Check, Violation};
use crate::hooks::Mask;
use crate::pointer::{child, related};
use crate::recording::encoding;
use crate::recording::recorded::Message;
use crate::schema::schemas::Schemas;
use crate::spec::document::{Body, Content};
use crate::spec::media::MediaType;

/// Returns the place at which the caller's types can't be decoded from a body.
pub(crate) type Decode<'a> = dyn Fn(&Value) -> Option<String> + Sync + 'a;

/// Holds what is checked in addition to the schema.
#[derive(Clone, Copy, Default)]
pub(crate) struct Extra<'a> {
    pub(crate) mask: Option<&'a Mask>,
    pub(crate) decoder: Option<&'a Decode<'a>>,
}

/// Checks a body.
pub(crate) fn check(
    schemas: &Schemas,
    documented: &Body,
    message: &Message,
    extra: Extra<'_>,
    violations: &mut Vec<Violation>,
) {
    let Some(bytes) = &message.body else {
        return;
    };
    let bytes = encoding::without_bom(bytes);
    let at = child(&documented.pointer, "content");
    let media = message.headers.as_ref().map(|headers| value_of(headers, "content-type"));
    if bytes.is_empty() {
        if documented.required && !documented.content.is_empty() {
            violations.push(Violation::new(
                Check::BodyEmpty,
                "/body",
                at,
                "is empty where a body is documented",
            ));
        }
        return;
    }
    if documented.content.is_empty() {
        let what = "is a body where the spec has none";
        let violation =
            Violation::new(Check::ContentTypeUndocumented, "/body", documented.pointer.clone(), what);
        violations.push(Violation { inferred: true, ..violation });
        return;
    }
    if media == Some(None) {
        let what = "is missing; the body was read as JSON";
        violations.push(Violation::new(Check::ContentTypeMissing, "/headers/content-type", at.clone(), what));
    }
    let recorded = media.flatten().map(MediaType::parse);
    let content = match &recorded {
        Some(media) => best(media, &documented.content),
        None => assumed(&documented.content),
    };
    let Some(content) = content else {
        let what = format!("is none of the {} documented content types", documented.content.len());
        violations.push(Violation::new(Check::ContentTypeUndocumented, "/headers/content-type", at, what));
        return;
    };
    if recorded.is_some_and(|media| !media.is_json()) {
        return;
    }
    let frames = |levels| schemas.frames(levels);
    let read = json::with_value(bytes, frames, |json| of_json(schemas, content, json, extra));
    let (check, what) = match read {
        Ok(found) => {
            violations.extend(found);
            return;
        }
        Err(Unread::NotJson) => (Check::BodyNotJson, describe_text(bytes)),
        Err(Unread::NoValue) => {
            (Check::BodyNotJson, "has a number out of range, or half of a surrogate pair".to_owned())
        }
        Err(Unread::TooDeep(levels)) => {
            (Check::NotCheckable, format!("is nested {levels} levels deep, and is not checked"))
        }
    };
    violations.push(Violation::new(check, "/body", content.pointer.clone(), what));
}

/// Checks the value of a body.
fn of_json(schemas: &Schemas, content: &Content, json: Json, extra: Extra<'_>) -> Vec<Violation> {
    let Json { mut value, repeated } = json;
    let repeated = repeated.iter().map(|path| {
        let at = schemas.redacted_path(path.iter().cloned());
        let what = "stands twice in its object, and readers do not agree on which one counts";
        Violation::new(Check::FieldRepeated, format!("/body{at}"), &content.pointer, what)
    });
    let mut violations = repeated.collect::<Vec<_>>();
    if let Some(root) = content.root {
        let found = schemas.violations(root, &mut value, extra.mask).into_iter();
        violations.extend(found.map(|violation| violation.within("/body")));
    }
    if let Some(place) = extra.decoder.and_then(|decode| decode(&value)) {
        let place = format!("/body{place}");
        // A schema violation at the same location says more, if it is what the decoder rejects.
        let harmless = [Check::FieldUndocumented, Check::Unmasked];
        let explains = |violation: &Violation| {
            !harmless.contains(&violation.check) && related(&violation.instance, &place)
        };
        if !violations.iter().any(explains) {
            let what = "matches its schema, but the program's own types can't be decoded from it";
            let spec = content.schema.as_ref().unwrap_or(&content.pointer);
            violations.push(Violation::new(Check::DecodeFailed, place, spec, what));
        }
    }
    violations
}

/// Finds the documented content type that fits a recorded one best.
fn best<'a>(media: &MediaType, documented: &'a [Content]) -> Option<&'a Content> {
    media.best(documented.iter().map(|content| (&content.media, content)))
}

/// Finds the documented content type of a body that was recorded without its content type and is read as JSON.
fn assumed(documented: &[Content]) -> Option<&Content> {
    let plain = MediaType::parse("application/json");
    let types = || documented.iter().filter(|content| content.media.is_json());
    types()
        .find(|content| content.media.essence() == plain.essence())
        .or_else(|| types().next())
        .or_else(|| best(&plain, documented))
}

/// Describes a body that is not JSON by its length and encoding.
fn describe_text(bytes: &[u8]) -> String {
    match encoding::wide(bytes) {
        Some(name) => format!("is {} bytes of {name}, JSON is UTF-8", bytes.len()),
        None => format!("is {} bytes that are not JSON", bytes.len()),
    }
}
