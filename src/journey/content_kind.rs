//! [`ContentKind`]: a guess of the kind of a document.

/// How far into a file its PDF header may start (ISO 32000, implementation notes of Adobe's readers).
const MAX_PDF_OFFSET_BYTES: usize = 1024;
/// How far into a text the first tag is searched.
const MAX_PROLOGUE_BYTES: usize = 4096;

/// A guess of a document's kind, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContentKind {
    /// A PDF document.
    Pdf,
    /// A JPEG picture.
    Jpeg,
    /// A JPEG 2000 picture, as a file or a bare code stream: the form of the photo on an Aadhaar. Most browsers don't
    /// show it.
    Jpeg2000,
    /// A PNG picture.
    Png,
    /// An XML document.
    Xml,
    /// An HTML page: probably a message of a gateway, and not a document.
    Html,
    /// A JSON document.
    Json,
    /// None of these.
    Unknown,
}

impl ContentKind {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Self::Jpeg,
            [0, 0, 0, 0x0c, b'j', b'P', b' ', b' ', b'\r', b'\n', 0x87, b'\n', ..]
            | [0xff, 0x4f, 0xff, 0x51, ..] => Self::Jpeg2000,
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Self::Png,
            _ if bytes.starts_with(b"%PDF-") => Self::Pdf,
            _ if text.starts_with(b"<") && is_html(text) => Self::Html,
            _ if text.starts_with(b"<") => Self::Xml,
            _ if text.starts_with(b"{") || text.starts_with(b"[") => Self::Json,
            _ if has_pdf_header(bytes) => Self::Pdf,
            _ => Self::Unknown,
        }
    }

    /// Whether bytes that were decoded with some doubt are certainly of a known kind. A text format must be UTF-8,
    /// since its first letter alone proves nothing.
    pub(crate) fn is_certain(bytes: &[u8]) -> bool {
        match Self::of(bytes) {
            Self::Unknown => false,
            Self::Xml | Self::Html | Self::Json => std::str::from_utf8(bytes).is_ok(),
            Self::Pdf | Self::Jpeg | Self::Jpeg2000 | Self::Png => true,
        }
    }

    /// Returns the media type, such as `application/pdf`. It is a guess about somebody else's bytes: serve them as a
    /// download, with `nosniff`, and never as part of a page.
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

    /// Returns the usual file name extension, such as `pdf`.
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
    let start = &bytes[..bytes.len().min(MAX_PDF_OFFSET_BYTES + header.len())];
    start.windows(header.len()).any(|window| window == header)
}

/// The tags by which browsers recognise HTML (WHATWG, MIME Sniffing), and those with which error pages of servers
/// start.
const HTML_TAGS: [&str; 20] = [
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
    "center",
    "h2",
    "meta",
    "pre",
];

/// Whether a text that starts with `<` is HTML: by its first tag, after comments and declarations. With an XML
/// declaration, only the tag `html` or its doctype counts.
fn is_html(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&text[..text.len().min(MAX_PROLOGUE_BYTES)]);
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
        let rest = tag.then(|| &rest[name.len() + 1..]);
        rest.is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_whitespace() || c == '>')
                || (name.len() > 1 && rest.starts_with('/'))
        })
    };
    if says_xml {
        HTML_TAGS[..2].iter().any(|name| is_tag(name))
    } else {
        HTML_TAGS.iter().any(|name| is_tag(name))
    }
}
