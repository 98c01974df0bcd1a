//! The result of a check: findings, coverage, and accepted findings.

pub(crate) mod baseline;
pub(crate) mod collected;
pub(crate) mod coverage;
pub(crate) mod finding;
mod format;
pub(crate) mod groups;
pub(crate) mod report;
pub(crate) mod sections;
pub(crate) mod severity;
pub(crate) mod subject;
