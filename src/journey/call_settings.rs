//! What every call can be told: how long it may take, and what is repeated.

/// The settings of one call, for a builder with a field `limits`.
macro_rules! call_settings {
    ($builder:ty) => {
        impl $builder {
            /// How long this call may take, instead of the client's setting.
            pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
                self.limits.timeout = timeout;
                self
            }

            /// What is repeated by itself in this call, instead of the client's setting.
            pub fn retry(mut self, retry: crate::Retry) -> Self {
                self.limits.retry = retry;
                self
            }
        }
    };
}

pub(crate) use call_settings;
