//! [`Contract`]: checks messages against a document.

use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::directory;
use super::document::{Document, Documented};
use super::error::ContractError;
use super::finding::{Check, Fault, MessageOf};
use super::hooks::{Hooks, Mask};
use super::prepare::Direction;
use super::recorded::Recorded;
use super::report::{Coverage, Report};
use super::schemas::Schemas;

/// An OpenAPI document to check messages against. Cheap to clone.
#[derive(Clone)]
pub struct Contract {
    pub(super) inner: Arc<Inner>,
    pub(super) hooks: Hooks,
}

/// An operation of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationInfo<'a> {
    /// Its `operationId`; `METHOD /path` where it has none.
    pub id: &'a str,
    /// The HTTP method, in small letters.
    pub method: &'a str,
    /// The path template.
    pub path: &'a str,
}

pub(super) struct Inner {
    spec: Arc<Value>,
    pub(super) document: Document,
    pub(super) requests: Schemas,
    pub(super) answers: Schemas,
    /// Every operation and status.
    documented: Arc<Vec<(String, String)>>,
}

impl Contract {
    /// Reads any OpenAPI 3.0 document, as JSON.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not JSON, or like [`from_value`](Contract::from_value).
    pub fn from_json(text: &str) -> Result<Self, ContractError> {
        let spec = serde_json::from_str(text)
            .map_err(|error| ContractError::new("#", format!("the document is not JSON: {error}")))?;
        Self::from_value(spec)
    }

    /// Reads any OpenAPI 3.0 document, as YAML or JSON.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not YAML, or like [`from_value`](Contract::from_value).
    #[cfg(feature = "yaml")]
    #[cfg_attr(docsrs, doc(cfg(feature = "yaml")))]
    pub fn from_yaml(text: &str) -> Result<Self, ContractError> {
        Self::from_value(super::yaml::read(text)?)
    }

    /// Reads any OpenAPI 3.0 document, from a file of YAML or JSON.
    ///
    /// # Errors
    ///
    /// Returns an error if the file can't be read, or like [`from_yaml`](Contract::from_yaml).
    #[cfg(feature = "yaml")]
    #[cfg_attr(docsrs, doc(cfg(feature = "yaml")))]
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, ContractError> {
        let path = path.as_ref();
        let named = |error: String| ContractError::new(path.display().to_string(), error);
        let text =
            std::fs::read_to_string(path).map_err(|error| named(format!("could not be read: {error}")))?;
        Self::from_yaml(&text).map_err(|error| named(error.to_string()))
    }

    /// Takes an OpenAPI 3.0 document.
    ///
    /// # Errors
    ///
    /// Returns an error if the document is not a version 3.0.x, refers to what is not in it, or has a schema that can't
    /// be used; the error names the place.
    pub fn from_value(spec: Value) -> Result<Self, ContractError> {
        let document = Document::read(&spec)?;
        let spec = Arc::new(spec);
        let (requests, answers) = document.schemas();
        let requests = Schemas::new(Arc::clone(&spec), &requests, Direction::Request)?;
        let answers = Schemas::new(Arc::clone(&spec), &answers, Direction::Answer)?;
        let documented = document.operations.iter().flat_map(|operation| {
            operation.answers.iter().map(|answer| (operation.id.clone(), answer.key.clone()))
        });
        let documented = Arc::new(documented.collect());
        let inner = Inner { spec, document, requests, answers, documented };
        Ok(Self { inner: Arc::new(inner), hooks: Hooks::default() })
    }

    /// Also asks a decoder of your own about each JSON body of a response: does the type that your program uses take
    /// it? The decoder gets the operation's id, the status as the document has it (`200`, `4XX`, `default`), and the
    /// body. It returns the JSON pointer at which decoding fails, or `None`. A failure is
    /// [`Check::DecodeFailed`](crate::Check::DecodeFailed), unless the schema already says what is wrong at that
    /// place.
    ///
    /// ```
    /// use openapi_drift::{Check, Contract, Recorded};
    ///
    /// #[derive(serde::Deserialize)]
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
    ///         ("list_orders", "200") => serde_json::from_slice::<Orders>(body).is_err(),
    ///         _ => false,
    ///     };
    ///     failed.then(String::new) // the empty pointer: somewhere in the body
    /// });
    /// // The schema says `integer`, so it takes this number. The `u8` does not.
    /// let report = contract.check_response("list_orders", &Recorded::response(200, r#"{"count": 300}"#));
    /// assert_eq!(report.findings()[0].check(), Check::DecodeFailed);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_decoder(
        mut self,
        decoder: impl Fn(&str, &str, &[u8]) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.hooks.decoder = Some(Arc::new(decoder));
        self
    }

    /// Also looks at each text and number whose schema has `keyword: true`, such as `x-masked: true`. `is_clear` gets
    /// the text, and says whether it shows what should be masked. If it does, that is
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
    #[must_use]
    pub fn with_mask(
        mut self,
        keyword: impl Into<String>,
        is_clear: impl Fn(&str) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.hooks.mask = Some(Mask { keyword: keyword.into(), is_clear: Arc::new(is_clear) });
        self
    }

    /// The ids of all operations, with method and path.
    pub fn operations(&self) -> impl Iterator<Item = OperationInfo<'_>> {
        let operations = self.inner.document.operations.iter();
        operations.map(|operation| OperationInfo {
            id: &operation.id,
            method: operation.method(),
            path: operation.path(),
        })
    }

    /// The document itself.
    pub fn document(&self) -> &Value {
        &self.inner.spec
    }

    /// Checks an answer to `operation`: an `operationId`, or `METHOD /path` where there is none.
    pub fn check_response(&self, operation: impl AsRef<str>, recorded: &Recorded) -> Report {
        let (mut report, operation) = (self.empty_report(), operation.as_ref());
        match self.inner.document.operation(operation) {
            Some(documented) => self.answer(documented, recorded, &mut report),
            None => unknown_operation(operation, recorded, &mut report),
        }
        report
    }

    /// Checks a request of `operation`: an `operationId`, or `METHOD /path` where there is none.
    pub fn check_request(&self, operation: impl AsRef<str>, recorded: &Recorded) -> Report {
        let (mut report, operation) = (self.empty_report(), operation.as_ref());
        match self.inner.document.operation(operation) {
            Some(documented) => self.request(documented, recorded, &mut report),
            None => unknown_operation(operation, recorded, &mut report),
        }
        report
    }

    /// Checks both messages of an exchange whose method and URL were recorded. The method and the path say which
    /// operation it is. An exchange that matches no operation is a finding if its host is one of the document's servers
    /// or is not known. With any other host it is skipped, and counted in [`Coverage::skipped`].
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
        let target = recorded.target.as_ref();
        let url = target.and_then(|target| url::Url::parse(&target.url).ok());
        let path = match (&url, target) {
            (Some(url), _) => url.path(),
            (None, Some(target)) => target.url.split(['?', '#']).next().unwrap_or_default(),
            (None, None) => "",
        };
        let method = target.map_or("", |target| target.method.as_str());
        // A template's braces come escaped out of a URL.
        let path = path.replace("%7B", "{").replace("%7D", "}");
        match self.inner.document.matching(method, &path) {
            Some(documented) => {
                if recorded.request.is_some() {
                    self.request(documented, recorded, &mut report);
                }
                if recorded.answer.is_some() {
                    self.answer(documented, recorded, &mut report);
                }
            }
            None if url.as_ref().is_none_or(|url| self.inner.document.serves(url.host_str())) => {
                let known =
                    Some(method).filter(|method| method.bytes().all(|byte| byte.is_ascii_alphabetic()));
                let name = format!("{} (undocumented)", known.unwrap_or_default());
                unknown_operation(&name, recorded, &mut report);
            }
            None => report.coverage_mut().skip(),
        }
        report
    }

    /// Checks every recording of a directory, or one recording: bodies in `<operation>.<status>.json` and
    /// `<operation>.request.json`, exchanges in HAR 1.2 files (`.har`).
    ///
    /// ```no_run
    /// use openapi_drift::Contract;
    ///
    /// let contract = Contract::from_json(&std::fs::read_to_string("openapi.json")?)?;
    /// contract.check_recordings("tests/recorded")?.assert_clean();
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The path can't be read, holds no recording, or holds one that can't be used, such as a `.json` file that is not
    /// named after an operation.
    pub fn check_recordings(&self, path: impl AsRef<Path>) -> Result<Report, ContractError> {
        let path = path.as_ref();
        let operation = |name: &str| {
            let plain = |name: &str| name.replace('-', "_").to_ascii_lowercase();
            let ids = self.inner.document.operations.iter().map(|operation| &operation.id);
            ids.into_iter().find(|id| plain(id) == plain(name)).cloned()
        };
        let mut report = self.empty_report();
        for file in directory::read(path, &operation)? {
            for recorded in &file.recorded {
                let one = match &file.operation {
                    None => self.check_exchange(recorded),
                    Some(id) if recorded.answer.is_some() => self.check_response(id, recorded),
                    Some(id) => self.check_request(id, recorded),
                };
                report = report.merge(one);
            }
        }
        if report.coverage().messages() == 0 {
            let problem = "no recorded exchange is with a server of this spec";
            return Err(ContractError::new(path.display().to_string(), problem));
        }
        Ok(report)
    }

    pub(super) fn documented(&self) -> &[Documented] {
        &self.inner.document.operations
    }

    /// The report of no message, to merge others into.
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

pub(super) fn finish(faults: Vec<Fault>, of: &MessageOf, recorded: &Recorded, report: &mut Report) {
    report.coverage_mut().count();
    let source = recorded.source.as_deref();
    report.add(faults.into_iter().map(|fault| fault.into_finding(of, source)));
}

fn unknown_operation(name: &str, recorded: &Recorded, report: &mut Report) {
    let status = recorded.answer.as_ref().map(|(status, _)| *status);
    let of = MessageOf { operation: name.to_owned(), status };
    let what = "is an operation that the spec does not have";
    finish(vec![Fault::new(Check::OperationUndocumented, "", "/paths", what)], &of, recorded, report);
}
