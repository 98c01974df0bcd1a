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
/// The decoder of every documented answer: operation, status, and where a body can't be decoded.
#[cfg(feature = "contract")]
pub const DECODERS: &[(&str, &str, crate::contract::decode::Decoder)] = &[
    (
        "initiate_session",
        "200",
        crate::contract::decode::fault::<
            crate::generated::types::InitiateSessionResponse,
        >,
    ),
    (
        "initiate_session",
        "201",
        crate::contract::decode::fault::<
            crate::generated::types::InitiateSessionResponse,
        >,
    ),
    (
        "initiate_session",
        "400",
        crate::contract::decode::fault::<crate::generated::types::BadRequestError>,
    ),
    (
        "initiate_session",
        "401",
        crate::contract::decode::fault::<crate::generated::types::UnauthenticatedError>,
    ),
    (
        "initiate_session",
        "403",
        crate::contract::decode::fault::<crate::generated::types::ForbiddenError>,
    ),
    (
        "initiate_session",
        "422",
        crate::contract::decode::fault::<crate::generated::types::ValidationError>,
    ),
    (
        "initiate_session",
        "429",
        crate::contract::decode::fault::<crate::generated::types::RateLimitedError>,
    ),
    (
        "initiate_session",
        "500",
        crate::contract::decode::fault::<crate::generated::types::ServerError>,
    ),
    (
        "initiate_session",
        "503",
        crate::contract::decode::fault::<crate::generated::types::UnavailableError>,
    ),
];
