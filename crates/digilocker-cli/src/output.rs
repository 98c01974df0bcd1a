//! The formats of a report, the options for them, and the width of a terminal.

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use deepvue_digilocker::contract::{Report, Severity};

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
    let terminal = terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
    terminal.or_else(|| std::env::var("COLUMNS").ok()?.parse().ok())
}

/// Colours the severities in a report. The stream removes the colours if the output is not a terminal or wants none.
fn coloured(report: &Report) -> String {
    let mut text = format!("\n{report}\n");
    for (severity, colour) in [("error", 31), ("warning", 33), ("info", 36)] {
        text = text.replace(&format!("\n{severity} "), &format!("\n\u{1b}[{colour}m{severity}\u{1b}[0m "));
    }
    text.split_off(1)
}
