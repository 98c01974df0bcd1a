//! Checks the body of a message against the document.

use serde_json::Value;

use crate::check::headers::value_of;
use crate::findings::finding::{Check, Violation};
use crate::hooks::Mask;
use crate::pointer::child;
use crate::recording::encoding;
use crate::recording::recorded::Message;
use crate::schema::schemas::Schemas;
use crate::spec::document::{Body, Content};
use crate::spec::media::MediaType;

/// Checks a body. If it is JSON as documented, returns the pointer to its schema or media type in the document.
pub(crate) fn check(
    schemas: &Schemas,
    documented: &Body,
    message: &Message,
    mask: Option<&Mask>,
    violations: &mut Vec<Violation>,
) -> Option<String> {
    let bytes = encoding::without_bom(message.body.as_ref()?);
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
        return None;
    }
    if documented.content.is_empty() {
        let what = "is a body where the spec has none";
        let violation =
            Violation::new(Check::ContentTypeUndocumented, "/body", documented.pointer.clone(), what);
        violations.push(Violation { inferred: true, ..violation });
        return None;
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
        return None;
    };
    if recorded.is_some_and(|media| !media.is_json()) {
        return None;
    }
    match serde_json::from_slice::<Value>(bytes) {
        Err(_) => {
            let what = describe_text(bytes);
            violations.push(Violation::new(Check::BodyNotJson, "/body", content.pointer.clone(), what));
            None
        }
        Ok(value) => {
            if let Some(schema) = &content.schema {
                violations.extend(
                    schemas
                        .violations(schema, &value, mask)
                        .into_iter()
                        .map(|violation| violation.within("/body")),
                );
            }
            Some(content.schema.as_ref().unwrap_or(&content.pointer).clone())
        }
    }
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
