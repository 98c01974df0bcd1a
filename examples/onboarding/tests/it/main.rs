//! What the onboarding promises, with its instances as processes, over real sockets.

// Where processes can be killed and told to stop in the same way.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "tests"
)]

mod crashes;
mod journeys;
mod limits;
mod refusals;
mod strangers;
mod support;
