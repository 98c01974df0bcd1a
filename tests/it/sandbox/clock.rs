//! One clock for the sandbox and its client.

use std::time::{Duration, SystemTime};

use deepvue_digilocker::{Callback, ErrorKind};

use crate::support::{sandbox, start};

const HOURS: Duration = Duration::from_secs(2 * 60 * 60);

#[tokio::test]
async fn advancing_the_sandbox_moves_the_client_too() {
    let sandbox = sandbox().await;
    for client in [sandbox.client(), sandbox.client_builder().build().unwrap()] {
        let session = start(&client).send().await.unwrap();
        let callback = Callback::parse(&sandbox.approve(&session).unwrap()).unwrap();
        let documents = client.authorize(&session, callback).send().await.unwrap();
        assert!(!documents.is_expired());
        sandbox.advance(HOURS);
        assert!(documents.is_expired());
    }
}

#[tokio::test]
async fn a_client_can_keep_the_system_s_clock() {
    let sandbox = sandbox().await;
    let client = sandbox.client_builder().clock(SystemTime::now).build().unwrap();
    let session = start(&client).send().await.unwrap();
    let callback = Callback::parse(&sandbox.approve(&session).unwrap()).unwrap();
    sandbox.advance(HOURS);
    // The sandbox alone finds the code too old.
    let error = client.authorize(&session, callback.clone()).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidToken);
    let error = sandbox.client().authorize(&session, callback).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SessionExpired);
}

#[tokio::test]
async fn a_clock_at_its_end_stops_for_the_client_too() {
    let sandbox = sandbox().await;
    sandbox.advance(Duration::MAX);
    start(&sandbox.client()).send().await.unwrap();
}
