//! [`Document`]: the operations of a document, with every reference resolved.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::error::ContractError;
use crate::pointer::{child, text};
use crate::schema::dialect::Dialect;
use crate::schema::graph::{Graph, NodeId};
use crate::spec::media::MediaType;
use crate::spec::parameters::{Header, Location, Parameter};
use crate::spec::reader::Reader;
use crate::spec::routes::Routes;
use crate::spec::security::{Scheme, keys_in_query};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

pub(crate) struct Document {
    pub(crate) dialect: Dialect,
    pub(crate) operations: Vec<OperationSpec>,
    pub(crate) routes: Routes,
    /// The query parameters in which security schemes send a key.
    pub(crate) keys_in_query: BTreeSet<String>,
}

/// Describes an operation.
pub(crate) struct OperationSpec {
    /// Its position in the document.
    pub(crate) index: usize,
    pub(crate) id: String,
    pub(crate) pointer: String,
    method: String,
    path: String,
    pub(crate) headers: Vec<Header>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    /// Alternatives: a request must satisfy every scheme of at least one list.
    pub(crate) security: Vec<Vec<Scheme>>,
    pub(crate) responses: Vec<ResponseSpec>,
}

/// Describes the responses with one documented status.
pub(crate) struct ResponseSpec {
    /// A status, a range such as `4XX`, or `default`.
    pub(crate) key: String,
    /// Its position among all responses of the document.
    pub(crate) position: usize,
    pub(crate) headers: Vec<Header>,
    pub(crate) body: Body,
}

pub(crate) struct Body {
    pub(crate) pointer: String,
    pub(crate) required: bool,
    pub(crate) content: Vec<Content>,
}

pub(crate) struct Content {
    pub(crate) media: MediaType,
    pub(crate) pointer: String,
    pub(crate) schema: Option<String>,
    /// The schema in the graph, once that was read.
    pub(crate) root: Option<NodeId>,
}

impl Document {
    /// Notes where the schemas of bodies are in the graph.
    pub(crate) fn connect(&mut self, graph: &Graph) {
        for operation in &mut self.operations {
            let bodies = operation.responses.iter_mut().map(|response| &mut response.body);
            for content in bodies.chain(&mut operation.body).flat_map(|body| &mut body.content) {
                content.root = content.schema.as_ref().and_then(|schema| graph.id(schema));
            }
        }
    }

    pub(crate) fn read(root: &Value) -> Result<Self, ContractError> {
        let version = text(root, "openapi").unwrap_or_default();
        let dialect = match version.split('.').collect::<Vec<_>>().as_slice() {
            ["3", "0", _] => Dialect::OpenApi30,
            ["3", "1", _] => Dialect::OpenApi31,
            _ => {
                let problem = "must be 3.0.x or 3.1.x: other versions of OpenAPI are not supported";
                return Err(ContractError::new("#/openapi", problem));
            }
        };
        let reader = Reader { root, dialect };
        let mut operations = Vec::new();
        for (path, _) in reader.object("", "paths")?.into_iter().flatten() {
            if path.starts_with("x-") {
                continue;
            }
            let item = reader.follow(&child("/paths", path))?;
            for method in METHODS {
                if reader.get(&item).contains_key(method) {
                    operations.push(reader.operation(operations.len(), path, &item, method)?);
                }
            }
        }
        if operations.is_empty() {
            return Err(ContractError::new("#/paths", "the document has no operation"));
        }
        let mut ids = BTreeSet::new();
        if let Some(twice) = operations.iter().find(|operation| !ids.insert(operation.id.clone())) {
            let place = format!("#{}/operationId", twice.pointer);
            return Err(ContractError::new(place, "another operation has the same id"));
        }
        let responses = operations.iter_mut().flat_map(|operation| &mut operation.responses);
        for (position, response) in responses.enumerate() {
            response.position = position;
        }
        let routes = operations.iter().map(|it| (it.pointer.as_str(), it.method(), it.path()));
        let routes = Routes::read(root, routes);
        Ok(Self { dialect, operations, routes, keys_in_query: keys_in_query(root) })
    }

    pub(crate) fn operation(&self, id: &str) -> Option<&OperationSpec> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// Returns the schemas of requests and the schemas of responses.
    pub(crate) fn schemas(&self) -> (BTreeSet<String>, BTreeSet<String>) {
        let content = |body: &Body| {
            body.content.iter().filter_map(|content| content.schema.clone()).collect::<Vec<_>>()
        };
        let headers =
            |headers: &[Header]| headers.iter().filter_map(|it| it.schema.clone()).collect::<Vec<_>>();
        let (mut requests, mut responses) = (BTreeSet::new(), BTreeSet::new());
        for operation in &self.operations {
            requests.extend(headers(&operation.headers));
            requests.extend(operation.parameters.iter().filter_map(|it| it.schema.clone()));
            requests.extend(operation.body.iter().flat_map(content));
            for response in &operation.responses {
                responses.extend(headers(&response.headers));
                responses.extend(content(&response.body));
            }
        }
        (requests, responses)
    }
}

impl OperationSpec {
    pub(crate) fn method(&self) -> &str {
        &self.method
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Returns the parameters in the path, the query or the cookies.
    pub(crate) fn parameters_in(&self, location: Location) -> Vec<&Parameter> {
        self.parameters.iter().filter(|parameter| parameter.location == location).collect()
    }

    /// Returns whether a status, or its range, is documented by itself and not only by the default.
    pub(crate) fn names_status(&self, status: Option<u16>) -> bool {
        status.and_then(|status| self.response(status)).is_some_and(|response| response.key != "default")
    }

    /// Finds the response that documents a status: by the exact status, its range, or the default.
    pub(crate) fn response(&self, status: u16) -> Option<&ResponseSpec> {
        let exact = |key: &str| key.parse() == Ok(status);
        let range = |key: &str| key.strip_suffix("XX").is_some_and(|class| class.parse() == Ok(status / 100));
        let find = |fits: &dyn Fn(&str) -> bool| self.responses.iter().find(|response| fits(&response.key));
        find(&exact).or_else(|| find(&range)).or_else(|| find(&|key| key == "default"))
    }
}

impl Reader<'_> {
    fn operation(
        &self,
        index: usize,
        path: &str,
        item: &str,
        method: &str,
    ) -> Result<OperationSpec, ContractError> {
        let pointer = child(item, method);
        let operation = self.get(&pointer);
        if self.root.pointer(&pointer).is_some_and(|value| !value.is_object()) {
            return Err(ContractError::new(format!("#{pointer}"), "an operation must be an object"));
        }
        let by_place = || format!("{} {path}", method.to_ascii_uppercase());
        let id = operation.get("operationId").and_then(Value::as_str).map_or_else(by_place, str::to_owned);
        let mut body = None;
        if operation.contains_key("requestBody") {
            let at = self.follow(&child(&pointer, "requestBody"))?;
            let required = self.get(&at).get("required") == Some(&Value::Bool(true));
            body = Some(self.body(at, required)?);
        }
        let mut responses = Vec::new();
        let at = child(&pointer, "responses");
        for (key, _) in self.object(&pointer, "responses")?.into_iter().flatten() {
            if key.starts_with("x-") {
                continue;
            }
            let place = child(&at, key);
            let key = key.to_ascii_uppercase();
            let key = if key == "DEFAULT" { "default".to_owned() } else { key };
            let is_status = match key.as_bytes() {
                [b'1'..=b'5', b'X', b'X'] => true,
                [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
                _ => false,
            };
            if key != "default" && !is_status {
                let problem = "must be a status such as 200, a range such as 2XX, or default";
                return Err(ContractError::new(format!("#{place}"), problem));
            }
            let place = self.follow(&place)?;
            let headers = self.response_headers(&place)?;
            responses.push(ResponseSpec { key, position: 0, headers, body: self.body(place, true)? });
        }
        let may_be_silent = self.dialect == Dialect::OpenApi31 && !operation.contains_key("responses");
        if responses.is_empty() && !may_be_silent {
            return Err(ContractError::new(format!("#{at}"), "an operation must document a response"));
        }
        let (headers, parameters) = self.parameters(item, &pointer)?;
        Ok(OperationSpec {
            index,
            id,
            security: self.security(&pointer)?,
            pointer,
            method: method.to_owned(),
            path: path.to_owned(),
            headers,
            parameters,
            body,
            responses,
        })
    }

    fn body(&self, pointer: String, required: bool) -> Result<Body, ContractError> {
        let at = child(&pointer, "content");
        let mut content = Vec::new();
        for (media, _) in self.object(&pointer, "content")?.into_iter().flatten() {
            let pointer = self.follow(&child(&at, media))?;
            let schema = self.get(&pointer).contains_key("schema").then(|| child(&pointer, "schema"));
            content.push(Content { media: MediaType::parse(media), pointer, schema, root: None });
        }
        Ok(Body { pointer, required, content })
    }
}
