//! [`Group`]: equal findings of one recording, which reports show once.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::findings::collected::Collected;
use crate::findings::finding::Finding;

/// Holds the first of some findings with the same fingerprint in the same file, and their number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group<'a> {
    pub(crate) finding: &'a Finding,
    pub(crate) count: usize,
}

impl Group<'_> {
    /// Says how many more locations the group has, if it has any.
    pub(crate) fn more(&self) -> Option<String> {
        match self.count {
            0 | 1 => None,
            2 => Some("and at 1 more location".to_owned()),
            count => Some(format!("and at {} more locations", count - 1)),
        }
    }
}

/// Groups findings, and sorts the groups by severity, the worst first. Findings that were only counted belong to the
/// first group with their fingerprint.
pub(crate) fn groups(findings: &Collected) -> Vec<Group<'_>> {
    let mut groups = BTreeMap::<_, (usize, Group<'_>)>::new();
    let mut known = BTreeSet::new();
    for (position, finding) in findings.kept().iter().enumerate() {
        let fingerprint = finding.fingerprint();
        let is_first = known.insert(fingerprint.clone());
        let more = if is_first { findings.more(&fingerprint).total() } else { 0 };
        // The entries of a HAR file are one recording: a drifted field is likely to be in most of them.
        let key = (fingerprint, finding.file());
        let (_, group) = groups.entry(key).or_insert((position, Group { finding, count: 0 }));
        group.count += 1 + more;
    }
    let mut groups = groups.into_values().collect::<Vec<_>>();
    groups.sort_by_key(|(position, group)| (Reverse(group.finding.severity()), *position));
    groups.into_iter().map(|(_, group)| group).collect()
}
