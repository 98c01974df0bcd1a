//! The bytes of documents, their encoding on the wire, and a guess of their kind.

use std::fmt;

use base64::engine::DecodePaddingMode;

use crate::journey::base64_text::Base64;
use crate::journey::content_kind::ContentKind;
use crate::privacy::sensitive::Sensitive;

/// Bytes that the vendor sends as base64, decoded on demand. `Debug` shows nothing of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded(Sensitive<String>);

impl Encoded {
    pub(crate) fn new(text: &Sensitive<String>) -> Self {
        Self(text.clone())
    }

    /// Returns the text that the vendor sent.
    pub fn as_given(&self) -> &Sensitive<String> {
        &self.0
    }

    /// Decodes the bytes. Line breaks and blanks around lines, missing padding, the URL alphabet, a `data:` prefix and
    /// literal `\n` are accepted, since the vendor does not say which base64 it is. A blank inside a line is read as a
    /// `+` that somebody decoded as a form, if only that gives whole groups of four. An ambiguous text is not base64.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not base64, or if it would decode to more than `max_bytes`.
    pub fn decode(&self, max_bytes: usize) -> Result<Content, ContentError> {
        let base64 = Base64::of(self.0.expose()).ok_or(ContentError::NotBase64)?;
        if base64.least_bytes() > max_bytes {
            return Err(ContentError::TooLarge { max_bytes });
        }
        let bytes = base64.decoded(DecodePaddingMode::Indifferent).ok_or(ContentError::NotBase64)?;
        if bytes.len() > max_bytes {
            return Err(ContentError::TooLarge { max_bytes });
        }
        if !base64.is_certain && !ContentKind::is_certain(&bytes) {
            return Err(ContentError::NotBase64);
        }
        Ok(Content { kind: ContentKind::of(&bytes), bytes: bytes.into() })
    }
}

/// The bytes of a document, and a guess of their kind. `Debug` shows only the guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    bytes: Sensitive<Vec<u8>>,
    kind: ContentKind,
}

impl Content {
    /// Reads a document whose encoding is undocumented: as base64 if it decodes, otherwise as it is. Text that is not
    /// strict base64 is decoded only if the bytes are of a known kind.
    pub(crate) fn guessed(text: Sensitive<String>) -> (Self, Encoding) {
        let is_known = |bytes: &Vec<u8>| ContentKind::is_certain(bytes);
        let base64 = Base64::of(text.expose());
        let strict = base64.as_ref().filter(|base64| base64.is_plain);
        let strict = strict.and_then(|base64| base64.decoded(DecodePaddingMode::RequireCanonical));
        let may_be_a_word = base64.as_ref().is_some_and(Base64::may_be_a_word);
        let strict = strict.filter(|bytes| !bytes.is_empty() && (!may_be_a_word || is_known(bytes)));
        let lenient = || base64?.decoded(DecodePaddingMode::Indifferent).filter(is_known);
        let (bytes, encoding) = match strict.or_else(lenient) {
            Some(bytes) => (bytes, Encoding::Base64),
            None => (text.into_exposed().into_bytes(), Encoding::Plain),
        };
        (Self { kind: ContentKind::of(&bytes), bytes: bytes.into() }, encoding)
    }

    /// Returns the bytes.
    pub fn bytes(&self) -> &Sensitive<Vec<u8>> {
        &self.bytes
    }

    /// Returns the bytes, owned.
    pub fn into_bytes(self) -> Sensitive<Vec<u8>> {
        self.bytes
    }

    /// Returns the guessed kind.
    pub fn kind(&self) -> ContentKind {
        self.kind
    }
}

/// The encoding of a document on the wire, which the vendor does not document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// Base64, or a text of letters and digits that looks like it.
    Base64,
    /// Not base64: the text is kept as it is.
    Plain,
}

/// Says why [`Encoded::decode`] returns no bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContentError {
    /// The text is not base64.
    NotBase64,
    /// The content is larger than the caller's limit.
    TooLarge {
        /// The caller's limit, in bytes.
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
