//! [`Finding`]: one thing on which traffic and spec do not agree.

use std::fmt;
use std::str::FromStr;

/// How much a finding breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing: it contradicts only what the spec itself marks as inferred.
    Info,
    /// The message is still of use, but not as documented.
    Warning,
    /// It breaks decoding, or the message matches nothing that is documented.
    Error,
}

impl Severity {
    /// Its name in reports and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

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
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Self::Info, Self::Warning, Self::Error]
            .into_iter()
            .find(|severity| severity.as_str() == text)
            .ok_or_else(|| "must be error, warning or info".to_owned())
    }
}

macro_rules! checks {
    ($($(#[doc = $doc:literal])+ $variant:ident $name:literal $severity:ident)+) => {
        /// What is checked. The names are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Check {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Check {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its stable name.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// How much such a finding breaks in an answer, unless it contradicts only what is inferred.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)+
                }
            }
        }
    };
}

checks! {
    /// The spec has no such operation.
    OperationUndocumented "operation-undocumented" Error
    /// The spec has no such status, no range that holds it, and no default.
    StatusUndocumented "status-undocumented" Error
    /// A body came without a `Content-Type`.
    ContentTypeMissing "content-type-missing" Warning
    /// The spec has no such content type for this message.
    ContentTypeUndocumented "content-type-undocumented" Error
    /// A required header is missing.
    HeaderMissing "header-missing" Error
    /// A header is not as its schema has it.
    HeaderInvalid "header-invalid" Error
    /// A request carries a header that the spec does not have.
    HeaderUndocumented "header-undocumented" Warning
    /// A request lacks what a security scheme demands.
    SecurityMissing "security-missing" Error
    /// The content type says JSON, the body is something else.
    BodyNotJson "body-not-json" Error
    /// There is no body where one is documented.
    BodyEmpty "body-empty" Error
    /// A required property is missing.
    RequiredMissing "required-missing" Error
    /// A value has another type than documented.
    WrongType "wrong-type" Error
    /// A null stands where none is documented.
    NullNotAllowed "null-not-allowed" Error
    /// A value is none of those listed.
    EnumUnknown "enum-unknown" Warning
    /// A field that nothing in the spec names.
    FieldUndocumented "field-undocumented" Warning
    /// A field that the spec rules out.
    FieldForbidden "field-forbidden" Error
    /// A string is not of its documented format.
    Format "format" Warning
    /// A length, range, pattern or the like is not kept.
    Constraint "constraint" Warning
    /// A value fits none of the documented variants, or several where one is allowed.
    NoVariant "no-variant" Error
    /// A value that must be masked is in clear ([`Contract::with_mask`](crate::Contract::with_mask)). An error, whatever
    /// the evidence. A redacted recording may not show it, since its texts are replaced.
    Unmasked "unmasked" Error
    /// The schema accepts the body, but the caller's decoder does not
    /// ([`Contract::with_decoder`](crate::Contract::with_decoder)).
    DecodeFailed "decode-failed" Error
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One thing on which a message and the spec do not agree. It holds no value of the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    check: Check,
    severity: Severity,
    message_of: MessageOf,
    instance: String,
    spec: String,
    message: String,
    keyword: Option<String>,
    recording: Option<String>,
}

/// Which message of which operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MessageOf {
    pub(super) operation: String,
    /// Of an answer; a request has none.
    pub(super) status: Option<u16>,
}

/// A finding in the making: what a schema or a rule says of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) check: Check,
    /// Without the names of map entries, which may be data.
    pub(super) instance: String,
    pub(super) spec: String,
    pub(super) message: String,
    pub(super) inferred: bool,
    /// Of a constraint, since one place may break several.
    pub(super) keyword: Option<String>,
}

impl Fault {
    pub(super) fn new(
        check: Check,
        instance: impl Into<String>,
        spec: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        let (instance, spec, message) = (instance.into(), spec.into(), message.into());
        Self { check, instance, spec, message, inferred: false, keyword: None }
    }

    pub(super) fn within(mut self, part: &str) -> Self {
        self.instance.insert_str(0, part);
        self
    }

    pub(super) fn into_finding(self, message_of: &MessageOf, recording: Option<&str>) -> Finding {
        let strict = matches!(self.check, Check::EnumUnknown | Check::Format | Check::Constraint);
        let severity = match self.check.severity() {
            // The server may refuse such a request.
            _ if strict && message_of.status.is_none() => Severity::Error,
            severity => severity,
        };
        Finding {
            check: self.check,
            severity: if self.inferred { severity.softened() } else { severity },
            message_of: message_of.clone(),
            instance: self.instance,
            spec: self.spec,
            message: self.message,
            keyword: self.keyword,
            recording: recording.map(str::to_owned),
        }
    }
}

impl Finding {
    /// What is checked.
    pub fn check(&self) -> Check {
        self.check
    }

    /// How much it breaks.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The operation's id in the spec; `METHOD /path` where it has none.
    pub fn operation(&self) -> &str {
        &self.message_of.operation
    }

    /// The HTTP status of the answer; `None` for a request.
    pub fn status(&self) -> Option<u16> {
        self.message_of.status
    }

    /// A JSON pointer into the message, which has the members `status`, `headers` and `body`. Names that the spec does
    /// not have and that may be data are `*`.
    pub fn instance(&self) -> &str {
        &self.instance
    }

    /// A JSON pointer into the spec: what the message contradicts.
    pub fn spec(&self) -> &str {
        &self.spec
    }

    /// What is wrong, in kinds and lengths; never a value.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The file in which it was found, if the message was read from one.
    pub fn recording(&self) -> Option<&str> {
        self.recording.as_deref()
    }

    /// What stays the same from run to run: operation, status or `request`, check, and the place with `*` for
    /// positions in lists. A [`Baseline`](super::Baseline) accepts findings by it.
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
    /// Two lines for a terminal.
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
