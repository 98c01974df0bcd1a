//! What may be kept of an exchange: its shape, without what was said.

use bytes::Bytes;
use serde_json::Value;
use url::Url;

use super::contract::Contract;
use super::document::{Body, Documented, Place};
use super::pointer::shown;
use super::recorded::{Message, Recorded, Target};
use super::redact;
use super::schemas::Schemas;

impl Contract {
    /// The exchange with everything replaced that may be data: keys, tokens and cookies are dropped, of bodies only the
    /// shape is kept, and of the address scheme, host, the operation's path and the names in the query.
    pub fn redacted(&self, operation: impl AsRef<str>, recorded: &Recorded) -> Recorded {
        let documented = self.inner.document.operation(operation.as_ref());
        let request = recorded.request.as_ref().map(|message| {
            let schema = documented.and_then(|documented| json_schema(documented.body.as_ref()?));
            redacted_message(&self.inner.requests, schema, documented, message)
        });
        let answer = recorded.answer.as_ref().map(|(status, message)| {
            let schema = documented.and_then(|documented| json_schema(&documented.answer(*status)?.body));
            (*status, redacted_message(&self.inner.answers, schema, documented, message))
        });
        let target = recorded.target.as_ref().map(|target| redacted_target(target, documented));
        Recorded { source: None, target, request, answer }
    }
}

fn json_schema(body: &Body) -> Option<&str> {
    body.content.iter().find(|content| content.media.is_json())?.schema.as_deref()
}

fn redacted_target(target: &Target, documented: Option<&Documented>) -> Target {
    let origin = Url::parse(&target.url).map(|url| url.origin().ascii_serialization()).unwrap_or_default();
    let names = redact::same_kind(&target.url, None, false);
    let query = names.split_once('?').map(|(_, names)| format!("?{names}")).unwrap_or_default();
    let path = documented.map_or("/", Documented::path);
    Target { method: target.method.clone(), url: format!("{origin}{path}{query}") }
}

fn redacted_message(
    schemas: &Schemas,
    schema: Option<&str>,
    documented: Option<&Documented>,
    message: &Message,
) -> Message {
    let headers = message.headers.as_ref().map(|headers| redacted_headers(headers, documented));
    let body = message.body.as_ref().map(|body| redacted_body(schemas, schema, body));
    Message { headers, body }
}

/// A body's shape; of one that is not JSON, its length.
fn redacted_body(schemas: &Schemas, schema: Option<&str>, body: &[u8]) -> Bytes {
    match serde_json::from_slice::<Value>(body) {
        Ok(value) => format!("{:#}", schemas.redacted(schema, &value)).into(),
        Err(_) => redact::same_kind(&String::from_utf8_lossy(body), None, false).into(),
    }
}

/// The names; of values only the content type, and of the rest its kind.
fn redacted_headers(headers: &[(String, String)], documented: Option<&Documented>) -> Vec<(String, String)> {
    let schemes = documented.into_iter().flat_map(|documented| documented.security.iter().flatten());
    let keys = schemes.filter_map(|scheme| match &scheme.place {
        Place::Header(name) => Some(name.as_str()),
        Place::Query(_) | Place::Cookie(_) | Place::Authorization(_) => None,
    });
    let keys = keys.collect::<Vec<_>>();
    let mut kept = Vec::new();
    for (name, value) in headers {
        let name = shown(name).to_owned();
        match name.to_ascii_lowercase().as_str() {
            "*" | "cookie" | "set-cookie" | "authorization" | "proxy-authorization" => {}
            "content-type" => kept.push((name, redact::content_type(value))),
            known if keys.iter().any(|key| key.eq_ignore_ascii_case(known)) => {
                kept.push((name, "[redacted]".to_owned()));
            }
            _ => kept.push((name, redact::header(value))),
        }
    }
    kept
}
