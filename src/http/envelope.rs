//! [`Envelope`]: the members that every success carries. The build implements it for each response of the contract.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::privacy::sensitive::Sensitive;

/// The members that every success carries.
pub(crate) trait Envelope: DeserializeOwned {
    /// The body's own status, which mirrors the HTTP status, as the reference says.
    fn code(&self) -> Option<i64>;
    /// The outcome as a word.
    fn sub_code(&self) -> Option<&str>;
    /// The vendor's id of this call.
    fn transaction_id(&self) -> Option<&Sensitive<String>>;
    fn data(&self) -> Data;
}

/// Whether a success has its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Data {
    Absent,
    /// An object, list or text with nothing in it.
    Empty,
    Present,
}

impl Data {
    /// Reads no further than the first member.
    pub(crate) fn of(data: &impl Serialize) -> Self {
        // `{}`, `[]` and `""`.
        let mut room = [0; 2];
        if serde_json::to_writer(&mut room[..], data).is_ok() { Self::Empty } else { Self::Present }
    }

    /// Treats an absent result as [`Data::Absent`].
    pub(crate) fn of_optional(data: Option<&impl Serialize>) -> Self {
        data.map_or(Self::Absent, Self::of)
    }

    /// Treats a list of empty entries like an empty list.
    pub(crate) fn of_list(data: Option<&[impl Serialize]>) -> Self {
        let is_empty = |data: &[_]| data.iter().all(|entry| Self::of(entry) == Self::Empty);
        data.map_or(Self::Absent, |data| if is_empty(data) { Self::Empty } else { Self::Present })
    }
}
