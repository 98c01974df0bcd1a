//! Any document is read or refused, in JSON as in YAML, and compared with any other.
//!
//! The first byte chooses a change, the next two where it is; then come one document or two, with a line `===` between
//! them. If there is one, it is compared with itself and with what the change makes of it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use openapi_drift::{Contract, Recorded};
use serde_json::Value;

fuzz_target!(|input: &[u8]| {
    let Some(([choice, place @ ..], rest)) = input.split_first_chunk::<3>() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let (old, new) = text.split_once("\n===\n").unwrap_or((text, ""));
    let Some(old) = read(old) else { return };
    assert!(old.changes_to(&old).is_empty(), "a document differs from itself");
    look_at(&old);
    let new = if new.is_empty() { changed(&old, *choice, u16::from_le_bytes(*place)) } else { read(new) };
    let Some(new) = new else { return };
    for changes in [old.changes_to(&new), new.changes_to(&old)] {
        for change in changes.as_slice() {
            assert!(!change.message().is_empty());
            for pointer in [change.old_place(), change.new_place()] {
                assert!(pointer.is_empty() || pointer.starts_with('/'), "{pointer:?}");
            }
        }
        let _ = changes.to_changelog();
        let report = changes.into_report();
        let _ = report.to_string();
        // Most of a run's time would go into these.
        if choice >> 3 & 3 == 3 {
            let _ = (report.to_json(), report.to_sarif(), report.to_github(), report.to_junit());
        }
    }
});

/// Reads a document. JSON is the same document as YAML.
fn read(text: &str) -> Option<Contract> {
    let yaml = Contract::from_yaml(text);
    match (Contract::from_json(text), yaml) {
        (Ok(json), Ok(yaml)) => {
            assert_eq!(json.document(), yaml.document());
            Some(json)
        }
        (Ok(_), Err(error)) => panic!("JSON that is no YAML: {error}"),
        (Err(_), Ok(yaml)) => {
            let json = yaml.document().to_string();
            let again = Contract::from_json(&json).expect("what was read as YAML can be read as JSON");
            assert_eq!(again.document(), yaml.document());
            Some(yaml)
        }
        (Err(json), Err(yaml)) => {
            assert!(!json.to_string().is_empty() && !yaml.to_string().is_empty());
            None
        }
    }
}

/// Uses everything that a document is good for.
fn look_at(contract: &Contract) {
    let outline = contract.outline();
    assert_eq!(outline.len(), contract.operations().count());
    for operation in contract.operations() {
        for body in ["{}", r#"{"id": [null, {"a": "b"}]}"#, "[1.5]"] {
            let _ = contract.check_request(
                operation.id,
                &Recorded::request(body).header("content-type", "application/json"),
            );
            let response = Recorded::response(200, body);
            let _ = contract.check_response(operation.id, &response);
            let _ = contract.redacted(operation.id, &response).to_har();
        }
        let method = operation.method.to_ascii_uppercase();
        let _ = contract
            .check_exchange(&Recorded::exchange(method, format!("https://shop.example{}", operation.path)));
    }
}

/// Changes one value of the document.
fn changed(contract: &Contract, choice: u8, place: u16) -> Option<Contract> {
    let mut document = contract.document().clone();
    let mut places = Vec::new();
    collect(&document, &mut String::new(), &mut places);
    let at = &places[usize::from(place) % places.len()];
    let other = &places[usize::from(place.rotate_left(5)) % places.len()];
    let other = document.pointer(other)?.clone();
    let (parent, name) = at.rsplit_once('/')?;
    let name = name.replace("~1", "/").replace("~0", "~");
    let value = document.pointer(at)?.clone();
    match document.pointer_mut(parent)? {
        Value::Object(members) => match choice % 8 {
            0 | 1 => drop(members.remove(&name)),
            2 => drop(members.insert(name, Value::Null)),
            3 => drop(members.insert(name, other)),
            4 => drop(members.insert("id".to_owned(), value)),
            5 => drop(members.insert(name, 3.into())),
            6 => drop(members.insert(name, "string".into())),
            _ => drop(members.insert(name, (value != Value::Bool(true)).into())),
        },
        Value::Array(items) => {
            let index = name.parse::<usize>().ok()?;
            match choice % 4 {
                0 => drop(items.remove(index)),
                1 => items.insert(0, value),
                2 => items[index] = other,
                _ => items.push("other".into()),
            }
        }
        _ => return None,
    }
    Contract::from_value(document).ok()
}

/// Lists the pointers to all values.
fn collect(value: &Value, pointer: &mut String, places: &mut Vec<String>) {
    places.push(pointer.clone());
    let length = pointer.len();
    let mut below = |name: &str, value: &Value| {
        pointer.push('/');
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
        collect(value, pointer, places);
        pointer.truncate(length);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| below(name, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, value)| below(&at.to_string(), value)),
        _ => {}
    }
}
