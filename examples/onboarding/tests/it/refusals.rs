//! What the vendor or the customer says, in plain words and with a way on.

use axum::http::StatusCode;

use crate::support::browser::Browser;
use crate::support::on_both_stores;
use crate::support::stage::{PUBLIC_URL, SHORT_CALL, Stage};
use crate::support::store::SharedStore;
use crate::support::vendor::CODE_CALL;

on_both_stores!(
    a_customer_who_denies_is_told_and_can_start_again,
    a_callback_that_was_refused_unread_works_with_the_same_link,
    a_call_with_an_unknown_end_is_not_made_again,
);

async fn a_customer_who_denies_is_told_and_can_start_again(store: SharedStore) {
    let stage = Stage::set(store, &[]).await;
    let browser = Browser::new();
    let url = browser.start(stage.a.url()).await;
    let back = browser.decide(&url, "deny").await;
    for instance in [&stage.a, &stage.b] {
        let page = browser.open(instance.url(), &back).await;
        assert!(page.says("You did not agree at DigiLocker") && page.has_a_way_on(), "{page:?}");
    }
    assert!(stage.vendor.codes().is_empty());
    let back = browser.start_and_allow(stage.b.url()).await;
    assert!(browser.open(stage.b.url(), &back).await.says("You are verified"));
}

async fn a_callback_that_was_refused_unread_works_with_the_same_link(store: SharedStore) {
    let stage = Stage::set(store, &[]).await;
    let browser = Browser::new();
    let back = browser.start_and_allow(stage.a.url()).await;
    // As often as the client tries.
    for _ in 0..3 {
        stage.vendor.respond_once(CODE_CALL, StatusCode::TOO_MANY_REQUESTS);
    }
    let page = browser.open(stage.a.url(), &back).await;
    assert!(page.status == 503 && page.says("can't be reached") && page.says("href=\"\""), "{page:?}");
    assert!(browser.open(stage.b.url(), &back).await.says("You are verified"));
}

async fn a_call_with_an_unknown_end_is_not_made_again(store: SharedStore) {
    let stage = Stage::set(store, &[]).await;
    let browser = Browser::new();
    let back = browser.start_and_allow(stage.a.url()).await;
    stage.vendor.respond_once(CODE_CALL, StatusCode::INTERNAL_SERVER_ERROR);
    for instance in [&stage.a, &stage.b] {
        let page = browser.open(instance.url(), &back).await;
        assert!(page.says("We do not know whether it went through") && page.has_a_way_on(), "{page:?}");
    }
    assert_eq!(stage.vendor.codes().len(), 1);
}

#[tokio::test]
async fn a_journey_that_can_not_start_now_can_start_later() {
    let stage = Stage::set(SharedStore::sqlite(), &SHORT_CALL).await;
    let browser = Browser::new();
    stage.vendor.respond_once("initiate-session", StatusCode::BAD_GATEWAY);
    let page = browser.send_form(stage.a.url(), PUBLIC_URL).await;
    assert!(page.status == 503 && page.says("can't be reached") && page.says("href=\"\""), "{page:?}");
    assert!(browser.open(stage.a.url(), "/start").await.says("Verify with DigiLocker"));
}

#[tokio::test]
async fn a_verified_customer_stays_so_when_the_documents_can_not_be_listed_now() {
    let stage = Stage::set(SharedStore::sqlite(), &[]).await;
    let browser = Browser::new();
    let back = browser.start_and_allow(stage.a.url()).await;
    stage.vendor.respond_once("issued-files", StatusCode::BAD_GATEWAY);
    let page = browser.open(stage.a.url(), &back).await;
    assert!(page.status == 503 && page.says("can't be reached") && page.says("href=\"\""), "{page:?}");
    assert!(browser.open(stage.b.url(), "/result").await.says("You are verified"));
}
