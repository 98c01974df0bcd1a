//! What a sandbox tells of its requests while it runs.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use deepvue_digilocker::sandbox::{Reply, Sandbox};
use deepvue_digilocker::{ErrorKind, Operation, Retry};
use serde_json::json;

use crate::support::calls::Calls;
use crate::support::control::Control;
use crate::support::{start, status};

#[tokio::test]
async fn every_request_is_told_once_with_operation_status_and_duration_and_no_value() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&lines);
    let (sender, mut ended) = tokio::sync::mpsc::unbounded_channel();
    let sandbox = Sandbox::builder()
        .on_request(move |request| {
            told.lock().unwrap().push((request.clone(), format!("{request} {request:?}")));
            sender.send(()).unwrap();
        })
        .start()
        .await
        .unwrap();
    let calls = Calls::of(&sandbox);
    let client = sandbox.client_builder().retry(Retry::none()).build().unwrap();
    let id = calls.start(json!({ "purpose": "zq7" })).await;
    sandbox.reply_once(Reply::new(status(503)).delay(Duration::from_millis(50)));
    start(&client).send().await.unwrap_err();
    sandbox.reply_once(Reply::reset());
    start(&client).send().await.unwrap_err();
    reqwest::get(format!("{}/zq7?zq7", sandbox.url())).await.unwrap();
    // A caller who leaves before the end.
    sandbox.reply_once(Reply::new(status(200)).delay(Duration::from_secs(600)));
    let error = start(&client).timeout(Duration::from_millis(50)).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    for _ in 0..5 {
        tokio::time::timeout(Duration::from_secs(10), ended.recv()).await.unwrap().unwrap();
    }
    Control::of(&sandbox).await.get("sessions").await;
    calls.open(&id).await;

    let lines = lines.lock().unwrap();
    let of = |place: usize| (lines[place].0.operation(), lines[place].0.status().map(|it| it.as_u16()));
    let began = Some(Operation::InitiateSession);
    assert_eq!((of(0), of(1), of(2)), ((began, Some(201)), (began, Some(503)), (began, None)));
    assert_eq!((of(3), of(4)), ((None, Some(404)), (began, None)));
    assert_eq!(lines.len(), 5, "pages and the control API are no requests");
    assert!(
        lines[1].0.duration() >= Duration::from_millis(50)
            && lines[1].1.starts_with("initiate_session 503 in ")
    );
    assert!(lines[2].1.starts_with("initiate_session no response in "), "{}", lines[2].1);
    for (_, line) in &*lines {
        assert!(!line.contains("zq7") && !line.contains(&id), "{line}");
    }
}
