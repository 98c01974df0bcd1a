//! What a customer sees, in a real browser, from the button to the documents.

use std::time::Duration;

use deepvue_digilocker::sandbox::{Operation, Sandbox};
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::{Locator, key::Key};

use crate::support::browser::{Browser, Screen};
use crate::support::{client_of, json, sandbox};

/// What people copy, as it is.
#[path = "../../examples/web.rs"]
#[allow(dead_code, reason = "a test brings its own sandbox and port")]
mod web;

const ALLOW: &str = "button[value=allow]";
const DENY: &str = "button[value=deny]";

struct Stage {
    browser: Browser,
    sandbox: Sandbox,
    url: String,
    server: tokio::task::JoinHandle<()>,
}

impl Stage {
    async fn set(screen: Screen) -> Option<Self> {
        let browser = Browser::start(screen).await?;
        let sandbox = sandbox().await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = web::app(sandbox.client(), &url);
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Some(Self { browser, sandbox, url, server })
    }

    /// From the button to the consent page.
    async fn ask(&self) {
        self.browser.open(&self.url).await;
        self.browser.click("input[name=agree]").await;
        self.browser.click("form button").await;
        self.browser.sees("asks for your documents").await;
    }

    async fn choose(&self, person: &str) {
        self.browser.click(&format!("input[value={person}]")).await;
    }

    fn calls(&self, operation: &str) -> usize {
        self.sandbox.requests().iter().filter(|request| request.path().ends_with(operation)).count()
    }

    /// What the browser would get under this path, with its cookie.
    async fn fetch(&self, path: &str) -> reqwest::Response {
        let cookie = format!("id={}", self.browser.cookie("id").await);
        let request = reqwest::Client::new().get(format!("{}{path}", self.url)).header("cookie", cookie);
        request.send().await.unwrap()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.server.abort();
    }
}

#[tokio::test]
async fn a_customer_who_allows_sees_masked_details_and_gets_the_documents() {
    for screen in [Screen::Phone, Screen::Desktop] {
        let Some(stage) = Stage::set(screen).await else { return };
        let browser = &stage.browser;
        browser.open(&stage.url).await;
        browser.picture("button").await;
        stage.ask().await;
        let text = browser.text().await;
        for seen in [
            "127.0.0.1",
            "Savings account KYC",
            "Aadhaar card",
            "PAN card",
            "Driving licence",
            "made-up people",
        ] {
            assert!(text.contains(seen), "{seen} is not in\n{text}");
        }
        browser.picture("consent").await;
        browser.click(ALLOW).await;
        browser.sees("You are verified").await;
        assert_eq!(browser.url().await, format!("{}/result", stage.url));
        browser.picture("result").await;
        let text = browser.text().await;
        for seen in ["A••• E•••", "••• 0001", "1990", "PAN"] {
            assert!(text.contains(seen), "{seen} is not in\n{text}");
        }
        assert!(!text.contains("Asha") && !text.contains("not in your DigiLocker"), "{text}");
        assert!(!browser.page.source().await.unwrap().contains("Asha"));

        let links = browser.page.find_all(Locator::Css("li a")).await.unwrap();
        assert_eq!(links.len(), 3);
        let mut starts = Vec::new();
        for link in links {
            let answer = stage.fetch(&link.attr("href").await.unwrap().unwrap()).await;
            assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
            assert_eq!(answer.headers()["cache-control"], "no-store");
            starts.push(String::from_utf8_lossy(&answer.bytes().await.unwrap()[..5]).into_owned());
        }
        starts.sort();
        assert_eq!(starts, ["%PDF-", "%PDF-", "<?xml"]);
        let elsewhere = reqwest::get(format!("{}/documents/0", stage.url)).await.unwrap();
        assert_eq!(elsewhere.status(), 400);
    }
}

#[tokio::test]
async fn without_the_checkbox_nothing_starts() {
    let Some(stage) = Stage::set(Screen::Desktop).await else { return };
    stage.browser.open(&stage.url).await;
    stage.browser.click("form button").await;
    assert!(stage.browser.text().await.contains("Open an account"));
    let form = [("x", "y")];
    let answer =
        reqwest::Client::new().post(format!("{}/start", stage.url)).form(&form).send().await.unwrap();
    assert!(answer.text().await.unwrap().contains("Open an account"));
    assert!(stage.sandbox.requests().is_empty());
}

#[tokio::test]
async fn a_customer_who_denies_reads_so_and_can_start_again() {
    for screen in [Screen::Phone, Screen::Desktop] {
        let Some(stage) = Stage::set(screen).await else { return };
        stage.ask().await;
        stage.browser.click(DENY).await;
        stage.browser.sees("You did not agree at DigiLocker, so nothing was shared with us.").await;
        stage.browser.picture("denied").await;
        assert_eq!(stage.calls("access-token"), 0);
        stage.browser.click("a.button").await;
        stage.browser.sees("Open an account").await;
        stage.ask().await;
        stage.browser.click(ALLOW).await;
        stage.browser.sees("You are verified").await;
    }
}

#[tokio::test]
async fn going_back_changes_nothing_and_the_way_forward_stays() {
    let Some(stage) = Stage::set(Screen::Phone).await else { return };
    let browser = &stage.browser;
    stage.ask().await;
    browser.click(ALLOW).await;
    browser.sees("You are verified").await;
    browser.page.back().await.unwrap();
    browser.page.refresh().await.unwrap();
    browser.sees("already answered").await;
    browser.picture("answered").await;
    browser.click("a.onward").await;
    browser.sees("You are verified").await;
    assert_eq!((stage.calls("access-token"), stage.calls("issued-files")), (1, 1));
}

#[tokio::test]
async fn a_double_click_verifies_once() {
    let Some(stage) = Stage::set(Screen::Desktop).await else { return };
    stage.ask().await;
    let button = stage.browser.page.find(Locator::Css(ALLOW)).await.unwrap();
    let press = || PointerAction::Down { button: 0 };
    let release = || PointerAction::Up { button: 0 };
    let twice = MouseActions::new("mouse".into())
        .then(PointerAction::MoveToElement { element: button, duration: None, x: 0.0, y: 0.0 })
        .then(press())
        .then(release())
        .then(press())
        .then(release());
    stage.browser.page.perform_actions(twice).await.unwrap();
    stage.browser.sees("You are verified").await;
    assert_eq!(stage.calls("access-token"), 1);
}

#[tokio::test]
async fn the_wrong_person_can_start_again_as_the_right_one() {
    let Some(stage) = Stage::set(Screen::Phone).await else { return };
    let browser = &stage.browser;
    stage.ask().await;
    stage.choose("without-licence").await;
    browser.click(ALLOW).await;
    browser.sees("DL: not in your DigiLocker").await;
    browser.picture("missing").await;
    assert!(browser.text().await.contains("R••• S•••"));
    browser.click("a[href='/']").await;
    stage.ask().await;
    stage.choose("without-aadhaar").await;
    browser.click(ALLOW).await;
    browser.sees("AADHAAR: not in your DigiLocker").await;
    let text = browser.text().await;
    assert!(text.contains("K••• S•••") && !text.contains("R•••"), "{text}");
    assert_eq!(stage.calls("eaadhaar"), 1);
}

#[tokio::test]
async fn somebody_elses_callback_is_refused_and_the_own_way_goes_on() {
    let Some(stage) = Stage::set(Screen::Desktop).await else { return };
    let browser = &stage.browser;
    // Another customer's session, allowed; its callback is what a forged link leads to.
    let other = crate::support::start(&stage.sandbox.client());
    let other = other.redirect_url(format!("{}/callback", stage.url)).send().await.unwrap();
    let forged = stage.sandbox.approve(&other).unwrap();
    browser.open(&forged).await;
    browser.sees("Open an account").await;
    stage.ask().await;
    let consent = browser.url().await;
    browser.open(&forged).await;
    browser.sees("This link belongs to another verification, and not to yours.").await;
    assert_eq!(stage.calls("access-token"), 0);
    browser.open(&consent).await;
    browser.click(ALLOW).await;
    browser.sees("You are verified").await;
    browser.open(&format!("{}/callback?state=x", stage.url)).await;
    browser.sees("This link is broken.").await;
}

#[tokio::test]
async fn what_fails_at_the_vendor_is_said_in_plain_words() {
    let Some(stage) = Stage::set(Screen::Phone).await else { return };
    let browser = &stage.browser;
    stage.ask().await;
    stage.sandbox.advance(Duration::from_secs(2 * 60 * 60));
    browser.click(ALLOW).await;
    browser.sees("This request has expired").await;
    browser.picture("expired").await;
    stage.ask().await;
    let unavailable = serde_json::json!({ "detail": "Source Unavailable" });
    stage.sandbox.reply_once_to(Operation::AccessToken, json(503, unavailable));
    browser.click(ALLOW).await;
    browser.sees("DigiLocker can't be reached. Please try again in some minutes.").await;
    let nobody = client_of("http://127.0.0.1:9").retry(deepvue_digilocker::Retry::none()).build().unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = web::app(nobody, &url);
    let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    browser.open(&url).await;
    browser.click("input[name=agree]").await;
    browser.click("form button").await;
    browser.sees("DigiLocker can't be reached. Please try again in some minutes.").await;
    server.abort();
}

#[tokio::test]
async fn the_consent_page_works_with_the_keyboard_alone() {
    let Some(stage) = Stage::set(Screen::Desktop).await else { return };
    let page = &stage.browser.page;
    stage.ask().await;
    let press = async |key: Key| {
        let key: char = key.into();
        page.active_element().await.unwrap().send_keys(&key.to_string()).await.unwrap();
    };
    press(Key::Tab).await;
    assert_eq!(page.active_element().await.unwrap().attr("name").await.unwrap().as_deref(), Some("person"));
    press(Key::Down).await;
    press(Key::Tab).await;
    assert_eq!(page.active_element().await.unwrap().text().await.unwrap(), "Allow");
    press(Key::Enter).await;
    stage.browser.sees("DL: not in your DigiLocker").await;
}
