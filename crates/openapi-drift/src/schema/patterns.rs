//! Finds the patterns of a document that can't be compiled, so that the rest can be used.

use std::collections::HashMap;

use serde_json::{Value, json};

/// Remembers which patterns can be compiled.
#[derive(Default)]
pub(super) struct Patterns {
    known: HashMap<String, bool>,
}

impl Patterns {
    /// Returns whether a pattern can be compiled.
    pub(super) fn is_usable(&mut self, pattern: &str) -> bool {
        if let Some(usable) = self.known.get(pattern) {
            return *usable;
        }
        let usable =
            jsonschema::draft202012::options().offline().build(&json!({ "pattern": pattern })).is_ok();
        self.known.insert(pattern.to_owned(), usable);
        usable
    }
}

/// Returns whether a name matches a pattern. A pattern that can't be compiled matches nothing.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let validator = jsonschema::draft202012::options().offline().build(&json!({ "pattern": pattern }));
    validator.is_ok_and(|validator| validator.is_valid(&Value::from(name)))
}
