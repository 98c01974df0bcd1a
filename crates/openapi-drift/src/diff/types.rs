//! The JSON types of values, as bits of a set.

/// The types of a value, one bit each. A number is an integer or a fraction.
pub(super) const NULL: u8 = 1;
pub(super) const BOOLEAN: u8 = 1 << 1;
pub(super) const OBJECT: u8 = 1 << 2;
pub(super) const ARRAY: u8 = 1 << 3;
pub(super) const STRING: u8 = 1 << 4;
pub(super) const INTEGER: u8 = 1 << 5;
pub(super) const FRACTION: u8 = 1 << 6;
pub(super) const ANY: u8 = (1 << 7) - 1;
