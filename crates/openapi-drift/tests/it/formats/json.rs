//! Checks the JSON of a report against the JSON Schema that the package ships.

use serde_json::{Value, json};

use super::{UNDOCUMENTED, all, full, refusals};

fn schema() -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("report.schema.json");
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn every_report_matches_the_schema_that_the_package_ships() {
    for (name, report) in all() {
        assert_eq!(refusals(&schema(), &report.to_json()), [] as [String; 0], "{name}");
    }
}

/// Returns every object within a value, by the names of its members.
fn objects(value: &Value, found: &mut Vec<Vec<String>>) {
    match value {
        Value::Object(members) => {
            found.push(members.keys().cloned().collect());
            members.values().for_each(|value| objects(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| objects(value, found)),
        _ => {}
    }
}

#[test]
fn the_schema_refuses_every_missing_and_every_additional_member() {
    let report = full().to_json();
    for pointer in ["", "/findings/0", "/counts", "/operations/0", "/coverage", "/coverage/missing/0"] {
        let names = report.pointer(pointer).unwrap().as_object().unwrap().keys();
        for name in names {
            let mut less = report.clone();
            less.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(name);
            assert!(!refusals(&schema(), &less).is_empty(), "without {pointer}/{name}");
        }
        let mut more = report.clone();
        more.pointer_mut(pointer).unwrap()["more"] = json!(1);
        assert!(!refusals(&schema(), &more).is_empty(), "with {pointer}/more");
    }
    let mut kinds = Vec::new();
    objects(&report, &mut kinds);
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds.len(), 6, "an object of the report is not tested above");
}

#[test]
fn the_summary_of_an_operation_counts_its_messages_findings_and_responses() {
    let report = full().to_json();
    let operation = |name: &str, counts: [usize; 6]| {
        let [messages, errors, warnings, infos, documented, exercised] = counts;
        json!({
            "operation": name, "messages": messages, "errors": errors, "warnings": warnings, "infos": infos,
            "documented": documented, "exercised": exercised,
        })
    };
    let expected = json!([
        operation("list_orders", [6, 2, 4, 1, 4, 2]),
        operation("create_order", [3, 3, 1, 0, 1, 1]),
        operation("DELETE /orders/{id}", [0, 0, 0, 0, 2, 0]),
        operation(UNDOCUMENTED, [1, 1, 0, 0, 0, 0]),
    ]);
    assert_eq!(report["operations"], expected);
    let total = |name: &str| {
        let operations = report["operations"].as_array().unwrap().iter();
        operations.map(|operation| operation[name].as_u64().unwrap()).sum::<u64>()
    };
    for name in ["documented", "exercised", "messages"] {
        assert_eq!(report["coverage"][name], total(name), "{name}");
    }
    let findings = report["findings"].as_array().unwrap();
    for (severity, name) in [("error", "errors"), ("warning", "warnings"), ("info", "infos")] {
        let count = findings.iter().filter(|finding| finding["severity"] == severity).count() as u64;
        assert_eq!(count, total(name), "{name}");
    }
}
