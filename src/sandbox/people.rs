//! The people whose documents the sandbox holds. Each is made up, with numbers that no real person can have: an
//! Aadhaar number never starts with 0, an Indian mobile number starts with 6 to 9, a PAN has the letter of a kind of
//! holder at its fourth place, and no state has the code XX.

use super::document::Document;

/// A made-up person who can give consent in the sandbox (feature `sandbox`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Person {
    /// Asha Example, who has every document.
    Complete,
    /// Ravi Sample, who has no driving licence.
    WithoutLicence,
    /// Kiran Specimen, whose Aadhaar is not linked: no Aadhaar card is listed, and there is no e-Aadhaar.
    WithoutAadhaar,
}

/// The data of a person.
pub(super) struct Details {
    pub(super) name: &'static str,
    /// Day, month and year.
    pub(super) born: (u8, u8, u16),
    /// `F`, `M` or `T`.
    pub(super) gender: &'static str,
    /// The last digits of all the person's numbers, after zeros.
    pub(super) number: u8,
    pub(super) care_of: Option<&'static str>,
    pub(super) house: &'static str,
    /// The colours of the portrait's background, above and below.
    pub(super) colours: [[u8; 3]; 2],
}

impl Person {
    /// All people, in the order of the consent page.
    pub const ALL: [Self; 3] = [Self::Complete, Self::WithoutLicence, Self::WithoutAadhaar];

    /// Returns the person's name, as on the consent page and in the documents.
    pub fn name(self) -> &'static str {
        self.details().name
    }

    /// Returns the documents that the person has.
    pub(super) fn documents(self) -> &'static [Document] {
        match self {
            Self::Complete => &Document::ALL,
            Self::WithoutLicence => &[Document::Aadhaar, Document::Pan],
            Self::WithoutAadhaar => &[Document::Pan, Document::Licence],
        }
    }

    pub(super) fn has(self, document: Document) -> bool {
        self.documents().contains(&document)
    }

    /// Returns the person's value in the form of the consent page.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::WithoutLicence => "without-licence",
            Self::WithoutAadhaar => "without-aadhaar",
        }
    }

    pub(super) fn by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|person| person.key() == key)
    }

    pub(super) fn details(self) -> Details {
        match self {
            Self::Complete => Details {
                name: "Asha Example",
                born: (1, 1, 1990),
                gender: "F",
                number: 1,
                care_of: Some("C/O Nobody Example"),
                house: "1",
                colours: [[0x5b, 0x6e, 0xe1], [0xa9, 0xc4, 0xf5]],
            },
            Self::WithoutLicence => Details {
                name: "Ravi Sample",
                born: (29, 2, 1988),
                gender: "M",
                number: 2,
                care_of: None,
                house: "2",
                colours: [[0x1f, 0x7a, 0x6c], [0x9b, 0xd8, 0xb8]],
            },
            Self::WithoutAadhaar => Details {
                name: "Kiran Specimen",
                born: (31, 12, 2001),
                gender: "T",
                number: 3,
                care_of: None,
                house: "3",
                colours: [[0xb3, 0x54, 0x2e], [0xf3, 0xc9, 0x8b]],
            },
        }
    }
}
