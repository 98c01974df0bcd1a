//! Helpers that the tests share.

pub mod cases;
pub mod har;
pub mod one;
pub mod oracle;
pub mod places;
pub mod requests;
pub mod suite;

use std::path::{Path, PathBuf};

/// Returns the folder of published documents.
pub fn published() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/openapi")
}

/// Returns a folder of documents and recordings as others met them.
pub fn field(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/field").join(name)
}
