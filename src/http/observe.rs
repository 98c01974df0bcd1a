//! [`Observer`]: the client's view of those who observe its traffic.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use url::Url;

use crate::table::OperationRow;

/// Observes a client's traffic. Sealed, since an exchange holds keys and personal data: the observers are `Recorder`
/// and `DriftWatch` of the feature `contract`.
pub trait Observer: sealed::Observe {}

impl<T: sealed::Observe> Observer for T {}

pub(crate) mod sealed {
    use super::Exchange;

    pub trait Observe: Send + Sync + 'static {
        /// Takes one exchange. Never fails, and waits for nothing but a file.
        fn observe(&self, exchange: &Exchange);
    }
}

/// A request and its response, as they travelled.
#[derive(Clone)]
#[cfg_attr(not(feature = "contract"), allow(dead_code, reason = "without it there is nobody to look"))]
pub struct Exchange {
    pub(crate) operation: OperationRow,
    pub(crate) url: Url,
    pub(crate) request_headers: HeaderMap,
    pub(crate) request_body: Bytes,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// `None` if it was too large, or cut off.
    pub(crate) body: Option<Bytes>,
}

/// All observers of a client.
#[derive(Default)]
pub(crate) struct Observers(Vec<Box<dyn sealed::Observe>>);

impl Observers {
    pub(crate) fn add(&mut self, observer: impl Observer) {
        self.0.push(Box::new(observer));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn observe(&self, exchange: &Exchange) {
        self.0.iter().for_each(|observer| observer.observe(exchange));
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}
