//! Nothing of a person, and no key, is in any text.

mod marked;
mod redaction;
