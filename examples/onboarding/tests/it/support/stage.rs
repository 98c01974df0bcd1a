//! Two instances on one store, and the vendor.

use super::instance::Instance;
use super::store::SharedStore;
use super::vendor::Vendor;

/// Where customers reach the service: nobody listens there, and the test decides which instance gets the request.
pub const PUBLIC_URL: &str = "http://127.0.0.1:1";

/// How long one call may take in the tests of what happens after it.
pub const SHORT_CALL: [(&str, &str); 2] = [("CALL_TIMEOUT", "2s"), ("CHECK_MARGIN", "1s")];

pub struct Stage {
    pub a: Instance,
    pub b: Instance,
    pub vendor: Vendor,
    pub store: SharedStore,
}

impl Stage {
    pub async fn set(store: SharedStore, variables: &[(&str, &str)]) -> Self {
        let vendor = Vendor::start().await;
        let ours = [("STORE_URL", store.url()), ("PUBLIC_URL", PUBLIC_URL), ("SANDBOX_URL", vendor.url())];
        let variables = [&ours, variables].concat();
        let [a, b] = [(); 2].map(|()| Instance::start(&variables));
        Self { a, b, vendor, store }
    }
}
