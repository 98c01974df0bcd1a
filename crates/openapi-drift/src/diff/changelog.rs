//! Writes changes as an entry of a changelog.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::diff::change::Change;
use crate::diff::changes::Changes;
use crate::diff::effects::Impact;
use crate::findings::finding::Check;

const HEADINGS: [&str; 4] = ["Added", "Changed", "Deprecated", "Removed"];

impl Changes {
    /// Returns an entry in the form of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/), with one sentence for
    /// each change, to be edited by hand. Empty if nothing changed.
    pub fn to_changelog(&self) -> String {
        let mut text = String::new();
        for heading in HEADINGS {
            let of_heading = self.as_slice().iter().filter(|change| self::heading(change) == heading);
            let mut seen = BTreeSet::new();
            let lines = of_heading.map(sentence).filter(|line| seen.insert(line.clone())).collect::<Vec<_>>();
            if lines.is_empty() {
                continue;
            }
            if text.is_empty() {
                text.push_str("## [Unreleased]\n");
            }
            let _ = write!(text, "\n### {heading}\n\n");
            for line in lines {
                let _ = writeln!(text, "- {line}");
            }
        }
        text
    }
}

fn heading(change: &Change) -> &'static str {
    match change.check() {
        Check::OperationAdded
        | Check::ParameterAdded
        | Check::HeaderAdded
        | Check::BodyAdded
        | Check::MediaTypeAdded
        | Check::StatusAdded
        | Check::PropertyAdded => "Added",
        Check::OperationRemoved
        | Check::ParameterRemoved
        | Check::HeaderRemoved
        | Check::BodyRemoved
        | Check::MediaTypeRemoved
        | Check::StatusRemoved
        | Check::PropertyRemoved => "Removed",
        Check::OperationDeprecated => "Deprecated",
        _ => "Changed",
    }
}

fn sentence(change: &Change) -> String {
    let breaking = match (change.existing_clients(), change.rust()) {
        (Impact::Certain, _) | (_, Impact::Certain) => "**Breaking:** ",
        _ => "",
    };
    let what = subject(change);
    let owner = match (change.operation(), change.part()) {
        (None, _) => String::new(),
        (Some(operation), "operation") => format!("`{operation}`: "),
        (Some(operation), part) => format!("`{operation}`, {part}: "),
    };
    let mut message = change.message().to_owned();
    if let (true, true, Some(first)) = (owner.is_empty(), what.is_empty(), message.get(..1)) {
        message.replace_range(..1, &first.to_ascii_uppercase());
    }
    format!("{breaking}{owner}{what}{message}.")
}

/// Names what changed, for a message that does not name it.
fn subject(change: &Change) -> String {
    let place = match change.check() {
        Check::PropertyRemoved => change.old_place(),
        _ => change.new_place(),
    };
    let named = matches!(
        change.check(),
        Check::ParameterAdded
            | Check::ParameterRemoved
            | Check::HeaderAdded
            | Check::HeaderRemoved
            | Check::BodyAdded
            | Check::BodyRemoved
            | Check::MediaTypeAdded
            | Check::MediaTypeRemoved
            | Check::OperationAdded
            | Check::OperationRemoved
            | Check::OperationMoved
            | Check::OperationRenamed
            | Check::OperationDeprecated
            | Check::StatusAdded
            | Check::StatusRemoved
            | Check::SecurityChanged
            | Check::ServerChanged
    );
    if named || place.is_empty() { String::new() } else { format!("`{}` ", short(place)) }
}

/// Returns the end of a pointer that readers know: the component, or the part of a message, and the fields in it.
fn short(pointer: &str) -> String {
    let parts = crate::pointer::segments(pointer).collect::<Vec<_>>();
    let start = match parts.as_slice() {
        [components, kind, ..] if components == "components" && kind == "schemas" => 2,
        parts => parts.iter().rposition(|part| part == "schema").map_or(0, |at| at + 1),
    };
    let rest = parts.get(start..).unwrap_or_default();
    let mut names = Vec::new();
    let mut is_name = start == 2;
    for part in rest {
        if is_name {
            names.push(part.clone());
            is_name = false;
        } else if part == "items" {
            names.push("*".to_owned());
        } else {
            is_name = part == "properties";
        }
    }
    if names.is_empty() { pointer.to_owned() } else { names.join(".") }
}
