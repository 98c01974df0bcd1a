//! Formats that JSON Schema does not define.

use jsonschema::{Keyword, ValidationError};
use serde_json::{Number, Value};

pub(super) const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

/// Checks the range of a number (`int32`, `int64`, `float`, `double`).
pub(super) struct NumberFormat {
    is_in_range: fn(&Number) -> bool,
}

impl NumberFormat {
    pub(super) fn named(name: &str) -> Self {
        let is_in_range: fn(&Number) -> bool = match name {
            "int32" => |number| {
                let range = f64::from(i32::MIN)..=f64::from(i32::MAX);
                number.as_f64().is_some_and(|number| range.contains(&number))
            },
            "int64" => |number| match number.as_f64().filter(|_| number.is_f64()) {
                Some(number) => (-TWO_TO_63..TWO_TO_63).contains(&number),
                None => number.is_i64(),
            },
            "float" => |number| number.as_f64().is_some_and(|number| number.abs() <= f64::from(f32::MAX)),
            _ => |number| number.as_f64().is_some_and(f64::is_finite),
        };
        Self { is_in_range }
    }
}

impl<'i> Keyword<'i> for NumberFormat {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if Keyword::is_valid(self, instance) {
            Ok(())
        } else {
            Err(ValidationError::custom("is out of range"))
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        match instance {
            Value::Number(number) => (self.is_in_range)(number),
            _ => true,
        }
    }
}

/// Returns whether a text is padded base64 (RFC 4648).
pub(super) fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

/// Returns whether a text is a UUID (RFC 9562).
pub(super) fn is_uuid(text: &str) -> bool {
    let groups = text.split('-').collect::<Vec<_>>();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
