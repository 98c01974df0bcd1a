//! `docs/evidence.md` says of each operation what the contract says: stated, sample, inferred or unknown.

use std::fmt::Write as _;

use deepvue_digilocker::contract::{self, MessageOutline};
use serde_json::Value;

use crate::support::spec;

const INTRODUCTION: &str = "\
# What is stated, inferred and unknown

Nobody has observed the vendor's service for this crate: the contract restates the vendor's public reference. This page says how
sure each part of it is. Do not take an inference for a promise.

- **Stated**: the reference says so.
- **Sample**: seen only in a sample of the reference.
- **Inferred**: concluded from several pages, and unconfirmed.
- **Unknown**: the reference does not say; this crate accepts every reasonable response.

It is generated from `x-evidence` and `x-unknown` in `openapi.yaml`.
";

#[test]
fn the_evidence_is_written_down_for_each_operation() {
    let spec = spec::read();
    let outline = contract::embedded().outline();
    let mut page = INTRODUCTION.to_owned();
    for (id, operation) in spec::operations(&spec) {
        let outline = outline.iter().find(|outline| outline.id == id).unwrap();
        let url = operation["externalDocs"]["url"].as_str().unwrap();
        write!(
            page,
            "\n## `{id}`\n\n`{} {}`, from [the reference]({url}).\n\n",
            outline.method, outline.path
        )
        .unwrap();
        for (evidence, title) in [("stated", "Stated"), ("sample", "Sample"), ("inferred", "Inferred")] {
            let parts =
                outline.parts.iter().filter_map(|part| of_message(part, evidence)).collect::<Vec<_>>();
            if !parts.is_empty() {
                writeln!(page, "- **{title}**: {}.", parts.join("; ")).unwrap();
            }
        }
        let unknown = operation["x-unknown"].as_array().unwrap().iter().map(|it| Value::as_str(it).unwrap());
        let unknown = unknown.collect::<Vec<_>>();
        assert!(!unknown.is_empty() && unknown.iter().all(|sentence| sentence.ends_with('.')), "{id}");
        writeln!(page, "- **Unknown**:").unwrap();
        unknown.iter().for_each(|sentence| writeln!(page, "  - {sentence}").unwrap());
    }
    expectorate::assert_contents(spec::root().join("docs/evidence.md"), &page);
}

/// What has this evidence in a message: its status, and its fields.
fn of_message(message: &MessageOutline, evidence: &str) -> Option<String> {
    let is_request = message.name == "request";
    let name = if is_request { "the request".to_owned() } else { format!("the response {}", message.name) };
    let fields = message.fields.iter().filter(|field| field.evidence == evidence);
    let fields =
        fields.map(|field| format!("`{}`", field.pointer.trim_start_matches("/body/"))).collect::<Vec<_>>();
    let is_known = !is_request && message.evidence == evidence;
    match (is_known, fields.is_empty()) {
        (false, true) => None,
        (true, true) => Some(name),
        (true, false) => Some(format!("{name}, and in it {}", fields.join(", "))),
        (false, false) => Some(format!("in {name} {}", fields.join(", "))),
    }
}
