//! Values that are not acceptable, and the rules that they break.

use super::failure::{Error, Failure};
use super::field_error::FieldError;
use crate::privacy::sensitive::Sensitive;

/// A value of a call, and the rule that it breaks, if it breaks one.
pub(crate) struct Rule {
    /// Where the value stands in the request, as a JSON pointer.
    pub(crate) pointer: &'static str,
    pub(crate) broken: Option<&'static str>,
}

impl Rule {
    pub(crate) fn new(pointer: &'static str, broken: Option<&'static str>) -> Self {
        Self { pointer, broken }
    }
}

/// Refuses a call for every rule that one of its values breaks, before anything is sent.
pub(crate) fn check_input(rules: impl IntoIterator<Item = Rule>) -> Result<(), Error> {
    let fault = |rule: Rule| {
        let message = rule.broken?.to_owned();
        Some(FieldError { pointer: rule.pointer.to_owned(), message, code: None })
    };
    let faults = rules.into_iter().filter_map(fault).collect::<Vec<_>>();
    if faults.is_empty() { Ok(()) } else { Err(Failure::invalid_input(faults).into()) }
}

pub(crate) fn blank_rule(value: &Sensitive<String>) -> Option<&'static str> {
    value.expose().trim().is_empty().then_some("must not be blank")
}
