//! [`Walk`]: follows a value and its schemas, to find the fields that none of them names, and values that should be
//! masked.

use serde_json::{Map, Value};

use crate::findings::finding::{Check, Violation};
use crate::hooks::Mask;
use crate::place::Place;
use crate::pointer::{child, redacted_name};
use crate::schema::applicable::{Applicable, Field, Step};
use crate::schema::describe::{describe_field, kind_of};
use crate::schema::graph::NodeId;
use crate::schema::schemas::Schemas;

/// How many violations of one body are kept. A body may have millions, and further ones add nothing new.
pub(super) const MAX_VIOLATIONS_PER_BODY: usize = 1_000;

/// Collects the violations that JSON Schema has no rule for.
pub(super) struct Walk<'a> {
    schemas: &'a Schemas,
    mask: Option<&'a Mask>,
    pub(super) violations: Vec<Violation>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(schemas: &'a Schemas, mask: Option<&'a Mask>, violations: Vec<Violation>) -> Self {
        Self { schemas, mask, violations }
    }

    pub(super) fn start(&mut self, root: NodeId, value: &mut Value) {
        self.value(&[Step::of(root)], value, &Place::Root);
    }

    /// Walks into a value, to which the schemas of these steps apply.
    fn value(&mut self, steps: &[Step], value: &mut Value, place: &Place<'_>) {
        if self.violations.len() >= 2 * MAX_VIOLATIONS_PER_BODY {
            return;
        }
        match value {
            Value::Object(_) => {
                let applicable = self.schemas.applicable(steps, value);
                if let Value::Object(object) = value {
                    self.fields(&applicable, object, place);
                }
            }
            Value::Array(_) => {
                let applicable = self.schemas.applicable(steps, value);
                if let Value::Array(items) = value {
                    self.items(&applicable, items, place);
                }
            }
            Value::String(_) | Value::Number(_) => self.unmasked(steps, value, place),
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn items(&mut self, applicable: &Applicable, items: &mut [Value], place: &Place<'_>) {
        let schemas = self.schemas;
        let mut nodes = applicable.steps.iter().map(|step| schemas.graph.node(step.node));
        let has_own = nodes.any(|node| !node.prefix_items.is_empty());
        let shared = applicable.items(&schemas.graph, None);
        for (index, item) in items.iter_mut().enumerate() {
            let own = has_own.then(|| applicable.items(&schemas.graph, Some(index)));
            let steps = own.as_ref().unwrap_or(&shared);
            if !steps.is_empty() {
                self.value(steps, item, &Place::Item(place, index));
            }
        }
    }

    /// Checks the names of an object's fields, then walks into each field.
    fn fields(&mut self, applicable: &Applicable, object: &mut Map<String, Value>, place: &Place<'_>) {
        let graph = &self.schemas.graph;
        let nodes = || applicable.steps.iter().map(|step| (step, graph.node(step.node)));
        let is_open = applicable.is_open || nodes().any(|(_, node)| node.describes_other_fields);
        let is_closed = !is_open && nodes().any(|(_, node)| node.names_fields);
        let has_hidden = !self.schemas.hidden.is_empty();
        let marked = self.mask.map(|mask| mask.marked.as_ref());
        for (name, field) in object.iter_mut() {
            let is_leaf = !field.is_object() && !field.is_array();
            if is_leaf && !has_hidden {
                // Most fields are of this kind, so nothing is collected for them.
                let (is_named, is_marked) = applicable.look_up(graph, name, marked);
                if !is_marked {
                    if is_closed && !is_named {
                        self.undocumented(applicable, name, place);
                    }
                    continue;
                }
            }
            let Field { steps: mut within, is_property } = applicable.field(graph, name);
            if is_property && has_hidden {
                self.hidden(&within, name, place);
            }
            if within.is_empty() {
                if is_closed {
                    self.undocumented(applicable, name, place);
                }
                within = applicable.other_fields(graph);
            }
            if !within.is_empty() {
                let place = Place::Field(place, if is_property { name } else { "*" });
                self.value(&within, field, &place);
            }
        }
    }

    /// Reports a field that the document marks for the other direction.
    fn hidden(&mut self, within: &[Step], name: &str, place: &Place<'_>) {
        let schemas = self.schemas;
        let hiding = within.iter().find_map(|step| schemas.hidden.hiding(&schemas.graph, step.node));
        if let Some(hiding) = hiding {
            let message = describe_field(name, "which the spec marks for the other direction");
            let spec = child(&schemas.graph.node(hiding).pointer, schemas.direction.hidden());
            let at = child(&place.pointer(), name);
            self.violations.push(Violation::new(Check::FieldForbidden, at, spec, message));
        }
    }

    /// Reports a field that no schema names.
    fn undocumented(&mut self, applicable: &Applicable, name: &str, place: &Place<'_>) {
        let graph = &self.schemas.graph;
        let naming = applicable.steps.iter().filter(|step| graph.node(step.node).names_fields);
        let Some(first) = naming.clone().next() else {
            return;
        };
        let inferred = naming.clone().all(|step| step.inferred);
        let message = describe_field(name, "which the spec does not name");
        let spec = child(&graph.node(first.node).pointer, "properties");
        let at = child(&place.pointer(), redacted_name(name));
        let violation = Violation::new(Check::FieldUndocumented, at, spec, message);
        self.violations.push(Violation { inferred, ..violation });
    }

    /// Reports a value that should be masked and is not.
    fn unmasked(&mut self, steps: &[Step], value: &mut Value, place: &Place<'_>) {
        let Some(mask) = self.mask.filter(|mask| steps.iter().any(|step| mask.marked.contains(step.node)))
        else {
            return;
        };
        let is_clear = match &*value {
            Value::String(text) => (mask.is_clear)(text),
            number => (mask.is_clear)(&number.to_string()),
        };
        if !is_clear {
            return;
        }
        let applicable = self.schemas.applicable(steps, value);
        let mut nodes = applicable.steps.iter().map(|step| self.schemas.graph.node(step.node));
        let marked = nodes.find(|node| node.flags.contains(&mask.keyword));
        let spec = marked.map(|node| child(&node.pointer, &mask.keyword));
        if let Some(spec) = spec {
            let message = format!("is {}, and is not masked", kind_of(value));
            self.violations.push(Violation::new(Check::Unmasked, place.pointer(), spec, message));
        }
    }
}
