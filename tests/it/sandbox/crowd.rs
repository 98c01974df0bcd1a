//! Many sessions at once in one sandbox: each gets its own answers, and memory stays flat.

use deepvue_digilocker::sandbox::{Person, Sandbox};
use deepvue_digilocker::{Callback, Client};
use futures_util::future::join_all;

use crate::support::answers::text;
use crate::support::{child, sandbox, start};

const SESSIONS: usize = 1_000;

/// One customer, from the start to the list of documents.
async fn journey(sandbox: &Sandbox, client: &Client, person: Person) {
    let session = start(client).send().await.unwrap();
    tokio::task::yield_now().await;
    let callback = Callback::parse(&sandbox.approve_as(&session, person).unwrap()).unwrap();
    let documents = client.authorize(&session, callback).send().await.unwrap();
    assert_eq!(text(documents.holder().name()), Some(person.name()));
    let expected = match person {
        Person::WithoutLicence | Person::WithoutAadhaar | Person::Minor => 2,
        _ => 3,
    };
    assert_eq!(documents.issued_files().send().await.unwrap().len(), expected);
}

/// The memory of this process, in KiB.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_sessions_at_once_get_their_own_answers_in_flat_memory() {
    const TEST: &str = "sandbox::crowd::a_thousand_sessions_at_once_get_their_own_answers_in_flat_memory";
    if !child::is_child() {
        tokio::task::spawn_blocking(|| child::run(TEST, &[])).await.unwrap();
        return;
    }
    let sandbox = sandbox().await;
    let client = sandbox.client();
    let mut after = Vec::new();
    for _ in 0..6 {
        let people = Person::ALL.into_iter().cycle().take(SESSIONS);
        join_all(people.map(|person| journey(&sandbox, &client, person))).await;
        after.extend(memory());
    }
    // The first rounds fill what is kept: 10,000 sessions, 1,000 requests.
    if let [.., before, _, last] = after[..] {
        assert!(last < before + 8 * 1024, "{after:?} KiB");
    }
}
