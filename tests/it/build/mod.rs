//! What the build makes of a spec, and how it refuses one.

mod evidence;
#[cfg(feature = "codegen")]
mod golden;
#[cfg(feature = "codegen")]
mod rust_changes;
mod schemas;
#[cfg(feature = "codegen")]
mod spec_faults;
#[cfg(feature = "codegen")]
mod spec_generated;
mod spec_places;
#[cfg(feature = "codegen")]
mod spec_schema_faults;
mod spec_style;
