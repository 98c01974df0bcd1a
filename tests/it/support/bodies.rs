//! Random JSON bodies, led by a schema: many that fit it, and many that nearly do.

use std::collections::BTreeSet;

use fastrand::Rng;
use serde_json::{Map, Value, json};

pub struct Bodies<'a> {
    spec: &'a Value,
    names: Vec<String>,
    rng: Rng,
}

impl<'a> Bodies<'a> {
    pub fn new(spec: &'a Value, seed: u64) -> Self {
        let mut names =
            BTreeSet::from(["", "Detail", "zq", "a/b", "a~b", "1234567890", "हिन्दी"].map(str::to_owned));
        property_names(spec, &mut names);
        Self { spec, names: names.into_iter().collect(), rng: Rng::with_seed(seed) }
    }

    /// The text of a body, since a text can say more than a value: the same name twice, for one.
    pub fn text(&mut self, schema: &Value) -> String {
        let mut body = self.fitting(schema, 0);
        if !self.one_in(3) {
            for _ in 0..=self.rng.usize(..3) {
                self.spoil(&mut body);
            }
        }
        let twice =
            body.as_object().and_then(|object| self.rng.choice(object.keys().cloned().collect::<Vec<_>>()));
        match twice {
            Some(name) if self.one_in(16) => {
                format!("{{{}:{},{}", Value::from(name), self.junk(0), &body.to_string()[1..])
            }
            _ => body.to_string(),
        }
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.rng.usize(..count) == 0
    }

    fn name(&mut self) -> String {
        self.names[self.rng.usize(..self.names.len())].clone()
    }

    fn fitting(&mut self, schema: &Value, depth: usize) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.fitting(self.spec.pointer(&reference[1..]).unwrap(), depth);
        }
        if schema["nullable"] == true && self.one_in(8) {
            return Value::Null;
        }
        for keyword in ["enum", "x-fits"] {
            if let Some(values) = schema[keyword].as_array() {
                return self.rng.choice(values).unwrap().clone();
            }
        }
        if let Some(variants) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
            let variant = &variants[self.rng.usize(..variants.len())];
            return self.fitting(variant, depth);
        }
        let mut whole = Map::new();
        for part in schema["allOf"].as_array().into_iter().flatten() {
            match self.fitting(part, depth) {
                Value::Object(part) => whole.extend(part),
                other => return other,
            }
        }
        match schema["type"].as_str() {
            Some("object") => {}
            None if !whole.is_empty() || schema["properties"].is_object() => {}
            Some("string") => return (*self.rng.choice(STRINGS).unwrap()).into(),
            Some("integer") => {
                return schema["minimum"]
                    .as_i64()
                    .unwrap_or_default()
                    .wrapping_add(self.rng.i64(0..9))
                    .into();
            }
            Some("number") => {
                return (f64::from(self.rng.i32(0..40)) / 2.0
                    + schema["minimum"].as_f64().unwrap_or_default())
                .into();
            }
            Some("boolean") => return self.rng.bool().into(),
            Some("array") => {
                let least = schema["minItems"].as_u64().map_or(0, |least| usize::try_from(least).unwrap());
                let count = if depth > 6 { 0 } else { least + self.rng.usize(..3) };
                return (0..count).map(|_| self.fitting(&schema["items"], depth + 1)).collect();
            }
            _ => return self.junk(depth),
        }
        self.add_members(schema, depth, &mut whole);
        whole.into()
    }

    fn add_members(&mut self, schema: &Value, depth: usize, whole: &mut Map<String, Value>) {
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let required =
                schema["required"].as_array().is_some_and(|names| names.iter().any(|it| it == name));
            let rarely = if property["not"] == json!({}) { 16 } else { 2 };
            if required || (depth < 6 && self.one_in(rarely)) {
                whole.insert(name.clone(), self.fitting(property, depth + 1));
            }
        }
        if schema["additionalProperties"].is_object() && depth < 6 && self.one_in(2) {
            let (name, value) = (self.name(), self.fitting(&schema["additionalProperties"], depth + 1));
            whole.entry(name).or_insert(value);
        }
    }

    /// One change somewhere.
    fn spoil(&mut self, body: &mut Value) {
        let mut places = Vec::new();
        pointers(body, String::new(), &mut places);
        let place = self.rng.choice(places).unwrap();
        let value = body.pointer_mut(&place).unwrap();
        match (self.rng.u8(..8), value) {
            (0, value) => *value = Value::Null,
            (1, value) => *value = self.junk(0),
            (2 | 3, Value::Object(object)) if !object.is_empty() => {
                let name = self.rng.choice(object.keys().cloned().collect::<Vec<_>>()).unwrap();
                object.remove(&name);
            }
            (4, Value::Object(object)) if !object.is_empty() => {
                let name = self.rng.choice(object.keys().cloned().collect::<Vec<_>>()).unwrap();
                let value = object.remove(&name).unwrap();
                object.insert(self.name(), value);
            }
            (_, Value::Object(object)) => {
                object.insert(self.name(), self.junk(0));
            }
            (2 | 3, Value::Array(items)) if !items.is_empty() => {
                items.push(self.rng.choice(&*items).unwrap().clone());
            }
            (4, Value::Array(items)) => items.clear(),
            (_, Value::Array(items)) => items.push(self.junk(0)),
            (2 | 3, value @ Value::Number(_)) => *value = value.as_f64().into(),
            (4, value @ Value::Number(_)) => *value = value.to_string().into(),
            (5, value @ Value::Number(_)) => {
                *value = self.rng.choice([u64::MAX, 1 << 63, 1 << 53]).unwrap().into();
            }
            (_, value @ Value::Number(_)) => *value = self.rng.i64(..).into(),
            (2 | 3, Value::String(text)) => text.clear(),
            (4, Value::String(text)) => text.push('!'),
            (_, Value::String(text)) => (*self.rng.choice(STRINGS).unwrap()).clone_into(text),
            (_, value) => *value = self.junk(0),
        }
    }

    fn junk(&mut self, depth: usize) -> Value {
        match self.rng.u8(..if depth > 3 { 10 } else { 14 }) {
            0 => Value::Null,
            1 => self.rng.bool().into(),
            2 => self.rng.choice([200.0, -0.0, 1.5, 1e300, 1.8e19]).unwrap().into(),
            3 => self.rng.choice([u64::MAX, 0, 201]).unwrap().into(),
            4 => self.rng.choice([i64::MIN, -1]).unwrap().into(),
            5 => "x".repeat(self.rng.usize(..300)).into(),
            6 => (0..60).fold(json!(0), |inner, _| json!([inner])),
            7..10 => (*self.rng.choice(STRINGS).unwrap()).into(),
            10 | 11 => (0..self.rng.usize(..4)).map(|_| self.junk(depth + 1)).collect(),
            _ => {
                let fields = (0..self.rng.usize(..4)).map(|_| (self.name(), self.junk(depth + 1)));
                Value::Object(fields.collect())
            }
        }
    }
}

const STRINGS: &[&str] = &[
    "",
    "a",
    "ab",
    "abcd",
    "abcde",
    "null",
    "Y",
    "aadhaar",
    "cat",
    "dog",
    "😀",
    "2026-11-23T10:00:00Z",
    "2026-11-23",
    "a@b.example",
    "10.0.0.1",
    "https://bank.example/?a=b",
    "2345 6789 0123",
    "0",
    " ",
    "\u{0}",
];

fn property_names(value: &Value, names: &mut BTreeSet<String>) {
    let inner = match value {
        Value::Object(object) => {
            names.extend(
                object.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::keys).cloned(),
            );
            object.values().collect::<Vec<_>>()
        }
        Value::Array(items) => items.iter().collect(),
        _ => return,
    };
    for value in inner {
        property_names(value, names);
    }
}

fn pointers(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                pointers(value, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                pointers(value, format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
    found.push(at);
}
