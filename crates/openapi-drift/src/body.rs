//! The body of a message against the document.

use serde_json::Value;

use super::document::Body;
use super::finding::{Check, Fault};
use super::headers::value_of;
use super::hooks::Mask;
use super::media::MediaType;
use super::pointer::child;
use super::recorded::Message;
use super::schemas::Schemas;

/// What is wrong with a body; where the spec documents it, if it is JSON as it should be.
pub(super) fn faults(
    schemas: &Schemas,
    documented: &Body,
    message: &Message,
    mask: Option<&Mask>,
    faults: &mut Vec<Fault>,
) -> Option<String> {
    let bytes = message.body.as_ref()?;
    let at = child(&documented.pointer, "content");
    let media = message.headers.as_ref().map(|headers| value_of(headers, "content-type"));
    if bytes.is_empty() {
        if documented.required && !documented.content.is_empty() {
            faults.push(Fault::new(Check::BodyEmpty, "/body", at, "is empty where a body is documented"));
        }
        return None;
    }
    if documented.content.is_empty() {
        let what = "is a body where the spec has none";
        let fault = Fault::new(Check::ContentTypeUndocumented, "/body", documented.pointer.clone(), what);
        faults.push(Fault { inferred: true, ..fault });
        return None;
    }
    if media == Some(None) {
        let what = "is missing; the body was read as JSON";
        faults.push(Fault::new(Check::ContentTypeMissing, "/headers/content-type", at.clone(), what));
    }
    let media = MediaType::parse(media.flatten().unwrap_or("application/json"));
    let Some(content) = media.best(documented.content.iter().map(|content| (&content.media, content))) else {
        let what = format!("is none of the {} documented content types", documented.content.len());
        faults.push(Fault::new(Check::ContentTypeUndocumented, "/headers/content-type", at, what));
        return None;
    };
    if !media.is_json() {
        return None;
    }
    match serde_json::from_slice::<Value>(bytes) {
        Err(_) => {
            let what = format!("is {} bytes that are not JSON", bytes.len());
            faults.push(Fault::new(Check::BodyNotJson, "/body", content.pointer.clone(), what));
            None
        }
        Ok(value) => {
            if let Some(schema) = &content.schema {
                faults.extend(
                    schemas.faults(schema, &value, mask).into_iter().map(|fault| fault.within("/body")),
                );
            }
            Some(content.schema.as_ref().unwrap_or(&content.pointer).clone())
        }
    }
}
