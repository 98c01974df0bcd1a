//! Reads a response whose values have a related JSON type: a number for a text, one value for a list, `[]` for an
//! object.
//!
//! It is the second try, after the generated types have refused a body. An unusable value is left out, so that it does
//! not cost a customer's one-time consent. Required values must be right.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::repairs::{Repairs, Segment, State, kind};
use crate::table::{Property, Shape};

/// Integers beyond this lose digits as a JSON float (2^53).
const MAX_EXACT_FLOAT: f64 = 9_007_199_254_740_992.0;

/// A body that was read, and the changes that this took.
pub(crate) struct Repaired {
    pub(crate) value: Value,
    pub(crate) repairs: Repairs,
}

/// Reads a body by the shape of the documented success. An error names the place, never a value.
pub(crate) fn read(shape: &'static Shape, body: &[u8]) -> Result<Repaired, String> {
    let mut state = State::default();
    let body = String::from_utf8_lossy(body);
    if matches!(body, Cow::Owned(_)) {
        state.repairs.add("", "invalid UTF-8", "text");
    }
    let mut deserializer = serde_json::Deserializer::from_str(&body);
    let reading = Reader::new(shape, true, &mut state).deserialize(&mut deserializer);
    match reading.and_then(|reading| deserializer.end().map(|()| reading)) {
        _ if state.repairs.are_too_many() => {
            Err("the body has too many values of another type than documented".to_owned())
        }
        Err(_) => Err("the body is not JSON".to_owned()),
        Ok(Reading::Value(value)) if !value.is_null() => Ok(Repaired { value, repairs: state.repairs }),
        Ok(_) => Err(state.problem.unwrap_or_else(|| "the body has another type than documented".to_owned())),
    }
}

/// The result of reading one value.
enum Reading {
    Value(Value),
    /// An empty value other than null: `[]`, `""`, `false`.
    Empty,
    /// A value that can't be used here.
    Unusable,
}

/// Reads one value.
struct Reader<'s> {
    shape: &'static Shape,
    is_exact: bool,
    /// Whether the value is in a list where none is documented.
    is_wrapped: bool,
    state: &'s mut State,
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Reading;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Reading, D::Error> {
        match self.shape {
            Shape::Any => serde::Deserialize::deserialize(deserializer).map(Reading::Value),
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'s> Reader<'s> {
    fn new(shape: &'static Shape, is_exact: bool, state: &'s mut State) -> Self {
        Self { shape, is_exact, is_wrapped: false, state }
    }

    /// Records a value of another type than documented, and returns its reading.
    fn converted<E: serde::de::Error>(self, found: &str, reading: Reading) -> Result<Reading, E> {
        self.state.repaired(found, self.shape)?;
        Ok(if self.is_exact { Reading::Unusable } else { reading })
    }

    /// Reads one value where a list is documented.
    fn listed<E: serde::de::Error>(
        self,
        found: &str,
        item: impl FnOnce(Reader<'_>) -> Result<Reading, E>,
    ) -> Result<Reading, E> {
        let Shape::List(shape) = self.shape else {
            return self.converted(found, Reading::Unusable);
        };
        let reading = match item(Reader::new(shape, false, &mut *self.state))? {
            Reading::Value(value) => Reading::Value(Value::Array(vec![value])),
            nothing => nothing,
        };
        self.converted(found, reading)
    }

    /// Reads one property of an object; `None` if it has no usable value.
    fn property<'de, A: MapAccess<'de>>(
        &mut self,
        property: &Property,
        map: &mut A,
    ) -> Result<Option<Value>, A::Error> {
        let earlier = self.state.problem.take();
        self.state.path.push(Segment::Name(property.name));
        let reading =
            map.next_value_seed(Reader::new(property.shape, property.is_exact, &mut *self.state))?;
        let value = match reading {
            Reading::Value(value) if !(property.is_required && value.is_null()) => Some(value),
            reading => {
                // A result that is there in another form must not count as absent.
                let is_lost = matches!(reading, Reading::Unusable) && self.state.is_at_payload();
                self.state.repairs.has_odd_sub_code |=
                    self.state.is_at_sub_code() && !matches!(reading, Reading::Value(_));
                if property.is_required || is_lost {
                    self.state.add_problem("has another type than documented");
                } else {
                    self.state.problem = None;
                }
                None
            }
        };
        self.state.path.pop();
        self.state.problem = earlier.or(self.state.problem.take());
        Ok(value)
    }

    /// Reads a list where one value is documented: its only item, if it has exactly one.
    fn unwrapped<'de, A: SeqAccess<'de>>(self, mut items: A) -> Result<Reading, A::Error> {
        let reading = if self.is_wrapped {
            Some(Reading::Unusable)
        } else {
            let item =
                Reader { is_wrapped: true, ..Reader::new(self.shape, self.is_exact, &mut *self.state) };
            items.next_element_seed(item)?
        };
        let mut is_single = !self.is_wrapped;
        while items.next_element::<IgnoredAny>()?.is_some() {
            is_single = false;
        }
        let reading = match reading {
            None | Some(Reading::Value(Value::Null)) => Reading::Empty,
            Some(reading) if is_single => reading,
            Some(_) => Reading::Unusable,
        };
        self.converted("array", reading)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Reading;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(kind(self.shape))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Reading, E> {
        Ok(Reading::Value(Value::Null))
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Reading, E> {
        match self.shape {
            Shape::Boolean => Ok(Reading::Value(value.into())),
            Shape::YesNo => self.converted("boolean", Reading::Value(if value { "Y" } else { "N" }.into())),
            _ if value => self.converted("boolean", Reading::Unusable),
            _ => self.converted("boolean", Reading::Empty),
        }
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Reading, E> {
        match self.shape {
            Shape::Integer | Shape::Number => Ok(Reading::Value(value.into())),
            Shape::Text | Shape::YesNo => self.converted("number", Reading::Value(value.to_string().into())),
            _ => self.listed("number", |item| item.visit_i64(value)),
        }
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Reading, E> {
        match (self.shape, i64::try_from(value)) {
            (_, Ok(value)) => self.visit_i64(value),
            (Shape::Number, _) => Ok(Reading::Value(value.into())),
            (Shape::Text | Shape::YesNo, _) => {
                self.converted("number", Reading::Value(value.to_string().into()))
            }
            (Shape::List(_), _) => self.listed("number", |item| item.visit_u64(value)),
            _ => self.converted("number", Reading::Unusable),
        }
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Reading, E> {
        match self.shape {
            Shape::Number => {
                Ok(Number::from_f64(value).map_or(Reading::Unusable, |value| Reading::Value(value.into())))
            }
            Shape::Integer => self
                .converted("float", whole(value).map_or(Reading::Unusable, |it| Reading::Value(it.into()))),
            Shape::Text | Shape::YesNo => {
                let text = match whole(value) {
                    Some(whole) => Some(whole.to_string()),
                    // More digits than a float holds are lost already.
                    None if value.abs() >= MAX_EXACT_FLOAT => None,
                    None => Number::from_f64(value).map(|number| number.to_string()),
                };
                self.converted("float", text.map_or(Reading::Unusable, |text| Reading::Value(text.into())))
            }
            _ => self.listed("number", |item| item.visit_f64(value)),
        }
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Reading, E> {
        let trimmed = value.trim();
        let reading = match self.shape {
            Shape::Text | Shape::YesNo => return Ok(Reading::Value(value.into())),
            _ if trimmed.is_empty() => Reading::Empty,
            Shape::Integer => integer(trimmed).map_or(Reading::Unusable, |it| Reading::Value(it.into())),
            Shape::Number => number(trimmed).map_or(Reading::Unusable, |it| Reading::Value(it.into())),
            Shape::Boolean => trimmed
                .to_ascii_lowercase()
                .parse()
                .map_or(Reading::Unusable, |it: bool| Reading::Value(it.into())),
            _ => return self.listed("string", |item| item.visit_str(value)),
        };
        self.converted("string", reading)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Reading, A::Error> {
        let Shape::List(shape) = self.shape else {
            return self.unwrapped(items);
        };
        let mut list = Vec::new();
        let mut is_lost = false;
        for index in 0.. {
            self.state.path.push(Segment::Index(index));
            let item = items.next_element_seed(Reader::new(shape, false, &mut *self.state))?;
            if let Some(Reading::Value(Value::Null)) = item {
                self.state.repaired("null", shape)?;
            }
            self.state.path.pop();
            match item {
                None => break,
                Some(Reading::Value(value)) if !value.is_null() => list.push(value),
                Some(reading) => {
                    is_lost |= !matches!(reading, Reading::Value(_));
                    self.state.problem = None;
                }
            }
        }
        // If no item is left, it was a list of something else.
        Ok(if list.is_empty() && is_lost { Reading::Unusable } else { Reading::Value(Value::Array(list)) })
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Reading, A::Error> {
        let properties = match self.shape {
            Shape::Object(properties) => *properties,
            Shape::List(Shape::Object(_)) => {
                return self.listed("object", |item| match item.visit_map(members)? {
                    // No member belongs to an item of the list: it is another object.
                    Reading::Value(Value::Object(object)) if object.values().all(Value::is_null) => {
                        Ok(Reading::Unusable)
                    }
                    reading => Ok(reading),
                });
            }
            _ => {
                let mut is_empty = true;
                while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
                    is_empty = false;
                }
                return self.converted("object", if is_empty { Reading::Empty } else { Reading::Unusable });
            }
        };
        let mut object = Map::new();
        let (mut is_known, mut is_empty) = (false, true);
        while let Some(name) = members.next_key::<Cow<'_, str>>()? {
            is_empty = false;
            match properties.iter().find(|property| property.name == name) {
                None => drop(members.next_value::<IgnoredAny>()?),
                Some(property) => {
                    is_known = true;
                    // As everywhere else, the last of two members with one name counts.
                    object.remove(property.name);
                    if let Some(value) = self.property(property, &mut members)? {
                        object.insert(property.name.to_owned(), value);
                    }
                }
            }
        }
        let missing = properties.iter().find(|it| it.is_required && !object.contains_key(it.name));
        if let Some(missing) = missing {
            self.state.path.push(Segment::Name(missing.name));
            self.state.add_problem("is missing");
            self.state.path.pop();
        }
        if self.state.problem.is_some() {
            return Ok(Reading::Unusable);
        }
        // None of its members is documented: it is another object.
        if !is_empty && !is_known {
            return self.converted("another object", Reading::Unusable);
        }
        Ok(Reading::Value(Value::Object(object)))
    }
}

/// Returns a float without a fraction as an integer, if it has not lost digits.
#[allow(clippy::cast_possible_truncation, reason = "it is whole, and smaller than 2^53")]
fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() < MAX_EXACT_FLOAT).then_some(value as i64)
}

fn integer(text: &str) -> Option<i64> {
    text.parse().ok().or_else(|| whole(text.parse().ok()?))
}

fn number(text: &str) -> Option<Number> {
    text.parse().ok()
}
