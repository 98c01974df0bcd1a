//! What a caller adds to the checks.

use std::sync::Arc;

type Decoder = dyn Fn(&str, &str, &[u8]) -> Option<String> + Send + Sync;

#[derive(Clone, Default)]
pub(super) struct Hooks {
    /// Where a body can't be decoded, by operation and documented status.
    pub(super) decoder: Option<Arc<Decoder>>,
    pub(super) mask: Option<Mask>,
}

/// Values that must not be shown in clear.
#[derive(Clone)]
pub(super) struct Mask {
    /// The schema's keyword that marks them.
    pub(super) keyword: String,
    pub(super) is_clear: Arc<dyn Fn(&str) -> bool + Send + Sync>,
}
