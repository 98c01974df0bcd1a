//! The formats of a report, the options for them, and the width of a terminal.

use std::io;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use deepvue_digilocker::contract::{Report, Severity};
use terminal_size::{Height, Width};

/// What the rest of a line that was too long starts with.
const CONTINUED: &str = "  ";

/// Selects the output format.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum Format {
    /// For people: findings, a line for each operation, a total
    Text,
    /// For programs: the whole report, as its JSON Schema describes it
    Json,
    /// For code scanning: SARIF 2.1.0
    Sarif,
    /// For CI servers: JUnit XML, a test suite for each operation
    Junit,
    /// For GitHub Actions: annotations
    Github,
}

/// Parses a severity, and lists the possible values in the help.
pub(crate) fn severity() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(["error", "warning", "info"]).try_map(|text| text.parse::<Severity>())
}

/// Writes a report in a format.
pub(crate) fn written(report: &Report, format: Format) -> String {
    match format {
        Format::Json => format!("{:#}\n", report.to_json()),
        Format::Sarif => format!("{:#}\n", report.to_sarif()),
        Format::Junit => report.to_junit(),
        Format::Github => report.to_github(),
        Format::Text => coloured(report),
    }
}

/// Returns how many columns the output has: of the terminal, or as `COLUMNS` says. `None` for a pipe or a file.
pub(crate) fn width() -> Option<usize> {
    columns(terminal_size::terminal_size_of(io::stdout()))
}

/// Returns how many columns stderr has.
pub(crate) fn stderr_width() -> Option<usize> {
    columns(terminal_size::terminal_size_of(io::stderr()))
}

fn columns(terminal: Option<(Width, Height)>) -> Option<usize> {
    let width = terminal.map(|(width, _)| usize::from(width.0));
    width.or_else(|| std::env::var("COLUMNS").ok()?.parse().ok())
}

/// Breaks the lines of a text at blanks to fit the columns. A word that is too long stays whole.
pub(crate) fn wrapped(text: &str, columns: Option<usize>) -> String {
    let Some(columns) = columns else { return text.to_owned() };
    text.split('\n').map(|line| wrapped_line(line, columns)).collect::<Vec<_>>().join("\n")
}

fn wrapped_line(line: &str, columns: usize) -> String {
    let indent = " ".repeat(line.len() - line.trim_start_matches(' ').len());
    let (mut wrapped, mut rest) = (indent.clone(), line.trim_start_matches(' '));
    let mut room = columns.saturating_sub(indent.len());
    while rest.chars().count() > room {
        let mut blanks = rest.char_indices().enumerate().filter(|(_, (_, c))| *c == ' ');
        let first = blanks.next();
        let last = blanks.take_while(|(position, _)| *position <= room).last();
        // If the first word is too long already, the line ends after it.
        let Some((_, (end, _))) = last.or(first) else { break };
        let (fits, more) = rest.split_at(end);
        wrapped.push_str(fits.trim_end());
        wrapped.extend(["\n", &indent, CONTINUED]);
        rest = more.trim_start();
        room = columns.saturating_sub(indent.len() + CONTINUED.len());
    }
    wrapped.push_str(rest);
    wrapped
}

/// Colours the severities in a report. The stream removes the colours if the output is not a terminal or wants none.
fn coloured(report: &Report) -> String {
    let mut text = format!("\n{}\n", fitted(report, width()));
    for (severity, colour) in [("error", 31), ("warning", 33), ("info", 36)] {
        text = text.replace(&format!("\n{severity} "), &format!("\n\u{1b}[{colour}m{severity}\u{1b}[0m "));
    }
    text.split_off(1)
}

/// Writes a report to fit the columns. Only findings may be wider: their fingerprints are there to be copied.
fn fitted(report: &Report, columns: Option<usize>) -> String {
    let Some(columns) = columns else { return report.to_string() };
    let text = format!("{report:columns$}");
    let (rest, total) = text.rsplit_once('\n').unwrap_or(("", &text));
    let total = wrapped(total, Some(columns));
    if rest.is_empty() { total } else { format!("{rest}\n{total}") }
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_break_at_blanks_and_no_word_is_cut() {
        for (line, broken) in [
            ("", ""),
            ("one two", "one two"),
            ("one two six", "one two\n  six"),
            ("  one two", "  one\n    two"),
            ("a  b c d e f", "a  b c d\n  e f"),
            ("far-too-long it is", "far-too-long\n  it is"),
            ("far-too-long", "far-too-long"),
            ("ab cd far-too-long x", "ab cd\n  far-too-long\n  x"),
            ("पैन पैन पैन", "पैन पैन\n  पैन"),
        ] {
            assert_eq!(wrapped(line, Some(8)), broken, "{line}");
            assert_eq!(wrapped(line, None), line);
        }
        assert_eq!(wrapped("one two six\none two six", Some(8)), "one two\n  six\none two\n  six");
    }
}
