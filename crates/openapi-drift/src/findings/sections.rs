//! [`Section`]: what a report says of one operation. All formats with a summary are written from it.

use std::collections::{BTreeMap, BTreeSet};

use crate::findings::coverage::Coverage;
use crate::findings::finding::{Severity, Subject};
use crate::findings::groups::Group;

/// Counts the checked messages of each operation: its requests (`None`), and its responses by status.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally(BTreeMap<(String, Option<u16>), usize>);

impl Tally {
    pub(crate) fn add(&mut self, subject: Subject) {
        let key = match subject {
            Subject::Request(operation) => (operation, None),
            Subject::Response(operation, status) => (operation, Some(status)),
            Subject::Document | Subject::Recordings | Subject::Change { .. } => return,
        };
        *self.0.entry(key).or_default() += 1;
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (key, count) in other.0 {
            *self.0.entry(key).or_default() += count;
        }
    }
}

/// Names the subject of a section, in the order of reports: operations as documented, then the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner<'a> {
    Documented(usize, &'a str),
    Undocumented(&'a str),
    Document,
    Recordings,
}

impl<'a> Owner<'a> {
    /// Returns the operation, unless the section is about the document or the recordings.
    pub(crate) fn operation(self) -> Option<&'a str> {
        match self {
            Self::Documented(_, name) | Self::Undocumented(name) => Some(name),
            Self::Document | Self::Recordings => None,
        }
    }
}

/// Names a part of a section: the requests, or the responses with a documented or undocumented status.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PartName {
    Request,
    Response(String),
    Whole,
}

/// Holds the messages and the findings of one part.
#[derive(Debug, Default)]
pub(crate) struct Part<'a> {
    pub(crate) is_documented: bool,
    pub(crate) is_exercised: bool,
    pub(crate) messages: usize,
    /// The worst first.
    pub(crate) groups: Vec<Group<'a>>,
}

/// Holds the parts of an operation, of the document, or of the recordings.
#[derive(Debug)]
pub(crate) struct Section<'a> {
    pub(crate) owner: Owner<'a>,
    pub(crate) parts: BTreeMap<PartName, Part<'a>>,
}

impl Section<'_> {
    pub(crate) fn messages(&self) -> usize {
        self.parts.values().map(|part| part.messages).sum()
    }

    pub(crate) fn findings(&self, severity: Severity) -> usize {
        let groups = self.parts.values().flat_map(|part| &part.groups);
        groups.filter(|group| group.finding.severity() == severity).map(|group| group.count).sum()
    }

    /// Returns the number of documented responses.
    pub(crate) fn documented(&self) -> usize {
        self.parts.values().filter(|part| part.is_documented).count()
    }

    /// Returns the number of documented responses that were exercised.
    pub(crate) fn exercised(&self) -> usize {
        self.parts.values().filter(|part| part.is_documented && part.is_exercised).count()
    }

    /// Returns whether there is nothing to tell but that the operation is documented.
    pub(crate) fn is_idle(&self) -> bool {
        self.parts.values().all(|part| part.messages == 0 && part.groups.is_empty() && !part.is_exercised)
    }
}

/// Distributes the messages and the groups of findings over the sections.
pub(crate) fn sections<'a>(
    coverage: &'a Coverage,
    tally: &'a Tally,
    groups: Vec<Group<'a>>,
) -> Vec<Section<'a>> {
    let ranks = ranks(coverage);
    let owner = |operation: &'a str| match ranks.get(operation) {
        Some(rank) => Owner::Documented(*rank, operation),
        None => Owner::Undocumented(operation),
    };
    let mut sections = documented(coverage, owner);
    for ((operation, status), count) in &tally.0 {
        part(&mut sections, owner(operation), *status).messages += count;
    }
    for group in groups {
        let owner = match group.finding.subject() {
            Subject::Request(operation)
            | Subject::Response(operation, _)
            | Subject::Change { operation, .. } => owner(operation),
            Subject::Document => Owner::Document,
            Subject::Recordings => Owner::Recordings,
        };
        let part = match group.finding.subject() {
            Subject::Change { part, .. } => {
                sections.entry(owner).or_default().entry(changed(part)).or_default()
            }
            _ => part(&mut sections, owner, group.finding.status()),
        };
        part.groups.push(group);
    }
    sections.into_iter().map(|(owner, parts)| Section { owner, parts }).collect()
}

/// Names the part of an operation that changed.
fn changed(part: &str) -> PartName {
    match part {
        "request" => PartName::Request,
        "operation" => PartName::Whole,
        status => PartName::Response(status.to_owned()),
    }
}

type Parts<'a> = BTreeMap<PartName, Part<'a>>;

/// Returns the position of each documented operation.
fn ranks(coverage: &Coverage) -> BTreeMap<&str, usize> {
    let mut ranks = BTreeMap::new();
    for (operation, _) in coverage.documented() {
        let next = ranks.len();
        ranks.entry(operation).or_insert(next);
    }
    ranks
}

/// Returns a section for each documented operation, with a part for each documented response.
fn documented<'a>(
    coverage: &'a Coverage,
    owner: impl Fn(&'a str) -> Owner<'a>,
) -> BTreeMap<Owner<'a>, Parts<'a>> {
    let missing = coverage.missing().collect::<BTreeSet<_>>();
    let mut sections = BTreeMap::<_, Parts<'a>>::new();
    for (operation, status) in coverage.documented() {
        let is_exercised = !missing.contains(&(operation, status));
        let part = Part { is_documented: true, is_exercised, ..Part::default() };
        let parts = sections.entry(owner(operation)).or_default();
        parts.insert(PartName::Response(status.to_owned()), part);
    }
    sections
}

/// Finds or adds the part that a message or a finding belongs to.
fn part<'a, 'b>(
    sections: &'b mut BTreeMap<Owner<'a>, Parts<'a>>,
    owner: Owner<'a>,
    status: Option<u16>,
) -> &'b mut Part<'a> {
    let parts = sections.entry(owner).or_default();
    let name = match (owner, status) {
        (Owner::Document | Owner::Recordings, _) => PartName::Whole,
        (_, None) => PartName::Request,
        (_, Some(status)) => documented_status(parts, status),
    };
    parts.entry(name).or_default()
}

/// Returns the response that documents a status: by the exact status, its range or the default. Without one, returns
/// the status itself.
fn documented_status(parts: &Parts<'_>, status: u16) -> PartName {
    let exact = PartName::Response(status.to_string());
    let others = [format!("{}XX", status / 100), "default".to_owned()];
    let names = std::iter::once(exact.clone()).chain(others.map(PartName::Response));
    let is_documented = |name: &PartName| parts.get(name).is_some_and(|part| part.is_documented);
    names.into_iter().find(is_documented).unwrap_or(exact)
}
