//! Checks every promise of the command by running it.

#![allow(
    unreachable_pub,
    clippy::format_push_string,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends with the first thing that is not as promised"
)]

mod contract;
mod diff;
mod hostile;
mod memory;
mod probe;
mod run;
mod sandbox;
mod shell;
mod spec;
mod start;
