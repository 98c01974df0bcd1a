//! From the button to the documents, at one instance or the other.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::support::browser::{Browser, Page};
use crate::support::on_both_stores;
use crate::support::stage::{PUBLIC_URL, Stage};
use crate::support::store::SharedStore;
use crate::support::vendor::{CODE_CALL, When};

on_both_stores!(
    a_customer_is_verified_at_one_instance_and_gets_the_documents_at_the_other,
    each_code_of_fifty_customers_who_come_back_twice_is_sent_once,
    a_check_goes_on_without_its_browser,
    what_was_forgotten_does_not_come_back,
);

#[track_caller]
fn assert_verified(page: &Page) {
    assert!(page.status.is_success(), "{page:?}");
    for seen in ["You are verified", "A•••", "•••0001"] {
        assert!(page.says(seen), "{seen} is not in {page:?}");
    }
    assert!(!page.says("Asha"));
}

async fn a_customer_is_verified_at_one_instance_and_gets_the_documents_at_the_other(store: SharedStore) {
    let stage = Stage::set(store, &[]).await;
    let browser = Browser::new();
    assert!(browser.open(stage.a.url(), "/").await.has_a_way_on());
    let back = browser.start_and_allow(stage.a.url()).await;
    let page = browser.open(stage.b.url(), &back).await;
    assert_verified(&page);
    assert_eq!(page.headers["cache-control"], "no-store");
    assert_eq!(page.headers["x-content-type-options"], "nosniff");
    let mut starts = BTreeSet::new();
    for number in 0..3 {
        let document = browser.document(&format!("{}/documents/{number}", stage.a.url())).await;
        starts.insert(String::from_utf8_lossy(&document[..5]).into_owned());
    }
    assert_eq!(starts, BTreeSet::from(["%PDF-".to_owned(), "<?xml".to_owned()]));
    // The link again, and the documents in another browser.
    assert_verified(&browser.open(stage.a.url(), &back).await);
    assert_eq!(stage.vendor.codes().len(), 1);
    let stranger = Browser::new().get(&format!("{}/documents/0", stage.a.url())).await;
    assert_eq!(stranger.status, 400);
}

async fn each_code_of_fifty_customers_who_come_back_twice_is_sent_once(store: SharedStore) {
    let mut stage = Stage::set(store, &[]).await;
    let urls = [stage.a.url().to_owned(), stage.b.url().to_owned()];
    let customers = (0..50).map(|number| {
        let [start, other] = [urls[number % 2].clone(), urls[(number + 1) % 2].clone()];
        tokio::spawn(async move {
            let browser = Browser::new();
            let back = browser.start_and_allow(&start).await;
            let (first, second) = tokio::join!(browser.open(&start, &back), browser.open(&other, &back));
            for page in [first, second] {
                assert!(page.says("You are verified") || page.says("One moment"), "{page:?}");
            }
            for instance in [&start, &other] {
                let page = browser.open_until_settled(instance, "/result").await;
                assert!(page.says("You are verified") && !page.says("Asha"), "{page:?}");
            }
            back
        })
    });
    let mut links = Vec::new();
    for customer in customers.collect::<Vec<_>>() {
        links.push(customer.await.unwrap());
    }
    let codes = stage.vendor.codes();
    assert_eq!(codes.len(), 50);
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 50);
    // Both have worked, one claim was made for each code, and neither log tells of anybody.
    let mut claims = 0;
    for instance in [&mut stage.a, &mut stage.b] {
        instance.kill();
        let log = instance.log();
        claims += log.matches("claimed a code").count();
        assert!(log.contains("/callback"), "{log}");
        let states = links.iter().map(|link| link.split("state=").nth(1).unwrap());
        for told in states.chain(codes.iter().map(String::as_str)).chain(["Asha", "KYC", "•••"]) {
            assert!(!log.contains(told), "{told} is in the log");
        }
    }
    assert_eq!(claims, 50);
}

/// Both instances have read that there is no claim, before one of them takes it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_callbacks_that_see_no_claim_one_sends_the_code() {
    let Some(store) = SharedStore::redis() else { return };
    let stage = Stage::set(store, &[]).await;
    let mut customers = Vec::new();
    for _ in 0..5 {
        let browser = Browser::new();
        let back = browser.start_and_allow(stage.a.url()).await;
        customers.push((browser, back));
    }
    // Until then, all wait for what they read.
    stage.store.pause(Duration::from_millis(500)).await;
    let both = customers.iter().flat_map(|(browser, back)| {
        [&stage.a, &stage.b].map(|instance| {
            let (browser, link) = (browser.clone(), format!("{}{back}", instance.url()));
            tokio::spawn(async move { browser.get(&link).await })
        })
    });
    for page in both.collect::<Vec<_>>() {
        assert_eq!(page.await.unwrap().location(), "/result");
    }
    assert_eq!(stage.vendor.codes().len(), 5);
    for (browser, _) in &customers {
        assert!(browser.open_until_settled(stage.b.url(), "/result").await.says("You are verified"));
    }
}

async fn a_check_goes_on_without_its_browser(store: SharedStore) {
    let stage = Stage::set(store, &[]).await;
    let browser = Browser::new();
    let back = browser.start_and_allow(stage.a.url()).await;
    let mut hold = stage.vendor.hold(CODE_CALL, When::BeforeItActs);
    let link = format!("{}{back}", stage.a.url());
    tokio::select! {
        page = browser.get(&link) => panic!("{page:?}"),
        () = hold.arrived() => {} // and the browser's request is dropped
    }
    assert!(browser.open(stage.b.url(), "/result").await.says("One moment"));
    hold.release();
    assert!(browser.open_until_settled(stage.b.url(), "/result").await.says("You are verified"));
}

async fn what_was_forgotten_does_not_come_back(store: SharedStore) {
    let stage = Stage::set(store, &[]).await;
    let browser = Browser::new();
    let form = browser.send_form(stage.a.url(), PUBLIC_URL).await;
    let former_cookie = form.cookie().split(';').next().unwrap();
    let former = browser.decide(&form.location(), "allow").await;
    let mut hold = stage.vendor.hold(CODE_CALL, When::AfterItHasActed);
    let link = format!("{}{former}", stage.a.url());
    let (late, next) = tokio::join!(browser.try_get(&link), async {
        hold.arrived().await;
        // Somebody else starts in the same browser, and the former customer's check ends after that.
        let next = browser.start(stage.b.url()).await;
        hold.release();
        next
    });
    assert_eq!(late.unwrap().location(), "/result");
    let page = browser.open(stage.a.url(), "/result").await;
    assert!(page.has_a_way_on() && !page.says("You are verified"), "{page:?}");
    // Not even for who has kept the former cookie.
    let page = Browser::get_with(former_cookie, &format!("{}/result", stage.a.url())).await;
    assert_eq!(page.location(), "/");
    let back = browser.decide(&next, "allow").await;
    assert_verified(&browser.open(stage.b.url(), &back).await);
}
