//! What a response looks like, as Rust: the client repairs values of a neighbouring JSON type by it.

use serde_json::Value;

use super::prepare::answer_schemas;

/// One static for each schema that a response uses.
pub(crate) fn code(exact: &Value) -> String {
    let names = answer_schemas(exact);
    let schemas = exact["components"]["schemas"].as_object().into_iter().flatten();
    let used = schemas.filter(|(name, _)| names.contains(*name));
    let line = |(name, schema): (&String, &Value)| {
        format!(
            "/// What a `{name}` looks like.\npub static {}: crate::table::Shape = {};\n",
            constant(name),
            shape(exact, schema)
        )
    };
    used.map(line).collect()
}

/// The path of the shape of an operation's success.
pub(crate) fn of_success(exact: &Value, operation: &Value) -> String {
    let mut responses = operation["responses"].as_object().into_iter().flatten();
    let success = responses.find(|(status, _)| status.starts_with('2')).map(|(_, response)| response);
    let success = success.map(|response| resolved(exact, response));
    let reference =
        success.and_then(|success| success["content"]["application/json"]["schema"]["$ref"].as_str());
    match reference.and_then(|reference| reference.rsplit('/').next()) {
        Some(name) => format!("&{}", constant(name)),
        None => "&crate::table::Shape::Any".to_owned(),
    }
}

/// `SessionData` as `SHAPE_SESSION_DATA`.
fn constant(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let mut constant = String::from("SHAPE");
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            constant.push('_');
        }
        constant.push(plain(c));
    }
    constant
}

fn shape(exact: &Value, schema: &Value) -> String {
    let of = |variant: &str| format!("crate::table::Shape::{variant}");
    let is_composed = ["allOf", "oneOf", "anyOf", "not"].iter().any(|keyword| schema.get(keyword).is_some());
    match schema["type"].as_str() {
        _ if is_composed => of("Any"),
        Some("string") if schema["x-repair"] == "yes-no" => of("YesNo"),
        Some("string") => of("Text"),
        Some("integer") => of("Integer"),
        Some("number") => of("Number"),
        Some("boolean") => of("Boolean"),
        Some("array") => of(&format!("List({})", referred(exact, &schema["items"]))),
        Some("object")
            if schema["properties"].is_object() && schema.get("additionalProperties").is_none() =>
        {
            let properties = schema["properties"].as_object().into_iter().flatten();
            let properties = properties.map(|(name, property)| self::property(exact, schema, name, property));
            of(&format!("Object(&[{}])", properties.collect::<String>()))
        }
        _ => of("Any"),
    }
}

fn property(exact: &Value, parent: &Value, name: &str, property: &Value) -> String {
    let target = resolved(exact, property);
    let is_nullable = target["nullable"] == true;
    let required = parent["required"].as_array().into_iter().flatten();
    let is_required = !is_nullable && required.clone().any(|required| required == name);
    let is_exact = is_required || target["x-repair"] == "never";
    format!(
        "crate::table::Property {{ name: {name:?}, shape: {}, is_required: {is_required}, is_exact: {is_exact} }},",
        referred(exact, property)
    )
}

/// A reference to a shape: a component's own, or one written in place.
fn referred(exact: &Value, schema: &Value) -> String {
    match schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        Some(name) => format!("&{}", constant(name)),
        None => format!("&{}", shape(exact, schema)),
    }
}

fn resolved<'a>(exact: &'a Value, value: &'a Value) -> &'a Value {
    let target =
        value["$ref"].as_str().and_then(|reference| exact.pointer(reference.trim_start_matches('#')));
    target.unwrap_or(value)
}
