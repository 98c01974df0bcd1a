//! Finds the members of a body that the contract does not know.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::pointer::child;
use crate::privacy::sensitive::Sensitive;
use crate::table::Shape;

/// How many members are kept.
const MAX_MEMBERS: usize = 1_000;

/// Returns the members that the shape does not have, at any depth, by their JSON pointers. Documented values are
/// skipped, whatever their type is. Of a body that is not JSON, returns what comes before the fault.
pub(super) fn undocumented(body: &[u8], shape: &Shape) -> BTreeMap<String, Sensitive<Value>> {
    let mut found = BTreeMap::new();
    let seed = Search { shape, pointer: String::new(), found: &mut found };
    let _ = seed.deserialize(&mut serde_json::Deserializer::from_slice(body));
    found
}

struct Search<'a> {
    shape: &'a Shape,
    pointer: String,
    found: &'a mut BTreeMap<String, Sensitive<Value>>,
}

impl<'de> DeserializeSeed<'de> for Search<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.shape {
            Shape::Object(_) | Shape::List(_) => deserializer.deserialize_any(self),
            _ => deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ()),
        }
    }
}

impl<'de> Visitor<'de> for Search<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Shape::Object(properties) = self.shape else {
            while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        while let Some(name) = members.next_key::<Cow<'_, str>>()? {
            let pointer = child(&self.pointer, &name);
            if let Some(property) = properties.iter().find(|property| property.name == name) {
                members.next_value_seed(Search { shape: property.shape, pointer, found: self.found })?;
            } else if self.found.len() < MAX_MEMBERS {
                self.found.insert(pointer, members.next_value::<Value>()?.into());
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Shape::List(shape) = self.shape else {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        let mut index = 0_usize;
        loop {
            let pointer = child(&self.pointer, index.to_string());
            if items.next_element_seed(Search { shape, pointer, found: self.found })?.is_none() {
                return Ok(());
            }
            index += 1;
        }
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
