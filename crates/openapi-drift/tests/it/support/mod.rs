//! What the tests share.

pub mod cases;
pub mod oracle;

use std::path::{Path, PathBuf};

/// Documents that others published.
pub fn published() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/openapi")
}
