//! Bodies with a mark in each string that the spec marks as sensitive.

use serde_json::{Value, json};

use super::spec;

/// Stands in every value that must not be seen, and in nothing else.
pub const MARK: &str = "zq7";

/// A body that fits a schema, with a mark in each string that the spec marks.
pub struct Marked<'a> {
    spec: &'a Value,
    pub marks: Vec<String>,
}

impl<'a> Marked<'a> {
    pub fn new(spec: &'a Value) -> Self {
        Self { spec, marks: Vec::new() }
    }

    pub fn body(&mut self, schema: &Value) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.body(&self.spec.pointer(&reference[1..]).unwrap().clone());
        }
        match schema["type"].as_str() {
            Some("object") => {
                let properties = schema["properties"].as_object().unwrap();
                properties
                    .iter()
                    .map(|(name, property)| (name.clone(), self.property(name, property)))
                    .collect()
            }
            Some("array") => json!([self.body(&schema["items"]), self.body(&schema["items"])]),
            Some("integer") => json!(200),
            Some("boolean") => json!(true),
            Some("string") => schema["enum"].get(0).cloned().unwrap_or_else(|| json!("plain")),
            _ => json!("plain"),
        }
    }

    fn property(&mut self, name: &str, property: &Value) -> Value {
        if spec::followed(self.spec, property)["x-sensitive"] != true {
            return self.body(property);
        }
        let mark = format!("{MARK}mark{}end", self.marks.len());
        self.marks.push(mark.clone());
        // What is no web address on a known host is no session.
        if name == "authorization_url" {
            json!(format!("https://production.deepvue.tech/{mark}"))
        } else {
            json!(mark)
        }
    }
}
