//! Whatever a server does, a call ends by its deadline, with the right kind.

use std::time::Duration;

use deepvue_digilocker::{Error, ErrorKind, Outcome};
use serde_json::json;
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::support::raw::RawServer;
use crate::support::{client_of, json, sandbox, start};

const SOON: Duration = Duration::from_millis(500);
/// Far more than any deadline here, far less than a hanging test.
const LATE: Duration = Duration::from_secs(10);

async fn call(url: &str, attempt_timeout: Duration) -> Error {
    let client =
        client_of(url).connect_timeout(attempt_timeout).attempt_timeout(attempt_timeout).build().unwrap();
    let error = start(&client).send().await.unwrap_err();
    assert!(error.elapsed() < LATE, "{:?}", error.elapsed());
    error
}

fn timed_out(error: &Error) {
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Timeout, Outcome::Unknown), "{error}");
    assert_eq!(error.to_string(), "vendor did not respond in time");
    assert_eq!(error.attempts(), 1);
    assert!(error.is_timeout() && error.is_retryable() && !error.is_connect());
    assert!(error.elapsed() >= SOON);
}

fn broken(error: &Error) {
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, Outcome::Unknown), "{error}");
    assert_eq!(error.to_string(), "the connection failed before the response was complete");
    assert_eq!(error.attempts(), 1);
    assert!(!error.is_timeout() && error.is_retryable());
}

#[tokio::test]
async fn a_server_that_never_answers_ends_in_a_timeout() {
    let server = RawServer::stalling(b"").await;
    timed_out(&call(&server.url, SOON).await);
}

#[tokio::test]
async fn a_body_that_never_ends_ends_in_a_timeout() {
    let head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let server = RawServer::dripping(head, b"1\r\n \r\n").await;
    let error = call(&server.url, SOON).await;
    timed_out(&error);
    assert_eq!(error.status().unwrap(), 200);
}

#[tokio::test]
async fn headers_that_trickle_in_end_in_a_timeout() {
    let server = RawServer::dripping(b"HTTP/1.1 200 OK\r\n", b"x: y\r\n").await;
    timed_out(&call(&server.url, SOON).await);
}

#[tokio::test]
async fn a_refusal_whose_body_never_ends_keeps_its_status() {
    let server = RawServer::stalling(b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 50\r\n\r\n{").await;
    let error = call(&server.url, 3 * SOON).await;
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Unauthenticated, Outcome::Refused));
    assert_eq!(error.body(), None);
}

#[tokio::test]
async fn a_truncated_answer_is_a_broken_connection() {
    let sandbox = sandbox().await;
    sandbox.reply_once(json(201, json!({ "transaction_id": "t" })).truncate(7));
    let error = start(&sandbox.client()).send().await.unwrap_err();
    broken(&error);
    assert_eq!(error.status().unwrap(), 201);
    assert_eq!(error.body(), None);
}

#[tokio::test]
async fn a_reset_connection_is_a_broken_connection() {
    let sandbox = sandbox().await;
    sandbox.reply_once(deepvue_digilocker::sandbox::Reply::reset());
    broken(&start(&sandbox.client()).send().await.unwrap_err());
}

#[tokio::test]
async fn a_connection_closed_without_an_answer_is_a_broken_connection() {
    let server = RawServer::answering("").await;
    broken(&call(&server.url, LATE).await);
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn an_answer_that_is_not_http_is_a_broken_connection() {
    let server = RawServer::answering("SSH-2.0-OpenSSH_9.6\r\n").await;
    broken(&call(&server.url, LATE).await);
}

#[tokio::test]
async fn a_handshake_that_hangs_is_a_connect_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let client = client_of(url).connect_timeout(SOON / 3).build().unwrap();
    let error = start(&client).send().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Connect, Outcome::NotSent));
    assert_eq!(error.to_string(), "could not connect to the vendor in time");
    assert_eq!(error.attempts(), 3);
    assert!(error.is_timeout() && error.is_connect() && error.is_retryable());
    assert!(error.elapsed() < LATE);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_listener_is_a_connect_timeout() {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    while let Ok(stream) = tokio::time::timeout(SOON, TcpStream::connect(address)).await {
        waiting.push(stream);
    }
    let client = client_of(format!("http://{address}")).connect_timeout(SOON).build().unwrap();
    let error = start(&client).send().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Connect, Outcome::NotSent));
    assert!(error.is_timeout());
}

#[tokio::test]
async fn the_whole_calls_deadline_shortens_the_last_attempt() {
    let sandbox = sandbox().await;
    sandbox.reply_once(json(429, json!({})));
    sandbox.reply_always(json(201, json!({})).delay(LATE * 2));
    let client = sandbox.client_builder().retry(crate::support::quick()).build().unwrap();
    let error = start(&client).timeout(3 * SOON).send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 2));
    assert!(error.elapsed() >= 3 * SOON && error.elapsed() < LATE);
}

#[tokio::test]
async fn the_clients_deadline_holds_where_the_call_sets_none() {
    let sandbox = sandbox().await;
    sandbox.reply_always(json(201, json!({})).delay(LATE * 2));
    let client = sandbox.client_builder().timeout(SOON).build().unwrap();
    let error = start(&client).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.elapsed() >= SOON && error.elapsed() < LATE);
}

#[tokio::test]
async fn one_call_can_have_an_attempt_timeout_of_its_own() {
    let server = RawServer::stalling(b"").await;
    let client = client_of(&server.url).connect_timeout(SOON).attempt_timeout(LATE).build().unwrap();
    timed_out(&start(&client).attempt_timeout(SOON).await.unwrap_err());

    let error = start(&client).attempt_timeout(SOON / 2).await.unwrap_err();
    let rule = "must not be shorter than the client's connect_timeout";
    assert_eq!(error.to_string(), format!("invalid input: /attempt_timeout: {rule}"));
    assert_eq!(server.connections(), 1);
}
