//! The keys that the sandbox accepts.

/// The client id that the sandbox accepts (feature `sandbox`).
pub const CLIENT_ID: &str = "sandbox-client-id";
/// The client id that the sandbox refuses as deactivated (feature `sandbox`).
pub const INACTIVE_CLIENT_ID: &str = "sandbox-inactive-client-id";
/// The client secret that belongs to both ids (feature `sandbox`).
pub const CLIENT_SECRET: &str = "sandbox-secret";
