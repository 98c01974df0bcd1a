//! The formats of a report, one file each.

mod github;
mod json;
#[cfg(feature = "junit")]
mod junit;
mod sarif;
mod text;

#[cfg(test)]
mod tests;
