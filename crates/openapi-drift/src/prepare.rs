//! Rewrites the schemas of an OpenAPI 3.0 document as JSON Schema Draft 4, each where it stands.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::error::ContractError;
use super::pointer::{child, escaped, of_reference, text};

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// What Draft 4 knows and OpenAPI 3.0 does not.
const FOREIGN: [&str; 5] = ["id", "patternProperties", "dependencies", "additionalItems", "discriminator"];

/// Taken for `false` if they were anything else, such as a bound as later versions have it.
const SWITCHES: [&str; 6] =
    ["nullable", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum", "readOnly", "writeOnly"];

/// How many schemas may follow each other for one value: each takes a part of the stack.
const MOST_IN_PLACE: usize = 256;

/// Which way a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Request,
    Answer,
}

impl Direction {
    /// The keyword of properties that do not travel this way.
    pub(super) fn hidden(self) -> &'static str {
        match self {
            Self::Request => "readOnly",
            Self::Answer => "writeOnly",
        }
    }
}

/// A document for JSON Schema.
pub(super) struct Prepared {
    pub(super) document: Value,
    /// Of all properties.
    pub(super) names: BTreeSet<String>,
    /// How many schemas follow each other for one value, at most.
    pub(super) longest: usize,
}

/// A copy of the document in which the schemas at `roots`, and all that they use, are JSON Schema.
pub(super) fn for_validation(
    exact: &Value,
    roots: &BTreeSet<String>,
    direction: Direction,
) -> Result<Prepared, ContractError> {
    let (schemas, longest) = Survey::of(exact, roots)?;
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
    Ok(Prepared { document: copy, names, longest })
}

/// Every schema that is used, and which ones apply to the very value of another.
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
        let longest = survey.longest()?;
        Ok((survey, longest))
    }

    fn visit(&mut self, exact: &Value, pointer: &str, open: &mut Vec<String>) -> Result<(), ContractError> {
        let fault = |place: &str, problem: String| ContractError::new(format!("#{place}"), problem);
        let schema = exact.pointer(pointer).and_then(Value::as_object);
        let schema = schema.ok_or_else(|| fault(pointer, "a schema must be an object".to_owned()))?;
        if let Some(reference) = schema.get("$ref") {
            let target = target(exact, &child(pointer, "$ref"), reference)?;
            self.in_place.entry(pointer.to_owned()).or_default().push(target.clone());
            open.push(target);
            return Ok(());
        }
        if let Some(kind) = schema.get("type")
            && !kind.as_str().is_some_and(|kind| TYPES.contains(&kind))
        {
            let problem = format!("no type of OpenAPI 3.0; it has {}", TYPES.join(", "));
            return Err(fault(&child(pointer, "type"), problem));
        }
        for keyword in SWITCHES {
            if schema.get(keyword).is_some_and(|value| !value.is_boolean()) {
                return Err(fault(&child(pointer, keyword), "must be true or false".to_owned()));
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
                properties.as_object().ok_or_else(|| fault(&at, "must be an object".to_owned()))?;
            open.extend(properties.keys().map(|name| child(&at, name)));
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            if let Some(parts) = schema.get(keyword) {
                let at = child(pointer, keyword);
                let parts = parts.as_array().ok_or_else(|| fault(&at, "must be an array".to_owned()))?;
                let parts = (0..parts.len()).map(|index| child(&at, index.to_string())).collect::<Vec<_>>();
                self.in_place.entry(pointer.to_owned()).or_default().extend(parts.clone());
                open.extend(parts);
            }
        }
        Ok(())
    }

    /// How many schemas follow each other for one value. One that applies itself again has no end.
    fn longest(&self) -> Result<usize, ContractError> {
        let mut done = BTreeMap::new();
        for start in self.in_place.keys() {
            // Depth first, with the way back kept in the list.
            let mut way = BTreeSet::new();
            let mut open = vec![(start.as_str(), false)];
            while let Some((pointer, leaving)) = open.pop() {
                let next = || self.in_place.get(pointer).into_iter().flatten().map(String::as_str);
                if leaving {
                    way.remove(pointer);
                    let depth = 1 + next().filter_map(|next| done.get(next)).max().unwrap_or(&0);
                    if depth > MOST_IN_PLACE {
                        let problem =
                            format!("this schema applies more than {MOST_IN_PLACE} others in a row");
                        return Err(ContractError::new(format!("#{pointer}"), problem));
                    }
                    done.insert(pointer, depth);
                    continue;
                }
                if way.contains(pointer) {
                    let problem = "this schema refers to itself for the same value, without end";
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

/// What a reference points at.
pub(super) fn target(exact: &Value, at: &str, reference: &Value) -> Result<String, ContractError> {
    let fault = |problem: String| ContractError::new(format!("#{at}"), problem);
    let reference = reference.as_str().ok_or_else(|| fault("a reference must be a string".to_owned()))?;
    let pointer = of_reference(reference).ok_or_else(|| {
        fault(format!("{reference:?} does not point into this document; put all in one document"))
    })?;
    match exact.pointer(&pointer) {
        Some(_) => Ok(pointer),
        None => Err(fault(format!("{reference:?} points at nothing"))),
    }
}

/// The names of properties that do not travel this way, and so are not required.
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

/// Where a schema really stands. Chains without end were refused.
pub(super) fn followed(exact: &Value, pointer: &str) -> String {
    let mut at = pointer.to_owned();
    while let Some(next) = exact.pointer(&at).and_then(|schema| text(schema, "$ref")).and_then(of_reference) {
        at = next;
    }
    at
}

fn rewrite(schema: &mut Map<String, Value>, hidden: &[String]) {
    if let Some(reference) = schema.get_mut("$ref") {
        // As people write them, they are often no URLs, such as one with the braces of a path.
        if let Some(pointer) = reference.as_str().and_then(of_reference) {
            *reference = format!("#{}", escaped(&pointer)).into();
        }
        return;
    }
    // `nullable` adds to a type that stands beside it; alone it says nothing (OpenAPI 3.0.3).
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
    schema.retain(|keyword, _| !FOREIGN.contains(&keyword.as_str()));
}

/// RFC 4648, padded.
pub(super) fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

/// RFC 9562, as text.
pub(super) fn is_uuid(text: &str) -> bool {
    let groups = text.split('-').collect::<Vec<_>>();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
