//! [`Parameter`] and [`Header`]: what a document says about the parameters of a request and the headers of a response.

use serde_json::Value;

use crate::error::ContractError;
use crate::pointer::{child, text};
use crate::spec::media::MediaType;
use crate::spec::reader::Reader;

/// Describes a parameter in the path, the query or a cookie.
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) location: Location,
    pub(crate) pointer: String,
    pub(crate) required: bool,
    pub(crate) inferred: bool,
    /// Whether it may be sent without a value.
    pub(crate) allow_empty: bool,
    pub(crate) schema: Option<String>,
    pub(crate) coding: Coding,
}

impl Parameter {
    /// Returns whether a pair of this name holds the parameter's value, or a field of it in style `deepObject`.
    pub(crate) fn has_pair(&self, name: &str) -> bool {
        name.strip_prefix(&self.name).is_some_and(|rest| {
            rest.is_empty() || self.coding.style == Style::DeepObject && rest.starts_with('[')
        })
    }
}

/// Locates a parameter in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Cookie,
}

impl Location {
    /// Returns the part of a request in instance pointers.
    pub(crate) fn part(self) -> &'static str {
        match self {
            Self::Path => "/path",
            Self::Query => "/query",
            Self::Cookie => "/cookies",
        }
    }
}

/// Describes a header.
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) pointer: String,
    pub(crate) required: bool,
    pub(crate) inferred: bool,
    pub(crate) schema: Option<String>,
    pub(crate) coding: Coding,
}

/// Says how a value is written as text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Coding {
    pub(crate) style: Style,
    pub(crate) explode: bool,
    /// Whether the text is JSON, and has no style.
    pub(crate) is_json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

impl Style {
    /// Returns the style that a document names, or else the default.
    fn read(name: &str, location: Option<Location>) -> Self {
        match (location, name) {
            (Some(Location::Path), "label") => Self::Label,
            (Some(Location::Path), "matrix") => Self::Matrix,
            (Some(Location::Query), "spaceDelimited") => Self::SpaceDelimited,
            (Some(Location::Query), "pipeDelimited") => Self::PipeDelimited,
            (Some(Location::Query), "deepObject") => Self::DeepObject,
            (Some(Location::Query | Location::Cookie), _) => Self::Form,
            (Some(Location::Path) | None, _) => Self::Simple,
        }
    }
}

impl Reader<'_> {
    pub(crate) fn response_headers(&self, response: &str) -> Result<Vec<Header>, ContractError> {
        let at = child(response, "headers");
        let mut headers = Vec::new();
        for (name, _) in self.object(response, "headers")?.into_iter().flatten() {
            headers.extend(self.header(name, self.follow(&child(&at, name))?)?);
        }
        Ok(headers)
    }

    /// Reads the parameters of an operation, which override those of its path.
    pub(crate) fn parameters(
        &self,
        item: &str,
        operation: &str,
    ) -> Result<(Vec<Header>, Vec<Parameter>), ContractError> {
        let (mut headers, mut parameters): (Vec<Header>, Vec<Parameter>) = Default::default();
        for owner in [operation, item] {
            let at = child(owner, "parameters");
            for index in 0..self.length(&at)? {
                let pointer = self.follow(&child(&at, index.to_string()))?;
                let parameter = self.get(&pointer);
                let location = match parameter.get("in").and_then(Value::as_str) {
                    Some("header") => None,
                    Some("path") => Some(Location::Path),
                    Some("query") => Some(Location::Query),
                    Some("cookie") => Some(Location::Cookie),
                    _ => continue,
                };
                let Some(name) = parameter.get("name").and_then(Value::as_str) else {
                    let place = format!("#{}", child(&pointer, "name"));
                    return Err(ContractError::new(place, "a parameter must have a name"));
                };
                if let Some(location) = location {
                    let is_known = |known: &Parameter| known.location == location && known.name == name;
                    if !parameters.iter().any(is_known) {
                        parameters.push(self.parameter(name, location, pointer)?);
                    }
                } else {
                    let header = self.header(name, pointer)?;
                    let new = header.filter(|header| !headers.iter().any(|known| known.name == header.name));
                    headers.extend(new);
                }
            }
        }
        Ok((headers, parameters))
    }

    fn parameter(&self, name: &str, location: Location, pointer: String) -> Result<Parameter, ContractError> {
        let (schema, coding) = self.value(&pointer, Some(location))?;
        let is_true = |keyword| self.get(&pointer).get(keyword) == Some(&Value::Bool(true));
        Ok(Parameter {
            name: name.to_owned(),
            location,
            required: is_true("required"),
            inferred: self.is_inferred(&pointer),
            allow_empty: is_true("allowEmptyValue"),
            schema,
            coding,
            pointer,
        })
    }

    /// Reads a header; `None` for the three that OpenAPI describes by content types and security schemes instead.
    fn header(&self, name: &str, pointer: String) -> Result<Option<Header>, ContractError> {
        let name = name.to_ascii_lowercase();
        if ["accept", "content-type", "authorization"].contains(&name.as_str()) {
            return Ok(None);
        }
        let (schema, coding) = self.value(&pointer, None)?;
        let required = self.get(&pointer).get("required") == Some(&Value::Bool(true));
        let inferred = self.is_inferred(&pointer);
        Ok(Some(Header { name, pointer, required, inferred, schema, coding }))
    }

    fn is_inferred(&self, pointer: &str) -> bool {
        self.get(pointer).get("x-evidence").is_some_and(|mark| mark == "inferred")
    }

    /// Reads where the schema of a value is, and how the value is written. Content that is not JSON has no schema to
    /// check. `None` as the location means a header.
    fn value(
        &self,
        pointer: &str,
        location: Option<Location>,
    ) -> Result<(Option<String>, Coding), ContractError> {
        let object = self.root.pointer(pointer).unwrap_or(&Value::Null);
        let style = Style::read(text(object, "style").unwrap_or_default(), location);
        let explode = object.get("explode").and_then(Value::as_bool).unwrap_or(style == Style::Form);
        let schema_in = |at: &str| self.get(at).contains_key("schema").then(|| child(at, "schema"));
        let coding = Coding { style, explode, is_json: false };
        if let Some((media, _)) = self.object(pointer, "content")?.and_then(|content| content.iter().next()) {
            let at = self.follow(&child(&child(pointer, "content"), media))?;
            let is_json = MediaType::parse(media).is_json();
            let schema = schema_in(&at).filter(|_| is_json);
            return Ok((schema, Coding { is_json, ..coding }));
        }
        Ok((schema_in(pointer), coding))
    }
}
