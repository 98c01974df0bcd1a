//! Finds which schemas apply to a value, the fields that none of them names, and values that should be masked.

use std::sync::Arc;

use jsonschema::Validator;
use serde_json::{Map, Value};

use crate::findings::finding::{Check, Violation};
use crate::hooks::Mask;
use crate::pointer::{child, of_reference, redacted_name};
use crate::schema::prepare;
use crate::schema::schemas::{MAX_VIOLATIONS_PER_BODY, Schemas, describe_field, kind_of};

/// Holds a schema that applies to a value, and whether the last `x-evidence` on the path to it is `inferred`.
#[derive(Clone)]
pub(crate) struct Step<'a> {
    at: String,
    schema: &'a Map<String, Value>,
    inferred: bool,
}

impl<'a> Step<'a> {
    fn of(at: String, schema: &'a Value, inferred: bool) -> Option<Self> {
        schema.as_object().map(|schema| Self { at, schema, inferred })
    }

    pub(crate) fn get(&self, keyword: &str) -> Option<&'a Value> {
        self.schema.get(keyword)
    }

    /// Returns the schema in a keyword.
    pub(crate) fn inner(&self, keyword: &str) -> Option<Self> {
        Self::of(child(&self.at, keyword), self.get(keyword)?, self.inferred)
    }

    /// Returns the schema of a property.
    pub(crate) fn property(&self, name: &str) -> Option<Self> {
        let schema = self.get("properties")?.get(name)?;
        Self::of(child(&child(&self.at, "properties"), name), schema, self.inferred)
    }

    /// Returns the schemas in a keyword that lists several.
    fn parts(&self, keyword: &str) -> Vec<Self> {
        let parts = self.get(keyword).and_then(Value::as_array).into_iter().flatten().enumerate();
        let at = |index: usize| child(&child(&self.at, keyword), index.to_string());
        parts.filter_map(|(index, part)| Self::of(at(index), part, self.inferred)).collect()
    }

    fn names_fields(&self) -> bool {
        self.schema.contains_key("properties") || self.schema.contains_key("additionalProperties")
    }
}

impl PartialEq for Step<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.inferred == other.inferred && std::ptr::eq(self.schema, other.schema)
    }
}

/// Holds the schemas that apply to a value.
#[derive(Default)]
pub(crate) struct Nodes<'a> {
    pub(crate) list: Vec<Step<'a>>,
    /// Whether a variant allows any field.
    open: bool,
}

impl Schemas {
    /// Returns the schema at a pointer, as the start of a walk.
    pub(crate) fn step(&self, pointer: &str) -> Vec<Step<'_>> {
        let schema = self.exact.pointer(pointer);
        schema.and_then(|schema| Step::of(pointer.to_owned(), schema, false)).into_iter().collect()
    }

    /// Reports fields that no applicable schema names, and values that should be masked.
    pub(crate) fn walk(
        &self,
        schemas: Vec<Step>,
        value: &Value,
        mask: Option<&Mask>,
        at: &str,
        violations: &mut Vec<Violation>,
    ) {
        if violations.len() >= 2 * MAX_VIOLATIONS_PER_BODY {
            return;
        }
        match value {
            Value::Object(object) => self.fields(schemas, value, object, mask, at, violations),
            Value::Array(items) => {
                let nodes = self.applicable(schemas, value).list;
                let of_items = nodes.iter().filter_map(|node| node.inner("items")).collect::<Vec<_>>();
                if !of_items.is_empty() {
                    for (index, item) in items.iter().enumerate() {
                        self.walk(of_items.clone(), item, mask, &child(at, index.to_string()), violations);
                    }
                }
            }
            Value::String(text) => self.unmasked(schemas, value, text, mask, at, violations),
            Value::Number(number) => self.unmasked(schemas, value, &number.to_string(), mask, at, violations),
            _ => {}
        }
    }

    /// Reports a value that should be masked and is not.
    fn unmasked(
        &self,
        schemas: Vec<Step>,
        value: &Value,
        text: &str,
        mask: Option<&Mask>,
        at: &str,
        violations: &mut Vec<Violation>,
    ) {
        let Some(mask) = mask.filter(|mask| (mask.is_clear)(text)) else {
            return;
        };
        let nodes = self.applicable(schemas, value).list;
        if let Some(node) = nodes.iter().find(|node| node.get(&mask.keyword) == Some(&Value::Bool(true))) {
            let spec = child(&node.at, &mask.keyword);
            let message = format!("is {}, and is not masked", kind_of(value));
            violations.push(Violation::new(Check::Unmasked, at, spec, message));
        }
    }

    /// Checks the names of an object's fields, then walks into each field.
    fn fields(
        &self,
        schemas: Vec<Step>,
        value: &Value,
        object: &Map<String, Value>,
        mask: Option<&Mask>,
        at: &str,
        violations: &mut Vec<Violation>,
    ) {
        let Nodes { list, open } = self.applicable(schemas, value);
        let open = open || list.iter().any(|node| node.get("additionalProperties").is_some());
        let naming = list.iter().filter(|node| node.get("properties").is_some()).collect::<Vec<_>>();
        for (name, field) in object {
            let mut within = naming.iter().filter_map(|node| node.property(name)).collect::<Vec<_>>();
            let mut place = child(at, name);
            if let Some(hidden) = self.hidden(&within) {
                let message = describe_field(name, "which the spec marks for the other direction");
                violations.push(Violation::new(Check::FieldForbidden, &place, hidden, message));
            }
            if within.is_empty() {
                within.extend(list.iter().filter_map(|node| node.inner("additionalProperties")));
                place = child(at, "*");
            }
            if let (true, false, Some(first)) = (within.is_empty(), open, naming.first()) {
                let inferred = naming.iter().all(|node| node.inferred);
                let message = describe_field(name, "which the spec does not name");
                let spec = child(&first.at, "properties");
                let violation =
                    Violation::new(Check::FieldUndocumented, child(at, redacted_name(name)), spec, message);
                violations.push(Violation { inferred, ..violation });
            }
            self.walk(within, field, mask, &place, violations);
        }
    }

    /// Returns the pointer to the keyword that excludes a property from this direction.
    fn hidden(&self, properties: &[Step]) -> Option<String> {
        let keyword = self.direction.hidden();
        properties.iter().find_map(|step| {
            let at = match step.get("$ref") {
                Some(_) => prepare::followed(&self.exact, &step.at),
                None if step.get(keyword).is_some() => step.at.clone(),
                None => return None,
            };
            (self.exact.pointer(&at)?.get(keyword)? == true).then(|| child(&at, keyword))
        })
    }

    /// Returns the schemas that apply to a value, with references followed and variants chosen.
    pub(crate) fn applicable<'a>(&'a self, schemas: Vec<Step<'a>>, value: &Value) -> Nodes<'a> {
        let mut nodes = Nodes::default();
        for step in schemas {
            self.expand(step, value, &mut nodes);
        }
        nodes
    }

    fn expand<'a>(&'a self, mut step: Step<'a>, value: &Value, nodes: &mut Nodes<'a>) {
        if let Some(mark) = step.get("x-evidence") {
            step.inferred = mark == "inferred";
        }
        // A schema applies once. Otherwise a type that refers to itself twice would double with each level.
        if nodes.list.contains(&step) {
            return;
        }
        if let Some(reference) = step.get("$ref").and_then(Value::as_str) {
            let target = of_reference(reference).and_then(|at| {
                let schema = self.exact.pointer(&at)?;
                Step::of(at, schema, step.inferred)
            });
            if let Some(target) = target {
                self.expand(target, value, nodes);
            }
            return;
        }
        for part in step.parts("allOf") {
            self.expand(part, value, nodes);
        }
        for keyword in ["oneOf", "anyOf"] {
            for variant in self.chosen(&step, step.parts(keyword), value) {
                let mut own = Nodes::default();
                self.expand(variant, value, &mut own);
                // A variant that names no field allows any field.
                nodes.open |= own.open || !own.list.iter().any(Step::names_fields);
                own.list.retain(|step| !nodes.list.contains(step));
                nodes.list.append(&mut own.list);
            }
        }
        nodes.list.push(step);
    }

    /// Returns the variants that a value matches, or else the closest one.
    fn chosen<'a>(&'a self, union: &Step, mut variants: Vec<Step<'a>>, value: &Value) -> Vec<Step<'a>> {
        let validator = |variant: &Step| self.compile(&variant.at).ok();
        let validators = variants.iter().map(validator).collect::<Vec<Option<Arc<Validator>>>>();
        let mut fits = validators.iter().map(|it| it.as_ref().is_some_and(|it| it.is_valid(value)));
        let chosen = variants.iter().filter(|_| fits.next().unwrap_or_default()).cloned().collect::<Vec<_>>();
        if !chosen.is_empty() || variants.is_empty() {
            return chosen;
        }
        let errors =
            validators.iter().map(|it| it.iter().flat_map(|it| it.iter_errors(value)).collect::<Vec<_>>());
        let errors = errors.collect::<Vec<_>>();
        match self.closest(&union.at, value, "", &errors) {
            Some(index) => vec![variants.swap_remove(index)],
            None => Vec::new(),
        }
    }
}
