//! [`SessionRef`]: the ways in which a test names a session.

use url::Url;

use crate::journey::session::Session;

/// Names a session: a [`Session`], the authorization URL to which its customer is redirected, or its transaction id (feature
/// `sandbox`).
pub trait SessionRef: sealed::Id {}

impl<T: sealed::Id + ?Sized> SessionRef for T {}

mod sealed {
    /// Returns the id of a session.
    pub trait Id {
        fn id(&self) -> String;
    }
}

pub(super) use sealed::Id;

impl Id for Session {
    fn id(&self) -> String {
        self.transaction_id().to_owned()
    }
}

impl Id for str {
    fn id(&self) -> String {
        Url::parse(self).map_or_else(|_| self.to_owned(), |url| url.id())
    }
}

impl Id for String {
    fn id(&self) -> String {
        self.as_str().id()
    }
}

impl Id for Url {
    /// The parameter `state`, as in the sample.
    fn id(&self) -> String {
        let mut parameters = self.query_pairs();
        parameters.find(|(name, _)| name == "state").map(|(_, id)| id.into_owned()).unwrap_or_default()
    }
}

impl<T: Id + ?Sized> Id for &T {
    fn id(&self) -> String {
        T::id(self)
    }
}
