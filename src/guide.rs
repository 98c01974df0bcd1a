//! The guides: the journey, errors, production, tests, evidence. They are also in the repository's folder `docs`.

#[doc = include_str!("../docs/journey.md")]
pub mod journey {}

#[doc = include_str!("../docs/errors.md")]
pub mod errors {}

#[doc = include_str!("../docs/production.md")]
pub mod production {}

#[doc = include_str!("../docs/testing.md")]
pub mod testing {}

#[doc = include_str!("../docs/evidence.md")]
pub mod evidence {}
