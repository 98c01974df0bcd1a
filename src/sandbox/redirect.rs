//! [`ConsentRedirect`]: where the browser goes once a person has decided, and what it carries.

use url::Url;

use crate::http::trusted_url::REFUSED_SCHEMES;

/// The URL that an application gave, if a browser can be sent there.
pub(super) fn destination(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| !REFUSED_SCHEMES.contains(&url.scheme()))
}

/// Who asks, as far as it is known: the host that the browser goes back to, or an app's own scheme. It stands at the
/// start of a sentence.
pub(super) fn who(destination: Option<&Url>) -> String {
    let Some(url) = destination else {
        return "An application".to_owned();
    };
    match (url.scheme(), url.host_str(), url.port()) {
        ("http" | "https", Some(host), Some(port)) => format!("{host}:{port}"),
        ("http" | "https", Some(host), None) => host.to_owned(),
        (scheme, ..) => format!("The app {scheme}"),
    }
}

/// Where the browser goes, and the parameters that it carries.
pub(super) struct ConsentRedirect {
    destination: Option<Url>,
    parameters: Vec<(&'static str, String)>,
}

impl ConsentRedirect {
    pub(super) fn granted(destination: Option<Url>, code: String, state: String) -> Self {
        Self { destination, parameters: vec![("code", code), ("state", state)] }
    }

    pub(super) fn denied(destination: Option<Url>, state: String) -> Self {
        let error = ("error", "access_denied".to_owned());
        let description = ("error_description", "The user denied access".to_owned());
        Self { destination, parameters: vec![error, description, ("state", state)] }
    }

    pub(super) fn parameters(&self) -> &[(&'static str, String)] {
        &self.parameters
    }

    pub(super) fn is_grant(&self) -> bool {
        self.parameters.iter().any(|(name, _)| *name == "code")
    }

    /// The destination with the parameters after its own query.
    pub(super) fn location(&self) -> Option<String> {
        let mut url = self.destination.clone()?;
        url.query_pairs_mut().extend_pairs(&self.parameters);
        Some(url.into())
    }

    /// The same for a session without a destination: the parameters alone.
    pub(super) fn query(&self) -> String {
        let start = "/?";
        url::form_urlencoded::Serializer::for_suffix(start.to_owned(), start.len())
            .extend_pairs(&self.parameters)
            .finish()
    }
}
