//! [`Document`]: the kinds of documents that can be requested.

/// A kind of document that can be requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Document {
    Aadhaar,
    Pan,
    Licence,
}

impl Document {
    pub(crate) const ALL: [Self; 3] = [Self::Aadhaar, Self::Pan, Self::Licence];

    /// Returns its name in a request.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Aadhaar => "aadhaar",
            Self::Pan => "pan",
            Self::Licence => "dl",
        }
    }

    pub(crate) fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|document| document.name() == name)
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Aadhaar => "Aadhaar card",
            Self::Pan => "PAN card",
            Self::Licence => "Driving licence",
        }
    }

    /// Returns the note about a person who does not have it.
    pub(crate) fn missing(self) -> &'static str {
        match self {
            Self::Aadhaar => "Aadhaar not linked",
            Self::Pan => "No PAN card",
            Self::Licence => "No driving licence",
        }
    }

    /// Returns `DigiLocker`'s code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Aadhaar => "ADHAR",
            Self::Pan => "PANCR",
            Self::Licence => "DRVLC",
        }
    }

    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Aadhaar => "application/xml",
            Self::Pan | Self::Licence => "application/pdf",
        }
    }

    /// Returns the id of the issuer, and its name.
    pub(crate) fn issuer(self) -> (&'static str, &'static str) {
        match self {
            Self::Aadhaar => ("in.gov.uidai", "Made-up Identification Authority"),
            Self::Pan => ("in.gov.pan", "Made-up Tax Department"),
            Self::Licence => ("in.gov.transport", "Made-up Transport Department"),
        }
    }
}
