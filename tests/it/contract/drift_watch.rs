//! Drift in production is told to those who listen, and to nobody's cost.

use std::num::NonZeroU32;
use std::sync::mpsc::{Receiver, channel};

use deepvue_digilocker::contract::{DriftWatch, Finding};
use deepvue_digilocker::{Client, ClientBuilder};
use serde_json::json;

use crate::support::{child, json as reply, sandbox, spec::fixture, start};

/// The fingerprints of each report.
fn listening(builder: ClientBuilder, one_in: u32) -> (Client, Receiver<Vec<String>>) {
    let (tell, told) = channel();
    let watch = DriftWatch::spawn(move |report| {
        let found = report.findings().iter().map(Finding::fingerprint).collect::<Vec<_>>();
        tell.send(found).unwrap();
    });
    let watch = watch.unwrap().one_in(NonZeroU32::new(one_in).unwrap());
    (builder.observe(watch).build().unwrap(), told)
}

fn drifted() -> deepvue_digilocker::sandbox::Reply {
    let mut body = fixture("initiate-session.201.json");
    body["transaction_id"] = json!("zqtoken");
    body["data"]["expires_in"] = json!("zqvalue");
    reply(201, body)
}

const FOUND: &str = "initiate_session 201 field-undocumented /body/data/expires_in";

#[tokio::test]
async fn a_drifted_answer_is_told_and_the_call_succeeds_all_the_same() {
    let sandbox = sandbox().await;
    let (client, told) = listening(sandbox.client_builder(), 1);
    start(&client).send().await.unwrap();
    sandbox.reply_once(drifted());
    start(&client).send().await.unwrap();
    // The clean answer before it was checked first, and told nobody.
    assert_eq!(told.recv().unwrap(), [FOUND]);
    drop(client);
    assert!(told.recv().is_err(), "the watch ends with its client");
}

#[tokio::test]
async fn one_answer_in_so_many_is_checked() {
    let sandbox = sandbox().await;
    sandbox.reply_always(drifted());
    let (client, told) = listening(sandbox.client_builder(), 3);
    for _ in 0..7 {
        start(&client).send().await.unwrap();
    }
    drop(client);
    assert_eq!(told.iter().count(), 3);
}

#[tokio::test]
async fn a_listener_that_panics_or_hangs_harms_no_call() {
    let sandbox = sandbox().await;
    sandbox.reply_always(drifted());
    let (go_on, wait) = channel::<()>();
    let (tell, told) = channel();
    let watch = DriftWatch::spawn(move |_| {
        let _ = wait.recv();
        tell.send(()).unwrap();
        std::panic::resume_unwind(Box::new("a listener's own fault"));
    });
    let client = sandbox.client_builder().observe(watch.unwrap()).build().unwrap();
    for _ in 0..100 {
        start(&client).send().await.unwrap();
    }
    drop((client, go_on));
    let checked = told.iter().count();
    assert!((2..100).contains(&checked), "{checked} of 100 were kept to be checked");
}

/// Where an event is looked for depends on every subscriber of a process, so this one has a process of its own.
#[tokio::test]
async fn each_finding_is_an_event_without_a_value() {
    const TEST: &str = "contract::drift_watch::each_finding_is_an_event_without_a_value";
    if !child::is_child() {
        let output = tokio::task::spawn_blocking(|| child::run(TEST, &[])).await.unwrap();
        let log = child::stderr(&output);
        let event = log.lines().find(|line| line.contains("contract drift"));
        let event = event.unwrap_or_else(|| panic!("no event: {log}"));
        assert!(event.contains("WARN") && event.contains(FOUND), "{event}");
        assert!(!log.contains("zqtoken") && !log.contains("zqvalue"), "{log}");
        return;
    }
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
    subscriber.with_writer(std::io::stderr).init();
    let sandbox = sandbox().await;
    sandbox.reply_always(drifted());
    let (client, told) = listening(sandbox.client_builder(), 1);
    start(&client).send().await.unwrap();
    told.recv().unwrap();
}
