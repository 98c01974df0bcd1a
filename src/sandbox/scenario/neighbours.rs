//! Replaces values by those of a neighbouring JSON type.

use serde_json::{Value, json};

use crate::table::Shape;

/// Replaces every value that has a neighbour: digits become a number, a number its digits, `Y` and `N` a boolean, and a
/// list of one its item. A text that a later request sends back stays.
pub(super) fn replace(shape: &Shape, value: &mut Value) {
    match (shape, &mut *value) {
        (Shape::Object(properties), Value::Object(object)) => {
            for property in *properties {
                let is_fixed = property.is_exact && matches!(property.shape, Shape::Text | Shape::YesNo);
                if let Some(value) = object.get_mut(property.name).filter(|_| !is_fixed) {
                    replace(property.shape, value);
                }
            }
        }
        (Shape::List(item), Value::Array(items)) => {
            items.iter_mut().for_each(|value| replace(item, value));
            if let ([_], Shape::Text) = (&items[..], item) {
                *value = items.swap_remove(0);
            }
        }
        (Shape::YesNo, Value::String(text)) => *value = json!(text == "Y"),
        (Shape::Text, Value::String(text)) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            if let Ok(number) = text.parse::<u64>() {
                *value = json!(number);
            }
        }
        (Shape::Integer, Value::Number(number)) => *value = json!(number.to_string()),
        _ => {}
    }
}
