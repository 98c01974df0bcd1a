//! Finds the variant of a union that a value was most likely meant to be.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;

/// Returns how far a value at `at` is from a variant: the number of wrong fixed values, then the number of errors.
/// Returns `None` for a variant of another JSON type.
pub(super) fn distance(errors: &[ValidationError<'_>], at: &str) -> Option<(usize, usize)> {
    let is_other_type = errors
        .iter()
        .any(|error| matches!(error.kind(), Kind::Type { .. }) && error.instance_path().as_str() == at);
    if errors.is_empty() || is_other_type {
        return None;
    }
    let fixed = errors.iter().filter(|error| match error.kind() {
        Kind::Enum { options } => options.as_array().is_some_and(|options| options.len() == 1),
        Kind::Constant { .. } => true,
        _ => false,
    });
    Some((fixed.count(), errors.len()))
}
