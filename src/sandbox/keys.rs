//! The keys that the sandbox accepts.

/// The client id that the sandbox accepts.
pub const CLIENT_ID: &str = "sandbox-client-id";
/// The client id that the sandbox refuses as deactivated.
pub const INACTIVE_CLIENT_ID: &str = "sandbox-inactive-client-id";
/// The client secret that belongs to both ids.
pub const CLIENT_SECRET: &str = "sandbox-secret";
