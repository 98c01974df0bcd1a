//! [`Operation`]: the calls that the API has, as the contract lists them.

use std::fmt;

use crate::shape::Shape;

pub use crate::generated::constants::Operation;

impl Operation {
    /// Returns its `operationId`, such as `initiate_session`.
    pub const fn id(self) -> &'static str {
        self.row().id
    }

    /// Returns the HTTP method, in capital letters.
    pub const fn method(self) -> &'static str {
        self.row().method
    }

    /// Returns the path, which starts with a slash.
    pub const fn path(self) -> &'static str {
        self.row().path
    }

    /// Returns what may be sent again without asking.
    pub const fn retry_class(self) -> RetryClass {
        self.row().retry
    }

    /// Returns what a success looks like.
    pub(crate) const fn success(self) -> &'static Shape {
        self.row().success
    }

    /// Returns the operation at this path.
    #[cfg(feature = "sandbox")]
    pub(crate) fn at(path: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|operation| operation.path() == path)
    }
}

impl AsRef<str> for Operation {
    fn as_ref(&self) -> &str {
        self.id()
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Which operations may be sent again without asking (`x-retry` in the contract).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryClass {
    /// Also after 500 and 503, as the vendor's error guide advises.
    Advised,
    /// Only what surely never took effect.
    NotDelivered,
}

/// What the contract says of one operation; the build writes the table.
pub(crate) struct Row {
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) retry: RetryClass,
    pub(crate) success: &'static Shape,
}
