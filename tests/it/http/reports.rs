//! Each call is reported: to a listener, with its result, and with its error.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use deepvue_digilocker::sandbox::Reply;
use deepvue_digilocker::{CallReport, Callback, ErrorKind, Operation, Outcome, RateLimit, Retry};
use serde_json::json;

use crate::support::ends::Ends;
use crate::support::{json, quick, sandbox, start};

/// What people copy, as it is.
#[path = "../../../examples/metrics.rs"]
#[allow(dead_code, reason = "a test serves no page")]
mod metrics;

type Reports = Arc<Mutex<Vec<CallReport>>>;

fn noted() -> (Reports, impl Fn(&CallReport) + Send + Sync + 'static) {
    let reports = Reports::default();
    let listener = Arc::clone(&reports);
    (reports, move |report: &CallReport| listener.lock().unwrap().push(report.clone()))
}

#[tokio::test]
async fn a_listener_and_the_result_get_the_same_report() {
    let sandbox = sandbox().await;
    let (reports, listener) = noted();
    let client = sandbox.client_builder().on_call(listener).retry(quick()).build().unwrap();
    sandbox.reply_once(json(503, json!({})));
    let session = start(&client).await.unwrap();
    let callback = Callback::parse(&sandbox.approve(&session).unwrap()).unwrap();
    let documents = client.authorize(&session, callback).await.unwrap();
    let files = documents.issued_files().await.unwrap();
    let document = documents.file(&files[0]).await.unwrap();
    let aadhaar = documents.eaadhaar().await.unwrap();

    let reports = reports.lock().unwrap();
    let results = [session.report(), documents.report(), files.report(), document.report(), aadhaar.report()];
    let operations = [
        Operation::InitiateSession,
        Operation::AccessToken,
        Operation::IssuedFiles,
        Operation::FetchFile,
        Operation::Eaadhaar,
    ];
    assert_eq!(reports.len(), 5);
    let port = sandbox.url().rsplit(':').next().unwrap();
    for ((noted, result), operation) in reports.iter().zip(results).zip(operations) {
        let result = result.unwrap();
        assert_eq!((noted.operation(), result.operation()), (operation, operation));
        assert_eq!((noted.outcome(), noted.error_kind()), (Outcome::Succeeded, None));
        assert!(noted.status().unwrap().is_success());
        assert_eq!((noted.server_address(), noted.server_port().to_string().as_str()), ("127.0.0.1", port));
        assert_eq!((noted.elapsed(), noted.transaction_id()), (result.elapsed(), result.transaction_id()));
        let id = noted.transaction_id().unwrap();
        assert!(id.expose().len() > 8 && !format!("{noted:?}").contains(id.expose()));
    }
    assert_eq!(reports[0].transaction_id().unwrap().expose(), session.transaction_id());
    assert_ne!(reports[1].transaction_id(), reports[0].transaction_id());
    assert_eq!(reports[0].attempt_count(), 2);
    let [failed, accepted] = reports[0].attempts() else { panic!("{reports:?}") };
    assert_eq!((failed.status().unwrap().as_u16(), failed.error_type()), (503, Some("503")));
    assert_eq!((accepted.status().unwrap().as_u16(), accepted.error_type()), (201, None));
    assert!(failed.duration() + accepted.duration() <= reports[0].elapsed());
}

#[tokio::test]
async fn an_error_carries_the_report_that_the_listener_gets() {
    let sandbox = sandbox().await;
    let (reports, listener) = noted();
    let client = sandbox.client_builder().on_call(listener).retry(Retry::none()).build().unwrap();
    sandbox.reply_once(Reply::reset());
    let lost = start(&client).await.unwrap_err();
    let refused = start(&client).timeout(Duration::ZERO).await.unwrap_err();
    let reports = reports.lock().unwrap();
    for (report, error, outcome) in
        [(&reports[0], lost, Outcome::Unknown), (&reports[1], refused, Outcome::NotSent)]
    {
        assert_eq!((report.error_kind(), report.outcome()), (Some(error.kind()), outcome));
        assert_eq!((error.report().outcome(), error.outcome()), (outcome, outcome));
        assert_eq!((report.attempt_count(), report.elapsed()), (error.attempts(), error.elapsed()));
    }
    assert_eq!(reports[0].attempts()[0].error_type(), Some("transport"));
    assert!(reports[1].attempts().is_empty());
}

#[tokio::test]
async fn a_call_is_as_bad_as_the_worst_of_its_attempts() {
    let sandbox = sandbox().await;
    let client = sandbox.client_builder().retry(quick()).build().unwrap();
    for (first, outcome) in [(503, Outcome::Unknown), (429, Outcome::Refused)] {
        sandbox.reply_once(json(first, json!({})));
        sandbox.reply_once(json(403, json!({ "detail": "no" })));
        let error = start(&client).await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Forbidden, outcome), "{first}");
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_is_reported() {
    let sandbox = sandbox().await;
    let (reports, listener) = noted();
    let client = sandbox.client_builder().on_call(listener).build().unwrap();
    sandbox.reply_once(json(200, json!({})).delay(Duration::from_secs(60)));
    let call = tokio::spawn(start(&client).send());
    while sandbox.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    let report = reports.lock().unwrap().pop().unwrap();
    assert_eq!((report.outcome(), report.error_kind()), (Outcome::Unknown, Some(ErrorKind::Cancelled)));
    assert_eq!(report.attempt_count(), 1);
    let [attempt] = report.attempts() else { panic!("{report:?}") };
    assert_eq!((attempt.status(), attempt.error_type()), (None, Some("cancelled")));
}

#[tokio::test]
async fn a_call_that_is_dropped_between_its_attempts_is_as_bad_as_they_were() {
    let sandbox = sandbox().await;
    let (reports, listener) = noted();
    let ends = Ends::default();
    let retry = Retry::default().base_delay(Duration::from_secs(20));
    let client = sandbox.client_builder().on_call(listener).limiter(ends.clone()).retry(retry);
    let client = client.build().unwrap();
    sandbox.reply_once(json(429, json!({})));
    let call = tokio::spawn(start(&client).send());
    while ends.count() == 0 {
        tokio::task::yield_now().await;
    }
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    let report = reports.lock().unwrap().pop().unwrap();
    assert_eq!((report.outcome(), report.error_kind()), (Outcome::Refused, Some(ErrorKind::Cancelled)));
    assert_eq!((report.attempt_count(), report.attempts()[0].error_type()), (1, Some("429")));
}

#[tokio::test]
async fn a_call_that_is_dropped_in_the_queue_says_how_long_it_waited() {
    let sandbox = sandbox().await;
    let (reports, listener) = noted();
    let limit = RateLimit::custom([(1, Duration::from_secs(10))]);
    let client = sandbox.client_builder().on_call(listener).rate_limit(limit).build().unwrap();
    start(&client).await.unwrap();
    let waited = Duration::from_millis(50);
    tokio::time::timeout(waited, start(&client).send()).await.unwrap_err();
    let report = reports.lock().unwrap().pop().unwrap();
    assert_eq!((report.outcome(), report.attempt_count()), (Outcome::NotSent, 0));
    assert!(report.rate_limit_wait() >= waited, "{:?}", report.rate_limit_wait());
}

#[tokio::test]
async fn a_listener_that_panics_costs_no_result() {
    let sandbox = sandbox().await;
    let (reports, listener) = noted();
    let client = sandbox.client_builder().on_call(|_| panic!("the listener's own fault")).on_call(listener);
    start(&client.build().unwrap()).await.unwrap();
    assert_eq!(reports.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn the_report_of_a_call_with_many_attempts_stays_small() {
    let sandbox = sandbox().await;
    sandbox.reply_always(json(429, json!({})));
    let error = start(&sandbox.client()).retry(quick().max_retries(99)).await.unwrap_err();
    assert_eq!((error.attempts(), error.report().attempts().len()), (100, 32));
}

#[tokio::test]
async fn the_example_shows_calls_and_requests_as_prometheus_reads_them() {
    let sandbox = sandbox().await;
    let metrics = Arc::new(metrics::Metrics::new());
    metrics::calls(&sandbox, &metrics).await.unwrap();
    let page = metrics.page().unwrap();
    let port = sandbox.url().rsplit(':').next().unwrap();
    let call = |operation: &str, outcome: &str, error_type: &str| {
        format!(
            "digilocker_call_duration_seconds_count{{operation=\"{operation}\",outcome=\"{outcome}\",error_type=\"{error_type}\"}} 1\n"
        )
    };
    let request = |path: &str, status: &str, error_type: &str| {
        format!(
            "http_client_request_duration_seconds_count{{http_request_method=\"POST\",url_template=\"/v1/kyc/digilocker/{path}\",\
             server_address=\"127.0.0.1\",server_port=\"{port}\",http_response_status_code=\"{status}\",error_type=\"{error_type}\"}} 1\n"
        )
    };
    for line in [
        call("initiate_session", "succeeded", ""),
        call("access_token", "succeeded", ""),
        call("issued_files", "unknown", "transport"),
        request("initiate-session", "503", "503"),
        request("initiate-session", "201", ""),
        request("issued-files", "", "transport"),
    ] {
        assert!(page.contains(&line), "{line}\n{page}");
    }
    assert!(page.ends_with("# EOF\n"));
}
