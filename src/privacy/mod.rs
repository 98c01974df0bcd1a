//! Keeps keys and personal data out of every text.

pub(crate) mod scrub;
pub(crate) mod sensitive;
pub(crate) mod uid;
