//! Checks that a large recording needs no more memory than a small one. The system sets the limit.

use std::fmt::Write as _;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

/// How much more address space a large recording may need than a small one.
const MORE_KIB: usize = 12 * 1024;
/// How many entries the large recording has. With the other body, it is three times as large as the allowed space.
const ENTRIES: usize = 20_000;
/// How many names of fields the entries have.
const NAMES: usize = 3_000;
const OTHER_BODY_BYTES: usize = 24_000_000;

const SPEC: &str = "openapi: 3.0.3
servers: [{url: 'https://shop.example'}]
paths:
  /orders:
    get:
      operationId: list
      responses:
        200:
          description: ok
          content: {application/json: {schema: {type: object, properties: {count: {type: integer}}}}}
";

fn entry(url: &str, body: &str) -> Value {
    json!({
        "request": { "method": "GET", "url": url, "headers": [], "bodySize": 0 },
        "response": { "status": 200, "headers": [], "content": {
            "size": body.len(), "mimeType": "application/json", "text": body, "encoding": null } },
    })
}

/// Writes a recording with drift in each entry, the names of which differ, and a large body of another host.
fn write(path: &Path, entries: usize, other_body_bytes: usize) {
    let mut file = BufWriter::new(std::fs::File::create(path).unwrap());
    write!(file, "{{\"log\": {{\"entries\": [").unwrap();
    let other = entry("https://cdn.example/elsewhere/logo.png", &"A".repeat(other_body_bytes));
    write!(file, "{other}").unwrap();
    let padding = "x".repeat(500);
    for index in 0..entries {
        let mut name = String::new();
        for digit in (index % NAMES).to_string().bytes() {
            name.push(char::from(digit - b'0' + b'a'));
        }
        let body = json!({ "count": "7", name: padding }).to_string();
        write!(file, ",{}", entry("https://shop.example/orders", &body)).unwrap();
    }
    write!(file, "]}}}}").unwrap();
}

/// Runs the check with at most this much address space.
fn check(kib: usize, spec: &Path, recording: &Path) -> Output {
    let mut command = Command::new("sh");
    command.args([
        "-c",
        "ulimit -v \"$0\" && exec \"$@\"",
        &kib.to_string(),
        env!("CARGO_BIN_EXE_digilocker"),
    ]);
    command.args(["contract", "check"]).arg(recording).arg("--spec").arg(spec).output().unwrap()
}

/// Returns the address space that a small recording needs.
fn base(spec: &Path, folder: &Path) -> usize {
    let small = folder.join("small.har");
    write(&small, 2, 10);
    let mut sizes = (1..=256).map(|step| step * 4 * 1024);
    sizes.find(|kib| check(*kib, spec, &small).status.code() == Some(1)).unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn a_large_recording_needs_no_more_memory_than_a_small_one() {
    let folder = tempfile::tempdir().unwrap();
    let spec: PathBuf = folder.path().join("spec.yaml");
    std::fs::write(&spec, SPEC).unwrap();
    let limit = base(&spec, folder.path()) + MORE_KIB;
    let large = folder.path().join("large.har");
    write(&large, ENTRIES, OTHER_BODY_BYTES);
    assert!(std::fs::metadata(&large).unwrap().len() > 3 * 1024 * MORE_KIB as u64);

    let output = check(limit, &spec, &large);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut counts = String::new();
    let messages = 2 * ENTRIES;
    write!(
        counts,
        "\n{ENTRIES} errors, {ENTRIES} warnings, 0 infos, 0 accepted; {messages} messages checked"
    )
    .unwrap();
    assert!(text.contains(&counts) && text.contains("1 exchange with other hosts skipped"), "{counts}");

    assert!(output.stderr.is_empty(), "there is no progress line without a terminal");
    if let Some(shown) = on_a_terminal(&spec, &large) {
        let progress = shown.rfind(" MB of ").unwrap();
        let cleared = shown.rfind("\r\u{1b}[K").unwrap();
        let report = shown.find("fingerprint:").unwrap();
        assert!(progress < cleared && cleared < report, "{}", &shown[..200]);
    }
}

/// Runs the check on a terminal and returns what it shows, if `script` is there to make one.
fn on_a_terminal(spec: &Path, recording: &Path) -> Option<String> {
    let (program, spec, recording) = (env!("CARGO_BIN_EXE_digilocker"), spec.display(), recording.display());
    let command = format!("'{program}' contract check '{recording}' --spec '{spec}'");
    let output = Command::new("script").args(["-q", "-e", "-c", &command, "/dev/null"]).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// How much address space a document of interlinked schemas may need, with a body for each operation.
const INTERLINKED_KIB: usize = 300 * 1024;

/// Writes a document in which each schema leads to all others, and a body for each operation.
fn write_interlinked(folder: &Path) -> (PathBuf, PathBuf) {
    let (schemas, operations) = (600, 300);
    let schema = |index: usize| {
        let mut properties = json!({ "id": { "type": "integer" } });
        for (name, step) in [("next", 1), ("other", 7), ("far", 101)] {
            properties[name] =
                json!({ "$ref": format!("#/components/schemas/M{}", (index + step) % schemas) });
        }
        for field in 0..16 {
            properties[format!("f{field}")] = json!({ "type": "string", "nullable": true, "maxLength": 99 });
        }
        (format!("M{index}"), json!({ "type": "object", "required": ["id"], "properties": properties }))
    };
    let operation = |index: usize| {
        let items = json!({ "type": "array", "items": { "$ref": format!("#/components/schemas/M{index}") } });
        let content = json!({ "application/json": { "schema": items } });
        let responses = json!({ "200": { "description": "ok", "content": content } });
        (
            format!("/r{index}"),
            json!({ "get": { "operationId": format!("get_{index}"), "responses": responses } }),
        )
    };
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": (0..operations).map(operation).collect::<serde_json::Map<_, _>>(),
        "components": { "schemas": (0..schemas).map(schema).collect::<serde_json::Map<_, _>>() },
    });
    let (spec, bodies) = (folder.join("interlinked.json"), folder.join("bodies"));
    std::fs::write(&spec, document.to_string()).unwrap();
    std::fs::create_dir(&bodies).unwrap();
    for index in 0..operations {
        let body = json!([{ "id": 1, "next": { "id": 2, "far": { "id": 3 } } }, { "id": "x" }]);
        std::fs::write(bodies.join(format!("get_{index}.200.json")), body.to_string()).unwrap();
    }
    (spec, bodies)
}

#[test]
#[cfg(target_os = "linux")]
fn schemas_that_refer_to_each_other_cost_no_more_than_the_document() {
    let folder = tempfile::tempdir().unwrap();
    let (spec, bodies) = write_interlinked(folder.path());
    assert!(std::fs::metadata(&spec).unwrap().len() > 500_000);
    let output = check(INTERLINKED_KIB, &spec, &bodies);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("300 errors, 0 warnings"), "{text} {}", String::from_utf8_lossy(&output.stderr));
}
