//! [`Tree`]: builds the tree of a document. Resolves the merge keys of YAML, and refuses what would be read otherwise
//! than its author meant.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::error::ContractError;
use crate::place::Place;

/// How many levels a document may have. The parsers and the checks use stack space for each.
const MAX_DEPTH: usize = 120;

const MERGE_KEY: &str = "<<";

/// Roughly what a value, a name and an object take in memory, without the text.
const VALUE_BYTES: usize = 32;
const NAME_BYTES: usize = 64;
const OBJECT_BYTES: usize = 640;

/// Holds what the values of a document share while it is read.
pub(crate) struct Reader {
    /// Whether the tree is kept, and merge keys mean something. JSON is only checked: `serde_json` builds its tree.
    pub(crate) is_yaml: bool,
    /// How many more bytes of memory the document may take.
    pub(crate) memory: Cell<usize>,
    /// The reason of an error, with its place.
    pub(crate) failure: RefCell<Option<ContractError>>,
}

/// Reads the value at a place.
#[derive(Clone, Copy)]
pub(crate) struct Tree<'a> {
    pub(crate) reader: &'a Reader,
    pub(crate) place: Place<'a>,
    pub(crate) depth: usize,
}

impl Tree<'_> {
    fn refuse<E: Error>(&self, problem: &str) -> E {
        let error = ContractError::new(format!("#{}", self.place.pointer()), problem);
        self.reader.failure.replace(Some(error));
        E::custom(problem)
    }

    /// Counts memory, since a short text with many aliases may stand for a huge tree.
    fn spend<E: Error>(&self, bytes: usize) -> Result<(), E> {
        match self.reader.memory.get().checked_sub(bytes) {
            Some(left) => self.reader.memory.set(left),
            None => return Err(self.refuse("the aliases up to here repeat too much of the document")),
        }
        Ok(())
    }

    fn nest<E: Error>(&self) -> Result<(), E> {
        if self.depth < MAX_DEPTH {
            return Ok(());
        }
        let problem = format!("the document has more than {MAX_DEPTH} levels");
        self.reader.failure.replace(Some(ContractError::new("#", &problem)));
        Err(E::custom(problem))
    }

    fn scalar<E: Error>(self, value: impl Into<Value>) -> Result<Value, E> {
        self.spend(VALUE_BYTES)?;
        Ok(value.into())
    }

    fn text<E: Error>(self, text: &str) -> Result<Value, E> {
        self.spend(VALUE_BYTES.saturating_add(text.len()))?;
        Ok(text.into())
    }

    /// Adds what a merge key brings, unless an earlier one brought a member of the same name.
    fn merge<E: Error>(self, value: Value, merged: &mut Map<String, Value>) -> Result<(), E> {
        let mappings = match value {
            Value::Array(items) => items,
            single => vec![single],
        };
        for mapping in mappings {
            let Value::Object(members) = mapping else {
                return Err(self.refuse("<< takes a mapping or a list of mappings"));
            };
            for (name, value) in members {
                merged.entry(name).or_insert(value);
            }
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let value = deserializer.deserialize_any(self)?;
        Ok(if self.reader.is_yaml { value } else { Value::Null })
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value that JSON has")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.scalar(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.scalar(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.scalar(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.scalar(value)
    }

    #[allow(clippy::cast_precision_loss, reason = "serde_json reads such a number the same way")]
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[allow(clippy::cast_precision_loss, reason = "serde_json reads such a number the same way")]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        match Number::from_f64(value) {
            Some(number) => self.scalar(number),
            None => Err(self.refuse("is not a number that JSON has")),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.text(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.nest()?;
        self.spend(VALUE_BYTES)?;
        let mut found = Vec::new();
        loop {
            let place = Place::Item(&self.place, found.len());
            match items.next_element_seed(Tree { place, depth: self.depth + 1, ..self })? {
                Some(item) => found.push(item),
                None => return Ok(found.into()),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.nest()?;
        self.spend(OBJECT_BYTES)?;
        let (mut found, mut merged) = (Map::new(), Map::new());
        while let Some(name) = members.next_key_seed(Name)? {
            self.spend(NAME_BYTES.saturating_add(name.len()))?;
            let place = Place::Field(&self.place, &name);
            let member = Tree { place, depth: self.depth + 1, ..self };
            if self.reader.is_yaml && name == MERGE_KEY {
                member.merge(members.next_value_seed(member)?, &mut merged)?;
                continue;
            }
            if found.contains_key(&name) {
                return Err(member.refuse("stands twice in the same object"));
            }
            let value = members.next_value_seed(member)?;
            found.insert(name, value);
        }
        for (name, value) in merged {
            found.entry(name).or_insert(value);
        }
        Ok(found.into())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        Err(self.refuse("has a YAML tag, which has no meaning in OpenAPI"))
    }
}

/// Reads a name as it is written: YAML has it that `200`, `1.10` and `null` are no text, but in OpenAPI they are names.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = String;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<String, E> {
        Ok(name.to_owned())
    }
}
