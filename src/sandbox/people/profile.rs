//! [`Profile`]: the data of one made-up person.

use std::sync::OnceLock;

use super::portrait;
use crate::sandbox::document::Document;

/// The parts of an address, by their names in an `eaadhaar` response.
pub(crate) const ADDRESS_PARTS: [&str; 9] =
    ["care_of", "house", "street", "locality", "vtc", "district", "state", "pincode", "country"];

/// The colours of portraits: of the background, above and below.
const COLOURS: [[[u8; 3]; 2]; 6] = [
    [[0x5b, 0x6e, 0xe1], [0xa9, 0xc4, 0xf5]],
    [[0x1f, 0x7a, 0x6c], [0x9b, 0xd8, 0xb8]],
    [[0xb3, 0x54, 0x2e], [0xf3, 0xc9, 0x8b]],
    [[0x7d, 0x3f, 0x98], [0xd9, 0xb3, 0xe8]],
    [[0x2b, 0x5f, 0x8f], [0x8f, 0xd3, 0xe0]],
    [[0x8a, 0x6d, 0x1d], [0xe8, 0xd9, 0x8e]],
];

/// A person who can give consent, and what the documents say.
pub(crate) struct Profile {
    pub(crate) id: String,
    pub(crate) name: String,
    /// The name in Latin letters, where `name` has others.
    pub(crate) latin_name: Option<String>,
    pub(crate) born: Born,
    /// `F`, `M` or `T`.
    pub(crate) gender: String,
    /// As it is given out: all but the last four digits masked.
    pub(crate) masked_uid: String,
    pub(crate) pan: String,
    pub(crate) licence: String,
    pub(crate) mobile: String,
    pub(crate) account: String,
    pub(crate) documents: Vec<Document>,
    /// In the order of [`ADDRESS_PARTS`].
    pub(crate) address: [Option<String>; ADDRESS_PARTS.len()],
    /// The person's place in the list, from one.
    number: usize,
    portrait: OnceLock<Vec<u8>>,
}

/// When a person was born, as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Born {
    Unknown,
    Year(u16),
    /// Day, month and year.
    Day(u8, u8, u16),
}

impl Profile {
    /// Returns a person with every document, and with numbers that no real person can have: an Aadhaar number never
    /// starts with 0, an Indian mobile number starts with 6 to 9, a PAN has the letter of a kind of holder at its
    /// fourth place, and no state has the code XX.
    pub(super) fn numbered(number: usize, id: String, name: String) -> Self {
        Self {
            id,
            name,
            latin_name: None,
            born: Born::Unknown,
            gender: "T".to_owned(),
            masked_uid: format!("XXXXXXXX{number:04}"),
            pan: format!("XXXXX{number:04}X"),
            licence: format!("XX00{number:011}"),
            mobile: format!("{number:010}"),
            account: format!("00000000-0000-0000-0000-{number:012}"),
            documents: Document::ALL.to_vec(),
            address: [
                None,
                Some(number.to_string()),
                Some("Made-up Street".to_owned()),
                None,
                Some("Sandbox Town".to_owned()),
                Some("Sandbox District".to_owned()),
                Some("Sandbox State".to_owned()),
                Some("000000".to_owned()),
                Some("India".to_owned()),
            ],
            number,
            portrait: OnceLock::new(),
        }
    }

    pub(crate) fn has(&self, document: Document) -> bool {
        self.documents.contains(&document)
    }

    /// Returns the parts of the address, by their names in an `eaadhaar` response.
    pub(crate) fn address_parts(&self) -> impl Iterator<Item = (&'static str, Option<&str>)> {
        ADDRESS_PARTS.into_iter().zip(self.address.iter().map(Option::as_deref))
    }

    /// Returns the date of birth as an account has it, in the form of the vendor's sample.
    pub(crate) fn birth_of_account(&self) -> Option<String> {
        self.birth("")
    }

    /// Returns the date of birth as a document has it.
    pub(crate) fn birth_of_document(&self) -> Option<String> {
        self.birth("-")
    }

    fn birth(&self, between: &str) -> Option<String> {
        match self.born {
            Born::Unknown => None,
            Born::Year(year) => Some(year.to_string()),
            Born::Day(day, month, year) => Some(format!("{day:02}{between}{month:02}{between}{year}")),
        }
    }

    /// Returns the portrait, a JPEG.
    pub(crate) fn portrait(&self) -> &[u8] {
        self.portrait.get_or_init(|| portrait::jpeg(COLOURS[self.number.wrapping_sub(1) % COLOURS.len()]))
    }
}
