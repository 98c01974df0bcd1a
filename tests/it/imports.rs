//! Imports go one way: no files of a crate import each other in a circle, generated code included.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::spec;

/// A file's module path, such as `["http", "call"]`.
type Module = Vec<String>;

struct Sources(BTreeMap<Module, String>);

impl Sources {
    fn read(root: &Path) -> Self {
        let mut sources = BTreeMap::new();
        collect(root, &mut Vec::new(), &mut sources);
        Self(sources)
    }

    /// The files that a file names in `use` declarations and paths.
    fn imports(&self, module: &Module) -> BTreeSet<Module> {
        let text = &self.0[module];
        let mut found = BTreeSet::new();
        for start in ["crate::", "super::"] {
            for (at, _) in text.match_indices(start) {
                let path = &text[at..];
                let end = path.find(';').unwrap_or(path.len());
                found.extend(expand(&path[..end]).iter().filter_map(|path| self.target(module, path)));
            }
        }
        found.remove(module);
        found
    }

    /// The file that holds what a path names.
    fn target(&self, from: &Module, path: &str) -> Option<Module> {
        let mut parts = path.split("::").map(str::trim).collect::<Vec<_>>();
        let mut base = match parts.remove(0) {
            "crate" => Module::new(),
            _ => from[..from.len().checked_sub(1)?].to_vec(),
        };
        for part in parts {
            base.push(part.to_owned());
            if !self.0.keys().any(|module| module.starts_with(&base)) {
                base.pop();
                // A folder's `mod.rs` only re-exports: what counts is the file that has it.
                return self.reexported(&base, part).or_else(|| self.0.contains_key(&base).then_some(base));
            }
        }
        self.0.contains_key(&base).then_some(base)
    }

    fn reexported(&self, module: &Module, name: &str) -> Option<Module> {
        let text = self.0.get(module)?;
        let uses = text.split(';').filter_map(|part| part.rsplit_once("use ")).map(|(_, path)| path);
        for path in uses.flat_map(expand) {
            let (file, last) = path.rsplit_once("::")?;
            let target =
                module.iter().cloned().chain(file.split("::").map(str::to_owned)).collect::<Module>();
            if last == name && self.0.contains_key(&target) {
                return Some(target);
            }
        }
        None
    }

    /// Files that can be reached from themselves.
    fn circles(&self) -> BTreeSet<Module> {
        let edges = self.0.keys().map(|module| (module, self.imports(module))).collect::<BTreeMap<_, _>>();
        let reaches = |from: &Module| {
            let mut seen = BTreeSet::new();
            let mut open = edges[from].iter().collect::<Vec<_>>();
            while let Some(module) = open.pop() {
                if seen.insert(module) {
                    open.extend(&edges[module]);
                }
            }
            seen.contains(from)
        };
        self.0.keys().filter(|module| reaches(module)).cloned().collect()
    }
}

/// Reads the files below a folder, without comments and unit tests. Generated code is one module.
fn collect(folder: &Path, module: &mut Module, sources: &mut BTreeMap<Module, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            module.push(name);
            collect(&path, module, sources);
            module.pop();
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
            let own = module.iter().cloned().chain([name]).collect::<Module>();
            let own = match own.last().map(String::as_str) {
                _ if own[0] == "generated" => vec!["generated".to_owned()],
                Some("mod") => own[..own.len() - 1].to_vec(),
                // The map imports everything, and nobody imports it.
                Some("lib" | "main") => continue,
                _ => own,
            };
            sources.entry(own).or_default().extend(lines.flat_map(|line| [line, "\n"]));
        }
    }
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`.
fn expand(path: &str) -> Vec<String> {
    let path = path.split(['(', '<', '=']).next().unwrap_or_default().trim();
    let group = path.split_once('{').filter(|(base, _)| base.trim_end().ends_with("::"));
    let Some((base, rest)) = group else {
        let word = |c: char| !(c.is_alphanumeric() || c == '_' || c == ':');
        return vec![path.split(word).next().unwrap_or_default().trim_end_matches(':').to_owned()];
    };
    let (mut depth, mut item, mut items) = (0, String::new(), Vec::new());
    for c in rest.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(std::mem::take(&mut item));
                continue;
            }
            _ => {}
        }
        item.push(c);
    }
    items.push(item);
    let base = base.trim();
    let full = |item: &String| expand(&format!("{base}{}", item.trim()));
    items.iter().filter(|item| !item.trim().is_empty()).flat_map(full).collect()
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    for root in ["src", "crates/openapi-drift/src", "crates/digilocker-cli/src"] {
        let sources = Sources::read(&spec::root().join(root));
        assert!(sources.0.len() > 4, "{root}");
        assert_eq!(sources.circles(), BTreeSet::new(), "{root}");
    }
}

#[test]
fn a_circle_would_be_seen() {
    let file = |text: &str| text.to_owned();
    let name = |name: &str| name.split("::").map(str::to_owned).collect::<Module>();
    let sources = Sources(BTreeMap::from([
        (name("a"), file("use crate::b::{C, d::E};")),
        (name("b"), file("pub use inner::C;")),
        (name("b::inner"), file("fn f() -> crate::a::A {}")),
        (name("b::d"), file("use super::inner::C;")),
        (name("z"), file("use crate::a::A;")),
    ]));
    assert_eq!(sources.circles(), BTreeSet::from([name("a"), name("b::d"), name("b::inner")]));
}
