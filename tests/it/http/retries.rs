//! What is sent again by itself, row by row, counted at the server.

use std::time::{Duration, Instant};

use deepvue_digilocker::sandbox::{Reply, Sandbox};
use deepvue_digilocker::{Callback, Client, ErrorKind, Outcome, Retry};
use http::header::{HeaderValue, RETRY_AFTER};
use serde_json::json;
use tokio::io::AsyncWriteExt as _;

use crate::support::raw::{RawServer, read_request};
use crate::support::{client_of, json, quick, sandbox, spec, start, status};

/// Whether the spec advises to repeat this operation after 500 and 503.
fn advised() -> bool {
    let spec = spec::read();
    match spec::operation(&spec)["x-retry"].as_str() {
        Some("advised") => true,
        Some("not-delivered") => false,
        other => panic!("x-retry is {other:?}"),
    }
}

fn quick_client(sandbox: &Sandbox) -> Client {
    sandbox.client_builder().retry(quick()).build().unwrap()
}

struct Row {
    attempt_timeout: Duration,
    what: &'static str,
    reply: Reply,
    repeated: bool,
    is_retryable: bool,
    outcome: Outcome,
}

fn rows() -> Vec<Row> {
    let row = |what, reply, repeated, is_retryable, outcome| {
        let short = what == "attempt timeout";
        let attempt_timeout = Duration::from_millis(if short { 200 } else { 20_000 });
        Row { attempt_timeout, what, reply, repeated, is_retryable, outcome }
    };
    let refusal = |code| json(code, json!({ "detail": "no" }));
    let untrusted =
        json!({ "transaction_id": "t", "data": { "authorization_url": "https://evil.example/" } });
    let mut rows = vec![
        row("429", refusal(429), true, true, Outcome::Refused),
        row("500", refusal(500), advised(), true, Outcome::Unknown),
        row("503", refusal(503), advised(), true, Outcome::Unknown),
        row("502", refusal(502), false, true, Outcome::Unknown),
        row("504", refusal(504), false, true, Outcome::Unknown),
        row("attempt timeout", refusal(200).delay(Duration::from_secs(60)), false, true, Outcome::Unknown),
        row("reset", Reply::reset(), false, true, Outcome::Unknown),
        row("truncated", refusal(200).truncate(5), false, true, Outcome::Unknown),
        row("undecodable", refusal(200), false, false, Outcome::Acted),
        row("too large", Reply::new(status(200)).body(vec![b' '; 2000]), false, false, Outcome::Acted),
        row("untrusted", json(200, untrusted), false, false, Outcome::Acted),
    ];
    rows.extend(
        [501, 505, 507, 599].map(|code| row("other 5xx", refusal(code), false, false, Outcome::Unknown)),
    );
    rows.extend(
        [400, 401, 403, 404, 408, 409, 418, 422, 300, 302, 304]
            .map(|code| row("other status below 500", refusal(code), false, false, Outcome::Refused)),
    );
    rows
}

#[tokio::test]
async fn each_row_of_the_table_holds() {
    for row in rows() {
        let sandbox = sandbox().await;
        sandbox.reply_always(row.reply.clone());
        let client = sandbox
            .client_builder()
            .retry(quick())
            .connect_timeout(row.attempt_timeout)
            .attempt_timeout(row.attempt_timeout)
            .max_body_bytes(1000)
            .build()
            .unwrap();
        let error = start(&client).send().await.unwrap_err();
        let attempts = if row.repeated { 3 } else { 1 };
        let context = format!("{}: {:?} {error}", row.what, row.reply);
        assert_eq!(sandbox.requests().len(), attempts, "{context}");
        assert_eq!(error.attempts() as usize, attempts, "{context}");
        assert_eq!(error.is_retryable(), row.is_retryable, "{context}");
        assert_eq!(error.outcome(), row.outcome, "{context}");
    }
}

#[tokio::test]
async fn a_connection_that_cannot_be_made_is_tried_again() {
    // Bound, so that nobody else gets the port, but not listening.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    let error = start(&client_of(url).build().unwrap()).send().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Connect, Outcome::NotSent));
    assert_eq!(error.attempts(), 3);
    assert!(error.is_retryable() && error.is_connect() && !error.is_timeout());
    assert_eq!(error.to_string(), "could not connect to the vendor");
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn a_code_that_a_rate_limit_refused_can_be_used_again_if_the_retry_can_not_connect() {
    let sandbox = sandbox().await;
    let session = start(&sandbox.client()).send().await.unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        drop(listener);
        read_request(&mut stream).await;
        let refused = b"HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
        stream.write_all(refused).await.unwrap();
    });
    let client = client_of(url).retry(quick()).build().unwrap();
    let callback = format!("/cb?code=c&state={}", session.transaction_id());
    let error = client.authorize(&session, Callback::parse(&callback).unwrap()).await.unwrap_err();
    server.await.unwrap();
    assert_eq!((error.kind(), error.outcome(), error.attempts()), (ErrorKind::Connect, Outcome::Refused, 3));
    assert!(error.can_reuse_callback());
}

#[tokio::test]
async fn a_refused_call_is_not_repeated_in_its_last_moments() {
    let sandbox = sandbox().await;
    let session = start(&sandbox.client()).send().await.unwrap();
    let asked = http::HeaderValue::from_static("3");
    sandbox.reply_once(json(429, json!({})).header(http::header::RETRY_AFTER, asked));
    let callback = Callback::parse(&sandbox.approve(&session).unwrap()).unwrap();
    // After the pause, more than no time would be left, and less than half of it.
    let call = sandbox.client().authorize(&session, callback).timeout(Duration::from_secs(5));
    let error = call.await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::RateLimited, Outcome::Refused));
    assert!(error.attempts() == 1 && error.can_reuse_callback());
}

#[tokio::test]
async fn a_call_that_was_never_sent_does_not_end_as_one_that_may_have_been() {
    let silent = RawServer::start(|stream| async move {
        std::future::pending::<()>().await;
        drop(stream);
    })
    .await;
    // The second attempt would have less time than connecting may take.
    let client = client_of(silent.url.replace("http", "https"))
        .connect_timeout(Duration::from_millis(500))
        .timeout(Duration::from_millis(900))
        .build()
        .unwrap();
    let error = start(&client).send().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome(), error.attempts()), (ErrorKind::Connect, Outcome::NotSent, 1));
}

#[tokio::test]
async fn a_repeated_call_that_succeeds_is_a_success() {
    let sandbox = sandbox().await;
    for _ in 0..2 {
        sandbox.reply_once(json(429, spec::fixture("initiate-session.429.json")));
    }
    start(&quick_client(&sandbox)).send().await.unwrap();
    let requests = sandbox.requests();
    assert_eq!(requests.len(), 3);
    assert!(requests.iter().all(|request| request.body() == requests[0].body()));
    assert!(requests.iter().all(|request| request.headers() == requests[0].headers()));
}

#[tokio::test]
async fn the_number_of_repetitions_is_a_setting() {
    for (retry, expected) in [(Retry::none(), 1), (quick().max_retries(4), 5), (quick().max_retries(0), 1)] {
        let sandbox = sandbox().await;
        sandbox.reply_always(json(429, json!({})));
        let error = start(&sandbox.client()).retry(retry).send().await.unwrap_err();
        assert_eq!(sandbox.requests().len(), expected);
        assert_eq!(error.attempts() as usize, expected);
    }
}

#[tokio::test]
async fn retry_after_lengthens_the_pause_and_never_shortens_it() {
    let sandbox = sandbox().await;
    let pause = Duration::from_millis(300);
    for asked in ["0", "0.0", "Thu, 01 Jan 1970 00:00:00 GMT"] {
        let answer = json(429, json!({})).header(RETRY_AFTER, HeaderValue::from_static(asked));
        sandbox.reply_once(answer);
        let began = Instant::now();
        start(&sandbox.client()).retry(quick().base_delay(pause).max_delay(pause)).send().await.unwrap();
        assert!(began.elapsed() >= pause, "{asked}");
    }

    sandbox.reply_once(json(429, json!({})).header(RETRY_AFTER, HeaderValue::from_static("1")));
    let began = Instant::now();
    start(&sandbox.client()).retry(quick()).send().await.unwrap();
    assert!(began.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_pause_that_would_pass_the_deadline_ends_the_call_at_once() {
    let sandbox = sandbox().await;
    sandbox.reply_always(json(429, json!({})).header(RETRY_AFTER, HeaderValue::from_static("60")));
    let error = start(&sandbox.client()).timeout(Duration::from_secs(30)).send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 1));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
    assert!(error.elapsed() < Duration::from_secs(10));

    sandbox.reply_always(json(429, json!({})));
    let retry = Retry::default().base_delay(Duration::from_secs(60)).max_delay(Duration::from_secs(60));
    let error = start(&sandbox.client()).retry(retry).send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 1));
    assert!(error.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn extreme_settings_are_taken_as_they_are() {
    let sandbox = sandbox().await;
    sandbox.reply_once(json(429, json!({})));
    let retry = Retry::default().max_retries(u32::MAX).base_delay(Duration::ZERO).max_delay(Duration::MAX);
    let client = sandbox
        .client_builder()
        .timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .max_body_bytes(usize::MAX)
        .build()
        .unwrap();
    start(&client).retry(retry).send().await.unwrap();

    sandbox.reply_once(json(429, json!({})));
    let forever = Retry::default().base_delay(Duration::MAX).max_delay(Duration::MAX);
    assert_eq!(
        start(&client).timeout(Duration::from_secs(9)).retry(forever).send().await.unwrap_err().attempts(),
        1
    );
}

#[tokio::test]
async fn a_dropped_call_sends_nothing_more() {
    let sandbox = sandbox().await;
    sandbox.reply_always(json(429, json!({})));
    let pause = Duration::from_millis(300);
    let retry = Retry::default().base_delay(pause).max_delay(pause).max_retries(50);
    let call = tokio::spawn(start(&sandbox.client()).retry(retry).send());
    while sandbox.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    let sent = sandbox.requests().len();
    // A call that went on would be seen while this one runs to its end.
    let error = start(&sandbox.client()).retry(retry.max_retries(3)).send().await.unwrap_err();
    assert_eq!(sandbox.requests().len(), sent + error.attempts() as usize);
}

#[tokio::test]
async fn reqwests_own_repetitions_stay_off() {
    let sandbox = sandbox().await;
    sandbox.reply_always(json(502, json!({})));
    let policy = reqwest::retry::for_host("127.0.0.1").no_budget().max_retries_per_request(3);
    let policy = policy.classify_fn(|answer| match answer.status() {
        Some(_) => answer.retryable(),
        None => answer.success(),
    });
    let client = sandbox.client_builder().http(|http| http.retry(policy)).build().unwrap();
    let error = start(&client).send().await.unwrap_err();
    assert_eq!((error.attempts(), sandbox.requests().len()), (1, 1));
}
