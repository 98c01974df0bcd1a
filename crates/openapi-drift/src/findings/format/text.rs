//! Writes a report for a terminal.

use std::fmt;

use crate::diff::effects::Bump;
use crate::findings::finding::Severity;
use crate::findings::report::Report;
use crate::findings::sections::Section;
use crate::schema::describe::counted;

/// The titles of the columns after the name of the operation.
const NUMBERS: &str = "  messages  errors  warnings  infos  responses exercised";

impl fmt::Display for Report {
    /// Writes every finding, the unmatched baseline entries, a line for each operation that has messages or findings,
    /// and a total, for a terminal. With a width, such as `{report:40}`, the lines of operations fit so many columns.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for group in self.groups() {
            writeln!(f, "{}", group.finding)?;
            if let Some(more) = group.more() {
                writeln!(f, "  {more}")?;
            }
            writeln!(f, "  fingerprint: {}\n", group.finding.fingerprint())?;
        }
        if self.others() > 0 {
            writeln!(f, "and {} with other fingerprints\n", counted(self.others(), "finding"))?;
        }
        for fingerprint in self.unmatched() {
            writeln!(f, "this baseline entry matches no finding: {fingerprint}")?;
        }
        if !self.unmatched().is_empty() {
            writeln!(f)?;
        }
        if self.bump().is_none() {
            write_operations(&self.sections(), f)?;
        }
        f.write_str(&self.total())
    }
}

impl Report {
    /// Returns the last line of the text: the number of findings, and the coverage, or the version to ask for.
    pub(crate) fn total(&self) -> String {
        let rest = match self.bump() {
            None => self.coverage().to_string(),
            Some(Bump::None) => "nothing changed".to_owned(),
            Some(bump) => format!("asks for a {} version", bump.as_str()),
        };
        format!(
            "{}, {}, {}, {} accepted; {rest}",
            counted(self.count(Severity::Error), "error"),
            counted(self.count(Severity::Warning), "warning"),
            counted(self.count(Severity::Info), "info"),
            self.accepted_count(),
        )
    }
}

/// Writes a table with a line for each operation. A document may have hundreds of operations that no recording is of:
/// these are only counted, in the total.
fn write_operations(sections: &[Section<'_>], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let rows = sections.iter().filter(|section| !section.is_idle());
    let rows = rows.filter_map(|section| Some((section.owner.operation()?, section))).collect::<Vec<_>>();
    if rows.is_empty() {
        return Ok(());
    }
    let title = "operation";
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default().max(title.len());
    if f.width().is_some_and(|columns| columns < width + NUMBERS.len()) {
        write_narrow(&rows, f)?;
        return writeln!(f);
    }
    writeln!(f, "{title:<width$}{NUMBERS}")?;
    for (name, section) in rows {
        let [errors, warnings, infos] = counts(section);
        writeln!(
            f,
            "{name:<width$}  {:>8}  {errors:>6}  {warnings:>8}  {infos:>5}  {} of {}",
            section.messages(),
            section.exercised(),
            section.documented(),
        )?;
    }
    writeln!(f)
}

/// Writes three lines for each operation, where a table has no room.
fn write_narrow(rows: &[(&str, &Section<'_>)], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (name, section) in rows {
        let [errors, warnings, infos] = counts(section);
        writeln!(f, "{name}")?;
        writeln!(
            f,
            "  messages {}, exercised {} of {}",
            section.messages(),
            section.exercised(),
            section.documented()
        )?;
        writeln!(f, "  errors {errors}, warnings {warnings}, infos {infos}")?;
    }
    Ok(())
}

fn counts(section: &Section<'_>) -> [usize; 3] {
    [Severity::Error, Severity::Warning, Severity::Info].map(|severity| section.findings(severity))
}
