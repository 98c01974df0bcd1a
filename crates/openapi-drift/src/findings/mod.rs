//! The result of a check: findings, coverage, and accepted findings.

pub(crate) mod baseline;
pub(crate) mod collected;
pub(crate) mod coverage;
pub(crate) mod finding;
pub(crate) mod report;
