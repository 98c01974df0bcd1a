//! Rewrites the schemas of an OpenAPI 3.0 document as JSON Schema Draft 4, each where it stands.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::error::ContractError;
use super::pointer::{child, of_reference, text};

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// What Draft 4 knows and OpenAPI 3.0 does not.
const FOREIGN: [&str; 5] = ["id", "patternProperties", "dependencies", "additionalItems", "discriminator"];

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

/// A copy of the document in which the schemas at `roots`, and all that they use, are JSON Schema; and the names of all
/// properties in them.
pub(super) fn for_validation(
    exact: &Value,
    roots: &BTreeSet<String>,
    direction: Direction,
) -> Result<(Value, BTreeSet<String>), ContractError> {
    let schemas = Survey::of(exact, roots)?;
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
    Ok((copy, names))
}

/// Every schema that is used, and which ones apply to the very value of another.
#[derive(Default)]
struct Survey {
    seen: BTreeSet<String>,
    in_place: BTreeMap<String, Vec<String>>,
}

impl Survey {
    fn of(exact: &Value, roots: &BTreeSet<String>) -> Result<Self, ContractError> {
        let mut survey = Self::default();
        let mut open = roots.iter().cloned().collect::<Vec<_>>();
        while let Some(pointer) = open.pop() {
            if survey.seen.insert(pointer.clone()) {
                survey.visit(exact, &pointer, &mut open)?;
            }
        }
        survey.refuse_endless()?;
        Ok(survey)
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

    /// A schema that applies itself to the same value again has no end.
    fn refuse_endless(&self) -> Result<(), ContractError> {
        let mut done = BTreeSet::new();
        for start in self.in_place.keys() {
            // Depth first, with the way back kept in the list.
            let mut way = BTreeSet::new();
            let mut open = vec![(start.as_str(), false)];
            while let Some((pointer, leaving)) = open.pop() {
                if leaving {
                    way.remove(pointer);
                    done.insert(pointer);
                    continue;
                }
                if way.contains(pointer) {
                    let problem = "this schema refers to itself for the same value, without end";
                    return Err(ContractError::new(format!("#{pointer}"), problem));
                }
                if done.contains(pointer) {
                    continue;
                }
                way.insert(pointer);
                open.push((pointer, true));
                let next = self.in_place.get(pointer).into_iter().flatten();
                open.extend(next.map(|pointer| (pointer.as_str(), false)));
            }
        }
        Ok(())
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
    let hidden = |property: &Value| property.get(direction.hidden()) == Some(&Value::Bool(true));
    let own = |property: &Value| {
        let target = text(property, "$ref").and_then(of_reference);
        hidden(target.and_then(|target| exact.pointer(&target)).unwrap_or(property))
    };
    properties.into_iter().flatten().filter(|(_, it)| own(it)).map(|(name, _)| name.clone()).collect()
}

fn rewrite(schema: &mut Map<String, Value>, hidden: &[String]) {
    if schema.contains_key("$ref") {
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
