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
    FetchFile,
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
        Self::FetchFile,
        Self::InitiateSession,
        Self::IssuedFiles,
    ];
    /// The operation's row of the table.
    pub(crate) const fn row(self) -> crate::table::OperationRow {
        match self {
            Self::AccessToken => {
                crate::table::OperationRow {
                    id: "access_token",
                    method: "POST",
                    path: "/v1/kyc/digilocker/access-token",
                    retry: crate::table::RetryClass::NotDelivered,
                    success: &SHAPE_ACCESS_TOKEN_RESPONSE,
                }
            }
            Self::Eaadhaar => {
                crate::table::OperationRow {
                    id: "eaadhaar",
                    method: "POST",
                    path: "/v1/kyc/digilocker/eaadhaar",
                    retry: crate::table::RetryClass::Advised,
                    success: &SHAPE_EAADHAAR_RESPONSE,
                }
            }
            Self::FetchFile => {
                crate::table::OperationRow {
                    id: "fetch_file",
                    method: "POST",
                    path: "/v1/kyc/digilocker/file",
                    retry: crate::table::RetryClass::Advised,
                    success: &SHAPE_FETCH_FILE_RESPONSE,
                }
            }
            Self::InitiateSession => {
                crate::table::OperationRow {
                    id: "initiate_session",
                    method: "POST",
                    path: "/v1/kyc/digilocker/initiate-session",
                    retry: crate::table::RetryClass::Advised,
                    success: &SHAPE_INITIATE_SESSION_RESPONSE,
                }
            }
            Self::IssuedFiles => {
                crate::table::OperationRow {
                    id: "issued_files",
                    method: "POST",
                    path: "/v1/kyc/digilocker/issued-files",
                    retry: crate::table::RetryClass::Advised,
                    success: &SHAPE_ISSUED_FILES_RESPONSE,
                }
            }
        }
    }
}
/// What a `AccessTokenData` looks like.
pub static SHAPE_ACCESS_TOKEN_DATA: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "consent_valid_till",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "digilockerid",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "dob",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "eaadhaar",
            shape: &crate::table::Shape::YesNo,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "expires_in",
            shape: &crate::table::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "gender",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "mobile",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "name",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `AccessTokenResponse` looks like.
pub static SHAPE_ACCESS_TOKEN_RESPONSE: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "code",
            shape: &crate::table::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "data",
            shape: &SHAPE_ACCESS_TOKEN_DATA,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "message",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "sub_code",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "timestamp",
            shape: &crate::table::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "transaction_id",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `BadRequestError` looks like.
pub static SHAPE_BAD_REQUEST_ERROR: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "detail",
            shape: &crate::table::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `EaadhaarData` looks like.
pub static SHAPE_EAADHAAR_DATA: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "document_pdf",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "masked_uid",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "photo",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "proof_of_address",
            shape: &SHAPE_PROOF_OF_ADDRESS,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "proof_of_identity",
            shape: &SHAPE_PROOF_OF_IDENTITY,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `EaadhaarResponse` looks like.
pub static SHAPE_EAADHAAR_RESPONSE: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "code",
            shape: &crate::table::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "data",
            shape: &SHAPE_EAADHAAR_DATA,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "message",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "sub_code",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "timestamp",
            shape: &crate::table::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "transaction_id",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `FetchFileResponse` looks like.
pub static SHAPE_FETCH_FILE_RESPONSE: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "code",
            shape: &crate::table::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "data",
            shape: &crate::table::Shape::Text,
            is_required: true,
            is_exact: true,
        },
        crate::table::Property {
            name: "message",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "sub_code",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "timestamp",
            shape: &crate::table::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "transaction_id",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `ForbiddenError` looks like.
pub static SHAPE_FORBIDDEN_ERROR: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "detail",
            shape: &crate::table::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `InitiateSessionResponse` looks like.
pub static SHAPE_INITIATE_SESSION_RESPONSE: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "code",
            shape: &crate::table::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "data",
            shape: &SHAPE_SESSION_DATA,
            is_required: true,
            is_exact: true,
        },
        crate::table::Property {
            name: "timestamp",
            shape: &crate::table::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "transaction_id",
            shape: &crate::table::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `IssuedFile` looks like.
pub static SHAPE_ISSUED_FILE: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "date",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "description",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "doctype",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "issuer",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "issuerid",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "mime",
            shape: &crate::table::Shape::List(&crate::table::Shape::Text),
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "name",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "parent",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "size",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "type",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "uri",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: true,
        },
    ],
);
/// What a `IssuedFilesResponse` looks like.
pub static SHAPE_ISSUED_FILES_RESPONSE: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "code",
            shape: &crate::table::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "data",
            shape: &crate::table::Shape::List(&SHAPE_ISSUED_FILE),
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "message",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "sub_code",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "timestamp",
            shape: &crate::table::Shape::Integer,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "transaction_id",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `LocationPart` looks like.
pub static SHAPE_LOCATION_PART: crate::table::Shape = crate::table::Shape::Any;
/// What a `ProofOfAddress` looks like.
pub static SHAPE_PROOF_OF_ADDRESS: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "care_of",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "country",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "district",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "house",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "locality",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "pincode",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "state",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "street",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "vtc",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `ProofOfIdentity` looks like.
pub static SHAPE_PROOF_OF_IDENTITY: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "dob",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "gender",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "name",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
/// What a `RateLimitedError` looks like.
pub static SHAPE_RATE_LIMITED_ERROR: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "detail",
            shape: &crate::table::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `ServerError` looks like.
pub static SHAPE_SERVER_ERROR: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "detail",
            shape: &crate::table::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `SessionData` looks like.
pub static SHAPE_SESSION_DATA: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "authorization_url",
            shape: &crate::table::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `UnauthenticatedError` looks like.
pub static SHAPE_UNAUTHENTICATED_ERROR: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "detail",
            shape: &crate::table::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `UnavailableError` looks like.
pub static SHAPE_UNAVAILABLE_ERROR: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "detail",
            shape: &crate::table::Shape::Text,
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `ValidationError` looks like.
pub static SHAPE_VALIDATION_ERROR: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "detail",
            shape: &crate::table::Shape::List(&SHAPE_VALIDATION_ERROR_ITEM),
            is_required: true,
            is_exact: true,
        },
    ],
);
/// What a `ValidationErrorItem` looks like.
pub static SHAPE_VALIDATION_ERROR_ITEM: crate::table::Shape = crate::table::Shape::Object(
    &[
        crate::table::Property {
            name: "loc",
            shape: &crate::table::Shape::List(&SHAPE_LOCATION_PART),
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "msg",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
        crate::table::Property {
            name: "type",
            shape: &crate::table::Shape::Text,
            is_required: false,
            is_exact: false,
        },
    ],
);
impl crate::http::envelope::Envelope for crate::generated::types::AccessTokenResponse {
    fn code(&self) -> Option<i64> {
        self.code
    }
    fn sub_code(&self) -> Option<&str> {
        self.sub_code.as_deref()
    }
    fn data(&self) -> crate::http::envelope::Data {
        crate::http::envelope::Data::of_optional(self.data.as_ref())
    }
}
impl crate::http::envelope::Envelope for crate::generated::types::EaadhaarResponse {
    fn code(&self) -> Option<i64> {
        self.code
    }
    fn sub_code(&self) -> Option<&str> {
        self.sub_code.as_deref()
    }
    fn data(&self) -> crate::http::envelope::Data {
        crate::http::envelope::Data::of_optional(self.data.as_ref())
    }
}
impl crate::http::envelope::Envelope for crate::generated::types::FetchFileResponse {
    fn code(&self) -> Option<i64> {
        self.code
    }
    fn sub_code(&self) -> Option<&str> {
        self.sub_code.as_deref()
    }
    fn data(&self) -> crate::http::envelope::Data {
        crate::http::envelope::Data::of(&self.data)
    }
}
impl crate::http::envelope::Envelope
for crate::generated::types::InitiateSessionResponse {
    fn code(&self) -> Option<i64> {
        self.code
    }
    fn sub_code(&self) -> Option<&str> {
        None
    }
    fn data(&self) -> crate::http::envelope::Data {
        crate::http::envelope::Data::Present
    }
}
impl crate::http::envelope::Envelope for crate::generated::types::IssuedFilesResponse {
    fn code(&self) -> Option<i64> {
        self.code
    }
    fn sub_code(&self) -> Option<&str> {
        self.sub_code.as_deref()
    }
    fn data(&self) -> crate::http::envelope::Data {
        crate::http::envelope::Data::of_list(self.data.as_deref())
    }
}
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
        "fetch_file",
        "200",
        crate::contract::decode::fault::<crate::generated::types::FetchFileResponse>,
    ),
    (
        "fetch_file",
        "400",
        crate::contract::decode::fault::<crate::generated::types::BadRequestError>,
    ),
    (
        "fetch_file",
        "401",
        crate::contract::decode::fault::<crate::generated::types::UnauthenticatedError>,
    ),
    (
        "fetch_file",
        "403",
        crate::contract::decode::fault::<crate::generated::types::ForbiddenError>,
    ),
    (
        "fetch_file",
        "422",
        crate::contract::decode::fault::<crate::generated::types::ValidationError>,
    ),
    (
        "fetch_file",
        "429",
        crate::contract::decode::fault::<crate::generated::types::RateLimitedError>,
    ),
    (
        "fetch_file",
        "500",
        crate::contract::decode::fault::<crate::generated::types::ServerError>,
    ),
    (
        "fetch_file",
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
