//! [`Schemas`]: checks JSON values against the schemas of a document. `jsonschema` validates, and the walk adds the
//! rules that JSON Schema does not have.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::paths::LocationSegment;
use jsonschema::{Draft, Registry, ValidationError, Validator};
use serde_json::{Value, json};

use crate::error::ContractError;
use crate::findings::finding::{Check, Violation};
use crate::hooks::Mask;
use crate::pointer::{child, escaped, of_reference, redacted_name, segments, text};
use crate::schema::prepare::{self, Direction, Prepared};

const DOCUMENT: &str = "spec:///document";

/// How many nested schemas are checked on the caller's stack. They easily fit into the 2 MiB of a test's thread.
const MAX_FRAMES_ON_CALLER_STACK: usize = 256;

/// The most stack space that one nested schema uses, in bytes, as a generous estimate.
const MAX_FRAME_BYTES: usize = 8192;

/// How many violations of one body are kept. A body may have millions, and further ones add nothing new.
pub(crate) const MAX_VIOLATIONS_PER_BODY: usize = 1_000;

/// Holds the schemas of a document that requests use, or those that responses use.
pub(crate) struct Schemas {
    /// The document as it was written.
    pub(crate) exact: Arc<Value>,
    pub(crate) direction: Direction,
    registry: Registry<'static>,
    /// Validators by pointer, each compiled when first needed.
    compiled: RwLock<HashMap<String, Arc<Validator>>>,
    /// The names of all properties in the document. Other names in a message may be data.
    names: BTreeSet<String>,
    /// The most schemas that apply to one value in a chain.
    longest_chain: usize,
}

impl Schemas {
    /// Prepares the schemas at `pointers`, and all schemas that they use.
    pub(crate) fn new(
        exact: Arc<Value>,
        pointers: &BTreeSet<String>,
        direction: Direction,
    ) -> Result<Self, ContractError> {
        let Prepared { document, names, longest_chain } =
            prepare::for_validation(&exact, pointers, direction)?;
        let registry = Registry::new()
            .draft(Draft::Draft4)
            .add(DOCUMENT, document)
            .and_then(jsonschema::RegistryBuilder::prepare)
            .map_err(|error| ContractError::new("#", format!("the document can't be used: {error}")))?;
        let schemas = Self { exact, direction, registry, compiled: RwLock::default(), names, longest_chain };
        // Compiling all at once shows whether they can be used, and visits each schema once. One at a time takes minutes
        // with some large documents, where nearly every schema can be reached from any other.
        let all = pointers.iter().map(|pointer| reference(pointer)).collect::<Vec<_>>();
        if !all.is_empty() {
            schemas.build(&json!({ "allOf": all }))?;
        }
        Ok(schemas)
    }

    /// Checks `instance` against the schema at `pointer`, and returns each violation once. Instance pointers start at
    /// the instance.
    pub(crate) fn violations(&self, pointer: &str, instance: &Value, mask: Option<&Mask>) -> Vec<Violation> {
        let frames = self.longest_chain * depth(instance);
        if frames <= MAX_FRAMES_ON_CALLER_STACK {
            return self.violations_on_this_thread(pointer, instance, mask);
        }
        // A deeply nested body must not overflow the caller's stack.
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(frames * MAX_FRAME_BYTES);
            match thread.spawn_scoped(scope, || self.violations_on_this_thread(pointer, instance, mask)) {
                Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                Err(_) => self.violations_on_this_thread(pointer, instance, mask),
            }
        })
    }

    fn violations_on_this_thread(
        &self,
        pointer: &str,
        instance: &Value,
        mask: Option<&Mask>,
    ) -> Vec<Violation> {
        let mut violations = Vec::new();
        if let Ok(validator) = self.compile(pointer) {
            for error in validator.iter_errors(instance).take(MAX_VIOLATIONS_PER_BODY) {
                self.push_violations(pointer, &error, &mut violations);
            }
        }
        self.walk(self.step(pointer), instance, mask, "", &mut violations);
        let mut violations = deduplicate(violations);
        violations.truncate(MAX_VIOLATIONS_PER_BODY);
        violations
    }

    /// Returns the validator of a schema, and compiles it when first needed.
    pub(crate) fn compile(&self, pointer: &str) -> Result<Arc<Validator>, ContractError> {
        let known = self.compiled.read().unwrap_or_else(PoisonError::into_inner).get(pointer).cloned();
        if let Some(validator) = known {
            return Ok(validator);
        }
        let validator = Arc::new(self.build(&reference(pointer))?);
        let mut compiled = self.compiled.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(compiled.entry(pointer.to_owned()).or_insert(validator)))
    }

    fn build(&self, schema: &Value) -> Result<Validator, ContractError> {
        let options = jsonschema::draft4::options()
            .with_registry(&self.registry)
            .offline()
            .should_validate_formats(true)
            .with_format("byte", prepare::is_base64)
            .with_format("uuid", prepare::is_uuid);
        options.build(schema).map_err(|error| {
            let place = format!("#{}", error.schema_path().as_str());
            ContractError::new(place, format!("this schema can't be used: {error}"))
        })
    }

    /// Adds the violations that a validator's error describes. For a union, adds those of its closest variant.
    fn push_violations(&self, start: &str, error: &ValidationError<'_>, violations: &mut Vec<Violation>) {
        let value = error.instance().as_ref();
        let spec = error.schema_path().as_str().to_owned();
        let schema = spec.rsplit_once('/').map_or("", |(schema, _)| schema).to_owned();
        let instance = self.redacted_pointer(error);
        let inferred = self.inferred(start, error.evaluation_path().as_str());
        let new = |check, message: String| Violation {
            inferred,
            ..Violation::new(check, instance.clone(), spec.clone(), message)
        };
        let null = |check| if value.is_null() { Check::NullNotAllowed } else { check };
        match error.kind() {
            Kind::Type { kind } => {
                let message = format!("is {}, documented is {}", kind_of(value), type_names(kind));
                violations.push(new(null(Check::WrongType), message));
            }
            Kind::Enum { options } => {
                let count = options.as_array().map_or(0, Vec::len);
                let message = format!("is {}, none of the {count} listed values", kind_of(value));
                violations.push(new(null(Check::EnumUnknown), message));
            }
            Kind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                let own = child(&child(&schema, "properties"), name);
                let inferred = self.mark_of(&own).map_or(inferred, |mark| mark == "inferred");
                let missing = new(Check::RequiredMissing, "is missing, but required".to_owned());
                violations.push(Violation { instance: child(&instance, name), inferred, ..missing });
            }
            Kind::AdditionalProperties { unexpected } => {
                for name in unexpected {
                    let forbidden =
                        new(Check::FieldForbidden, describe_field(name, "which the spec rules out"));
                    violations
                        .push(Violation { instance: child(&instance, redacted_name(name)), ..forbidden });
                }
            }
            Kind::Format { format } => {
                violations.push(new(Check::Format, format!("is {}, no {format}", kind_of(value))));
            }
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                if let Some(index) = self.closest(&schema, value, error.instance_path().as_str(), context) {
                    for error in &context[index] {
                        self.push_violations(start, error, violations);
                    }
                } else {
                    let what = format!("none of the {} documented variants", context.len());
                    violations.push(new(null(Check::NoVariant), format!("is {}, {what}", kind_of(value))));
                }
            }
            Kind::OneOfMultipleValid { .. } => {
                let message = "fits several variants where exactly one is documented";
                violations.push(new(Check::NoVariant, message.to_owned()));
            }
            other => {
                let limit = self.exact.pointer(&spec);
                let message = describe_limit(value, other.keyword(), limit);
                let keyword = Some(other.keyword().to_owned());
                violations.push(Violation { keyword, ..new(Check::Constraint, message) });
            }
        }
    }

    /// Returns the index of the variant that a value was most likely meant to be: the one that its discriminator names,
    /// or else a variant of its JSON type, the one with the fewest wrong fixed values and then the fewest errors. `at`
    /// is the value's pointer in the errors.
    pub(crate) fn closest(
        &self,
        union_at: &str,
        value: &Value,
        at: &str,
        variants: &[Vec<ValidationError<'_>>],
    ) -> Option<usize> {
        if let Some(named) = self.discriminated(union_at, value) {
            let named = variants.iter().position(|errors| {
                errors.iter().any(|error| error.schema_path().as_str().starts_with(&format!("{named}/")))
            });
            if named.is_some() {
                return named;
            }
        }
        let other_type = |errors: &[ValidationError<'_>]| {
            let wrong = |error: &ValidationError<'_>| matches!(error.kind(), Kind::Type { .. });
            errors.iter().any(|error| wrong(error) && error.instance_path().as_str() == at)
        };
        let distance = |errors: &[ValidationError<'_>]| {
            let fixed = errors.iter().filter(|error| match error.kind() {
                Kind::Enum { options } => options.as_array().is_some_and(|options| options.len() == 1),
                _ => false,
            });
            (fixed.count(), errors.len())
        };
        let variants = variants.iter().enumerate();
        let variants = variants.filter(|(_, errors)| !errors.is_empty() && !other_type(errors));
        variants.min_by_key(|(_, errors)| distance(errors)).map(|(index, _)| index)
    }

    /// Returns the pointer to the schema that the discriminator of a union names.
    fn discriminated(&self, union_at: &str, value: &Value) -> Option<String> {
        let discriminator = self.exact.pointer(union_at)?.get("discriminator")?;
        let name = value.get(text(discriminator, "propertyName")?)?.as_str()?;
        let target = discriminator.get("mapping").and_then(|mapping| text(mapping, name)).unwrap_or(name);
        let by_name = || child("/components/schemas", target);
        Some(of_reference(target).unwrap_or_else(by_name))
    }

    /// Returns the instance pointer of an error, with the names of map entries replaced by `*`.
    fn redacted_pointer(&self, error: &ValidationError<'_>) -> String {
        let mut place = String::new();
        for segment in error.instance_path() {
            match &segment {
                LocationSegment::Property(name) => {
                    place = child(&place, if self.names.contains(name.as_ref()) { name } else { "*" });
                }
                LocationSegment::Index(index) => {
                    place = child(&place, index.to_string());
                }
            }
        }
        place
    }

    /// Returns whether the last `x-evidence` on the path through the schemas is `inferred`.
    fn inferred(&self, start: &str, path: &str) -> bool {
        let mut at = start.to_owned();
        let mut mark = self.own_mark(&at);
        for segment in segments(path).skip(1) {
            at = match segment.as_str() {
                "$ref" => match self
                    .exact
                    .pointer(&at)
                    .and_then(|schema| text(schema, "$ref"))
                    .and_then(of_reference)
                {
                    Some(target) => target,
                    None => break,
                },
                segment => child(&at, segment),
            };
            mark = self.own_mark(&at).or(mark);
        }
        mark == Some("inferred")
    }

    /// Returns the `x-evidence` of a schema, or else of the schema that it refers to.
    fn mark_of(&self, pointer: &str) -> Option<&str> {
        self.own_mark(pointer).or_else(|| {
            let target = of_reference(text(self.exact.pointer(pointer)?, "$ref")?)?;
            self.own_mark(&target)
        })
    }

    /// Returns the `x-evidence` of the schema itself.
    fn own_mark(&self, pointer: &str) -> Option<&str> {
        text(self.exact.pointer(pointer)?, "x-evidence")
    }
}

/// Drops repeated violations at the same location, and those that follow from a wrong type.
fn deduplicate(violations: Vec<Violation>) -> Vec<Violation> {
    let mistyped =
        |violation: &Violation| matches!(violation.check, Check::WrongType | Check::NullNotAllowed);
    let wrong = violations.iter().filter(|violation| mistyped(violation));
    let wrong = wrong.map(|violation| violation.instance.clone()).collect::<BTreeSet<_>>();
    let mut seen = BTreeSet::new();
    let mut kept = violations
        .into_iter()
        .filter(|violation| match violation.check {
            Check::EnumUnknown | Check::Format | Check::Constraint | Check::NoVariant => {
                !wrong.contains(&violation.instance)
            }
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

/// Describes a field without its name if that may be data.
pub(crate) fn describe_field(name: &str, what: &str) -> String {
    match redacted_name(name) {
        "*" => format!("is a field with a name of {} characters, {what}", name.chars().count()),
        _ => format!("is a field {what}"),
    }
}

/// Describes a value that a keyword rules out, with the documented limit unless that is a schema.
fn describe_limit(value: &Value, keyword: &str, limit: Option<&Value>) -> String {
    match limit.filter(|limit| !limit.is_object()) {
        Some(limit) => format!("is {}, documented is {keyword} {limit}", kind_of(value)),
        None => format!("is {}, ruled out by {keyword}", kind_of(value)),
    }
}

/// Returns how deep values are nested.
fn depth(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(depth).max().unwrap_or_default(),
        Value::Object(fields) => fields.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

fn reference(pointer: &str) -> Value {
    json!({ "$ref": format!("{DOCUMENT}#{}", escaped(pointer)) })
}

/// Returns a number with its noun, in the plural unless it is 1.
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Describes a value by its type and length only.
pub(crate) fn kind_of(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "a boolean".to_owned(),
        Value::Number(number) if number.is_f64() => "a number".to_owned(),
        Value::Number(_) => "an integer".to_owned(),
        Value::String(text) => format!("a string of {}", counted(text.chars().count(), "character")),
        Value::Array(items) => format!("an array of {}", counted(items.len(), "item")),
        Value::Object(fields) => format!("an object of {}", counted(fields.len(), "field")),
    }
}

fn type_names(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(kind) => kind.to_string(),
        TypeKind::Multiple(kinds) => {
            kinds.iter().map(|kind| kind.to_string()).collect::<Vec<_>>().join(" or ")
        }
    }
}
