//! Checks the headers of a message against the document.

use crate::check::known_headers;
use crate::check::style;
use crate::check::text::Texts;
use crate::findings::finding::{Check, Violation};
use crate::pointer::{child, redacted_name};
use crate::recording::recorded::Message;
use crate::schema::describe::counted;
use crate::schema::schemas::Schemas;
use crate::spec::document::OperationSpec;
use crate::spec::parameters::Header;
use crate::spec::security::CredentialLocation;

/// Finds the first value of a header.
pub(crate) fn value_of<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    values_of(headers, name).next()
}

/// Finds every value of a header.
pub(crate) fn values_of<'a>(headers: &'a [(String, String)], name: &str) -> impl Iterator<Item = &'a str> {
    let found = headers.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

/// Checks the documented headers of a message.
pub(crate) fn check(
    schemas: &Schemas,
    documented: &[Header],
    message: &Message,
    violations: &mut Vec<Violation>,
) {
    let Some(sent) = &message.headers else {
        return;
    };
    let texts = Texts::new(schemas);
    for header in documented {
        let violation = |check, what: String| Violation {
            inferred: header.inferred,
            ..Violation::new(check, child("/headers", &header.name), header.pointer.clone(), what)
        };
        let values = lines(sent, &header.name);
        if values.is_empty() && header.required {
            violations.push(violation(Check::HeaderMissing, "is missing, but required".to_owned()));
        }
        if let Some(value) = values.iter().find(|value| !fits(&texts, header, value)) {
            let kind = format!("is a string of {}", counted(value.chars().count(), "character"));
            violations
                .push(violation(Check::HeaderInvalid, format!("{kind}, which does not match its schema")));
        }
    }
}

/// Returns the value of a header. Repeated headers are one list, except for `Set-Cookie`, where each counts alone.
fn lines(sent: &[(String, String)], name: &str) -> Vec<String> {
    let values = values_of(sent, name).collect::<Vec<_>>();
    match values.len() {
        0 => Vec::new(),
        _ if name == "set-cookie" => values.into_iter().map(str::to_owned).collect(),
        _ => vec![values.join(", ")],
    }
}

fn fits(texts: &Texts, header: &Header, value: &str) -> bool {
    match &header.schema {
        None => true,
        Some(schema) if header.coding.is_json => texts.json_fits(schema, value),
        Some(schema) => texts.any_fits(schema, &style::in_header(header.coding, value)),
    }
}

/// Reports the headers of a request that are not documented. `ignored` are the patterns of the caller.
pub(crate) fn check_undocumented(
    operation: &OperationSpec,
    sent: &[(String, String)],
    ignored: &[String],
    violations: &mut Vec<Violation>,
) {
    let schemes = || operation.security.iter().flatten().map(|scheme| &scheme.location);
    for (name, _) in sent {
        let name = name.to_ascii_lowercase();
        let by_security = schemes().any(|location| match location {
            CredentialLocation::Header(header) => *header == name,
            CredentialLocation::Authorization(_) => name == "authorization",
            CredentialLocation::Query(_) | CredentialLocation::Cookie(_) => false,
        });
        let by_caller = ignored.iter().any(|pattern| known_headers::fits(pattern, &name));
        let is_known = by_caller || known_headers::is_known(&name);
        let by_parameter = operation.headers.iter().any(|header| header.name == name);
        if !(by_security || is_known || by_parameter) {
            let what = "is a header that the spec does not have";
            let place = child("/headers", redacted_name(&name));
            violations.push(Violation::new(
                Check::HeaderUndocumented,
                place,
                operation.pointer.clone(),
                what,
            ));
        }
    }
}
