//! The documents of the made-up people. Each says that it is a specimen.
//!
//! The vendor's reference does not say how `fetch_file` encodes a document: here the Aadhaar card is plain XML, and the other
//! two are PDF in base64.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use super::document::Document;
use super::pdf;
use super::people::Profile;

/// The note in every document.
const SPECIMEN: &str = "SPECIMEN - made-up person";

impl Document {
    fn number(self, person: &Profile) -> &str {
        match self {
            Self::Aadhaar => &person.masked_uid,
            Self::Pan => &person.pan,
            Self::Licence => &person.licence,
        }
    }

    /// Returns the URI of the document of this person.
    pub(super) fn uri(self, person: &Profile) -> String {
        format!("{}-{}-{}", self.issuer().0, self.code(), self.number(person))
    }

    /// Returns the document's entry in the list of the person's documents.
    pub(super) fn listed(self, person: &Profile) -> Value {
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
    pub(super) fn contents(self, person: &Profile) -> String {
        match self {
            Self::Aadhaar => aadhaar_xml(person),
            Self::Pan | Self::Licence => BASE64_STANDARD.encode(self.pdf(person)),
        }
    }

    fn pdf(self, person: &Profile) -> Vec<u8> {
        let name = person.latin_name.as_ref().unwrap_or(&person.name);
        let mut rows = vec![
            ("Number", self.number(person).to_owned()),
            ("Name", name.clone()),
            ("Date of birth", person.birth_of_document().unwrap_or_else(|| "not known".to_owned())),
        ];
        if self != Self::Pan {
            rows.push(("Gender", person.gender.clone()));
            let address = person.address_parts().filter_map(|(_, part)| part).collect::<Vec<_>>();
            rows.push(("Address", address.join(", ")));
        }
        rows.push(("Issued by", self.issuer().1.to_owned()));
        pdf::page(self.words(), SPECIMEN, &rows, person.portrait())
    }
}

/// Returns the data of an `eaadhaar` response.
pub(super) fn eaadhaar(person: &Profile, with_pdf: bool) -> Value {
    let address = person.address_parts().map(|(name, part)| (name.to_owned(), json!(part)));
    json!({
        "masked_uid": person.masked_uid,
        "proof_of_identity": {
            "dob": person.birth_of_document(),
            "gender": person.gender,
            "name": person.name,
        },
        "proof_of_address": Value::Object(address.collect()),
        "photo": portrait(person),
        "document_pdf": with_pdf.then(|| BASE64_STANDARD.encode(Document::Aadhaar.pdf(person))),
    })
}

/// Returns the person's portrait, a JPEG in base64.
pub(super) fn portrait(person: &Profile) -> String {
    BASE64_STANDARD.encode(person.portrait())
}

/// Writes the card as XML.
fn aadhaar_xml(person: &Profile) -> String {
    let attribute = |(name, value): (&str, Option<&str>)| {
        value.map(|value| format!(r#" {name}="{}""#, escaped(value))).unwrap_or_default()
    };
    let address = person.address_parts().map(attribute).collect::<String>();
    let born = person.birth_of_document();
    let identity = [
        ("name", Some(person.name.as_str())),
        ("dob", born.as_deref()),
        ("gender", Some(person.gender.as_str())),
    ];
    let identity = identity.map(attribute).concat();
    let (uid, photo) = (&person.masked_uid, portrait(person));
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- {SPECIMEN} -->
<Aadhaar status="SPECIMEN" uid="{uid}">
  <Identity{identity}/>
  <Address{address}/>
  <Photo>{photo}</Photo>
</Aadhaar>
"#
    )
}

/// Writes a text as the value of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
