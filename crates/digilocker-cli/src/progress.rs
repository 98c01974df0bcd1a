//! Shows on a terminal how far a check is.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use openapi_drift::Progress;

/// How often the line is written. It also is how long a check must take before there is a line.
const INTERVAL: Duration = Duration::from_millis(200);

const CLEAR: &str = "\r\u{1b}[K";

/// A line on stderr that is rewritten in place. Writes nothing if stderr is not a terminal.
pub(crate) struct ProgressLine {
    is_terminal: bool,
    written: Instant,
    is_visible: bool,
}

impl ProgressLine {
    pub(crate) fn new() -> Self {
        Self { is_terminal: io::stderr().is_terminal(), written: Instant::now(), is_visible: false }
    }

    /// Rewrites the line, unless it was written a moment ago.
    pub(crate) fn show(&mut self, progress: &Progress) {
        if self.is_terminal && self.written.elapsed() >= INTERVAL {
            let _ = write!(io::stderr(), "{CLEAR}{}", text(progress));
            self.written = Instant::now();
            self.is_visible = true;
        }
    }

    /// Removes the line.
    pub(crate) fn clear(&self) {
        if self.is_visible {
            let _ = write!(io::stderr(), "{CLEAR}");
        }
    }
}

fn text(progress: &Progress) -> String {
    let megabytes = |bytes: u64| bytes / 1_000_000;
    format!(
        "checked {} exchanges, {} MB of {} MB",
        with_commas(progress.exchanges),
        megabytes(progress.bytes),
        megabytes(progress.total_bytes)
    )
}

/// Formats a number with a comma before each group of three digits.
fn with_commas(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::with_commas;

    #[test]
    fn thousands_have_commas() {
        let said = [0, 999, 1_000, 12_000, 1_234_567].map(with_commas);
        assert_eq!(said, ["0", "999", "1,000", "12,000", "1,234,567"]);
    }
}
