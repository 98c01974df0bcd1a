//! Helpers that the tests share.

pub mod cases;
pub mod oracle;
pub mod suite;

use std::path::{Path, PathBuf};

/// Returns the folder of published documents.
pub fn published() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/openapi")
}

/// Returns the folder of the inputs of one kind that tools in the field have written.
pub fn field(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/field").join(kind)
}
