//! [`Fault`]: an error in the spec, as one sentence.

use serde_json::Value;

use super::lines::Lines;
use super::place;

/// A fault in the spec: its place, and how to correct it.
#[derive(PartialEq)]
pub(crate) struct Fault {
    place: Place,
    sentence: String,
}

#[derive(PartialEq)]
enum Place {
    File,
    Line(usize),
    Pointer(String),
}

impl Fault {
    pub(crate) fn new(pointer: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { place: Place::Pointer(pointer.into()), sentence: sentence.into() }
    }

    pub(crate) fn of_file(sentence: impl Into<String>) -> Self {
        Self { place: Place::File, sentence: sentence.into() }
    }

    pub(crate) fn of_line(line: usize, sentence: impl Into<String>) -> Self {
        Self { place: Place::Line(line), sentence: sentence.into() }
    }

    /// Returns the pointer to its place, empty for the whole file, and the sentence.
    #[allow(dead_code, reason = "only the library asks")]
    pub(crate) fn parts(self) -> (String, String) {
        let pointer = if let Place::Pointer(pointer) = self.place { pointer } else { String::new() };
        (pointer, self.sentence)
    }

    /// Writes the fault for the author of `file`, on one line: cargo shows the first line of an error only.
    fn told(&self, file: &str, document: &Value, lines: &Lines) -> String {
        let sentence = self.sentence.split_whitespace().collect::<Vec<_>>().join(" ");
        match &self.place {
            Place::File => format!("{file}: {sentence}"),
            Place::Line(line) => format!("{file}:{line}: {sentence}"),
            Place::Pointer(pointer) => {
                let line = lines.line(pointer);
                match place::name(document, pointer).as_str() {
                    "" => format!("{file}:{line}: {sentence}"),
                    name => format!("{file}:{line}: {name}: {sentence}"),
                }
            }
        }
    }

    fn line(&self, lines: &Lines) -> usize {
        match &self.place {
            Place::File => 0,
            Place::Line(line) => *line,
            Place::Pointer(pointer) => lines.line(pointer),
        }
    }
}

/// Writes all faults, in the order of the file.
pub(crate) fn told(mut faults: Vec<Fault>, file: &str, document: &Value, lines: &Lines) -> Vec<String> {
    faults.sort_by_key(|fault| fault.line(lines));
    faults.iter().map(|fault| fault.told(file, document, lines)).collect()
}
