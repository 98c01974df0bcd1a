//! Checks schemas: types, markers, nulls, and values that would become a Rust type without a name in the spec.

use serde_json::Value;

use super::super::lookup::{array, members};
use super::super::place::child;
use super::super::prepare::CONSTRAINTS;
use super::Check;

/// The extensions of a schema that have an effect.
pub(super) const MARKERS: [&str; 3] = ["x-masked", "x-repair", "x-sensitive"];
/// All extensions that a schema may have: a misspelt marker protects nothing.
const EXTENSIONS: [&str; 4] = ["x-evidence", "x-masked", "x-repair", "x-sensitive"];
const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];
const COMPOSED: [&str; 4] = ["allOf", "oneOf", "anyOf", "not"];
const REPAIR: [&str; 2] = ["never", "yes-no"];
/// The keywords for which the generator writes a type of its own.
const OWN_TYPE: [&str; 7] = ["properties", "oneOf", "anyOf", "enum", "pattern", "minLength", "maxLength"];

/// The place of a schema.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    Component,
    /// A component that some response uses.
    ResponseComponent,
    /// A property, and whether it is one of a component that some response uses.
    Property {
        in_response: bool,
    },
    /// Items, a part of something composed, or additional properties.
    Inner {
        in_response: bool,
    },
    /// The body of a request or a response.
    Message,
    /// A header, which the generator does not read.
    Header,
}

impl Place {
    fn in_response(self) -> bool {
        matches!(
            self,
            Self::ResponseComponent
                | Self::Property { in_response: true }
                | Self::Inner { in_response: true }
        )
    }

    fn is_component(self) -> bool {
        matches!(self, Self::Component | Self::ResponseComponent)
    }
}

impl<'a> Check<'a> {
    /// Checks a schema and all that is written inside it.
    pub(super) fn schema(&mut self, at: &str, schema: &'a Value, place: Place) {
        self.schemas.insert(at.to_owned());
        if !matches!(place, Place::Property { .. } | Place::Header) && !place.is_component() {
            self.not_a_property(at, schema);
        }
        if schema["$ref"].is_string() {
            return;
        }
        self.extensions(at, schema);
        self.kind(at, schema);
        self.sensitive(at, schema, place);
        self.repair(at, schema);
        self.in_place(at, schema, place);
        for name in array(schema, "required") {
            if name.as_str().is_none_or(|name| schema["properties"].get(name).is_none()) {
                self.fault(
                    &child(at, "required"),
                    format!("{name} is not a property; correct the name or describe it"),
                );
            }
        }
        let in_response = place.in_response();
        for (name, property) in members(schema, "properties") {
            self.schema(&child(&child(at, "properties"), name), property, Place::Property { in_response });
        }
        for keyword in ["items", "not", "additionalProperties"] {
            if let Some(inner) = schema.get(keyword).filter(|inner| !inner.is_boolean()) {
                self.schema(&child(at, keyword), inner, Place::Inner { in_response });
            }
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            for (index, inner) in array(schema, keyword).iter().enumerate() {
                let at = child(&child(at, keyword), &index.to_string());
                self.schema(&at, inner, Place::Inner { in_response });
            }
        }
    }

    /// Refuses nullable and sensitive values where there is no property.
    fn not_a_property(&mut self, at: &str, schema: &'a Value) {
        let Some(resolved) = self.resolved(schema) else { return };
        if resolved["nullable"] == true {
            self.fault(
                at,
                "what stands here is nullable, and the generator can take a null only in place of a property; remove nullable",
            );
        }
        if schema["$ref"].is_string() && resolved["x-sensitive"] == true {
            self.fault(
                at,
                "what stands here is x-sensitive, and the generator can protect a property only; refer to it from a property",
            );
        }
    }

    /// Refuses extensions that nobody reads.
    fn extensions(&mut self, at: &str, schema: &Value) {
        let keys = schema.as_object().into_iter().flatten().map(|(key, _)| key);
        for key in keys.filter(|key| is_unknown(key)) {
            self.fault(
                &child(at, key),
                format!("`{key}` is no keyword of a schema; correct it to one of {}", EXTENSIONS.join(", ")),
            );
        }
    }

    fn kind(&mut self, at: &str, schema: &Value) {
        let is_composed = COMPOSED.iter().any(|keyword| schema.get(*keyword).is_some());
        match schema.get("type") {
            None if is_composed => {}
            None => self.fault(at, format!("the schema has no type; write one of {}", TYPES.join(", "))),
            Some(name) if name == "array" && schema.get("items").is_none() => {
                self.fault(at, "the array does not say what it holds; add items");
            }
            Some(Value::String(name)) if TYPES.contains(&name.as_str()) => {}
            Some(other) => self.fault(
                &child(at, "type"),
                format!("{other} is no type of OpenAPI 3.0; write one of {}", TYPES.join(", ")),
            ),
        }
    }

    /// Checks the markers. The generator protects only a plain string: another keyword beside `type` would make it
    /// overlook the marker.
    fn sensitive(&mut self, at: &str, schema: &Value, place: Place) {
        let at_mark = child(at, "x-sensitive");
        match &schema["x-sensitive"] {
            Value::Null => self.unsaid(at, schema, place),
            Value::Bool(false) => {
                if schema["type"] != "string" {
                    self.fault(&at_mark, "x-sensitive stands on something that is not a string; remove it");
                }
            }
            Value::Bool(true) => {
                if !is_plain_string(schema) {
                    self.fault(
                        &at_mark,
                        "x-sensitive stands on something that is not a plain string; mark a string without format, enum, pattern or length",
                    );
                } else if !place.is_component() && !matches!(place, Place::Property { .. }) {
                    self.fault(
                        &at_mark,
                        "x-sensitive stands on something that is not a property; move it to the property",
                    );
                }
            }
            _ => self.fault(&at_mark, "x-sensitive is `true` or `false`; correct it"),
        }
        match &schema["x-masked"] {
            Value::Null => {}
            Value::Bool(true) if schema["x-sensitive"] == true => {}
            Value::Bool(true) => self.fault(
                &child(at, "x-masked"),
                "x-masked stands on something that is not x-sensitive; mark it x-sensitive: true",
            ),
            _ => self.fault(&child(at, "x-masked"), "x-masked is `true` or left out; correct it"),
        }
    }

    /// Refuses a string without a marker, which would be shown. A misspelt or lonely marker is a fault of its own.
    fn unsaid(&mut self, at: &str, schema: &Value, place: Place) {
        let mut keys = schema.as_object().into_iter().flatten().map(|(key, _)| key.as_str());
        let is_said = keys.any(|key| key == "enum" || key == "x-masked" || is_unknown(key));
        if schema["type"] == "string" && !is_said && place != Place::Header {
            self.fault(
                at,
                "the string does not say whether it is personal data; write x-sensitive: true or x-sensitive: false",
            );
        }
    }

    /// Checks `x-repair`, which says how a client reads a value of another type than documented. Only strings may have
    /// it.
    fn repair(&mut self, at: &str, schema: &Value) {
        match &schema["x-repair"] {
            Value::Null => {}
            _ if schema["type"] != "string" => {
                self.fault(
                    &child(at, "x-repair"),
                    "x-repair stands on something that is not a string; remove it",
                );
            }
            Value::String(repair) if REPAIR.contains(&repair.as_str()) => {}
            _ => self.fault(
                &child(at, "x-repair"),
                format!("a property needs x-repair; write one of {}", REPAIR.join(", ")),
            ),
        }
    }

    /// Refuses a value that would become a type without a component: the generator would name it itself, without our
    /// attributes.
    fn in_place(&mut self, at: &str, schema: &Value, place: Place) {
        if place.is_component() || place == Place::Header || schema["x-sensitive"] == true {
            return;
        }
        let is_type = |keyword: &str| !(place.in_response() && CONSTRAINTS.contains(&keyword));
        let own = OWN_TYPE.iter().find(|keyword| schema.get(**keyword).is_some() && is_type(keyword));
        let what = match own {
            None => return,
            Some(&"properties") => "an object".to_owned(),
            Some(keyword) => format!("a value with {keyword}"),
        };
        self.fault(
            at,
            format!("{what} is described in place; move it to #/components/schemas/, where it gets a name, and refer to it"),
        );
    }
}

fn is_unknown(key: &str) -> bool {
    key.starts_with("x-") && !EXTENSIONS.contains(&key)
}

fn is_plain_string(schema: &Value) -> bool {
    let mut keys = schema.as_object().into_iter().flatten().map(|(key, _)| key.as_str());
    let beside = ["type", "description", "nullable", "example", "deprecated"];
    schema["type"] == "string" && keys.all(|key| beside.contains(&key) || key.starts_with("x-"))
}
