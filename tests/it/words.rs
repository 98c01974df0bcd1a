//! What is written reads as plain English: one word for one thing, short sentences, and an example for each type.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::spec;

/// The words that the glossary in CONTRIBUTING.md has retired, with the word to use.
const RETIRED: [(&str, &str); 11] = [
    ("answer", "response"),
    ("answers", "responses, or responds"),
    ("answered", "responded"),
    ("answering", "responding"),
    ("repetitions", "retries"),
    ("hold against", "check against"),
    ("holds against", "checks against"),
    ("held against", "checked against"),
    ("of no use", "can't be used"),
    ("let go", "dropped"),
    ("whatsoever", "leave it out"),
];

/// The longest sentence that a reader whose first language is another one should meet.
const MAX_WORDS: usize = 40;

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && !["generated", "target", "tests", "node_modules"].contains(&name) {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
}

/// All pages that people read.
fn pages() -> Vec<PathBuf> {
    let root = spec::root();
    let mut pages = Vec::new();
    for folder in ["docs", "crates", "examples", "fuzz"] {
        files(&root.join(folder), "md", &mut pages);
    }
    for page in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"] {
        pages.push(root.join(page));
    }
    pages
}

/// The descriptions of APIs and formats, in JSON.
fn schemas() -> Vec<PathBuf> {
    let mut schemas = Vec::new();
    for folder in ["src", "crates"] {
        files(&spec::root().join(folder), "json", &mut schemas);
    }
    schemas
}

/// All pages and descriptions, and of the Rust files the documentation and the texts in quotes.
fn written() -> Vec<(PathBuf, String)> {
    let root = spec::root();
    let mut pages = [pages(), schemas(), vec![root.join("openapi.yaml")]].concat();
    pages.sort();
    let mut sources = Vec::new();
    for folder in ["src", "build", "examples", "crates"] {
        files(&root.join(folder), "rs", &mut sources);
    }
    let page = |path: PathBuf| (path.clone(), std::fs::read_to_string(path).unwrap());
    let pages = pages.into_iter().map(page);
    pages.chain(sources.into_iter().map(|path| (path.clone(), shown(&path)))).collect()
}

/// The lines of a Rust file that are documentation or hold a text.
fn shown(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let is_shown = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("///") || line.starts_with("//!") || (line.contains('"') && !line.starts_with("//"))
    };
    text.lines().map(|line| if is_shown(&line) { line } else { "" }).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_people_read_is_found() {
    let root = spec::root();
    let found = [pages(), schemas()].concat();
    for path in [
        "CHANGELOG.md",
        "crates/digilocker-cli/CHANGELOG.md",
        "crates/openapi-drift/report.schema.json",
        "docs/journey.md",
        "examples/onboarding/README.md",
        "src/sandbox/control/openapi.json",
    ] {
        assert!(found.contains(&root.join(path)), "{path}");
    }
}

#[test]
fn one_thing_has_one_word() {
    let mut found = Vec::new();
    for (path, text) in written() {
        for (number, line) in text.lines().enumerate() {
            // What is in backticks is code.
            let words = line.split('`').step_by(2).collect::<Vec<_>>().join(" ").to_lowercase();
            let words =
                words.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '_').collect::<Vec<_>>();
            let line = format!(" {} ", words.join(" "));
            let retired = RETIRED.iter().filter(|(word, _)| line.contains(&format!(" {word} ")));
            found.extend(
                retired
                    .map(|(word, better)| format!("{}:{}: {word} -> {better}", path.display(), number + 1)),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The sentences of a page, without code, tables and addresses.
fn sentences(markdown: &str) -> Vec<String> {
    let mut prose = String::new();
    let mut is_code = false;
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        }
        let starts_anew = line.trim().is_empty() || line.trim_start().starts_with(['#', '|', '-', '!', '`']);
        if is_code || starts_anew {
            prose.push_str(". ");
        }
        if !is_code && !line.trim_start().starts_with(['|', '`', '!', '#']) {
            prose.push_str(line.trim());
            prose.push(' ');
        }
    }
    prose.split_inclusive([' ']).fold(vec![String::new()], |mut sentences, word| {
        sentences.last_mut().unwrap().push_str(word);
        if word.trim_end().ends_with(['.', '!', '?', ':', ';']) {
            sentences.push(String::new());
        }
        sentences
    })
}

/// Collects the descriptions in a JSON document, each as a paragraph.
fn describe(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| describe(item, text)),
        Value::Object(members) => {
            for (name, member) in members {
                match member.as_str() {
                    Some(words) if ["description", "summary", "title"].contains(&name.as_str()) => {
                        text.push_str(words);
                        text.push_str("\n\n");
                    }
                    _ => describe(member, text),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn no_sentence_is_too_long_for_a_second_language() {
    let root = spec::root();
    let read = |path: PathBuf| (path.clone(), std::fs::read_to_string(path).unwrap());
    let mut texts = pages().into_iter().map(read).collect::<Vec<_>>();
    for path in schemas() {
        let schema = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let mut descriptions = String::new();
        describe(&schema, &mut descriptions);
        texts.push((path, descriptions));
    }
    let sources =
        ["src/lib.rs", "src/contract/mod.rs", "src/sandbox/mod.rs", "crates/openapi-drift/src/lib.rs"];
    for source in sources {
        let text = std::fs::read_to_string(root.join(source)).unwrap();
        let docs = text.lines().filter_map(|line| line.strip_prefix("//!")).collect::<Vec<_>>().join("\n");
        texts.push((root.join(source), docs));
    }
    // It lists what the contract says, and is generated.
    texts.retain(|(path, _)| !path.ends_with("docs/evidence.md"));
    for (path, text) in texts {
        for sentence in sentences(&text) {
            let words =
                sentence.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
            assert!(words <= MAX_WORDS, "{}: {words} words: {sentence}", path.display());
        }
    }
}

/// The names that `pub use` re-exports in a file.
fn reexported(source: &str) -> BTreeSet<String> {
    let uses = source.split("pub use ").skip(1).filter_map(|rest| rest.split(';').next());
    let names = uses.flat_map(|path| {
        let list = path.rsplit_once('{').map_or_else(|| path.rsplit("::").next().unwrap(), |(_, list)| list);
        list.trim_end_matches('}').split(',').map(|name| name.trim().to_owned()).collect::<Vec<_>>()
    });
    names.filter(|name| name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)).collect()
}

/// All code that readers can copy: in pages, in documentation, and the examples.
fn examples() -> String {
    let root = spec::root();
    let mut pages = vec![root.join("README.md")];
    for folder in ["docs", "crates"] {
        files(&root.join(folder), "md", &mut pages);
    }
    let mut code = String::new();
    let mut examples = Vec::new();
    files(&root.join("examples"), "rs", &mut examples);
    for example in examples {
        code += &std::fs::read_to_string(example).unwrap();
    }
    let mut sources = Vec::new();
    files(&root.join("src"), "rs", &mut sources);
    files(&root.join("crates/openapi-drift/src"), "rs", &mut sources);
    let docs = |text: &str| {
        let lines = text.lines().map(str::trim_start);
        let docs = lines.filter_map(|line| line.strip_prefix("///").or_else(|| line.strip_prefix("//!")));
        docs.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    };
    let texts = pages.iter().map(|path| std::fs::read_to_string(path).unwrap());
    let texts = texts.chain(sources.iter().map(|path| docs(&std::fs::read_to_string(path).unwrap())));
    for text in texts {
        code.extend(text.split("```").skip(1).step_by(2).map(str::to_owned));
    }
    code
}

/// The name and the signature of each public function in these sources.
fn functions(sources: &str) -> Vec<(String, String)> {
    let signatures = sources.replace("pub async fn ", "pub fn ");
    let signatures = signatures.split("pub fn ").skip(1).filter_map(|rest| rest.split('{').next());
    let named =
        |signature: &str| (signature.split(['(', '<']).next().unwrap().to_owned(), signature.to_owned());
    signatures.map(named).collect()
}

#[test]
fn each_public_type_has_an_example_or_is_reached_from_one() {
    let root = spec::root();
    let mut sources = Vec::new();
    files(&root.join("src"), "rs", &mut sources);
    files(&root.join("crates/openapi-drift/src"), "rs", &mut sources);
    let sources = sources.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect::<String>();
    let examples = examples();
    let words_of = |text: &str| {
        let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).map(str::to_owned);
        words.collect::<BTreeSet<_>>()
    };
    let mut known = words_of(&examples);
    for (name, signature) in functions(&sources) {
        if examples.contains(&format!(".{name}(")) || examples.contains(&format!("::{name}(")) {
            known.extend(words_of(&signature));
        }
    }
    let mut missing = Vec::new();
    for source in
        ["src/lib.rs", "src/contract/mod.rs", "src/sandbox/mod.rs", "crates/openapi-drift/src/lib.rs"]
    {
        let text = std::fs::read_to_string(root.join(source)).unwrap();
        let names = reexported(text.split("pub mod types").next().unwrap());
        missing.extend(
            names.into_iter().filter(|name| !known.contains(name)).map(|name| format!("{source}: {name}")),
        );
    }
    assert!(missing.is_empty(), "in no example:\n{}", missing.join("\n"));
}
