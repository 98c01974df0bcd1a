//! [`Hooks`]: the custom checks of a caller.

use std::sync::Arc;

use serde_json::Value;

use crate::schema::graph::Marked;

/// Takes an operation's id, a documented status and a body. Returns the JSON pointer where decoding fails.
type Decoder = dyn Fn(&str, &str, &Value) -> Option<String> + Send + Sync;

/// Holds the custom checks of a caller.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    pub(crate) decoder: Option<Arc<Decoder>>,
    pub(crate) mask: Option<Mask>,
    /// Patterns of headers that are no findings, in lower case.
    pub(crate) ignored_headers: Arc<Vec<String>>,
}

/// Finds values that must be masked and are not.
#[derive(Clone)]
pub(crate) struct Mask {
    /// The schema keyword that marks such values.
    pub(crate) keyword: String,
    pub(crate) is_clear: Arc<dyn Fn(&str) -> bool + Send + Sync>,
    /// The schemas that are marked, and those through which one of them applies. No other values are looked at.
    pub(crate) marked: Arc<Marked>,
}
