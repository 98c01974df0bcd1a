//! [`Contract`]: holds messages against a document.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use super::directory;
use super::document::{Answer, Body, Document, Documented, Header, Place, Scheme};
use super::error::ContractError;
use super::finding::{Check, Fault, MessageOf};
use super::media::MediaType;
use super::pointer::{child, related, shown};
use super::prepare::Direction;
use super::recorded::{Message, Recorded};
use super::report::{Coverage, Report};
use super::schemas::{Schemas, kind_of};
use crate::generated::SPEC;
use crate::generated::constants::DECODERS;

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

/// A document to hold messages against. Cheap to clone.
#[derive(Clone)]
pub struct Contract(pub(super) Arc<Inner>);

pub(super) struct Inner {
    spec: Arc<Value>,
    pub(super) document: Document,
    pub(super) requests: Schemas,
    pub(super) answers: Schemas,
    /// Every operation and status.
    documented: Arc<Vec<(String, String)>>,
    /// Whether this crate's decoders are for it.
    embedded: bool,
}

impl Contract {
    /// The crate's own `openapi.yaml`, as it was when the crate was built.
    #[allow(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "the build has checked this very document, and a test reads it"
    )]
    pub fn embedded() -> Self {
        static EMBEDDED: OnceLock<Contract> = OnceLock::new();
        EMBEDDED
            .get_or_init(|| {
                let spec = serde_json::from_str(SPEC).expect("the build wrote JSON");
                Self::new(spec, true).expect("the build has checked the document")
            })
            .clone()
    }

    /// Any OpenAPI 3.0 document, as JSON.
    ///
    /// # Errors
    ///
    /// It is not JSON, not a version 3.0.x, refers to what is not in it, or has a schema that can't be used; the error
    /// names the place.
    pub fn from_json(text: &str) -> Result<Self, ContractError> {
        let spec = serde_json::from_str(text)
            .map_err(|error| ContractError::new("#", format!("the document is not JSON: {error}")))?;
        Self::new(spec, false)
    }

    /// Any OpenAPI 3.0 document, as YAML or JSON.
    ///
    /// # Errors
    ///
    /// Like [`from_json`](Contract::from_json).
    #[cfg(feature = "cli")]
    #[cfg_attr(docsrs, doc(cfg(feature = "cli")))]
    pub fn from_yaml(text: &str) -> Result<Self, ContractError> {
        Self::new(super::yaml::read(text)?, false)
    }

    /// Any OpenAPI 3.0 document, from a file of YAML or JSON.
    ///
    /// # Errors
    ///
    /// The file can't be read, or like [`from_json`](Contract::from_json).
    #[cfg(feature = "cli")]
    #[cfg_attr(docsrs, doc(cfg(feature = "cli")))]
    pub fn read(path: impl AsRef<Path>) -> Result<Self, ContractError> {
        let path = path.as_ref();
        let named = |error: String| ContractError::new(path.display().to_string(), error);
        let text =
            std::fs::read_to_string(path).map_err(|error| named(format!("could not be read: {error}")))?;
        Self::from_yaml(&text).map_err(|error| named(error.to_string()))
    }

    fn new(spec: Value, embedded: bool) -> Result<Self, ContractError> {
        let document = Document::read(&spec)?;
        let spec = Arc::new(spec);
        let (requests, answers) = document.schemas();
        let requests = Schemas::new(Arc::clone(&spec), &requests, Direction::Request)?;
        let answers = Schemas::new(Arc::clone(&spec), &answers, Direction::Answer)?;
        let documented = document.operations.iter().flat_map(|operation| {
            operation.answers.iter().map(|answer| (operation.id.clone(), answer.key.clone()))
        });
        let documented = Arc::new(documented.collect());
        Ok(Self(Arc::new(Inner { spec, document, requests, answers, documented, embedded })))
    }

    /// The ids of all operations, with method and path.
    pub fn operations(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let operations = self.0.document.operations.iter();
        operations.map(|operation| (operation.id.as_str(), operation.method(), operation.path()))
    }

    /// The document itself.
    pub fn document(&self) -> &Value {
        &self.0.spec
    }

    /// Checks an answer to `operation`: an `operationId`, or `METHOD /path` where there is none.
    pub fn check_response(&self, operation: impl AsRef<str>, recorded: &Recorded) -> Report {
        let (mut report, operation) = (self.empty_report(), operation.as_ref());
        match self.0.document.operation(operation) {
            Some(documented) => self.answer(documented, recorded, &mut report),
            None => unknown_operation(operation, recorded, &mut report),
        }
        report
    }

    /// Checks a request of `operation`: an `operationId`, or `METHOD /path` where there is none.
    pub fn check_request(&self, operation: impl AsRef<str>, recorded: &Recorded) -> Report {
        let (mut report, operation) = (self.empty_report(), operation.as_ref());
        match self.0.document.operation(operation) {
            Some(documented) => self.request(documented, recorded, &mut report),
            None => unknown_operation(operation, recorded, &mut report),
        }
        report
    }

    /// Checks an exchange whose method and URL were recorded, both of its messages, by the operation that they match.
    /// One with another host is skipped and counted.
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
        match self.0.document.matching(method, &path) {
            Some(documented) => {
                if recorded.request.is_some() {
                    self.request(documented, recorded, &mut report);
                }
                if recorded.answer.is_some() {
                    self.answer(documented, recorded, &mut report);
                }
            }
            None if url.as_ref().is_none_or(|url| self.0.document.serves(url.host_str())) => {
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
    /// # Errors
    ///
    /// The path can't be read, holds no recording, or holds one that can't be used, such as a `.json` file that is not
    /// named after an operation.
    pub fn check_dir(&self, path: impl AsRef<Path>) -> Result<Report, ContractError> {
        let path = path.as_ref();
        let operation = |name: &str| {
            let plain = |name: &str| name.replace('-', "_").to_ascii_lowercase();
            let ids = self.0.document.operations.iter().map(|operation| &operation.id);
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
        &self.0.document.operations
    }

    /// The report of no message, to merge others into.
    pub fn empty_report(&self) -> Report {
        Report::new(Coverage::of(Arc::clone(&self.0.documented)))
    }

    fn answer(&self, documented: &Documented, recorded: &Recorded, report: &mut Report) {
        let Some((status, message)) = &recorded.answer else {
            return;
        };
        let mut faults = Vec::new();
        match documented.answer(*status) {
            None => {
                let spec = child(&documented.pointer, "responses");
                let what = "is a status that the spec does not have";
                faults.push(Fault::new(Check::StatusUndocumented, "/status", spec, what));
            }
            Some(answer) => {
                report.coverage_mut().exercise(&documented.id, &answer.key);
                let bodiless = documented.method() == "head" || matches!(status, 100..200 | 204 | 304);
                self.answer_faults(documented, *status, answer, message, bodiless, &mut faults);
            }
        }
        let of = MessageOf { operation: documented.id.clone(), status: Some(*status) };
        finish(faults, &of, recorded, report);
    }

    fn answer_faults(
        &self,
        documented: &Documented,
        status: u16,
        answer: &Answer,
        message: &Message,
        bodiless: bool,
        faults: &mut Vec<Fault>,
    ) {
        headers(&self.0.answers, &answer.headers, message, faults);
        if bodiless {
            return;
        }
        let Some(spec) = body(&self.0.answers, &answer.body, message, faults).filter(|_| self.0.embedded)
        else {
            return;
        };
        let decoder = DECODERS.iter().find(|(id, of, _)| *id == documented.id && *of == answer.key);
        let bytes = message.body.as_deref().unwrap_or_default();
        if let Some((_, _, decode)) = decoder
            && let Some(place) = decode(bytes)
        {
            let place = format!("/body{place}");
            // What a schema says of the same place says more, if it is why the decoder refuses it.
            let takes = [Check::FieldUndocumented, Check::UidUnmasked];
            let told = |fault: &Fault| !takes.contains(&fault.check) && related(&fault.instance, &place);
            if !faults.iter().any(told) {
                let what = format!(
                    "fits its schema, but this crate can't decode it as an answer with status {status}"
                );
                faults.push(Fault::new(Check::DecodeFailed, place, spec, what));
            }
        }
    }

    fn request(&self, documented: &Documented, recorded: &Recorded, report: &mut Report) {
        let Some(message) = &recorded.request else {
            return;
        };
        let mut faults = Vec::new();
        headers(&self.0.requests, &documented.headers, message, &mut faults);
        if let Some(sent) = &message.headers {
            let url = recorded.target.as_ref().map(|target| target.url.as_str());
            security(documented, sent, url, &mut faults);
            undocumented_headers(documented, sent, &mut faults);
        }
        match &documented.body {
            Some(documented) => drop(body(&self.0.requests, documented, message, &mut faults)),
            None if message.body.as_ref().is_some_and(|body| !body.is_empty()) => {
                let what = "is a body where the spec has none";
                faults.push(Fault::new(Check::ContentTypeUndocumented, "/body", &documented.pointer, what));
            }
            None => {}
        }
        let of = MessageOf { operation: documented.id.clone(), status: None };
        finish(faults, &of, recorded, report);
    }
}

impl std::fmt::Debug for Contract {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contract")
            .field("operations", &self.0.document.operations.len())
            .finish_non_exhaustive()
    }
}

fn finish(faults: Vec<Fault>, of: &MessageOf, recorded: &Recorded, report: &mut Report) {
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

fn value_of<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

fn headers(schemas: &Schemas, documented: &[Header], message: &Message, faults: &mut Vec<Fault>) {
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
                let fits = readings(value).any(|reading| schemas.faults(schema, &reading).is_empty());
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

/// What is wrong with a body; where the spec documents it, if it is JSON as it should be.
fn body(schemas: &Schemas, documented: &Body, message: &Message, faults: &mut Vec<Fault>) -> Option<String> {
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
                faults.extend(schemas.faults(schema, &value).into_iter().map(|fault| fault.within("/body")));
            }
            Some(content.schema.as_ref().unwrap_or(&content.pointer).clone())
        }
    }
}

fn security(documented: &Documented, sent: &[(String, String)], url: Option<&str>, faults: &mut Vec<Fault>) {
    let missing = |schemes: &Vec<Scheme>| {
        schemes
            .iter()
            .filter(|scheme| !meets(&scheme.place, sent, url))
            .map(|scheme| {
                let place = match &scheme.place {
                    Place::Header(name) => child("/headers", name),
                    Place::Query(name) => child("/query", name),
                    Place::Cookie(_) => "/headers/cookie".to_owned(),
                    Place::Authorization(_) => "/headers/authorization".to_owned(),
                };
                let what = "is missing, but demanded by a security scheme";
                Fault::new(Check::SecurityMissing, place, scheme.pointer.clone(), what)
            })
            .collect::<Vec<_>>()
    };
    faults.extend(documented.security.iter().map(missing).min_by_key(Vec::len).unwrap_or_default());
}

fn meets(place: &Place, sent: &[(String, String)], url: Option<&str>) -> bool {
    let text = |name: &str| value_of(sent, name).filter(|value| !value.is_empty());
    match place {
        Place::Header(name) => text(name).is_some(),
        Place::Query(name) => match url.and_then(|url| url.split_once('?')) {
            // Without a URL there is nothing to miss it in.
            None => url.is_none(),
            Some((_, query)) => {
                url::form_urlencoded::parse(query.as_bytes()).any(|(known, _)| known == *name)
            }
        },
        Place::Cookie(name) => text("cookie").is_some_and(|cookies| {
            cookies
                .split(';')
                .filter_map(|cookie| cookie.split_once('='))
                .any(|(known, _)| known.trim() == name)
        }),
        Place::Authorization(scheme) => text("authorization").is_some_and(|value| {
            let own = value.split(' ').next().unwrap_or_default();
            scheme.as_ref().is_none_or(|scheme| own.eq_ignore_ascii_case(scheme))
        }),
    }
}

fn undocumented_headers(documented: &Documented, sent: &[(String, String)], faults: &mut Vec<Fault>) {
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
