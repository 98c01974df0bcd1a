//! Checks every promise of the crate, with one module for each behaviour.

#![allow(
    unreachable_pub,
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::wildcard_imports,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test ends with the first thing that is not as promised"
)]

mod any_url;
mod archives;
mod body_files;
mod corpus;
mod diff;
mod discriminators;
mod documents;
mod drift;
mod field;
mod fields;
mod formats;
mod handshakes;
mod har_bodies;
mod har_damage;
mod har_entries;
mod header_values;
mod hostile;
mod openapi_31;
mod outline;
mod parameter_values;
mod parameters;
mod paths;
mod request_headers;
mod servers;
mod styles;
mod suite_2020_12;
mod suite_draft_4;
mod support;
