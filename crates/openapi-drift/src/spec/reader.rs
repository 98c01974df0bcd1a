//! [`Reader`]: looks up the parts of a document, and says where one is not as OpenAPI requires.

use serde_json::{Map, Value};

use crate::error::ContractError;
use crate::pointer::child;
use crate::schema::dialect::Dialect;
use crate::spec::follow::{MAX_REFERENCE_HOPS, target};

pub(crate) struct Reader<'a> {
    pub(crate) root: &'a Value,
    pub(crate) dialect: Dialect,
}

impl<'a> Reader<'a> {
    pub(crate) fn get(&self, pointer: &str) -> &'a Map<String, Value> {
        static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
        self.root.pointer(pointer).and_then(Value::as_object).unwrap_or(&NONE)
    }

    /// Returns a member, which must be an object if it is present.
    pub(crate) fn object(
        &self,
        at: &str,
        name: &str,
    ) -> Result<Option<&'a Map<String, Value>>, ContractError> {
        match self.root.pointer(&child(at, name)) {
            None => Ok(None),
            Some(Value::Object(object)) => Ok(Some(object)),
            Some(_) => Err(ContractError::new(format!("#{}", child(at, name)), "must be an object")),
        }
    }

    /// Returns the length of an array; 0 if it is absent.
    pub(crate) fn length(&self, at: &str) -> Result<usize, ContractError> {
        match self.root.pointer(at) {
            None => Ok(0),
            Some(Value::Array(items)) => Ok(items.len()),
            Some(_) => Err(ContractError::new(format!("#{at}"), "must be an array")),
        }
    }

    /// Follows references to where an object is defined.
    pub(crate) fn follow(&self, pointer: &str) -> Result<String, ContractError> {
        let mut at = pointer.to_owned();
        for _ in 0..MAX_REFERENCE_HOPS {
            let Some(object) = self.root.pointer(&at).and_then(Value::as_object) else {
                return Err(ContractError::new(format!("#{at}"), "must be an object"));
            };
            match object.get("$ref") {
                None => return Ok(at),
                Some(reference) => at = target(self.root, &child(&at, "$ref"), reference)?,
            }
        }
        Err(ContractError::new(format!("#{pointer}"), "its references form a cycle"))
    }
}
