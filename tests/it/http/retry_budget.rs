//! In an outage of the vendor, retries do not multiply the load.

use std::future::ready;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use deepvue_digilocker::{ErrorKind, Limiter, RetryBudget};
use serde_json::json;

use crate::support::{json, quick, sandbox, start};

#[tokio::test]
async fn in_an_outage_the_load_does_not_triple_and_what_was_not_retried_says_so() {
    let sandbox = sandbox().await;
    sandbox.reply_always(json(503, json!({ "detail": "Source Unavailable" })));
    let client = sandbox.client_builder().retry(quick()).build().unwrap();
    let mut refused = 0;
    for _ in 0..100 {
        // A clone shares the budget.
        let error = start(&client.clone()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unavailable);
        assert_eq!(error.is_retry_budget_spent(), error.attempts() < 3);
        assert_eq!(error.report().is_retry_budget_spent(), error.is_retry_budget_spent());
        refused += usize::from(error.is_retry_budget_spent());
    }
    assert_eq!((sandbox.requests().len(), refused), (120, 90));
}

#[tokio::test]
async fn calls_that_succeed_fill_the_budget_again() {
    let sandbox = sandbox().await;
    let client =
        sandbox.client_builder().retry(quick()).retry_budget(RetryBudget::retries(2)).build().unwrap();
    let attempts = async || {
        sandbox.reply_once(json(503, json!({})));
        sandbox.reply_once(json(503, json!({})));
        match start(&client).await {
            Ok(session) => session.report().unwrap().attempt_count(),
            Err(error) => error.attempts(),
        }
    };
    assert_eq!(attempts().await, 3);
    // The success has returned a tenth of a retry.
    assert_eq!(attempts().await, 1);
    start(&client).await.unwrap_err();
    for _ in 0..9 {
        start(&client).await.unwrap();
    }
    assert_eq!(attempts().await, 2);
}

/// Has a place for each first attempt, and none for its retry.
#[derive(Default)]
struct FirstOnly(AtomicBool);

impl Limiter for FirstOnly {
    fn take(&self) -> Pin<Box<dyn Future<Output = Result<(), Duration>> + Send + '_>> {
        let is_retry = self.0.fetch_not(Ordering::SeqCst);
        Box::pin(ready(if is_retry { Err(Duration::MAX) } else { Ok(()) }))
    }
}

#[tokio::test]
async fn a_retry_that_is_not_made_costs_nothing() {
    let sandbox = sandbox().await;
    sandbox.reply_always(json(503, json!({})));
    let client = sandbox.client_builder().retry(quick()).retry_budget(RetryBudget::retries(1));
    let client = client.limiter(FirstOnly::default()).build().unwrap();
    for _ in 0..5 {
        let error = start(&client).await.unwrap_err();
        assert_eq!((error.attempts(), error.is_retry_budget_spent()), (1, false));
    }
}

#[tokio::test]
async fn a_retry_after_a_429_costs_nothing_and_no_budget_can_be_set() {
    let sandbox = sandbox().await;
    let client =
        sandbox.client_builder().retry(quick()).retry_budget(RetryBudget::retries(0)).build().unwrap();
    sandbox.reply_once(json(429, json!({})));
    assert_eq!(start(&client).await.unwrap().report().unwrap().attempt_count(), 2);
    sandbox.reply_always(json(503, json!({})));
    assert_eq!(start(&client).await.unwrap_err().attempts(), 1);
    let client =
        sandbox.client_builder().retry(quick()).retry_budget(RetryBudget::unlimited()).build().unwrap();
    for _ in 0..50 {
        assert_eq!(start(&client).await.unwrap_err().attempts(), 3);
    }
}
