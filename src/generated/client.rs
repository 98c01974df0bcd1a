#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    /**What DigiLocker says of the account, and how long it may be read.

Evidence: stated.*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct AccessTokenData {
        /**Until when the consent holds; it looks like seconds since the Unix epoch (inferred).

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub consent_valid_till: ::std::option::Option<::std::string::String>,
        /**The id of the customer's DigiLocker account.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub digilockerid: ::std::option::Option<crate::Sensitive<String>>,
        /**The customer's date of birth, DDMMYYYY in the sample.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dob: ::std::option::Option<crate::Sensitive<String>>,
        /**Whether an e-Aadhaar is there: `Y` or `N` in DigiLocker's own interface (inferred).

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub eaadhaar: ::std::option::Option<crate::Sensitive<String>>,
        /**How long the documents can be asked for. That it counts seconds is inferred.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expires_in: ::std::option::Option<i64>,
        /**The customer's gender: `M`, `F` or `T` in DigiLocker's own interface (inferred).

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gender: ::std::option::Option<crate::Sensitive<String>>,
        /**The customer's mobile number.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mobile: ::std::option::Option<crate::Sensitive<String>>,
        /**The customer's name.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<crate::Sensitive<String>>,
    }
    impl AccessTokenData {
        pub fn builder() -> builder::AccessTokenData {
            Default::default()
        }
    }
    ///What the vendor needs to know to exchange a code.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct AccessTokenRequest {
        pub consent: ConsentFlag,
        /**The code that came back with the customer. How it comes back is undocumented; a query parameter `code` is
inferred.

Evidence: stated.*/
        pub digilocker_code: crate::Sensitive<String>,
        /**The `transaction_id` of the answer that started the session.

Evidence: stated.*/
        pub initial_deepvue_transaction_id: crate::Sensitive<String>,
        /**Why the call is made, as free text.

Evidence: stated.*/
        pub purpose: crate::Sensitive<String>,
    }
    impl AccessTokenRequest {
        pub fn builder() -> builder::AccessTokenRequest {
            Default::default()
        }
    }
    ///The answer to an exchanged code, in the vendor's success envelope.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct AccessTokenResponse {
        /**Mirrors the HTTP status.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: ::std::option::Option<i64>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: ::std::option::Option<AccessTokenData>,
        /**The outcome in words.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<crate::Sensitive<String>>,
        /**The outcome as a word; the samples show `SUCCESS`.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sub_code: ::std::option::Option<::std::string::String>,
        /**When the vendor answered, in milliseconds since the Unix epoch. Two of the samples have null here.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub timestamp: ::std::option::Option<i64>,
        /**Identifies this one call at the vendor; it is not the id of the session.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub transaction_id: ::std::option::Option<crate::Sensitive<String>>,
    }
    impl AccessTokenResponse {
        pub fn builder() -> builder::AccessTokenResponse {
            Default::default()
        }
    }
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
    /**What the Aadhaar says. The vendor does not mark it as required.

Evidence: stated.*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct EaadhaarData {
        /**The PDF, as base64, if one was asked for.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub document_pdf: ::std::option::Option<crate::Sensitive<String>>,
        /**The Aadhaar number, of which most digits are masked. How they are masked is undocumented.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub masked_uid: ::std::option::Option<crate::Sensitive<String>>,
        /**The photo, as base64.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub photo: ::std::option::Option<crate::Sensitive<String>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub proof_of_address: ::std::option::Option<ProofOfAddress>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub proof_of_identity: ::std::option::Option<ProofOfIdentity>,
    }
    impl EaadhaarData {
        pub fn builder() -> builder::EaadhaarData {
            Default::default()
        }
    }
    ///What the vendor needs to know to fetch an e-Aadhaar.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct EaadhaarRequest {
        pub consent: ConsentFlag,
        /**Whether the answer should hold a PDF, too.

Evidence: stated.*/
        #[serde(default)]
        pub generate_pdf: bool,
        /**The `transaction_id` of the answer that started the session.

Evidence: stated.*/
        pub initial_deepvue_transaction_id: crate::Sensitive<String>,
        /**Why the call is made, as free text.

Evidence: stated.*/
        pub purpose: crate::Sensitive<String>,
    }
    impl EaadhaarRequest {
        pub fn builder() -> builder::EaadhaarRequest {
            Default::default()
        }
    }
    ///The e-Aadhaar, in the vendor's success envelope.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct EaadhaarResponse {
        /**Mirrors the HTTP status.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: ::std::option::Option<i64>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: ::std::option::Option<EaadhaarData>,
        /**The outcome in words.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<crate::Sensitive<String>>,
        /**The outcome as a word; the samples show `SUCCESS`.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sub_code: ::std::option::Option<::std::string::String>,
        /**When the vendor answered, in milliseconds since the Unix epoch. Two of the samples have null here.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub timestamp: ::std::option::Option<i64>,
        /**Identifies this one call at the vendor; it is not the id of the session.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub transaction_id: ::std::option::Option<crate::Sensitive<String>>,
    }
    impl EaadhaarResponse {
        pub fn builder() -> builder::EaadhaarResponse {
            Default::default()
        }
    }
    ///What the vendor needs to know to fetch a document.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct FetchFileRequest {
        pub consent: ConsentFlag,
        /**The `transaction_id` of the answer that started the session.

Evidence: stated.*/
        pub initial_deepvue_transaction_id: crate::Sensitive<String>,
        /**Why the call is made, as free text.

Evidence: stated.*/
        pub purpose: crate::Sensitive<String>,
        /**The `uri` of one of the listed documents.

Evidence: stated.*/
        pub uri: crate::Sensitive<String>,
    }
    impl FetchFileRequest {
        pub fn builder() -> builder::FetchFileRequest {
            Default::default()
        }
    }
    ///The document, in the vendor's success envelope.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct FetchFileResponse {
        /**Mirrors the HTTP status.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: ::std::option::Option<i64>,
        /**The document itself; its encoding is undocumented. It is required here, since there is nothing without it,
although the vendor says of all fields that they may be null or absent.

Evidence: stated.*/
        pub data: crate::Sensitive<String>,
        /**The outcome in words.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<crate::Sensitive<String>>,
        /**The outcome as a word; the samples show `SUCCESS`.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sub_code: ::std::option::Option<::std::string::String>,
        /**When the vendor answered, in milliseconds since the Unix epoch. Two of the samples have null here.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub timestamp: ::std::option::Option<i64>,
        /**Identifies this one call at the vendor; it is not the id of the session.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub transaction_id: ::std::option::Option<crate::Sensitive<String>>,
    }
    impl FetchFileResponse {
        pub fn builder() -> builder::FetchFileResponse {
            Default::default()
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
        /**When the vendor answered, in milliseconds since the Unix epoch. Two of the samples have null here.

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
    /**One document. The sample is placeholder text; `size` and `parent` are often blank.

Evidence: sample.*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct IssuedFile {
        /**The day of the document, in an undocumented form.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub date: ::std::option::Option<crate::Sensitive<String>>,
        /**What the document is, in words.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<crate::Sensitive<String>>,
        /**The kind of document; DigiLocker's own codes are `ADHAR`, `PANCR`, `DRVLC` and many more (inferred).

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub doctype: ::std::option::Option<crate::Sensitive<String>>,
        /**Who issued it.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub issuer: ::std::option::Option<crate::Sensitive<String>>,
        /**The id of who issued it.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub issuerid: ::std::option::Option<crate::Sensitive<String>>,
        /**The media types in which it can be had.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mime: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        /**What the document is called.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<crate::Sensitive<String>>,
        /**The folder that holds it.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub parent: ::std::option::Option<crate::Sensitive<String>>,
        /**Its size, as text and in an undocumented unit.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub size: ::std::option::Option<::std::string::String>,
        /**What kind of entry it is, as a word.

Evidence: sample.*/
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<::std::string::String>,
        /**What `file` takes to fetch it. It may hold the number of the document.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub uri: ::std::option::Option<crate::Sensitive<String>>,
    }
    impl IssuedFile {
        pub fn builder() -> builder::IssuedFile {
            Default::default()
        }
    }
    ///What the vendor needs to know to list documents.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct IssuedFilesRequest {
        pub consent: ConsentFlag,
        /**The `transaction_id` of the answer that started the session.

Evidence: stated.*/
        pub initial_deepvue_transaction_id: crate::Sensitive<String>,
        /**Why the call is made, as free text.

Evidence: stated.*/
        pub purpose: crate::Sensitive<String>,
    }
    impl IssuedFilesRequest {
        pub fn builder() -> builder::IssuedFilesRequest {
            Default::default()
        }
    }
    ///The documents, in the vendor's success envelope.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct IssuedFilesResponse {
        /**Mirrors the HTTP status.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: ::std::option::Option<i64>,
        /**One entry for each document.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: ::std::option::Option<::std::vec::Vec<IssuedFile>>,
        /**The outcome in words.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<crate::Sensitive<String>>,
        /**The outcome as a word; the samples show `SUCCESS`.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sub_code: ::std::option::Option<::std::string::String>,
        /**When the vendor answered, in milliseconds since the Unix epoch. Two of the samples have null here.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub timestamp: ::std::option::Option<i64>,
        /**Identifies this one call at the vendor; it is not the id of the session.

Evidence: stated.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub transaction_id: ::std::option::Option<crate::Sensitive<String>>,
    }
    impl IssuedFilesResponse {
        pub fn builder() -> builder::IssuedFilesResponse {
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
    /**Where the holder of the Aadhaar lives.

Evidence: sample.*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ProofOfAddress {
        /**In whose care.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub care_of: ::std::option::Option<crate::Sensitive<String>>,
        /**The country.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub country: ::std::option::Option<crate::Sensitive<String>>,
        /**The district.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub district: ::std::option::Option<crate::Sensitive<String>>,
        /**The house.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub house: ::std::option::Option<crate::Sensitive<String>>,
        /**The locality.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub locality: ::std::option::Option<crate::Sensitive<String>>,
        /**The postal code.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pincode: ::std::option::Option<crate::Sensitive<String>>,
        /**The state.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<crate::Sensitive<String>>,
        /**The street.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub street: ::std::option::Option<crate::Sensitive<String>>,
        /**The village, town or city.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vtc: ::std::option::Option<crate::Sensitive<String>>,
    }
    impl ProofOfAddress {
        pub fn builder() -> builder::ProofOfAddress {
            Default::default()
        }
    }
    /**Who the Aadhaar is of.

Evidence: sample.*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ProofOfIdentity {
        /**The date of birth, in an undocumented form.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dob: ::std::option::Option<crate::Sensitive<String>>,
        /**The gender, as a word or letter.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gender: ::std::option::Option<crate::Sensitive<String>>,
        /**The name.

Evidence: sample.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<crate::Sensitive<String>>,
    }
    impl ProofOfIdentity {
        pub fn builder() -> builder::ProofOfIdentity {
            Default::default()
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
        pub struct AccessTokenData {
            consent_valid_till: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            digilockerid: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            dob: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            eaadhaar: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            expires_in: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            gender: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            mobile: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            name: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AccessTokenData {
            fn default() -> Self {
                Self {
                    consent_valid_till: Ok(Default::default()),
                    digilockerid: Ok(Default::default()),
                    dob: Ok(Default::default()),
                    eaadhaar: Ok(Default::default()),
                    expires_in: Ok(Default::default()),
                    gender: Ok(Default::default()),
                    mobile: Ok(Default::default()),
                    name: Ok(Default::default()),
                }
            }
        }
        impl AccessTokenData {
            pub fn consent_valid_till<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.consent_valid_till = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for consent_valid_till: {e}"
                        )
                    });
                self
            }
            pub fn digilockerid<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.digilockerid = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for digilockerid: {e}")
                    });
                self
            }
            pub fn dob<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.dob = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for dob: {e}")
                    });
                self
            }
            pub fn eaadhaar<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.eaadhaar = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for eaadhaar: {e}")
                    });
                self
            }
            pub fn expires_in<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.expires_in = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_in: {e}")
                    });
                self
            }
            pub fn gender<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.gender = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for gender: {e}")
                    });
                self
            }
            pub fn mobile<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.mobile = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for mobile: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AccessTokenData> for super::AccessTokenData {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AccessTokenData,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    consent_valid_till: value.consent_valid_till?,
                    digilockerid: value.digilockerid?,
                    dob: value.dob?,
                    eaadhaar: value.eaadhaar?,
                    expires_in: value.expires_in?,
                    gender: value.gender?,
                    mobile: value.mobile?,
                    name: value.name?,
                })
            }
        }
        impl ::std::convert::From<super::AccessTokenData> for AccessTokenData {
            fn from(value: super::AccessTokenData) -> Self {
                Self {
                    consent_valid_till: Ok(value.consent_valid_till),
                    digilockerid: Ok(value.digilockerid),
                    dob: Ok(value.dob),
                    eaadhaar: Ok(value.eaadhaar),
                    expires_in: Ok(value.expires_in),
                    gender: Ok(value.gender),
                    mobile: Ok(value.mobile),
                    name: Ok(value.name),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AccessTokenRequest {
            consent: ::std::result::Result<super::ConsentFlag, ::std::string::String>,
            digilocker_code: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
            initial_deepvue_transaction_id: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
            purpose: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AccessTokenRequest {
            fn default() -> Self {
                Self {
                    consent: Err("no value supplied for consent".to_string()),
                    digilocker_code: Err(
                        "no value supplied for digilocker_code".to_string(),
                    ),
                    initial_deepvue_transaction_id: Err(
                        "no value supplied for initial_deepvue_transaction_id"
                            .to_string(),
                    ),
                    purpose: Err("no value supplied for purpose".to_string()),
                }
            }
        }
        impl AccessTokenRequest {
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
            pub fn digilocker_code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.digilocker_code = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for digilocker_code: {e}"
                        )
                    });
                self
            }
            pub fn initial_deepvue_transaction_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.initial_deepvue_transaction_id = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for initial_deepvue_transaction_id: {e}"
                        )
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
        }
        impl ::std::convert::TryFrom<AccessTokenRequest> for super::AccessTokenRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AccessTokenRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    consent: value.consent?,
                    digilocker_code: value.digilocker_code?,
                    initial_deepvue_transaction_id: value
                        .initial_deepvue_transaction_id?,
                    purpose: value.purpose?,
                })
            }
        }
        impl ::std::convert::From<super::AccessTokenRequest> for AccessTokenRequest {
            fn from(value: super::AccessTokenRequest) -> Self {
                Self {
                    consent: Ok(value.consent),
                    digilocker_code: Ok(value.digilocker_code),
                    initial_deepvue_transaction_id: Ok(
                        value.initial_deepvue_transaction_id,
                    ),
                    purpose: Ok(value.purpose),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AccessTokenResponse {
            code: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            data: ::std::result::Result<
                ::std::option::Option<super::AccessTokenData>,
                ::std::string::String,
            >,
            message: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            sub_code: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            timestamp: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            transaction_id: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AccessTokenResponse {
            fn default() -> Self {
                Self {
                    code: Ok(Default::default()),
                    data: Ok(Default::default()),
                    message: Ok(Default::default()),
                    sub_code: Ok(Default::default()),
                    timestamp: Ok(Default::default()),
                    transaction_id: Ok(Default::default()),
                }
            }
        }
        impl AccessTokenResponse {
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
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::AccessTokenData>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for data: {e}")
                    });
                self
            }
            pub fn message<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.message = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for message: {e}")
                    });
                self
            }
            pub fn sub_code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.sub_code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sub_code: {e}")
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
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
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
        impl ::std::convert::TryFrom<AccessTokenResponse>
        for super::AccessTokenResponse {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AccessTokenResponse,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    code: value.code?,
                    data: value.data?,
                    message: value.message?,
                    sub_code: value.sub_code?,
                    timestamp: value.timestamp?,
                    transaction_id: value.transaction_id?,
                })
            }
        }
        impl ::std::convert::From<super::AccessTokenResponse> for AccessTokenResponse {
            fn from(value: super::AccessTokenResponse) -> Self {
                Self {
                    code: Ok(value.code),
                    data: Ok(value.data),
                    message: Ok(value.message),
                    sub_code: Ok(value.sub_code),
                    timestamp: Ok(value.timestamp),
                    transaction_id: Ok(value.transaction_id),
                }
            }
        }
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
        pub struct EaadhaarData {
            document_pdf: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            masked_uid: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            photo: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            proof_of_address: ::std::result::Result<
                ::std::option::Option<super::ProofOfAddress>,
                ::std::string::String,
            >,
            proof_of_identity: ::std::result::Result<
                ::std::option::Option<super::ProofOfIdentity>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for EaadhaarData {
            fn default() -> Self {
                Self {
                    document_pdf: Ok(Default::default()),
                    masked_uid: Ok(Default::default()),
                    photo: Ok(Default::default()),
                    proof_of_address: Ok(Default::default()),
                    proof_of_identity: Ok(Default::default()),
                }
            }
        }
        impl EaadhaarData {
            pub fn document_pdf<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.document_pdf = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for document_pdf: {e}")
                    });
                self
            }
            pub fn masked_uid<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.masked_uid = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for masked_uid: {e}")
                    });
                self
            }
            pub fn photo<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.photo = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for photo: {e}")
                    });
                self
            }
            pub fn proof_of_address<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::ProofOfAddress>>,
                T::Error: ::std::fmt::Display,
            {
                self.proof_of_address = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for proof_of_address: {e}"
                        )
                    });
                self
            }
            pub fn proof_of_identity<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::ProofOfIdentity>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.proof_of_identity = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for proof_of_identity: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<EaadhaarData> for super::EaadhaarData {
            type Error = super::error::ConversionError;
            fn try_from(
                value: EaadhaarData,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    document_pdf: value.document_pdf?,
                    masked_uid: value.masked_uid?,
                    photo: value.photo?,
                    proof_of_address: value.proof_of_address?,
                    proof_of_identity: value.proof_of_identity?,
                })
            }
        }
        impl ::std::convert::From<super::EaadhaarData> for EaadhaarData {
            fn from(value: super::EaadhaarData) -> Self {
                Self {
                    document_pdf: Ok(value.document_pdf),
                    masked_uid: Ok(value.masked_uid),
                    photo: Ok(value.photo),
                    proof_of_address: Ok(value.proof_of_address),
                    proof_of_identity: Ok(value.proof_of_identity),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct EaadhaarRequest {
            consent: ::std::result::Result<super::ConsentFlag, ::std::string::String>,
            generate_pdf: ::std::result::Result<bool, ::std::string::String>,
            initial_deepvue_transaction_id: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
            purpose: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for EaadhaarRequest {
            fn default() -> Self {
                Self {
                    consent: Err("no value supplied for consent".to_string()),
                    generate_pdf: Ok(Default::default()),
                    initial_deepvue_transaction_id: Err(
                        "no value supplied for initial_deepvue_transaction_id"
                            .to_string(),
                    ),
                    purpose: Err("no value supplied for purpose".to_string()),
                }
            }
        }
        impl EaadhaarRequest {
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
            pub fn generate_pdf<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.generate_pdf = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for generate_pdf: {e}")
                    });
                self
            }
            pub fn initial_deepvue_transaction_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.initial_deepvue_transaction_id = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for initial_deepvue_transaction_id: {e}"
                        )
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
        }
        impl ::std::convert::TryFrom<EaadhaarRequest> for super::EaadhaarRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: EaadhaarRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    consent: value.consent?,
                    generate_pdf: value.generate_pdf?,
                    initial_deepvue_transaction_id: value
                        .initial_deepvue_transaction_id?,
                    purpose: value.purpose?,
                })
            }
        }
        impl ::std::convert::From<super::EaadhaarRequest> for EaadhaarRequest {
            fn from(value: super::EaadhaarRequest) -> Self {
                Self {
                    consent: Ok(value.consent),
                    generate_pdf: Ok(value.generate_pdf),
                    initial_deepvue_transaction_id: Ok(
                        value.initial_deepvue_transaction_id,
                    ),
                    purpose: Ok(value.purpose),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct EaadhaarResponse {
            code: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            data: ::std::result::Result<
                ::std::option::Option<super::EaadhaarData>,
                ::std::string::String,
            >,
            message: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            sub_code: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            timestamp: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            transaction_id: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for EaadhaarResponse {
            fn default() -> Self {
                Self {
                    code: Ok(Default::default()),
                    data: Ok(Default::default()),
                    message: Ok(Default::default()),
                    sub_code: Ok(Default::default()),
                    timestamp: Ok(Default::default()),
                    transaction_id: Ok(Default::default()),
                }
            }
        }
        impl EaadhaarResponse {
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
                T: ::std::convert::TryInto<::std::option::Option<super::EaadhaarData>>,
                T::Error: ::std::fmt::Display,
            {
                self.data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for data: {e}")
                    });
                self
            }
            pub fn message<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.message = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for message: {e}")
                    });
                self
            }
            pub fn sub_code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.sub_code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sub_code: {e}")
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
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
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
        impl ::std::convert::TryFrom<EaadhaarResponse> for super::EaadhaarResponse {
            type Error = super::error::ConversionError;
            fn try_from(
                value: EaadhaarResponse,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    code: value.code?,
                    data: value.data?,
                    message: value.message?,
                    sub_code: value.sub_code?,
                    timestamp: value.timestamp?,
                    transaction_id: value.transaction_id?,
                })
            }
        }
        impl ::std::convert::From<super::EaadhaarResponse> for EaadhaarResponse {
            fn from(value: super::EaadhaarResponse) -> Self {
                Self {
                    code: Ok(value.code),
                    data: Ok(value.data),
                    message: Ok(value.message),
                    sub_code: Ok(value.sub_code),
                    timestamp: Ok(value.timestamp),
                    transaction_id: Ok(value.transaction_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct FetchFileRequest {
            consent: ::std::result::Result<super::ConsentFlag, ::std::string::String>,
            initial_deepvue_transaction_id: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
            purpose: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
            uri: ::std::result::Result<crate::Sensitive<String>, ::std::string::String>,
        }
        impl ::std::default::Default for FetchFileRequest {
            fn default() -> Self {
                Self {
                    consent: Err("no value supplied for consent".to_string()),
                    initial_deepvue_transaction_id: Err(
                        "no value supplied for initial_deepvue_transaction_id"
                            .to_string(),
                    ),
                    purpose: Err("no value supplied for purpose".to_string()),
                    uri: Err("no value supplied for uri".to_string()),
                }
            }
        }
        impl FetchFileRequest {
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
            pub fn initial_deepvue_transaction_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.initial_deepvue_transaction_id = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for initial_deepvue_transaction_id: {e}"
                        )
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
            pub fn uri<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.uri = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for uri: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<FetchFileRequest> for super::FetchFileRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: FetchFileRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    consent: value.consent?,
                    initial_deepvue_transaction_id: value
                        .initial_deepvue_transaction_id?,
                    purpose: value.purpose?,
                    uri: value.uri?,
                })
            }
        }
        impl ::std::convert::From<super::FetchFileRequest> for FetchFileRequest {
            fn from(value: super::FetchFileRequest) -> Self {
                Self {
                    consent: Ok(value.consent),
                    initial_deepvue_transaction_id: Ok(
                        value.initial_deepvue_transaction_id,
                    ),
                    purpose: Ok(value.purpose),
                    uri: Ok(value.uri),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct FetchFileResponse {
            code: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            data: ::std::result::Result<crate::Sensitive<String>, ::std::string::String>,
            message: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            sub_code: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            timestamp: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            transaction_id: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for FetchFileResponse {
            fn default() -> Self {
                Self {
                    code: Ok(Default::default()),
                    data: Err("no value supplied for data".to_string()),
                    message: Ok(Default::default()),
                    sub_code: Ok(Default::default()),
                    timestamp: Ok(Default::default()),
                    transaction_id: Ok(Default::default()),
                }
            }
        }
        impl FetchFileResponse {
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
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for data: {e}")
                    });
                self
            }
            pub fn message<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.message = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for message: {e}")
                    });
                self
            }
            pub fn sub_code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.sub_code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sub_code: {e}")
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
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
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
        impl ::std::convert::TryFrom<FetchFileResponse> for super::FetchFileResponse {
            type Error = super::error::ConversionError;
            fn try_from(
                value: FetchFileResponse,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    code: value.code?,
                    data: value.data?,
                    message: value.message?,
                    sub_code: value.sub_code?,
                    timestamp: value.timestamp?,
                    transaction_id: value.transaction_id?,
                })
            }
        }
        impl ::std::convert::From<super::FetchFileResponse> for FetchFileResponse {
            fn from(value: super::FetchFileResponse) -> Self {
                Self {
                    code: Ok(value.code),
                    data: Ok(value.data),
                    message: Ok(value.message),
                    sub_code: Ok(value.sub_code),
                    timestamp: Ok(value.timestamp),
                    transaction_id: Ok(value.transaction_id),
                }
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
        pub struct IssuedFile {
            date: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            description: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            doctype: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            issuer: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            issuerid: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            mime: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                ::std::string::String,
            >,
            name: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            parent: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            size: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            type_: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            uri: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for IssuedFile {
            fn default() -> Self {
                Self {
                    date: Ok(Default::default()),
                    description: Ok(Default::default()),
                    doctype: Ok(Default::default()),
                    issuer: Ok(Default::default()),
                    issuerid: Ok(Default::default()),
                    mime: Ok(Default::default()),
                    name: Ok(Default::default()),
                    parent: Ok(Default::default()),
                    size: Ok(Default::default()),
                    type_: Ok(Default::default()),
                    uri: Ok(Default::default()),
                }
            }
        }
        impl IssuedFile {
            pub fn date<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.date = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for date: {e}")
                    });
                self
            }
            pub fn description<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.description = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for description: {e}")
                    });
                self
            }
            pub fn doctype<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.doctype = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for doctype: {e}")
                    });
                self
            }
            pub fn issuer<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.issuer = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for issuer: {e}")
                    });
                self
            }
            pub fn issuerid<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.issuerid = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for issuerid: {e}")
                    });
                self
            }
            pub fn mime<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<::std::string::String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.mime = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for mime: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn parent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.parent = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for parent: {e}")
                    });
                self
            }
            pub fn size<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.size = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for size: {e}")
                    });
                self
            }
            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
            pub fn uri<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.uri = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for uri: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<IssuedFile> for super::IssuedFile {
            type Error = super::error::ConversionError;
            fn try_from(
                value: IssuedFile,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    date: value.date?,
                    description: value.description?,
                    doctype: value.doctype?,
                    issuer: value.issuer?,
                    issuerid: value.issuerid?,
                    mime: value.mime?,
                    name: value.name?,
                    parent: value.parent?,
                    size: value.size?,
                    type_: value.type_?,
                    uri: value.uri?,
                })
            }
        }
        impl ::std::convert::From<super::IssuedFile> for IssuedFile {
            fn from(value: super::IssuedFile) -> Self {
                Self {
                    date: Ok(value.date),
                    description: Ok(value.description),
                    doctype: Ok(value.doctype),
                    issuer: Ok(value.issuer),
                    issuerid: Ok(value.issuerid),
                    mime: Ok(value.mime),
                    name: Ok(value.name),
                    parent: Ok(value.parent),
                    size: Ok(value.size),
                    type_: Ok(value.type_),
                    uri: Ok(value.uri),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct IssuedFilesRequest {
            consent: ::std::result::Result<super::ConsentFlag, ::std::string::String>,
            initial_deepvue_transaction_id: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
            purpose: ::std::result::Result<
                crate::Sensitive<String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for IssuedFilesRequest {
            fn default() -> Self {
                Self {
                    consent: Err("no value supplied for consent".to_string()),
                    initial_deepvue_transaction_id: Err(
                        "no value supplied for initial_deepvue_transaction_id"
                            .to_string(),
                    ),
                    purpose: Err("no value supplied for purpose".to_string()),
                }
            }
        }
        impl IssuedFilesRequest {
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
            pub fn initial_deepvue_transaction_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<crate::Sensitive<String>>,
                T::Error: ::std::fmt::Display,
            {
                self.initial_deepvue_transaction_id = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for initial_deepvue_transaction_id: {e}"
                        )
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
        }
        impl ::std::convert::TryFrom<IssuedFilesRequest> for super::IssuedFilesRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: IssuedFilesRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    consent: value.consent?,
                    initial_deepvue_transaction_id: value
                        .initial_deepvue_transaction_id?,
                    purpose: value.purpose?,
                })
            }
        }
        impl ::std::convert::From<super::IssuedFilesRequest> for IssuedFilesRequest {
            fn from(value: super::IssuedFilesRequest) -> Self {
                Self {
                    consent: Ok(value.consent),
                    initial_deepvue_transaction_id: Ok(
                        value.initial_deepvue_transaction_id,
                    ),
                    purpose: Ok(value.purpose),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct IssuedFilesResponse {
            code: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            data: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<super::IssuedFile>>,
                ::std::string::String,
            >,
            message: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            sub_code: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            timestamp: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            transaction_id: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for IssuedFilesResponse {
            fn default() -> Self {
                Self {
                    code: Ok(Default::default()),
                    data: Ok(Default::default()),
                    message: Ok(Default::default()),
                    sub_code: Ok(Default::default()),
                    timestamp: Ok(Default::default()),
                    transaction_id: Ok(Default::default()),
                }
            }
        }
        impl IssuedFilesResponse {
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
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<super::IssuedFile>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for data: {e}")
                    });
                self
            }
            pub fn message<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.message = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for message: {e}")
                    });
                self
            }
            pub fn sub_code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.sub_code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sub_code: {e}")
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
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
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
        impl ::std::convert::TryFrom<IssuedFilesResponse>
        for super::IssuedFilesResponse {
            type Error = super::error::ConversionError;
            fn try_from(
                value: IssuedFilesResponse,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    code: value.code?,
                    data: value.data?,
                    message: value.message?,
                    sub_code: value.sub_code?,
                    timestamp: value.timestamp?,
                    transaction_id: value.transaction_id?,
                })
            }
        }
        impl ::std::convert::From<super::IssuedFilesResponse> for IssuedFilesResponse {
            fn from(value: super::IssuedFilesResponse) -> Self {
                Self {
                    code: Ok(value.code),
                    data: Ok(value.data),
                    message: Ok(value.message),
                    sub_code: Ok(value.sub_code),
                    timestamp: Ok(value.timestamp),
                    transaction_id: Ok(value.transaction_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ProofOfAddress {
            care_of: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            country: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            district: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            house: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            locality: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            pincode: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            state: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            street: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            vtc: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ProofOfAddress {
            fn default() -> Self {
                Self {
                    care_of: Ok(Default::default()),
                    country: Ok(Default::default()),
                    district: Ok(Default::default()),
                    house: Ok(Default::default()),
                    locality: Ok(Default::default()),
                    pincode: Ok(Default::default()),
                    state: Ok(Default::default()),
                    street: Ok(Default::default()),
                    vtc: Ok(Default::default()),
                }
            }
        }
        impl ProofOfAddress {
            pub fn care_of<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.care_of = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for care_of: {e}")
                    });
                self
            }
            pub fn country<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.country = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for country: {e}")
                    });
                self
            }
            pub fn district<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.district = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for district: {e}")
                    });
                self
            }
            pub fn house<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.house = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for house: {e}")
                    });
                self
            }
            pub fn locality<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.locality = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for locality: {e}")
                    });
                self
            }
            pub fn pincode<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.pincode = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for pincode: {e}")
                    });
                self
            }
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }
            pub fn street<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.street = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for street: {e}")
                    });
                self
            }
            pub fn vtc<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.vtc = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for vtc: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ProofOfAddress> for super::ProofOfAddress {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ProofOfAddress,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    care_of: value.care_of?,
                    country: value.country?,
                    district: value.district?,
                    house: value.house?,
                    locality: value.locality?,
                    pincode: value.pincode?,
                    state: value.state?,
                    street: value.street?,
                    vtc: value.vtc?,
                })
            }
        }
        impl ::std::convert::From<super::ProofOfAddress> for ProofOfAddress {
            fn from(value: super::ProofOfAddress) -> Self {
                Self {
                    care_of: Ok(value.care_of),
                    country: Ok(value.country),
                    district: Ok(value.district),
                    house: Ok(value.house),
                    locality: Ok(value.locality),
                    pincode: Ok(value.pincode),
                    state: Ok(value.state),
                    street: Ok(value.street),
                    vtc: Ok(value.vtc),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ProofOfIdentity {
            dob: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            gender: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
            name: ::std::result::Result<
                ::std::option::Option<crate::Sensitive<String>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ProofOfIdentity {
            fn default() -> Self {
                Self {
                    dob: Ok(Default::default()),
                    gender: Ok(Default::default()),
                    name: Ok(Default::default()),
                }
            }
        }
        impl ProofOfIdentity {
            pub fn dob<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.dob = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for dob: {e}")
                    });
                self
            }
            pub fn gender<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.gender = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for gender: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<crate::Sensitive<String>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ProofOfIdentity> for super::ProofOfIdentity {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ProofOfIdentity,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    dob: value.dob?,
                    gender: value.gender?,
                    name: value.name?,
                })
            }
        }
        impl ::std::convert::From<super::ProofOfIdentity> for ProofOfIdentity {
            fn from(value: super::ProofOfIdentity) -> Self {
                Self {
                    dob: Ok(value.dob),
                    gender: Ok(value.gender),
                    name: Ok(value.name),
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

Five extensions carry what OpenAPI has no word for.

`x-evidence`, on every property, status and header, says how far to trust it: `stated` (the reference says so),
`sample` (seen only in the reference's sample JSON) or `inferred` (a reading of several pages, unconfirmed).

`x-sensitive`, on every string, says whether it tells something of a person, repeats what a caller wrote, or opens a
customer's consent flow. With `true` the generated field is a `Sensitive` value, which never prints itself. Only a
property can be `true`, or a schema to which only properties refer. A string with an `enum` says nothing: all its
values stand here in the open.

`x-masked: true` marks a number of which most digits must be masked. One that arrives in clear is reported by the
drift checks, and masked before a caller sees it.

`x-retry` says what may be sent again without asking: `advised` (also after 500 and 503, as the vendor's error
guide recommends) or `not-delivered` (only what surely never took effect).

`x-repair`, on a string, says how the client reads a value of another JSON type than documented: `yes-no` (the
string is `Y` or `N`, so a boolean is read as one of them) or `never` (a later request sends the string back, so
only a string will do). Without it a number is read as its digits. The contract itself stays exact: the drift
checks report every such value.


Version: 2026-11-24*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::http::call::Call,
}
impl Client {
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: crate::http::call::Call) -> Self {
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
        inner: crate::http::call::Call,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}
impl ClientInfo<crate::http::call::Call> for Client {
    fn api_version() -> &'static str {
        "2026-11-24"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::http::call::Call {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<crate::http::call::Call>,
    {}
};
impl Client {
    /**Exchange the code that came back with the customer

Completes the authorization of one session and returns what DigiLocker says of the customer's account. No token
is returned: it seems to stay on the vendor's side (inferred), and the later calls name the session instead. A
code may be single-use, so it is not sent again once it may have been delivered.


Sends a `POST` request to `/v1/kyc/digilocker/access-token`

Arguments:
- `body`: The session, and the code that came back with the customer.
```text
let response = client.access_token()
    .body(body)
    .send()
    .await;
```*/
    pub fn access_token(&self) -> builder::AccessToken<'_> {
        builder::AccessToken::new(self)
    }
    /**Fetch the customer's e-Aadhaar

Fetches what the customer's Aadhaar says: name, date of birth, gender, address, photo, the masked number, and a
PDF if one is asked for.


Sends a `POST` request to `/v1/kyc/digilocker/eaadhaar`

Arguments:
- `body`: The session, and whether a PDF is wanted.
```text
let response = client.eaadhaar()
    .body(body)
    .send()
    .await;
```*/
    pub fn eaadhaar(&self) -> builder::Eaadhaar<'_> {
        builder::Eaadhaar::new(self)
    }
    /**Fetch one document

Fetches one of the documents that `issued_files` lists. How the answer encodes it, and its media type, is
undocumented.


Sends a `POST` request to `/v1/kyc/digilocker/file`

Arguments:
- `body`: The session, and the document.
```text
let response = client.fetch_file()
    .body(body)
    .send()
    .await;
```*/
    pub fn fetch_file(&self) -> builder::FetchFile<'_> {
        builder::FetchFile::new(self)
    }
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
    /**List the documents in the customer's DigiLocker

Lists the documents that issuers have put into the customer's DigiLocker, for a session that the customer has
agreed to.


Sends a `POST` request to `/v1/kyc/digilocker/issued-files`

Arguments:
- `body`: The session whose documents are listed.
```text
let response = client.issued_files()
    .body(body)
    .send()
    .await;
```*/
    pub fn issued_files(&self) -> builder::IssuedFiles<'_> {
        builder::IssuedFiles::new(self)
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
    /**Builder for [`Client::access_token`]

[`Client::access_token`]: crate::generated::Client::access_token*/
    #[derive(Debug, Clone)]
    pub struct AccessToken<'a> {
        client: &'a crate::generated::Client,
        body: Result<types::builder::AccessTokenRequest, String>,
    }
    impl<'a> AccessToken<'a> {
        pub fn new(client: &'a crate::generated::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::AccessTokenRequest>,
            <V as std::convert::TryInto<
                types::AccessTokenRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `AccessTokenRequest` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::AccessTokenRequest,
            ) -> types::builder::AccessTokenRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/kyc/digilocker/access-token`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::AccessTokenResponse>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::AccessTokenRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = client.inner.url();
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .build()?;
            let info = OperationInfo {
                operation_id: "access_token",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::eaadhaar`]

[`Client::eaadhaar`]: crate::generated::Client::eaadhaar*/
    #[derive(Debug, Clone)]
    pub struct Eaadhaar<'a> {
        client: &'a crate::generated::Client,
        body: Result<types::builder::EaadhaarRequest, String>,
    }
    impl<'a> Eaadhaar<'a> {
        pub fn new(client: &'a crate::generated::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::EaadhaarRequest>,
            <V as std::convert::TryInto<
                types::EaadhaarRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `EaadhaarRequest` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::EaadhaarRequest,
            ) -> types::builder::EaadhaarRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/kyc/digilocker/eaadhaar`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::EaadhaarResponse>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::EaadhaarRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = client.inner.url();
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .build()?;
            let info = OperationInfo {
                operation_id: "eaadhaar",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::fetch_file`]

[`Client::fetch_file`]: crate::generated::Client::fetch_file*/
    #[derive(Debug, Clone)]
    pub struct FetchFile<'a> {
        client: &'a crate::generated::Client,
        body: Result<types::builder::FetchFileRequest, String>,
    }
    impl<'a> FetchFile<'a> {
        pub fn new(client: &'a crate::generated::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::FetchFileRequest>,
            <V as std::convert::TryInto<
                types::FetchFileRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `FetchFileRequest` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::FetchFileRequest,
            ) -> types::builder::FetchFileRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/kyc/digilocker/file`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::FetchFileResponse>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::FetchFileRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = client.inner.url();
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .build()?;
            let info = OperationInfo {
                operation_id: "fetch_file",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::initiate_session`]

[`Client::initiate_session`]: crate::generated::Client::initiate_session*/
    #[derive(Debug, Clone)]
    pub struct InitiateSession<'a> {
        client: &'a crate::generated::Client,
        body: Result<types::builder::InitiateSessionRequest, String>,
    }
    impl<'a> InitiateSession<'a> {
        pub fn new(client: &'a crate::generated::Client) -> Self {
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
            let url = client.inner.url();
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
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
    /**Builder for [`Client::issued_files`]

[`Client::issued_files`]: crate::generated::Client::issued_files*/
    #[derive(Debug, Clone)]
    pub struct IssuedFiles<'a> {
        client: &'a crate::generated::Client,
        body: Result<types::builder::IssuedFilesRequest, String>,
    }
    impl<'a> IssuedFiles<'a> {
        pub fn new(client: &'a crate::generated::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::IssuedFilesRequest>,
            <V as std::convert::TryInto<
                types::IssuedFilesRequest,
            >>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `IssuedFilesRequest` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::IssuedFilesRequest,
            ) -> types::builder::IssuedFilesRequest,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/v1/kyc/digilocker/issued-files`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::IssuedFilesResponse>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::IssuedFilesRequest::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = client.inner.url();
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .build()?;
            let info = OperationInfo {
                operation_id: "issued_files",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
}
