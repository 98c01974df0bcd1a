//! [`Applicable`]: the schemas that apply to a value, with references followed and variants chosen.

use serde_json::Value;

use crate::schema::distance::distance;
use crate::schema::graph::{Discriminator, Graph, Marked, NodeId};
use crate::schema::schemas::Schemas;

/// Holds a schema that applies to a value, and whether the last `x-evidence` on the path to it is `inferred`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub(super) node: NodeId,
    pub(super) inferred: bool,
}

impl Step {
    pub(super) fn of(node: NodeId) -> Self {
        Self { node, inferred: false }
    }

    fn to(self, node: NodeId) -> Self {
        Self { node, ..self }
    }
}

/// Holds the schemas that apply to a value.
#[derive(Default)]
pub(crate) struct Applicable {
    pub(super) steps: Vec<Step>,
    /// Whether a variant allows any field.
    pub(super) is_open: bool,
}

/// Holds the schemas of a field.
pub(super) struct Field {
    pub(super) steps: Vec<Step>,
    /// Whether the field has a name of the document. A name that only matches a pattern may be data.
    pub(super) is_property: bool,
}

impl Applicable {
    /// Returns the schemas of a field that they name, as a property or by a pattern.
    pub(super) fn field(&self, graph: &Graph, name: &str) -> Field {
        let mut field = Field { steps: Vec::new(), is_property: false };
        for step in &self.steps {
            let node = graph.node(step.node);
            if let Some(property) = node.properties.get(name) {
                field.is_property = true;
                field.steps.push(step.to(*property));
            }
            let matching = node.pattern_properties.iter().filter(|(pattern, _)| pattern.matches(name));
            field.steps.extend(matching.map(|(_, schema)| step.to(*schema)));
        }
        field
    }

    /// Returns whether they name a field, and whether a marked schema may apply to it.
    pub(super) fn look_up(&self, graph: &Graph, field: &str, marked: Option<&Marked>) -> (bool, bool) {
        let is_marked = |id: &NodeId| marked.is_some_and(|marked| marked.contains(*id));
        let (mut named, mut found) = (false, false);
        for node in self.steps.iter().map(|step| graph.node(step.node)) {
            if let Some(property) = node.properties.get(field) {
                named = true;
                found |= is_marked(property);
            }
            for (pattern, schema) in &node.pattern_properties {
                named |= pattern.matches(field);
                found |= is_marked(schema);
            }
            found |= node.other_fields.iter().any(is_marked);
        }
        (named, found)
    }

    /// Returns the schemas of the fields that they do not name.
    pub(super) fn other_fields(&self, graph: &Graph) -> Vec<Step> {
        let of = |step: &Step| {
            graph.node(step.node).other_fields.iter().map(|schema| step.to(*schema)).collect::<Vec<_>>()
        };
        self.steps.iter().flat_map(of).collect()
    }

    /// Returns the schemas of an item; without an index, of the items that have none of their own.
    pub(super) fn items(&self, graph: &Graph, index: Option<usize>) -> Vec<Step> {
        let of = |step: &Step| {
            let node = graph.node(step.node);
            let own = index.and_then(|index| node.prefix_items.get(index));
            let schemas = own.map_or(node.items.as_slice(), std::slice::from_ref);
            schemas.iter().map(|schema| step.to(*schema)).collect::<Vec<_>>()
        };
        self.steps.iter().flat_map(of).collect()
    }
}

impl Schemas {
    /// Returns the schemas that apply to a value, with references followed and variants chosen.
    pub(super) fn applicable(&self, steps: &[Step], value: &mut Value) -> Applicable {
        let mut applicable = Applicable::default();
        for step in steps {
            self.expand(*step, true, value, &mut applicable);
        }
        applicable
    }

    fn expand(&self, mut step: Step, with_children: bool, value: &mut Value, into: &mut Applicable) {
        let node = self.graph.node(step.node);
        step.inferred = node.inferred.unwrap_or(step.inferred);
        // A schema applies once. Otherwise a type that refers to itself twice would double with each level.
        if into.steps.contains(&step) {
            return;
        }
        if let Some(reference) = node.reference {
            into.is_open |= reference.is_dynamic;
            self.expand(step.to(reference.target), !reference.is_inheritance, value, into);
        }
        for part in &node.all_of {
            self.expand(step.to(*part), true, value, into);
        }
        into.steps.push(step);
        let discriminator = node.discriminator.as_ref();
        for (keyword, variants) in self.graph.variants(step.node) {
            let chosen = match discriminator.filter(|it| it.union == Some(keyword)) {
                Some(discriminator) => self.named(discriminator, value),
                None => self.chosen(variants, value),
            };
            // If no variant is meant, that is a violation already, and its fields are not reported on top.
            into.is_open |= chosen.is_empty();
            for variant in chosen {
                self.expand_variant(step.to(variant), value, into);
            }
        }
        if let Some(discriminator) = discriminator.filter(|it| with_children && it.union.is_none()) {
            let named = value.get(&discriminator.property).map(|name| discriminator.case(name.as_str()?));
            match named {
                Some(Some((_, case))) if case.schema != step.node => {
                    self.expand(step.to(case.schema), true, value, into);
                }
                // Nobody knows which fields an object with another name may have.
                Some(None) => into.is_open = true,
                Some(Some(_)) | None => {}
            }
        }
        self.expand_conditions(step, value, into);
    }

    /// Adds the schemas of a variant. One that names no field allows any field.
    fn expand_variant(&self, variant: Step, value: &mut Value, into: &mut Applicable) {
        let mut own = Applicable::default();
        self.expand(variant, true, value, &mut own);
        let names_fields = |step: &Step| {
            let node = self.graph.node(step.node);
            node.names_fields || node.describes_other_fields
        };
        into.is_open |= own.is_open || !own.steps.iter().any(names_fields);
        own.steps.retain(|step| !into.steps.contains(step));
        into.steps.append(&mut own.steps);
    }

    fn expand_conditions(&self, step: Step, value: &mut Value, into: &mut Applicable) {
        let node = self.graph.node(step.node);
        if let Some(condition) = node.condition {
            let (test, then) = if self.is_valid(condition.test, value) {
                (Some(condition.test), condition.then)
            } else {
                (None, condition.otherwise)
            };
            for part in [test, then].into_iter().flatten() {
                self.expand(step.to(part), true, value, into);
            }
        }
        for (property, schema) in &node.dependent {
            if value.get(property).is_some() {
                self.expand(step.to(*schema), true, value, into);
            }
        }
    }

    /// Returns the variant that a discriminator names, or else the variants without a name that a value matches.
    fn named(&self, discriminator: &Discriminator, value: &mut Value) -> Vec<NodeId> {
        let name = value.get(&discriminator.property).and_then(Value::as_str);
        if let Some((_, case)) = name.and_then(|name| discriminator.case(name)) {
            return vec![case.schema];
        }
        let unnamed = discriminator.cases.iter().filter(|case| case.names.is_empty()).map(|case| case.schema);
        unnamed.filter(|variant| self.is_valid(*variant, value)).collect()
    }

    /// Returns the variants that a value matches, or else the closest one.
    fn chosen(&self, variants: &[NodeId], value: &mut Value) -> Vec<NodeId> {
        let fitting = variants.iter().copied().filter(|variant| self.is_valid(*variant, value));
        let fitting = fitting.collect::<Vec<_>>();
        if !fitting.is_empty() {
            return fitting;
        }
        let mut distances = Vec::new();
        for variant in variants {
            let at = format!("/{}", variant.key());
            let distance = self.with_entry(*variant, value, |validator, entry| {
                distance(&validator.iter_errors(entry).collect::<Vec<_>>(), &at)
            });
            distances.extend(distance.map(|distance| (distance, *variant)));
        }
        // The first of the closest.
        let closest = distances.into_iter().reduce(|best, next| if next.0 < best.0 { next } else { best });
        closest.map(|(_, variant)| variant).into_iter().collect()
    }

    /// Returns whether a schema that applies to the object at `path` hides a property.
    pub(super) fn hides(&self, root: NodeId, value: &mut Value, path: &[String], name: &str) -> bool {
        let (mut steps, mut at) = (vec![Step::of(root)], value);
        for segment in path {
            let applicable = self.applicable(&steps, at);
            let next = match at {
                Value::Array(items) => {
                    let index = segment.parse::<usize>().ok();
                    steps = applicable.items(&self.graph, index);
                    index.and_then(|index| items.get_mut(index))
                }
                Value::Object(fields) => {
                    steps = applicable.field(&self.graph, segment).steps;
                    if steps.is_empty() {
                        steps = applicable.other_fields(&self.graph);
                    }
                    fields.get_mut(segment)
                }
                _ => None,
            };
            let Some(next) = next else {
                return false;
            };
            at = next;
        }
        let applicable = self.applicable(&steps, at);
        let property = |step: &Step| self.graph.node(step.node).properties.get(name);
        let hidden = |property: &NodeId| self.hidden.hiding(&self.graph, *property).is_some();
        applicable.steps.iter().filter_map(property).any(hidden)
    }
}
