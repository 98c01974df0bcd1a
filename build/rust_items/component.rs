//! The items of one schema of the components.

use serde_json::{Map, Value, json};

use super::super::lookup::{array, members, referred, resolved};
use super::super::place::child;
use super::item::{RustItem, RustItems, Spec};
use super::schema::{branch_name, is_any_text, is_displayed, reach, shape, undescribed, without, words};
use super::value::{Kind, is_struct, written};
use super::{default, name, value};

const COMPOSED: [&str; 4] = ["allOf", "oneOf", "anyOf", "not"];

/// The component that is listed, and the list.
struct Component<'a> {
    items: &'a mut RustItems,
    spec: &'a Spec,
    name: &'a str,
    path: String,
    pointer: String,
}

/// Adds the items of a component. `schema` is the prepared one.
pub(super) fn add(items: &mut RustItems, spec: &Spec, name: &str, schema: &Value) {
    let path = format!("types::{}", name::pascal(name));
    Component { items, spec, name, path, pointer: child("/components/schemas", name) }.add(schema);
}

impl Component<'_> {
    fn add(&mut self, schema: &Value) {
        self.refuse(schema, &self.pointer.clone());
        let composed = COMPOSED.into_iter().filter(|keyword| schema.get(*keyword).is_some());
        let composed = composed.collect::<Vec<_>>();
        match (&schema["type"], &composed[..]) {
            (Value::Null, ["oneOf"]) => self.one_of(schema),
            (Value::Null, ["allOf"]) => self.all_of(schema),
            (Value::String(kind), []) => match kind.as_str() {
                "string" if schema.get("enum").is_some() => self.words(schema),
                "string" if value::is_checked(schema) => {
                    let checks = ["pattern", "minLength", "maxLength"].map(|keyword| &schema[keyword]);
                    self.newtype("struct(String)".to_owned(), schema, &json!(checks));
                }
                "object" if is_struct(schema) => self.object(schema),
                _ if schema.get("enum").is_some() && kind != "boolean" => {
                    let inner = written(&without(schema, "enum")).map(|written| written.rust);
                    let inner = inner.unwrap_or_default();
                    self.newtype(format!("struct({inner})"), schema, &schema["enum"]);
                }
                _ => match written(&without(schema, "enum")) {
                    Some(inner) => self.newtype(format!("struct(pub {})", inner.rust), schema, &Value::Null),
                    None => self.unknown(schema),
                },
            },
            _ => self.unknown(schema),
        }
    }

    /// Notes what the generator can't take, in a schema and in its items.
    fn refuse(&mut self, schema: &Value, pointer: &str) {
        let is_of_whole_type = schema["not"].is_object() && schema["not"]["enum"].is_null();
        let is_formatless = ["boolean", "array", "object"].iter().any(|kind| schema["type"] == *kind);
        let mut refuse = |keyword: &str, sentence: &str| {
            self.items.refusals.push((child(pointer, keyword), sentence.to_owned()));
        };
        if is_of_whole_type {
            refuse("not", "the generator can't exclude a whole type; write what is allowed");
        }
        if is_formatless && schema["format"].is_string() {
            refuse("format", "the generator knows no format of this type; remove it");
        }
        if schema["type"] == "string" && array(schema, "enum").contains(&Value::Null) {
            refuse("enum", "null would become a second type of this name; write nullable on the property");
        }
        for keyword in ["items", "additionalProperties"] {
            if schema[keyword].is_object() {
                self.refuse(&schema[keyword], &child(pointer, keyword));
            }
        }
    }

    /// Adds the type itself.
    fn item(&mut self, signature: Option<String>, behavior: Value) {
        // The generator finds our attributes by the name in the spec.
        let is_open = self.path.ends_with(&format!("::{}", self.name));
        let item = RustItem { pointer: self.pointer.clone(), signature, behavior, is_open, is_needed: false };
        self.items.insert(self.path.clone(), item);
    }

    /// Adds a field, a variant, or a trait.
    fn inner(&mut self, name: &str, pointer: String, signature: Option<String>, behavior: Value) {
        self.items.add(format!("{}::{name}", self.path), pointer, signature, behavior);
    }

    fn implements(&mut self, name: &str) {
        let path = format!("{}: {name}", self.path);
        self.items.add(path, self.pointer.clone(), Some("impl".to_owned()), Value::Null);
    }

    /// Adds a type of which only the schema is known. It is compared as a whole.
    fn unknown(&mut self, schema: &Value) {
        let behavior = self.whole(schema);
        self.item(None, behavior);
    }

    /// Returns a schema with all that it reaches.
    fn whole(&self, schema: &Value) -> Value {
        let mut reached = Map::new();
        reach(&self.spec.prepared, schema, &mut reached);
        json!([undescribed(schema), reached])
    }

    fn newtype(&mut self, signature: String, schema: &Value, checks: &Value) {
        // A plain wrapper loses the default.
        let is_checked = !checks.is_null();
        let default = if is_checked { &schema["default"] } else { &Value::Null };
        self.item(Some(signature), json!([checks, default, self.shape()]));
        if is_checked {
            self.own_default(schema);
        }
    }

    fn own_default(&mut self, schema: &Value) {
        if let Some(default) = schema.get("default") {
            self.check_default(schema, default, &self.pointer.clone());
            self.implements("Default");
        }
    }

    fn check_default(&mut self, schema: &Value, default: &Value, pointer: &str) {
        if !default::fits(&self.spec.prepared, schema, default) {
            let sentence = "the default is not a value of the schema; correct it";
            self.items.refusals.push((child(pointer, "default"), sentence.to_owned()));
        }
    }

    fn words(&mut self, schema: &Value) {
        let accepted = words(schema);
        let Some(variants) = name::variants(&accepted) else {
            let sentence = "two values would have the same name in Rust; the generator can't tell them apart";
            return self.items.refusals.push((child(&self.pointer, "enum"), sentence.to_owned()));
        };
        if schema.get("pattern").is_some() || accepted.is_empty() {
            return self.unknown(schema);
        }
        self.item(Some("enum of words".to_owned()), json!([schema["default"], self.shape()]));
        // They are ordered as they are written.
        let mut before = None;
        for (index, (variant, word)) in variants.iter().zip(accepted).enumerate() {
            let pointer = format!("{}/enum/{index}", self.pointer);
            self.inner(variant, pointer, Some(String::new()), json!([word, before]));
            before = Some(word);
        }
        self.implements("Display");
        self.implements("FromStr");
        self.own_default(schema);
    }

    fn object(&mut self, schema: &Value) {
        let is_closed = schema["additionalProperties"] == false;
        self.item(Some("struct".to_owned()), json!([is_closed, self.shape()]));
        let required = array(schema, "required");
        for (name, property) in members(schema, "properties") {
            let is_required = required.iter().any(|required| required == name);
            self.field(name, property, is_required);
        }
        let more = schema.get("additionalProperties").filter(|more| more.is_object());
        if let Some(more) = more {
            let signature = written(more).map(|value| format!("HashMap<String,{}>", value.rust));
            let pointer = child(&self.pointer, "additionalProperties");
            self.inner("extra", pointer, signature, Value::Null);
            self.needed("extra", true);
        }
        if required.is_empty() && more.is_none() {
            self.implements("Default");
        }
    }

    fn field(&mut self, name: &str, property: &Value, is_required: bool) {
        let own = child(&child(&self.pointer, "properties"), name);
        // The property of a part is found through the component.
        let is_own = self.spec.exact.pointer(&own).is_some();
        let pointer = if is_own { own } else { self.pointer.clone() };
        // A reference has no default of its own.
        let default = property.get("default").filter(|_| referred(property).is_none());
        self.refuse(property, &pointer);
        let contains_itself = referred(property).is_some_and(|name| self.is_inside(name));
        let written = written(property).filter(|_| !contains_itself);
        let signature = written.map(|written| {
            let has_default = match (written.kind, default) {
                (Kind::Option | Kind::List | Kind::Map, None) => true,
                (_, default) => default.is_some(),
            };
            if is_required || has_default { written.rust } else { value::optional(&written).rust }
        });
        let default = default.filter(|_| !is_required);
        if let Some(default) = default {
            self.check_default(property, default, &pointer);
        }
        let mut behavior = json!([name, default, self.facts(name)]);
        if signature.is_none() {
            behavior = json!([behavior, self.whole(property)]);
        }
        self.inner(&name::snake(name), pointer, signature, behavior);
        self.needed(&name::snake(name), is_required);
    }

    fn needed(&mut self, field: &str, is_needed: bool) {
        if let Some(item) = self.items.items.get_mut(&format!("{}::{field}", self.path)) {
            item.is_needed = is_needed;
        }
    }

    /// Adds an enum whose variants are told apart by their content.
    fn one_of(&mut self, schema: &Value) {
        let branches = array(schema, "oneOf");
        if let [only] = branches
            && !self.refers_back(only)
            && let Some(inner) = written(only)
        {
            return self.newtype(format!("struct(pub {})", inner.rust), schema, &Value::Null);
        }
        let inner = branches.iter().map(|branch| written(branch).map(|written| written.rust));
        let Some(inner) = inner.collect::<Option<Vec<_>>>().filter(|inner| inner.len() > 1) else {
            return self.unknown(schema);
        };
        let prepared = &self.spec.prepared;
        let displayed = branches
            .iter()
            .map(|branch| is_displayed(prepared, branch, self.name))
            .collect::<Option<Vec<_>>>();
        let Some(displayed) = displayed.filter(|_| !branches.iter().any(|branch| self.refers_back(branch)))
        else {
            return self.unknown(schema);
        };
        let takes_any_text = branches.iter().any(|branch| is_any_text(prepared, branch));
        self.item(Some("enum of types".to_owned()), json!([schema["default"], self.shape()]));
        let names = name::branches(&branches.iter().map(branch_name).collect::<Vec<_>>());
        for (index, (name, rust)) in names.iter().zip(&inner).enumerate() {
            let pointer = format!("{}/oneOf/{index}", self.pointer);
            self.inner(&name::pascal(name), pointer, Some(format!("({rust})")), index.into());
            if rust != "String" && inner.iter().filter(|other| *other == rust).count() == 1 {
                self.implements(&format!("From<{rust}>"));
            }
        }
        if displayed.iter().all(|is_displayed| *is_displayed) {
            self.implements("Display");
            // A string takes any text, so it would hide the other branches.
            if !takes_any_text {
                self.implements("FromStr");
            }
        }
        if schema.get("default").is_some() {
            self.implements("Default");
        }
    }

    /// Adds what the generator makes of parts that have to hold together: one struct, if they are plain objects.
    fn all_of(&mut self, schema: &Value) {
        let parts = array(schema, "allOf");
        if let [only] = parts
            && let Some(name) = referred(only)
        {
            return self.newtype(format!("struct(pub {})", name::pascal(name)), schema, &Value::Null);
        }
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for part in parts.iter().map(|part| resolved(&self.spec.prepared, part)) {
            let overlaps = members(part, "properties").any(|(name, _)| properties.contains_key(name));
            if part["type"] != "object" || !part["additionalProperties"].is_null() || overlaps {
                return self.unknown(schema);
            }
            properties.extend(members(part, "properties").map(|(name, part)| (name.clone(), part.clone())));
            required.extend(array(part, "required").iter().cloned());
        }
        if properties.is_empty() {
            return self.unknown(schema);
        }
        self.object(&json!({ "properties": properties, "required": required }));
    }

    /// Whether the component is a part of that other one, without a list or a map between: then the generator breaks
    /// the circle at a place that is its own choice.
    fn is_inside(&self, other: &str) -> bool {
        let mut open = vec![other.to_owned()];
        let mut seen = Vec::new();
        while let Some(name) = open.pop() {
            if name == self.name {
                return true;
            }
            if !seen.contains(&name) {
                let schema = &self.spec.prepared["components"]["schemas"][name.as_str()];
                let parts = ["oneOf", "anyOf", "allOf"].iter().flat_map(|keyword| array(schema, keyword));
                let parts = parts.chain(members(schema, "properties").map(|(_, property)| property));
                open.extend(parts.filter_map(referred).map(str::to_owned));
                seen.push(name);
            }
        }
        false
    }

    fn refers_back(&self, branch: &Value) -> bool {
        referred(branch).is_some_and(|name| self.is_inside(name))
    }

    /// Returns how a response of this schema is read where its type refuses it.
    fn shape(&self) -> Value {
        if !self.spec.in_responses.contains(self.name) {
            return Value::Null;
        }
        shape(&self.spec.exact["components"]["schemas"][self.name])
    }

    /// Returns how such a property of a response is read.
    fn facts(&self, name: &str) -> Value {
        if self.shape() != "object" {
            return Value::Null;
        }
        let exact = &self.spec.exact;
        let schema = &exact["components"]["schemas"][self.name];
        let property = &schema["properties"][name];
        let target = resolved(exact, property);
        let is_required =
            target["nullable"] != true && array(schema, "required").iter().any(|required| required == name);
        json!([shape(property), is_required, is_required || target["x-repair"] == "never"])
    }
}
