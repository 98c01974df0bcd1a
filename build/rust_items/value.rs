//! The Rust type of a value that is described in place.

use serde_json::Value;

use super::super::lookup::{array, members, referred};
use super::{integer, name};

/// The type of a value, written without the paths of the standard library.
pub(super) struct Written {
    pub(super) rust: String,
    pub(super) kind: Kind,
}

/// What matters of a type for its default.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Option,
    List,
    Map,
    Boolean,
    Integer,
    Text,
    Other,
}

fn of(rust: impl Into<String>, kind: Kind) -> Written {
    Written { rust: rust.into(), kind }
}

/// Whether an object has a type of its own; any other is a map.
pub(super) fn is_struct(schema: &Value) -> bool {
    let has_properties = members(schema, "properties").next().is_some();
    has_properties || !array(schema, "required").is_empty() || schema["additionalProperties"] == false
}

/// Returns the type of a value, or `None` where the generator makes a type with a name of its own.
pub(super) fn written(schema: &Value) -> Option<Written> {
    if let Some(name) = referred(schema) {
        return Some(of(name::pascal(name), Kind::Other));
    }
    let written = match (&schema["type"], array(schema, "allOf")) {
        (Value::Null, [only]) => written(only)?,
        _ => by_type(schema)?,
    };
    let is_optional = schema["nullable"] == true && written.kind != Kind::Option;
    Some(if is_optional { optional(&written) } else { written })
}

pub(super) fn optional(written: &Written) -> Written {
    of(format!("Option<{}>", written.rust), Kind::Option)
}

fn by_type(schema: &Value) -> Option<Written> {
    let has = |keyword: &&str| schema.get(*keyword).is_some();
    if ["allOf", "oneOf", "anyOf", "not", "enum"].iter().any(has) || is_struct(schema) {
        return None;
    }
    match schema["type"].as_str()? {
        "string" => text(schema),
        "integer" => Some(of(integer::rust(schema).0, Kind::Integer)),
        "number" => Some(of(if schema["format"] == "float" { "f32" } else { "f64" }, Kind::Other)),
        "boolean" => Some(of("bool", Kind::Boolean)),
        "array" => list(schema),
        "object" => map(schema),
        _ => None,
    }
}

fn text(schema: &Value) -> Option<Written> {
    if let Some(rust) = of_format(schema) {
        return Some(of(rust, Kind::Other));
    }
    let is_checked = is_checked(schema);
    (!is_checked).then(|| of("String", Kind::Text))
}

/// Returns the type of a string with a format that has one.
pub(super) fn of_format(schema: &Value) -> Option<&'static str> {
    Some(match schema["format"].as_str()? {
        "sensitive" => "Sensitive<String>",
        "uuid" => "Uuid",
        "date" => "NaiveDate",
        "date-time" => "DateTime<Utc>",
        "ip" => "IpAddr",
        "ipv4" => "Ipv4Addr",
        "ipv6" => "Ipv6Addr",
        _ => return None,
    })
}

/// Whether a string becomes a type that checks its content.
pub(super) fn is_checked(schema: &Value) -> bool {
    of_format(schema).is_none()
        && ["pattern", "minLength", "maxLength"].iter().any(|keyword| schema.get(keyword).is_some())
}

fn list(schema: &Value) -> Option<Written> {
    let item = written(&schema["items"])?.rust;
    let is_set = schema["uniqueItems"] == true;
    let (least, most) = (schema["minItems"].as_u64(), schema["maxItems"].as_u64());
    if !is_set && let Some(length) = least.filter(|least| *least > 0 && most == Some(*least)) {
        return Some(of(format!("[{item};{length}]"), Kind::Other));
    }
    // A set is written as a list, but has no default of its own.
    Some(of(format!("Vec<{item}>"), if is_set { Kind::Other } else { Kind::List }))
}

fn map(schema: &Value) -> Option<Written> {
    match &schema["additionalProperties"] {
        Value::Bool(false) => None,
        Value::Null | Value::Bool(true) => Some(of("Map<String,Value>", Kind::Map)),
        values => Some(of(format!("HashMap<String,{}>", written(values)?.rust), Kind::Map)),
    }
}
