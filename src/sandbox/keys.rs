//! The keys that the sandbox knows.

/// The client id that the sandbox knows.
pub const CLIENT_ID: &str = "sandbox-client-id";
/// A client id that the sandbox knows as deactivated.
pub const INACTIVE_CLIENT_ID: &str = "sandbox-inactive-client-id";
/// The client secret that belongs to both ids.
pub const CLIENT_SECRET: &str = "sandbox-secret";
