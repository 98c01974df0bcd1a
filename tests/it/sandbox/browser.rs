//! What a customer sees, in a real browser, from the button to the documents.

use std::time::Duration;

use deepvue_digilocker::Operation;
use deepvue_digilocker::sandbox::Sandbox;
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::{Locator, key::Key};

use crate::support::browser::{Browser, Screen};
use crate::support::{client_of, json, sandbox};

/// What people copy, as it is.
#[path = "../../../examples/web.rs"]
#[allow(dead_code, reason = "a test brings its own sandbox and port")]
mod web;

const ALLOW: &str = "button[value=allow]";
const DENY: &str = "button[value=deny]";
const OUR_FAULT: &str = "Something went wrong on our side.";

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
        for seen in ["A•••", "•••0001", "PAN"] {
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
    let start = || reqwest::Client::new().post(format!("{}/start", stage.url)).header("origin", &stage.url);
    let answer = start().form(&form).send().await.unwrap();
    assert!(answer.text().await.unwrap().contains("Open an account"));
    assert!(stage.sandbox.requests().is_empty());
}

/// The application without a browser.
struct Served {
    sandbox: Sandbox,
    url: String,
    http: reqwest::Client,
}

impl Served {
    async fn start() -> Self {
        let sandbox = sandbox().await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = web::app(sandbox.client(), &url);
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self { sandbox, url, http }
    }

    async fn post(&self, origin: &str) -> reqwest::Response {
        let request = self.http.post(format!("{}/start", self.url)).header("origin", origin);
        request.form(&[("agree", "yes")]).send().await.unwrap()
    }

    /// A customer who has started: the cookie, and the callback once consent is given.
    async fn started(&self) -> (String, String) {
        let answer = self.post(&self.url).await;
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let authorization_url = answer.headers()["location"].to_str().unwrap();
        let (page, state) = authorization_url.split_once("?state=").unwrap();
        let form = [("state", state), ("person", "complete"), ("decision", "allow")];
        let back = self.http.post(page).form(&form).send().await.unwrap();
        (cookie, back.headers()["location"].to_str().unwrap().to_owned())
    }

    async fn get(&self, url: &str, cookie: &str) -> reqwest::Response {
        self.http.get(url).header("cookie", cookie).send().await.unwrap()
    }

    fn exchanges(&self) -> usize {
        self.sandbox.requests().iter().filter(|request| request.path().ends_with("access-token")).count()
    }
}

#[tokio::test]
async fn callbacks_at_the_same_time_use_up_the_code_once() {
    let app = Served::start().await;
    for round in 1..=20 {
        let (cookie, callback) = app.started().await;
        let calls = (0..8).map(|_| app.get(&callback, &cookie));
        for answer in futures_util::future::join_all(calls).await {
            assert_eq!(answer.headers()["location"], "/result");
        }
        assert_eq!(app.exchanges(), round);
        let page = app.get(&format!("{}/result", app.url), &cookie).await.text().await.unwrap();
        assert!(page.contains("You are verified"), "{page}");
    }
}

#[tokio::test]
async fn a_form_of_another_site_starts_nothing() {
    let app = Served::start().await;
    for origin in ["https://evil.example", "null", ""] {
        let answer = app.post(origin).await;
        assert_eq!((answer.status().as_u16(), &answer.headers()["location"]), (303, &"/".parse().unwrap()));
        assert!(!answer.headers().contains_key("set-cookie"));
    }
    assert!(app.sandbox.requests().is_empty());
}

#[tokio::test]
async fn the_cookie_and_the_pages_are_guarded_and_nothing_of_an_earlier_customer_stays() {
    let app = Served::start().await;
    let answer = app.post(&app.url).await;
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(
        cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && cookie.contains("; Max-Age="),
        "{cookie}"
    );
    let (cookie, callback) = app.started().await;
    app.get(&callback, &cookie).await;
    for path in ["/", "/result", "/documents/0", "/documents/9", "/callback"] {
        let answer = app.get(&format!("{}{path}", app.url), &cookie).await;
        assert_eq!(answer.headers()["cache-control"], "no-store", "{path}");
        assert_eq!(answer.headers()["referrer-policy"], "same-origin", "{path}");
        assert!(
            answer.headers()["content-security-policy"].to_str().unwrap().contains("frame-ancestors 'none'")
        );
    }
    // Not even when a new start fails.
    app.sandbox.reply_once_to(Operation::InitiateSession, json(502, serde_json::json!({})));
    let again =
        app.http.post(format!("{}/start", app.url)).header("origin", &app.url).header("cookie", &cookie);
    let answer = again.form(&[("agree", "yes")]).send().await.unwrap();
    let new =
        answer.headers().get("set-cookie").map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap());
    for cookie in [Some(cookie.as_str()), new].into_iter().flatten() {
        assert_eq!(app.get(&format!("{}/documents/0", app.url), cookie).await.status(), 400);
    }
}

#[tokio::test]
async fn a_vendor_who_does_not_say_who_it_is_verifies_nobody() {
    let app = Served::start().await;
    for (code, answer, words) in [
        (200, serde_json::json!({ "code": 400, "sub_code": "INVALID", "data": null }), OUR_FAULT),
        (200, serde_json::json!({ "code": 200, "data": null }), OUR_FAULT),
        (403, serde_json::json!({ "detail": "Not a valid token" }), "That took too long."),
        (403, serde_json::json!({ "detail": "IP address not allowed" }), OUR_FAULT),
    ] {
        let (cookie, callback) = app.started().await;
        app.sandbox.reply_once_to(Operation::AccessToken, json(code, answer));
        app.get(&callback, &cookie).await;
        let page = app.get(&format!("{}/result", app.url), &cookie).await.text().await.unwrap();
        assert!(page.contains(words) && !page.contains("verified"), "{page}");
    }
}

#[tokio::test]
async fn what_only_reads_can_fail_without_losing_the_customer() {
    let app = Served::start().await;
    let (cookie, callback) = app.started().await;
    let broken = || json(502, serde_json::json!({}));
    app.sandbox.reply_once_to(Operation::Eaadhaar, broken());
    app.sandbox.reply_once_to(Operation::IssuedFiles, broken());
    app.get(&callback, &cookie).await;
    let result = format!("{}/result", app.url);
    assert!(app.get(&result, &cookie).await.text().await.unwrap().contains("can't be reached"));
    assert!(app.get(&result, &cookie).await.text().await.unwrap().contains("You are verified"));
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
    browser.sees("already decided").await;
    browser.picture("answered").await;
    browser.click("a.onward").await;
    browser.sees("You are verified").await;
    assert_eq!(stage.calls("access-token"), 1);
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
    assert!(browser.text().await.contains("R•••"));
    browser.click("a[href='/']").await;
    stage.ask().await;
    stage.choose("without-aadhaar").await;
    browser.click(ALLOW).await;
    browser.sees("AADHAAR: not in your DigiLocker").await;
    let text = browser.text().await;
    assert!(text.contains("K•••") && !text.contains("R•••"), "{text}");
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
    stage.ask().await;
    let focus = async || stage.browser.page.active_element().await.unwrap();
    let press = async |key: Key| focus().await.send_keys(&char::from(key).to_string()).await.unwrap();
    press(Key::Tab).await;
    assert_eq!(focus().await.attr("name").await.unwrap().as_deref(), Some("person"));
    press(Key::Down).await;
    press(Key::Tab).await;
    assert!(focus().await.text().await.unwrap().starts_with("More people"));
    press(Key::Tab).await;
    assert_eq!(focus().await.attr("name").await.unwrap().as_deref(), Some("scenario"));
    press(Key::Tab).await;
    assert_eq!(focus().await.text().await.unwrap(), "Allow");
    press(Key::Enter).await;
    stage.browser.sees("DL: not in your DigiLocker").await;
}
