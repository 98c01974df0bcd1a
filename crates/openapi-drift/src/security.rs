//! What security schemes demand of a request.

use super::document::{Documented, Place, Scheme};
use super::finding::{Check, Fault};
use super::headers::value_of;
use super::pointer::child;

/// What a request lacks of the security requirement that it comes closest to.
pub(super) fn faults(
    documented: &Documented,
    sent: &[(String, String)],
    url: Option<&str>,
    faults: &mut Vec<Fault>,
) {
    let missing = |schemes: &Vec<Scheme>| {
        schemes
            .iter()
            .filter(|scheme| !meets(&scheme.place, sent, url))
            .map(|scheme| {
                let place = match &scheme.place {
                    Place::Header(name) => child("/headers", name),
                    Place::Query(name) => child("/query", name),
                    Place::Cookie(_) => "/headers/cookie".to_owned(),
                    Place::Authorization(_) => "/headers/authorization".to_owned(),
                };
                let what = "is missing, but demanded by a security scheme";
                Fault::new(Check::SecurityMissing, place, scheme.pointer.clone(), what)
            })
            .collect::<Vec<_>>()
    };
    faults.extend(documented.security.iter().map(missing).min_by_key(Vec::len).unwrap_or_default());
}

fn meets(place: &Place, sent: &[(String, String)], url: Option<&str>) -> bool {
    let text = |name: &str| value_of(sent, name).filter(|value| !value.is_empty());
    match place {
        Place::Header(name) => text(name).is_some(),
        Place::Query(name) => match url.and_then(|url| url.split_once('?')) {
            // Without a URL there is nothing to miss it in.
            None => url.is_none(),
            Some((_, query)) => {
                url::form_urlencoded::parse(query.as_bytes()).any(|(known, _)| known == *name)
            }
        },
        Place::Cookie(name) => text("cookie").is_some_and(|cookies| {
            cookies
                .split(';')
                .filter_map(|cookie| cookie.split_once('='))
                .any(|(known, _)| known.trim() == name)
        }),
        Place::Authorization(scheme) => text("authorization").is_some_and(|value| {
            let own = value.split(' ').next().unwrap_or_default();
            scheme.as_ref().is_none_or(|scheme| own.eq_ignore_ascii_case(scheme))
        }),
    }
}
