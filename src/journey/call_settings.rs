//! What the builders of all calls have: the settings of one call, and that they can be awaited.

/// Adds the settings of one call to a builder with a field `limits` and a method `send`, and makes it awaitable.
macro_rules! call_settings {
    ($builder:ty => $result:ty) => {
        impl $builder {
            /// Sets how long this call may take, instead of the client's setting. Keep it longer than the client's
            /// [`connect_timeout`](crate::ClientBuilder::connect_timeout).
            pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
                self.limits.timeout = timeout;
                self
            }

            /// Sets how long one attempt of this call may take, instead of the client's setting.
            pub fn attempt_timeout(mut self, timeout: std::time::Duration) -> Self {
                self.limits.attempt_timeout = timeout;
                self
            }

            /// Sets the automatic retries of this call, instead of the client's setting.
            pub fn retry(mut self, retry: crate::Retry) -> Self {
                self.limits.retry = retry;
                self
            }
        }

        impl IntoFuture for $builder {
            type Output = Result<$result, crate::Error>;
            type IntoFuture = std::pin::Pin<Box<dyn Future<Output = Self::Output> + Send>>;

            /// Does the same as `send()`, so that the builder itself can be awaited.
            fn into_future(self) -> Self::IntoFuture {
                Box::pin(self.send())
            }
        }
    };
}

pub(crate) use call_settings;
