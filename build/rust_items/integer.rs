//! The type of an integer, by its format and its bounds.

use serde_json::Value;

struct Width {
    format: &'static str,
    rust: &'static str,
    non_zero: &'static str,
    min: f64,
    max: f64,
}

const fn width(
    format: &'static str,
    rust: &'static str,
    non_zero: &'static str,
    min: f64,
    max: f64,
) -> Width {
    Width { format, rust, non_zero, min, max }
}

/// In the generator's order, and with its precision.
#[allow(clippy::cast_precision_loss, reason = "the generator counts so, too")]
const WIDTHS: [Width; 10] = [
    width("int8", "i8", "NonZeroU8", i8::MIN as f64, i8::MAX as f64),
    width("uint8", "u8", "NonZeroU8", 0.0, u8::MAX as f64),
    width("int16", "i16", "NonZeroU16", i16::MIN as f64, i16::MAX as f64),
    width("uint16", "u16", "NonZeroU16", 0.0, u16::MAX as f64),
    width("int", "i32", "NonZeroU32", i32::MIN as f64, i32::MAX as f64),
    width("int32", "i32", "NonZeroU32", i32::MIN as f64, i32::MAX as f64),
    width("uint", "u32", "NonZeroU32", 0.0, u32::MAX as f64),
    width("uint32", "u32", "NonZeroU32", 0.0, u32::MAX as f64),
    width("int64", "i64", "NonZeroU64", i64::MIN as f64, i64::MAX as f64),
    width("uint64", "u64", "NonZeroU64", 0.0, u64::MAX as f64),
];

/// Returns the type, and the least and the greatest value that a default may have.
pub(super) fn rust(schema: &Value) -> (&'static str, Option<f64>, Option<f64>) {
    let bound = |keyword: &str, exclusive: &str, step: f64| {
        let bound = schema[keyword].as_f64();
        if schema[exclusive] == true { bound.map(|bound| bound + step) } else { bound }
    };
    let (mut min, mut max) =
        (bound("minimum", "exclusiveMinimum", 1.0), bound("maximum", "exclusiveMaximum", -1.0));
    let named = WIDTHS.iter().find(|width| schema["format"] == width.format);
    if let Some(width) = named {
        let fits = min.is_none_or(|min| min >= width.min) && max.is_none_or(|max| max <= width.max);
        if fits && schema["multipleOf"].is_null() {
            let rust = if min == Some(1.0) { width.non_zero } else { width.rust };
            return (rust, Some(width.min), Some(width.max));
        }
        min = min.or(Some(width.min));
        max = max.or(Some(width.max));
    }
    let is =
        |bound: Option<f64>, other: f64| bound.is_some_and(|bound| (bound - other).abs() <= f64::EPSILON);
    let mut widest = WIDTHS.iter().rev();
    let rust = match (min, max) {
        (None, None) => None,
        (None, _) => widest.find(|width| is(max, width.max)).map(|width| width.rust),
        (Some(_), _) if min == Some(1.0) => widest.next().map(|width| width.non_zero),
        (_, None) => widest.find(|width| is(min, width.min)).map(|width| width.rust),
        _ => widest.find(|width| is(min, width.min) && is(max, width.max)).map(|width| width.rust),
    };
    (rust.unwrap_or("i64"), min, max)
}
