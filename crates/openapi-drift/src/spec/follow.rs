//! Follows references from one place of the document to another.

use serde_json::Value;

use crate::error::ContractError;
use crate::pointer::{of_reference, text};

/// How many references to follow one after another. A longer chain is taken for a cycle.
pub(crate) const MAX_REFERENCE_HOPS: usize = 256;

/// Returns the pointer that a reference leads to.
pub(crate) fn target(exact: &Value, at: &str, reference: &Value) -> Result<String, ContractError> {
    let error = |problem: String| ContractError::new(format!("#{at}"), problem);
    let reference = reference.as_str().ok_or_else(|| error("a reference must be a string".to_owned()))?;
    let pointer = of_reference(reference).ok_or_else(|| {
        error(format!("{reference:?} does not point into this document; put everything into one document"))
    })?;
    match exact.pointer(&pointer) {
        Some(_) => Ok(pointer),
        None => Err(error(format!("{reference:?} does not exist"))),
    }
}

/// Follows references to where a schema is defined.
pub(crate) fn followed(exact: &Value, pointer: &str) -> String {
    let mut at = pointer.to_owned();
    for _ in 0..MAX_REFERENCE_HOPS {
        let next = exact.pointer(&at).and_then(|schema| text(schema, "$ref")).and_then(of_reference);
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}
