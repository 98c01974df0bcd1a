//! Checks every promise of the crate, with one module for each behaviour.

#![allow(
    unreachable_pub,
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test ends with the first thing that is not as promised"
)]

mod archives;
mod corpus;
mod documents;
mod drift;
mod hostile;
mod outline;
mod suite_2020_12;
mod suite_draft_4;
mod support;
