//! Every single change to a documented message is found exactly: the right check, place and severity, once, and no more.

use deepvue_digilocker::contract::{self, Contract, Recorded, Report};
use serde_json::{Value, json};

use crate::support::spec::{self, json_of, key_header};

/// What no spec and no message of ours has.
const MARKER: &str = "zqMarkerWord";
const NUMBER: i64 = 7_364_518;
/// An Aadhaar number in clear.
const CLEAR: &str = "364518736451";

/// Check, place and severity.
type Expected = Vec<(&'static str, String, &'static str)>;

struct Change {
    what: String,
    recorded: Recorded,
    expected: Expected,
    /// Nothing of these may be told.
    values: Vec<String>,
}

/// A documented message of one direction.
struct Message<'a> {
    spec: &'a Value,
    operation: &'a str,
    status: Option<u16>,
    schema: &'a Value,
    sample: Value,
    headers: Vec<(String, String)>,
}

impl Message<'_> {
    fn recorded(&self, body: impl Into<Vec<u8>>, headers: &[(String, String)]) -> Recorded {
        let body = body.into();
        let recorded = self.status.map_or_else(
            || Recorded::request(body.clone()),
            |status| Recorded::response(status, body.clone()),
        );
        headers.iter().fold(recorded, |recorded, (name, value)| recorded.header(name, value))
    }

    fn check(&self, contract: &Contract, recorded: &Recorded) -> Report {
        let operation = self.operation.to_owned();
        match self.status {
            Some(_) => contract.check_response(operation, recorded),
            None => contract.check_request(operation, recorded),
        }
    }

    fn of_body(&self, what: String, body: Value, expected: Expected) -> Change {
        let mut values = Vec::new();
        told(&body, &mut values);
        Change { what, recorded: self.recorded(body.to_string(), &self.headers), expected, values }
    }
}

/// The texts and numbers of a body that no report could hold by chance.
fn told(value: &Value, values: &mut Vec<String>) {
    match value {
        Value::String(text) if text.len() > 8 => values.push(text.clone()),
        Value::Number(number) if number.to_string().len() > 5 => {
            values.extend([number.to_string(), NUMBER.to_string()]);
        }
        Value::Object(object) => {
            values.extend(object.keys().filter(|name| !name.starts_with(char::is_lowercase)).cloned());
            object.values().for_each(|value| told(value, values));
        }
        Value::Array(items) => items.iter().for_each(|value| told(value, values)),
        _ => {}
    }
}

/// A place of a sample, and what the spec says of it.
struct Place<'a> {
    at: String,
    schema: &'a Value,
    inferred: bool,
    /// Of a field, whether it is required.
    required: Option<bool>,
}

fn places<'a>(
    spec: &'a Value,
    schema: &'a Value,
    value: &Value,
    above: Place<'a>,
    found: &mut Vec<Place<'a>>,
) {
    let target = spec::followed(spec, schema);
    let mark = target["x-evidence"].as_str().or(schema["x-evidence"].as_str());
    let here =
        Place { schema: target, inferred: mark.map_or(above.inferred, |mark| mark == "inferred"), ..above };
    let within = |at: String, required| Place { at, schema: target, inferred: here.inferred, required };
    for (name, value) in value.as_object().into_iter().flatten() {
        let required = target["required"].as_array().is_some_and(|names| names.iter().any(|it| it == name));
        let place = within(format!("{}/{name}", here.at), Some(required));
        places(spec, &target["properties"][name], value, place, found);
    }
    for (index, value) in value.as_array().into_iter().flatten().enumerate() {
        places(spec, &target["items"], value, within(format!("{}/{index}", here.at), None), found);
    }
    found.push(here);
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

impl Place<'_> {
    fn found(&self, check: &'static str, severity: &'static str) -> Expected {
        vec![(check, self.pointer(), self.soft(severity))]
    }

    fn pointer(&self) -> String {
        format!("/body{}", self.at)
    }

    fn soft(&self, severity: &'static str) -> &'static str {
        match (self.inferred, severity) {
            (true, "error") => "warning",
            (true, _) => "info",
            (false, severity) => severity,
        }
    }
}

/// A value in place of another, in words, and what is found then.
type Replacement = (String, Value, Expected);

fn of_every_place(message: &Message) -> Vec<Change> {
    let mut found = Vec::new();
    let root = Place { at: String::new(), schema: &Value::Null, inferred: false, required: None };
    places(message.spec, message.schema, &message.sample, root, &mut found);
    let mut changes = Vec::new();
    for place in &found {
        let at = place.pointer();
        if let (Some(required), Some((parent, name))) = (place.required, place.at.rsplit_once('/')) {
            let mut body = message.sample.clone();
            body.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
            let expected = if required { place.found("required-missing", "error") } else { Vec::new() };
            changes.push(message.of_body(format!("without {at}"), body, expected));
        }
        let value = message.sample.pointer(&place.at).unwrap();
        let unknown = place.found("enum-unknown", if message.status.is_none() { "error" } else { "warning" });
        let replacements = [
            of_other_kinds(place, value),
            of_numbers(place, value),
            of_unknown_values(place, unknown),
            of_unknown_fields(place, value),
        ];
        for (what, value, expected) in replacements.concat() {
            let mut body = message.sample.clone();
            *body.pointer_mut(&place.at).unwrap() = value;
            changes.push(message.of_body(format!("{what} at {at}"), body, expected));
        }
    }
    changes
}

fn of_other_kinds(place: &Place<'_>, value: &Value) -> Vec<Replacement> {
    let variants = place.schema["oneOf"].as_array();
    let kinds = variants.map_or_else(|| vec![place.schema], |variants| variants.iter().collect::<Vec<_>>());
    let retyped = [
        Value::Null,
        json!(true),
        json!(NUMBER),
        json!(7_364_518.25),
        json!(7_364_518.0),
        json!(MARKER),
        json!([MARKER, NUMBER]),
        json!({ "zqField": MARKER }),
    ];
    let others = retyped.into_iter().filter(|other| kind(other) != kind(value));
    let replaced = others.map(|other| {
        let other_kind = kind(&other);
        let nulled = other.is_null() && place.schema["nullable"] == true;
        let expected = if nulled || kinds.iter().any(|schema| schema["type"] == other_kind) {
            Vec::new()
        } else if other.is_null() {
            place.found("null-not-allowed", "error")
        } else {
            place.found(if variants.is_some() { "no-variant" } else { "wrong-type" }, "error")
        };
        (other_kind.to_owned(), other, expected)
    });
    replaced.collect()
}

/// Aadhaar numbers in clear and masked.
fn of_numbers(place: &Place<'_>, value: &Value) -> Vec<Replacement> {
    if !value.is_string() || place.schema["enum"].is_array() {
        return Vec::new();
    }
    let parted = format!("{} {}-{}", &CLEAR[..4], &CLEAR[4..8], &CLEAR[8..]);
    let masked = place.schema["x-masked"] == true;
    // Whatever the evidence.
    let clear = || vec![("unmasked", place.pointer(), "error")];
    [(CLEAR, true), (&parted, true), ("XXXX-XXXX-6451", false)]
        .map(|(uid, is_clear)| {
            (uid.to_owned(), json!(uid), if masked && is_clear { clear() } else { Vec::new() })
        })
        .to_vec()
}

fn of_unknown_values(place: &Place<'_>, expected: Expected) -> Vec<Replacement> {
    if !place.schema["enum"].is_array() {
        return Vec::new();
    }
    [MARKER, ""].map(|unknown| ("unknown value".to_owned(), json!(unknown), expected.clone())).to_vec()
}

fn of_unknown_fields(place: &Place<'_>, value: &Value) -> Vec<Replacement> {
    let Value::Object(object) = value else { return Vec::new() };
    let mut replaced = Vec::new();
    // A name may be data too.
    for (name, shown) in [("zqField", "zqField"), ("ZQ Marker Word", "*"), ("99417364518", "*")] {
        for field in [json!(MARKER), Value::Null, json!({ "detail": [MARKER, { "zqInner": NUMBER }] })] {
            let mut object = object.clone();
            object.insert(name.into(), field);
            let at = format!("{}/{shown}", place.pointer());
            let expected = vec![("field-undocumented", at, place.soft("warning"))];
            replaced.push((format!("{name:?}"), object.into(), expected));
        }
    }
    replaced
}

fn of_the_envelope(message: &Message) -> Vec<Change> {
    let sample = message.sample.to_string();
    let (at, media) = (|place: &str| place.to_owned(), "content-type");
    let others = || message.headers.iter().filter(|(name, _)| name != media).cloned();
    let with = |value: &str| others().chain([(at(media), at(value))]).collect::<Vec<_>>();
    let change = |what: &str, recorded, expected| Change {
        what: at(what),
        recorded,
        expected,
        values: vec![at(MARKER), NUMBER.to_string()],
    };
    let mut changes = Vec::new();
    for other in
        ["text/html", "application/problem+json", "text/json", "application/zqMarkerWord", "zqMarkerWord"]
    {
        let expected = vec![("content-type-undocumented", at("/headers/content-type"), "error")];
        changes.push(change(other, message.recorded(sample.clone(), &with(other)), expected));
    }
    for same in
        ["application/json; charset=utf-8", "Application/JSON", "application/json;zqMarkerWord=7364518"]
    {
        changes.push(change(same, message.recorded(sample.clone(), &with(same)), Vec::new()));
    }
    let date = [(at("date"), at("zqMarkerWord"))];
    let without = others().chain(date).collect::<Vec<_>>();
    let expected = vec![("content-type-missing", at("/headers/content-type"), "warning")];
    changes.push(change("no content type", message.recorded(sample.clone(), &without), expected));
    let expected = vec![("body-empty", at("/body"), "error")];
    changes.push(change("no body", message.recorded("", &message.headers), expected));
    let cut = &sample[..sample.len() - 1];
    for text in [MARKER, cut, "<h1>zqMarkerWord</h1>", " ", "{'detail': 'zqMarkerWord'}", "NaN", "{}{}"] {
        let expected = vec![("body-not-json", at("/body"), "error")];
        changes.push(change(text, message.recorded(text, &message.headers), expected));
    }
    let expected = vec![("body-not-json", at("/body"), "error")];
    changes.push(change("bytes", message.recorded(b"\xff\xfe\x00".to_vec(), &message.headers), expected));
    if message.status.is_some() {
        for status in [100, 199, 202, 204, 302, 404, 418, 502, 599] {
            let recorded =
                Message { status: Some(status), sample: Value::Null, headers: Vec::new(), ..*message };
            let recorded = recorded.recorded(sample.clone(), &message.headers);
            let expected = vec![("status-undocumented", at("/status"), "error")];
            changes.push(change(&format!("status {status}"), recorded, expected));
        }
    } else {
        for name in ["client_id", "client_secret"].map(|scheme| key_header(message.spec, scheme)) {
            let without = message.headers.iter().filter(|(known, _)| *known != name).cloned();
            let expected = || vec![("security-missing", format!("/headers/{name}"), "error")];
            let without = message.recorded(sample.clone(), &without.clone().collect::<Vec<_>>());
            changes.push(change(&format!("no {name}"), without, expected()));
        }
        for (name, shown) in [("x-zq", "x-zq"), ("x-zq-7364518", "*")] {
            let added = message.headers.iter().cloned().chain([(at(name), at(MARKER))]);
            let expected = vec![("header-undocumented", format!("/headers/{shown}"), "warning")];
            let recorded = message.recorded(sample.clone(), &added.collect::<Vec<_>>());
            changes.push(change(&format!("header {name}"), recorded, expected));
        }
    }
    changes
}

/// Every documented message of every operation.
fn messages(spec: &Value) -> Vec<Message<'_>> {
    let media = [("content-type".to_owned(), "application/json".to_owned())];
    let keys = ["client_id", "client_secret"].map(|scheme| (key_header(spec, scheme), MARKER.to_owned()));
    let with_keys = keys.iter().chain(&media).cloned().collect::<Vec<_>>();
    let mut messages = Vec::new();
    for (operation, documented) in spec::operations(spec) {
        for (status, answer) in spec::answers(spec, documented) {
            let (schema, sample) = (&json_of(answer)["schema"], spec::sample(operation, status));
            let status = Some(status.parse().unwrap());
            let headers = media.to_vec();
            messages.push(Message { spec, operation, status, schema, sample, headers });
        }
        let request = json_of(&documented["requestBody"]);
        let (schema, sample) = (&request["schema"], request["example"].clone());
        messages.push(Message { spec, operation, status: None, schema, sample, headers: with_keys.clone() });
    }
    messages
}

/// Makes every change, and says which were not found as they should be.
fn score(contract: &Contract, spec: &Value) {
    let (mut count, mut silent, mut unmasked, mut missed) = (0, 0, 0, Vec::new());
    for message in messages(spec) {
        let unchanged = message.recorded(message.sample.to_string(), &message.headers);
        assert_eq!(message.check(contract, &unchanged).findings(), []);
        for change in of_every_place(&message).into_iter().chain(of_the_envelope(&message)) {
            let report = message.check(contract, &change.recorded);
            let found = report.findings().iter().map(|finding| {
                (finding.check().as_str(), finding.instance().to_owned(), finding.severity().as_str())
            });
            let found = found.collect::<Expected>();
            count += 1;
            silent += usize::from(change.expected.is_empty());
            unmasked += usize::from(change.expected.iter().any(|(check, ..)| *check == "unmasked"));
            let of = format!("{} {:?} {}", message.operation, message.status, change.what);
            if found != change.expected {
                missed.push(format!("{of}: {found:?}, not {:?}", change.expected));
            }
            let mut told = format!("{report}{report:?}{}{:?}", report.to_json(), change.recorded);
            for finding in report.findings() {
                told += &format!("{finding}{finding:?}{}", finding.fingerprint());
            }
            for value in change.values.iter().map(String::as_str).chain([MARKER, CLEAR]) {
                assert!(!told.contains(value), "{of}: {value} in {told}");
            }
        }
    }
    println!("mutations: {} of {count} seen exactly, {silent} of them allowed", count - missed.len());
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(silent * 20 > count && silent * 2 < count, "{silent} of {count} are allowed");
    assert!(unmasked > 0, "nothing in the spec is masked");
}

#[test]
fn every_single_change_to_a_documented_message_is_seen_exactly() {
    score(&contract::embedded(), &spec::read());
}

#[test]
fn what_contradicts_only_inferred_evidence_is_seen_as_such() {
    let spec = spec::text().replace("x-evidence: stated", "x-evidence: inferred");
    let spec = spec.replace("x-evidence: sample", "x-evidence: inferred");
    let contract = contract::mask_aadhaar(Contract::from_yaml(&spec).unwrap());
    score(&contract, &serde_norway::from_str(&spec).unwrap());
}
