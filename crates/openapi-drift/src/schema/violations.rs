//! Finds what is wrong with a value.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::findings::finding::{Check, Violation};
use crate::hooks::Mask;
use crate::schema::explain::Explanation;
use crate::schema::graph::NodeId;
use crate::schema::schemas::Schemas;
use crate::schema::stack;
use crate::schema::walk::{MAX_VIOLATIONS_PER_BODY, Walk};

impl Schemas {
    /// Checks `value` against a schema, and returns each violation once. Instance pointers start at the value, which is
    /// left as it was.
    pub(crate) fn violations(&self, root: NodeId, value: &mut Value, mask: Option<&Mask>) -> Vec<Violation> {
        let frames = self.frames(depth(value));
        stack::with(frames, || self.violations_of(root, value, mask)).unwrap_or_default()
    }

    fn violations_of(&self, root: NodeId, value: &mut Value, mask: Option<&Mask>) -> Vec<Violation> {
        let mut violations = Vec::new();
        // Nearly all messages are valid, and it costs much more to find out why one is not.
        if !self.is_valid(root, value) {
            let explanation = self.with_entry(root, value, |validator, wrapped| {
                let mut explanation = Explanation::new(self, root);
                for error in validator.iter_errors(wrapped).take(MAX_VIOLATIONS_PER_BODY) {
                    explanation.add(&error);
                }
                explanation
            });
            violations = explanation.finish(value);
        }
        let mut walk = Walk::new(self, mask, violations);
        walk.start(root, value);
        let mut violations = deduplicate(walk.violations);
        violations.truncate(MAX_VIOLATIONS_PER_BODY);
        violations
    }
}

/// Drops repeated violations at the same location, and those that follow from another.
fn deduplicate(violations: Vec<Violation>) -> Vec<Violation> {
    let mistyped =
        |violation: &Violation| matches!(violation.check, Check::WrongType | Check::NullNotAllowed);
    let places = |of: &dyn Fn(&Violation) -> bool| {
        violations.iter().filter(|it| of(it)).map(|it| it.instance.clone()).collect::<BTreeSet<_>>()
    };
    let wrong = places(&mistyped);
    let forbidden = places(&|violation| violation.check == Check::FieldForbidden);
    let mut seen = BTreeSet::new();
    let mut kept = violations
        .into_iter()
        .filter(|violation| match violation.check {
            Check::EnumUnknown | Check::Format | Check::Constraint | Check::NoVariant => {
                !wrong.contains(&violation.instance)
            }
            Check::FieldUndocumented => !forbidden.contains(&violation.instance),
            _ => true,
        })
        .filter(|violation| {
            let check = if mistyped(violation) { Check::WrongType } else { violation.check };
            seen.insert((violation.instance.clone(), check, violation.keyword.clone()))
        })
        .collect::<Vec<_>>();
    kept.sort_by(|a, b| (&a.instance, a.check, &a.keyword).cmp(&(&b.instance, b.check, &b.keyword)));
    kept
}

/// Returns how deep values are nested.
fn depth(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(depth).max().unwrap_or_default(),
        Value::Object(fields) => fields.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}
