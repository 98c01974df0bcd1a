//! The documents of the made-up people. Each says that it is a specimen.
//!
//! The vendor's reference does not say how `fetch_file` encodes a document: here the Aadhaar card is plain XML, and the other
//! two are PDF in base64.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use super::document::Document;
use super::pdf;
use super::people::Person;
use super::portrait;

/// The note in every document.
const SPECIMEN: &str = "SPECIMEN - made-up person";

impl Document {
    fn number(self, person: Person) -> String {
        let number = person.details().number;
        match self {
            Self::Aadhaar => masked_uid(person),
            Self::Pan => format!("XXXXX{number:04}X"),
            Self::Licence => format!("XX00{number:011}"),
        }
    }

    /// Returns the URI of the document of this person.
    pub(super) fn uri(self, person: Person) -> String {
        format!("{}-{}-{}", self.issuer().0, self.code(), self.number(person))
    }

    /// Returns the document's entry in the list of the person's documents.
    pub(super) fn listed(self, person: Person) -> Value {
        let (issuer_id, issuer) = self.issuer();
        json!({
            "name": self.words(),
            "type": "file",
            "size": "",
            "date": "2020-01-01T00:00:00Z",
            "parent": "",
            "mime": [self.media_type()],
            "uri": self.uri(person),
            "doctype": self.code(),
            "description": format!("{} ({SPECIMEN})", self.words()),
            "issuerid": issuer_id,
            "issuer": issuer,
        })
    }

    /// Returns the document of this person, as `fetch_file` returns it.
    pub(super) fn contents(self, person: Person) -> String {
        match self {
            Self::Aadhaar => aadhaar_xml(person),
            Self::Pan | Self::Licence => BASE64_STANDARD.encode(self.pdf(person)),
        }
    }

    fn pdf(self, person: Person) -> Vec<u8> {
        let details = person.details();
        let address = address(person).into_iter().filter_map(|(_, part)| part).collect::<Vec<_>>();
        let mut rows = vec![
            ("Number", self.number(person)),
            ("Name", details.name.to_owned()),
            ("Date of birth", date_of_birth(person)),
        ];
        if self != Self::Pan {
            rows.push(("Gender", details.gender.to_owned()));
            let lines = address.chunks(4).map(|parts| parts.join(", ")).collect::<Vec<_>>();
            rows.push(("Address", lines.join("\n")));
        }
        rows.push(("Issued by", self.issuer().1.to_owned()));
        pdf::page(self.words(), SPECIMEN, &rows, &portrait::jpeg(person))
    }
}

/// Returns the data of an `eaadhaar` response.
pub(super) fn eaadhaar(person: Person, with_pdf: bool) -> Value {
    let details = person.details();
    let address = address(person).into_iter().map(|(name, part)| (name.to_owned(), json!(part)));
    json!({
        "masked_uid": masked_uid(person),
        "proof_of_identity": {
            "dob": date_of_birth(person),
            "gender": details.gender,
            "name": details.name,
        },
        "proof_of_address": Value::Object(address.collect()),
        "photo": portrait(person),
        "document_pdf": with_pdf.then(|| BASE64_STANDARD.encode(Document::Aadhaar.pdf(person))),
    })
}

/// Returns the person's portrait, a JPEG in base64.
pub(super) fn portrait(person: Person) -> String {
    BASE64_STANDARD.encode(portrait::jpeg(person))
}

fn masked_uid(person: Person) -> String {
    format!("XXXXXXXX{:04}", person.details().number)
}

fn date_of_birth(person: Person) -> String {
    let (day, month, year) = person.details().born;
    format!("{day:02}-{month:02}-{year}")
}

/// Returns the parts of the address, by their names in an `eaadhaar` response.
fn address(person: Person) -> [(&'static str, Option<&'static str>); 9] {
    let details = person.details();
    [
        ("care_of", details.care_of),
        ("house", Some(details.house)),
        ("street", Some("Made-up Street")),
        ("locality", None),
        ("vtc", Some("Sandbox Town")),
        ("district", Some("Sandbox District")),
        ("state", Some("Sandbox State")),
        ("pincode", Some("000000")),
        ("country", Some("India")),
    ]
}

/// Writes the card as XML. The sandbox's own values need no escaping.
fn aadhaar_xml(person: Person) -> String {
    let details = person.details();
    let address = address(person).into_iter().filter_map(|(name, part)| Some((name, part?)));
    let address = address.map(|(name, part)| format!("{name}=\"{part}\"")).collect::<Vec<_>>().join(" ");
    let (uid, name, gender) = (masked_uid(person), details.name, details.gender);
    let (born, photo) = (date_of_birth(person), portrait(person));
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- {SPECIMEN} -->
<Aadhaar status="SPECIMEN" uid="{uid}">
  <Identity name="{name}" dob="{born}" gender="{gender}"/>
  <Address {address}/>
  <Photo>{photo}</Photo>
</Aadhaar>
"#
    )
}
