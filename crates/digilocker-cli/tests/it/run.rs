//! What a run of the command reads and prints.

use std::path::Path;

use serde_json::json;

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Fills a folder with a recording that has one undocumented field, and returns its path.
pub fn drifted(folder: &Path) -> String {
    let body = json!({ "detail": "zqsecret", "retry_in": 60 }).to_string();
    std::fs::write(folder.join("initiate-session.429.json"), body).unwrap();
    folder.display().to_string()
}
