//! The limit of a plan holds over every second, minute and day, and not one request longer.

use std::time::Duration;

use deepvue_digilocker::Operation;
use deepvue_digilocker::sandbox::{Plan, Reply, Sandbox};
use serde_json::json;

use crate::support::calls::Calls;
use crate::support::control::Control;
use crate::support::{sandbox, status};

const SECOND: Duration = Duration::from_secs(1);

async fn call(calls: &Calls) -> u16 {
    let (status, answer) = calls.about("unknown", "issued_files", json!({})).await;
    if status == 429 {
        assert_eq!(answer, crate::support::spec::fixture("initiate-session.429.json"));
    }
    status
}

/// A sandbox in which only the clock that a test moves matters: a day passes between two steps.
async fn limited(plan: Plan) -> (Sandbox, Calls) {
    let sandbox = Sandbox::builder().plan(plan).start().await.unwrap();
    let calls = Calls::of(&sandbox);
    (sandbox, calls)
}

#[tokio::test]
async fn a_plan_s_limit_of_a_second_is_exact() {
    for (plan, allowed) in
        [(Plan::Starter, 1), (Plan::Business, 2), (Plan::Growth, 5), (Plan::Enterprise, 17)]
    {
        let (sandbox, calls) = limited(plan).await;
        // A slow machine may need longer than a second for so many calls.
        for _ in 0..20 {
            sandbox.advance(60 * SECOND);
            let began = std::time::Instant::now();
            let mut accepted = 0;
            while call(&calls).await != 429 {
                accepted += 1;
                assert!(accepted < 200, "{plan}");
            }
            if began.elapsed() < SECOND {
                assert_eq!(accepted, allowed, "{plan}");
                break;
            }
        }
    }
}

#[tokio::test]
async fn a_minute_and_a_day_have_their_own_limit() {
    let (sandbox, calls) = limited(Plan::Starter).await;
    for _ in 0..30 {
        assert_eq!(call(&calls).await, 403);
        sandbox.advance(SECOND);
    }
    assert_eq!(call(&calls).await, 429, "the 31st of a minute");
    sandbox.advance(60 * SECOND);
    // 31 are counted: one that is refused counts, too.
    for _ in 31..1_000 {
        assert_eq!(call(&calls).await, 403);
        sandbox.advance(3 * SECOND);
    }
    assert_eq!(call(&calls).await, 429, "the 1,001st of a day");
    sandbox.advance(60 * 60 * SECOND);
    assert_eq!(call(&calls).await, 429);
    sandbox.advance(24 * 60 * 60 * SECOND);
    assert_eq!(call(&calls).await, 403);
}

#[tokio::test]
async fn requests_with_wrong_keys_do_not_count_and_scripted_ones_do() {
    let (sandbox, calls) = limited(Plan::Starter).await;
    let path = format!("{}{}", sandbox.url(), Operation::IssuedFiles.path());
    for _ in 0..3 {
        assert_eq!(reqwest::Client::new().post(&path).send().await.unwrap().status(), 401);
    }
    assert_eq!(call(&calls).await, 403);
    sandbox.advance(60 * SECOND);
    sandbox.reply_once(Reply::json(status(503), &json!({ "detail": "scripted" })));
    assert_eq!(call(&calls).await, 503);
    assert_eq!(call(&calls).await, 429);
}

#[tokio::test]
async fn a_plan_can_be_set_and_lifted_while_it_runs() {
    let sandbox = sandbox().await;
    let (calls, control) = (Calls::of(&sandbox), Control::of(&sandbox).await);
    for _ in 0..3 {
        assert_eq!(call(&calls).await, 403);
    }
    control.done("plan", json!({ "plan": "starter" })).await;
    assert_eq!(call(&calls).await, 429);
    sandbox.plan(None);
    assert_eq!(call(&calls).await, 403);
    sandbox.plan(Plan::Starter);
    assert_eq!(control.get("plan").await["plan"], "starter");
    assert_eq!(call(&calls).await, 429);
}

#[test]
fn plans_have_the_vendor_s_numbers_and_names() {
    let numbers =
        Plan::ALL.map(|plan| plan.rate_limit().windows().map(|(allowed, _)| allowed).collect::<Vec<_>>());
    assert_eq!(numbers, [[1, 30, 1_000], [2, 100, 10_000], [5, 500, 20_000], [17, 1_000, 50_000]]);
    for plan in Plan::ALL {
        assert_eq!(plan.name().parse(), Ok(plan));
    }
    let error = "zq7".parse::<Plan>().unwrap_err();
    assert_eq!(error.to_string(), "no plan of this name; there are starter, business, growth, enterprise");
}
