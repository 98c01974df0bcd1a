//! [`Contract::redacted`]: redacts an exchange and keeps its structure.

use bytes::Bytes;
use serde_json::Value;
use url::Url;

use crate::contract::Contract;
use crate::pointer::redacted_name;
use crate::recording::encoding;
use crate::recording::recorded::{Message, Recorded, Target};
use crate::schema::redact;
use crate::schema::schemas::Schemas;
use crate::spec::document::{Body, CredentialLocation, OperationSpec};

impl Contract {
    /// Returns a redacted copy of an exchange, to keep as a recording. It removes cookies, `Authorization` and the
    /// values of keys, and replaces the values in a body. The URL keeps its scheme, its host, the operation's path, and
    /// the names in the query. A text that the document lists (`enum`) is kept, unless its schema has `x-sensitive`.
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
        let spec = self.inner.document.operation(operation.as_ref());
        let request = recorded.request.as_ref().map(|message| {
            let schema = spec.and_then(|operation| json_schema(operation.body.as_ref()?));
            redacted_message(&self.inner.requests, schema, spec, message)
        });
        let response = recorded.response.as_ref().map(|(status, message)| {
            let schema = spec.and_then(|operation| json_schema(&operation.response(*status)?.body));
            (*status, redacted_message(&self.inner.responses, schema, spec, message))
        });
        let target = recorded.target.as_ref().map(|target| redacted_target(target, spec));
        Recorded { source: None, target, request, response, marked: recorded.marked }
    }
}

fn json_schema(body: &Body) -> Option<&str> {
    body.content.iter().find(|content| content.media.is_json())?.schema.as_deref()
}

fn redacted_target(target: &Target, operation: Option<&OperationSpec>) -> Target {
    let origin = Url::parse(&target.url).map(|url| url.origin().ascii_serialization()).unwrap_or_default();
    let names = redact::same_kind(&target.url, None, false);
    let query = names.split_once('?').map(|(_, names)| format!("?{names}")).unwrap_or_default();
    let path = operation.map_or("/", OperationSpec::path);
    Target { method: target.method.clone(), url: format!("{origin}{path}{query}") }
}

fn redacted_message(
    schemas: &Schemas,
    schema: Option<&str>,
    operation: Option<&OperationSpec>,
    message: &Message,
) -> Message {
    let headers = message.headers.as_ref().map(|headers| redacted_headers(headers, operation));
    let body = message.body.as_ref().map(|body| redacted_body(schemas, schema, body));
    Message { headers, body }
}

/// Redacts a body. If it is not JSON, keeps only its length.
fn redacted_body(schemas: &Schemas, schema: Option<&str>, body: &[u8]) -> Bytes {
    let body = encoding::without_bom(body);
    match serde_json::from_slice::<Value>(body) {
        Ok(value) => format!("{:#}", schemas.redacted(schema, &value)).into(),
        Err(_) => redact::same_kind(&String::from_utf8_lossy(body), None, false).into(),
    }
}

/// Redacts headers. Keeps their names and the content type, and removes or replaces other values.
fn redacted_headers(
    headers: &[(String, String)],
    operation: Option<&OperationSpec>,
) -> Vec<(String, String)> {
    let schemes = operation.into_iter().flat_map(|operation| operation.security.iter().flatten());
    let keys = schemes.filter_map(|scheme| match &scheme.location {
        CredentialLocation::Header(name) => Some(name.as_str()),
        CredentialLocation::Query(_)
        | CredentialLocation::Cookie(_)
        | CredentialLocation::Authorization(_) => None,
    });
    let keys = keys.collect::<Vec<_>>();
    let mut kept = Vec::new();
    for (name, value) in headers {
        let name = redacted_name(name).to_owned();
        match name.to_ascii_lowercase().as_str() {
            "*" | "cookie" | "set-cookie" | "authorization" | "proxy-authorization" => {}
            "content-type" => kept.push((name, redact::content_type(value))),
            // Otherwise, an empty body would look like one that was not recorded.
            "content-length" if value.trim() == "0" => kept.push((name, "0".to_owned())),
            known if keys.iter().any(|key| key.eq_ignore_ascii_case(known)) => {
                kept.push((name, "[redacted]".to_owned()));
            }
            _ => kept.push((name, redact::header(value))),
        }
    }
    kept
}
