//! A client that knows the vendor's rate limit keeps it, and no call is lost to it.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use deepvue_digilocker::sandbox::{Reply, Sandbox};
use deepvue_digilocker::{
    AttemptEnd, BuildError, Callback, Client, ClientBuilder, ErrorKind, InitiateSession, Limiter, Outcome,
    RateLimit, Retry,
};
use serde_json::json;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::support::ends::Ends;
use crate::support::limited::Limited;
use crate::support::{client_of, json, quick, sandbox, start};

const MINUTE: Duration = Duration::from_secs(60);

/// A plan of the vendor, so many times faster.
fn faster(plan: &RateLimit, times: u32) -> RateLimit {
    RateLimit::custom(plan.windows().map(|(count, length)| (count, length / times)))
}

fn client_before(limited: &Limited, sandbox: &Sandbox) -> ClientBuilder {
    sandbox.client_builder().base_url(&limited.url).allow_authorization_host("127.0.0.1")
}

fn numbered(client: &Client, number: usize) -> InitiateSession {
    client.initiate_session(deepvue_digilocker::Consent::given(), format!("number {number}"))
}

/// The numbers of the calls that a sandbox has received, in order.
fn received(sandbox: &Sandbox) -> Vec<usize> {
    let purpose = |body: &[u8]| {
        let body = serde_json::from_slice::<serde_json::Value>(body).unwrap();
        body["purpose"].as_str().unwrap().rsplit(' ').next().unwrap().parse().unwrap()
    };
    sandbox.requests().iter().map(|request| purpose(request.body())).collect()
}

#[test]
fn the_plans_are_those_of_the_vendors_table() {
    for (plan, second, minute, day) in [
        (RateLimit::STARTER, 1, 30, 1_000),
        (RateLimit::BUSINESS, 2, 100, 10_000),
        (RateLimit::GROWTH, 5, 500, 20_000),
        (RateLimit::ENTERPRISE, 17, 1_000, 50_000),
    ] {
        let windows = [(second, MINUTE / 60), (minute, MINUTE), (day, MINUTE * 60 * 24)];
        assert_eq!(plan.windows().collect::<Vec<_>>(), windows);
    }
}

#[test]
fn shares_never_exceed_the_whole() {
    for plan in [RateLimit::STARTER, RateLimit::BUSINESS, RateLimit::GROWTH, RateLimit::ENTERPRISE] {
        for of in 1..=20 {
            let shares = plan.share(1, of);
            for ((whole, length), (share, shared_length)) in plan.windows().zip(shares.windows()) {
                if shared_length == length {
                    assert!(share * of <= whole, "{share} of {whole} for {of}");
                } else {
                    assert!(share == 1 && shared_length * whole >= length * of, "1 in {shared_length:?}");
                }
            }
        }
        assert_eq!(plan.share(3, 3), plan);
    }
}

#[test]
fn a_limit_that_allows_nothing_is_refused() {
    let fault =
        |limit| -> BuildError { client_of("http://127.0.0.1:9").rate_limit(limit).build().unwrap_err() };
    let nothing = "rate_limit must allow at least one attempt, in a time longer than zero";
    assert_eq!(fault(RateLimit::custom([(0, MINUTE)])).to_string(), nothing);
    assert_eq!(fault(RateLimit::custom([(1, MINUTE), (5, Duration::ZERO)])).to_string(), nothing);
    for (part, of) in [(0, 4), (5, 4), (1, 0), (0, 0)] {
        let error = fault(RateLimit::STARTER.share(part, of));
        assert_eq!(error.to_string(), "rate_limit share must have a part between 1 and the number of parts");
    }
}

/// The vendor's plan, with a second of 50 ms.
#[tokio::test(flavor = "multi_thread")]
async fn three_customers_at_once_on_the_smallest_plan_all_finish_without_one_refusal() {
    let sandbox = sandbox().await;
    let limit = faster(&RateLimit::STARTER, 20);
    let limited = Limited::before(&sandbox, &limit.windows().collect::<Vec<_>>()).await;
    let client = client_before(&limited, &sandbox).rate_limit(limit).retry(Retry::none()).build().unwrap();
    let sandbox = Arc::new(sandbox);
    let mut customers = JoinSet::new();
    for _ in 0..3 {
        let (client, sandbox) = (client.clone(), Arc::clone(&sandbox));
        customers.spawn(async move {
            let session = start(&client).await.unwrap();
            let callback = Callback::parse(&sandbox.approve(&session).unwrap()).unwrap();
            let documents = client.authorize(&session, callback).await.unwrap();
            let files = documents.issued_files().await.unwrap();
            for file in &files {
                documents.file(file).await.unwrap();
            }
            documents.eaadhaar().await.unwrap();
            files.len()
        });
    }
    assert_eq!(customers.join_all().await, [3, 3, 3]);
    assert_eq!(limited.counted(), (3 * 7, 0));
}

/// The vendor's plan, with a second of 50 ms.
#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_calls_at_once_are_all_sent_and_none_is_refused() {
    const CALLS: usize = 1_000;
    let sandbox = sandbox().await;
    let limit = faster(&RateLimit::ENTERPRISE, 20);
    let limited = Limited::before(&sandbox, &limit.windows().collect::<Vec<_>>()).await;
    let client = client_before(&limited, &sandbox).rate_limit(limit).retry(Retry::none()).timeout(MINUTE);
    let client = client.build().unwrap();
    let mut calls = JoinSet::new();
    for number in 0..CALLS {
        calls.spawn(numbered(&client, number).send());
    }
    for result in calls.join_all().await {
        result.unwrap();
    }
    assert_eq!(limited.counted(), (CALLS, 0));
}

#[tokio::test]
async fn a_wait_that_would_pass_the_deadline_ends_the_call_at_once_and_nothing_is_sent() {
    let sandbox = sandbox().await;
    let client = sandbox.client_builder().rate_limit(RateLimit::custom([(2, MINUTE)])).build().unwrap();
    let session = start(&client).await.unwrap();
    start(&client).await.unwrap();
    let callback = Callback::parse(&sandbox.approve(&session).unwrap()).unwrap();
    let began = Instant::now();
    let error = client.authorize(&session, callback).await.unwrap_err();
    assert!(began.elapsed() < MINUTE / 6);
    assert_eq!(
        (error.kind(), error.outcome(), error.status()),
        (ErrorKind::RateLimited, Outcome::NotSent, None)
    );
    assert_eq!((error.attempts(), sandbox.requests().len()), (0, 2));
    assert!(error.is_retryable() && error.can_reuse_callback());
    let next = error.retry_after().unwrap();
    assert!(next > MINUTE / 2 && next <= MINUTE + Duration::from_secs(1), "{next:?}");
    assert_eq!(
        error.to_string(),
        "the client's rate limit leaves no room for this call before its deadline; nothing was sent"
    );
}

#[tokio::test]
async fn a_retry_that_has_no_place_in_time_ends_as_the_failure_before_it() {
    let sandbox = sandbox().await;
    sandbox.reply_always(json(503, json!({ "detail": "Source Unavailable" })));
    let client = sandbox.client_builder().rate_limit(RateLimit::custom([(1, MINUTE)])).retry(quick());
    let error = start(&client.build().unwrap()).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Unavailable, Outcome::Unknown));
    assert_eq!((error.attempts(), sandbox.requests().len()), (1, 1));
}

#[tokio::test]
async fn every_attempt_waits_for_its_turn() {
    let sandbox = sandbox().await;
    sandbox.reply_always(json(503, json!({})));
    let window = Duration::from_millis(100);
    let client = sandbox.client_builder().rate_limit(RateLimit::custom([(1, window)])).retry(quick());
    let error = start(&client.build().unwrap()).await.unwrap_err();
    assert_eq!(error.attempts(), 3);
    assert!(error.elapsed() >= 2 * window, "{:?}", error.elapsed());
    assert!(error.report().rate_limit_wait() >= window);
}

/// Gives a place for each permit.
struct Permits(Arc<Semaphore>, Arc<AtomicUsize>);

impl Permits {
    fn new() -> (Self, Arc<Semaphore>, Arc<AtomicUsize>) {
        let (permits, ended) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicUsize::new(0)));
        (Self(Arc::clone(&permits), Arc::clone(&ended)), permits, ended)
    }
}

impl Limiter for Permits {
    fn take(&self) -> Pin<Box<dyn Future<Output = Result<(), Duration>> + Send + '_>> {
        Box::pin(async {
            self.0.acquire().await.unwrap().forget();
            Ok(())
        })
    }

    fn ended(&self, _: AttemptEnd) {
        self.1.fetch_add(1, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn calls_take_their_turn_in_the_order_of_their_arrival_and_a_dropped_one_leaves_the_queue() {
    let sandbox = sandbox().await;
    let (limiter, permits, ended) = Permits::new();
    let client = sandbox.client_builder().limiter(limiter).build().unwrap();
    let mut calls = Vec::new();
    for number in 0..20 {
        let mut call = Box::pin(numbered(&client, number).send());
        assert!(futures_util::poll!(&mut call).is_pending());
        calls.push((number, call));
    }
    calls.retain(|(number, _)| number % 3 != 0);
    let left = calls.iter().map(|(number, _)| *number).collect::<Vec<_>>();
    let calls = calls.into_iter().map(|(_, call)| tokio::spawn(call)).collect::<Vec<_>>();
    assert!(sandbox.requests().is_empty());
    for sent in 1..=left.len() {
        permits.add_permits(1);
        while ended.load(Ordering::SeqCst) < sent {
            tokio::task::yield_now().await;
        }
    }
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(received(&sandbox), left);
}

#[tokio::test]
async fn a_call_that_is_begun_and_not_polled_stops_no_other() {
    let sandbox = sandbox().await;
    let window = Duration::from_millis(200);
    let client = sandbox.client_builder().rate_limit(RateLimit::custom([(1, window)])).build().unwrap();
    numbered(&client, 0).await.unwrap();
    let mut begun = Box::pin(numbered(&client, 1).send());
    assert!(futures_util::poll!(&mut begun).is_pending());
    numbered(&client, 2).await.unwrap();
    assert_eq!(received(&sandbox), [0, 2]);
    begun.await.unwrap();
    assert_eq!(received(&sandbox), [0, 2, 1]);
}

#[tokio::test]
async fn a_place_whose_call_is_dropped_before_it_is_sent_is_given_back() {
    let sandbox = sandbox().await;
    let window = Duration::from_secs(2);
    let client = sandbox.client_builder().rate_limit(RateLimit::custom([(1, window)])).build().unwrap();
    let began = Instant::now();
    numbered(&client, 0).await.unwrap();
    for _ in 0..50 {
        let mut waiting = Box::pin(numbered(&client, 1).send());
        assert!(futures_util::poll!(&mut waiting).is_pending());
    }
    numbered(&client, 2).await.unwrap();
    assert!(began.elapsed() < 2 * window, "{:?}", began.elapsed());
    assert_eq!(received(&sandbox), [0, 2]);
}

#[tokio::test]
async fn a_limiter_that_never_has_a_place_holds_a_call_no_longer_than_its_deadline() {
    let sandbox = sandbox().await;
    let (limiter, ..) = Permits::new();
    let client = sandbox.client_builder().limiter(limiter).build().unwrap();
    let deadline = Duration::from_millis(300);
    let error = start(&client).timeout(deadline).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::RateLimited, Outcome::NotSent));
    assert!(error.elapsed() >= deadline / 2 && error.elapsed() < MINUTE / 6);
    assert!(sandbox.requests().is_empty() && error.retry_after().is_none());
}

#[tokio::test]
async fn a_429_makes_all_calls_of_a_paced_client_wait() {
    let sandbox = sandbox().await;
    let client =
        sandbox.client_builder().rate_limit(RateLimit::ENTERPRISE).retry(Retry::none()).build().unwrap();
    sandbox.reply_once(json(429, json!({})));
    assert_eq!(start(&client).await.unwrap_err().outcome(), Outcome::Refused);
    let session = start(&client).await.unwrap();
    let second = Duration::from_secs(1);
    assert!(session.report().unwrap().rate_limit_wait() > second / 2);

    let asked = http::HeaderValue::from_static("60");
    sandbox.reply_once(json(429, json!({})).header(http::header::RETRY_AFTER, asked));
    assert_eq!(start(&client).await.unwrap_err().outcome(), Outcome::Refused);
    let error = start(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::RateLimited, Outcome::NotSent));
    assert!(error.retry_after().unwrap() > MINUTE / 2);
}

#[tokio::test]
async fn a_retry_after_of_years_does_not_stop_a_client_for_more_than_an_hour() {
    let sandbox = sandbox().await;
    let client =
        sandbox.client_builder().rate_limit(RateLimit::ENTERPRISE).retry(Retry::none()).build().unwrap();
    let asked = http::HeaderValue::from_static("999999999");
    sandbox.reply_once(json(429, json!({})).header(http::header::RETRY_AFTER, asked));
    start(&client).await.unwrap_err();
    let next = start(&client).await.unwrap_err().retry_after().unwrap();
    assert!(next > 50 * MINUTE && next <= 60 * MINUTE, "{next:?}");
}

#[tokio::test]
async fn a_limiter_learns_how_each_attempt_ended() {
    let sandbox = sandbox().await;
    let ends = Ends::default();
    let client = sandbox.client_builder().limiter(ends.clone()).retry(quick()).build().unwrap();
    let asked = http::HeaderValue::from_static("1");
    sandbox.reply_once(json(429, json!({})).header(http::header::RETRY_AFTER, asked));
    start(&client).await.unwrap();
    sandbox.reply_once(Reply::reset());
    start(&client).await.unwrap_err();
    sandbox.reply_once(json(200, json!({})).delay(MINUTE));
    let mut dropped = Box::pin(start(&client).send());
    while sandbox.requests().len() < 4 {
        assert!(futures_util::poll!(&mut dropped).is_pending());
        tokio::task::yield_now().await;
    }
    drop(dropped);
    let ends = ends.all();
    let [refused, accepted, reset, dropped] = ends[..] else { panic!("{ends:?}") };
    assert!(
        matches!(refused, AttemptEnd::RateLimited { retry_after: Some(asked), .. } if asked.as_secs() == 1)
    );
    assert_eq!(
        (accepted, reset, dropped),
        (AttemptEnd::Accepted, AttemptEnd::NoResponse, AttemptEnd::NoResponse)
    );
}
