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
    /// The exchange without what may be data, to keep as a recording. Cookies and `Authorization` are dropped, and so are
    /// the values of keys. A body keeps only its shape. An address keeps its scheme, its host, the operation's path, and
    /// the names in the query. A text that the document lists (`enum`) stays, unless its schema has `x-sensitive`.
    ///
    /// ```
    /// use openapi_drift::{Contract, Recorded};
    ///
    /// # let document = r##"{
    /// #     "openapi": "3.0.3",
    /// #     "info": { "title": "Shop", "version": "1" },
    /// #     "servers": [{ "url": "https://shop.example" }],
    /// #     "paths": { "/orders": { "get": { "operationId": "list_orders", "responses": { "200": {
    /// #         "description": "The orders.",
    /// #         "content": { "application/json": { "schema": {
    /// #             "type": "object", "properties": { "count": { "type": "integer" } }
    /// #         } } }
    /// #     } } } } }
    /// # }"##;
    /// let contract = Contract::from_json(document)?;
    /// let headers = [("authorization".to_owned(), "Bearer hidden".to_owned())];
    /// let exchange = Recorded::exchange("GET", "https://shop.example/orders?customer=Asha")
    ///     .with_request(headers, None)
    ///     .with_response(200, [], Some(r#"{"count": 7, "name": "Asha"}"#.into()));
    /// let har = contract.redacted("list_orders", &exchange).to_har()?;
    /// assert!(har.contains("https://shop.example/orders?customer="));
    /// assert!(!har.contains("Asha") && !har.contains("hidden"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
