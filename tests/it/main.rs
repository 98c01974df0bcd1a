//! Every promise of the crate, over real sockets on loopback. One module for each behaviour.

#![allow(
    unreachable_pub,
    clippy::format_push_string,
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test ends with the first thing that is not as promised"
)]

mod build;
mod contract;
mod files;
mod http;
mod imports;
mod journey;
mod privacy;
mod sandbox;
mod support;
mod words;
