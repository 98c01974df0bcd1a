//! The settings that every call has: its deadline and its automatic retries.

/// Adds the settings of one call to a builder with a field `limits`.
macro_rules! call_settings {
    ($builder:ty) => {
        impl $builder {
            /// Sets how long this call may take, instead of the client's setting.
            pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
                self.limits.timeout = timeout;
                self
            }

            /// Sets the automatic retries of this call, instead of the client's setting.
            pub fn retry(mut self, retry: crate::Retry) -> Self {
                self.limits.retry = retry;
                self
            }
        }
    };
}

pub(crate) use call_settings;
