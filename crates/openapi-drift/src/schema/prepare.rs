//! Rewrites the schemas of an OpenAPI 3.0 document in place, as JSON Schema Draft 4.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::error::ContractError;
use crate::pointer::{child, escaped, of_reference, text};

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// Keywords that Draft 4 has and OpenAPI 3.0 does not.
const DRAFT_4_ONLY_KEYWORDS: [&str; 5] =
    ["id", "patternProperties", "dependencies", "additionalItems", "discriminator"];

/// Keywords that must be booleans. Any other value, such as a number as in later versions, would be read as `false`.
const BOOLEAN_KEYWORDS: [&str; 6] =
    ["nullable", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum", "readOnly", "writeOnly"];

/// How many schemas may apply to one value in a chain of references. Each of them uses stack space.
const MAX_CHAINED_SCHEMAS: usize = 256;

/// Distinguishes requests from responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Request,
    Response,
}

impl Direction {
    /// Returns the keyword of properties that are not sent in this direction.
    pub(crate) fn hidden(self) -> &'static str {
        match self {
            Self::Request => "readOnly",
            Self::Response => "writeOnly",
        }
    }
}

/// Holds a document that JSON Schema can use.
pub(crate) struct Prepared {
    pub(crate) document: Value,
    /// The names of all properties.
    pub(crate) names: BTreeSet<String>,
    /// The most schemas that apply to one value in a chain.
    pub(crate) longest_chain: usize,
}

/// Copies the document and rewrites the schemas at `roots`, and all schemas that they use, as JSON Schema.
pub(crate) fn for_validation(
    exact: &Value,
    roots: &BTreeSet<String>,
    direction: Direction,
) -> Result<Prepared, ContractError> {
    let (schemas, longest_chain) = Survey::of(exact, roots)?;
    let mut copy = exact.clone();
    let mut names = BTreeSet::new();
    for pointer in &schemas.seen {
        let hidden = hidden_properties(exact, pointer, direction);
        if let Some(schema) = copy.pointer_mut(pointer).and_then(Value::as_object_mut) {
            names.extend(
                schema.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::keys).cloned(),
            );
            rewrite(schema, &hidden);
        }
    }
    Ok(Prepared { document: copy, names, longest_chain })
}

/// Collects every schema that is used, and which schemas apply to the same value.
#[derive(Default)]
struct Survey {
    seen: BTreeSet<String>,
    in_place: BTreeMap<String, Vec<String>>,
}

impl Survey {
    fn of(exact: &Value, roots: &BTreeSet<String>) -> Result<(Self, usize), ContractError> {
        let mut survey = Self::default();
        let mut open = roots.iter().cloned().collect::<Vec<_>>();
        while let Some(pointer) = open.pop() {
            if survey.seen.insert(pointer.clone()) {
                survey.visit(exact, &pointer, &mut open)?;
            }
        }
        let longest_chain = survey.longest_chain()?;
        Ok((survey, longest_chain))
    }

    fn visit(&mut self, exact: &Value, pointer: &str, open: &mut Vec<String>) -> Result<(), ContractError> {
        let error = |place: &str, problem: String| ContractError::new(format!("#{place}"), problem);
        let schema = exact.pointer(pointer).and_then(Value::as_object);
        let schema = schema.ok_or_else(|| error(pointer, "a schema must be an object".to_owned()))?;
        if let Some(reference) = schema.get("$ref") {
            let target = target(exact, &child(pointer, "$ref"), reference)?;
            self.in_place.entry(pointer.to_owned()).or_default().push(target.clone());
            open.push(target);
            return Ok(());
        }
        if let Some(kind) = schema.get("type")
            && !kind.as_str().is_some_and(|kind| TYPES.contains(&kind))
        {
            let problem = format!("is not a type of OpenAPI 3.0; use one of {}", TYPES.join(", "));
            return Err(error(&child(pointer, "type"), problem));
        }
        for keyword in BOOLEAN_KEYWORDS {
            if schema.get(keyword).is_some_and(|value| !value.is_boolean()) {
                return Err(error(&child(pointer, keyword), "must be true or false".to_owned()));
            }
        }
        for keyword in ["items", "not", "additionalProperties"] {
            match schema.get(keyword) {
                None => {}
                Some(Value::Bool(_)) if keyword == "additionalProperties" => {}
                Some(_) => open.push(child(pointer, keyword)),
            }
        }
        if let Some(not) = schema.get("not").map(|_| child(pointer, "not")) {
            self.in_place.entry(pointer.to_owned()).or_default().push(not);
        }
        if let Some(properties) = schema.get("properties") {
            let at = child(pointer, "properties");
            let properties =
                properties.as_object().ok_or_else(|| error(&at, "must be an object".to_owned()))?;
            open.extend(properties.keys().map(|name| child(&at, name)));
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            if let Some(parts) = schema.get(keyword) {
                let at = child(pointer, keyword);
                let parts = parts.as_array().ok_or_else(|| error(&at, "must be an array".to_owned()))?;
                let parts = (0..parts.len()).map(|index| child(&at, index.to_string())).collect::<Vec<_>>();
                self.in_place.entry(pointer.to_owned()).or_default().extend(parts.clone());
                open.extend(parts);
            }
        }
        Ok(())
    }

    /// Returns the length of the longest chain of schemas for one value, or an error if a schema applies to itself.
    fn longest_chain(&self) -> Result<usize, ContractError> {
        let mut done = BTreeMap::new();
        for start in self.in_place.keys() {
            // Depth first. The list also holds when to leave a schema again.
            let mut way = BTreeSet::new();
            let mut open = vec![(start.as_str(), false)];
            while let Some((pointer, leaving)) = open.pop() {
                let next = || self.in_place.get(pointer).into_iter().flatten().map(String::as_str);
                if leaving {
                    way.remove(pointer);
                    let depth = 1 + next().filter_map(|next| done.get(next)).max().unwrap_or(&0);
                    if depth > MAX_CHAINED_SCHEMAS {
                        let problem =
                            format!("this schema applies more than {MAX_CHAINED_SCHEMAS} others in a row");
                        return Err(ContractError::new(format!("#{pointer}"), problem));
                    }
                    done.insert(pointer, depth);
                    continue;
                }
                if way.contains(pointer) {
                    let problem = "this schema applies to itself, so a check would never end";
                    return Err(ContractError::new(format!("#{pointer}"), problem));
                }
                if done.contains_key(pointer) {
                    continue;
                }
                way.insert(pointer);
                open.push((pointer, true));
                open.extend(next().map(|pointer| (pointer, false)));
            }
        }
        Ok(done.values().copied().max().unwrap_or(1))
    }
}

/// Returns the pointer that a reference leads to.
pub(crate) fn target(exact: &Value, at: &str, reference: &Value) -> Result<String, ContractError> {
    let error = |problem: String| ContractError::new(format!("#{at}"), problem);
    let reference = reference.as_str().ok_or_else(|| error("a reference must be a string".to_owned()))?;
    let pointer = of_reference(reference).ok_or_else(|| {
        error(format!("{reference:?} does not point into this document; put everything into one document"))
    })?;
    match exact.pointer(&pointer) {
        Some(_) => Ok(pointer),
        None => Err(error(format!("{reference:?} does not exist"))),
    }
}

/// Returns the names of properties that are not sent in this direction, and so are not required.
fn hidden_properties(exact: &Value, pointer: &str, direction: Direction) -> Vec<String> {
    let properties =
        exact.pointer(pointer).and_then(|schema| schema.get("properties")).and_then(Value::as_object);
    let at = child(pointer, "properties");
    let hidden = |name: &String| {
        let property = followed(exact, &child(&at, name));
        exact
            .pointer(&property)
            .is_some_and(|schema| schema.get(direction.hidden()) == Some(&Value::Bool(true)))
    };
    properties.into_iter().flat_map(Map::keys).filter(|name| hidden(name)).cloned().collect()
}

/// Follows references to where a schema is defined. Cycles were rejected before.
pub(crate) fn followed(exact: &Value, pointer: &str) -> String {
    let mut at = pointer.to_owned();
    while let Some(next) = exact.pointer(&at).and_then(|schema| text(schema, "$ref")).and_then(of_reference) {
        at = next;
    }
    at
}

fn rewrite(schema: &mut Map<String, Value>, hidden: &[String]) {
    if let Some(reference) = schema.get_mut("$ref") {
        // References are often not valid URLs, such as one with the braces of a path template.
        if let Some(pointer) = reference.as_str().and_then(of_reference) {
            *reference = format!("#{}", escaped(&pointer)).into();
        }
        return;
    }
    // `nullable` extends the `type` next to it. Without a `type` it has no effect (OpenAPI 3.0.3).
    if schema.get("nullable") == Some(&Value::Bool(true))
        && let Some(kind) = schema.get("type").cloned()
    {
        schema.insert("type".into(), json!([kind, "null"]));
    }
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| !hidden.iter().any(|hidden| name == hidden));
        if required.is_empty() {
            schema.remove("required");
        }
    }
    schema.retain(|keyword, _| !DRAFT_4_ONLY_KEYWORDS.contains(&keyword.as_str()));
}

/// Returns whether a text is padded base64 (RFC 4648).
pub(crate) fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

/// Returns whether a text is a UUID (RFC 9562).
pub(crate) fn is_uuid(text: &str) -> bool {
    let groups = text.split('-').collect::<Vec<_>>();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
