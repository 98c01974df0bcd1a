//! [`Sensitive`]: a value that never prints itself.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Wraps a value that holds personal data, repeats what a caller wrote, or opens a customer's consent flow.
///
/// `Debug` and `Display` print the type of the value and nothing of the value. The two ways to read it are [`expose`]
/// and serialisation; no Cargo feature adds a third.
///
/// ```
/// use deepvue_digilocker::Sensitive;
///
/// let name = Sensitive::from("Asha Rao".to_owned());
/// assert_eq!(format!("{name:?}"), "Sensitive<alloc::string::String>");
/// assert_eq!(format!("{name}"), "Sensitive<alloc::string::String>");
/// assert_eq!(name.expose(), "Asha Rao");
/// ```
///
/// [`expose`]: Sensitive::expose
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
// The schema is that of the value alone.
#[cfg_attr(
    feature = "schemars",
    derive(schemars::JsonSchema),
    schemars(inline, rename = "{T}", description = "")
)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Returns the value itself. From here on, the caller is responsible for where it goes.
    pub fn expose(&self) -> &T {
        &self.0
    }

    /// Returns the value itself, owned.
    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl<T> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sensitive<{}>", std::any::type_name::<T>())
    }
}

impl<T> fmt::Display for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
