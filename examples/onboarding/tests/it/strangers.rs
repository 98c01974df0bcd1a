//! Nobody is verified by what belongs to another.

use crate::support::browser::Browser;
use crate::support::on_both_stores;
use crate::support::stage::{PUBLIC_URL, Stage};
use crate::support::store::SharedStore;

on_both_stores!(
    nobody_is_verified_by_anothers_callback,
    a_denial_that_names_no_session_changes_nothing,
    what_the_store_has_opens_no_journey,
);

async fn nobody_is_verified_by_anothers_callback(store: SharedStore) {
    let stage = Stage::set(store, &[]).await;
    let [first, second, third] = [Browser::new(), Browser::new(), Browser::new()];
    let back_of_first = first.start_and_allow(stage.a.url()).await;
    let back_of_second = second.start_and_allow(stage.b.url()).await;
    for (browser, link) in [(&first, &back_of_second), (&second, &back_of_first)] {
        for instance in [&stage.a, &stage.b] {
            let page = browser.open(instance.url(), link).await;
            assert!(page.says("belongs to another verification") && page.has_a_way_on(), "{page:?}");
            assert!(browser.open(instance.url(), "/result").await.says("Verify with DigiLocker"));
        }
    }
    assert!(third.open(stage.a.url(), &back_of_first).await.says("Verify with DigiLocker"));
    assert!(stage.vendor.codes().is_empty());
    // It has changed nothing for those to whom the links belong.
    for (browser, link) in [(&first, &back_of_first), (&second, &back_of_second)] {
        assert!(browser.open(stage.a.url(), link).await.says("You are verified"));
    }
    // Nor does it later.
    let page = first.open(stage.b.url(), &back_of_second).await;
    assert!(page.says("You are verified"));
    assert_eq!(stage.vendor.codes().len(), 2);
}

async fn a_denial_that_names_no_session_changes_nothing(store: SharedStore) {
    let stage = Stage::set(store, &[]).await;
    let browser = Browser::new();
    let url = browser.start(stage.a.url()).await;
    let page = browser.open(stage.b.url(), "/callback?error=access_denied").await;
    assert!(page.says("You did not agree") && page.has_a_way_on(), "{page:?}");
    let page = browser.open(stage.b.url(), "/callback?code=made-up").await;
    assert!(page.says("belongs to another verification"), "{page:?}");
    let back = browser.decide(&url, "allow").await;
    assert!(browser.open(stage.b.url(), &back).await.says("You are verified"));
}

/// The store gets a hash of the key in the cookie.
async fn what_the_store_has_opens_no_journey(store: SharedStore) {
    let stage = Stage::set(store, &[]).await;
    let browser = Browser::new();
    let page = browser.send_form(stage.a.url(), PUBLIC_URL).await;
    let cookie = page.cookie().split(';').next().unwrap().split('=').nth(1).unwrap().to_owned();
    assert_eq!(cookie.len(), 64);
    assert!(!stage.store.contents().await.contains(&cookie));
}

#[tokio::test]
async fn the_cookie_is_for_the_server_alone_and_each_start_has_a_new_one() {
    let stage = Stage::set(SharedStore::sqlite(), &[]).await;
    let browser = Browser::new();
    let pages = [
        browser.send_form(stage.a.url(), PUBLIC_URL).await,
        browser.send_form(stage.a.url(), PUBLIC_URL).await,
    ];
    for page in &pages {
        let cookie = page.cookie();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert!(
            cookie.contains("Path=/") && !cookie.contains("Secure") && !cookie.contains("Domain"),
            "{cookie}"
        );
    }
    assert_ne!(pages[0].cookie(), pages[1].cookie());
}

#[tokio::test]
async fn a_form_of_another_site_gives_no_consent() {
    let stage = Stage::set(SharedStore::sqlite(), &[]).await;
    let page = Browser::new().send_form(stage.a.url(), "https://evil.example").await;
    assert_eq!(page.location(), "/");
    assert!(stage.vendor.attempts().is_empty());
}
