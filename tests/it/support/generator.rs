//! Runs the crate's own build script on specs that are not the crate's.

use std::process::Command;

use super::spec;

/// What the build script made of a spec.
pub struct Generated {
    pub client: String,
    pub constants: String,
}

/// The generated code, or the errors that cargo would show.
pub fn generate(spec: &str) -> Result<Generated, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("openapi.yaml"), spec).unwrap();
    let output = Command::new(env!("DIGILOCKER_BUILD_SCRIPT"))
        .current_dir(folder.path())
        .env("OUT_DIR", folder.path())
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let errors = stdout.lines().filter_map(|line| line.strip_prefix("cargo::error=").map(str::to_owned));
    let errors = errors.collect::<Vec<_>>();
    if output.status.success() {
        assert!(errors.is_empty(), "{errors:?}");
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
        return Ok(Generated { client: read("client.rs"), constants: read("constants.rs") });
    }
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let others = stdout.lines().filter(|line| !line.starts_with("cargo::")).collect::<Vec<_>>();
    assert!(others.is_empty() && !errors.is_empty(), "each fault is one line: {stdout}");
    Err(errors)
}

/// The crate's own spec with one text replaced.
pub fn edited(from: &str, to: &str) -> String {
    let spec = spec::text();
    assert!(spec.contains(from), "the spec does not contain {from:?}");
    spec.replacen(from, to, 1)
}

/// A text of the spec, what is written instead, the line that the fault names, and how its sentence starts.
pub type Edit = (&'static str, &'static str, &'static str, &'static str);

/// Checks that each edit is one fault, at its line and with its sentence.
pub fn check(edits: &[Edit]) {
    for (from, to, line, sentence) in edits {
        let (found_line, found) = fault(&edited(from, to));
        assert!(found.starts_with(sentence), "expected {sentence}\n     got {found}");
        assert_eq!(found_line, *line, "{found}");
    }
}

/// The sentences for a spec that must not be taken.
pub fn faults(spec: &str) -> Vec<String> {
    generate(spec).err().unwrap_or_else(|| panic!("a broken spec was taken"))
}

/// The line to which the only fault of a spec points, and its sentence.
pub fn fault(spec: &str) -> (String, String) {
    let faults = faults(spec);
    let [sentence] = &faults[..] else { panic!("not one fault: {faults:#?}") };
    let place = sentence.strip_prefix("openapi.yaml:").and_then(|rest| rest.split_once(": "));
    let (line, sentence) = place.unwrap_or_else(|| panic!("no line: {sentence}"));
    let line = spec.lines().nth(line.parse::<usize>().unwrap() - 1).unwrap();
    (line.trim().to_owned(), sentence.to_owned())
}
