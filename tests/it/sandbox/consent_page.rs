//! The sandbox's pages: what a person sees and does in a browser, and where it leads.

use deepvue_digilocker::sandbox::{CLIENT_ID, CLIENT_SECRET, Person};
use reqwest::Response;
use serde_json::json;

use crate::support::calls::{Calls, consent_path, location, parameter};
use crate::support::sandbox;

const CALLBACK: &str = "https://bank.example/kyc/callback";

async fn text(response: Response) -> String {
    response.text().await.unwrap()
}

/// What stands between two marks.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).map(|part| part.split(end).next().unwrap()).collect()
}

/// The values of the radio buttons.
fn people(page: &str) -> Vec<&str> {
    between(page, r#"name="person" value=""#, "\"")
}

/// A session whose consent page is open, and the people on it.
pub(super) async fn opened(calls: &Calls) -> (String, Vec<String>) {
    let id = calls.start(json!({ "redirect_url": CALLBACK })).await;
    let page = text(calls.open(&id).await).await;
    (id, people(&page).into_iter().map(str::to_owned).collect())
}

#[tokio::test]
async fn the_consent_page_says_who_asks_for_what_and_why() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    for (asked, expected) in [
        (json!(["pan"]), vec!["PAN card"]),
        (json!(["dl", "aadhaar"]), vec!["Driving licence", "Aadhaar card"]),
        (json!(["aadhaar", "pan", "dl"]), vec!["Aadhaar card", "PAN card", "Driving licence"]),
    ] {
        let body = json!({ "purpose": "Savings account KYC", "redirect_url": CALLBACK, "doc_types": asked });
        let id = calls.start(body).await;
        let answer = calls.open(&id).await;
        assert_eq!(answer.status(), 200);
        let page = text(answer).await;
        let list = between(&page, r#"<ul class="documents">"#, "</ul>")[0];
        assert_eq!(between(list, "<li>", "</li>"), expected);
        assert!(page.contains(">Savings account KYC</p>"), "{page}");
        assert!(page.contains(r#"<span class="who">bank.example</span> asks for your documents"#), "{page}");
        assert!(page.contains("<title>bank.example asks for your documents"), "{page}");
        assert!(page.contains("made-up people, nothing is sent anywhere"));
    }
}

#[tokio::test]
async fn a_repeated_document_is_asked_for_once_and_an_empty_list_asks_for_all() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    for (asked, expected) in [(json!(["pan", "pan"]), 1), (json!([]), 3)] {
        let id = calls.start(json!({ "doc_types": asked })).await;
        let page = calls.open(&id).await.text().await.unwrap();
        let person = people(&page)[0].to_owned();
        let page = calls.decide(&id, &person, "allow").await.text().await.unwrap();
        let code = page.split("<code>").nth(2).unwrap().split('<').next().unwrap();
        assert_eq!(calls.exchange(&id, code).await, 200, "{page}");
        let (_, answer) = calls.about(&id, "issued_files", json!({})).await;
        assert_eq!(answer["data"].as_array().unwrap().len(), expected);
    }
}

#[tokio::test]
async fn who_asks_is_the_host_of_the_redirect_url_or_an_application() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    for (redirect_url, who) in [
        (json!("https://bank.example:8443/done?host=other.example"), "bank.example:8443"),
        (json!("https://other.example@bank.example/"), "bank.example"),
        (json!("https://bänk.example/"), "xn--bnk-qla.example"),
        (json!("http://127.0.0.1:3000/cb"), "127.0.0.1:3000"),
        (json!("in.bank.app:done"), "The app in.bank.app"),
        (json!("not a url"), "An application"),
        (json!("https://<script>.example/"), "An application"),
    ] {
        let id = calls.start(json!({ "redirect_url": redirect_url })).await;
        let page = text(calls.open(&id).await).await;
        assert_eq!(between(&page, r#"<span class="who">"#, "</span>"), [who]);
    }
    let id = calls.start(json!({})).await;
    let page = text(calls.open(&id).await).await;
    assert_eq!(between(&page, r#"<span class="who">"#, "</span>"), ["An application"]);
}

#[tokio::test]
async fn whatever_an_application_sends_is_shown_as_text() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    for hostile in [
        "<script>alert(1)</script>",
        "</p><img src=x onerror=alert(1)>",
        "\"><style>*{display:none}</style>",
        "\0\u{202e}\u{2028}<!--",
    ] {
        let redirect_url = format!("https://bank.example/{hostile}?{hostile}#{hostile}");
        let id = calls.start(json!({ "purpose": hostile, "redirect_url": redirect_url })).await;
        let page = text(calls.open(&id).await).await;
        for html in ["<script", "<img src=x", "<style", "<!--"] {
            assert!(!page.contains(html), "{html} in {page}");
        }
        let page = text(calls.get(&format!("{}?state=%3Cscript%3E", consent_path())).await).await;
        assert!(!page.contains("<script"), "{page}");
        location(&calls.decide(&id, "complete", "deny").await);
        let page = text(calls.open(&id).await).await;
        assert!(page.contains("already decided") && !page.contains("<script"), "{page}");
    }
}

#[tokio::test]
async fn each_person_can_be_chosen_and_the_first_one_is() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let (id, keys) = opened(&calls).await;
    let page = text(calls.open(&id).await).await;
    let labels = between(&page, "<label class=\"person\"", "</label>");
    assert_eq!(labels.len(), Person::ALL.len());
    for (index, (label, person)) in labels.iter().zip(Person::ALL).enumerate() {
        assert!(label.contains(person.name()));
        assert_eq!(label.contains(" checked"), index == 0, "{label}");
    }
    assert!(labels[0].contains("Driving licence") && !labels[0].contains("No driving licence"));
    assert!(labels[1].contains("No driving licence"));
    assert!(labels[2].contains("Aadhaar not linked"));
    for (key, person) in keys.iter().zip(Person::ALL) {
        let id = calls.start(json!({ "redirect_url": CALLBACK })).await;
        let url = location(&calls.decide(&id, key, "allow").await);
        let body = json!({ "digilocker_code": parameter(&url, "code") });
        let (_, account) = calls.about(&id, "access_token", body).await;
        assert_eq!(account["data"]["name"], person.name());
    }
}

#[tokio::test]
async fn consent_leads_back_to_the_redirect_url_with_its_own_query() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    for (redirect_url, before, after) in [
        ("https://bank.example", "https://bank.example/?", ""),
        ("https://bank.example/cb?user=7&x=a%20b", "https://bank.example/cb?user=7&x=a%20b&", ""),
        ("https://bank.example/cb?code=own", "https://bank.example/cb?code=own&", ""),
        ("https://bank.example/app?a=1#/kyc", "https://bank.example/app?a=1&", "#/kyc"),
        ("http://localhost:3000/cb", "http://localhost:3000/cb?", ""),
        ("in.bank.app:done", "in.bank.app:done?", ""),
        ("in.bank.app://done/?a=1", "in.bank.app://done/?a=1&", ""),
    ] {
        let id = calls.start(json!({ "redirect_url": redirect_url })).await;
        let url = location(&calls.decide(&id, "complete", "allow").await);
        let carried = url.strip_prefix(before).and_then(|url| url.strip_suffix(after)).unwrap();
        let (code, state) = carried.strip_prefix("code=").unwrap().split_once("&state=").unwrap();
        assert_eq!(state, id);
        assert_eq!(calls.exchange(&id, code).await, 200);

        let id = calls.start(json!({ "redirect_url": redirect_url })).await;
        let url = location(&calls.decide(&id, "complete", "deny").await);
        let carried = url.strip_prefix(before).and_then(|url| url.strip_suffix(after)).unwrap();
        let denied = "error=access_denied&error_description=The+user+denied+access&state=";
        assert_eq!(carried, format!("{denied}{id}"));
    }
}

#[tokio::test]
async fn without_a_way_back_the_page_says_what_happened() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    for body in [
        json!({}),
        json!({ "redirect_url": "" }),
        json!({ "redirect_url": "/kyc/callback" }),
        json!({ "redirect_url": "https://" }),
        json!({ "redirect_url": "javascript:alert(1)" }),
        json!({ "redirect_url": "data:text/html,hello" }),
    ] {
        let id = calls.start(body.clone()).await;
        let answer = calls.decide(&id, "complete", "allow").await;
        assert_eq!(answer.status(), 200, "{body}");
        let page = text(answer).await;
        let values = between(&page, "<dd><code>", "</code>");
        assert_eq!(values[1], id);
        let again = text(calls.open(&id).await).await;
        assert!(again.contains("already decided") && !again.contains("href=\"javascript"), "{again}");
        assert_eq!(calls.exchange(&id, values[0]).await, 200);

        let id = calls.start(body).await;
        let answer = calls.decide(&id, "complete", "deny").await;
        assert_eq!(answer.status(), 200);
        let page = text(answer).await;
        assert!(page.contains("You denied it") && page.contains("access_denied"), "{page}");
    }
}

#[tokio::test]
async fn a_double_click_leads_to_the_same_place() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let (id, people) = opened(&calls).await;
    let (first, second) =
        tokio::join!(calls.decide(&id, &people[0], "allow"), calls.decide(&id, &people[0], "allow"));
    let url = location(&first);
    assert_eq!(location(&second), url);
    assert_eq!(calls.exchange(&id, &parameter(&url, "code")).await, 200);

    let (id, people) = opened(&calls).await;
    let url = location(&calls.decide(&id, &people[0], "deny").await);
    assert_eq!(location(&calls.decide(&id, &people[0], "deny").await), url);
}

#[tokio::test]
async fn another_answer_is_not_taken() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    for (first, then) in
        [((0, "allow"), (0, "deny")), ((0, "allow"), (1, "allow")), ((0, "deny"), (0, "allow"))]
    {
        let (id, people) = opened(&calls).await;
        let url = location(&calls.decide(&id, &people[first.0], first.1).await);
        let answer = calls.decide(&id, &people[then.0], then.1).await;
        assert_eq!(answer.status(), 409);
        let page = text(answer).await;
        assert!(page.contains("already decided"), "{page}");
        assert_eq!(location(&calls.decide(&id, &people[first.0], first.1).await), url, "the first one holds");
    }
}

#[tokio::test]
async fn the_back_button_finds_the_answer_and_the_way_on() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    for decision in ["allow", "deny"] {
        let (id, people) = opened(&calls).await;
        let url = location(&calls.decide(&id, &people[0], decision).await);
        let answer = calls.open(&id).await;
        assert_eq!(answer.status(), 409);
        let page = text(answer).await;
        let links = between(&page, r#"<a class="onward" href=""#, "\"");
        assert_eq!(links, [url.replace('&', "&amp;")]);
    }
    // Also when the code is used up: who asked knows what became of it.
    let (id, people) = opened(&calls).await;
    let url = location(&calls.decide(&id, &people[0], "allow").await);
    assert_eq!(calls.exchange(&id, &parameter(&url, "code")).await, 200);
    let page = text(calls.open(&id).await).await;
    assert_eq!(between(&page, r#"<a class="onward" href=""#, "\""), [url.replace('&', "&amp;")]);
    assert_eq!(location(&calls.decide(&id, &people[0], "allow").await), url);
    assert_eq!(calls.exchange(&id, &parameter(&url, "code")).await, 403);
}

#[tokio::test]
async fn a_request_that_is_unknown_or_expired_is_told_in_plain_words() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let path = consent_path();
    for unknown in [path.clone(), format!("{path}?state="), format!("{path}?state=%00%ff&other=1")] {
        let answer = calls.get(&unknown).await;
        assert_eq!(answer.status(), 404);
        assert!(text(answer).await.contains("No such request"));
    }
    assert_eq!(calls.decide("unknown", "complete", "allow").await.status(), 404);

    let (id, people) = opened(&calls).await;
    sandbox.advance(std::time::Duration::from_secs(3600));
    for answer in [calls.open(&id).await, calls.decide(&id, &people[0], "allow").await] {
        assert_eq!(answer.status(), 410);
        assert!(text(answer).await.contains("has expired"));
    }
}

#[tokio::test]
async fn a_form_that_is_not_the_page_s_decides_nothing() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let (id, people) = opened(&calls).await;
    for form in [
        String::new(),
        format!("state={id}"),
        format!("state={id}&person={}", people[0]),
        format!("state={id}&person={}&decision=", people[0]),
        format!("state={id}&person={}&decision=ALLOW", people[0]),
        format!("state={id}&person=&decision=allow"),
        format!("state={id}&decision=allow"),
        format!("state={id}&person=%00%ff&decision=allow"),
        "\0".repeat(1000),
        "&=".repeat(100_000),
    ] {
        let answer = calls.submit(form.into_bytes()).await;
        assert_eq!(answer.status(), 400);
        assert!(text(answer).await.contains("not understood"));
    }
    assert_eq!(calls.submit(vec![0xff; 100]).await.status(), 400);
    assert_eq!(calls.submit(vec![b'a'; 5 * 1024 * 1024]).await.status(), 400);
    location(&calls.decide(&id, &people[0], "allow").await);
}

#[tokio::test]
async fn pages_have_no_script_and_allow_none() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let (id, people) = opened(&calls).await;
    let bare = calls.start(json!({})).await;
    for answer in [
        calls.get("/").await,
        calls.get(&consent_path()).await,
        calls.open(&id).await,
        calls.decide(&id, "nobody", "allow").await,
        calls.decide(&id, &people[0], "allow").await,
        calls.decide(&id, &people[0], "deny").await,
        calls.decide(&bare, &people[0], "allow").await,
    ] {
        let headers = answer.headers();
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        for source in ["script-src", "form-action", "unsafe", "*", "http"] {
            assert!(!policy.contains(source), "{policy}");
        }
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(headers["x-frame-options"], "DENY");
        let page = text(answer).await;
        for script in ["<script", " onclick", " onload", "javascript:"] {
            assert!(!page.contains(script), "{page}");
        }
    }
}

#[tokio::test]
async fn pages_are_made_for_a_screen_reader_and_a_phone() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let (id, _) = opened(&calls).await;
    for answer in [calls.get("/").await, calls.open(&id).await, calls.get(&consent_path()).await] {
        let page = text(answer).await;
        for part in [
            "<!DOCTYPE html><html lang=\"en\">",
            "content=\"width=device-width, initial-scale=1\"",
            "<title>",
            "<header>",
            "<main",
            "<h1",
        ] {
            assert_eq!(page.matches(part).count(), 1, "{part} in {page}");
        }
        assert_eq!(page.matches("<img ").count(), page.matches(" alt=\"").count());
    }
    let page = text(calls.open(&id).await).await;
    let form = between(&page, "<form", "</form>")[0];
    assert!(form.contains("<fieldset><legend>"), "{form}");
    assert_eq!(between(form, "<button", "</button>").len(), 2);
    let style = calls.get("/style.css").await;
    assert_eq!(style.headers()["content-type"], "text/css; charset=utf-8");
    let style = text(style).await;
    for rule in [":focus-visible", "prefers-color-scheme: dark", "min-height: 3rem", "overflow-wrap"] {
        assert!(style.contains(rule), "{rule}");
    }
}

#[tokio::test]
async fn the_first_page_says_how_to_call() {
    let sandbox = sandbox().await;
    let calls = Calls::of(&sandbox);
    let answer = calls.get("/?code=1&state=2").await;
    assert_eq!(answer.status(), 200);
    let page = text(answer).await;
    for said in [sandbox.url(), CLIENT_ID, CLIENT_SECRET, "client-id", "x-api-key"] {
        assert!(page.contains(said), "{said} is not in {page}");
    }
    for id in calls.operations() {
        assert!(page.contains(&format!("POST {}<", calls.operation(&id).0)), "{id}");
    }
    assert!(page.contains("made-up people, nothing is sent anywhere"));
    assert_eq!(calls.get("/favicon.ico").await.status(), 404);
}
