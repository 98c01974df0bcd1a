//! [`Document`]: the kinds of documents that can be requested.

/// A kind of document that can be requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Document {
    Aadhaar,
    Pan,
    Licence,
}

impl Document {
    pub(super) const ALL: [Self; 3] = [Self::Aadhaar, Self::Pan, Self::Licence];

    /// Returns its name in a request.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Aadhaar => "aadhaar",
            Self::Pan => "pan",
            Self::Licence => "dl",
        }
    }

    pub(super) fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|document| document.name() == name)
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Aadhaar => "Aadhaar card",
            Self::Pan => "PAN card",
            Self::Licence => "Driving licence",
        }
    }

    /// Returns the note about a person who does not have it.
    pub(super) fn missing(self) -> &'static str {
        match self {
            Self::Aadhaar => "Aadhaar not linked",
            Self::Pan => "No PAN card",
            Self::Licence => "No driving licence",
        }
    }

    /// Returns `DigiLocker`'s code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Aadhaar => "ADHAR",
            Self::Pan => "PANCR",
            Self::Licence => "DRVLC",
        }
    }

    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Aadhaar => "application/xml",
            Self::Pan | Self::Licence => "application/pdf",
        }
    }

    /// Returns the id of the issuer, and its name.
    pub(super) fn issuer(self) -> (&'static str, &'static str) {
        match self {
            Self::Aadhaar => ("in.gov.uidai", "Made-up Identification Authority"),
            Self::Pan => ("in.gov.pan", "Made-up Tax Department"),
            Self::Licence => ("in.gov.transport", "Made-up Transport Department"),
        }
    }
}
