//! Every promise of the command, run as a program.

#![allow(
    unreachable_pub,
    clippy::format_push_string,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends with the first thing that is not as promised"
)]

mod contract;
mod spec;
mod start;
