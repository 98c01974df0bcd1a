//! [`Origin`]: the call that a result came from.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;

use super::undocumented::undocumented;
use crate::error::{CallReport, VendorResponse};
use crate::privacy::sensitive::Sensitive;
use crate::table::Shape;

/// The largest body that a result keeps. Of a larger one, only the undocumented members are.
const MAX_KEPT_BYTES: usize = 64 * 1024;

/// The members of a response that the contract does not know, by their JSON pointers.
pub(crate) type Undocumented = BTreeMap<String, Sensitive<Value>>;

/// The call that a result came from; of a result that was stored, nothing. It makes no difference between two results.
#[derive(Clone, Default)]
pub(crate) struct Origin(Option<Arc<Inner>>);

struct Inner {
    report: Arc<CallReport>,
    members: Members,
}

enum Members {
    /// The body, which is only read if somebody asks for them.
    In(Bytes, &'static Shape),
    Found(Undocumented),
}

impl Origin {
    pub(super) fn new(report: Arc<CallReport>, response: &VendorResponse, shape: &'static Shape) -> Self {
        let body = response.text();
        let members = if body.len() > MAX_KEPT_BYTES {
            Members::Found(undocumented(&body, shape))
        } else {
            Members::In(body, shape)
        };
        Self(Some(Arc::new(Inner { report, members })))
    }

    pub(crate) fn report(&self) -> Option<&CallReport> {
        self.0.as_ref().map(|inner| &*inner.report)
    }

    pub(crate) fn undocumented(&self) -> Undocumented {
        match self.0.as_ref().map(|inner| &inner.members) {
            Some(Members::In(body, shape)) => undocumented(body, shape),
            Some(Members::Found(found)) => found.clone(),
            None => Undocumented::new(),
        }
    }
}

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Origin {}

impl std::fmt::Debug for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Origin")
    }
}

/// Adds the accessors of a result's call to a type with a field `origin`.
macro_rules! origin {
    ($result:ty) => {
        impl $result {
            /// Returns the report of the call that this came from, with the transaction id to quote to the vendor's
            /// support. `None` if this was stored in between: a report is never stored.
            pub fn report(&self) -> Option<&crate::CallReport> {
                self.origin.report()
            }

            /// Returns the members of the response that this release's contract does not know, by their JSON pointers,
            /// such as `/data/verified`: so a new field of the vendor can be used before a release knows it. Empty if
            /// this was stored in between: they are never stored, and `Debug` does not show them.
            pub fn undocumented(
                &self,
            ) -> std::collections::BTreeMap<String, crate::Sensitive<serde_json::Value>> {
                self.origin.undocumented()
            }
        }
    };
}

pub(crate) use origin;
