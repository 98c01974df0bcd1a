//! [`Impact`], [`Affected`] and [`Bump`]: whom a change breaks, and which version it asks for.

/// Says whether a change breaks somebody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Impact {
    /// It breaks nobody.
    #[default]
    None,
    /// It breaks some, such as those who use what was removed, or it can't be told.
    Possible,
    /// It breaks everybody who uses this part.
    Certain,
}

impl Impact {
    pub(super) fn certain(broken: bool) -> Self {
        if broken { Self::Certain } else { Self::None }
    }

    pub(super) fn possible(broken: bool) -> Self {
        if broken { Self::Possible } else { Self::None }
    }
}

/// Names whom a change from one document to another affects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Affected {
    /// Clients of the old document, with a server of the new one.
    ExistingClients,
    /// A client of the new document, with a server that is still as the old one says.
    NewClient,
    /// Rust code that uses the client, once it is generated again.
    Rust,
}

impl Affected {
    /// Returns the stable name used in reports and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ExistingClients => "existing-clients",
            Self::NewClient => "new-client",
            Self::Rust => "rust",
        }
    }
}

/// Names the part of a version that changes ask to raise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// Nothing changed.
    None,
    /// Something changed that adds nothing and breaks nobody.
    Patch,
    /// Something was added, or is no longer required.
    Minor,
    /// Existing clients or Rust code break.
    Major,
}

impl Bump {
    /// Returns the stable name used in reports and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// Holds whom a change breaks on the wire.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Effects {
    pub(super) existing: Impact,
    pub(super) new: Impact,
}

impl Effects {
    pub(super) const NONE: Self = Self { existing: Impact::None, new: Impact::None };
    pub(super) const EXISTING: Self = Self { existing: Impact::Certain, new: Impact::None };
    pub(super) const NEW: Self = Self { existing: Impact::None, new: Impact::Certain };
    pub(super) const BOTH: Self = Self { existing: Impact::Certain, new: Impact::Certain };
    pub(super) const PERHAPS_BOTH: Self = Self { existing: Impact::Possible, new: Impact::Possible };

    pub(super) fn of(existing: Impact, new: Impact) -> Self {
        Self { existing, new }
    }
}
