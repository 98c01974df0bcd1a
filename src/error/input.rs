//! Checks the values of a call before anything is sent.

use super::failure::Failure;
use super::field_error::FieldError;
use crate::privacy::sensitive::Sensitive;

/// A value of a call, and the rule that it breaks, if any.
pub(crate) struct Rule {
    /// The place of the value in the request, as a JSON pointer.
    pub(crate) pointer: &'static str,
    pub(crate) broken: Option<&'static str>,
}

impl Rule {
    pub(crate) fn new(pointer: &'static str, broken: Option<&'static str>) -> Self {
        Self { pointer, broken }
    }
}

/// Returns an error that lists every broken rule, or nothing if there is none.
pub(crate) fn check_input(rules: impl IntoIterator<Item = Rule>) -> Result<(), Box<Failure>> {
    let field_error = |rule: Rule| {
        let message = rule.broken?.to_owned();
        Some(FieldError { pointer: rule.pointer.to_owned(), message, code: None })
    };
    let field_errors = rules.into_iter().filter_map(field_error).collect::<Vec<_>>();
    if field_errors.is_empty() { Ok(()) } else { Err(Box::new(Failure::invalid_input(field_errors))) }
}

pub(crate) fn blank_rule(value: &Sensitive<String>) -> Option<&'static str> {
    value.expose().trim().is_empty().then_some("must not be blank")
}
