//! Checks that no damage to a HAR file makes its reading panic, costs the other entries, or shows a value.

use serde_json::{Value, json};

use crate::support::har::*;

/// Returns an entry with every member that is read.
fn full() -> Value {
    changed(
        entry(DRIFTED),
        &[
            ("/request/cookies", json!([{ "name": "sid", "value": "zqvalue" }])),
            ("/request/headers", json!([{ "name": "X-Odd", "value": "zqvalue" }])),
            (
                "/request/postData",
                json!({ "mimeType": "text/plain", "text": "zqvalue", "params": [{ "name": "a", "value": "zqvalue" }] }),
            ),
            ("/response/content/encoding", json!(null)),
            ("/response/content/comment", json!("")),
            ("/response/_transferSize", json!(0)),
            ("/_resourceType", json!("fetch")),
            ("/_fromCache", json!(null)),
        ],
    )
}

/// Returns the pointers to every value within a value.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            for (name, it) in fields {
                pointers(it, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, it) in items.iter().enumerate() {
                pointers(it, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn shows_no_value(shown: &str) {
    assert!(!shown.contains("zqvalue"), "{shown}");
}

#[test]
fn any_value_anywhere_in_an_entry_costs_no_other_entry() {
    let values = [
        json!(null),
        json!(false),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!("zqvalue 1"),
        json!(""),
        json!([]),
        json!(["zqvalue 1"]),
        json!([{}]),
        json!({}),
        json!({ "zqvalue 1": "zqvalue 1" }),
    ];
    let mut places = Vec::new();
    pointers(&full(), "", &mut places);
    assert!(places.len() > 30);
    for place in places.iter().filter(|place| !place.is_empty()) {
        for value in &values {
            let report =
                check(&contract(), &[entry(GOOD), changed(full(), &[(place, value.clone())]), entry(GOOD)]);
            assert!(report.coverage().messages() >= 4, "{place} {value}");
            assert!(
                report
                    .findings()
                    .iter()
                    .all(|it| it.recording().unwrap().ends_with('1') || it.operation().is_none())
            );
            shows_no_value(&format!("{report}{report:?}{}", report.to_json()));
        }
    }
}

#[test]
fn damaged_bytes_are_an_error_without_a_value_or_change_only_what_they_hit() {
    let mut random = fastrand::Rng::with_seed(20_261_125);
    let whole = har(&[full(), entry(GOOD), full()]).into_bytes();
    let (mut read, mut refused) = (0, 0);
    for _ in 0..1_500 {
        let mut bytes = whole.clone();
        for _ in 0..random.usize(1..=3) {
            let index = random.usize(..bytes.len());
            match random.u8(..4) {
                0 => bytes.truncate(index.max(1)),
                1 => bytes[index] = random.u8(..),
                2 => drop(bytes.remove(index)),
                _ => bytes.insert(index, *random.choice(b"{}[]\",:\\0x\0\xFF").unwrap()),
            }
        }
        match check_bytes(&contract(), &bytes) {
            Ok(report) => {
                read += 1;
                shows_no_value(&format!("{report}{report:?}{}", report.to_json()));
            }
            Err(error) => {
                refused += 1;
                shows_no_value(&error);
                assert!(!error.contains('\n'), "{error}");
            }
        }
    }
    assert!(read > 100 && refused > 100, "{read} read, {refused} refused");
}
