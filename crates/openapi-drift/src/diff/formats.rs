//! Compares formats of strings and numbers.

use std::collections::BTreeSet;

use crate::diff::relation::Relation;

/// Formats that tell how a value is shown or kept, and rule out nothing.
const NO_RULE: [&str; 3] = ["double", "password", "binary"];

/// Formats whose values are known.
const KNOWN: [&str; 22] = [
    "int32",
    "int64",
    "float",
    "byte",
    "date",
    "date-time",
    "time",
    "duration",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "iri",
    "iri-reference",
    "uri-template",
    "uuid",
    "json-pointer",
    "regex",
];

/// Formats of which the first allows only values that the second allows as well.
const WITHIN: [(&str, &str); 6] = [
    ("int32", "int64"),
    ("email", "idn-email"),
    ("hostname", "idn-hostname"),
    ("uri", "uri-reference"),
    ("uri", "iri"),
    ("iri", "iri-reference"),
];

/// Returns how the values of the new formats relate to those of the old ones.
pub(super) fn compare(old: &BTreeSet<&str>, new: &BTreeSet<&str>) -> Relation {
    let rules = |formats: &BTreeSet<&str>, others: &BTreeSet<&str>| {
        let ruling = formats.iter().copied().filter(|format| !NO_RULE.contains(format));
        ruling.filter(|format| !others.contains(format)).map(str::to_owned).collect::<Vec<_>>()
    };
    let (removed, added) = (rules(old, new), rules(new, old));
    let is_known = |formats: &[String]| formats.iter().all(|format| KNOWN.contains(&format.as_str()));
    if removed.is_empty() && added.is_empty() {
        return Relation::default();
    }
    if !is_known(&removed) || !is_known(&added) {
        return Relation::UNKNOWN;
    }
    if let ([old], [new]) = (removed.as_slice(), added.as_slice()) {
        if WITHIN.contains(&(new.as_str(), old.as_str())) {
            return Relation::NARROWED;
        }
        if WITHIN.contains(&(old.as_str(), new.as_str())) {
            return Relation::WIDENED;
        }
    }
    Relation::of(!added.is_empty(), !removed.is_empty())
}
