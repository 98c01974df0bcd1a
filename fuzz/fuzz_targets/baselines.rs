//! A baseline accepts the findings that it lists, each with a reason, and no other.
#![no_main]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use openapi_drift::{Baseline, Contract, Recorded, Report};

const DOCUMENT: &str = include_str!("../../crates/openapi-drift/tests/fixtures/formats/shop.json");

/// A report with a few findings.
static REPORT: LazyLock<Report> = LazyLock::new(|| {
    let contract = Contract::from_json(DOCUMENT).expect("the document is one");
    let body = r#"{"count": "7", "next": 1, "orders": [{"id": 1, "state": "late"}, {"id": 2, "more": 1}]}"#;
    contract.check_response("list_orders", &Recorded::response(200, body))
});

fuzz_target!(|input: &[u8]| {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let baseline = match Baseline::parse(text) {
        Ok(baseline) => baseline,
        Err(error) => {
            assert!(error.to_string().starts_with("baseline"), "{error}");
            return;
        }
    };
    for (fingerprint, reason) in baseline.entries() {
        assert!(!fingerprint.trim().is_empty() && !reason.trim().is_empty());
    }
    let listed = baseline.entries().map(|(fingerprint, _)| fingerprint.to_owned()).collect::<BTreeSet<_>>();
    let all = REPORT.findings().len();
    let report = REPORT.clone().accept(&baseline);
    assert_eq!(report.findings().len() + report.accepted().len(), all);
    assert!(report.accepted().iter().all(|finding| listed.contains(&finding.fingerprint())));
    assert!(report.findings().iter().all(|finding| !listed.contains(&finding.fingerprint())));
    let used = report.accepted().iter().map(openapi_drift::Finding::fingerprint).collect::<BTreeSet<_>>();
    let unmatched = report.unmatched().iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!(used.union(&unmatched).cloned().collect::<BTreeSet<_>>(), listed);
    let written = Baseline::parse(&report.to_baseline()).expect("what was written can be read");
    let all = REPORT.clone().accept(&written);
    assert!(all.findings().is_empty() && all.unmatched().is_empty());
    assert!(written.entries().all(|entry| {
        let (fingerprint, reason) = entry;
        !used.contains(fingerprint) || baseline.entries().any(|given| given == (fingerprint, reason))
    }));
    for shown in [report.to_string(), report.to_json().to_string(), report.to_sarif().to_string()] {
        assert!(!shown.is_empty());
    }
    report.to_github();
    report.to_junit();
});
