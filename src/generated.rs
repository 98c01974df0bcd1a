//! The generated code: what `build.rs` makes of `openapi.yaml`, or the committed copy of it. Never edited.

#[cfg(feature = "codegen")]
mod code {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

#[cfg(not(feature = "codegen"))]
mod code {
    include!("generated/client.rs");
}

#[cfg(feature = "codegen")]
pub(crate) mod constants {
    include!(concat!(env!("OUT_DIR"), "/constants.rs"));
}

#[cfg(not(feature = "codegen"))]
pub(crate) mod constants {
    include!("generated/constants.rs");
}

/// The exact spec as JSON.
#[cfg(all(feature = "codegen", feature = "sandbox"))]
pub(crate) const SPEC: &str = include_str!(concat!(env!("OUT_DIR"), "/openapi.json"));

/// The exact spec as JSON.
#[cfg(all(not(feature = "codegen"), feature = "sandbox"))]
pub(crate) const SPEC: &str = include_str!("generated/openapi.json");

pub(crate) use code::{Client, Error, ResponseValue, types};
