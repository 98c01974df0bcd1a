//! Checks the headers of a message against the document.

use serde_json::Value;

use crate::check::known_headers;
use crate::findings::finding::{Check, Violation};
use crate::pointer::{child, redacted_name};
use crate::recording::recorded::Message;
use crate::schema::schemas::{Schemas, kind_of};
use crate::spec::document::{CredentialLocation, Header, OperationSpec};

/// Finds the value of a header.
pub(crate) fn value_of<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
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
    for header in documented {
        let place = child("/headers", &header.name);
        let violation = |check, what: String| Violation {
            inferred: header.inferred,
            ..Violation::new(check, place.clone(), header.pointer.clone(), what)
        };
        match (value_of(sent, &header.name), &header.schema) {
            (None, _) if header.required => {
                violations.push(violation(Check::HeaderMissing, "is missing, but required".to_owned()));
            }
            (Some(value), Some(schema)) => {
                let fits =
                    readings(value).any(|reading| schemas.violations(schema, &reading, None).is_empty());
                if !fits {
                    let what =
                        format!("is {}, which does not match its schema", kind_of(&Value::from(value)));
                    violations.push(violation(Check::HeaderInvalid, what));
                }
            }
            _ => {}
        }
    }
}

/// Returns the values that the text of a header may represent (style `simple`).
fn readings(text: &str) -> impl Iterator<Item = Value> {
    let scalar = |text: &str| match serde_json::from_str::<Value>(text) {
        Ok(value @ (Value::Bool(_) | Value::Number(_))) => Some(value),
        _ => None,
    };
    let items = text.split(',').map(str::trim);
    let texts = items.clone().map(Value::from).collect::<Vec<_>>();
    let scalars = items.map(|item| scalar(item).unwrap_or_else(|| item.into())).collect::<Vec<_>>();
    [Some(text.into()), scalar(text), Some(texts.into()), Some(scalars.into())].into_iter().flatten()
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
