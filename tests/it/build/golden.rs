//! The committed copy of the generated code is what the build generates, and an edited spec shows as a diff of it.

use std::fmt::Write as _;

use crate::support::{generator, spec};

const REFRESH: &str = "EXPECTORATE=overwrite cargo test --test it golden";

#[test]
fn the_committed_copy_is_what_the_build_generates() {
    for (name, generated) in [
        ("client.rs", include_str!(concat!(env!("OUT_DIR"), "/client.rs"))),
        ("constants.rs", include_str!(concat!(env!("OUT_DIR"), "/constants.rs"))),
        ("openapi.json", include_str!(concat!(env!("OUT_DIR"), "/openapi.json"))),
    ] {
        println!("to accept a change: {REFRESH}");
        expectorate::assert_contents(spec::root().join("src/generated").join(name), generated);
    }
}

#[test]
fn the_transcript_of_an_edited_spec_is_true() {
    let guide = std::fs::read_to_string(spec::root().join("CONTRIBUTING.md")).unwrap();
    assert!(guide.contains(REFRESH));
    let edit = block(&guide, "diff", "--- openapi.yaml");
    let golden = block(&guide, "diff", "--- src/generated/client.rs");

    let line = |sign: char| edit.lines().rfind(|line| line.starts_with(sign)).unwrap()[1..].to_owned();
    // Also true while, and after, somebody follows it.
    let before = spec::text().replace(&line('+'), &line('-'));
    assert!(
        before.contains(&line('-')),
        "the transcript edits a line that the spec no longer has: choose another"
    );
    let after = before.replacen(&line('-'), &line('+'), 1);
    let [before, after] = [before, after].map(|spec| generator::generate(&spec).unwrap().client);
    assert_eq!(changes(&before, &after), signed(golden));
}

/// The content of the first fenced block of this language with this first line.
fn block<'a>(text: &'a str, language: &str, first: &str) -> &'a str {
    let start = text.find(&format!("```{language}\n{first}")).unwrap_or_else(|| panic!("no block {first}"));
    let content = &text[start + language.len() + 4..];
    &content[..content.find("\n```").unwrap()]
}

/// The lines that a diff takes away and adds.
fn signed(diff: &str) -> String {
    let is_change =
        |line: &&str| line.starts_with(['-', '+']) && !line.starts_with("--- ") && !line.starts_with("+++ ");
    diff.lines().filter(is_change).fold(String::new(), |text, line| text + line + "\n")
}

fn changes(old: &str, new: &str) -> String {
    let diff = similar::TextDiff::from_lines(old, new);
    let mut text = String::new();
    for change in diff.iter_all_changes() {
        let sign = match change.tag() {
            similar::ChangeTag::Equal => continue,
            similar::ChangeTag::Delete => '-',
            similar::ChangeTag::Insert => '+',
        };
        write!(text, "{sign}{change}").unwrap();
    }
    text
}
