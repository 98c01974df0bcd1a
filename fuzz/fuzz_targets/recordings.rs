//! No recording, whatever is in it, brings one of its values into a report.
//!
//! The first byte chooses the document and the form of the rest: a HAR file; a directory, whose files are separated by
//! the byte 0x1E and start with a byte that chooses their name; or an exchange, as lines. In all of them the byte 0x10
//! and the byte after it stand for a value that no report may have.
#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;
use std::{env, fs, process};

use deepvue_digilocker_fuzz::plants::planted;
use libfuzzer_sys::fuzz_target;
use openapi_drift::{Baseline, Contract, Recorded, Report};

/// It has too many digits to be taken for a name.
const PLANT: &str = "zq7planted4711";

const DOCUMENTS: [&str; 2] = [
    include_str!("../../crates/openapi-drift/tests/fixtures/formats/shop.json"),
    include_str!("../documents/things.yaml"),
];

static CONTRACTS: LazyLock<Vec<Contract>> = LazyLock::new(|| {
    let read = |text: &&str| Contract::from_yaml(text).expect("the document is one");
    let contracts = DOCUMENTS.iter().map(read);
    let hooked = |contract: Contract| {
        let contract = contract.with_mask("x-masked", |text| text.len() > 4);
        contract.with_decoder(|_, _, body| body.get("count").is_some().then(|| "/count".to_owned()))
    };
    contracts.map(hooked).collect()
});

/// Names of the files in a directory.
const NAMES: [&str; 8] = [
    "list-orders.200.json",
    "list_orders.4XX.json",
    "create-order.request.json",
    "list-orders.418.json",
    "a.har",
    "b.HAR",
    "post-thing.200.json",
    "put_thing.request.json",
];

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = env::temp_dir().join(format!("recordings-{}", process::id()));
    fs::create_dir_all(folder.join("files")).expect("there is room for files");
    folder
});

fuzz_target!(|input: &[u8]| {
    let Some((choice, rest)) = input.split_first() else { return };
    let contract = &CONTRACTS[usize::from(choice & 1)];
    let rest = planted(rest, &[PLANT]);
    let formats = if choice >> 3 & 3 == 3 { Formats::All } else { Formats::Quick };
    match choice >> 1 & 3 {
        0 | 1 => archive(contract, &rest, formats),
        2 => directory(contract, &rest, formats),
        _ => exchange(contract, &rest, formats),
    }
});

fn archive(contract: &Contract, bytes: &[u8], formats: Formats) {
    let path = FOLDER.join("one.har");
    fs::write(&path, bytes).expect("there is room for a file");
    checked(contract.check_recordings(&path), formats);
}

fn directory(contract: &Contract, bytes: &[u8], formats: Formats) {
    let folder = FOLDER.join("files");
    let mut paths = Vec::new();
    for file in bytes.split(|byte| *byte == 0x1e).take(4) {
        let Some((name, content)) = file.split_first() else { continue };
        let path = folder.join(NAMES[usize::from(*name) % NAMES.len()]);
        fs::write(&path, content).expect("there is room for a file");
        paths.push(path);
    }
    checked(contract.check_recordings(&folder), formats);
    for path in paths {
        let _ = fs::remove_file(path);
    }
}

fn checked(result: Result<Report, openapi_drift::ContractError>, formats: Formats) {
    match result {
        Ok(report) => hides(&report, formats),
        Err(error) => hidden(&format!("{error} {error:?}")),
    }
}

/// A method, a URL, a status and headers, each on a line; then, after an empty line, the body.
fn exchange(contract: &Contract, bytes: &[u8], formats: Formats) {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let mut lines = head.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let (method, url, status) = (line(), line(), line().parse().unwrap_or(200));
    let headers = lines
        .filter_map(|line| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned())));
    let headers = headers.collect::<Vec<_>>();
    let body = || Some(body.to_owned().into());
    let recorded = Recorded::exchange(method, url).with_request(headers.clone(), body());
    let recorded = recorded.with_response(status, headers, body());
    hidden(&format!("{recorded:?}"));
    hides(&contract.check_exchange(&recorded), formats);
    for operation in contract.operations() {
        let redacted = contract.redacted(operation.id, &recorded);
        // The method is kept, and so is the host of an address.
        let origin = url::Url::parse(url).map(|url| url.origin().ascii_serialization()).unwrap_or_default();
        let is_kept = holds(method) || holds(&origin);
        if let (Ok(har), false) = (redacted.to_har(), is_kept) {
            hidden(&without_hosts(&har, &text));
        }
        hides(&contract.check_response(operation.id, &recorded), formats);
        hides(&contract.check_request(operation.id, &recorded), formats);
    }
}

/// The text without the hosts of the addresses in it, if they are in the original.
fn without_hosts(text: &str, original: &str) -> String {
    let original = original.to_lowercase();
    let mut parts = text.split("://");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(['/', '?', '#', '"', '\\']).unwrap_or(part.len());
        let is_original = original.contains(&part[..end]) || original.contains("\\u");
        kept.push_str(if is_original { &part[end..] } else { part });
    }
    kept
}

/// The formats of a report that are looked at. Most of a run's time would go into some of them.
#[derive(Clone, Copy, PartialEq)]
enum Formats {
    Quick,
    All,
}

/// No format of a report has the value.
fn hides(report: &Report, formats: Formats) {
    hidden(&format!("{report:?}"));
    hidden(&report.to_string());
    if formats == Formats::All {
        hidden(&report.to_json().to_string());
        hidden(&report.to_sarif().to_string());
        hidden(&report.to_github());
        hidden(&report.to_junit());
        let baseline = report.to_baseline();
        hidden(&baseline);
        let baseline = Baseline::parse(&baseline).expect("what was written can be read");
        assert!(report.clone().accept(&baseline).findings().is_empty(), "not all are accepted: {report}");
    }
}

fn hidden(text: &str) {
    assert!(!holds(text), "{text}");
}

fn holds(text: &str) -> bool {
    text.to_lowercase().contains(PLANT)
}
