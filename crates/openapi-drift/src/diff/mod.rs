//! The changes from one document to another, and whom each breaks.
//!
//! One law decides nearly everything: what a request accepts may only grow, and what a response may contain may only
//! shrink. So schemas are compared as sets of values, keyword by keyword.

mod at;
pub(crate) mod change;
mod changelog;
pub(crate) mod changes;
pub(crate) mod effects;
mod engine;
mod fields;
mod formats;
mod limits;
mod messages;
mod objects;
mod operations;
mod parameters;
mod relation;
mod rest;
mod security;
mod servers;
mod shape;
mod side;
mod types;
mod unions;
mod values;
