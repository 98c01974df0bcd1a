//! Patterns, some of which can't be compiled.

use std::collections::HashMap;

use jsonschema::Validator;
use serde_json::{Value, json};

/// Holds a pattern of `patternProperties`.
pub(crate) struct Pattern {
    /// `None` if it can't be compiled. Then it matches nothing.
    validator: Option<Validator>,
}

impl Pattern {
    pub(super) fn new(pattern: &str) -> Self {
        let options = jsonschema::draft202012::options().offline();
        Self { validator: options.build(&json!({ "pattern": pattern })).ok() }
    }

    pub(super) fn matches(&self, name: &str) -> bool {
        self.validator.as_ref().is_some_and(|validator| validator.is_valid(&Value::from(name)))
    }
}

/// Remembers which patterns can be compiled.
#[derive(Default)]
pub(super) struct Patterns {
    known: HashMap<String, bool>,
}

impl Patterns {
    pub(super) fn is_usable(&mut self, pattern: &str) -> bool {
        if let Some(usable) = self.known.get(pattern) {
            return *usable;
        }
        let usable = Pattern::new(pattern).validator.is_some();
        self.known.insert(pattern.to_owned(), usable);
        usable
    }
}
