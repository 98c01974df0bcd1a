#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///The body of a 400.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct BadRequestError {
        /**The vendor's message. Documented are `Inactive client_id` and `Bad Request`.

Evidence: stated.*/
        pub detail: crate::Sensitive<String>,
    }
    impl BadRequestError {
        pub fn builder() -> builder::BadRequestError {
            Default::default()
        }
    }
    /**That the customer agreed. Only `Y` is accepted; the caller must record when and how consent was taken.

Evidence: stated.*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ConsentFlag {
        Y,
    }
    impl ::std::fmt::Display for ConsentFlag {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Y => f.write_str("Y"),
            }
        }
    }
    impl ::std::str::FromStr for ConsentFlag {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "Y" => Ok(Self::Y),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ConsentFlag {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ConsentFlag {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    /**A document that can be asked for: an Aadhaar card (`aadhaar`), a PAN card (`pan`) or a driving licence (`dl`).

Evidence: stated.*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum DocType {
        #[serde(rename = "aadhaar")]
        Aadhaar,
        #[serde(rename = "pan")]
        Pan,
        #[serde(rename = "dl")]
        Dl,
    }
    impl ::std::fmt::Display for DocType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Aadhaar => f.write_str("aadhaar"),
                Self::Pan => f.write_str("pan"),
                Self::Dl => f.write_str("dl"),
            }
        }
    }
    impl ::std::str::FromStr for DocType {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "aadhaar" => Ok(Self::Aadhaar),
                "pan" => Ok(Self::Pan),
                "dl" => Ok(Self::Dl),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for DocType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for DocType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The body of a 403.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ForbiddenError {
        /**The vendor's message, such as `Not a valid token`.

Evidence: stated.*/
        pub detail: crate::Sensitive<String>,
    }
    impl ForbiddenError {
        pub fn builder() -> builder::ForbiddenError {
            Default::default()
        }
    }
    ///What the vendor needs to know to start a session.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct InitiateSessionRequest {
        pub consent: ConsentFlag,
        /**The documents to ask for; only these appear on the consent screen.

Evidence: stated.*/
        #[serde(default = "defaults::initiate_session_request_doc_types")]
        pub doc_types: ::std::vec::Vec<DocType>,
        /**Why the session is started, as free text. For other endpoints the vendor lists KYC, KYB, Credit Check,
Employment Verification and Background Check; whether DigiLocker is limited to them is undocumented.

Evidence: stated.*/
        pub purpose: crate::Sensitive<String>,
        /**Where the customer returns to once consent is approved. Which URLs are acceptable is undocumented.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub redirect_url: ::std::option::Option<crate::Sensitive<String>>,
    }
    impl InitiateSessionRequest {
        pub fn builder() -> builder::InitiateSessionRequest {
            Default::default()
        }
    }
    ///A started session, in the vendor's success envelope.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct InitiateSessionResponse {
        /**Mirrors the HTTP status, says the reference; the sample shows 201.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: ::std::option::Option<i64>,
        pub data: SessionData,
        /**When the vendor answered, in milliseconds since the Unix epoch.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub timestamp: ::std::option::Option<i64>,
        /**Identifies this call at the vendor. The later calls of the same customer's flow refer to it, so it is
required here, although the vendor says of all fields that they may be null or absent. In the sample it is
also the `state` of the authorization URL.

Evidence: stated.*/
        pub transaction_id: crate::Sensitive<String>,
    }
    impl InitiateSessionResponse {
        pub fn builder() -> builder::InitiateSessionResponse {
            Default::default()
        }
    }
    /**A property's name, or a position in a list.

Evidence: sample.*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
    pub enum LocationPart {
        String(::std::string::String),
        Integer(i64),
    }
    impl ::std::fmt::Display for LocationPart {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match self {
                Self::String(x) => x.fmt(f),
                Self::Integer(x) => x.fmt(f),
            }
        }
    }
    impl ::std::convert::From<i64> for LocationPart {
        fn from(value: i64) -> Self {
            Self::Integer(value)
        }
    }
    ///The body of a 429.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RateLimitedError {
        /**The vendor's message, `Rate limit exceeded. Please retry after some time.`

Evidence: stated.*/
        pub detail: crate::Sensitive<String>,
    }
    impl RateLimitedError {
        pub fn builder() -> builder::RateLimitedError {
            Default::default()
        }
    }
    ///The body of a 500.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ServerError {
        /**The vendor's message, `Internal Server Error`.

Evidence: sample.*/
        pub detail: crate::Sensitive<String>,
    }
    impl ServerError {
        pub fn builder() -> builder::ServerError {
            Default::default()
        }
    }
    /**Where the customer continues. It is required here, since a session is of no use without it, although the vendor
says of all fields that they may be null or absent.

Evidence: stated.*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SessionData {
        /**The page at which the customer gives consent. In the sample it is on the vendor's own host, and its `state`
equals the transaction id.

Evidence: sample.*/
        pub authorization_url: crate::Sensitive<String>,
    }
    impl SessionData {
        pub fn builder() -> builder::SessionData {
            Default::default()
        }
    }
    ///The body of a 401.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct UnauthenticatedError {
        /**The vendor's message, among others `Not authenticated`, `Could not validate credentials`,
`Invalid client_id` or `Incorrect client_id or client_secret`.

Evidence: stated.*/
        pub detail: crate::Sensitive<String>,
    }
    impl UnauthenticatedError {
        pub fn builder() -> builder::UnauthenticatedError {
            Default::default()
        }
    }
    ///The body of a 503.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct UnavailableError {
        /**The vendor's message, `Source Unavailable`.

Evidence: inferred.*/
        pub detail: crate::Sensitive<String>,
    }
    impl UnavailableError {
        pub fn builder() -> builder::UnavailableError {
            Default::default()
        }
    }
    ///The body of a 422. Pages of other endpoints show a plain string for `detail`.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ValidationError {
        /**One entry for each value that was not accepted.

Evidence: sample.*/
        pub detail: ::std::vec::Vec<ValidationErrorItem>,
    }
    impl ValidationError {
        pub fn builder() -> builder::ValidationError {
            Default::default()
        }
    }
    /**One value that was not accepted.

Evidence: sample.*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ValidationErrorItem {
        /**The way to the value, from `body` inwards.

Evidence: sample.*/
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub loc: ::std::vec::Vec<LocationPart>,
        /**What is wrong, in words.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub msg: ::std::option::Option<crate::Sensitive<String>>,
        /**What is wrong, as a word such as `value_error.missing`.

Evidence: sample.*/
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<crate::Sensitive<String>>,
    }
    impl ValidationErrorItem {
        pub fn builder() -> builder::ValidationErrorItem {
            Default::default()
        }
    }
    /// Types for composing complex structures.
    pub mod builder {
        #[derive(Clone, Debug)]
        pub struct BadRequestError {
            detail: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for BadRequestError {
            fn default() -> Self {
                Self {
                    detail: Err("no value supplied for detail".to_string()),
                }
            }
        }
        impl BadRequestError {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<BadRequestError> for super::BadRequestError {
            type Error = super::error::ConversionError;
            fn try_from(
                value: BadRequestError,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { detail: value.detail? })
            }
        }
        impl ::std::convert::From<super::BadRequestError> for BadRequestError {
            fn from(value: super::BadRequestError) -> Self {
                Self { detail: Ok(value.detail) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ForbiddenError {
            detail: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ForbiddenError {
            fn default() -> Self {
                Self {
                    detail: Err("no value supplied for detail".to_string()),
                }
            }
        }
        impl ForbiddenError {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ForbiddenError> for super::ForbiddenError {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ForbiddenError,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { detail: value.detail? })
            }
        }
        impl ::std::convert::From<super::ForbiddenError> for ForbiddenError {
            fn from(value: super::ForbiddenError) -> Self {
                Self { detail: Ok(value.detail) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct InitiateSessionRequest {
            consent: ::std::result::Result<super::ConsentFlag, ::std::string::String>,
            doc_types: ::std::result::Result<
                ::std::vec::Vec<super::DocType>,
                ::std::string::String,
            >,
            purpose: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
            redirect_url: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for InitiateSessionRequest {
            fn default() -> Self {
                Self {
                    consent: Err("no value supplied for consent".to_string()),
                    doc_types: Ok(super::defaults::initiate_session_request_doc_types()),
                    purpose: Err("no value supplied for purpose".to_string()),
                    redirect_url: Ok(Default::default()),
                }
            }
        }
        impl InitiateSessionRequest {
            pub fn consent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ConsentFlag>,
                T::Error: ::std::fmt::Display,
            {
                self.consent = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for consent: {e}")
                    });
                self
            }
            pub fn doc_types<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::DocType>>,
                T::Error: ::std::fmt::Display,
            {
                self.doc_types = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for doc_types: {e}")
                    });
                self
            }
            pub fn purpose<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.purpose = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for purpose: {e}")
                    });
                self
            }
            pub fn redirect_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.redirect_url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for redirect_url: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<InitiateSessionRequest>
        for super::InitiateSessionRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: InitiateSessionRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    consent: value.consent?,
                    doc_types: value.doc_types?,
                    purpose: value.purpose?,
                    redirect_url: value.redirect_url?,
                })
            }
        }
        impl ::std::convert::From<super::InitiateSessionRequest>
        for InitiateSessionRequest {
            fn from(value: super::InitiateSessionRequest) -> Self {
                Self {
                    consent: Ok(value.consent),
                    doc_types: Ok(value.doc_types),
                    purpose: Ok(value.purpose),
                    redirect_url: Ok(value.redirect_url),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct InitiateSessionResponse {
            code: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            data: ::std::result::Result<super::SessionData, ::std::string::String>,
            timestamp: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            transaction_id: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for InitiateSessionResponse {
            fn default() -> Self {
                Self {
                    code: Ok(Default::default()),
                    data: Err("no value supplied for data".to_string()),
                    timestamp: Ok(Default::default()),
                    transaction_id: Err(
                        "no value supplied for transaction_id".to_string(),
                    ),
                }
            }
        }
        impl InitiateSessionResponse {
            pub fn code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for code: {e}")
                    });
                self
            }
            pub fn data<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::SessionData>,
                T::Error: ::std::fmt::Display,
            {
                self.data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for data: {e}")
                    });
                self
            }
            pub fn timestamp<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.timestamp = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for timestamp: {e}")
                    });
                self
            }
            pub fn transaction_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.transaction_id = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for transaction_id: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<InitiateSessionResponse>
        for super::InitiateSessionResponse {
            type Error = super::error::ConversionError;
            fn try_from(
                value: InitiateSessionResponse,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    code: value.code?,
                    data: value.data?,
                    timestamp: value.timestamp?,
                    transaction_id: value.transaction_id?,
                })
            }
        }
        impl ::std::convert::From<super::InitiateSessionResponse>
        for InitiateSessionResponse {
            fn from(value: super::InitiateSessionResponse) -> Self {
                Self {
                    code: Ok(value.code),
                    data: Ok(value.data),
                    timestamp: Ok(value.timestamp),
                    transaction_id: Ok(value.transaction_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RateLimitedError {
            detail: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RateLimitedError {
            fn default() -> Self {
                Self {
                    detail: Err("no value supplied for detail".to_string()),
                }
            }
        }
        impl RateLimitedError {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RateLimitedError> for super::RateLimitedError {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RateLimitedError,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { detail: value.detail? })
            }
        }
        impl ::std::convert::From<super::RateLimitedError> for RateLimitedError {
            fn from(value: super::RateLimitedError) -> Self {
                Self { detail: Ok(value.detail) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ServerError {
            detail: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ServerError {
            fn default() -> Self {
                Self {
                    detail: Err("no value supplied for detail".to_string()),
                }
            }
        }
        impl ServerError {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ServerError> for super::ServerError {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ServerError,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { detail: value.detail? })
            }
        }
        impl ::std::convert::From<super::ServerError> for ServerError {
            fn from(value: super::ServerError) -> Self {
                Self { detail: Ok(value.detail) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SessionData {
            authorization_url: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for SessionData {
            fn default() -> Self {
                Self {
                    authorization_url: Err(
                        "no value supplied for authorization_url".to_string(),
                    ),
                }
            }
        }
        impl SessionData {
            pub fn authorization_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.authorization_url = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for authorization_url: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SessionData> for super::SessionData {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SessionData,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    authorization_url: value.authorization_url?,
                })
            }
        }
        impl ::std::convert::From<super::SessionData> for SessionData {
            fn from(value: super::SessionData) -> Self {
                Self {
                    authorization_url: Ok(value.authorization_url),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct UnauthenticatedError {
            detail: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for UnauthenticatedError {
            fn default() -> Self {
                Self {
                    detail: Err("no value supplied for detail".to_string()),
                }
            }
        }
        impl UnauthenticatedError {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<UnauthenticatedError>
        for super::UnauthenticatedError {
            type Error = super::error::ConversionError;
            fn try_from(
                value: UnauthenticatedError,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { detail: value.detail? })
            }
        }
        impl ::std::convert::From<super::UnauthenticatedError> for UnauthenticatedError {
            fn from(value: super::UnauthenticatedError) -> Self {
                Self { detail: Ok(value.detail) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct UnavailableError {
            detail: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for UnavailableError {
            fn default() -> Self {
                Self {
                    detail: Err("no value supplied for detail".to_string()),
                }
            }
        }
        impl UnavailableError {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<UnavailableError> for super::UnavailableError {
            type Error = super::error::ConversionError;
            fn try_from(
                value: UnavailableError,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { detail: value.detail? })
            }
        }
        impl ::std::convert::From<super::UnavailableError> for UnavailableError {
            fn from(value: super::UnavailableError) -> Self {
                Self { detail: Ok(value.detail) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ValidationError {
            detail: ::std::result::Result<
                ::std::vec::Vec<super::ValidationErrorItem>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ValidationError {
            fn default() -> Self {
                Self {
                    detail: Err("no value supplied for detail".to_string()),
                }
            }
        }
        impl ValidationError {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::ValidationErrorItem>>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ValidationError> for super::ValidationError {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ValidationError,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { detail: value.detail? })
            }
        }
        impl ::std::convert::From<super::ValidationError> for ValidationError {
            fn from(value: super::ValidationError) -> Self {
                Self { detail: Ok(value.detail) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ValidationErrorItem {
            loc: ::std::result::Result<
                ::std::vec::Vec<super::LocationPart>,
                ::std::string::String,
            >,
            msg: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            type_: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ValidationErrorItem {
            fn default() -> Self {
                Self {
                    loc: Ok(Default::default()),
                    msg: Ok(Default::default()),
                    type_: Ok(Default::default()),
                }
            }
        }
        impl ValidationErrorItem {
            pub fn loc<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::LocationPart>>,
                T::Error: ::std::fmt::Display,
            {
                self.loc = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for loc: {e}")
                    });
                self
            }
            pub fn msg<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.msg = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for msg: {e}")
                    });
                self
            }
            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ValidationErrorItem>
        for super::ValidationErrorItem {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ValidationErrorItem,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    loc: value.loc?,
                    msg: value.msg?,
                    type_: value.type_?,
                })
            }
        }
        impl ::std::convert::From<super::ValidationErrorItem> for ValidationErrorItem {
            fn from(value: super::ValidationErrorItem) -> Self {
                Self {
                    loc: Ok(value.loc),
                    msg: Ok(value.msg),
                    type_: Ok(value.type_),
                }
            }
        }
    }
    /// Generation of default values for serde.
    pub mod defaults {
        pub(super) fn initiate_session_request_doc_types() -> ::std::vec::Vec<
            super::DocType,
        > {
            vec![super::DocType::Aadhaar, super::DocType::Pan, super::DocType::Dl]
        }
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}
#[derive(Clone, Debug)]
/**Client for Deepvue DigiLocker KYC

The part of Deepvue's HTTP API that verifies a customer through DigiLocker, India's government document wallet.
Deepvue publishes no OpenAPI file: this document restates its reference pages in our own words and is kept by
hand. It is unofficial. Where the reference is silent, this document is silent too.

Three extensions carry what OpenAPI has no word for.

`x-evidence`, on every property, status and header, says how far to trust it: `stated` (the reference says so),
`sample` (seen only in the reference's sample JSON) or `inferred` (a reading of several pages, unconfirmed).

`x-sensitive: true` marks a string that tells something of a person, that repeats what a caller wrote, or that
opens a customer's consent flow. The generated field is a `Sensitive` value, which never prints itself.

`x-retry` says what may be sent again without asking: `advised` (also after 500 and 503, as the vendor's error
guide recommends) or `not-delivered` (only what surely never took effect).


Version: 2026-11-23*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::transport::Call,
}
impl Client {
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: crate::transport::Call) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = ::std::time::Duration::from_secs(15u64);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };
        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap(), inner)
    }
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: crate::transport::Call,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}
impl ClientInfo<crate::transport::Call> for Client {
    fn api_version() -> &'static str {
        "2026-11-23"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::transport::Call {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<crate::transport::Call>,
    {}
};
impl Client {
    /**Start a DigiLocker session

Starts a consent flow for one customer and returns the URL at which that customer continues. How long the
session and the URL live, and what happens when `redirect_url` is left out, is undocumented.


Sends a `POST` request to `/v1/kyc/digilocker/initiate-session`

Arguments:
- `body`: Whom the session is for is not part of it; only why, for what documents, and where to return to.
```text
let response = client.initiate_session()
    .body(body)
    .send()
    .await;
```*/
    pub fn initiate_session(&self) -> builder::InitiateSession<'_> {
        builder::InitiateSession::new(self)
    }
}
/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder {
    use super::types;
    #[allow(unused_imports)]
    use super::{
        encode_path, ByteStream, ClientInfo, ClientHooks, Error, OperationInfo,
        RequestBuilderExt, ResponseValue,
    };
    /**Builder for [`Client::initiate_session`]

[`Client::initiate_session`]: super::Client::initiate_session*/
    #[derive(Debug, Clone)]
    pub struct InitiateSession<'a> {
        client: &'a super::Client,
        body: Result<types::builder::InitiateSessionRequest, String>,
    }
    impl<'a> InitiateSession<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::InitiateSessionRequest>,
            <V as std::convert::TryInto<
                types::InitiateSessionRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!(
                        "conversion to `InitiateSessionRequest` for body failed: {}", s
                    )
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::InitiateSessionRequest,
            ) -> types::builder::InitiateSessionRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/kyc/digilocker/initiate-session`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::InitiateSessionResponse>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::InitiateSessionRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/kyc/digilocker/initiate-session", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "initiate_session",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                201u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
}
/// Items consumers will typically use such as the Client.
pub mod prelude {
    pub use self::super::Client;
}
