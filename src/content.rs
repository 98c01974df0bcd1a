//! What documents are made of: bytes, their encoding on the wire, and a guess of their kind.

use std::fmt;

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::sensitive::Sensitive;

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STRICT: GeneralPurposeConfig = GeneralPurposeConfig::new();

/// Bytes that the vendor sends as base64; decoded when they are asked for. `Debug` shows nothing of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded(Sensitive<String>);

impl Encoded {
    pub(crate) fn new(text: &Sensitive<String>) -> Self {
        Self(text.clone())
    }

    /// As the vendor gave it.
    pub fn as_given(&self) -> &Sensitive<String> {
        &self.0
    }

    /// The bytes. Line breaks, missing padding, the URL alphabet and a `data:` prefix are forgiven, since the vendor does
    /// not say which base64 it is.
    ///
    /// # Errors
    ///
    /// It is not base64, or the bytes would be more than `max_bytes`; then nothing is decoded.
    pub fn decode(&self, max_bytes: usize) -> Result<Content, ContentError> {
        let text = payload(self.0.expose());
        if text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=').count() / 4 * 3
            > max_bytes
        {
            return Err(ContentError::TooLarge { max_bytes });
        }
        let bytes = decoded(text, LENIENT).ok_or(ContentError::NotBase64)?;
        if bytes.len() > max_bytes {
            return Err(ContentError::TooLarge { max_bytes });
        }
        Ok(Content { kind: ContentKind::of(&bytes), bytes: bytes.into() })
    }
}

/// A document's bytes, and a guess of what they are. `Debug` shows the guess only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    bytes: Sensitive<Vec<u8>>,
    kind: ContentKind,
}

impl Content {
    /// Of a document whose encoding is undocumented: base64 if it decodes, else as it is. What is not strictly base64
    /// counts if it decodes to something known.
    pub(crate) fn guessed(text: Sensitive<String>) -> (Self, Encoding) {
        let is_known = |bytes: &Vec<u8>| ContentKind::of(bytes) != ContentKind::Unknown;
        let strict = decoded(text.expose(), STRICT).filter(|bytes| !bytes.is_empty());
        let lenient = || decoded(payload(text.expose()), LENIENT).filter(is_known);
        let (bytes, encoding) = match strict.or_else(lenient) {
            Some(bytes) => (bytes, Encoding::Base64),
            None => (text.into_exposed().into_bytes(), Encoding::AsIs),
        };
        (Self { kind: ContentKind::of(&bytes), bytes: bytes.into() }, encoding)
    }

    /// The bytes.
    pub fn bytes(&self) -> &Sensitive<Vec<u8>> {
        &self.bytes
    }

    /// The bytes, owned.
    pub fn into_bytes(self) -> Sensitive<Vec<u8>> {
        self.bytes
    }

    /// What the first bytes look like.
    pub fn kind(&self) -> ContentKind {
        self.kind
    }
}

/// The text without the prefix of a `data:` URL.
fn payload(text: &str) -> &str {
    match text.split_once(";base64,") {
        Some((scheme, data)) if scheme.starts_with("data:") => data,
        _ => text,
    }
}

fn decoded(text: &str, config: GeneralPurposeConfig) -> Option<Vec<u8>> {
    let text = text.chars().filter(|c| !c.is_ascii_whitespace()).collect::<String>();
    let engine = |alphabet| GeneralPurpose::new(alphabet, config);
    engine(&STANDARD).decode(&text).or_else(|_| engine(&URL_SAFE).decode(&text)).ok()
}

/// How a document came over the wire; the vendor does not document it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// It was base64, or looked like it: a text of letters and digits alone can be both.
    Base64,
    /// It was no base64, and is taken as it is.
    AsIs,
}

/// What a document's first bytes look like: a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContentKind {
    /// A PDF document.
    Pdf,
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// An XML document.
    Xml,
    /// A JSON document.
    Json,
    /// None of these.
    Unknown,
}

impl ContentKind {
    fn of(bytes: &[u8]) -> Self {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        match bytes {
            [b'%', b'P', b'D', b'F', b'-', ..] => Self::Pdf,
            [0xff, 0xd8, 0xff, ..] => Self::Jpeg,
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Self::Png,
            _ if text.starts_with(b"<") => Self::Xml,
            _ if text.starts_with(b"{") || text.starts_with(b"[") => Self::Json,
            _ => Self::Unknown,
        }
    }

    /// Its media type, such as `application/pdf`. It is a guess about bytes of others: serve them as a download, with
    /// `nosniff`, and never as a part of a page.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Xml => "application/xml",
            Self::Json => "application/json",
            Self::Unknown => "application/octet-stream",
        }
    }

    /// The usual ending of a file's name, such as `pdf`.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Xml => "xml",
            Self::Json => "json",
            Self::Unknown => "bin",
        }
    }
}

/// Why [`Encoded::decode`] gives no bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContentError {
    /// It is not base64.
    NotBase64,
    /// It is larger than the caller wants.
    TooLarge {
        /// What the caller asked for, in bytes.
        max_bytes: usize,
    },
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotBase64 => f.write_str("the content is not base64"),
            Self::TooLarge { max_bytes } => write!(f, "the content is larger than {max_bytes} bytes"),
        }
    }
}

impl std::error::Error for ContentError {}
