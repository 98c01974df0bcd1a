//! [`BuildError`]: the reason why a client could not be built.

use std::fmt;
use std::sync::Arc;

/// Says why a [`Client`](crate::Client) could not be built. Names the setting and the rule, never the value.
#[derive(Debug, Clone)]
pub struct BuildError {
    setting: &'static str,
    rule: String,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl BuildError {
    pub(crate) fn new(setting: &'static str, rule: impl Into<String>) -> Self {
        Self { setting, rule: rule.into(), source: None }
    }

    /// Keeps a library's error as the source, and adds its innermost cause to the text.
    pub(crate) fn caused(
        setting: &'static str,
        rule: &str,
        source: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        let mut innermost: &dyn std::error::Error = &source;
        while let Some(cause) = innermost.source() {
            innermost = cause;
        }
        let rule = format!("{rule}: {innermost}");
        Self { setting, rule, source: Some(Arc::new(source)) }
    }

    /// Returns the name of the setting: the builder's method, the environment variable, or `features` for those of Cargo.
    pub fn setting(&self) -> &str {
        self.setting
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.setting, self.rule)
    }
}

impl std::error::Error for BuildError {
    /// Returns the library's error, such as missing CA certificates. Its innermost cause is part of the text.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|error| error as _)
    }
}
