//! Compares the limits of a value: its range, its length, and the number of its items and fields.

use std::cmp::Ordering;

use serde_json::{Number, Value};

use crate::diff::relation::Relation;
use crate::diff::shape::Shape;
use crate::diff::types::FRACTION;

/// Holds the end of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct End {
    value: Exact,
    is_excluded: bool,
}

/// Holds a number. Large integers are not exact as floats.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Exact {
    Integer(i128),
    Float(f64),
}

impl Exact {
    fn of(number: &Number) -> Option<Self> {
        let integer = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
        integer.map(Self::Integer).or_else(|| Some(Self::normal(number.as_f64()?)))
    }

    #[allow(clippy::cast_possible_truncation, reason = "the float is a small integer")]
    fn normal(float: f64) -> Self {
        if float.fract() == 0.0 && float.abs() < 9e15 {
            Self::Integer(float as i128)
        } else {
            Self::Float(float)
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "only compared with a float")]
    fn float(self) -> f64 {
        match self {
            Self::Integer(integer) => integer as f64,
            Self::Float(float) => float,
        }
    }

    fn cmp(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Integer(a), Self::Integer(b)) => a.cmp(&b),
            (a, b) => a.float().total_cmp(&b.float()),
        }
    }
}

/// Selects an end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Lower,
    Upper,
}

impl Which {
    /// Compares two ends; the greater one allows less.
    fn strictness(self, a: End, b: End) -> Ordering {
        let order = match self {
            Self::Lower => a.value.cmp(b.value),
            Self::Upper => b.value.cmp(a.value),
        };
        order.then(a.is_excluded.cmp(&b.is_excluded))
    }

    fn keywords(self) -> (&'static str, &'static str) {
        match self {
            Self::Lower => ("minimum", "exclusiveMinimum"),
            Self::Upper => ("maximum", "exclusiveMaximum"),
        }
    }

    /// Returns the strictest end of the range of a number.
    pub(super) fn of_numbers(self, shape: &Shape<'_>) -> Option<End> {
        let (inclusive, exclusive) = self.keywords();
        let mut ends = Vec::new();
        for schema in shape.parts.iter().filter_map(|part| part.schema) {
            let number = |keyword: &str| schema.get(keyword).and_then(Value::as_number).and_then(Exact::of);
            let is_excluded = schema.get(exclusive) == Some(&Value::Bool(true));
            ends.extend(number(inclusive).map(|value| End { value, is_excluded }));
            ends.extend(number(exclusive).map(|value| End { value, is_excluded: true }));
        }
        let ends =
            ends.into_iter().map(|end| if shape.types & FRACTION == 0 { self.whole(end) } else { end });
        ends.reduce(|a, b| if self.strictness(a, b) == Ordering::Less { b } else { a })
    }

    /// Returns the end that allows the same integers and is itself allowed.
    fn whole(self, end: End) -> End {
        let step = match self {
            Self::Lower => 1,
            Self::Upper => -1,
        };
        match end.value {
            Exact::Integer(value) if end.is_excluded => {
                End { value: Exact::Integer(value + step), is_excluded: false }
            }
            Exact::Float(value) => {
                let value = if self == Self::Lower { value.ceil() } else { value.floor() };
                End { value: Exact::normal(value), is_excluded: false }
            }
            Exact::Integer(_) => end,
        }
    }

    /// Returns the strictest value of a keyword such as `maxLength`. A lower end of 0 is none.
    pub(super) fn of_sizes(self, shape: &Shape<'_>, keyword: &str) -> Option<End> {
        let numbers = shape.all(keyword).filter_map(Value::as_number).filter_map(Exact::of);
        let ends = numbers.map(|value| End { value, is_excluded: false });
        let end = ends.reduce(|a, b| if self.strictness(a, b) == Ordering::Less { b } else { a });
        end.filter(|end| self == Self::Upper || end.value != Exact::Integer(0))
    }

    /// Returns how the range changed at this end.
    pub(super) fn compare(self, old: Option<End>, new: Option<End>) -> Relation {
        match (old, new) {
            (None, None) => Relation::default(),
            (None, Some(_)) => Relation::NARROWED,
            (Some(_), None) => Relation::WIDENED,
            (Some(old), Some(new)) => match self.strictness(old, new) {
                Ordering::Less => Relation::NARROWED,
                Ordering::Equal => Relation::default(),
                Ordering::Greater => Relation::WIDENED,
            },
        }
    }
}

/// Returns how the multiples changed (`multipleOf`).
pub(super) fn multiples(old: &Shape<'_>, new: &Shape<'_>) -> Relation {
    let steps = |shape: &Shape<'_>| {
        let mut steps = shape.all("multipleOf").filter_map(Value::as_f64).collect::<Vec<_>>();
        steps.sort_by(f64::total_cmp);
        steps.dedup();
        steps
    };
    let is_multiple = |of: f64, step: f64| step > 0.0 && ((of / step) - (of / step).round()).abs() < 1e-9;
    match (steps(old).as_slice(), steps(new).as_slice()) {
        (old, new) if old == new => Relation::default(),
        ([], _) => Relation::NARROWED,
        (_, []) => Relation::WIDENED,
        ([old], [new]) => Relation::of(!is_multiple(*old, *new), !is_multiple(*new, *old)),
        _ => Relation::UNKNOWN,
    }
}

/// Describes how a limit changed.
pub(super) fn describe(keyword: &str, old: Option<End>, new: Option<End>) -> String {
    let text = |end: End| {
        let excluded = if end.is_excluded { " (excluded)" } else { "" };
        match end.value {
            Exact::Integer(integer) => format!("{integer}{excluded}"),
            Exact::Float(float) => format!("{float}{excluded}"),
        }
    };
    match (old, new) {
        (None, Some(new)) => format!("gets the {keyword} {}", text(new)),
        (Some(old), None) => format!("loses the {keyword} {}", text(old)),
        (Some(old), Some(new)) => format!("changes its {keyword} from {} to {}", text(old), text(new)),
        (None, None) => format!("keeps its {keyword}"),
    }
}
