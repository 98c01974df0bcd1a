//! The guides, which are also in the repository's folder `docs`.

#[doc = include_str!("../docs/production.md")]
pub mod production {}
