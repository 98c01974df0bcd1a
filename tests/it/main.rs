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

mod authorize;
mod browser;
mod callback;
mod consent_page;
mod content;
mod contract;
mod deadlines;
mod documents;
mod drift;
mod drift_differential;
mod drift_mutations;
mod errors;
mod files;
#[cfg(feature = "codegen")]
mod golden;
mod imports;
mod input;
mod journey;
mod keys;
mod live;
mod marked;
mod observability;
mod observer;
mod peers;
#[cfg(all(feature = "rustls-no-provider", not(any(feature = "rustls", feature = "native-tls"))))]
mod provider;
mod proxies;
mod recordings;
mod redaction;
mod redirects;
mod retries;
mod runtimes;
mod sandbox;
mod sandbox_state;
mod schemas;
mod session;
#[cfg(feature = "codegen")]
mod spec_faults;
#[cfg(feature = "codegen")]
mod spec_generated;
mod spec_places;
#[cfg(feature = "codegen")]
mod spec_schema_faults;
mod spec_style;
mod success;
mod support;
#[cfg(feature = "rustls")]
mod tls;
mod tolerance;
mod trust;
mod wire;
