//! [`Relation`]: how the values that a new schema allows relate to those that the old one allows.

use std::ops::BitOrAssign;

use crate::diff::effects::{Effects, Impact};
use crate::findings::finding::Check;
use crate::schema::direction::Direction;

/// Says how a set of values changed. Narrowed and widened together mean that neither set contains the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub(super) struct Relation {
    /// Some values are no longer allowed.
    pub(super) narrowed: bool,
    /// Some values are newly allowed.
    pub(super) widened: bool,
    /// The sets can't be compared.
    pub(super) unknown: bool,
    /// Something changed that is no difference of the sets, such as a default.
    pub(super) other: bool,
}

impl Relation {
    const EQUAL: Self = Self { narrowed: false, widened: false, unknown: false, other: false };
    pub(super) const NARROWED: Self = Self { narrowed: true, ..Self::EQUAL };
    pub(super) const WIDENED: Self = Self { widened: true, ..Self::EQUAL };
    pub(super) const INCOMPARABLE: Self = Self { narrowed: true, widened: true, ..Self::EQUAL };
    pub(super) const UNKNOWN: Self = Self { unknown: true, ..Self::EQUAL };
    pub(super) const OTHER: Self = Self { other: true, ..Self::EQUAL };

    pub(super) fn of(narrowed: bool, widened: bool) -> Self {
        Self { narrowed, widened, ..Self::EQUAL }
    }

    pub(super) fn is_equal(self) -> bool {
        self == Self::EQUAL
    }

    /// Returns whether one set contains the other.
    pub(super) fn is_one_way(self) -> bool {
        !(self.unknown || self.other || self.narrowed && self.widened)
    }

    /// Returns the check that reports the change.
    pub(super) fn check(self, direction: Direction) -> Check {
        match (direction, self) {
            (_, Self { unknown: true, .. }) => Check::NotComparable,
            (_, Self { narrowed: true, widened: true, .. }) => Check::Incomparable,
            (Direction::Request, Self { narrowed: true, .. }) => Check::RequestNarrowed,
            (Direction::Request, _) => Check::RequestWidened,
            (Direction::Response, Self { narrowed: true, .. }) => Check::ResponseNarrowed,
            (Direction::Response, _) => Check::ResponseWidened,
        }
    }

    /// Applies the law: a request may only be widened, a response may only be narrowed.
    pub(super) fn effects(self, direction: Direction) -> Effects {
        if self.unknown {
            return Effects { existing: Impact::Possible, new: Impact::Possible };
        }
        let (narrowed, widened) = (Impact::certain(self.narrowed), Impact::certain(self.widened));
        match direction {
            Direction::Request => Effects { existing: narrowed, new: widened },
            Direction::Response => Effects { existing: widened, new: narrowed },
        }
    }
}

impl BitOrAssign for Relation {
    fn bitor_assign(&mut self, other: Self) {
        self.narrowed |= other.narrowed;
        self.widened |= other.widened;
        self.unknown |= other.unknown;
        self.other |= other.other;
    }
}
