//! [`Listing`]: lists the fields of messages, in time and size that grow with the document.

use std::collections::{HashSet, VecDeque};

use serde_json::Value;

use crate::pointer::{child, text};
use crate::spec::document::Body;
use crate::spec::follow::followed;
use crate::spec::kind::Kinds;
use crate::spec::parameters::{Header, Parameter};

/// How many schemas of `components` may be nested for the fields of the innermost one to be listed.
const MAX_NESTED_SCHEMAS: usize = 8;

/// How many fields may be listed again, in all messages together.
const MAX_REPEATED_FIELDS: usize = 250_000;

/// Summarizes a parameter, a header, or a field of a JSON body.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct FieldOutline {
    /// A pointer into the message; `*` stands for any item of a list.
    pub pointer: String,
    /// The type, the name of a schema of `components`, or the listed values.
    pub kind: String,
    /// Whether it is required.
    pub required: bool,
    /// The value of `x-evidence`; empty if there is none.
    pub evidence: String,
}

/// Lists the fields of one message after another.
pub(crate) struct Listing<'a> {
    spec: &'a Value,
    kinds: Kinds<'a>,
    /// The referenced schemas whose fields were listed in any message.
    listed: HashSet<String>,
    repeats_left: usize,
}

/// Holds the fields of one message, and what is left to list of it.
#[derive(Default)]
struct Message {
    fields: Vec<FieldOutline>,
    unique: HashSet<FieldOutline>,
    /// The referenced schemas whose fields are listed in this message.
    listed: HashSet<String>,
    /// What is inherited and listed, with its place in the message; and without a place, what no field describes.
    parts: HashSet<(String, String)>,
    open: VecDeque<Open>,
    /// What is nested in one more schema. It is listed later, so that each schema is listed where it is nested least.
    deeper: VecDeque<Open>,
}

/// A schema whose fields are to be listed.
struct Open {
    pointer: String,
    position: Position,
}

/// Locates a schema in a message.
#[derive(Clone)]
struct Position {
    at: String,
    /// Whether the kind of a field describes it.
    described: bool,
    /// How many referenced schemas it is nested in.
    nested: usize,
    /// Whether the closest of these was listed before.
    again: bool,
    /// Whether it is described by its name, so that nothing tells what it inherits.
    named: bool,
}

impl<'a> Listing<'a> {
    pub(crate) fn new(spec: &'a Value) -> Self {
        let kinds = Kinds::new(spec);
        Self { spec, kinds, listed: HashSet::new(), repeats_left: MAX_REPEATED_FIELDS }
    }

    pub(crate) fn parameter(&mut self, parameter: &Parameter) -> FieldOutline {
        FieldOutline {
            pointer: child(parameter.location.part(), &parameter.name),
            kind: parameter.schema.as_ref().map(|schema| self.kinds.describe(schema)).unwrap_or_default(),
            required: parameter.required,
            evidence: evidence(self.spec, &parameter.pointer),
        }
    }

    pub(crate) fn header(&mut self, header: &Header) -> FieldOutline {
        FieldOutline {
            pointer: child("/headers", &header.name),
            kind: header.schema.as_ref().map(|schema| self.kinds.describe(schema)).unwrap_or_default(),
            required: header.required,
            evidence: evidence(self.spec, &header.pointer),
        }
    }

    /// Returns the fields of the first JSON body, in the order of their names.
    pub(crate) fn body(&mut self, body: &Body) -> Vec<FieldOutline> {
        let mut message = Message::default();
        let json = body.content.iter().find(|content| content.media.is_json());
        if let Some(schema) = json.and_then(|content| content.schema.as_ref()) {
            let (at, nested) = ("/body".to_owned(), 0);
            let (described, again, named) = (false, false, false);
            self.value(schema, Position { at, described, nested, again, named }, &mut message);
        }
        loop {
            while let Some(open) = message.open.pop_front() {
                self.schema(&open, &mut message);
            }
            if message.deeper.is_empty() {
                break;
            }
            std::mem::swap(&mut message.open, &mut message.deeper);
        }
        message.fields.sort_by(|a, b| a.pointer.split('/').cmp(b.pointer.split('/')));
        message.fields
    }

    /// Plans to list the fields of a body, a field or an item.
    fn value(&mut self, pointer: &str, mut position: Position, message: &mut Message) {
        let target = followed(self.spec, pointer);
        position.named = target != pointer;
        if !position.named {
            message.open.push_back(Open { pointer: target, position });
            return;
        }
        position.nested += 1;
        position.again = self.listed.contains(&target);
        let elsewhere = position.described && position.nested > 1;
        let skipped =
            position.nested > MAX_NESTED_SCHEMAS || position.again && (elsewhere || self.repeats_left == 0);
        if !skipped && message.listed.insert(target.clone()) {
            if !position.described {
                message.parts.insert((String::new(), target.clone()));
            }
            self.listed.insert(target.clone());
            message.deeper.push_back(Open { pointer: target, position });
        }
    }

    /// Plans to list the fields of a part of a schema. They are at the same place in the message.
    fn part(&mut self, pointer: &str, inherited: bool, mut position: Position, message: &mut Message) {
        let target = followed(self.spec, pointer);
        let inherited = inherited && position.named;
        if target == pointer {
            message.open.push_back(Open { pointer: target, position });
            return;
        }
        if position.described && !inherited {
            self.value(pointer, position, message);
            return;
        }
        position.nested = position.nested.max(1);
        position.again = self.listed.contains(&target) || inherited;
        let skipped = position.again && self.repeats_left == 0;
        let place = if inherited { position.at.clone() } else { String::new() };
        if !skipped && message.parts.insert((place, target.clone())) {
            if !inherited {
                self.listed.insert(target.clone());
            }
            position.named = true;
            message.open.push_back(Open { pointer: target, position });
        }
    }

    fn schema(&mut self, open: &Open, message: &mut Message) {
        let Open { pointer, position } = open;
        let Some(schema) = self.spec.pointer(pointer) else {
            return;
        };
        if position.again && self.repeats_left == 0 {
            return;
        }
        self.properties(schema, open, message);
        if schema.get("items").is_some() {
            let position = Position { at: child(&position.at, "*"), ..position.clone() };
            self.value(&child(pointer, "items"), position, message);
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            let parts = child(pointer, keyword);
            for index in 0..schema.get(keyword).and_then(Value::as_array).map_or(0, Vec::len) {
                let part = child(&parts, index.to_string());
                self.part(&part, keyword == "allOf", position.clone(), message);
            }
        }
    }

    fn properties(&mut self, schema: &Value, open: &Open, message: &mut Message) {
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
            return;
        };
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        let required = required.filter_map(Value::as_str).collect::<HashSet<_>>();
        let (position, pointer) = (&open.position, child(&open.pointer, "properties"));
        for name in properties.keys() {
            let property = child(&pointer, name);
            let at = child(&position.at, name);
            let field = FieldOutline {
                pointer: at.clone(),
                kind: self.kinds.describe(&property),
                required: required.contains(name.as_str()),
                evidence: evidence(self.spec, &property),
            };
            if position.again {
                self.repeats_left = self.repeats_left.saturating_sub(1);
            }
            if message.unique.insert(field.clone()) {
                message.fields.push(field);
            }
            let position = Position { at, described: true, ..position.clone() };
            self.value(&property, position, message);
        }
    }
}

/// Returns the value of `x-evidence` of a schema, a header or a message, or of what it refers to.
pub(crate) fn evidence(spec: &Value, pointer: &str) -> String {
    let own = |pointer: &str| spec.pointer(pointer).and_then(|it| text(it, "x-evidence")).map(str::to_owned);
    own(pointer).or_else(|| own(&followed(spec, pointer))).unwrap_or_default()
}
