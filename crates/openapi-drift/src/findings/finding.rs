//! [`Finding`]: one difference between a message and the document.

use std::fmt;

use crate::diff::effects::Affected;
pub use crate::findings::severity::Severity;
pub(crate) use crate::findings::subject::Subject;

macro_rules! checks {
    ($(#[doc = $description:literal] $(#[doc = $more:literal])* $variant:ident $name:literal $severity:ident)+) => {
        /// Names the rule that a finding violates. The names are stable.
        #[doc = include_str!("../../docs/checks.md")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Check {
            $(#[doc = $description] $(#[doc = $more])* $variant,)+
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

            /// Describes the problem that the check finds.
            pub fn description(self) -> &'static str {
                match self {
                    $(Self::$variant => $description.trim_ascii(),)+
                }
            }

            /// Returns the severity of such a finding in a response, before `x-evidence: inferred` lowers it. For a change
            /// between two documents, returns the usual severity: that of a finding depends on whom it breaks.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)+
                }
            }
        }
    };
}

// The first line of each description is a whole sentence: reports show it.
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
    /// A field stands twice in its object. Readers do not agree on which one counts, and many refuse it.
    FieldRepeated "field-repeated" Error
    /// A field is not allowed by the document.
    FieldForbidden "field-forbidden" Error
    /// A string does not have the documented format.
    Format "format" Warning
    /// A value violates a limit such as a length, a range or a pattern.
    Constraint "constraint" Warning
    /// A value matches none of the documented variants, or several where only one is allowed.
    NoVariant "no-variant" Error
    /// A parameter in the path, the query or a cookie is missing, but required.
    ParameterMissing "parameter-missing" Error
    /// A parameter in the path, the query or a cookie does not match its schema.
    ParameterInvalid "parameter-invalid" Error
    /// A query parameter is not in the document.
    ParameterUndocumented "parameter-undocumented" Warning
    /// A part of the document can't be used, such as a pattern that does not compile. The rest is checked.
    NotCheckable "not-checkable" Info
    /// An entry of a HAR file has no request, no method or no URL. The other entries are checked.
    EntryUnusable "entry-unusable" Warning
    /// A file in a directory of recordings can't be used. The other files are checked.
    ///
    /// It is not named after an operation, can't be read, or is not complete.
    FileUnusable "file-unusable" Warning
    /// No exchange has a credential, though the document asks for one. Many tools remove them from recordings.
    CredentialsNotRecorded "credentials-not-recorded" Info
    /// A value that must be masked is not.
    ///
    /// [`Contract::with_mask`](crate::Contract::with_mask) says which. This is always an error, even if the schema is
    /// inferred. A redacted recording may hide it, since its texts are replaced.
    Unmasked "unmasked" Error
    /// The body matches its schema, but the caller's decoder rejects it.
    ///
    /// The decoder is set by [`Contract::with_decoder`](crate::Contract::with_decoder).
    DecodeFailed "decode-failed" Error
    /// An operation was removed from the document.
    OperationRemoved "operation-removed" Error
    /// An operation was added to the document.
    OperationAdded "operation-added" Warning
    /// An operation has another method or path.
    OperationMoved "operation-moved" Error
    /// An operation has another operationId.
    OperationRenamed "operation-renamed" Info
    /// An operation is deprecated.
    OperationDeprecated "operation-deprecated" Info
    /// A parameter or a header was added to a request.
    ParameterAdded "parameter-added" Info
    /// A parameter or a header was removed from a request.
    ParameterRemoved "parameter-removed" Info
    /// A header was added to a response.
    HeaderAdded "header-added" Info
    /// A header was removed from a response.
    HeaderRemoved "header-removed" Warning
    /// A request got a body.
    BodyAdded "body-added" Warning
    /// A request lost its body.
    BodyRemoved "body-removed" Warning
    /// A content type was added.
    MediaTypeAdded "media-type-added" Info
    /// A content type was removed.
    MediaTypeRemoved "media-type-removed" Error
    /// A status was added.
    StatusAdded "status-added" Info
    /// A status was removed.
    StatusRemoved "status-removed" Info
    /// A field was added to the schema of a message.
    PropertyAdded "property-added" Info
    /// A field was removed from the schema of a message.
    PropertyRemoved "property-removed" Warning
    /// A request accepts less than before.
    RequestNarrowed "request-narrowed" Error
    /// A request accepts more than before.
    RequestWidened "request-widened" Warning
    /// A response contains less than before.
    ResponseNarrowed "response-narrowed" Warning
    /// A response may contain more than before.
    ResponseWidened "response-widened" Error
    /// A message allows other values than before: some are new, and some no longer allowed.
    Incomparable "incomparable" Error
    /// It can't be told whether a change allows more or less, such as that of a pattern.
    NotComparable "not-comparable" Warning
    /// A field is, or is no longer, sent in one direction only (readOnly, writeOnly).
    VisibilityChanged "visibility-changed" Warning
    /// A default was added, removed or changed.
    DefaultChanged "default-changed" Info
    /// A discriminator was added, removed or changed.
    DiscriminatorChanged "discriminator-changed" Info
    /// A schema under components has another name.
    SchemaRenamed "schema-renamed" Info
    /// An operation asks for other credentials than before.
    SecurityChanged "security-changed" Error
    /// The servers changed.
    ServerChanged "server-changed" Warning
    /// The Rust code that is generated of the document changed.
    RustChanged "rust-changed" Warning
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
    subject: Subject,
    instance: String,
    spec: String,
    message: String,
    keyword: Option<String>,
    recording: Option<String>,
    affects: Vec<Affected>,
}

/// Describes a violated rule within one message. [`Violation::into_finding`] adds which message it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation {
    pub(crate) check: Check,
    /// A pointer into the message, without the names of map entries, which may be data.
    pub(crate) instance: String,
    pub(crate) spec: String,
    pub(crate) message: String,
    pub(crate) inferred: bool,
    /// The violated keyword of a constraint, since one value may violate several.
    pub(crate) keyword: Option<String>,
}

impl Violation {
    pub(crate) fn new(
        check: Check,
        instance: impl Into<String>,
        spec: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        let (instance, spec, message) = (instance.into(), spec.into(), message.into());
        Self { check, instance, spec, message, inferred: false, keyword: None }
    }

    /// Prefixes the instance pointer with a part of the message, such as `/body`.
    pub(crate) fn within(mut self, part: &str) -> Self {
        self.instance.insert_str(0, part);
        self
    }

    /// Makes it a finding of a message.
    pub(crate) fn into_finding(self, subject: &Subject, recording: Option<&str>) -> Finding {
        let strict = matches!(self.check, Check::EnumUnknown | Check::Format | Check::Constraint);
        let severity = match self.check.severity() {
            // The server may refuse such a request.
            _ if strict && matches!(subject, Subject::Request(_)) => Severity::Error,
            severity => severity,
        };
        Finding {
            check: self.check,
            severity: if self.inferred { severity.softened() } else { severity },
            subject: subject.clone(),
            instance: self.instance,
            spec: self.spec,
            message: self.message,
            keyword: self.keyword,
            recording: recording.map(str::to_owned),
            affects: Vec::new(),
        }
    }

    /// Makes it a finding of a change, with its own severity.
    pub(crate) fn into_change(
        self,
        subject: &Subject,
        severity: Severity,
        affects: Vec<Affected>,
    ) -> Finding {
        Finding { severity, affects, ..self.into_finding(subject, None) }
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

    /// Returns the `operationId`, or `METHOD /path` if the operation has none. `None` if the finding is about the
    /// document or about the recordings as a whole.
    pub fn operation(&self) -> Option<&str> {
        match &self.subject {
            Subject::Request(operation)
            | Subject::Response(operation, _)
            | Subject::Change { operation, .. } => Some(operation),
            Subject::Document | Subject::Recordings => None,
        }
    }

    /// Returns the HTTP status of the response; `None` if the finding is not about a response, or is a change of those
    /// with a range (`4XX`) or the default.
    pub fn status(&self) -> Option<u16> {
        match &self.subject {
            Subject::Response(_, status) => Some(*status),
            Subject::Change { part, .. } => part.parse().ok(),
            _ => None,
        }
    }

    /// Returns a JSON pointer into the message, which has the members `status`, `headers` and `body`, and in a
    /// request `path`, `query` and `cookies`; or into the file of an unusable entry. A name that is not in the document
    /// and may be data is replaced by `*`. For a change from one document to another, returns a pointer into the new
    /// document.
    pub fn instance(&self) -> &str {
        &self.instance
    }

    /// Returns a JSON pointer into the document, to the rule that the message violates. Empty if the finding is about a
    /// file. For a change from one document to another, returns a pointer into the old document.
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

    /// Returns whom a change from one document to another affects. Empty for a finding about recorded messages, and for a
    /// change that breaks nobody.
    pub fn affects(&self) -> &[Affected] {
        &self.affects
    }

    /// Returns the names of those whom a change affects.
    pub(crate) fn affected(&self) -> Vec<&'static str> {
        self.affects.iter().map(|affected| affected.as_str()).collect()
    }

    pub(crate) fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Returns the file, without the position in it.
    pub(crate) fn file(&self) -> Option<&str> {
        let recording = self.recording()?;
        Some(split_entry(recording).map_or(recording, |(file, _)| file))
    }

    /// Returns a pointer to the entry of a HAR file.
    pub(crate) fn entry(&self) -> Option<String> {
        let (_, index) = split_entry(self.recording()?)?;
        Some(format!("/log/entries/{index}"))
    }

    /// Returns one line: the operation, the part of it, the location and the problem.
    pub(crate) fn sentence(&self) -> String {
        let (operation, of) = self.subject.words();
        let at = if self.instance.is_empty() { String::new() } else { format!(" at {}", self.instance) };
        format!("{operation} {of}{at}: {}", self.message)
    }

    /// Returns the parts that stay the same from run to run: operation, status or `request`, check, and location, with
    /// `*` for each list index. A [`Baseline`](crate::Baseline) accepts findings by fingerprint.
    pub fn fingerprint(&self) -> String {
        let (operation, of) = self.subject.stable_words();
        let place = match self.subject {
            // Several parts of the document may have the same problem.
            Subject::Document if self.instance.is_empty() => &self.spec,
            _ => &self.instance,
        };
        let place = place.split('/').map(|part| {
            let position = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            if position { "*" } else { part }
        });
        let place = place.collect::<Vec<_>>().join("/");
        let keyword = self.keyword.as_ref().map(|keyword| format!(" {keyword}")).unwrap_or_default();
        let fingerprint = format!("{operation} {of} {} {place}{keyword}", self.check);
        // A space at the end is lost when it is copied into a baseline.
        fingerprint.trim_end().to_owned()
    }
}

/// Splits the name of a HAR file from the index of the entry.
fn split_entry(recording: &str) -> Option<(&str, &str)> {
    let (file, index) = recording.rsplit_once("#/log/entries/")?;
    index.bytes().all(|byte| byte.is_ascii_digit()).then_some((file, index))
}

impl fmt::Display for Finding {
    /// Writes the finding for a terminal, without its fingerprint.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (operation, of) = self.subject.words();
        write!(f, "{} {}: {operation} {of}", self.severity, self.check)?;
        if !self.instance.is_empty() {
            write!(f, " at {}", self.instance)?;
        }
        write!(f, "\n  {}", self.message)?;
        if !self.spec.is_empty() {
            write!(f, "\n  spec: {}", self.spec)?;
        }
        if !self.affects.is_empty() {
            write!(f, "\n  affects: {}", self.affected().join(", "))?;
        }
        self.recording.as_ref().map_or(Ok(()), |file| write!(f, "\n  recording: {file}"))
    }
}
