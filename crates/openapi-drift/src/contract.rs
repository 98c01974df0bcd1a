//! [`Contract`]: checks recorded messages against an OpenAPI document.

#[cfg(feature = "yaml")]
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use crate::error::ContractError;
use crate::findings::coverage::Coverage;
use crate::findings::finding::{Check, Finding, Subject, Violation};
use crate::findings::report::Report;
use crate::hooks::{Hooks, Mask};
use crate::recording::recorded::{Handshake, Recorded, Target};
use crate::schema::direction::Direction;
use crate::schema::read;
use crate::schema::schemas::Schemas;
use crate::spec::address::Address;
use crate::spec::document::{Document, OperationSpec};
use crate::spec::routes::Place;

/// Checks recorded messages against an OpenAPI document. Cheap to clone.
#[derive(Clone)]
#[must_use = "a contract does nothing until it checks something"]
pub struct Contract {
    pub(crate) inner: Arc<Inner>,
    pub(crate) hooks: Hooks,
}

/// Describes an operation of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationInfo<'a> {
    /// The `operationId`, or `METHOD /path` if there is none.
    pub id: &'a str,
    /// The HTTP method, in lower case.
    pub method: &'a str,
    /// The path template.
    pub path: &'a str,
}

/// Says which operation an exchange belongs to.
enum Found<'a> {
    Operation(&'a OperationSpec),
    /// An operation that the document does not have, with the name for reports.
    Undocumented(String),
    /// The exchange is with another host.
    Elsewhere,
}

pub(crate) struct Inner {
    spec: Arc<Value>,
    pub(crate) document: Document,
    pub(crate) requests: Schemas,
    pub(crate) responses: Schemas,
    /// Every documented response: the operation and the status.
    documented: Arc<Vec<(String, String)>>,
    not_checkable: Vec<Finding>,
}

impl Contract {
    /// Parses an OpenAPI document, version 3.0 or 3.1, in JSON.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not JSON, if an object has two members of the same name, if it has more than
    /// 120 levels, or if [`from_value`](Contract::from_value) rejects it.
    pub fn from_json(text: &str) -> Result<Self, ContractError> {
        Self::from_value(crate::spec::text::json(text)?)
    }

    /// Parses an OpenAPI document, version 3.0 or 3.1, in YAML or JSON. Resolves aliases and merge keys (`<<`). Names are read as they
    /// are written, such as `200`; other values as YAML 1.2 has them, so that `NO` and `2020-01-31` are text.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is neither YAML nor JSON, if an object has two members of the same name, if it has
    /// more than 120 levels, a tag, or a number that JSON does not have, if its aliases repeat too much of it, or if
    /// [`from_value`](Contract::from_value) rejects it.
    #[cfg(feature = "yaml")]
    #[cfg_attr(docsrs, doc(cfg(feature = "yaml")))]
    pub fn from_yaml(text: &str) -> Result<Self, ContractError> {
        Self::from_value(crate::spec::text::json_or_yaml(text, false)?)
    }

    /// Reads an OpenAPI document, version 3.0 or 3.1, from a YAML or JSON file.
    ///
    /// # Errors
    ///
    /// Returns an error if the file can't be read, is larger than 256 MiB or not UTF-8, or if
    /// [`from_yaml`](Contract::from_yaml) rejects it.
    #[cfg(feature = "yaml")]
    #[cfg_attr(docsrs, doc(cfg(feature = "yaml")))]
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, ContractError> {
        let path = path.as_ref();
        let named = |problem: String| ContractError::new(path.display().to_string(), problem);
        let spec = crate::spec::text::file(path).map_err(named)?;
        Self::from_value(spec).map_err(|error| named(error.to_string()))
    }

    /// Builds a contract from a parsed OpenAPI document, version 3.0 or 3.1.
    ///
    /// # Errors
    ///
    /// Returns an error if the document's version is neither 3.0.x nor 3.1.x, if a reference has no target in the document, or if a
    /// schema can't be used. The error names the location.
    pub fn from_value(spec: Value) -> Result<Self, ContractError> {
        let mut document = Document::read(&spec)?;
        let spec = Arc::new(spec);
        let (requests, responses) = document.schemas();
        let roots = requests.union(&responses).cloned().collect();
        let graph = Arc::new(read::graph(&spec, document.dialect, &roots)?);
        document.connect(&graph);
        let requests = Schemas::new(&spec, &graph, &requests, Direction::Request)?;
        let responses = Schemas::new(&spec, &graph, &responses, Direction::Response)?;
        let documented = document.operations.iter().flat_map(|operation| {
            operation.responses.iter().map(|response| (operation.id.clone(), response.key.clone()))
        });
        let documented = Arc::new(documented.collect());
        let violations = responses.not_checkable();
        let not_checkable =
            violations.map(|violation| violation.into_finding(&Subject::Document, None)).collect();
        let inner = Inner { spec, document, requests, responses, documented, not_checkable };
        Ok(Self { inner: Arc::new(inner), hooks: Hooks::default() })
    }

    /// Adds a decoder that is called for each JSON body of a response, to check that your program's own types accept
    /// it. The decoder receives the operation's id, the status as documented (`200`, `4XX`, `default`), and the body.
    /// It returns the JSON pointer at which decoding fails, or `None`. The pointer is printed as it is: redact names
    /// that may be data with [`redacted_name`](crate::redacted_name). A failure is reported as
    /// [`Check::DecodeFailed`](crate::Check::DecodeFailed), unless a schema violation explains it.
    ///
    /// ```
    /// use openapi_drift::{Check, Contract, Recorded};
    /// use serde::Deserialize;
    ///
    /// #[derive(Deserialize)]
    /// struct Orders {
    ///     #[allow(dead_code)]
    ///     count: u8,
    /// }
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
    /// let contract = Contract::from_json(document)?.with_decoder(|operation, status, body| {
    ///     let failed = match (operation, status) {
    ///         ("list_orders", "200") => Orders::deserialize(body).is_err(),
    ///         _ => false,
    ///     };
    ///     failed.then(String::new) // the empty pointer: the whole body
    /// });
    /// // The schema allows any integer, but 300 does not fit into a `u8`.
    /// let report = contract.check_response("list_orders", &Recorded::response(200, r#"{"count": 300}"#));
    /// assert_eq!(report.findings()[0].check(), Check::DecodeFailed);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_decoder(
        mut self,
        decoder: impl Fn(&str, &str, &Value) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.hooks.decoder = Some(Arc::new(decoder));
        self
    }

    /// Adds a check of each string and number whose schema has `keyword: true`, such as `x-masked: true`. `is_clear`
    /// receives the value as text and returns true if it is not masked. Such a value is reported as
    /// [`Check::Unmasked`](crate::Check::Unmasked).
    ///
    /// ```
    /// use openapi_drift::{Check, Contract, Recorded};
    ///
    /// # let document = r##"{
    /// #     "openapi": "3.0.3",
    /// #     "info": { "title": "Shop", "version": "1" },
    /// #     "servers": [{ "url": "https://shop.example" }],
    /// #     "paths": { "/orders": { "get": { "operationId": "list_orders", "responses": { "200": {
    /// #         "description": "The orders.",
    /// #         "content": { "application/json": { "schema": {
    /// #             "type": "object", "properties": { "card": { "type": "string", "x-masked": true } }
    /// #         } } }
    /// #     } } } } }
    /// # }"##;
    /// let is_clear = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() > 4;
    /// let contract = Contract::from_json(document)?.with_mask("x-masked", is_clear);
    /// let check = |body: &'static str| contract.check_response("list_orders", &Recorded::response(200, body));
    /// assert!(check(r#"{"card": "**** **** **** 1111"}"#).is_clean());
    /// let report = check(r#"{"card": "4111 1111 1111 1111"}"#);
    /// assert_eq!(report.findings()[0].check(), Check::Unmasked);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_mask(
        mut self,
        keyword: impl Into<String>,
        is_clear: impl Fn(&str) -> bool + Send + Sync + 'static,
    ) -> Self {
        let keyword = keyword.into();
        let marked = Arc::new(self.inner.responses.marked(&keyword));
        self.hooks.mask = Some(Mask { keyword, is_clear: Arc::new(is_clear), marked });
        self
    }

    /// Accepts request headers that the document does not have, in addition to those of HTTP, browsers, proxies and
    /// tools. Case does not matter, and a `*` at the end of a pattern stands for any rest, as in `X-Corp-*`. Headers and
    /// credentials that the document has are checked as before.
    ///
    /// ```
    /// use openapi_drift::{Contract, Recorded};
    ///
    /// # let document = r##"{
    /// #     "openapi": "3.0.3",
    /// #     "info": { "title": "Shop", "version": "1" },
    /// #     "servers": [{ "url": "https://shop.example" }],
    /// #     "paths": { "/orders": { "get": { "operationId": "list_orders", "responses": { "200": {
    /// #         "description": "The orders."
    /// #     } } } } }
    /// # }"##;
    /// let contract = Contract::from_json(document)?;
    /// let request = Recorded::request("").header("X-Corp-Team", "web");
    /// assert_eq!(contract.check_request("list_orders", &request).findings().len(), 1);
    /// let contract = contract.ignoring_headers(["x-corp-*"]);
    /// assert!(contract.check_request("list_orders", &request).is_clean());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ignoring_headers<S: AsRef<str>>(mut self, patterns: impl IntoIterator<Item = S>) -> Self {
        let patterns = patterns.into_iter().map(|pattern| pattern.as_ref().to_ascii_lowercase());
        Arc::make_mut(&mut self.hooks.ignored_headers).extend(patterns);
        self
    }

    /// Returns every operation, with its id, method and path ([`OperationInfo`]).
    pub fn operations(&self) -> impl Iterator<Item = OperationInfo<'_>> {
        let operations = self.inner.document.operations.iter();
        operations.map(|operation| OperationInfo {
            id: &operation.id,
            method: operation.method(),
            path: operation.path(),
        })
    }

    /// Returns the document.
    pub fn document(&self) -> &Value {
        &self.inner.spec
    }

    /// Returns the parts of the document that can't be checked, such as patterns that don't compile. Each is a finding
    /// about the document ([`Check::NotCheckable`](crate::Check::NotCheckable)). The reports of
    /// [`check_recordings`](Contract::check_recordings) include them.
    pub fn not_checkable(&self) -> &[Finding] {
        &self.inner.not_checkable
    }

    /// Checks a response of `operation`, given as its `operationId`, or as `METHOD /path` if it has none.
    pub fn check_response(&self, operation: impl AsRef<str>, recorded: &Recorded) -> Report {
        let (mut report, operation) = (self.empty_report(), operation.as_ref());
        match self.inner.document.operation(operation) {
            Some(operation) => self.report_response(operation, recorded, &mut report),
            None => unknown_operation(operation, recorded, &mut report),
        }
        report
    }

    /// Checks a request of `operation`, given as its `operationId`, or as `METHOD /path` if it has none.
    pub fn check_request(&self, operation: impl AsRef<str>, recorded: &Recorded) -> Report {
        let (mut report, operation) = (self.empty_report(), operation.as_ref());
        match self.inner.document.operation(operation) {
            Some(operation) => self.report_request(operation, recorded, &mut report),
            None => unknown_operation(operation, recorded, &mut report),
        }
        report
    }

    /// Checks the request and the response of an exchange. The operation is found by the recorded method and URL: by the
    /// servers that apply to it, then by its path. An exchange with another host, or outside of a server's base path, is
    /// skipped, and counted in [`Coverage::skipped`]. If no operation matches, that is a finding.
    ///
    /// CORS preflights, protocol upgrades (WebSocket) and tunnels (`CONNECT`) are skipped unless the document has them,
    /// and counted in [`Coverage::handshakes`]. If the response has a status 4xx, only the response is checked: the
    /// request was refused, often on purpose. It is counted in [`Coverage::refused_requests`].
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
    /// let headers = [("content-type".to_owned(), "application/json".to_owned())];
    /// let exchange = Recorded::exchange("GET", "https://shop.example/orders")
    ///     .with_request([], None)
    ///     .with_response(200, headers, Some(r#"{"count": null}"#.into()));
    /// let report = contract.check_exchange(&exchange);
    /// assert_eq!(report.coverage().messages(), 2);
    /// assert_eq!(report.findings()[0].fingerprint(), "list_orders 200 null-not-allowed /body/count");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check_exchange(&self, recorded: &Recorded) -> Report {
        let mut report = self.empty_report();
        let handshake = recorded.handshake();
        if handshake == Some(Handshake::Tunnel) {
            report.coverage_mut().skip_handshake();
            return report;
        }
        let status = recorded.response.as_ref().map(|(status, _)| *status);
        match self.find(recorded.target.as_ref()) {
            Found::Elsewhere => report.coverage_mut().skip(),
            Found::Undocumented(_) if handshake.is_some() => report.coverage_mut().skip_handshake(),
            Found::Undocumented(name) => unknown_operation(&name, recorded, &mut report),
            Found::Operation(operation)
                if handshake == Some(Handshake::Upgrade) && !operation.names_status(status) =>
            {
                report.coverage_mut().skip_handshake();
            }
            Found::Operation(operation) => self.report_exchange(operation, recorded, &mut report),
        }
        report
    }

    /// Returns whether an exchange with this method and URL is checked.
    pub(crate) fn describes(&self, target: &Target) -> bool {
        !matches!(self.find(Some(target)), Found::Elsewhere)
    }

    /// Finds the operation of an exchange.
    fn find(&self, target: Option<&Target>) -> Found<'_> {
        let (method, url) = target.map_or(("", ""), |target| (target.method.as_str(), target.url.as_str()));
        let Some(address) = Address::read(url) else {
            return Found::Elsewhere;
        };
        let document = &self.inner.document;
        match document.routes.locate(method, &address) {
            Place::Operation(index) => {
                document.operations.get(index).map_or(Found::Elsewhere, Found::Operation)
            }
            Place::Undocumented(name) => Found::Undocumented(name),
            Place::Elsewhere => Found::Elsewhere,
        }
    }

    pub(crate) fn operation_specs(&self) -> &[OperationSpec] {
        &self.inner.document.operations
    }

    /// Returns a report without messages, to merge other reports into.
    pub fn empty_report(&self) -> Report {
        Report::new(Coverage::of(Arc::clone(&self.inner.documented)))
    }
}

impl std::fmt::Debug for Contract {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contract")
            .field("operations", &self.inner.document.operations.len())
            .finish_non_exhaustive()
    }
}

/// Counts a message, and adds its violations to the report.
pub(crate) fn add_to_report(
    violations: Vec<Violation>,
    subject: Subject,
    recorded: &Recorded,
    report: &mut Report,
) {
    report.coverage_mut().count();
    let source = recorded.source.as_deref();
    report.add_findings(violations.into_iter().map(|violation| violation.into_finding(&subject, source)));
    report.add_message(subject);
}

fn unknown_operation(name: &str, recorded: &Recorded, report: &mut Report) {
    let subject = match &recorded.response {
        Some((status, _)) => Subject::Response(name.to_owned(), *status),
        None => Subject::Request(name.to_owned()),
    };
    let what = "is an operation that the spec does not have";
    add_to_report(
        vec![Violation::new(Check::OperationUndocumented, "", "/paths", what)],
        subject,
        recorded,
        report,
    );
}
