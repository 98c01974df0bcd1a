//! Works out what JSON Schema says about a body, and which schemas apply to a value, without the crate, to compare with
//! it.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

pub struct Verdicts<'a> {
    exact: &'a Value,
    registry: Registry<'static>,
    compiled: RefCell<HashMap<String, Rc<Validator>>>,
}

/// Holds the schemas that apply to one value.
#[derive(Default)]
pub struct Applicable {
    pub schemas: Vec<String>,
    /// Whether no variant of a union fits, so that the intended one is a guess.
    pub guessed: bool,
    /// Whether a variant allows any field.
    pub open: bool,
}

/// Holds the fields that no schema names and none allows, and the objects for which that is a guess.
#[derive(Debug, Default)]
pub struct Unnamed {
    pub places: BTreeSet<String>,
    pub guessed: BTreeSet<String>,
}

impl<'a> Verdicts<'a> {
    /// Prepares the schemas of requests (`hidden` is `readOnly`) or responses (`writeOnly`).
    pub fn new(exact: &'a Value, hidden: &str) -> Self {
        let mut copy = exact.clone();
        rewrite(exact, &mut copy, hidden);
        let registry = Registry::new().draft(Draft::Draft4).add("it:///d", copy).unwrap().prepare().unwrap();
        Self { exact, registry, compiled: RefCell::default() }
    }

    pub fn fits(&self, pointer: &str, value: &Value) -> bool {
        let known = self.compiled.borrow().get(pointer).cloned();
        let validator = known.unwrap_or_else(|| {
            let build = |pointer: &str| {
                let options = jsonschema::draft4::options().with_registry(&self.registry);
                let options = options.should_validate_formats(true);
                let options = options.with_format("byte", is_base64).with_format("uuid", is_uuid);
                options.build(&json!({ "$ref": format!("it:///d#{}", escaped(pointer)) }))
            };
            // A union that nobody can decide is another one here.
            let validator = build(pointer).or_else(|_| build(&pointer.replace("/oneOf/", "/anyOf/")));
            let validator = Rc::new(validator.unwrap());
            self.compiled.borrow_mut().insert(pointer.to_owned(), Rc::clone(&validator));
            validator
        });
        validator.is_valid(value)
    }

    pub fn schema(&self, pointer: &str) -> &'a Map<String, Value> {
        self.exact.pointer(pointer).and_then(Value::as_object).unwrap()
    }

    pub fn applicable(&self, pointers: &[String], value: &Value) -> Applicable {
        let mut found = Applicable::default();
        for pointer in pointers {
            self.apply(&followed(self.exact, pointer), value, &mut found);
        }
        found
    }

    fn apply(&self, pointer: &str, value: &Value, found: &mut Applicable) {
        let schema = self.schema(pointer);
        found.schemas.push(pointer.to_owned());
        // Which child of a schema is meant is not for JSON Schema to say.
        let has_union = schema.contains_key("oneOf") || schema.contains_key("anyOf");
        found.guessed |= schema.contains_key("discriminator") && !has_union;
        for part in parts(schema, pointer, "allOf") {
            self.apply(&followed(self.exact, &part), value, found);
        }
        for keyword in ["oneOf", "anyOf"] {
            let variants = parts(schema, pointer, keyword);
            let mut fitting = variants.clone();
            fitting.retain(|variant| self.fits(variant, value));
            if fitting.is_empty() {
                found.guessed |= !variants.is_empty();
                fitting = variants;
            }
            for variant in fitting {
                let own = self.applicable(&[variant], value);
                let names = |pointer: &String| {
                    let schema = self.schema(pointer);
                    schema.contains_key("properties") || schema.contains_key("additionalProperties")
                };
                found.open |= own.open || !own.schemas.iter().any(names);
                found.guessed |= own.guessed;
                found.schemas.extend(own.schemas);
            }
        }
    }

    /// Returns the schemas of a field, from those of its object.
    pub fn of_field(&self, object: &Applicable, name: &str) -> (bool, Vec<String>) {
        let own = object.schemas.iter().filter(|at| {
            let properties = self.schema(at).get("properties").and_then(Value::as_object);
            properties.is_some_and(|properties| properties.contains_key(name))
        });
        let own = own.map(|at| under(&under(at, "properties"), name)).collect::<Vec<_>>();
        if !own.is_empty() {
            return (true, own);
        }
        let maps = object
            .schemas
            .iter()
            .filter(|at| self.schema(at).get("additionalProperties").is_some_and(Value::is_object));
        (false, maps.map(|at| under(at, "additionalProperties")).collect())
    }

    pub fn of_item(&self, array: &Applicable) -> Vec<String> {
        let own = array.schemas.iter().filter(|at| self.schema(at).contains_key("items"));
        own.map(|at| under(at, "items")).collect()
    }

    pub fn unnamed(&self, pointers: &[String], value: &Value, at: &str, unnamed: &mut Unnamed) {
        let here = self.applicable(pointers, value);
        if here.guessed {
            unnamed.guessed.insert(at.to_owned());
            return;
        }
        match value {
            Value::Object(fields) => {
                let has = |keyword: &str| here.schemas.iter().any(|at| self.schema(at).contains_key(keyword));
                let closed = has("properties") && !has("additionalProperties") && !here.open;
                for (name, field) in fields {
                    let (named, schemas) = self.of_field(&here, name);
                    if closed && !named {
                        unnamed.places.insert(under(at, name));
                    }
                    self.unnamed(&schemas, field, &under(at, if named { name } else { "*" }), unnamed);
                }
            }
            Value::Array(items) => {
                let schemas = self.of_item(&here);
                for (index, item) in items.iter().enumerate() {
                    self.unnamed(&schemas, item, &under(at, &index.to_string()), unnamed);
                }
            }
            _ => {}
        }
    }
}

/// Translates `nullable` for JSON Schema, and makes properties optional that are not sent in this direction.
fn rewrite(exact: &Value, value: &mut Value, hidden: &str) {
    match value {
        Value::Object(object) => {
            if object.get("nullable") == Some(&Value::Bool(true))
                && object.get("type").is_some_and(Value::is_string)
            {
                let kind = object["type"].take();
                object.insert("type".into(), json!([kind, "null"]));
            }
            let properties = object.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
            if let Some(Value::Array(required)) = object.get_mut("required") {
                required.retain(|name| {
                    let property = name.as_str().and_then(|name| properties.get(name));
                    property.is_none_or(|property| {
                        resolved(exact, property).get(hidden) != Some(&Value::Bool(true))
                    })
                });
            }
            tie_variants(exact, object);
            if let Some(Value::String(reference)) = object.get_mut("$ref")
                && reference.starts_with("#/")
            {
                *reference = format!("#{}", escaped(&unescaped(reference)));
            }
            object.values_mut().for_each(|value| rewrite(exact, value, hidden));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| rewrite(exact, value, hidden)),
        _ => {}
    }
}

/// Ties the variants of a union to the values of its discriminator that name them.
fn tie_variants(exact: &Value, object: &mut Map<String, Value>) {
    let Some(discriminator) = object.get("discriminator").cloned() else {
        return;
    };
    let property = discriminator["propertyName"].as_str().unwrap();
    let mapping = discriminator["mapping"].as_object().cloned().unwrap_or_default();
    let is_elsewhere = |target: &Value| {
        let target = target.as_str().unwrap();
        !target.starts_with("#/components/") && target.contains(['/', '#', '.'])
    };
    if mapping.values().any(is_elsewhere) {
        // What it names is not in the document, so nobody can say which of several variants counts.
        if let Some(variants) = object.remove("oneOf") {
            object.insert("anyOf".to_owned(), variants);
        }
        return;
    }
    for keyword in ["oneOf", "anyOf"] {
        let Some(variants) = object.get_mut(keyword).and_then(Value::as_array_mut) else {
            continue;
        };
        for variant in variants {
            let Some(reference) = variant["$ref"].as_str() else {
                continue;
            };
            let own = reference.rsplit('/').next().unwrap();
            let names_it = |target: &&Value| **target == reference || **target == own;
            let mut names =
                mapping.iter().filter(|(_, target)| names_it(target)).map(|(name, _)| name.clone());
            let mut names = names.by_ref().collect::<BTreeSet<_>>();
            names.extend(Some(own.to_owned()).filter(|own| !mapping.contains_key(own)));
            let listed = resolved(exact, variant)["properties"][property]["enum"].as_array();
            names.extend(listed.into_iter().flatten().map(|name| name.as_str().unwrap().to_owned()));
            let tied = json!({ "enum": names });
            *variant = json!({
                "allOf": [variant.take()], "type": "object", "required": [property], "properties": { property: tied },
            });
        }
    }
}

fn resolved<'a>(exact: &'a Value, value: &'a Value) -> &'a Value {
    let reference = value.get("$ref").and_then(Value::as_str);
    reference
        .map_or(value, |reference| exact.pointer(&followed(exact, &unescaped(reference))).unwrap_or(value))
}

/// Follows references to where an object is defined.
pub fn followed(exact: &Value, pointer: &str) -> String {
    let reference = exact.pointer(pointer).and_then(|it| it.get("$ref")).and_then(Value::as_str);
    reference.map_or_else(|| pointer.to_owned(), |reference| followed(exact, &unescaped(reference)))
}

pub fn under(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

pub fn parts(schema: &Map<String, Value>, pointer: &str, keyword: &str) -> Vec<String> {
    let count = schema.get(keyword).and_then(Value::as_array).map_or(0, Vec::len);
    (0..count).map(|index| format!("{pointer}/{keyword}/{index}")).collect()
}

fn unescaped(reference: &str) -> String {
    let text = reference.strip_prefix('#').unwrap_or(reference).replace('+', "%2B");
    url::form_urlencoded::parse(format!("k={text}").as_bytes()).next().unwrap().1.into_owned()
}

fn escaped(pointer: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/~-_.".contains(&byte);
    let bytes = pointer.bytes();
    bytes
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn is_base64(text: &str) -> bool {
    let Some((body, padding)) = text.find('=').map_or(Some((text, "")), |at| text.split_at_checked(at))
    else {
        return false;
    };
    text.len().is_multiple_of(4)
        && ["", "=", "=="].contains(&padding)
        && body.chars().all(|it| it.is_ascii_alphanumeric() || it == '+' || it == '/')
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text
            .char_indices()
            .all(|(at, it)| if [8, 13, 18, 23].contains(&at) { it == '-' } else { it.is_ascii_hexdigit() })
}
