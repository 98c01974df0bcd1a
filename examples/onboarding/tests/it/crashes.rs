//! An instance or the store dies, and every customer can go on.

use std::time::Duration;

use axum::http::StatusCode;

use crate::support::browser::{Browser, Page};
use crate::support::on_both_stores;
use crate::support::stage::{SHORT_CALL, Stage};
use crate::support::store::SharedStore;
use crate::support::vendor::{CODE_CALL, When};

on_both_stores!(
    a_customer_whose_instance_is_killed_is_verified_at_the_other,
    an_instance_killed_before_the_vendor_acts_leaves_a_way_on,
    an_instance_killed_after_the_vendor_has_acted_leaves_a_way_on,
    an_instance_that_is_told_to_stop_finishes_its_checks,
);

async fn a_customer_whose_instance_is_killed_is_verified_at_the_other(store: SharedStore) {
    let mut stage = Stage::set(store, &[]).await;
    let browser = Browser::new();
    let back = browser.start_and_allow(stage.a.url()).await;
    stage.a.kill();
    assert!(browser.open(stage.b.url(), &back).await.says("You are verified"));
}

async fn an_instance_killed_before_the_vendor_acts_leaves_a_way_on(store: SharedStore) {
    killed_in_a_check(store, When::BeforeItActs).await;
}

async fn an_instance_killed_after_the_vendor_has_acted_leaves_a_way_on(store: SharedStore) {
    killed_in_a_check(store, When::AfterItHasActed).await;
}

/// The code is never sent again, since nobody knows whether it was used; the customer is told so, and starts again.
async fn killed_in_a_check(store: SharedStore, when: When) {
    let mut stage = Stage::set(store, &SHORT_CALL).await;
    let browser = Browser::new();
    let back = browser.start_and_allow(stage.a.url()).await;
    let mut hold = stage.vendor.hold(CODE_CALL, when);
    let link = format!("{}{back}", stage.a.url());
    let (page, ()) = tokio::join!(browser.try_get(&link), async {
        hold.arrived().await;
        stage.a.kill();
    });
    assert!(page.is_none(), "{page:?}");
    // At first it may still be running, for all that the other instance knows.
    let page = browser.open(stage.b.url(), &back).await;
    assert!(page.says("One moment") && page.has_a_way_on(), "{page:?}");
    let page = browser.open_until_settled(stage.b.url(), "/result").await;
    assert!(page.says("We do not know whether it went through") && page.has_a_way_on(), "{page:?}");
    let page = browser.open(stage.b.url(), &back).await;
    assert!(page.says("We do not know whether it went through"), "{page:?}");
    assert_eq!(stage.vendor.codes().len(), 1);
    // A new start works, and has a code of its own.
    let back = browser.start_and_allow(stage.b.url()).await;
    assert!(browser.open(stage.b.url(), &back).await.says("You are verified"));
    let codes = stage.vendor.codes();
    assert!(codes.len() == 2 && codes[0] != codes[1], "{codes:?}");
}

async fn an_instance_that_is_told_to_stop_finishes_its_checks(store: SharedStore) {
    let mut stage = Stage::set(store, &[]).await;
    let [waiting, gone] = [Browser::new(), Browser::new()];
    let [back, other] =
        [waiting.start_and_allow(stage.a.url()).await, gone.start_and_allow(stage.a.url()).await];
    let url = stage.a.url().to_owned();
    let mut first = stage.vendor.hold(CODE_CALL, When::BeforeItActs);
    let link = format!("{url}{other}");
    tokio::select! {
        page = gone.get(&link) => panic!("{page:?}"),
        () = first.arrived() => {}
    }
    let mut second = stage.vendor.hold(CODE_CALL, When::BeforeItActs);
    let link = format!("{url}{back}");
    let (page, ()) = tokio::join!(waiting.get(&link), async {
        second.arrived().await;
        stage.a.tell_to_stop();
        second.release();
    });
    assert_eq!(page.location(), "/result");
    first.release();
    assert!(stage.a.wait().success());
    assert!(stage.a.log().contains("stopped"));
    for browser in [waiting, gone] {
        assert!(browser.open(stage.b.url(), "/result").await.says("You are verified"));
    }
    assert_eq!(stage.vendor.codes().len(), 2);
}

/// Comes back at one instance. From the vendor's response on, the store is away for a moment.
async fn return_while_the_store_is_away(stage: &Stage, browser: &Browser, back: &str) -> Page {
    let mut hold = stage.vendor.hold(CODE_CALL, When::AfterItHasActed);
    let link = format!("{}{back}", stage.a.url());
    let (page, ()) = tokio::join!(browser.get(&link), async {
        hold.arrived().await;
        // Longer than the instance waits for a response.
        stage.store.pause(Duration::from_millis(1500)).await;
        hold.release();
    });
    page
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_result_is_kept_when_the_store_was_away_for_a_moment() {
    let Some(store) = SharedStore::redis() else { return };
    let stage = Stage::set(store, &[]).await;
    let browser = Browser::new();
    let back = browser.start_and_allow(stage.a.url()).await;
    let page = return_while_the_store_is_away(&stage, &browser, &back).await;
    assert_eq!(page.location(), "/result");
    assert!(browser.open(stage.b.url(), "/result").await.says("You are verified"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_that_was_not_used_is_free_again_when_the_store_was_away_for_a_moment() {
    let Some(store) = SharedStore::redis() else { return };
    let stage = Stage::set(store, &SHORT_CALL).await;
    let browser = Browser::new();
    let back = browser.start_and_allow(stage.a.url()).await;
    stage.vendor.respond_once(CODE_CALL, StatusCode::TOO_MANY_REQUESTS);
    let page = return_while_the_store_is_away(&stage, &browser, &back).await;
    assert!(page.status == 503 && page.says("can't be reached"), "{page:?}");
    assert!(browser.open(stage.b.url(), &back).await.says("You are verified"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_its_store_an_instance_says_so_and_sends_no_code() {
    let Some(store) = SharedStore::redis() else { return };
    let mut stage = Stage::set(store, &[]).await;
    let browser = Browser::new();
    let back = browser.start_and_allow(stage.a.url()).await;
    assert_eq!(browser.get(&format!("{}/health", stage.a.url())).await.status, 200);
    stage.store.kill();
    assert_eq!(browser.get(&format!("{}/health", stage.a.url())).await.status, 503);
    let page = browser.open(stage.a.url(), &back).await;
    assert!(page.status == 503 && page.says("Please try again") && page.says("href=\"\""), "{page:?}");
    assert!(stage.vendor.codes().is_empty());
}
