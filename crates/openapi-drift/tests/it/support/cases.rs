//! Collects the example bodies of a document, and makes bodies that have drifted from them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::oracle::{followed, parts, under};

pub struct Case {
    pub operation: String,
    /// The key of a documented response, and a status that it covers; `None` for a request.
    pub response: Option<(String, u16)>,
    pub media: String,
    pub schema: String,
    /// The documented headers of a response, with their pointers.
    pub headers: Vec<(String, String)>,
    pub body: Value,
    /// Whether the body is an example of the document, and was not generated from the schema.
    pub written: bool,
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Returns every JSON body of every operation. Generated bodies have up to `depth` levels.
pub fn of(document: &Value, depth: usize) -> Vec<Case> {
    let mut cases = Vec::new();
    for (path, _) in members(document, "/paths").filter(|(path, _)| !path.starts_with("x-")) {
        let item = followed(document, &under("/paths", path));
        for (method, operation) in members(document, &item).filter(|it| METHODS.contains(&it.0.as_str())) {
            let by_place = || format!("{} {path}", method.to_uppercase());
            let id = operation["operationId"].as_str().map_or_else(by_place, str::to_owned);
            let at = under(&item, method);
            bodies(document, &under(&at, "requestBody"), (&id, None, depth), &mut cases);
            let at = under(&at, "responses");
            let keys = members(document, &at).map(|(key, _)| key.as_str()).collect::<Vec<_>>();
            for key in keys.iter().filter(|_| method != "head") {
                if let Some(status) = status(key, &keys) {
                    let response = Some(((*key).to_owned(), status));
                    bodies(document, &under(&at, key), (&id, response, depth), &mut cases);
                }
            }
        }
    }
    cases
}

/// Returns a status that this key covers, and no other key of the same operation.
fn status(key: &str, keys: &[&str]) -> Option<u16> {
    let documented = |status: &u16| keys.contains(&status.to_string().as_str());
    let in_range =
        |status: &u16| keys.iter().any(|it| it.eq_ignore_ascii_case(&format!("{}XX", status / 100)));
    let status = match key.to_ascii_uppercase().as_str() {
        "DEFAULT" => (200..600).find(|status| !documented(status) && !in_range(status)),
        range if range.ends_with("XX") => {
            let first = range[..1].parse::<u16>().ok()? * 100;
            (first..first + 100).find(|status| !documented(status))
        }
        exact => exact.parse().ok(),
    };
    status.filter(|status| !matches!(status, 100..200 | 204 | 304))
}

type Of<'a> = (&'a str, Option<(String, u16)>, usize);

fn bodies(document: &Value, at: &str, (id, response, depth): Of, cases: &mut Vec<Case>) {
    let content = under(&followed(document, at), "content");
    let at = under(&followed(document, at), "headers");
    let headers =
        members(document, &at).map(|(name, _)| (name.clone(), followed(document, &under(&at, name))));
    let headers =
        headers.filter(|(_, at)| document.pointer(&under(at, "schema")).is_some()).collect::<Vec<_>>();
    for (media, _) in members(document, &content) {
        let essence = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let place = followed(document, &under(&content, media));
        let schema = under(&place, "schema");
        if !(essence == "application/json" || essence.ends_with("+json"))
            || document.pointer(&schema).is_none()
        {
            continue;
        }
        let mut written =
            document.pointer(&under(&place, "example")).cloned().into_iter().collect::<Vec<_>>();
        let examples = under(&place, "examples");
        for (name, _) in members(document, &examples) {
            let example = followed(document, &under(&examples, name));
            written.extend(document.pointer(&under(&example, "value")).cloned());
        }
        let real = followed(document, &schema);
        written.extend(document.pointer(&under(&real, "example")).cloned());
        let made = samples(document, &schema, depth).into_iter().map(|body| (body, false));
        for (body, written) in written.into_iter().map(|body| (body, true)).chain(made) {
            let (operation, response) = (id.to_owned(), response.clone());
            let (media, schema) = (media.clone(), schema.clone());
            let headers = headers.clone();
            cases.push(Case { operation, response, media, schema, headers, body, written });
        }
    }
}

/// Generates bodies from a schema, with each variant of each union once. They are only roughly valid.
pub fn samples(document: &Value, at: &str, depth: usize) -> Vec<Value> {
    let at = followed(document, at);
    let Some(schema) = document.pointer(&at).and_then(Value::as_object) else {
        return vec![];
    };
    let listed = schema.get("enum").and_then(|values| values.get(0));
    if let Some(value) = schema.get("example").or(schema.get("default")).or(listed) {
        return vec![value.clone()];
    }
    let mut found = Vec::new();
    for variant in ["oneOf", "anyOf"].into_iter().flat_map(|keyword| parts(schema, &at, keyword)) {
        found.extend(samples(document, &variant, depth).into_iter().take(4));
    }
    for part in parts(schema, &at, "allOf") {
        let part = samples(document, &part, depth);
        found = if found.is_empty() { part } else { both(&found, &part) };
    }
    let own = match schema.get("type").and_then(Value::as_str) {
        _ if schema.contains_key("properties") => Some(json!({})),
        Some("object") => Some(json!({})),
        Some("array") if depth == 0 => Some(json!([])),
        Some("array") => {
            Some(samples(document, &under(&at, "items"), depth - 1).into_iter().take(3).collect())
        }
        Some("string") => Some(json!(match schema.get("format").and_then(Value::as_str) {
            Some("date-time") => "2020-01-31T00:00:00Z",
            Some("date") => "2020-01-31",
            Some("uuid") => "00000000-0000-4000-8000-000000000000",
            Some("uri" | "url") => "https://example.com/",
            Some("email") => "a@example.com",
            Some("byte") => "YQ==",
            _ => "text",
        })),
        Some("integer") => Some(json!(1)),
        Some("number") => Some(json!(1.5)),
        Some("boolean") => Some(json!(true)),
        _ => None,
    };
    let Some(mut own) = own else {
        return found;
    };
    if let (Some(fields), true) = (own.as_object_mut(), depth > 0) {
        let properties = under(&at, "properties");
        for (name, _) in members(document, &properties) {
            let field = samples(document, &under(&properties, name), depth - 1).into_iter().next();
            fields.extend(field.map(|field| (name.clone(), field)));
        }
    }
    if found.is_empty() { vec![own] } else { both(&found, &[own]) }
}

fn both(all: &[Value], more: &[Value]) -> Vec<Value> {
    let join = |one: &Value, other: &Value| match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.clone().into_iter().chain(other.clone()).collect::<Map<_, _>>().into()
        }
        _ => one.clone(),
    };
    all.iter().flat_map(|one| more.iter().map(move |other| join(one, other))).take(8).collect()
}

/// Returns copies of a body with one change each: a field removed or added, a value null or of another type.
pub fn drifted(body: &Value, most: usize) -> Vec<Value> {
    let mut places = Vec::new();
    every_place(body, "", &mut places);
    let changed = |place: &str, value: Value| {
        let mut body = body.clone();
        *body.pointer_mut(place).unwrap() = value;
        body
    };
    let mut drifted = Vec::new();
    for place in places {
        let value = body.pointer(&place).unwrap();
        drifted.push(changed(&place, Value::Null));
        drifted.push(changed(&place, if value.is_string() { json!(7) } else { json!("other") }));
        if let Value::Object(fields) = value {
            for name in fields.keys() {
                let mut fewer = fields.clone();
                fewer.remove(name);
                drifted.push(changed(&place, fewer.into()));
            }
            let mut more = fields.clone();
            more.insert("nobody_names_this".into(), json!({ "a": 1 }));
            drifted.push(changed(&place, more.into()));
        }
        if drifted.len() >= most {
            break;
        }
    }
    drifted
}

fn every_place(value: &Value, at: &str, places: &mut Vec<String>) {
    places.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| every_place(field, &under(at, name), places));
        }
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, it)| every_place(it, &under(at, &index.to_string()), places));
        }
        _ => {}
    }
}

/// Returns the features of a schema and all schemas that it uses: names of keywords, and `recursion`.
pub fn features(document: &Value, at: &str) -> BTreeSet<&'static str> {
    let (mut found, mut done) = (BTreeSet::new(), BTreeSet::new());
    survey(document, at, &mut Vec::new(), &mut done, &mut found);
    found
}

fn survey(
    document: &Value,
    at: &str,
    way: &mut Vec<String>,
    done: &mut BTreeSet<String>,
    found: &mut BTreeSet<&'static str>,
) {
    let at = followed(document, at);
    if way.contains(&at) {
        found.insert("recursion");
    }
    let Some(schema) = document.pointer(&at).and_then(Value::as_object).filter(|_| done.insert(at.clone()))
    else {
        return;
    };
    for keyword in
        ["oneOf", "anyOf", "allOf", "not", "discriminator", "nullable", "readOnly", "enum", "pattern"]
    {
        found.extend(schema.contains_key(keyword).then_some(keyword));
    }
    way.push(at.clone());
    let mut next =
        ["oneOf", "anyOf", "allOf"].iter().flat_map(|it| parts(schema, &at, it)).collect::<Vec<_>>();
    next.extend(["items", "not", "additionalProperties"].map(|name| under(&at, name)));
    let properties = under(&at, "properties");
    next.extend(members(document, &properties).map(|(name, _)| under(&properties, name)));
    for next in next {
        survey(document, &next, way, done, found);
    }
    way.pop();
}

pub fn members<'a>(document: &'a Value, at: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    document.pointer(at).and_then(Value::as_object).into_iter().flatten()
}
