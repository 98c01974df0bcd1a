//! The headers of a message against the document.

use serde_json::Value;

use super::document::{Documented, Header, Place};
use super::finding::{Check, Fault};
use super::pointer::{child, shown};
use super::recorded::Message;
use super::schemas::{Schemas, kind_of};

/// Headers that HTTP itself, its proxies and its clients put on any request.
const TRANSPORT: [&str; 22] = [
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "date",
    "dnt",
    "expect",
    "forwarded",
    "host",
    "origin",
    "pragma",
    "priority",
    "referer",
    "te",
    "transfer-encoding",
    "user-agent",
    "via",
];

pub(super) fn value_of<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

/// What is wrong with the documented headers of a message.
pub(super) fn faults(schemas: &Schemas, documented: &[Header], message: &Message, faults: &mut Vec<Fault>) {
    let Some(sent) = &message.headers else {
        return;
    };
    for header in documented {
        let place = child("/headers", &header.name);
        let fault = |check, what: String| Fault {
            inferred: header.inferred,
            ..Fault::new(check, place.clone(), header.pointer.clone(), what)
        };
        match (value_of(sent, &header.name), &header.schema) {
            (None, _) if header.required => {
                faults.push(fault(Check::HeaderMissing, "is missing, but required".to_owned()));
            }
            (Some(value), Some(schema)) => {
                let fits = readings(value).any(|reading| schemas.faults(schema, &reading, None).is_empty());
                if !fits {
                    let what = format!("is {}, not as its schema has it", kind_of(&Value::from(value)));
                    faults.push(fault(Check::HeaderInvalid, what));
                }
            }
            _ => {}
        }
    }
}

/// What the text of a header may stand for (the style `simple`).
fn readings(text: &str) -> impl Iterator<Item = Value> {
    let scalar = |text: &str| match serde_json::from_str::<Value>(text) {
        Ok(value @ (Value::Bool(_) | Value::Number(_))) => Some(value),
        _ => None,
    };
    let items = text.split(',').map(str::trim);
    let texts = items.clone().map(Value::from).collect::<Vec<_>>();
    let scalars = items.map(|item| scalar(item).unwrap_or_else(|| item.into())).collect::<Vec<_>>();
    [Some(text.into()), scalar(text), Some(texts.into()), Some(scalars.into())].into_iter().flatten()
}

/// The headers of a request that nothing documents.
pub(super) fn undocumented(documented: &Documented, sent: &[(String, String)], faults: &mut Vec<Fault>) {
    let schemes = || documented.security.iter().flatten().map(|scheme| &scheme.place);
    for (name, _) in sent {
        let name = name.to_ascii_lowercase();
        let by_security = schemes().any(|place| match place {
            Place::Header(header) => *header == name,
            Place::Authorization(_) => name == "authorization",
            Place::Query(_) | Place::Cookie(_) => false,
        });
        let by_transport = TRANSPORT.contains(&name.as_str())
            || ["sec-", "x-forwarded-", "trace", "upgrade"].iter().any(|prefix| name.starts_with(prefix));
        let by_parameter = documented.headers.iter().any(|header| header.name == name);
        if !(by_security || by_transport || by_parameter) {
            let what = "is a header that the spec does not have";
            let place = child("/headers", shown(&name));
            faults.push(Fault::new(Check::HeaderUndocumented, place, documented.pointer.clone(), what));
        }
    }
}
