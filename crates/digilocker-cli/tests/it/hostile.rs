//! Checks that a file that can't be used ends the command with exit code 2 and one sentence, whatever is in it. The
//! memory of the process is limited, so that a file that takes too much of it is an abort, and a failure.
#![cfg(unix)]

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::spec;

/// The virtual memory that the command may use, in KiB.
const MEMORY: &str = "1000000";

const LEVELS: usize = 10_000;

fn digilocker(arguments: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -v {MEMORY} && exec \"$@\""), "sh"]);
    command.arg(env!("CARGO_BIN_EXE_digilocker")).current_dir(spec::root()).args(arguments).output().unwrap()
}

/// Checks that the command ends with exit code 2 and one sentence that names the file.
fn refuses(what: &str, arguments: &[&str], file: &Path) {
    let output = digilocker(arguments);
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{what}: {output:?}");
    assert!(output.stdout.is_empty(), "{what}: {output:?}");
    assert!(said.starts_with(&format!("digilocker: {}: ", file.display())), "{what}: {said}");
    assert!(said.ends_with('\n') && said.lines().count() == 1 && said.len() < 400, "{what}: {said}");
}

/// Files that are neither a document nor a baseline nor a recording.
fn unusable() -> Vec<(&'static str, Vec<u8>)> {
    let brackets = "[".repeat(LEVELS);
    let objects = "{\"a\":".repeat(LEVELS);
    let closed = format!("{}{}", "[".repeat(LEVELS), "]".repeat(LEVELS));
    let utf_16 = "\u{feff}{\"openapi\": \"3.0.3\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        ("an executable", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0".to_vec()),
        ("an image", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("compressed", vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xcb, 0x48]),
        ("every byte", (0..=255).collect()),
        ("UTF-16", utf_16),
        ("open brackets", brackets.into_bytes()),
        ("open objects", objects.into_bytes()),
        ("brackets", closed.into_bytes()),
        ("one quote", b"\"".to_vec()),
        ("half of an object", b"{\"log\": {\"entries\": [{\"request\": {\"method\": \"GE".to_vec()),
        ("a web page", b"<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>\n".to_vec()),
    ]
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Creates a file of 200 MB of zeros that takes no space on the disk.
fn zeros(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    File::create(&path).unwrap().set_len(200_000_000).unwrap();
    path
}

#[test]
fn no_document_makes_the_command_panic_or_abort() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["spec.yaml", "spec.json", "spec"] {
        let mut files = unusable();
        let yaml = std::fs::read(spec::root().join("openapi.yaml")).unwrap();
        files.push(("nothing", vec![]));
        files.push(("nested in YAML", "- ".repeat(LEVELS).into_bytes()));
        files.push(("nested names", "{a: ".repeat(LEVELS).into_bytes()));
        files.push(("a bomb", bomb().into_bytes()));
        files.push(("a third of a document", yaml[..yaml.len() / 3].to_vec()));
        for (what, bytes) in files {
            let path = write(folder.path(), name, &bytes);
            let path = path.display().to_string();
            refuses(what, &["contract", "show", "--spec", &path], Path::new(&path));
            refuses(what, &["contract", "check", "tests/fixtures", "--spec", &path], Path::new(&path));
        }
        let path = zeros(folder.path(), name);
        refuses("zeros", &["contract", "show", "--spec", path.to_str().unwrap()], &path);
    }
    refuses("a folder", &["contract", "show", "--spec", "/"], Path::new("/"));
    refuses("no end", &["contract", "show", "--spec", "/dev/zero"], Path::new("/dev/zero"));
}

/// Returns a short text that stands for a list of 100 GB.
fn bomb() -> String {
    let text = "x".repeat(100_000);
    let aliases = vec!["*b"; 1000].join(", ");
    let texts = vec!["*a"; 1000].join(", ");
    format!("openapi: 3.0.3\nx-a: &a {text}\nx-b: &b [{texts}]\nx-c: [{aliases}]\n")
}

#[test]
fn no_baseline_makes_the_command_panic_or_abort() {
    let folder = tempfile::tempdir().unwrap();
    let name = "baseline.toml";
    let mut files = unusable();
    files.push(("a nested list", format!("a = {}", "[".repeat(LEVELS)).into_bytes()));
    files.push(("a nested table", format!("a = {}", "{a = ".repeat(LEVELS)).into_bytes()));
    files.push(("a long name", format!("{}a = 1", "a.".repeat(LEVELS)).into_bytes()));
    for (what, bytes) in files {
        let path = write(folder.path(), name, &bytes);
        let check = ["contract", "check", "tests/fixtures", "--baseline", path.to_str().unwrap()];
        refuses(what, &check, &path);
    }
    let path = zeros(folder.path(), name);
    refuses("zeros", &["contract", "check", "tests/fixtures", "--baseline", path.to_str().unwrap()], &path);
}

#[test]
fn no_archive_makes_the_command_panic_or_abort() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = unusable();
    files.push(("nothing", vec![]));
    files.push(("nested entries", format!("{{\"log\":{{\"entries\":{}", "[".repeat(LEVELS)).into_bytes()));
    let creator = format!("{{\"log\":{{\"entries\":[],\"creator\":{}", "[".repeat(LEVELS));
    files.push(("a nested member that is not read", creator.into_bytes()));
    for (what, bytes) in files {
        let path = write(folder.path(), "a.har", &bytes);
        refuses(what, &["contract", "check", path.to_str().unwrap()], &path);
    }
    let path = zeros(folder.path(), "a.har");
    refuses("zeros", &["contract", "check", path.to_str().unwrap()], &path);
}

#[test]
fn no_body_makes_the_command_panic_or_abort() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = unusable();
    files.push(("nothing", vec![]));
    for (what, bytes) in files {
        let path = write(folder.path(), "initiate-session.200.json", &bytes);
        let output = digilocker(&["contract", "check", path.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!([Some(1), Some(2)].contains(&output.status.code()), "{what}: {output:?}");
        assert!(!said.contains("panicked") && said.lines().count() <= 1, "{what}: {said}");
    }
    let path = zeros(folder.path(), "initiate-session.200.json");
    let output = digilocker(&["contract", "check", path.to_str().unwrap()]);
    assert!([Some(1), Some(2)].contains(&output.status.code()), "zeros: {output:?}");
}
