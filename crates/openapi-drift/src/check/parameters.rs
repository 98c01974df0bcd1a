//! Checks the parameters in the path, the query and the cookies of a request against the document.

use std::collections::BTreeSet;

use crate::check::headers::values_of;
use crate::check::style::{self, Written};
use crate::check::text::Texts;
use crate::findings::finding::{Check, Violation};
use crate::pointer::{child, redacted_name};
use crate::recording::recorded::Recorded;
use crate::schema::describe::counted;
use crate::schema::schemas::Schemas;
use crate::spec::address::{Address, form_decoded, percent_decoded};
use crate::spec::document::{Document, OperationSpec};
use crate::spec::parameters::{Location, Parameter, Style};
use crate::spec::templates::MAX_DIVISIONS;

/// Holds the names and the values of a query or of cookies, as they were sent.
type Pairs = Vec<(String, String)>;

/// Checks the parameters of a request whose URL was recorded.
pub(crate) fn check(
    document: &Document,
    schemas: &Schemas,
    operation: &OperationSpec,
    recorded: &Recorded,
    violations: &mut Vec<Violation>,
) {
    let texts = Texts::new(schemas);
    let address = recorded.target.as_ref().and_then(|target| Address::read(&target.url));
    if let Some(address) = address {
        // Several ways to divide the path are possible, as in `{from}-{to}`. The one that fits best counts.
        let divisions = document.routes.path_values(operation.index, &address);
        let parameters = operation.parameters_in(Location::Path);
        let divisions = divisions.iter().map(|values| in_path(&texts, &parameters, values));
        let divisions = divisions.collect::<Vec<_>>();
        // If there are more ways than were tried, one of those may fit.
        let is_sure = divisions.len() < MAX_DIVISIONS;
        violations.extend(divisions.into_iter().min_by_key(Vec::len).filter(|_| is_sure).unwrap_or_default());
        let query = address.query_pairs();
        let parameters = operation.parameters_in(Location::Query);
        for parameter in &parameters {
            let members = |name: &str| is_member(&texts, parameter, &parameters, name);
            let written = style::in_query(parameter.coding, &parameter.name, &query, members);
            violations.extend(in_pairs(&texts, parameter, &query, &written, form_decoded));
        }
        undocumented(&texts, document, operation, &query, violations);
    }
    let headers = recorded.request.as_ref().and_then(|request| request.headers.as_ref());
    if let Some(headers) = headers {
        let sent = values_of(headers, "cookie").flat_map(|cookies| cookies.split(';'));
        let sent = sent.filter_map(|cookie| cookie.trim().split_once('='));
        let sent = sent.map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Pairs>();
        let parameters = operation.parameters_in(Location::Cookie);
        for parameter in &parameters {
            let members = |name: &str| is_member(&texts, parameter, &parameters, name);
            let written = style::in_cookies(parameter.coding, &parameter.name, &sent, members);
            violations.extend(in_pairs(&texts, parameter, &sent, &written, percent_decoded));
        }
    }
}

fn violation(parameter: &Parameter, check: Check, what: impl Into<String>) -> Violation {
    let place = child(parameter.location.part(), &parameter.name);
    Violation { inferred: parameter.inferred, ..Violation::new(check, place, &parameter.pointer, what) }
}

fn invalid(parameter: &Parameter, values: &[String]) -> Violation {
    let kind = match values {
        [only] => format!("is a string of {}", counted(only.chars().count(), "character")),
        values => format!("is {}", counted(values.len(), "value")),
    };
    let what = if parameter.coding.is_json {
        "is not JSON that matches its schema"
    } else {
        "does not match its schema"
    };
    violation(parameter, Check::ParameterInvalid, format!("{kind}, which {what}"))
}

fn in_path(texts: &Texts, parameters: &[&Parameter], values: &[(String, String)]) -> Vec<Violation> {
    let check = |parameter: &&Parameter| {
        // A template may have the same variable twice.
        let sent = values.iter().filter(|(name, _)| *name == parameter.name);
        let wrong = sent.map(|(_, sent)| (sent, percent_decoded(sent))).find(|(sent, decoded)| {
            let written = style::in_path(parameter.coding, &parameter.name, sent);
            !fits(texts, parameter, decoded, &written)
        });
        wrong.map(|(_, decoded)| invalid(parameter, &[decoded]))
    };
    parameters.iter().filter_map(check).collect()
}

/// Checks a parameter that is sent in pairs of a name and a value.
fn in_pairs(
    texts: &Texts,
    parameter: &Parameter,
    pairs: &[(String, String)],
    written: &[Written],
    decode: fn(&str) -> String,
) -> Option<Violation> {
    let sent = pairs.iter().filter(|(name, _)| parameter.has_pair(name)).collect::<Vec<_>>();
    let has_fields = written.iter().any(|it| matches!(it, Written::Fields(fields) if !fields.is_empty()));
    if sent.is_empty() && !has_fields {
        let missing = || violation(parameter, Check::ParameterMissing, "is missing, but required");
        return parameter.required.then(missing);
    }
    if is_unknown(texts, parameter, &sent, written) {
        return None;
    }
    let values = sent.iter().map(|(_, value)| decode(value)).collect::<Vec<_>>();
    let is_right = match values.as_slice() {
        [only] => fits(texts, parameter, only, written),
        _ if parameter.coding.is_json => false,
        _ => parameter.schema.as_ref().is_none_or(|schema| texts.any_fits(schema, written)),
    };
    (!is_right).then(|| invalid(parameter, &values))
}

/// Returns whether OpenAPI does not say what the pairs stand for, or a redacted recording does not.
fn is_unknown(texts: &Texts, parameter: &Parameter, sent: &[&(String, String)], written: &[Written]) -> bool {
    let may_be_object =
        || parameter.schema.as_ref().is_none_or(|schema| texts.shape(schema).allows("object"));
    // Published documents have `p[0]` for lists.
    let is_index = |field: &str| field.bytes().all(|byte| byte.is_ascii_digit()) && !may_be_object();
    let is_undefined = |(name, _): &&(String, String)| {
        let field = style::member(&parameter.name, name);
        let is_deeper = |field: &str| field.is_empty() || field.contains(['[', ']']) || is_index(field);
        *name != parameter.name && field.is_none_or(is_deeper)
    };
    let redacted = |(name, value): &(String, String)| is_placeholder(value, name);
    parameter.coding.style == Style::DeepObject && sent.iter().any(is_undefined)
        || written.iter().any(|it| matches!(it, Written::Fields(fields) if fields.iter().any(redacted)))
}

/// Returns whether a value is the name in braces, which a redacted recording has in place of it.
fn is_placeholder(value: &str, name: &str) -> bool {
    value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) == Some(name)
}

/// Returns whether a value fits the schema of its parameter.
fn fits(texts: &Texts, parameter: &Parameter, decoded: &str, written: &[Written]) -> bool {
    let is_redacted = is_placeholder(decoded, &parameter.name);
    let is_empty = decoded.is_empty() && parameter.allow_empty;
    match &parameter.schema {
        Some(_) if is_redacted || is_empty => true,
        Some(schema) if parameter.coding.is_json => texts.json_fits(schema, decoded),
        Some(schema) => texts.any_fits(schema, written),
        None => true,
    }
}

/// Returns whether a name in the query is a field of an exploded object, whose fields are sent as parameters.
fn is_member(texts: &Texts, parameter: &Parameter, others: &[&Parameter], name: &str) -> bool {
    let is_exploded =
        parameter.coding.explode && parameter.coding.style == Style::Form && !parameter.coding.is_json;
    let Some(schema) = parameter.schema.as_ref().filter(|_| is_exploded) else {
        return false;
    };
    let shape = texts.shape(schema);
    let is_other = || others.iter().any(|other| other.name == name);
    shape.names_object() && (shape.names(name) || shape.is_open() && !is_other())
}

/// Reports the names in a query that are not documented.
fn undocumented(
    texts: &Texts,
    document: &Document,
    operation: &OperationSpec,
    query: &[(String, String)],
    violations: &mut Vec<Violation>,
) {
    let parameters = operation.parameters_in(Location::Query);
    let is_documented = |name: &str| {
        let by_parameter = |it: &&Parameter| it.has_pair(name) || is_member(texts, it, &parameters, name);
        name.is_empty()
            || document.keys_in_query.contains(name)
            || document.routes.requires_in_query(operation.index, name)
            || parameters.iter().any(by_parameter)
    };
    let names = query.iter().map(|(name, _)| name.as_str()).filter(|name| !is_documented(name));
    for name in names.map(redacted_name).collect::<BTreeSet<_>>() {
        let what = "is a query parameter that the spec does not have";
        let place = child("/query", name);
        violations.push(Violation::new(Check::ParameterUndocumented, place, &operation.pointer, what));
    }
}
