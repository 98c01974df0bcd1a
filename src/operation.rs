//! [`Operation`]: the calls of the API, as the contract lists them.

use std::fmt;

use crate::error::CallReport;
use crate::table::RetryClass;

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

    /// Returns when the operation is retried automatically.
    ///
    /// ```
    /// use deepvue_digilocker::{Operation, RetryClass};
    ///
    /// assert_eq!(Operation::AccessToken.retry_class(), RetryClass::NotDelivered);
    /// assert_eq!(Operation::IssuedFiles.retry_class(), RetryClass::Advised);
    /// ```
    pub const fn retry_class(self) -> RetryClass {
        self.row().retry
    }

    /// Returns the operation at this path.
    #[cfg(feature = "sandbox")]
    pub(crate) fn at(path: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|operation| operation.path() == path)
    }
}

impl CallReport {
    /// Returns the operation that was called.
    pub fn operation(&self) -> Operation {
        let mut all = Operation::ALL.iter().copied();
        all.find(|operation| operation.id() == self.operation_id).unwrap_or(Operation::InitiateSession)
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
