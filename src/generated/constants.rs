/// The vendor's base URL.
pub const BASE_URL: &str = "https://production.deepvue.tech";
/// The header of `client_id`.
pub const CLIENT_ID_HEADER: &str = "client-id";
/// The header of `client_secret`.
pub const CLIENT_SECRET_HEADER: &str = "x-api-key";
/// The operation `initiate_session`.
pub const INITIATE_SESSION_OPERATION: crate::transport::Operation = crate::transport::Operation {
    id: "initiate_session",
    method: "POST",
    path: "/v1/kyc/digilocker/initiate-session",
    retry: crate::retry::RetryClass::Advised,
};
