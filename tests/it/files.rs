//! What the repository says of itself is true.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::spec;

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("generated") {
            sources(&path, found);
        } else if path.is_file() {
            let name = path.display().to_string();
            found.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn the_handwritten_layer_repeats_nothing_of_the_spec() {
    let spec = spec::read();
    let mut files = Vec::new();
    sources(&spec::root().join("src"), &mut files);
    assert!(files.len() > 10);
    let headers =
        ["client_id", "client_secret"].map(|scheme| format!("\"{}\"", spec::key_header(&spec, scheme)));
    let url = spec["servers"][0]["url"].as_str().unwrap().to_owned();
    let mut anywhere = headers.into_iter().chain([url]).collect::<BTreeSet<_>>();
    // The documentation may link to a page of the vendor, and show a finding.
    let mut in_code = BTreeSet::new();
    for path in spec["paths"].as_object().unwrap().keys() {
        let (folder, name) = path.rsplit_once('/').unwrap();
        anywhere.insert(folder.to_owned());
        in_code.extend([format!("/{name}\""), format!("/{name}/")]);
        in_code.extend(name.contains('-').then(|| name.to_owned()));
    }
    let ids = spec::operations(&spec).into_iter().map(|(id, _)| id).filter(|id| id.contains('_'));
    in_code.extend(ids.map(|id| format!("\"{id}\"")));
    for (name, text) in files {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>();
        let code = code.join("\n");
        let written = anywhere.iter().find(|literal| text.contains(*literal));
        let written = written.or_else(|| in_code.iter().find(|literal| code.contains(*literal)));
        assert_eq!(written, None, "in {name}");
    }
}

#[test]
fn the_first_screen_of_the_readme_says_that_it_is_unofficial_and_how_to_run_it() {
    let readme = std::fs::read_to_string(spec::root().join("README.md")).unwrap();
    let screen = readme.lines().take(50).collect::<Vec<_>>().join("\n");
    for text in
        ["nofficial", "not affiliated", "cargo run --example quickstart", "cargo test", "Client::from_env()?"]
    {
        assert!(screen.contains(text), "{text}");
    }
}

#[test]
fn the_changelog_knows_this_version() {
    let changelog = std::fs::read_to_string(spec::root().join("CHANGELOG.md")).unwrap();
    assert!(changelog.contains(&format!("## [{}]", env!("CARGO_PKG_VERSION"))));
}
