//! [`Finding`]: one difference between a message and the document.

use std::fmt;
use std::str::FromStr;

use super::error::ContractError;

/// Grades the impact of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The message contradicts only something that the document marks as inferred.
    Info,
    /// The message is usable, but differs from the document.
    Warning,
    /// The message can't be decoded, or matches nothing in the document.
    Error,
}

impl Severity {
    /// Returns the name used in reports and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// Returns the severity one level lower.
    fn softened(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Info => Self::Info,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Severity {
    type Err = ContractError;

    fn from_str(text: &str) -> Result<Self, ContractError> {
        [Self::Info, Self::Warning, Self::Error]
            .into_iter()
            .find(|severity| severity.as_str() == text)
            .ok_or_else(|| ContractError::new("severity", "must be error, warning or info"))
    }
}

macro_rules! checks {
    ($($(#[doc = $doc:literal])+ $variant:ident $name:literal $severity:ident)+) => {
        /// Names the rule that a finding violates. The names are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Check {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Check {
            /// Lists every check.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the stable name.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// Returns the severity of such a finding in a response, before `x-evidence: inferred` lowers it.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)+
                }
            }
        }
    };
}

checks! {
    /// The document has no such operation.
    OperationUndocumented "operation-undocumented" Error
    /// The document has no such status, no range that includes it, and no default.
    StatusUndocumented "status-undocumented" Error
    /// A body has no `Content-Type`.
    ContentTypeMissing "content-type-missing" Warning
    /// The document has no such content type for this message.
    ContentTypeUndocumented "content-type-undocumented" Error
    /// A required header is missing.
    HeaderMissing "header-missing" Error
    /// A header does not match its schema.
    HeaderInvalid "header-invalid" Error
    /// A request has a header that is not in the document.
    HeaderUndocumented "header-undocumented" Warning
    /// A request lacks a credential that a security scheme requires.
    SecurityMissing "security-missing" Error
    /// The content type is JSON, but the body is not.
    BodyNotJson "body-not-json" Error
    /// A documented body is empty.
    BodyEmpty "body-empty" Error
    /// A required property is missing.
    RequiredMissing "required-missing" Error
    /// A value does not have the documented type.
    WrongType "wrong-type" Error
    /// A value is null where null is not allowed.
    NullNotAllowed "null-not-allowed" Error
    /// A value is not one of the listed values.
    EnumUnknown "enum-unknown" Warning
    /// A field is not in the document.
    FieldUndocumented "field-undocumented" Warning
    /// A field is not allowed by the document.
    FieldForbidden "field-forbidden" Error
    /// A string does not have the documented format.
    Format "format" Warning
    /// A value violates a limit such as a length, a range or a pattern.
    Constraint "constraint" Warning
    /// A value matches none of the documented variants, or several where only one is allowed.
    NoVariant "no-variant" Error
    /// A value that must be masked is not ([`Contract::with_mask`](crate::Contract::with_mask)). This is always an
    /// error, even if the schema is inferred. A redacted recording may hide it, since its texts are replaced.
    Unmasked "unmasked" Error
    /// The body matches its schema, but the caller's decoder rejects it
    /// ([`Contract::with_decoder`](crate::Contract::with_decoder)).
    DecodeFailed "decode-failed" Error
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Describes one difference between a message and the document. It never contains a value of the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    check: Check,
    severity: Severity,
    message_id: MessageId,
    instance: String,
    spec: String,
    message: String,
    keyword: Option<String>,
    recording: Option<String>,
}

/// Identifies a message: the operation, and the status of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MessageId {
    pub(super) operation: String,
    /// The status of a response; `None` for a request.
    pub(super) status: Option<u16>,
}

/// Describes a violated rule within one message. [`Violation::into_finding`] adds which message it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Violation {
    pub(super) check: Check,
    /// A pointer into the message, without the names of map entries, which may be data.
    pub(super) instance: String,
    pub(super) spec: String,
    pub(super) message: String,
    pub(super) inferred: bool,
    /// The violated keyword of a constraint, since one value may violate several.
    pub(super) keyword: Option<String>,
}

impl Violation {
    pub(super) fn new(
        check: Check,
        instance: impl Into<String>,
        spec: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        let (instance, spec, message) = (instance.into(), spec.into(), message.into());
        Self { check, instance, spec, message, inferred: false, keyword: None }
    }

    /// Prefixes the instance pointer with a part of the message, such as `/body`.
    pub(super) fn within(mut self, part: &str) -> Self {
        self.instance.insert_str(0, part);
        self
    }

    /// Makes it a finding of a message.
    pub(super) fn into_finding(self, message_id: &MessageId, recording: Option<&str>) -> Finding {
        let strict = matches!(self.check, Check::EnumUnknown | Check::Format | Check::Constraint);
        let severity = match self.check.severity() {
            // The server may refuse such a request.
            _ if strict && message_id.status.is_none() => Severity::Error,
            severity => severity,
        };
        Finding {
            check: self.check,
            severity: if self.inferred { severity.softened() } else { severity },
            message_id: message_id.clone(),
            instance: self.instance,
            spec: self.spec,
            message: self.message,
            keyword: self.keyword,
            recording: recording.map(str::to_owned),
        }
    }
}

impl Finding {
    /// Returns the violated rule.
    pub fn check(&self) -> Check {
        self.check
    }

    /// Returns the severity.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Returns the `operationId`, or `METHOD /path` if the operation has none.
    pub fn operation(&self) -> &str {
        &self.message_id.operation
    }

    /// Returns the HTTP status of the response; `None` for a request.
    pub fn status(&self) -> Option<u16> {
        self.message_id.status
    }

    /// Returns a JSON pointer into the message, which has the members `status`, `headers` and `body`. A name that is
    /// not in the document and may be data is replaced by `*`.
    pub fn instance(&self) -> &str {
        &self.instance
    }

    /// Returns a JSON pointer into the document, to the rule that the message violates.
    pub fn spec(&self) -> &str {
        &self.spec
    }

    /// Describes the problem, with types and lengths but never a value.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the file that the message was read from; `None` if it was not read from a file.
    pub fn recording(&self) -> Option<&str> {
        self.recording.as_deref()
    }

    /// Returns the parts that stay the same from run to run: operation, status or `request`, check, and location, with
    /// `*` for each list index. A [`Baseline`](super::Baseline) accepts findings by fingerprint.
    pub fn fingerprint(&self) -> String {
        let of = self.status().map_or_else(|| "request".to_owned(), |status| status.to_string());
        let place = self.instance.split('/').map(|part| {
            let position = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            if position { "*" } else { part }
        });
        let place = place.collect::<Vec<_>>().join("/");
        let keyword = self.keyword.as_ref().map(|keyword| format!(" {keyword}")).unwrap_or_default();
        format!("{} {of} {} {place}{keyword}", self.operation(), self.check)
    }
}

impl fmt::Display for Finding {
    /// Writes the finding for a terminal, without its fingerprint.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = self.status().map_or_else(|| "request".to_owned(), |status| status.to_string());
        write!(
            f,
            "{} {}: {} {of} at {}\n  {}",
            self.severity,
            self.check,
            self.operation(),
            self.instance,
            self.message
        )?;
        write!(f, "\n  spec: {}", self.spec)?;
        self.recording.as_ref().map_or(Ok(()), |file| write!(f, "\n  recording: {file}"))
    }
}
