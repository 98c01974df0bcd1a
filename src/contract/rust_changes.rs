//! What a change of the spec does to Rust code that uses the regenerated client.

use serde_json::Value;

use build::fault::Fault;
use build::rust_items::{self, RustItems};

pub use build::rust_changes::{RustChange, RustChangeKind};

/// The parts of the build that need no generator.
#[allow(dead_code, reason = "the build script uses the rest")]
#[path = "../../build"]
mod build {
    pub(crate) mod check;
    pub(crate) mod fault;
    pub(crate) mod lines;
    pub(crate) mod lookup;
    pub(crate) mod place;
    pub(crate) mod prepare;
    pub(crate) mod rust_changes;
    pub(crate) mod rust_items;
}

/// Compares the Rust API that is generated from two versions of the spec, without generating it (feature `contract`).
///
/// ```
/// use deepvue_digilocker::contract::{self, RustChange, RustChangeKind};
///
/// let old = contract::embedded().document().clone();
/// let mut new = old.clone();
/// let properties = &mut new["components"]["schemas"]["SessionData"]["properties"];
/// properties["expires_in"] = serde_json::json!({
///     "type": "integer", "description": "Seconds.", "x-evidence": "stated",
/// });
/// let changes: Vec<RustChange> = contract::rust_changes(&old, &new).map_err(|reasons| reasons.join("; "))?;
/// assert!(changes.iter().any(|change| change.kind == RustChangeKind::Added && !change.breaks));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Whether the handwritten code of this crate compiles with the new types is not part of it.
///
/// # Errors
///
/// Returns the reasons if the build refuses the old spec, so that there is no API to compare with.
pub fn rust_changes(old: &Value, new: &Value) -> Result<Vec<RustChange>, Vec<String>> {
    let told = |(at, why)| format!("{at}: {why}");
    let old = items(old).map_err(|faults| faults.into_iter().map(told).collect::<Vec<_>>())?;
    Ok(match items(new) {
        Ok(new) => build::rust_changes::between(&old, &new),
        Err(faults) => {
            faults.into_iter().map(|(pointer, why)| build::rust_changes::refused(pointer, why)).collect()
        }
    })
}

/// Returns the items, or why the build fails: pointers and sentences.
fn items(spec: &Value) -> Result<RustItems, Vec<(String, String)>> {
    let faults = build::check::spec(spec);
    if !faults.is_empty() {
        return Err(faults.into_iter().map(Fault::parts).collect());
    }
    let items = rust_items::of(spec);
    if items.refusals.is_empty() { Ok(items) } else { Err(items.refusals) }
}
