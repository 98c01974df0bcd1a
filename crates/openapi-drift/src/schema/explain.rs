//! [`Explanation`]: turns the errors of the validator into violations.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::paths::LocationSegment;
use serde_json::Value;

use crate::findings::finding::{Check, Violation};
use crate::pointer::{Segment, child, redacted_name, segments, text};
use crate::schema::bundle::NUMBER_FORMAT;
use crate::schema::describe::{describe_field, describe_limit, kind_of, type_names};
use crate::schema::distance::distance;
use crate::schema::formats::TWO_TO_63;
use crate::schema::graph::{Discriminator, NodeId};
use crate::schema::schemas::Schemas;

/// Collects the violations of one value.
pub(super) struct Explanation<'s> {
    schemas: &'s Schemas,
    root: NodeId,
    violations: Vec<Violation>,
    /// The violations that may not be some, since another schema of the same value hides the property.
    required: Vec<Required>,
}

/// Holds a missing property: its violation, the object, and its name.
struct Required {
    violation: Violation,
    object: Vec<String>,
    name: String,
}

/// Holds what each violation of an error has in common.
struct Place {
    /// The pointer into the value, with the names of map entries replaced by `*`.
    instance: String,
    spec: String,
    inferred: bool,
}

impl Place {
    fn violation(&self, check: Check, message: impl Into<String>) -> Violation {
        let violation = Violation::new(check, &self.instance, &self.spec, message);
        Violation { inferred: self.inferred, ..violation }
    }

    /// Creates a violation of a member.
    fn of_member(&self, name: &str, check: Check, message: impl Into<String>) -> Violation {
        Violation { instance: child(&self.instance, name), ..self.violation(check, message) }
    }
}

impl<'s> Explanation<'s> {
    pub(super) fn new(schemas: &'s Schemas, root: NodeId) -> Self {
        Self { schemas, root, violations: Vec::new(), required: Vec::new() }
    }

    /// Returns the violations. Properties that any schema of the same value hides are not missing.
    pub(super) fn finish(mut self, value: &mut Value) -> Vec<Violation> {
        for missing in self.required {
            if !self.schemas.hides(self.root, value, &missing.object, &missing.name) {
                self.violations.push(missing.violation);
            }
        }
        self.violations
    }

    /// Adds the violations that an error describes. For a union, adds those of its closest variant.
    pub(super) fn add(&mut self, error: &ValidationError<'_>) {
        let value = error.instance().as_ref();
        let place = Place {
            instance: self.instance(error),
            spec: self.schemas.origin(error.schema_path().as_str()),
            inferred: self.inferred(error.evaluation_path().as_str()),
        };
        let null = |check| if value.is_null() { Check::NullNotAllowed } else { check };
        match error.kind() {
            Kind::Type { .. } if self.is_beyond_integer_format(value, &place) => {
                let spec = format!("{}/format", place.spec.trim_end_matches("/type"));
                let violation =
                    place.violation(Check::Format, "is an integer out of the range of its format");
                self.violations.push(Violation { spec, ..violation });
            }
            Kind::Type { kind } => {
                let message = format!("is {}, but {} is documented", kind_of(value), type_names(kind));
                self.violations.push(place.violation(null(Check::WrongType), message));
            }
            Kind::Enum { .. } | Kind::Constant { .. } => {
                let message = format!("is {}, {}", kind_of(value), unlisted(error.kind()));
                self.violations.push(place.violation(null(Check::EnumUnknown), message));
            }
            Kind::Required { property } => self.add_required(error, property, &place),
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                self.add_forbidden(unexpected.iter().map(String::as_str), &place);
            }
            Kind::FalseSchema => self.add_nothing_allowed(error, &place),
            Kind::Format { format } => {
                let message = format!("is {}, no {format}", kind_of(value));
                self.violations.push(place.violation(Check::Format, message));
            }
            Kind::Custom { keyword, .. } if keyword == NUMBER_FORMAT => {
                let format = self.schemas.exact.pointer(&place.spec).and_then(Value::as_str);
                let message =
                    format!("is {} out of the range of {}", kind_of(value), format.unwrap_or_default());
                self.violations.push(place.violation(Check::Format, message));
            }
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                self.add_union(error, context, &place);
            }
            Kind::OneOfMultipleValid { .. } if self.is_undecided(&place) => {}
            Kind::OneOfMultipleValid { .. } => {
                let message = "fits several variants where exactly one is documented";
                self.violations.push(place.violation(Check::NoVariant, message));
            }
            Kind::BacktrackLimitExceeded { .. } | Kind::RegexEngineFailure { .. } => {
                let message = format!("is {}, too complex for the documented pattern", kind_of(value));
                self.violations.push(place.violation(Check::NotCheckable, message));
            }
            other => {
                let message = describe_limit(value, other.keyword(), self.schemas.exact.pointer(&place.spec));
                let keyword = Some(other.keyword().to_owned());
                let violation = place.violation(Check::Constraint, message);
                self.violations.push(Violation { keyword, ..violation });
            }
        }
    }

    /// Returns whether a value is so large that it was read as a float, where the document has a range for integers.
    fn is_beyond_integer_format(&self, value: &Value, place: &Place) -> bool {
        let is_huge = value.as_f64().is_some_and(|number| value.is_f64() && number.abs() >= TWO_TO_63);
        let schema = place.spec.strip_suffix("/type").and_then(|schema| self.schemas.exact.pointer(schema));
        let format = schema.and_then(|schema| text(schema, "format"));
        is_huge && matches!(format, Some("int32" | "int64"))
    }

    /// Returns whether nobody can say which of several variants counts.
    fn is_undecided(&self, place: &Place) -> bool {
        let owner = place.spec.strip_suffix("/oneOf").and_then(|schema| self.schemas.graph.id(schema));
        owner.is_some_and(|owner| self.schemas.graph.node(owner).is_undecided)
    }

    fn add_required(&mut self, error: &ValidationError<'_>, property: &Value, place: &Place) {
        let name = property.as_str().unwrap_or_default();
        let schema = place.spec.rsplit_once('/').map_or("", |(schema, _)| schema);
        let own = self.schemas.graph.id(&child(&child(schema, "properties"), name));
        let inferred = own.and_then(|own| self.mark_of(own)).unwrap_or(place.inferred);
        let missing = place.of_member(name, Check::RequiredMissing, "is missing, but required");
        let violation = Violation { inferred, ..missing };
        if self.schemas.hidden.is_empty() {
            self.violations.push(violation);
        } else {
            let object = segments(error.instance_path().as_str()).skip(1).collect();
            self.required.push(Required { violation, object, name: name.to_owned() });
        }
    }

    fn add_forbidden<'n>(&mut self, names: impl Iterator<Item = &'n str>, place: &Place) {
        for name in names {
            let message = describe_field(name, "which the spec rules out");
            let violation = place.of_member(redacted_name(name), Check::FieldForbidden, message);
            self.violations.push(violation);
        }
    }

    /// Adds a value whose schema is `false`.
    fn add_nothing_allowed(&mut self, error: &ValidationError<'_>, place: &Place) {
        let is_field = error.instance_path().iter().last();
        let is_field = matches!(is_field, Some(LocationSegment::Property(_)));
        let violation = if is_field && !place.instance.is_empty() {
            place.violation(Check::FieldForbidden, "is a field which the spec rules out")
        } else {
            let message = format!("is {}, ruled out by the spec", kind_of(error.instance()));
            place.violation(Check::Constraint, message)
        };
        self.violations.push(violation);
    }

    fn add_union(
        &mut self,
        error: &ValidationError<'_>,
        context: &[Vec<ValidationError<'static>>],
        place: &Place,
    ) {
        let schema = place.spec.rsplit_once('/').filter(|(_, last)| matches!(*last, "oneOf" | "anyOf"));
        let owner = self.schemas.graph.id(schema.map_or(place.spec.as_str(), |(schema, _)| schema));
        let discriminator = owner.and_then(|owner| self.schemas.graph.node(owner).discriminator.as_ref());
        if let Some(discriminator) = discriminator {
            let is_its_own = discriminator.union.is_none_or(|union| place.spec.ends_with(union));
            if is_its_own && self.add_discriminated(error, context, discriminator, owner, place) {
                return;
            }
        }
        let value = error.instance().as_ref();
        let at = error.instance_path().as_str();
        let distances = context.iter().enumerate();
        let distances = distances.filter_map(|(index, errors)| Some((distance(errors, at)?, index)));
        if let Some(errors) = distances.min().and_then(|(_, index)| context.get(index)) {
            for error in errors {
                self.add(error);
            }
        } else {
            let check = if value.is_null() { Check::NullNotAllowed } else { Check::NoVariant };
            let what = format!("is {}, none of the {} documented variants", kind_of(value), context.len());
            self.violations.push(place.violation(check, what));
        }
    }

    /// Adds what is wrong with an object whose discriminator decides. Returns false if the value is no object.
    fn add_discriminated(
        &mut self,
        error: &ValidationError<'_>,
        context: &[Vec<ValidationError<'static>>],
        discriminator: &Discriminator,
        owner: Option<NodeId>,
        place: &Place,
    ) -> bool {
        let value = error.instance().as_ref();
        if !value.is_object() {
            return false;
        }
        let property = discriminator.property.as_str();
        let spec = owner.map_or("", |owner| self.schemas.graph.node(owner).pointer.as_str());
        let spec = child(&child(spec, "discriminator"), "propertyName");
        let at_property = |check, message: String| {
            let violation = place.of_member(property, check, message);
            Violation { spec: spec.clone(), ..violation }
        };
        match value.get(property) {
            None => self
                .violations
                .push(at_property(Check::RequiredMissing, "is missing, but required".to_owned())),
            Some(named @ Value::String(name)) => {
                if let Some((index, _)) = discriminator.case(name) {
                    for error in context.get(index).into_iter().flatten() {
                        self.add(error);
                    }
                } else {
                    let count = discriminator.names();
                    let message = format!("is {}, none of the {count} documented names", kind_of(named));
                    self.violations.push(at_property(Check::EnumUnknown, message));
                }
            }
            Some(other) => {
                let check = if other.is_null() { Check::NullNotAllowed } else { Check::WrongType };
                self.violations
                    .push(at_property(check, format!("is {}, but string is documented", kind_of(other))));
            }
        }
        true
    }

    /// Returns the instance pointer of an error, without the entry of the bundle that it starts with.
    fn instance(&self, error: &ValidationError<'_>) -> String {
        let segments = error.instance_path().iter().skip(1).map(|segment| match segment {
            LocationSegment::Property(name) => Segment::Name(name),
            LocationSegment::Index(index) => Segment::Index(index),
        });
        self.schemas.redacted_path(segments)
    }

    /// Returns whether the last `x-evidence` on the path through the schemas is `inferred`.
    fn inferred(&self, path: &str) -> bool {
        let graph = &self.schemas.graph;
        let mut at = graph.node(self.root).pointer.clone();
        let mut mark = graph.node(self.root).inferred;
        // The path starts in the bundle: its property, and the reference to the schema.
        for segment in segments(path).skip(3) {
            let reference = graph.id(&at).and_then(|id| graph.node(id).reference);
            match (segment.as_str(), reference) {
                ("$ref" | "$dynamicRef", Some(reference)) => {
                    at.clone_from(&graph.node(reference.target).pointer);
                }
                (segment, _) => {
                    let next = child(&at, segment);
                    // The bundle has parts that the document does not have.
                    if self.schemas.exact.pointer(&next).is_some() {
                        at = next;
                    }
                }
            }
            mark = graph.id(&at).and_then(|id| graph.node(id).inferred).or(mark);
        }
        mark == Some(true)
    }

    /// Returns whether the `x-evidence` of a schema, or else of the schema that it refers to, is `inferred`.
    fn mark_of(&self, id: NodeId) -> Option<bool> {
        let node = self.schemas.graph.node(id);
        node.inferred.or_else(|| self.schemas.graph.node(node.reference?.target).inferred)
    }
}

fn unlisted(kind: &Kind) -> String {
    match kind {
        Kind::Enum { options } => {
            format!("none of the {} listed values", options.as_array().map_or(0, Vec::len))
        }
        _ => "not the only documented value".to_owned(),
    }
}
