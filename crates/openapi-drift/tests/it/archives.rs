//! Reads HAR files that published packages ship, as browsers, proxies and other tools have written them.

use std::collections::BTreeSet;
use std::path::Path;

use openapi_drift::Contract;
use serde_json::{Map, Value, json};

/// Files that no reader can use, and why.
const BROKEN: [(&str, &str); 0] = [];

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Builds a document that has the first host of an archive as its server, and each path that was requested there.
fn document(archive: &Value) -> Value {
    let entries = archive["log"]["entries"].as_array().unwrap();
    let urls = entries.iter().filter_map(|entry| url::Url::parse(entry["request"]["url"].as_str()?).ok());
    let urls = urls.collect::<Vec<_>>();
    let origin = urls.first().unwrap().origin();
    let paths = urls.iter().filter(|url| url.origin() == origin).map(|url| url.path().to_owned());
    let responses = json!({ "default": { "description": "", "content": { "*/*": {} } } });
    let item = METHODS.iter().map(|method| ((*method).to_owned(), json!({ "responses": responses })));
    let item = Value::from(item.collect::<Map<_, _>>());
    let paths = paths.collect::<BTreeSet<_>>().into_iter().map(|path| (path, item.clone()));
    json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "servers": [{ "url": origin.ascii_serialization() }],
        "paths": paths.collect::<Map<_, _>>(),
    })
}

/// Checks an archive. Returns the number of messages, or why it could not be read.
fn check(path: &Path) -> Result<usize, String> {
    let archive = serde_json::from_slice(&std::fs::read(path).unwrap()).map_err(|error| error.to_string())?;
    let contract = Contract::from_value(document(&archive)).unwrap();
    let report = contract.check_recordings(path).map_err(|error| error.to_string())?;
    Ok(report.coverage().messages())
}

#[test]
fn every_archive_that_others_published_is_read() {
    let Some(folder) = std::env::var_os("OPENAPI_DRIFT_ARCHIVES") else {
        return;
    };
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files = files.filter(|file| file.extension().is_some_and(|it| it == "har")).collect::<Vec<_>>();
    files.sort();
    let (mut messages, mut unread) = (0, Vec::new());
    for file in &files {
        let name = file.file_name().unwrap().to_str().unwrap();
        match check(file) {
            Ok(count) => messages += count,
            Err(_) if BROKEN.iter().any(|(broken, _)| *broken == name) => {}
            Err(problem) => unread.push(format!("{name}: {problem}")),
        }
    }
    println!("{} archives, {messages} messages of their first hosts", files.len());
    assert!(unread.is_empty(), "{} are not read:\n{}", unread.len(), unread.join("\n"));
    assert!(files.len() >= 10 && messages >= 100, "{} {messages}", files.len());
}
