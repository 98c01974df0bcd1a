/// The vendor's base URL.
pub const BASE_URL: &str = "https://production.deepvue.tech";
/// The header of `client_id`.
pub const CLIENT_ID_HEADER: &str = "client-id";
/// The header of `client_secret`.
pub const CLIENT_SECRET_HEADER: &str = "x-api-key";
/// The operation `access_token`.
pub const ACCESS_TOKEN_OPERATION: crate::transport::Operation = crate::transport::Operation {
    id: "access_token",
    method: "POST",
    path: "/v1/kyc/digilocker/access-token",
    retry: crate::retry::RetryClass::NotDelivered,
};
/// The operation `eaadhaar`.
pub const EAADHAAR_OPERATION: crate::transport::Operation = crate::transport::Operation {
    id: "eaadhaar",
    method: "POST",
    path: "/v1/kyc/digilocker/eaadhaar",
    retry: crate::retry::RetryClass::Advised,
};
/// The operation `file`.
pub const FILE_OPERATION: crate::transport::Operation = crate::transport::Operation {
    id: "file",
    method: "POST",
    path: "/v1/kyc/digilocker/file",
    retry: crate::retry::RetryClass::Advised,
};
/// The operation `initiate_session`.
pub const INITIATE_SESSION_OPERATION: crate::transport::Operation = crate::transport::Operation {
    id: "initiate_session",
    method: "POST",
    path: "/v1/kyc/digilocker/initiate-session",
    retry: crate::retry::RetryClass::Advised,
};
/// The operation `issued_files`.
pub const ISSUED_FILES_OPERATION: crate::transport::Operation = crate::transport::Operation {
    id: "issued_files",
    method: "POST",
    path: "/v1/kyc/digilocker/issued-files",
    retry: crate::retry::RetryClass::Advised,
};
/// The decoder of every documented answer: operation, status, and where a body can't be decoded.
#[cfg(feature = "contract")]
pub const DECODERS: &[(&str, &str, crate::contract::decode::Decoder)] = &[
    (
        "access_token",
        "200",
        crate::contract::decode::fault::<crate::generated::types::AccessTokenResponse>,
    ),
    (
        "access_token",
        "400",
        crate::contract::decode::fault::<crate::generated::types::BadRequestError>,
    ),
    (
        "access_token",
        "401",
        crate::contract::decode::fault::<crate::generated::types::UnauthenticatedError>,
    ),
    (
        "access_token",
        "403",
        crate::contract::decode::fault::<crate::generated::types::ForbiddenError>,
    ),
    (
        "access_token",
        "422",
        crate::contract::decode::fault::<crate::generated::types::ValidationError>,
    ),
    (
        "access_token",
        "429",
        crate::contract::decode::fault::<crate::generated::types::RateLimitedError>,
    ),
    (
        "access_token",
        "500",
        crate::contract::decode::fault::<crate::generated::types::ServerError>,
    ),
    (
        "access_token",
        "503",
        crate::contract::decode::fault::<crate::generated::types::UnavailableError>,
    ),
    (
        "eaadhaar",
        "200",
        crate::contract::decode::fault::<crate::generated::types::EaadhaarResponse>,
    ),
    (
        "eaadhaar",
        "400",
        crate::contract::decode::fault::<crate::generated::types::BadRequestError>,
    ),
    (
        "eaadhaar",
        "401",
        crate::contract::decode::fault::<crate::generated::types::UnauthenticatedError>,
    ),
    (
        "eaadhaar",
        "403",
        crate::contract::decode::fault::<crate::generated::types::ForbiddenError>,
    ),
    (
        "eaadhaar",
        "422",
        crate::contract::decode::fault::<crate::generated::types::ValidationError>,
    ),
    (
        "eaadhaar",
        "429",
        crate::contract::decode::fault::<crate::generated::types::RateLimitedError>,
    ),
    (
        "eaadhaar",
        "500",
        crate::contract::decode::fault::<crate::generated::types::ServerError>,
    ),
    (
        "eaadhaar",
        "503",
        crate::contract::decode::fault::<crate::generated::types::UnavailableError>,
    ),
    (
        "file",
        "200",
        crate::contract::decode::fault::<crate::generated::types::FileResponse>,
    ),
    (
        "file",
        "400",
        crate::contract::decode::fault::<crate::generated::types::BadRequestError>,
    ),
    (
        "file",
        "401",
        crate::contract::decode::fault::<crate::generated::types::UnauthenticatedError>,
    ),
    (
        "file",
        "403",
        crate::contract::decode::fault::<crate::generated::types::ForbiddenError>,
    ),
    (
        "file",
        "422",
        crate::contract::decode::fault::<crate::generated::types::ValidationError>,
    ),
    (
        "file",
        "429",
        crate::contract::decode::fault::<crate::generated::types::RateLimitedError>,
    ),
    (
        "file",
        "500",
        crate::contract::decode::fault::<crate::generated::types::ServerError>,
    ),
    (
        "file",
        "503",
        crate::contract::decode::fault::<crate::generated::types::UnavailableError>,
    ),
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
    (
        "issued_files",
        "200",
        crate::contract::decode::fault::<crate::generated::types::IssuedFilesResponse>,
    ),
    (
        "issued_files",
        "400",
        crate::contract::decode::fault::<crate::generated::types::BadRequestError>,
    ),
    (
        "issued_files",
        "401",
        crate::contract::decode::fault::<crate::generated::types::UnauthenticatedError>,
    ),
    (
        "issued_files",
        "403",
        crate::contract::decode::fault::<crate::generated::types::ForbiddenError>,
    ),
    (
        "issued_files",
        "422",
        crate::contract::decode::fault::<crate::generated::types::ValidationError>,
    ),
    (
        "issued_files",
        "429",
        crate::contract::decode::fault::<crate::generated::types::RateLimitedError>,
    ),
    (
        "issued_files",
        "500",
        crate::contract::decode::fault::<crate::generated::types::ServerError>,
    ),
    (
        "issued_files",
        "503",
        crate::contract::decode::fault::<crate::generated::types::UnavailableError>,
    ),
];
