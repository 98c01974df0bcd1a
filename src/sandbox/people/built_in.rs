//! [`Person`]: the people that every sandbox has, unless it is given others. Each is made up.

use super::profile::{Born, Profile};
use crate::sandbox::document::Document;

/// A made-up person who can give consent in the sandbox (feature `sandbox`).
///
/// Their names say so: they are words for "example" and "sample" in several languages. Where a sandbox is started with
/// other [`People`](super::People), these are unknown to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Person {
    /// Asha Example, who has every document.
    Complete,
    /// Ravi Sample, who has no driving licence.
    WithoutLicence,
    /// Kiran Specimen, whose Aadhaar is not linked: no Aadhaar card is listed, and there is no e-Aadhaar.
    WithoutAadhaar,
    /// Namuna, who has one name and no surname.
    OneName,
    /// V. K. Sample, whose given names are initials.
    Initials,
    /// A name in Devanagari.
    Devanagari,
    /// A name in Tamil letters.
    Tamil,
    /// A name in Urdu, which is written from right to left.
    Urdu,
    /// Chhota Example, a minor (until 2038), who has no driving licence.
    Minor,
    /// Ajanma Sample, whose date of birth is unknown: the field is null.
    NoBirthDate,
    /// Varsha Specimen, of whose birth only the year is known.
    BirthYearOnly,
    /// Lakshmi Example, whose address is very long.
    LongAddress,
}

/// What is special about a person.
struct Row {
    id: &'static str,
    name: &'static str,
    latin_name: Option<&'static str>,
    born: Born,
    gender: &'static str,
}

const fn row(id: &'static str, name: &'static str, born: Born, gender: &'static str) -> Row {
    Row { id, name, latin_name: None, born, gender }
}

impl Row {
    const fn in_latin(mut self, name: &'static str) -> Self {
        self.latin_name = Some(name);
        self
    }
}

impl Person {
    /// All people, in the order of the consent page.
    pub const ALL: [Self; 12] = [
        Self::Complete,
        Self::WithoutLicence,
        Self::WithoutAadhaar,
        Self::OneName,
        Self::Initials,
        Self::Devanagari,
        Self::Tamil,
        Self::Urdu,
        Self::Minor,
        Self::NoBirthDate,
        Self::BirthYearOnly,
        Self::LongAddress,
    ];

    /// Returns the person's name, as on the consent page and in the documents.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Returns the person's id, such as `without-licence`, as the consent page and the control API have it.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    fn row(self) -> Row {
        match self {
            Self::Complete => row("complete", "Asha Example", Born::Day(1, 1, 1990), "F"),
            Self::WithoutLicence => row("without-licence", "Ravi Sample", Born::Day(29, 2, 1988), "M"),
            Self::WithoutAadhaar => row("without-aadhaar", "Kiran Specimen", Born::Day(31, 12, 2001), "T"),
            Self::OneName => row("one-name", "Namuna", Born::Day(9, 3, 1979), "F"),
            Self::Initials => row("initials", "V. K. Sample", Born::Day(17, 7, 1965), "M"),
            Self::Devanagari => {
                row("devanagari", "उदाहरण नमूना", Born::Day(5, 11, 1994), "M").in_latin("Udaharan Namuna")
            }
            Self::Tamil => {
                row("tamil", "உதாரணம் மாதிரி", Born::Day(14, 4, 1983), "F").in_latin("Udharanam Madhiri")
            }
            Self::Urdu => row("urdu", "مثال نمونہ", Born::Day(23, 9, 1971), "F").in_latin("Misal Namuna"),
            Self::Minor => row("minor", "Chhota Example", Born::Day(15, 8, 2020), "M"),
            Self::NoBirthDate => row("no-birth-date", "Ajanma Sample", Born::Unknown, "F"),
            Self::BirthYearOnly => row("birth-year-only", "Varsha Specimen", Born::Year(1975), "F"),
            Self::LongAddress => row("long-address", "Lakshmi Example", Born::Day(30, 6, 1992), "F"),
        }
    }

    /// Returns the person's data.
    pub(super) fn profile(self) -> Profile {
        let row = self.row();
        let number = Self::ALL.into_iter().take_while(|person| *person != self).count() + 1;
        let mut profile = Profile::numbered(number, row.id.to_owned(), row.name.to_owned());
        profile.latin_name = row.latin_name.map(str::to_owned);
        profile.born = row.born;
        row.gender.clone_into(&mut profile.gender);
        match self {
            Self::Complete => profile.address[0] = Some("C/O Nobody Example".to_owned()),
            Self::WithoutLicence => profile.documents = vec![Document::Aadhaar, Document::Pan],
            Self::WithoutAadhaar => profile.documents = vec![Document::Pan, Document::Licence],
            Self::Minor => {
                profile.address[0] = Some("C/O Asha Example".to_owned());
                profile.documents = vec![Document::Aadhaar, Document::Pan];
            }
            Self::LongAddress => profile.address = long_address(),
            _ => {}
        }
        profile
    }
}

/// Every part, and more than fits in one line of a form.
fn long_address() -> [Option<String>; 9] {
    [
        "C/O Nobody Example, formerly of the House of the Other Example",
        "Flat No. 000-B, Thirteenth Floor, Tower Q, Imaginary Heights Cooperative Housing Society (Phase III)",
        "Nineteenth Cross, Twenty-second Main, Behind the Made-up Water Tank, Opposite the Old Sandbox Mill",
        "Extension of the Sandbox Layout, Second Stage, near the Junction of Nowhere Road and Example Lane",
        "Sandbox Town and Surrounding Hamlets",
        "Sandbox District (Rural and Urban)",
        "Sandbox State",
        "000000",
        "India",
    ]
    .map(|part| Some(part.to_owned()))
}

impl AsRef<str> for Person {
    /// Returns the person's id.
    fn as_ref(&self) -> &str {
        self.id()
    }
}
