//! Checks the exit codes, the formats and the revisions of `digilocker contract diff`.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::run::text;

fn digilocker(folder: &Path, arguments: &[&str]) -> Output {
    let command = ["contract", "diff"].iter().chain(arguments);
    Command::new(env!("CARGO_BIN_EXE_digilocker")).current_dir(folder).args(command).output().unwrap()
}

/// Returns a document in YAML whose response has a field of this type.
fn document(kind: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{ title: t, version: '1' }}\npaths:\n  /orders:\n    get:\n      operationId: list_orders\n      \
         responses:\n        200:\n          description: ok\n          content:\n            application/json:\n              \
         schema: {{ type: object, properties: {{ total: {{ type: {kind} }} }} }}\n"
    )
}

/// Returns a folder with the documents `old.yaml` and `new.yaml`.
fn folder(old: &str, new: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("old.yaml"), document(old)).unwrap();
    std::fs::write(folder.path().join("new.yaml"), document(new)).unwrap();
    folder
}

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
    let done = Command::new("git").current_dir(folder).args(identity).args(arguments).output().unwrap();
    assert!(done.status.success(), "{done:?}");
}

#[test]
fn equal_documents_exit_with_0() {
    let folder = folder("integer", "integer");
    let output = digilocker(folder.path(), &["old.yaml", "new.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(text(&output.stdout), "0 errors, 0 warnings, 0 infos, 0 accepted; nothing changed\n");
}

#[test]
fn what_breaks_existing_clients_exits_with_1_and_asks_for_a_major_version() {
    let folder = folder("integer", "number");
    let output = digilocker(folder.path(), &["old.yaml", "new.yaml"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = text(&output.stdout);
    assert!(said.starts_with("error response-widened: list_orders 200 at /paths/~1orders/get/"), "{said}");
    assert!(
        said.contains("\n  affects: existing-clients\n") && said.contains("asks for a major version"),
        "{said}"
    );
}

#[test]
fn what_breaks_only_the_new_client_fails_from_a_warning() {
    let folder = folder("number", "integer");
    assert_eq!(digilocker(folder.path(), &["old.yaml", "new.yaml"]).status.code(), Some(0));
    let output =
        digilocker(folder.path(), &["old.yaml", "new.yaml", "--fail-on", "warning", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["findings"][0]["affects"][0], "new-client");
    assert_eq!(report["bump"], "minor");
}

#[test]
fn a_baseline_accepts_a_change() {
    let folder = folder("integer", "number");
    let report = digilocker(folder.path(), &["old.yaml", "new.yaml", "--format", "json"]);
    let report: Value = serde_json::from_slice(&report.stdout).unwrap();
    let fingerprint = report["findings"][0]["fingerprint"].as_str().unwrap();
    let baseline = format!("[[accepted]]\nfingerprint = {fingerprint:?}\nreason = \"agreed\"\n");
    std::fs::write(folder.path().join("baseline.toml"), baseline).unwrap();
    let output = digilocker(folder.path(), &["old.yaml", "new.yaml", "--baseline", "baseline.toml"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn a_revision_of_the_checkout_is_the_old_document() {
    let folder = folder("integer", "integer");
    let inner = folder.path().join("api");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(inner.join("api.yaml"), document("integer")).unwrap();
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "-m", "first"]);
    std::fs::write(inner.join("api.yaml"), document("string")).unwrap();
    for path in ["api/api.yaml", inner.join("api.yaml").to_str().unwrap()] {
        let output = digilocker(folder.path(), &[path, "--git", "HEAD"]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(text(&output.stdout).starts_with("error incomparable: list_orders 200"), "{output:?}");
    }
    let output = digilocker(&inner, &["api.yaml", "--git", "HEAD"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    for arguments in [
        ["api.yaml", "--git", "no-such-revision"],
        ["no.yaml", "--git", "HEAD"],
        ["api.yaml", "--git", "--help"],
    ] {
        let output = digilocker(&inner, &arguments);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
    }
}

#[test]
fn what_can_not_be_compared_exits_with_2() {
    let folder = folder("integer", "number");
    for arguments in [
        ["old.yaml"].as_slice(),
        &["old.yaml", "new.yaml", "--git", "HEAD"],
        &["old.yaml", "new.yaml", "third.yaml"],
        &["old.yaml", "no-such.yaml"],
        &["old.yaml", "new.yaml", "--changelog", "--format", "json"],
        &[],
    ] {
        let output = digilocker(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{output:?}");
    }
}

#[test]
fn the_changelog_is_an_entry_to_edit() {
    let folder = folder("integer", "number");
    let output = digilocker(folder.path(), &["old.yaml", "new.yaml", "--changelog"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let expected = "## [Unreleased]\n\n### Changed\n\n- **Breaking:** `list_orders`, 200: `total` changes from integer to number.\n";
    assert_eq!(text(&output.stdout), expected);
}

/// Returns the verdict on the crate's own document with one edit.
fn edited(from: &str, to: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let spec = std::fs::read_to_string(root.join("openapi.yaml")).unwrap();
    assert!(spec.contains(from), "{from}");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("old.yaml"), &spec).unwrap();
    std::fs::write(folder.path().join("new.yaml"), spec.replacen(from, to, 1)).unwrap();
    text(&digilocker(folder.path(), &["old.yaml", "new.yaml", "--fail-on", "info"]).stdout)
}

#[test]
fn what_breaks_rust_code_is_said_of_a_document_that_a_client_is_generated_from() {
    let renamed = edited("operationId: issued_files", "operationId: list_issued_files");
    assert!(renamed.contains("operation-renamed: ") && renamed.contains("\n  affects: rust\n"), "{renamed}");
    assert!(renamed.contains("asks for a major version"), "{renamed}");
    // The wire does not know which values are of a person, but the Rust type does.
    let sensitive = edited("x-sensitive: false", "x-sensitive: true");
    assert!(
        sensitive.contains("warning rust-changed: ") && sensitive.contains("changes the type of `types::"),
        "{sensitive}"
    );
    let described = edited("description: The", "description: In other words, the");
    assert!(described.contains("nothing changed"), "{described}");
}
