//! [`Document`]: the operations of an OpenAPI 3.0 document, with every reference resolved.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::error::ContractError;
use crate::pointer::{child, text};
use crate::schema::prepare;
use crate::spec::media::MediaType;
use crate::spec::paths::{self, Server};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// How many references to follow one after another. A longer chain is taken for a cycle.
const MAX_REFERENCE_HOPS: usize = 32;

pub(crate) struct Document {
    pub(crate) operations: Vec<OperationSpec>,
    servers: Vec<Server>,
}

/// Describes an operation.
pub(crate) struct OperationSpec {
    pub(crate) id: String,
    pub(crate) pointer: String,
    method: String,
    path: String,
    pub(crate) headers: Vec<Header>,
    pub(crate) body: Option<Body>,
    /// Alternatives: a request must satisfy every scheme of at least one list.
    pub(crate) security: Vec<Vec<Scheme>>,
    pub(crate) responses: Vec<ResponseSpec>,
}

/// Describes the responses with one documented status.
pub(crate) struct ResponseSpec {
    /// A status, a range such as `4XX`, or `default`.
    pub(crate) key: String,
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
}

pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) pointer: String,
    pub(crate) required: bool,
    pub(crate) inferred: bool,
    pub(crate) schema: Option<String>,
}

/// Describes a security scheme.
pub(crate) struct Scheme {
    pub(crate) pointer: String,
    pub(crate) location: CredentialLocation,
}

/// Locates a credential in a request.
pub(crate) enum CredentialLocation {
    Header(String),
    Query(String),
    Cookie(String),
    /// The `Authorization` header, with this authentication scheme if it is known.
    Authorization(Option<String>),
}

impl Document {
    pub(crate) fn read(root: &Value) -> Result<Self, ContractError> {
        let version = text(root, "openapi").unwrap_or_default();
        if !version.starts_with("3.0.") {
            let problem = "must be 3.0.x: other versions of OpenAPI are not supported";
            return Err(ContractError::new("#/openapi", problem));
        }
        let reader = Reader { root };
        let mut operations = Vec::new();
        for (path, _) in reader.object("", "paths")?.into_iter().flatten() {
            if path.starts_with("x-") {
                continue;
            }
            let item = reader.follow(&child("/paths", path))?;
            for method in METHODS {
                if reader.get(&item).contains_key(method) {
                    operations.push(reader.operation(path, &item, method)?);
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
        Ok(Self { operations, servers: paths::servers(root) })
    }

    pub(crate) fn operation(&self, id: &str) -> Option<&OperationSpec> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// Finds the operation of a request. If several match, the path template with the most fixed text wins.
    pub(crate) fn matching(&self, method: &str, path: &str) -> Option<&OperationSpec> {
        let paths = self.servers.iter().filter_map(|server| path.strip_prefix(server.path.as_str()));
        let paths = paths.chain([path]).collect::<Vec<_>>();
        let fits = |operation: &&OperationSpec| {
            operation.method.eq_ignore_ascii_case(method)
                && paths.iter().any(|path| paths::matches_template(&operation.path, path))
        };
        let fixed = |operation: &&OperationSpec| {
            operation
                .path
                .split('/')
                .filter(|part| !part.contains('{'))
                .map(|part| part.len() + 1)
                .sum::<usize>()
        };
        self.operations.iter().filter(fits).max_by_key(fixed)
    }

    /// Returns whether a host is one of the documented servers.
    pub(crate) fn serves(&self, host: Option<&str>) -> bool {
        host.is_some() && self.servers.iter().any(|server| server.host.as_deref() == host)
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

    /// Returns whether a status, or its range, is documented by itself and not only by the default.
    pub(crate) fn names_status(&self, status: Option<u16>) -> bool {
        status.and_then(|status| self.response(status)).is_some_and(|response| response.key != "default")
    }

    /// Finds the response that documents a status: by the exact status, its range, or the default.
    pub(crate) fn response(&self, status: u16) -> Option<&ResponseSpec> {
        let (exact, range) = (status.to_string(), format!("{}XX", status / 100));
        [exact.as_str(), range.as_str(), "default"]
            .into_iter()
            .find_map(|key| self.responses.iter().find(|response| response.key == key))
    }
}

struct Reader<'a> {
    root: &'a Value,
}

impl<'a> Reader<'a> {
    fn get(&self, pointer: &str) -> &'a Map<String, Value> {
        static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
        self.root.pointer(pointer).and_then(Value::as_object).unwrap_or(&NONE)
    }

    /// Returns a member, which must be an object if it is present.
    fn object(&self, at: &str, name: &str) -> Result<Option<&'a Map<String, Value>>, ContractError> {
        match self.root.pointer(&child(at, name)) {
            None => Ok(None),
            Some(Value::Object(object)) => Ok(Some(object)),
            Some(_) => Err(ContractError::new(format!("#{}", child(at, name)), "must be an object")),
        }
    }

    /// Returns the length of an array; 0 if it is absent.
    fn length(&self, at: &str) -> Result<usize, ContractError> {
        match self.root.pointer(at) {
            None => Ok(0),
            Some(Value::Array(items)) => Ok(items.len()),
            Some(_) => Err(ContractError::new(format!("#{at}"), "must be an array")),
        }
    }

    /// Follows references to where an object is defined.
    fn follow(&self, pointer: &str) -> Result<String, ContractError> {
        let mut at = pointer.to_owned();
        for _ in 0..MAX_REFERENCE_HOPS {
            let Some(object) = self.root.pointer(&at).and_then(Value::as_object) else {
                return Err(ContractError::new(format!("#{at}"), "must be an object"));
            };
            match object.get("$ref") {
                None => return Ok(at),
                Some(reference) => at = prepare::target(self.root, &child(&at, "$ref"), reference)?,
            }
        }
        Err(ContractError::new(format!("#{pointer}"), "its references form a cycle"))
    }

    fn operation(&self, path: &str, item: &str, method: &str) -> Result<OperationSpec, ContractError> {
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
            responses.push(ResponseSpec { key, headers, body: self.body(place, true)? });
        }
        if responses.is_empty() {
            return Err(ContractError::new(format!("#{at}"), "an operation must document a response"));
        }
        let headers = self.parameters(item, &pointer)?;
        let security = self.security(&pointer)?;
        let (method, path) = (method.to_owned(), path.to_owned());
        Ok(OperationSpec { id, pointer, method, path, headers, body, security, responses })
    }

    fn body(&self, pointer: String, required: bool) -> Result<Body, ContractError> {
        let at = child(&pointer, "content");
        let mut content = Vec::new();
        for (media, _) in self.object(&pointer, "content")?.into_iter().flatten() {
            let pointer = self.follow(&child(&at, media))?;
            let schema = self.get(&pointer).contains_key("schema").then(|| child(&pointer, "schema"));
            content.push(Content { media: MediaType::parse(media), pointer, schema });
        }
        Ok(Body { pointer, required, content })
    }

    fn response_headers(&self, response: &str) -> Result<Vec<Header>, ContractError> {
        let at = child(response, "headers");
        let mut headers = Vec::new();
        for (name, _) in self.object(response, "headers")?.into_iter().flatten() {
            headers.extend(self.header(name, self.follow(&child(&at, name))?));
        }
        Ok(headers)
    }

    /// Reads a header; `None` for the three that OpenAPI describes by content types and security schemes instead.
    fn header(&self, name: &str, pointer: String) -> Option<Header> {
        let ruled_out = ["accept", "content-type", "authorization"];
        if ruled_out.contains(&name.to_ascii_lowercase().as_str()) {
            return None;
        }
        let header = self.get(&pointer);
        Some(Header {
            name: name.to_ascii_lowercase(),
            required: header.get("required") == Some(&Value::Bool(true)),
            inferred: header.get("x-evidence").is_some_and(|mark| mark == "inferred"),
            schema: header.contains_key("schema").then(|| child(&pointer, "schema")),
            pointer,
        })
    }

    /// Reads the header parameters of an operation, which override those of its path.
    fn parameters(&self, item: &str, operation: &str) -> Result<Vec<Header>, ContractError> {
        let mut headers: Vec<Header> = Vec::new();
        for owner in [operation, item] {
            let at = child(owner, "parameters");
            for index in 0..self.length(&at)? {
                let pointer = self.follow(&child(&at, index.to_string()))?;
                let parameter = self.get(&pointer);
                if parameter.get("in").is_some_and(|place| place == "header") {
                    let Some(name) = parameter.get("name").and_then(Value::as_str) else {
                        let place = format!("#{}", child(&pointer, "name"));
                        return Err(ContractError::new(place, "a parameter must have a name"));
                    };
                    let header = self.header(name, pointer);
                    let new = header.filter(|header| !headers.iter().any(|known| known.name == header.name));
                    headers.extend(new);
                }
            }
        }
        Ok(headers)
    }

    fn security(&self, operation: &str) -> Result<Vec<Vec<Scheme>>, ContractError> {
        let own = child(operation, "security");
        let at = if self.root.pointer(&own).is_some() { own } else { "/security".to_owned() };
        let mut alternatives = Vec::new();
        for index in 0..self.length(&at)? {
            let index = index.to_string();
            let place = child(&at, &index);
            let mut schemes = Vec::new();
            for name in self.object(&at, &index)?.into_iter().flat_map(Map::keys) {
                let pointer = child("/components/securitySchemes", name);
                if self.root.pointer(&pointer).is_none() {
                    let problem = "is not a security scheme of the document";
                    return Err(ContractError::new(format!("#{}", child(&place, name)), problem));
                }
                let pointer = self.follow(&pointer)?;
                schemes.push(Scheme { location: self.credential_location(&pointer)?, pointer });
            }
            alternatives.push(schemes);
        }
        Ok(alternatives)
    }

    fn credential_location(&self, pointer: &str) -> Result<CredentialLocation, ContractError> {
        let scheme = self.get(pointer);
        let word = |name: &str| scheme.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(match (word("type").as_str(), word("in").as_str()) {
            ("apiKey", "header") => CredentialLocation::Header(word("name").to_ascii_lowercase()),
            ("apiKey", "query") => CredentialLocation::Query(word("name")),
            ("apiKey", "cookie") => CredentialLocation::Cookie(word("name")),
            ("http", _) => CredentialLocation::Authorization(Some(word("scheme").to_ascii_lowercase())),
            ("oauth2" | "openIdConnect", _) => CredentialLocation::Authorization(None),
            _ => {
                return Err(ContractError::new(
                    format!("#{pointer}"),
                    "is not a security scheme of OpenAPI 3.0",
                ));
            }
        })
    }
}
