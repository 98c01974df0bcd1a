//! What documents are made of: bytes, their encoding on the wire, and a guess of their kind.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode_str;

use crate::sensitive::Sensitive;

/// How far into a file its PDF header may stand (ISO 32000, implementation notes of Adobe's readers).
const MAX_PDF_OFFSET: usize = 1024;
/// How far into a text the first tag is looked for.
const MAX_PROLOGUE: usize = 4096;

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

    /// The bytes. Line breaks, missing padding, the URL alphabet, a `data:` prefix and literal `\n` are accepted, since the
    /// vendor does not say which base64 it is. A blank inside a line is read as the `+` that it was before somebody
    /// decoded it as a form, if only that gives whole groups of four.
    ///
    /// # Errors
    ///
    /// It is not base64, or the bytes would be more than `max_bytes`; then nothing is decoded.
    pub fn decode(&self, max_bytes: usize) -> Result<Content, ContentError> {
        let base64 = Base64::of(self.0.expose()).ok_or(ContentError::NotBase64)?;
        if base64.text.trim_end_matches('=').len() / 4 * 3 > max_bytes {
            return Err(ContentError::TooLarge { max_bytes });
        }
        let bytes = base64.decoded(DecodePaddingMode::Indifferent).ok_or(ContentError::NotBase64)?;
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
        let base64 = Base64::of(text.expose());
        let strict = base64.as_ref().filter(|base64| base64.is_plain);
        let strict = strict.and_then(|base64| base64.decoded(DecodePaddingMode::RequireCanonical));
        let strict = strict.filter(|bytes| !bytes.is_empty());
        let lenient = || base64?.decoded(DecodePaddingMode::Indifferent).filter(is_known);
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

/// The letters of base64 alone, without what transport has added.
struct Base64<'a> {
    text: Cow<'a, str>,
    /// Whether nothing but line breaks was added.
    is_plain: bool,
}

impl<'a> Base64<'a> {
    /// Nothing if the text can't be base64.
    fn of(given: &'a str) -> Option<Self> {
        let (text, is_plain) = match payload(given) {
            Some(text) => (text, false),
            None => (given.trim_matches(is_around), true),
        };
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_=".contains(&byte);
        if text.bytes().all(is_letter) {
            return Some(Self { text: Cow::Borrowed(text), is_plain });
        }
        if !text.bytes().all(|byte| is_letter(byte) || byte.is_ascii_whitespace() || b"\\%".contains(&byte)) {
            return None;
        }
        let mut text =
            text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t").replace("\\/", "/");
        if text.contains('%') {
            text = percent_decode_str(&text).decode_utf8().ok()?.into_owned();
        }
        let letters = with_plus(&text)?;
        let is_plain = is_plain && !given.contains(['\\', '%']) && letters.matches('+').eq(text.matches('+'));
        Some(Self { text: letters.into(), is_plain })
    }

    fn decoded(&self, padding: DecodePaddingMode) -> Option<Vec<u8>> {
        let config = GeneralPurposeConfig::new().with_decode_padding_mode(padding);
        let engine = |alphabet| GeneralPurpose::new(alphabet, config);
        let text = self.text.as_ref();
        engine(&STANDARD).decode(text).or_else(|_| engine(&URL_SAFE).decode(text)).ok()
    }
}

/// What follows the prefix of a `data:` URL, if there is one.
fn payload(text: &str) -> Option<&str> {
    let (head, data) = text.trim_matches(is_around).split_once(',')?;
    let head = head.to_ascii_lowercase();
    (head.starts_with("data:") && head.ends_with(";base64")).then(|| data.trim_start_matches(is_around))
}

fn is_around(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Drops line breaks and the blanks around them. Blanks inside a line are `+`, if that and nothing else gives whole
/// groups: any other reading would be of other bytes.
fn with_plus(text: &str) -> Option<String> {
    let is_blank = |c: char| matches!(c, ' ' | '\t');
    let lines =
        text.split(['\r', '\n']).map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty());
    let lines = lines.collect::<Vec<_>>();
    let blanks = lines.iter().map(|line| line.matches(is_blank).count()).sum::<usize>();
    let around = text.matches(is_blank).count() - blanks;
    let letters = lines.iter().map(|line| line.len()).sum::<usize>() - blanks;
    let is_whole = |count: usize| count.is_multiple_of(4);
    if lines.len() + blanks > 1 && is_sentence(&lines) {
        return None;
    }
    if blanks == 0 {
        // Those around the lines may have been a `+` as well.
        let is_doubtful = !is_whole(letters) && is_whole(letters + around);
        return (!is_doubtful).then(|| lines.concat());
    }
    let is_certain = is_whole(letters + blanks) && !is_whole(letters);
    is_certain.then(|| lines.concat().replace(is_blank, "+"))
}

/// Whether it reads as words: letters in the case of a sentence, or numbers.
fn is_sentence(lines: &[&str]) -> bool {
    let is_word = |word: &str| {
        let rest = word.get(1..).unwrap_or_default().as_bytes();
        let is_text = word.bytes().all(|byte| byte.is_ascii_alphabetic())
            && (rest.iter().all(u8::is_ascii_lowercase)
                || word.bytes().all(|byte| byte.is_ascii_uppercase()));
        is_text || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    lines.iter().flat_map(|line| line.split_ascii_whitespace()).all(is_word)
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
    /// A JPEG 2000 picture, as a file or as a bare code stream: the form of the photo on an Aadhaar. Browsers don't show it.
    Jpeg2000,
    /// A PNG picture.
    Png,
    /// An XML document.
    Xml,
    /// An HTML page: rather a message of somebody in between than a document.
    Html,
    /// A JSON document.
    Json,
    /// None of these.
    Unknown,
}

impl ContentKind {
    fn of(bytes: &[u8]) -> Self {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Self::Jpeg,
            [0, 0, 0, 0x0c, b'j', b'P', b' ', b' ', b'\r', b'\n', 0x87, b'\n', ..]
            | [0xff, 0x4f, 0xff, 0x51, ..] => Self::Jpeg2000,
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Self::Png,
            _ if has_pdf_header(bytes) => Self::Pdf,
            _ if text.starts_with(b"<") && is_html(text) => Self::Html,
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
            Self::Jpeg2000 => "image/jp2",
            Self::Png => "image/png",
            Self::Xml => "application/xml",
            Self::Html => "text/html",
            Self::Json => "application/json",
            Self::Unknown => "application/octet-stream",
        }
    }

    /// The usual ending of a file's name, such as `pdf`.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Jpeg2000 => "jp2",
            Self::Png => "png",
            Self::Xml => "xml",
            Self::Html => "html",
            Self::Json => "json",
            Self::Unknown => "bin",
        }
    }
}

fn has_pdf_header(bytes: &[u8]) -> bool {
    let header = b"%PDF-";
    let start = &bytes[..bytes.len().min(MAX_PDF_OFFSET + header.len())];
    start.windows(header.len()).any(|window| window == header)
}

/// The tags by which browsers know HTML (WHATWG, MIME Sniffing).
const HTML_TAGS: [&str; 16] = [
    "!doctype html",
    "html",
    "head",
    "script",
    "iframe",
    "h1",
    "div",
    "font",
    "table",
    "a",
    "style",
    "title",
    "b",
    "body",
    "br",
    "p",
];

/// Whether a text that begins with `<` is HTML: by its first tag, after comments and declarations. What calls itself XML
/// is HTML only if it says so.
fn is_html(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&text[..text.len().min(MAX_PROLOGUE)]);
    let mut rest = text.as_ref();
    let mut says_xml = false;
    loop {
        rest = rest.trim_start();
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            _ => break,
        };
        says_xml |= rest.starts_with("<?xml");
        match rest.split_once(end) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    let is_tag = |name: &str| {
        let tag = rest.get(1..=name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
        tag && rest[name.len() + 1..].starts_with(|c: char| c.is_whitespace() || c == '>')
    };
    if says_xml {
        HTML_TAGS[..2].iter().any(|name| is_tag(name))
    } else {
        HTML_TAGS.iter().any(|name| is_tag(name))
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
