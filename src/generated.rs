//! The generated code: what `build.rs` makes of `openapi.yaml`, or the committed copy of it. Never edited.

mod code {
    include!(concat!(env!("DIGILOCKER_GENERATED"), "/client.rs"));
}

pub(crate) mod constants {
    include!(concat!(env!("DIGILOCKER_GENERATED"), "/constants.rs"));
}

/// The exact spec as JSON.
#[cfg(any(feature = "sandbox", feature = "contract"))]
pub(crate) const SPEC: &str = include_str!(concat!(env!("DIGILOCKER_GENERATED"), "/openapi.json"));

pub(crate) use code::{Client, Error, ResponseValue, types};
