//! The control API needs no keys, so it listens to nobody but this machine and its own page.

use http::Method;
use serde_json::json;

use crate::support::calls::Calls;
use crate::support::control::Control;
use crate::support::sandbox;

#[tokio::test]
async fn a_name_that_is_not_this_machine_s_is_refused() {
    let sandbox = sandbox().await;
    let control = Control::of(&sandbox).await;
    for (host, status) in [
        ("127.0.0.1", 200),
        ("127.0.0.1:1", 200),
        ("localhost", 200),
        ("LOCALHOST:8080", 200),
        ("[::1]:8080", 200),
        ("[::1]", 200),
        ("evil.example", 403),
        ("localhost.evil.example", 403),
        ("127.0.0.1.evil.example:80", 403),
        ("127.0.0.1@evil.example", 403),
        ("10.0.0.1", 403),
        ("0.0.0.0", 403),
        ("localhost:", 403),
        ("", 403),
    ] {
        for path in ["", "sessions", "openapi.json", "requests"] {
            let answer = control.request(Method::GET, path).header("host", host).send().await.unwrap();
            assert_eq!(answer.status(), status, "{host:?} {path}");
        }
        let post = control.request(Method::POST, "reset").header("host", host).json(&json!({}));
        assert_eq!(post.send().await.unwrap().status(), status, "{host:?}");
    }
}

#[tokio::test]
async fn a_page_of_another_origin_can_change_nothing() {
    let sandbox = sandbox().await;
    let (calls, control) = (Calls::of(&sandbox), Control::of(&sandbox).await);
    calls.start(json!({})).await;
    let own = control.url().to_owned();
    let other_port = format!("{}0", own.trim_end_matches(char::is_numeric));
    for (origin, site) in [
        (Some("https://evil.example"), None),
        (Some("null"), None),
        (Some(other_port.as_str()), None),
        (Some(""), None),
        (None, Some("cross-site")),
        (None, Some("same-site")),
        (Some(own.as_str()), Some("cross-site")),
    ] {
        let mut request = control.request(Method::POST, "reset").json(&json!({}));
        for (name, value) in [("origin", origin), ("sec-fetch-site", site)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        assert_eq!(request.send().await.unwrap().status(), 403, "{origin:?} {site:?}");
    }
    assert_eq!(control.sessions().await.len(), 1);
}

#[tokio::test]
async fn only_json_and_the_page_s_own_form_are_read() {
    let sandbox = sandbox().await;
    let (calls, control) = (Calls::of(&sandbox), Control::of(&sandbox).await);
    calls.start(json!({})).await;
    for media_type in
        ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", ""]
    {
        let request = control.request(Method::POST, "reset").header("content-type", media_type).body("");
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 422, "{media_type}");
        let answer = answer.json::<serde_json::Value>().await.unwrap();
        assert_eq!(answer["detail"][0]["loc"], json!(["header", "content-type"]));
    }
    assert_eq!(control.sessions().await.len(), 1);
    let answer = control.form("reset", &[]).await;
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["location"]),
        (303, &"/_sandbox/?done=6".parse().unwrap())
    );
    assert!(control.sessions().await.is_empty());
}

#[tokio::test]
async fn a_form_is_read_as_the_json_that_it_means() {
    let sandbox = sandbox().await;
    let (calls, control) = (Calls::of(&sandbox), Control::of(&sandbox).await);
    let form = [
        ("operation", "eaadhaar"),
        ("status", "503"),
        ("delay_ms", ""),
        ("headers", "Retry-After: 2\r\nX-A: b:c\r\n"),
        ("body", r#"{"detail": "from a form"}"#),
        ("times", ""),
    ];
    assert_eq!(control.form("replies", &form).await.status(), 303);
    assert_eq!(calls.call("eaadhaar", json!({})).await, (503, json!({ "detail": "from a form" })));
    assert_eq!(control.form("scenario", &[("scenario", "denied"), ("times", "always")]).await.status(), 303);
    assert_eq!(control.get("scenario").await["always"], "denied");
    let refused = control.form("clock", &[("advance_seconds", "zq7<b>")]).await;
    assert_eq!(refused.status(), 422);
    let page = refused.text().await.unwrap();
    assert!(page.contains("That was not done") && page.contains("<code>advance_seconds</code>"), "{page}");
    assert!(!page.contains("zq7"), "a value is not shown");
}

#[tokio::test]
async fn the_page_shows_the_line_that_does_the_same_and_the_line_does_it() {
    let sandbox = sandbox().await;
    let (calls, control) = (Calls::of(&sandbox), Control::of(&sandbox).await);
    calls.start(json!({ "redirect_url": "https://bank.example/it's" })).await;
    let page = control.request(Method::GET, "").send().await.unwrap();
    assert_eq!(page.headers()["referrer-policy"], "same-origin");
    assert!(page.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'; "));
    let page = page.text().await.unwrap();
    assert!(!page.contains("<script") && !page.contains("Savings"));
    let lines =
        page.split("<p class=\"curl\"><code>").skip(1).map(|part| part.split("</code>").next().unwrap());
    let lines = lines.map(|line| line.replace("&quot;", "\"").replace("&amp;", "&")).collect::<Vec<_>>();
    // Approve, deny, five forms, and two lists.
    assert_eq!(lines.len(), 9, "{lines:?}");
    for line in lines {
        let parts = line.split('\'').collect::<Vec<_>>();
        let request = match parts[..] {
            ["curl ", url, ""] => reqwest::Client::new().get(url),
            ["curl ", url, " -H ", header, " -d ", body, ""] => {
                assert_eq!(header, "Content-Type: application/json");
                reqwest::Client::new()
                    .post(url)
                    .header("content-type", "application/json")
                    .body(body.to_owned())
            }
            _ => panic!("{line}"),
        };
        // One of approve and deny comes too late.
        let status = request.send().await.unwrap().status().as_u16();
        assert!(status == 200 || (line.contains("/deny") && status == 409), "{status}: {line}");
    }
}
