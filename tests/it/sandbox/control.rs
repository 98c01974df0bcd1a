//! Another language controls the sandbox as Rust does, by JSON over HTTP.

use deepvue_digilocker::Operation;
use deepvue_digilocker::sandbox::Reply;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::calls::{Calls, parameter};
use crate::support::control::Control;
use crate::support::{sandbox, spec};

const CALLBACK: &str = "https://bank.example/kyc/callback?user=7";
const PURPOSE: &str = "zq7 purpose";

#[tokio::test]
async fn sessions_are_listed_without_their_purpose() {
    let sandbox = sandbox().await;
    let (calls, control) = (Calls::of(&sandbox), Control::of(&sandbox).await);
    assert_eq!(control.get("sessions").await, json!({ "sessions": [] }));
    let first = calls.start(json!({ "purpose": PURPOSE, "redirect_url": CALLBACK })).await;
    let second = calls.start(json!({ "purpose": PURPOSE, "doc_types": ["pan"] })).await;
    sandbox.advance(std::time::Duration::from_secs(90));
    let listed = control.get("sessions").await;
    assert!(!listed.to_string().contains("zq7") && !listed.to_string().contains("bank.example"), "{listed}");
    assert_eq!(control.sessions().await, [second, first]);
    let newest = &listed["sessions"][0];
    assert_eq!((&newest["state"], &newest["documents"]), (&json!("waiting"), &json!(["pan"])));
    assert!((90..100).contains(&newest["age_seconds"].as_u64().unwrap()), "{newest}");
}

#[tokio::test]
async fn a_session_is_decided_by_its_id_and_the_same_decision_has_the_same_url() {
    let sandbox = sandbox().await;
    let (calls, control) = (Calls::of(&sandbox), Control::of(&sandbox).await);
    let id = calls.start(json!({ "redirect_url": CALLBACK })).await;
    let approve = format!("sessions/{id}/approve");
    let url = control.done(&approve, json!({ "person": "without-licence" })).await["redirect_url"].clone();
    let url = url.as_str().unwrap();
    assert!(url.starts_with(&format!("{CALLBACK}&code=")), "{url}");
    assert_eq!(control.done(&approve, json!({ "person": "without-licence" })).await["redirect_url"], url);
    assert_eq!(sandbox.approve_as(id.as_str(), "without-licence").unwrap(), url);
    assert_eq!(control.post(&approve, json!({})).await.0, 409);
    assert_eq!(control.post(&format!("sessions/{id}/deny"), json!({})).await.0, 409);
    let body = json!({ "digilocker_code": parameter(url, "code") });
    let (_, account) = calls.about(&id, "access_token", body).await;
    assert_eq!(account["data"]["name"], "Ravi Sample");
    let session = &control.get("sessions").await["sessions"][0];
    assert_eq!((&session["state"], &session["person"]), (&json!("exchanged"), &json!("without-licence")));

    let id = calls.start(json!({})).await;
    let url = control.done(&format!("sessions/{id}/deny"), json!({})).await["redirect_url"].clone();
    assert!(url.as_str().unwrap().starts_with("/?error=access_denied&"), "{url}");
    assert_eq!(control.post("sessions/unknown/approve", json!({})).await.0, 404);
    assert_eq!(control.post("sessions/unknown/deny", json!({})).await.0, 404);
}

#[tokio::test]
async fn the_next_responses_of_an_operation_or_of_all_can_be_scripted() {
    let sandbox = sandbox().await;
    let (calls, control) = (Calls::of(&sandbox), Control::of(&sandbox).await);
    let refusal = |status: u16| json!({ "detail": format!("scripted {status}") });
    control.done("replies", json!({ "status": 403, "body": refusal(403), "times": "always" })).await;
    control
        .done(
            "replies",
            json!({ "operation": "fetch_file", "status": 503, "body": refusal(503), "times": 2 }),
        )
        .await;
    let listed = control.done("replies", json!({ "status": 429, "body": refusal(429) })).await;
    let of = |name: Value| {
        let mut all = listed["replies"].as_array().unwrap().iter();
        all.find(|entry| entry["operation"] == name).unwrap().clone()
    };
    assert_eq!(of(json!("fetch_file")), json!({ "operation": "fetch_file", "waiting": 2, "always": false }));
    assert_eq!(of(Value::Null), json!({ "operation": null, "waiting": 1, "always": true }));
    for (operation, status) in [
        ("fetch_file", 503),
        ("fetch_file", 503),
        ("fetch_file", 429),
        ("fetch_file", 403),
        ("eaadhaar", 403),
    ] {
        assert_eq!(calls.call(operation, json!({})).await, (status, refusal(status)), "{operation}");
    }
}

#[tokio::test]
async fn a_scripted_reply_has_its_headers_its_delay_and_its_failure() {
    let sandbox = sandbox().await;
    let control = Control::of(&sandbox).await;
    let post = || reqwest::Client::new().post(format!("{}/v1/kyc", sandbox.url())).send();
    let script = async |body: Value| control.done("replies", body).await;
    script(json!({ "headers": { "Retry-After": "7" }, "body": "<p>text</p>", "delay_ms": 60 })).await;
    let began = std::time::Instant::now();
    let answer = post().await.unwrap();
    assert!(began.elapsed() >= std::time::Duration::from_millis(60));
    assert_eq!((answer.status().as_u16(), &answer.headers()["retry-after"]), (200, &"7".parse().unwrap()));
    assert_eq!(answer.text().await.unwrap(), "<p>text</p>");
    script(json!({ "body": { "a": 1 }, "headers": { "content-type": "text/x" } })).await;
    let answer = post().await.unwrap();
    assert_eq!(answer.headers().get_all("content-type").iter().collect::<Vec<_>>(), ["text/x"]);
    script(json!({ "reset": true })).await;
    assert!(post().await.is_err());
    script(json!({ "body": "0123456789", "truncate": 4 })).await;
    assert!(post().await.unwrap().bytes().await.is_err());
    assert_eq!(post().await.unwrap().status(), 404);
    let statuses = control.get("requests").await;
    let statuses = statuses["requests"].as_array().unwrap().iter().map(|request| request["status"].clone());
    assert_eq!(statuses.collect::<Value>(), json!([404, 200, null, 200, 200]));
}

#[tokio::test]
async fn a_scenario_is_for_the_next_session_for_several_or_for_all() {
    let sandbox = sandbox().await;
    let (calls, control) = (Calls::of(&sandbox), Control::of(&sandbox).await);
    control.always("denied").await;
    control.done("scenario", json!({ "scenario": "link-expired", "times": 2 })).await;
    let chosen = control.done("scenario", json!({ "scenario": "abandoned" })).await;
    let next = json!([{ "scenario": "link-expired", "times": 2 }, { "scenario": "abandoned", "times": 1 }]);
    assert_eq!((&chosen["next"], &chosen["always"]), (&next, &json!("denied")));
    for _ in 0..5 {
        calls.start(json!({})).await;
    }
    let listed = control.get("sessions").await;
    let scenarios = listed["sessions"].as_array().unwrap().iter().rev().map(|it| it["scenario"].clone());
    assert_eq!(
        scenarios.collect::<Value>(),
        json!(["link-expired", "link-expired", "abandoned", "denied", "denied"])
    );
    let chosen = control.done("scenario", json!({ "scenario": "none" })).await;
    assert_eq!((&chosen["next"], &chosen["always"]), (&json!([]), &Value::Null));
}

#[tokio::test]
async fn requests_are_shown_without_keys_and_without_what_they_say_of_a_person() {
    let sandbox = sandbox().await;
    let (calls, control) = (Calls::of(&sandbox), Control::of(&sandbox).await);
    let secret = "zq7secret";
    let id = calls
        .start(json!({ "purpose": secret, "redirect_url": format!("https://{secret}.example"), "doc_types": ["pan"], secret: 1 }))
        .await;
    calls.about(&id, "eaadhaar", json!({ "generate_pdf": true })).await;
    let http = reqwest::Client::new();
    let unknown = format!("{}/v1/kyc/{id}/{secret}?q={secret}", sandbox.url());
    http.get(unknown).header("x-trace", secret).header("authorization", secret).send().await.unwrap();
    let listed = control.get("requests").await;
    let text = listed.to_string();
    let own = [
        id.as_str(),
        secret,
        deepvue_digilocker::sandbox::CLIENT_ID,
        deepvue_digilocker::sandbox::CLIENT_SECRET,
    ];
    for value in own {
        assert!(!text.contains(value), "{value} in {text}");
    }
    let requests = listed["requests"].as_array().unwrap();
    assert_eq!(requests[0]["path"], "/v1/kyc/•••/•••");
    assert_eq!(requests[1]["body"]["generate_pdf"], true);
    let body = json!({ "consent": "Y", "purpose": "•••", "redirect_url": "•••", "doc_types": ["pan"] });
    assert_eq!((&requests[2]["body"], &requests[2]["status"]), (&body, &json!(201)));
    for scheme in ["client_id", "client_secret"] {
        assert_eq!(requests[2]["headers"][spec::key_header(calls.spec(), scheme)], "•••");
    }
    assert_eq!(requests[2]["headers"]["content-type"], "application/json");
}

#[tokio::test]
async fn reset_brings_back_the_start() {
    let sandbox = deepvue_digilocker::sandbox::Sandbox::builder()
        .plan(deepvue_digilocker::sandbox::Plan::Enterprise)
        .scenario(deepvue_digilocker::sandbox::Scenario::Denied)
        .reply_always_to(Operation::FetchFile, Reply::new(StatusCode::IM_A_TEAPOT))
        .start()
        .await
        .unwrap();
    let (calls, control) = (Calls::of(&sandbox), Control::of(&sandbox).await);
    let began = control.get("clock").await["now"].as_u64().unwrap();
    calls.start(json!({})).await;
    control.done("clock", json!({ "advance_seconds": 7200 })).await;
    control.done("replies", json!({ "status": 503, "times": "always" })).await;
    control.done("scenario", json!({ "scenario": "none" })).await;
    control.done("plan", json!({ "plan": "none" })).await;
    control.done("replies", json!({ "operation": "fetch_file", "status": 503, "times": "always" })).await;
    assert!(control.get("clock").await["now"].as_u64().unwrap() >= began + 7200);
    control.done("reset", json!({})).await;
    assert!(control.get("clock").await["now"].as_u64().unwrap() < began + 3600);
    assert_eq!(control.get("sessions").await, json!({ "sessions": [] }));
    assert_eq!(control.get("requests").await, json!({ "requests": [] }));
    assert_eq!(control.get("scenario").await["always"], "denied");
    assert_eq!(control.get("plan").await, json!({ "plan": "enterprise" }));
    calls.start(json!({})).await;
    let file = Operation::FetchFile.path().trim_start_matches('/');
    let response = reqwest::Client::new().post(format!("{}/{file}", sandbox.url())).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::IM_A_TEAPOT);
}

#[tokio::test]
async fn bad_input_is_a_422_that_names_the_field() {
    let sandbox = sandbox().await;
    let (calls, control) = (Calls::of(&sandbox), Control::of(&sandbox).await);
    let id = calls.start(json!({})).await;
    let approve = format!("sessions/{id}/approve");
    for (path, body, loc) in [
        ("clock", json!({}), json!(["body", "advance_seconds"])),
        ("clock", json!({ "advance_seconds": -1 }), json!(["body", "advance_seconds"])),
        ("clock", json!({ "advance_seconds": "5" }), json!(["body", "advance_seconds"])),
        ("clock", json!({ "advance_seconds": 1, "zq": 1 }), json!(["body", "zq"])),
        ("clock", json!([]), json!(["body"])),
        ("replies", json!({ "operation": "nothing" }), json!(["body", "operation"])),
        ("replies", json!({ "status": 199 }), json!(["body", "status"])),
        ("replies", json!({ "headers": { "a b": "c" } }), json!(["body", "headers", "a b"])),
        ("replies", json!({ "headers": { "a": "b\n" } }), json!(["body", "headers", "a"])),
        (
            "replies",
            json!({ "headers": { "Content-Length": "1" } }),
            json!(["body", "headers", "Content-Length"]),
        ),
        ("replies", json!({ "times": "sometimes" }), json!(["body", "times"])),
        ("replies", json!({ "times": 0 }), json!(["body", "times"])),
        ("scenario", json!({ "scenario": "nothing" }), json!(["body", "scenario"])),
        ("scenario", json!({}), json!(["body", "scenario"])),
        ("plan", json!({ "plan": "free" }), json!(["body", "plan"])),
        ("reset", json!({ "all": true }), json!(["body", "all"])),
        (&approve, json!({ "person": "nobody" }), json!(["body", "person"])),
        (&approve, json!({ "scenario": "nothing" }), json!(["body", "scenario"])),
    ] {
        assert_eq!(control.refused(path, body.clone()).await, [loc], "{path} {body}");
    }
    let broken = control.request(Method::POST, "clock").header("content-type", "application/json").body("{");
    let broken = broken.send().await.unwrap();
    assert_eq!(broken.status(), 422);
    assert_eq!(broken.json::<Value>().await.unwrap()["detail"][0]["type"], "value_error.jsondecode");
    assert_eq!(control.sessions().await, [id]);
}

#[tokio::test]
async fn unknown_paths_are_404_and_wrong_methods_405_with_allow() {
    let sandbox = sandbox().await;
    let control = Control::of(&sandbox).await;
    for path in ["nothing", "sessions/", "sessions/x", "sessions//approve", "sessions/x/approve/", "clock/"] {
        for method in [Method::GET, Method::POST] {
            assert_eq!(control.request(method, path).send().await.unwrap().status(), 404, "{path}");
        }
    }
    let paths = control.contract()["paths"].as_object().unwrap();
    for (path, item) in paths {
        let (reads, writes) = (item["get"].is_object(), item["post"].is_object());
        let allowed = match (reads, writes) {
            (true, true) => "GET, HEAD, POST",
            (true, false) => "GET, HEAD",
            _ => "POST",
        };
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"] {
            let path = path.trim_start_matches("/_sandbox/").replace("{id}", "x");
            let answer = control.request(method.parse().unwrap(), &path).send().await.unwrap();
            if allowed.contains(method) {
                assert_ne!(answer.status(), 405, "{method} {path}");
            } else {
                assert_eq!(
                    (answer.status().as_u16(), &answer.headers()["allow"]),
                    (405, &allowed.parse().unwrap())
                );
            }
        }
    }
    let page = control.request(Method::POST, "").send().await.unwrap();
    assert_eq!((page.status().as_u16(), &page.headers()["allow"]), (405, &"GET, HEAD".parse().unwrap()));
    let bare = reqwest::get(format!("{}/_sandbox", sandbox.url())).await.unwrap();
    assert_eq!(bare.url().path(), "/_sandbox/");
    assert_eq!(reqwest::get(format!("{}/_sandboxes", sandbox.url())).await.unwrap().status(), 404);
}

#[tokio::test]
async fn the_control_api_is_no_operation_and_is_never_scripted() {
    let sandbox = sandbox().await;
    let control = Control::of(&sandbox).await;
    sandbox.reply_always(deepvue_digilocker::sandbox::Reply::reset());
    control.get("sessions").await;
    control.done("reset", json!({})).await;
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn the_description_fits_what_is_there() {
    let sandbox = sandbox().await;
    let control = Control::of(&sandbox).await;
    let schemas = &control.contract()["components"]["schemas"];
    let ids = spec::read();
    let ids = spec::operations(&ids).into_iter().map(|(id, _)| json!(id)).collect::<Vec<_>>();
    let listed = schemas["Operation"]["enum"].as_array().unwrap();
    assert!(listed.len() == ids.len() && ids.iter().all(|id| listed.contains(id)));
    assert_eq!(
        schemas["Person"]["enum"].as_array().unwrap().len(),
        deepvue_digilocker::sandbox::Person::ALL.len()
    );
    // Every example is accepted.
    for (path, item) in control.contract()["paths"].as_object().unwrap() {
        let body = &spec::json_of(&item["post"]["requestBody"]);
        if body["example"].is_object() {
            let validator = spec::validator(control.contract(), &body["schema"]);
            assert!(validator.is_valid(&body["example"]), "{path}");
        }
    }
}
