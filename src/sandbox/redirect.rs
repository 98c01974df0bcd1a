//! [`ConsentRedirect`]: the redirect after a person has decided.

use url::Url;

use crate::http::trusted_url::REFUSED_SCHEMES;

/// Parses the URL of an application, if a browser can be sent there.
pub(super) fn destination(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| !REFUSED_SCHEMES.contains(&url.scheme()))
}

/// Names the application, for the start of a sentence: the host that the browser is redirected to, or an app's own
/// scheme.
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

/// The URL that the browser is redirected to, and the parameters of the callback.
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

    /// Returns the destination with the parameters after its own query.
    pub(super) fn location(&self) -> Option<String> {
        let mut url = self.destination.clone()?;
        url.query_pairs_mut().extend_pairs(&self.parameters);
        Some(url.into())
    }

    /// Returns the parameters alone, for a session without a destination.
    pub(super) fn query(&self) -> String {
        let start = "/?";
        url::form_urlencoded::Serializer::for_suffix(start.to_owned(), start.len())
            .extend_pairs(&self.parameters)
            .finish()
    }
}
