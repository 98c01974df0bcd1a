//! [`Group`]: equal findings of one recording, which reports show once.

use std::cmp::Reverse;
use std::collections::BTreeMap;

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

/// Groups findings, and sorts the groups by severity, the worst first.
pub(crate) fn groups(findings: &[Finding]) -> Vec<Group<'_>> {
    let mut counts = BTreeMap::<_, usize>::new();
    let mut first = Vec::new();
    for finding in findings {
        // The entries of a HAR file are one recording: a drifted field is likely to be in most of them.
        let key = (finding.fingerprint(), finding.file());
        let count = counts.entry(key.clone()).or_default();
        *count += 1;
        if *count == 1 {
            first.push((finding, key));
        }
    }
    let counted = first.into_iter().map(|(finding, key)| {
        let count = counts.get(&key).copied().unwrap_or(1);
        Group { finding, count }
    });
    let mut groups = counted.collect::<Vec<_>>();
    groups.sort_by_key(|group| Reverse(group.finding.severity()));
    groups
}
