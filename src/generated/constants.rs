/// The vendor's base URL.
pub const BASE_URL: &str = "https://production.deepvue.tech";
/// The header of `client_id`.
pub const CLIENT_ID_HEADER: &str = "client-id";
/// The header of `client_secret`.
pub const CLIENT_SECRET_HEADER: &str = "x-api-key";
/// An operation of the API, as the contract has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// Exchange the code that came back with the customer.
    AccessToken,
    /// Fetch the customer's e-Aadhaar.
    Eaadhaar,
    /// Fetch one document.
    File,
    /// Start a DigiLocker session.
    InitiateSession,
    /// List the documents in the customer's DigiLocker.
    IssuedFiles,
}
impl Operation {
    /// All operations.
    pub const ALL: &'static [Self] = &[
        Self::AccessToken,
        Self::Eaadhaar,
        Self::File,
        Self::InitiateSession,
        Self::IssuedFiles,
    ];
    /// The operation's row of the table.
    pub(crate) const fn row(self) -> crate::operation::Row {
        match self {
            Self::AccessToken => {
                crate::operation::Row {
                    id: "access_token",
                    method: "POST",
                    path: "/v1/kyc/digilocker/access-token",
                    retry: crate::operation::RetryClass::NotDelivered,
                    success: &SHAPE_ACCESS_TOKEN_RESPONSE,
                }
            }
            Self::Eaadhaar => {
                crate::operation::Row {
                    id: "eaadhaar",
                    method: "POST",
                    path: "/v1/kyc/digilocker/eaadhaar",
                    retry: crate::operation::RetryClass::Advised,
                    success: &SHAPE_EAADHAAR_RESPONSE,
                }
            }
            Self::File => {
                crate::operation::Row {
                    id: "file",
                    method: "POST",
                    path: "/v1/kyc/digilocker/file",
                    retry: crate::operation::RetryClass::Advised,
                    success: &SHAPE_FILE_RESPONSE,
                }
            }
            Self::InitiateSession => {
                crate::operation::Row {
                    id: "initiate_session",
                    method: "POST",
                    path: "/v1/kyc/digilocker/initiate-session",
                    retry: crate::operation::RetryClass::Advised,
                    success: &SHAPE_INITIATE_SESSION_RESPONSE,
                }
            }
            Self::IssuedFiles => {
                crate::operation::Row {
                    id: "issued_files",
                    method: "POST",
                    path: "/v1/kyc/digilocker/issued-files",
                    retry: crate::operation::RetryClass::Advised,
                    success: &SHAPE_ISSUED_FILES_RESPONSE,
                }
            }
        }
    }
}
/// What a `AccessTokenData` looks like.
pub static SHAPE_ACCESS_TOKEN_DATA: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "consent_valid_till",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "digilockerid",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "dob",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "eaadhaar",
            shape: &crate::shape::Shape::YesNo,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "expires_in",
            shape: &crate::shape::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "gender",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "mobile",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "name",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `AccessTokenResponse` looks like.
pub static SHAPE_ACCESS_TOKEN_RESPONSE: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "code",
            shape: &crate::shape::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "data",
            shape: &SHAPE_ACCESS_TOKEN_DATA,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "message",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "sub_code",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "timestamp",
            shape: &crate::shape::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "transaction_id",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `BadRequestError` looks like.
pub static SHAPE_BAD_REQUEST_ERROR: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "detail",
            shape: &crate::shape::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `EaadhaarData` looks like.
pub static SHAPE_EAADHAAR_DATA: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "document_pdf",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "masked_uid",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "photo",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "proof_of_address",
            shape: &SHAPE_PROOF_OF_ADDRESS,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "proof_of_identity",
            shape: &SHAPE_PROOF_OF_IDENTITY,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `EaadhaarResponse` looks like.
pub static SHAPE_EAADHAAR_RESPONSE: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "code",
            shape: &crate::shape::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "data",
            shape: &SHAPE_EAADHAAR_DATA,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "message",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "sub_code",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "timestamp",
            shape: &crate::shape::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "transaction_id",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `FileResponse` looks like.
pub static SHAPE_FILE_RESPONSE: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "code",
            shape: &crate::shape::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "data",
            shape: &crate::shape::Shape::Text,
            is_required: true,
            is_exact: true,
        },
        crate::shape::Property {
            name: "message",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "sub_code",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "timestamp",
            shape: &crate::shape::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "transaction_id",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `ForbiddenError` looks like.
pub static SHAPE_FORBIDDEN_ERROR: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "detail",
            shape: &crate::shape::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `InitiateSessionResponse` looks like.
pub static SHAPE_INITIATE_SESSION_RESPONSE: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "code",
            shape: &crate::shape::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "data",
            shape: &SHAPE_SESSION_DATA,
            is_required: true,
            is_exact: true,
        },
        crate::shape::Property {
            name: "timestamp",
            shape: &crate::shape::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "transaction_id",
            shape: &crate::shape::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `IssuedFile` looks like.
pub static SHAPE_ISSUED_FILE: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "date",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "description",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "doctype",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "issuer",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "issuerid",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "mime",
            shape: &crate::shape::Shape::List(&crate::shape::Shape::Text),
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "name",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "parent",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "size",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "type",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "uri",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: true,
        },
    ],
);
/// What a `IssuedFilesResponse` looks like.
pub static SHAPE_ISSUED_FILES_RESPONSE: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "code",
            shape: &crate::shape::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "data",
            shape: &crate::shape::Shape::List(&SHAPE_ISSUED_FILE),
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "message",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "sub_code",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "timestamp",
            shape: &crate::shape::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "transaction_id",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `LocationPart` looks like.
pub static SHAPE_LOCATION_PART: crate::shape::Shape = crate::shape::Shape::Any;
/// What a `ProofOfAddress` looks like.
pub static SHAPE_PROOF_OF_ADDRESS: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "care_of",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "country",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "district",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "house",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "locality",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "pincode",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "state",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "street",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "vtc",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `ProofOfIdentity` looks like.
pub static SHAPE_PROOF_OF_IDENTITY: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "dob",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "gender",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "name",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `RateLimitedError` looks like.
pub static SHAPE_RATE_LIMITED_ERROR: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "detail",
            shape: &crate::shape::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `ServerError` looks like.
pub static SHAPE_SERVER_ERROR: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "detail",
            shape: &crate::shape::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `SessionData` looks like.
pub static SHAPE_SESSION_DATA: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "authorization_url",
            shape: &crate::shape::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `UnauthenticatedError` looks like.
pub static SHAPE_UNAUTHENTICATED_ERROR: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "detail",
            shape: &crate::shape::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `UnavailableError` looks like.
pub static SHAPE_UNAVAILABLE_ERROR: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "detail",
            shape: &crate::shape::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `ValidationError` looks like.
pub static SHAPE_VALIDATION_ERROR: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "detail",
            shape: &crate::shape::Shape::List(&SHAPE_VALIDATION_ERROR_ITEM),
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `ValidationErrorItem` looks like.
pub static SHAPE_VALIDATION_ERROR_ITEM: crate::shape::Shape = crate::shape::Shape::Object(
    &[
        crate::shape::Property {
            name: "loc",
            shape: &crate::shape::Shape::List(&SHAPE_LOCATION_PART),
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "msg",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::shape::Property {
            name: "type",
            shape: &crate::shape::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
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
