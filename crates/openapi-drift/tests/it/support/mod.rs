//! Helpers that the tests share.

pub mod cases;
pub mod har;
pub mod oracle;

use std::path::{Path, PathBuf};

/// Returns the folder of published documents.
pub fn published() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/openapi")
}
