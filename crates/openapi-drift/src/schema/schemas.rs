//! [`Schemas`]: checks JSON values against the schemas of a document. `jsonschema` validates, and the walk adds the
//! rules that JSON Schema does not have.

use std::collections::BTreeSet;
use std::sync::Arc;

use jsonschema::{Keyword, ValidationError, Validator};
use serde_json::{Map, Value};

use crate::error::ContractError;
use crate::findings::finding::{Check, Violation};
use crate::hooks::Mask;
use crate::schema::bundle::{self, Bundle, NUMBER_FORMAT};
use crate::schema::dialect::Dialect;
use crate::schema::explain::Explanation;
use crate::schema::formats::{self, NumberFormat};
use crate::schema::graph::{Graph, NodeId};
use crate::schema::hidden::{Direction, Hidden};
use crate::schema::stack;
use crate::schema::walk::Walk;

/// How many violations of one body are kept. A body may have millions, and further ones add nothing new.
pub(crate) const MAX_VIOLATIONS_PER_BODY: usize = 1_000;

/// Holds the schemas of a document, as they apply to requests or to responses.
pub(crate) struct Schemas {
    /// The document as it was written.
    pub(crate) exact: Arc<Value>,
    pub(super) graph: Arc<Graph>,
    pub(super) direction: Direction,
    pub(super) hidden: Hidden,
    validator: Validator,
    /// The names of all properties in the document. Other names in a message may be data.
    pub(super) names: BTreeSet<String>,
    unusable: Vec<String>,
}

impl Schemas {
    /// Compiles the schemas at `roots`, and all schemas that they use.
    pub(crate) fn new(
        exact: &Arc<Value>,
        graph: &Arc<Graph>,
        roots: &BTreeSet<String>,
        direction: Direction,
    ) -> Result<Self, ContractError> {
        let hidden = Hidden::new(graph, direction);
        let roots = roots.iter().filter_map(|pointer| graph.id(pointer));
        let entries = roots.chain(graph.chosen_by_value()).collect::<BTreeSet<_>>();
        let entries = entries.into_iter().collect::<Vec<_>>();
        let bundle = Bundle::new(exact, graph, &hidden, &entries);
        let validator = compile(exact, graph, &bundle.schema)?;
        Ok(Self {
            exact: Arc::clone(exact),
            graph: Arc::clone(graph),
            direction,
            hidden,
            validator,
            names: graph.property_names(),
            unusable: bundle.unusable,
        })
    }

    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Returns the rules that can't be checked.
    pub(crate) fn not_checkable(&self) -> impl Iterator<Item = Violation> {
        let what = "is a pattern that can't be compiled, and is not checked";
        self.unusable.iter().map(move |pointer| Violation::new(Check::NotCheckable, "", pointer, what))
    }

    /// Returns how many nested schemas a check of a value uses at most, for its nesting.
    pub(crate) fn frames(&self, depth: usize) -> usize {
        self.graph.longest_chain.saturating_mul(depth)
    }

    /// Returns whether `value` matches the schema at `pointer`.
    pub(crate) fn fits(&self, pointer: &str, mut value: Value) -> bool {
        self.graph.id(pointer).is_none_or(|id| self.is_valid(id, &mut value))
    }

    /// Checks `value` against the schema at `pointer`, and returns each violation once. Instance pointers start at the
    /// value, which is left as it was.
    pub(crate) fn violations(&self, pointer: &str, value: &mut Value, mask: Option<&Mask>) -> Vec<Violation> {
        let Some(root) = self.graph.id(pointer) else {
            return Vec::new();
        };
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

    /// Returns whether a value matches a schema. Leaves the value as it was.
    pub(super) fn is_valid(&self, id: NodeId, value: &mut Value) -> bool {
        self.with_entry(id, value, Validator::is_valid)
    }

    /// Calls `check` with the value as the bundle expects it: in a property that is named after the schema.
    pub(super) fn with_entry<T>(
        &self,
        id: NodeId,
        value: &mut Value,
        check: impl FnOnce(&Validator, &Value) -> T,
    ) -> T {
        let mut entry = Map::new();
        entry.insert(id.key(), std::mem::take(value));
        let entry = Value::Object(entry);
        let result = check(&self.validator, &entry);
        if let Value::Object(entry) = entry {
            *value = entry.into_iter().next().map(|(_, value)| value).unwrap_or_default();
        }
        result
    }

    /// Returns the pointer into the document for a pointer into the compiled schemas.
    pub(super) fn origin(&self, path: &str) -> String {
        bundle::origin(&self.exact, &self.graph, path)
    }
}

fn compile(exact: &Value, graph: &Graph, schema: &Value) -> Result<Validator, ContractError> {
    let options = match graph.dialect {
        Dialect::OpenApi30 => jsonschema::draft4::options(),
        Dialect::OpenApi31 => jsonschema::draft202012::options(),
    };
    let options = options
        .with_base_uri(super::references::DOCUMENT)
        .offline()
        .should_validate_formats(true)
        .with_format("byte", formats::is_base64)
        .with_format("uuid", formats::is_uuid)
        .with_keyword(NUMBER_FORMAT, |_, name, _| {
            Ok(Box::new(NumberFormat::named(name.as_str().unwrap_or_default()))
                as Box<dyn for<'i> Keyword<'i>>)
        });
    options.build(schema).map_err(|error: ValidationError<'_>| {
        // The error is in the schema, as an instance of JSON Schema's own schema.
        let place = bundle::origin(exact, graph, error.instance_path().as_str());
        ContractError::new(format!("#{place}"), format!("this schema can't be used: {error}"))
    })
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
