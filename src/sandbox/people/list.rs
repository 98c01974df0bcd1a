//! [`People`]: the people of one sandbox.

use std::fmt;
use std::sync::{Arc, LazyLock};

use super::built_in::Person;
use super::profile::Profile;

/// Shared, since portraits take a while.
static BUILT_IN: LazyLock<People> =
    LazyLock::new(|| People(Person::ALL.into_iter().map(|person| Arc::new(person.profile())).collect()));

/// The people who can give consent in a sandbox, in the order of the consent page (feature `sandbox`).
///
/// Without a choice they are the built-in ones ([`Person`]). [`from_toml`](People::from_toml) and
/// [`from_json`](People::from_json) read others; [`SandboxBuilder::people`](super::super::SandboxBuilder::people) takes
/// them.
#[derive(Clone)]
pub struct People(Vec<Arc<Profile>>);

impl People {
    /// Returns the people of [`Person::ALL`].
    pub fn built_in() -> Self {
        BUILT_IN.clone()
    }

    pub(super) fn new(profiles: impl IntoIterator<Item = Profile>) -> Self {
        Self(profiles.into_iter().map(Arc::new).collect())
    }

    /// Returns the ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|person| person.id.as_str())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Profile>> {
        self.0.iter()
    }

    pub(crate) fn by_id(&self, id: &str) -> Option<Arc<Profile>> {
        self.0.iter().find(|person| person.id == id).cloned()
    }

    /// Returns the one who decides where nobody is named.
    pub(crate) fn first(&self) -> Option<Arc<Profile>> {
        self.0.first().cloned()
    }
}

impl Default for People {
    fn default() -> Self {
        Self::built_in()
    }
}

impl fmt::Debug for People {
    /// Shows how many there are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("People").field("count", &self.0.len()).finish()
    }
}
