//! [`Collected`]: findings in constant memory.

use std::collections::{BTreeMap, BTreeSet};

use crate::findings::finding::{Finding, Severity};

/// How many findings are kept whatever they are. Of further ones, only the first with each fingerprint is kept.
const MAX_KEPT: usize = 1_000;

/// How many findings are kept at all. Recordings of any size must not use up memory.
const MAX_FINGERPRINTS: usize = 10_000;

/// Collects findings. A large recording may have millions that say the same, so only the first ones are kept and the
/// others are counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Collected {
    kept: Vec<Finding>,
    /// The fingerprints of the kept findings, once there are many.
    known: BTreeSet<String>,
    /// How many findings with the fingerprint of a kept one were only counted.
    more: BTreeMap<String, Counts>,
    /// How many findings with other fingerprints were only counted.
    others: Counts,
}

/// Counts findings by severity.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts([usize; 3]);

impl Counts {
    pub(crate) fn of(self, severity: Severity) -> usize {
        let Self([infos, warnings, errors]) = self;
        match severity {
            Severity::Info => infos,
            Severity::Warning => warnings,
            Severity::Error => errors,
        }
    }

    pub(crate) fn total(self) -> usize {
        self.0.iter().sum()
    }

    fn count(&mut self, severity: Severity) {
        let Self([infos, warnings, errors]) = self;
        *match severity {
            Severity::Info => infos,
            Severity::Warning => warnings,
            Severity::Error => errors,
        } += 1;
    }

    fn add(&mut self, other: Self) {
        for (own, other) in self.0.iter_mut().zip(other.0) {
            *own += other;
        }
    }
}

impl Collected {
    pub(crate) fn push(&mut self, finding: Finding) {
        if self.kept.len() < MAX_KEPT {
            self.kept.push(finding);
            return;
        }
        if self.known.is_empty() {
            self.known = self.kept.iter().map(Finding::fingerprint).collect();
        }
        let fingerprint = finding.fingerprint();
        if self.known.contains(&fingerprint) {
            self.more.entry(fingerprint).or_default().count(finding.severity());
        } else if self.kept.len() < MAX_FINGERPRINTS {
            self.known.insert(fingerprint);
            self.kept.push(finding);
        } else {
            self.others.count(finding.severity());
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for finding in other.kept {
            self.push(finding);
        }
        for (fingerprint, counts) in other.more {
            self.more.entry(fingerprint).or_default().add(counts);
        }
        self.others.add(other.others);
    }

    pub(crate) fn kept(&self) -> &[Finding] {
        &self.kept
    }

    /// Returns how many findings with this fingerprint were only counted.
    pub(crate) fn more(&self, fingerprint: &str) -> Counts {
        self.more.get(fingerprint).copied().unwrap_or_default()
    }

    /// Returns how many findings were only counted, and have a fingerprint that no kept finding has.
    pub(crate) fn others(&self) -> usize {
        self.others.total()
    }

    /// Returns how many findings there are of a severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        let kept = self.kept.iter().filter(|finding| finding.severity() == severity).count();
        let more = self.more.values().map(|counts| counts.of(severity)).sum::<usize>();
        kept + more + self.others.of(severity)
    }

    pub(crate) fn total(&self) -> usize {
        [Severity::Info, Severity::Warning, Severity::Error].map(|severity| self.count(severity)).iter().sum()
    }

    pub(crate) fn worst(&self) -> Option<Severity> {
        let mut severities = [Severity::Error, Severity::Warning, Severity::Info].into_iter();
        severities.find(|severity| self.count(*severity) > 0)
    }

    /// Takes out the findings for which `belongs` returns true.
    pub(crate) fn take(&mut self, mut belongs: impl FnMut(&Finding) -> bool) -> Self {
        let mut taken = Self::default();
        let kept = std::mem::take(&mut self.kept);
        let mut known = BTreeSet::new();
        for finding in kept {
            if belongs(&finding) {
                known.insert(finding.fingerprint());
                taken.kept.push(finding);
            } else {
                self.kept.push(finding);
            }
        }
        for fingerprint in known {
            self.known.remove(&fingerprint);
            if let Some(counts) = self.more.remove(&fingerprint) {
                taken.more.insert(fingerprint, counts);
            }
        }
        taken
    }
}
