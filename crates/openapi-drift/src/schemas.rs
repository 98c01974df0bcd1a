//! JSON bodies against the schemas of a document: `jsonschema` judges, and what it has no word for is added.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::paths::LocationSegment;
use jsonschema::{Draft, Registry, ValidationError, Validator};
use serde_json::{Value, json};

use super::error::ContractError;
use super::finding::{Check, Fault};
use super::hooks::Mask;
use super::pointer::{child, escaped, of_reference, segments, shown, text};
use super::prepare::{self, Direction, Prepared};

const DOCUMENT: &str = "spec:///document";

/// What the stack of a test's thread, 2 MiB, holds with ease: schemas that follow each other, for each level of a body.
const ROOM: usize = 256;

/// What one of them takes of a stack, in bytes, with all precaution.
const FRAME: usize = 8192;

/// How many faults of one body are kept: what comes after says nothing new, and a body may hold millions.
pub(super) const MOST: usize = 1_000;

/// The schemas of a document that one direction of traffic uses.
pub(super) struct Schemas {
    /// As it was written.
    pub(super) exact: Arc<Value>,
    pub(super) direction: Direction,
    registry: Registry<'static>,
    /// Each schema when it is first asked for.
    compiled: RwLock<HashMap<String, Arc<Validator>>>,
    /// Every property's name in the document: other names in a message may be data.
    names: BTreeSet<String>,
    /// How many schemas follow each other for one value, at most.
    longest: usize,
}

impl Schemas {
    /// Prepares the schemas at `pointers`, and all that they use.
    pub(super) fn new(
        exact: Arc<Value>,
        pointers: &BTreeSet<String>,
        direction: Direction,
    ) -> Result<Self, ContractError> {
        let Prepared { document, names, longest } = prepare::for_validation(&exact, pointers, direction)?;
        let registry = Registry::new()
            .draft(Draft::Draft4)
            .add(DOCUMENT, document)
            .and_then(jsonschema::RegistryBuilder::prepare)
            .map_err(|error| ContractError::new("#", format!("the document can't be used: {error}")))?;
        let schemas = Self { exact, direction, registry, compiled: RwLock::default(), names, longest };
        // All in one go, which says whether they can be used and meets each schema once; one by one would take minutes
        // with some large documents, where nearly all schemas can be reached from any one.
        let all = pointers.iter().map(|pointer| reference(pointer)).collect::<Vec<_>>();
        if !all.is_empty() {
            schemas.build(&json!({ "allOf": all }))?;
        }
        Ok(schemas)
    }

    /// All that is wrong with `instance` by the schema at `pointer`, each place said once. Instance pointers start at
    /// the instance.
    pub(super) fn faults(&self, pointer: &str, instance: &Value, mask: Option<&Mask>) -> Vec<Fault> {
        let frames = self.longest * depth(instance);
        if frames <= ROOM {
            return self.faults_here(pointer, instance, mask);
        }
        // A body as deep as its sender likes must not outgrow the stack of the caller.
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(frames * FRAME);
            match thread.spawn_scoped(scope, || self.faults_here(pointer, instance, mask)) {
                Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                Err(_) => self.faults_here(pointer, instance, mask),
            }
        })
    }

    fn faults_here(&self, pointer: &str, instance: &Value, mask: Option<&Mask>) -> Vec<Fault> {
        let mut faults = Vec::new();
        if let Ok(validator) = self.compile(pointer) {
            for error in validator.iter_errors(instance).take(MOST) {
                self.add(pointer, &error, &mut faults);
            }
        }
        self.walk(self.step(pointer), instance, mask, "", &mut faults);
        let mut faults = once(faults);
        faults.truncate(MOST);
        faults
    }

    pub(super) fn compile(&self, pointer: &str) -> Result<Arc<Validator>, ContractError> {
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

    /// What a validator's error says; of a union, what its closest variant says.
    fn add(&self, start: &str, error: &ValidationError<'_>, faults: &mut Vec<Fault>) {
        let value = error.instance().as_ref();
        let spec = error.schema_path().as_str().to_owned();
        let schema = spec.rsplit_once('/').map_or("", |(schema, _)| schema).to_owned();
        let instance = self.place(error);
        let inferred = self.inferred(start, error.evaluation_path().as_str());
        let fault = |check, message: String| Fault {
            inferred,
            ..Fault::new(check, instance.clone(), spec.clone(), message)
        };
        let null = |check| if value.is_null() { Check::NullNotAllowed } else { check };
        match error.kind() {
            Kind::Type { kind } => {
                let message = format!("is {}, documented is {}", kind_of(value), documented(kind));
                faults.push(fault(null(Check::WrongType), message));
            }
            Kind::Enum { options } => {
                let count = options.as_array().map_or(0, Vec::len);
                let message = format!("is {}, none of the {count} listed values", kind_of(value));
                faults.push(fault(null(Check::EnumUnknown), message));
            }
            Kind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                let own = child(&child(&schema, "properties"), name);
                let inferred = self.mark_of(&own).map_or(inferred, |mark| mark == "inferred");
                let missing = fault(Check::RequiredMissing, "is missing, but required".to_owned());
                faults.push(Fault { instance: child(&instance, name), inferred, ..missing });
            }
            Kind::AdditionalProperties { unexpected } => {
                for name in unexpected {
                    let forbidden = fault(Check::FieldForbidden, named(name, "which the spec rules out"));
                    faults.push(Fault { instance: child(&instance, shown(name)), ..forbidden });
                }
            }
            Kind::Format { format } => {
                faults.push(fault(Check::Format, format!("is {}, no {format}", kind_of(value))));
            }
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                if let Some(index) = self.closest(&schema, value, error.instance_path().as_str(), context) {
                    for error in &context[index] {
                        self.add(start, error, faults);
                    }
                } else {
                    let count = context.len();
                    let message = format!("is {}, none of the {count} documented variants", kind_of(value));
                    faults.push(fault(null(Check::NoVariant), message));
                }
            }
            Kind::OneOfMultipleValid { .. } => {
                let message = "fits several variants where exactly one is documented".to_owned();
                faults.push(fault(Check::NoVariant, message));
            }
            other => {
                let keyword = other.keyword().to_owned();
                let message = match self.exact.pointer(&spec).filter(|limit| !limit.is_object()) {
                    Some(limit) => format!("is {}, documented is {keyword} {limit}", kind_of(value)),
                    None => format!("is {}, ruled out by {keyword}", kind_of(value)),
                };
                faults.push(Fault { keyword: Some(keyword), ..fault(Check::Constraint, message) });
            }
        }
    }

    /// The variant that a value was most likely meant to be: the one that its discriminator names, or else the one of
    /// its JSON type whose fixed values it has and that it breaks in the fewest places. `at` is the value's place in the
    /// errors; what comes back is the variant's index.
    pub(super) fn closest(
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

    /// The pointer of the schema that the discriminator of a union names.
    fn discriminated(&self, union_at: &str, value: &Value) -> Option<String> {
        let discriminator = self.exact.pointer(union_at)?.get("discriminator")?;
        let name = value.get(text(discriminator, "propertyName")?)?.as_str()?;
        let target = discriminator.get("mapping").and_then(|mapping| text(mapping, name)).unwrap_or(name);
        let by_name = || child("/components/schemas", target);
        Some(of_reference(target).unwrap_or_else(by_name))
    }

    /// The place of an error, without the names of map entries.
    fn place(&self, error: &ValidationError<'_>) -> String {
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

    /// Whether the last mark on the way through the schemas is `inferred`.
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

    /// The mark of a schema, or else of what it refers to.
    fn mark_of(&self, pointer: &str) -> Option<&str> {
        self.own_mark(pointer).or_else(|| {
            let target = of_reference(text(self.exact.pointer(pointer)?, "$ref")?)?;
            self.own_mark(&target)
        })
    }

    fn own_mark(&self, pointer: &str) -> Option<&str> {
        text(self.exact.pointer(pointer)?, "x-evidence")
    }
}

/// Drops what says the same of the same place, and what follows from a wrong type.
fn once(faults: Vec<Fault>) -> Vec<Fault> {
    let mistyped = |fault: &Fault| matches!(fault.check, Check::WrongType | Check::NullNotAllowed);
    let wrong = faults.iter().filter(|fault| mistyped(fault));
    let wrong = wrong.map(|fault| fault.instance.clone()).collect::<BTreeSet<_>>();
    let mut seen = BTreeSet::new();
    let mut kept = faults
        .into_iter()
        .filter(|fault| match fault.check {
            Check::EnumUnknown | Check::Format | Check::Constraint | Check::NoVariant => {
                !wrong.contains(&fault.instance)
            }
            _ => true,
        })
        .filter(|fault| {
            let check = if mistyped(fault) { Check::WrongType } else { fault.check };
            seen.insert((fault.instance.clone(), check, fault.keyword.clone()))
        })
        .collect::<Vec<_>>();
    kept.sort_by(|a, b| (&a.instance, a.check, &a.keyword).cmp(&(&b.instance, b.check, &b.keyword)));
    kept
}

pub(super) fn named(name: &str, what: &str) -> String {
    match shown(name) {
        "*" => format!("is a field with a name of {} characters, {what}", name.chars().count()),
        _ => format!("is a field {what}"),
    }
}

/// How many values lie within each other.
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

/// A number of things.
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The kind of a value and its length, never more.
pub(super) fn kind_of(value: &Value) -> String {
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

fn documented(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(kind) => kind.to_string(),
        TypeKind::Multiple(kinds) => {
            kinds.iter().map(|kind| kind.to_string()).collect::<Vec<_>>().join(" or ")
        }
    }
}
