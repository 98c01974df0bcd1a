//! What several fuzz targets need.

pub mod essence;
pub mod plants;
