//! Runs the crate's own build script on specs that are not the crate's.

use std::process::Command;

use super::spec;

/// What the build script made of a spec.
pub struct Generated {
    pub client: String,
    pub constants: String,
}

/// The generated code, or what cargo would show.
pub fn generate(spec: &str) -> Result<Generated, String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("openapi.yaml"), spec).unwrap();
    let output = Command::new(env!("DIGILOCKER_BUILD_SCRIPT"))
        .current_dir(folder.path())
        .env("OUT_DIR", folder.path())
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let errors = stdout.lines().filter_map(|line| line.strip_prefix("cargo::error=")).collect::<Vec<_>>();
    if output.status.success() {
        assert!(errors.is_empty(), "{errors:?}");
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
        return Ok(Generated { client: read("client.rs"), constants: read("constants.rs") });
    }
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(errors.len(), 1, "one fault is one line: {stdout}");
    Err(errors[0].to_owned())
}

/// The crate's own spec with one text replaced.
pub fn edited(from: &str, to: &str) -> String {
    let spec = spec::text();
    assert!(spec.contains(from), "the spec does not contain {from:?}");
    spec.replacen(from, to, 1)
}
