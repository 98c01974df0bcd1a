//! [`Schemas`]: checks JSON values against the schemas of a document. `jsonschema` validates, and the walk adds the
//! rules that JSON Schema does not have.

use std::collections::BTreeSet;
use std::sync::Arc;

use jsonschema::{Keyword, ValidationError, Validator};
use serde_json::{Map, Value};

use crate::error::ContractError;
use crate::findings::finding::{Check, Violation};
use crate::pointer::{Segment, child};
use crate::schema::bundle::{self, Bundle, NUMBER_FORMAT};
use crate::schema::chains;
use crate::schema::dialect::Dialect;
use crate::schema::direction::Direction;
use crate::schema::formats::{self, NumberFormat};
use crate::schema::graph::{Graph, Marked, NodeId};
use crate::schema::hidden::Hidden;

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
        let patterns = self.unusable.iter().map(move |pointer| (pointer, what));
        let others = self.graph.not_checkable.iter().map(|(pointer, what)| (pointer, *what));
        patterns.chain(others).map(|(pointer, what)| Violation::new(Check::NotCheckable, "", pointer, what))
    }

    /// Returns the schemas that have a keyword that is true, and those through which one of them applies.
    pub(crate) fn marked(&self, keyword: &str) -> Marked {
        chains::leading_to(&self.graph, |node| node.flags.iter().any(|flag| flag == keyword))
    }

    /// Returns how many nested schemas a check of a value uses at most, for its nesting.
    pub(crate) fn frames(&self, depth: usize) -> usize {
        self.graph.longest_chain.saturating_mul(depth)
    }

    /// Returns whether `value` matches the schema at `pointer`.
    pub(crate) fn fits(&self, pointer: &str, mut value: Value) -> bool {
        self.graph.id(pointer).is_none_or(|id| self.is_valid(id, &mut value))
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

    /// Returns the pointer of a path into a value. The names of map entries may be data, and are replaced by `*`.
    pub(crate) fn redacted_path<'p>(&self, path: impl IntoIterator<Item = Segment<'p>>) -> String {
        path.into_iter().fold(String::new(), |pointer, segment| match segment {
            Segment::Index(index) => child(&pointer, index.to_string()),
            Segment::Name(name) if self.names.contains(name.as_ref()) => child(&pointer, name),
            Segment::Name(_) => child(&pointer, "*"),
        })
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
