//! Names the places of a spec for its author; internally, a place is a JSON pointer.

use serde_json::Value;

/// Returns the pointer to a member of the value at `pointer` (RFC 6901).
pub(crate) fn child(pointer: &str, member: &str) -> String {
    format!("{pointer}/{}", member.replace('~', "~0").replace('/', "~1"))
}

/// Names the value at `pointer`: `operation initiate_session, response 200`. A keyword with a plain value, or without
/// one, is left out, since the sentence that follows is about it.
pub(crate) fn name(document: &Value, pointer: &str) -> String {
    let parts = pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~"));
    let parts = parts.collect::<Vec<_>>();
    let parts = parts.iter().map(String::as_str).collect::<Vec<_>>();
    let (first, rest) = match parts[..] {
        ["paths", path] => (Some(format!("path {path}")), &[][..]),
        ["paths", path, method, ref rest @ ..] => (Some(operation(document, path, method)), rest),
        ["components", section] => (Some(plural(section)), &[][..]),
        ["components", section, name, ref rest @ ..] => (Some(format!("{} {name}", singular(section))), rest),
        ref parts => (None, parts),
    };
    let has_parts = document.pointer(pointer).is_some_and(|value| value.is_object() || value.is_array());
    let mut names = Vec::from_iter(first);
    let mut rest = rest.iter();
    while let Some(part) = rest.next() {
        let member = if is_section(part) { rest.next() } else { None };
        match (*part, member) {
            ("allOf" | "oneOf" | "anyOf" | "servers", Some(index)) => {
                // People count from one.
                let number = index.parse::<usize>().map_or(0, |index| index + 1);
                names.push(format!("{} {number}", singular(part)));
            }
            (section, Some(member)) => names.push(format!("{} {member}", singular(section))),
            (_, None) if rest.len() == 0 && !has_parts => {}
            ("requestBody", None) => names.push("request body".to_owned()),
            (part, None) => names.push(part.to_owned()),
        }
    }
    names.join(", ")
}

fn is_section(part: &str) -> bool {
    ["properties", "responses", "headers", "content", "allOf", "oneOf", "anyOf", "servers"].contains(&part)
}

/// Names an operation by its id, or by method and path while it has none.
fn operation(document: &Value, path: &str, method: &str) -> String {
    match document["paths"][path][method]["operationId"].as_str() {
        Some(id) => format!("operation {id}"),
        None => format!("operation {} {path}", method.to_ascii_uppercase()),
    }
}

fn plural(section: &str) -> String {
    match singular(section) {
        // A section of OpenAPI that we have no name for.
        same if same == section => same.to_owned(),
        singular => format!("{singular}s"),
    }
}

fn singular(section: &str) -> &str {
    match section {
        "schemas" => "schema",
        "responses" => "response",
        "securitySchemes" => "security scheme",
        "properties" => "property",
        "headers" => "header",
        "allOf" => "allOf, part",
        "oneOf" => "oneOf, part",
        "anyOf" => "anyOf, part",
        "servers" => "server",
        other => other,
    }
}
