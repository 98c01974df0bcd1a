//! What a person sees and does on the control page and on the consent page's list of endings, in a real browser.

use deepvue_digilocker::sandbox::{Sandbox, Scenario};
use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::json;

use crate::support::browser::{Browser, Screen};
use crate::support::calls::{Calls, consent_path};
use crate::support::control::Control;
use crate::support::sandbox;

async fn stage(screen: Screen) -> Option<(Browser, Sandbox, Calls)> {
    let browser = Browser::start(screen).await?;
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    Some((browser, sandbox, calls))
}

fn page(sandbox: &Sandbox) -> String {
    format!("{}/_sandbox/", sandbox.url())
}

fn consent(sandbox: &Sandbox, id: &str) -> String {
    format!("{}{}?state={id}", sandbox.url(), consent_path())
}

/// Goes from field to field with the tab key alone, until this one has the focus.
async fn tab_to(browser: &Browser, selector: &str) {
    let wanted = browser.page.find(Locator::Css(selector)).await.unwrap().attr("id").await.unwrap();
    for _ in 0..200 {
        press(browser, Key::Tab).await;
        let active = browser.page.active_element().await.unwrap();
        if wanted.is_some() && active.attr("id").await.unwrap() == wanted {
            return;
        }
    }
    panic!("{selector} is not reached");
}

async fn press(browser: &Browser, key: Key) {
    let key: char = key.into();
    browser.page.active_element().await.unwrap().send_keys(&key.to_string()).await.unwrap();
}

async fn enter(browser: &Browser, text: &str) {
    browser.page.active_element().await.unwrap().send_keys(text).await.unwrap();
}

#[tokio::test]
async fn the_control_page_shows_everything_on_every_screen_and_in_both_colours() {
    for screen in [Screen::Phone, Screen::Desktop] {
        let Some((browser, sandbox, calls)) = stage(screen).await else { return };
        browser.open(&page(&sandbox)).await;
        browser.picture("control-empty").await;
        calls.start(json!({ "redirect_url": "https://bank.example/callback" })).await;
        let id = calls
            .start(json!({ "redirect_url": "https://bank.example/callback", "doc_types": ["pan"] }))
            .await;
        sandbox.approve(id.as_str()).unwrap();
        for scheme in ["light", "dark"] {
            sandbox.scenario(None);
            sandbox.scenario_times(2, Scenario::CodeExpired);
            browser.colours(scheme).await;
            browser.open(&page(&sandbox)).await;
            browser.sees("Control the sandbox").await;
            browser.picture_of_all(&format!("control-{scheme}")).await;
            browser.accessible().await;
            let text = browser.text().await;
            for seen in
                ["waiting", "granted", "2 × code-expired, then well", "/_sandbox/clock", "initiate-session"]
            {
                assert!(text.contains(seen), "{seen} is not in\n{text}");
            }
            let waiting = calls.start(json!({ "redirect_url": "https://bank.example/callback" })).await;
            browser.open(&consent(&sandbox, &waiting)).await;
            browser.sees("How does this end?").await;
            browser.picture_of_all(&format!("consent-{scheme}")).await;
            browser.accessible().await;
        }
    }
}

#[tokio::test]
async fn the_control_page_is_used_with_the_keyboard_alone() {
    let Some((browser, sandbox, calls)) = stage(Screen::Desktop).await else { return };
    let control = Control::of(&sandbox).await;
    let id = calls.start(json!({ "redirect_url": "https://bank.example/callback" })).await;
    let before = control.get("clock").await["now"].as_u64().unwrap();
    browser.open(&page(&sandbox)).await;
    tab_to(&browser, "#clock-seconds").await;
    press(&browser, Key::Enter).await;
    browser.sees("The clock has moved.").await;
    assert!(control.get("clock").await["now"].as_u64().unwrap() >= before + 3_600);

    tab_to(&browser, "#plan-name").await;
    enter(&browser, "starter").await;
    press(&browser, Key::Tab).await;
    press(&browser, Key::Enter).await;
    browser.sees("The plan is set.").await;
    assert_eq!(control.get("plan").await["plan"], "starter");

    tab_to(&browser, "#reply-body").await;
    enter(&browser, r#"{"a": 1}"#).await;
    tab_to(&browser, "#reply-times").await;
    enter(&browser, "3").await;
    press(&browser, Key::Enter).await;
    browser.sees("The reply is waiting.").await;
    assert_eq!(control.get("replies").await["replies"][0]["waiting"], 3);

    // What the browser would refuse itself is told apart by the sandbox.
    browser
        .page
        .execute(
            "document.forms[0].noValidate = true; for (const form of document.forms) form.noValidate = true",
            Vec::new(),
        )
        .await
        .unwrap();
    tab_to(&browser, "#reply-status").await;
    enter(&browser, "77").await;
    press(&browser, Key::Enter).await;
    browser.sees("That was not done.").await;
    browser.picture("control-refused").await;
    browser.accessible().await;

    // An hour has passed: the session is expired.
    assert_eq!(control.get("sessions").await["sessions"][0]["state"], "expired");
    assert_eq!(control.sessions().await, [id]);
}

#[tokio::test]
async fn a_person_decides_on_the_control_page() {
    for screen in [Screen::Phone, Screen::Desktop] {
        let Some((browser, sandbox, calls)) = stage(screen).await else { return };
        let control = Control::of(&sandbox).await;
        calls.start(json!({ "redirect_url": "https://bank.example/callback" })).await;
        browser.open(&page(&sandbox)).await;
        browser.click(".sessions option[value='urdu']").await;
        browser.click(".sessions form button").await;
        browser.sees("Consent is given.").await;
        let session = control.get("sessions").await["sessions"][0].clone();
        assert_eq!((&session["state"], &session["person"]), (&json!("granted"), &json!("urdu")));
        let link = browser.page.find(Locator::LinkText("Go where the browser was sent")).await.unwrap();
        assert!(link.attr("href").await.unwrap().unwrap().starts_with("https://bank.example/callback?code="));
        browser.click("#reset button").await;
        browser.sees("Everything is as at the start.").await;
        assert!(control.sessions().await.is_empty());
    }
}

#[tokio::test]
async fn a_person_chooses_the_ending_on_the_consent_page_with_the_keyboard_alone() {
    let Some((browser, sandbox, calls)) = stage(Screen::Phone).await else { return };
    let id = calls.start(json!({ "redirect_url": format!("{}/", sandbox.url()) })).await;
    browser.open(&consent(&sandbox, &id)).await;
    tab_to(&browser, "#ending").await;
    enter(&browser, "The person refuses").await;
    press(&browser, Key::Tab).await;
    press(&browser, Key::Enter).await;
    browser.sees("A stand-in for Deepvue").await;
    assert!(browser.url().await.contains("error=access_denied"), "{}", browser.url().await);
}
