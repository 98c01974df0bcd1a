//! Checks a request against the security schemes of its operation.

use crate::check::headers::value_of;
use crate::findings::finding::{Check, Violation};
use crate::pointer::child;
use crate::spec::document::{CredentialLocation, OperationSpec, Scheme};

/// Reports which credentials a request lacks for the security requirement that it comes closest to.
pub(crate) fn check(
    operation: &OperationSpec,
    sent: &[(String, String)],
    url: Option<&str>,
    violations: &mut Vec<Violation>,
) {
    let missing = |schemes: &Vec<Scheme>| {
        schemes
            .iter()
            .filter(|scheme| !meets(&scheme.location, sent, url))
            .map(|scheme| {
                let place = match &scheme.location {
                    CredentialLocation::Header(name) => child("/headers", name),
                    CredentialLocation::Query(name) => child("/query", name),
                    CredentialLocation::Cookie(_) => "/headers/cookie".to_owned(),
                    CredentialLocation::Authorization(_) => "/headers/authorization".to_owned(),
                };
                let what = "is missing, but required by a security scheme";
                Violation::new(Check::SecurityMissing, place, scheme.pointer.clone(), what)
            })
            .collect::<Vec<_>>()
    };
    violations.extend(operation.security.iter().map(missing).min_by_key(Vec::len).unwrap_or_default());
}

/// Returns whether a request has any credential that its operation asks for, even one of another authentication scheme.
pub(crate) fn carries_any(operation: &OperationSpec, sent: &[(String, String)], url: Option<&str>) -> bool {
    let any = CredentialLocation::Authorization(None);
    let carries = |location: &CredentialLocation| match location {
        CredentialLocation::Authorization(_) => meets(&any, sent, url),
        location => meets(location, sent, url),
    };
    operation.security.iter().flatten().any(|scheme| carries(&scheme.location))
}

/// Returns whether a request has a credential.
fn meets(location: &CredentialLocation, sent: &[(String, String)], url: Option<&str>) -> bool {
    let text = |name: &str| value_of(sent, name).filter(|value| !value.is_empty());
    match location {
        CredentialLocation::Header(name) => text(name).is_some(),
        CredentialLocation::Query(name) => match url.and_then(|url| url.split_once('?')) {
            // If the URL was not recorded, nothing can be missing from it.
            None => url.is_none(),
            Some((_, query)) => {
                url::form_urlencoded::parse(query.as_bytes()).any(|(known, _)| known == *name)
            }
        },
        CredentialLocation::Cookie(name) => text("cookie").is_some_and(|cookies| {
            cookies
                .split(';')
                .filter_map(|cookie| cookie.split_once('='))
                .any(|(known, _)| known.trim() == name)
        }),
        CredentialLocation::Authorization(scheme) => text("authorization").is_some_and(|value| {
            let own = value.split(' ').next().unwrap_or_default();
            scheme.as_ref().is_none_or(|scheme| own.eq_ignore_ascii_case(scheme))
        }),
    }
}
