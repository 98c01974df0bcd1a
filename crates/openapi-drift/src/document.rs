//! An OpenAPI 3.0 document as a table of its operations, every reference followed.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::error::ContractError;
use super::media::MediaType;
use super::pointer::{child, text};
use super::prepare;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

pub(super) struct Document {
    pub(super) operations: Vec<Documented>,
    servers: Vec<Server>,
}

/// An operation.
pub(super) struct Documented {
    pub(super) id: String,
    pub(super) pointer: String,
    method: String,
    path: String,
    pub(super) headers: Vec<Header>,
    pub(super) body: Option<Body>,
    /// One of these lists must be met whole.
    pub(super) security: Vec<Vec<Scheme>>,
    pub(super) answers: Vec<Answer>,
}

pub(super) struct Answer {
    /// A status, a range such as `4XX`, or `default`.
    pub(super) key: String,
    pub(super) headers: Vec<Header>,
    pub(super) body: Body,
}

pub(super) struct Body {
    pub(super) pointer: String,
    pub(super) required: bool,
    pub(super) content: Vec<Content>,
}

pub(super) struct Content {
    pub(super) media: MediaType,
    pub(super) pointer: String,
    pub(super) schema: Option<String>,
}

pub(super) struct Header {
    pub(super) name: String,
    pub(super) pointer: String,
    pub(super) required: bool,
    pub(super) inferred: bool,
    pub(super) schema: Option<String>,
}

/// What a security scheme demands of a request.
pub(super) struct Scheme {
    pub(super) pointer: String,
    pub(super) place: Place,
}

pub(super) enum Place {
    Header(String),
    Query(String),
    Cookie(String),
    /// An `Authorization` header, of this scheme if it is known.
    Authorization(Option<String>),
}

struct Server {
    host: Option<String>,
    path: String,
}

impl Document {
    pub(super) fn read(root: &Value) -> Result<Self, ContractError> {
        let version = text(root, "openapi").unwrap_or_default();
        if !version.starts_with("3.0.") {
            let problem = "must be a version 3.0.x of OpenAPI, which is the one that is understood here";
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
        Ok(Self { operations, servers: servers(root) })
    }

    pub(super) fn operation(&self, id: &str) -> Option<&Documented> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// The operation that a request is for: the one whose path template has the most fixed text.
    pub(super) fn matching(&self, method: &str, path: &str) -> Option<&Documented> {
        let paths = self.servers.iter().filter_map(|server| path.strip_prefix(server.path.as_str()));
        let paths = paths.chain([path]).collect::<Vec<_>>();
        let fits = |operation: &&Documented| {
            operation.method.eq_ignore_ascii_case(method)
                && paths.iter().any(|path| matches_template(&operation.path, path))
        };
        let fixed = |operation: &&Documented| {
            operation
                .path
                .split('/')
                .filter(|part| !part.contains('{'))
                .map(|part| part.len() + 1)
                .sum::<usize>()
        };
        self.operations.iter().filter(fits).max_by_key(fixed)
    }

    /// Whether a host is one of the documented servers.
    pub(super) fn serves(&self, host: Option<&str>) -> bool {
        host.is_some() && self.servers.iter().any(|server| server.host.as_deref() == host)
    }

    /// The schemas of requests, and those of answers.
    pub(super) fn schemas(&self) -> (BTreeSet<String>, BTreeSet<String>) {
        let content = |body: &Body| {
            body.content.iter().filter_map(|content| content.schema.clone()).collect::<Vec<_>>()
        };
        let headers =
            |headers: &[Header]| headers.iter().filter_map(|it| it.schema.clone()).collect::<Vec<_>>();
        let (mut requests, mut answers) = (BTreeSet::new(), BTreeSet::new());
        for operation in &self.operations {
            requests.extend(headers(&operation.headers));
            requests.extend(operation.body.iter().flat_map(content));
            for answer in &operation.answers {
                answers.extend(headers(&answer.headers));
                answers.extend(content(&answer.body));
            }
        }
        (requests, answers)
    }
}

impl Documented {
    pub(super) fn method(&self) -> &str {
        &self.method
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// What is documented for a status: itself, its range, or the default.
    pub(super) fn answer(&self, status: u16) -> Option<&Answer> {
        let (exact, range) = (status.to_string(), format!("{}XX", status / 100));
        [exact.as_str(), range.as_str(), "default"]
            .into_iter()
            .find_map(|key| self.answers.iter().find(|answer| answer.key == key))
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

    /// A member that is an object, if it is there.
    fn object(&self, at: &str, name: &str) -> Result<Option<&'a Map<String, Value>>, ContractError> {
        match self.root.pointer(&child(at, name)) {
            None => Ok(None),
            Some(Value::Object(object)) => Ok(Some(object)),
            Some(_) => Err(ContractError::new(format!("#{}", child(at, name)), "must be an object")),
        }
    }

    /// The length of a list; of none, if it is not there.
    fn length(&self, at: &str) -> Result<usize, ContractError> {
        match self.root.pointer(at) {
            None => Ok(0),
            Some(Value::Array(items)) => Ok(items.len()),
            Some(_) => Err(ContractError::new(format!("#{at}"), "must be an array")),
        }
    }

    /// Where a thing really stands.
    fn follow(&self, pointer: &str) -> Result<String, ContractError> {
        let mut at = pointer.to_owned();
        for _ in 0..32 {
            let Some(object) = self.root.pointer(&at).and_then(Value::as_object) else {
                return Err(ContractError::new(format!("#{at}"), "must be an object"));
            };
            match object.get("$ref") {
                None => return Ok(at),
                Some(reference) => at = prepare::target(self.root, &child(&at, "$ref"), reference)?,
            }
        }
        Err(ContractError::new(format!("#{pointer}"), "its references have no end"))
    }

    fn operation(&self, path: &str, item: &str, method: &str) -> Result<Documented, ContractError> {
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
        let mut answers = Vec::new();
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
            let headers = self.answer_headers(&place)?;
            answers.push(Answer { key, headers, body: self.body(place, true)? });
        }
        if answers.is_empty() {
            return Err(ContractError::new(format!("#{at}"), "an operation must document an answer"));
        }
        let headers = self.parameters(item, &pointer)?;
        let security = self.security(&pointer)?;
        let (method, path) = (method.to_owned(), path.to_owned());
        Ok(Documented { id, pointer, method, path, headers, body, security, answers })
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

    fn answer_headers(&self, answer: &str) -> Result<Vec<Header>, ContractError> {
        let at = child(answer, "headers");
        let mut headers = Vec::new();
        for (name, _) in self.object(answer, "headers")?.into_iter().flatten() {
            headers.extend(self.header(name, self.follow(&child(&at, name))?));
        }
        Ok(headers)
    }

    /// OpenAPI leaves these three to the content, and to security.
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

    /// The header parameters of an operation, which override those of its path.
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
                    let problem = "names no security scheme of the document";
                    return Err(ContractError::new(format!("#{}", child(&place, name)), problem));
                }
                let pointer = self.follow(&pointer)?;
                schemes.push(Scheme { place: self.place(&pointer)?, pointer });
            }
            alternatives.push(schemes);
        }
        Ok(alternatives)
    }

    fn place(&self, pointer: &str) -> Result<Place, ContractError> {
        let scheme = self.get(pointer);
        let word = |name: &str| scheme.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(match (word("type").as_str(), word("in").as_str()) {
            ("apiKey", "header") => Place::Header(word("name").to_ascii_lowercase()),
            ("apiKey", "query") => Place::Query(word("name")),
            ("apiKey", "cookie") => Place::Cookie(word("name")),
            ("http", _) => Place::Authorization(Some(word("scheme").to_ascii_lowercase())),
            ("oauth2" | "openIdConnect", _) => Place::Authorization(None),
            _ => {
                return Err(ContractError::new(
                    format!("#{pointer}"),
                    "is no security scheme of OpenAPI 3.0",
                ));
            }
        })
    }
}

/// The documented servers, with the default values of their variables.
fn servers(root: &Value) -> Vec<Server> {
    let listed = root.get("servers").and_then(Value::as_array).into_iter().flatten();
    let server = |server: &Value| {
        let mut address = text(server, "url")?.to_owned();
        for (name, variable) in server.get("variables").and_then(Value::as_object).into_iter().flatten() {
            address = address.replace(&format!("{{{name}}}"), text(variable, "default").unwrap_or_default());
        }
        Some(match url::Url::parse(&address) {
            Ok(url) => Server {
                host: url.host_str().map(str::to_owned),
                path: url.path().trim_end_matches('/').to_owned(),
            },
            Err(_) => Server { host: None, path: address.trim_end_matches('/').to_owned() },
        })
    };
    listed.filter_map(server).collect()
}

fn matches_template(template: &str, path: &str) -> bool {
    let (mut documented, mut actual) = (template.split('/'), path.split('/'));
    loop {
        match (documented.next(), actual.next()) {
            (None, None) => return true,
            (Some(part), Some(actual)) if matches_part(part, actual) => {}
            _ => return false,
        }
    }
}

fn matches_part(part: &str, actual: &str) -> bool {
    let (Some(open), Some(close)) = (part.find('{'), part.rfind('}')) else {
        return part == actual;
    };
    let rest = actual.strip_prefix(&part[..open]).and_then(|rest| rest.strip_suffix(&part[close + 1..]));
    rest.is_some_and(|value| !value.is_empty())
}
