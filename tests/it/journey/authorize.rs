//! A code is exchanged for the session that it belongs to, once, and never sent for another.

use std::time::{Duration, SystemTime};

use deepvue_digilocker::sandbox::{Reply, Sandbox};
use deepvue_digilocker::{
    Callback, Client, Consent, DocumentAccess, Error, ErrorKind, Outcome, Retry, Session, StateCheck,
    StoredAccess,
};
use serde_json::{Value, json};

use crate::support::{PURPOSE, client_of, json, quick, sandbox, spec::fixture, start, status};

const CODE: &str = "zq7-code-4f1f2a86";

fn callback(session: &Session) -> Callback {
    Callback::parse(&format!("/cb?code={CODE}&state={}", session.transaction_id())).unwrap()
}

fn answer(data: Value) -> Reply {
    json(200, json!({ "code": 200, "transaction_id": "another", "data": data }))
}

async fn granted(sandbox: &Sandbox, client: &Client, data: Value) -> DocumentAccess {
    let session = start(client).send().await.unwrap();
    sandbox.reply_once(answer(data));
    client.authorize(&session, callback(&session)).send().await.unwrap()
}

/// What a call says of a callback that it refuses without sending it.
async fn refused(uri: impl Fn(&Session) -> String) -> Error {
    let sandbox = sandbox().await;
    let session = start(&sandbox.client()).send().await.unwrap();
    let callback = Callback::parse(&uri(&session)).unwrap();
    let error = sandbox.client().authorize(&session, callback).send().await.unwrap_err();
    assert_eq!(sandbox.requests().len(), 1, "something was sent");
    assert_eq!((error.outcome(), error.attempts(), error.is_retryable()), (Outcome::NotSent, 0, false));
    assert_eq!(error.transaction_id(), Some(session.transaction_id()));
    error
}

#[tokio::test]
async fn what_is_sent_is_the_code_with_the_sessions_own_id_and_purpose() {
    let sandbox = sandbox().await;
    let session = start(&sandbox.client()).send().await.unwrap();
    sandbox.reply_once(json(200, fixture("access-token.200.json")));
    let documents = sandbox.client().authorize(&session, callback(&session)).send().await.unwrap();
    let request = sandbox.requests().pop().unwrap();
    assert_eq!(request.path(), "/v1/kyc/digilocker/access-token");
    let body: Value = serde_json::from_slice(request.body()).unwrap();
    let id = session.transaction_id();
    let sent = json!({ "consent": "Y", "purpose": PURPOSE, "initial_deepvue_transaction_id": id, "digilocker_code": CODE });
    assert_eq!(body, sent);
    assert_eq!(documents.transaction_id(), id);
    assert_eq!(documents.holder().name().unwrap().expose(), "John Doe");
}

#[tokio::test]
async fn another_state_or_none_is_refused_before_anything_is_sent() {
    let error = refused(|_| format!("/cb?code={CODE}&state=another")).await;
    assert_eq!(error.kind(), ErrorKind::StateMismatch);
    assert_eq!(
        error.to_string(),
        "the callback's state is not the session's transaction id (StateCheck::MatchesTransaction)"
    );
    let error = refused(|_| format!("/cb?code={CODE}")).await;
    assert_eq!(error.kind(), ErrorKind::StateMismatch);
    assert!(error.to_string().contains("StateCheck::Off"), "{error}");
    let error = refused(|session| format!("/cb?code={CODE}&state={}0", session.transaction_id())).await;
    assert_eq!(error.kind(), ErrorKind::StateMismatch);
    // A denial of another session says nothing of this one.
    let error = refused(|_| "/cb?error=access_denied&state=another".into()).await;
    assert_eq!(error.kind(), ErrorKind::StateMismatch);
}

#[tokio::test]
async fn without_the_check_any_state_goes() {
    let sandbox = sandbox().await;
    for uri in [format!("/cb?code={CODE}&state=another"), format!("/cb?code={CODE}")] {
        let session = start(&sandbox.client()).send().await.unwrap();
        sandbox.reply_once(answer(json!({})));
        let callback = Callback::parse(&uri).unwrap();
        sandbox.client().authorize(&session, callback).state_check(StateCheck::Off).send().await.unwrap();
    }
    assert_eq!(sandbox.requests().len(), 4);
}

#[tokio::test]
async fn a_denial_is_an_error_of_its_own_kind_and_repeats_no_word_of_it() {
    let error = refused(|session| {
        format!("/cb?error=access_denied&error_description=zq7why&state={}", session.transaction_id())
    })
    .await;
    assert_eq!(error.kind(), ErrorKind::ConsentDenied);
    assert_eq!(error.to_string(), "the customer came back without consent");
    assert!(!format!("{error:?}").contains("zq7"));
    let error = refused(|session| format!("/cb?error=zq7error&state={}", session.transaction_id())).await;
    assert_eq!(error.kind(), ErrorKind::ConsentFailed);
    assert_eq!(error.to_string(), "the customer came back with an error");
    assert!(!format!("{error:?}").contains("zq7"));
}

#[tokio::test]
async fn a_denial_without_a_state_is_a_denial_and_a_grant_without_one_is_none() {
    for (uri, kind) in [
        ("/cb?error=access_denied", ErrorKind::ConsentDenied),
        ("/cb?error=access_denied&state=", ErrorKind::ConsentDenied),
        ("/cb?code=&error=server_error", ErrorKind::ConsentFailed),
        ("/cb?code=c&error=&state=", ErrorKind::StateMismatch),
        ("/cb?error=access_denied&state=another", ErrorKind::StateMismatch),
    ] {
        assert_eq!(refused(|_| uri.to_owned()).await.kind(), kind, "{uri}");
    }
    // The session stays good: whoever made up the denial has gained nothing.
    let sandbox = sandbox().await;
    let session = start(&sandbox.client()).send().await.unwrap();
    let forged = Callback::parse("/cb?error=access_denied").unwrap();
    assert!(forged.state().is_none());
    sandbox.client().authorize(&session, forged).send().await.unwrap_err();
    sandbox.reply_once(answer(json!({ "name": "Asha" })));
    sandbox.client().authorize(&session, callback(&session)).send().await.unwrap();
}

#[tokio::test]
async fn an_old_session_is_refused_by_the_clients_clock() {
    let sandbox = sandbox().await;
    let session = start(&sandbox.client()).send().await.unwrap();
    let later = |seconds| {
        let now = session.created_at() + Duration::from_secs(seconds);
        sandbox.client_builder().clock(move || now).build().unwrap()
    };
    for (client, max_age, expected) in [
        (later(3600), None, None),
        (later(3601), None, Some(ErrorKind::SessionExpired)),
        (later(3601), Some(Duration::from_secs(4000)), None),
        (later(11), Some(Duration::from_secs(10)), Some(ErrorKind::SessionExpired)),
    ] {
        let before = sandbox.requests().len();
        if expected.is_none() {
            sandbox.reply_once(answer(json!({})));
        }
        let call = client.authorize(&session, callback(&session));
        let call = max_age.into_iter().fold(call, deepvue_digilocker::Authorize::max_session_age);
        assert_eq!(call.send().await.err().map(|error| error.kind()), expected);
        assert_eq!(sandbox.requests().len() - before, usize::from(expected.is_none()));
    }
    // Another machine's clock may be behind.
    let earlier = session.created_at() - Duration::from_secs(60);
    let client = sandbox.client_builder().clock(move || earlier).build().unwrap();
    sandbox.reply_once(answer(json!({})));
    client.authorize(&session, callback(&session)).send().await.unwrap();
}

#[tokio::test]
async fn a_code_that_may_have_been_delivered_is_never_sent_again() {
    let sandbox = sandbox().await;
    let short = Duration::from_millis(300);
    let client = sandbox.client_builder().retry(quick()).connect_timeout(short).attempt_timeout(short);
    let client = client.build().unwrap();
    for reply in [
        json(500, json!({ "detail": "Internal Server Error" })),
        json(503, json!({ "detail": "Source Unavailable" })),
        json(502, json!({})),
        Reply::reset(),
        answer(json!({})).delay(Duration::from_secs(60)),
        answer(json!({})).truncate(3),
    ] {
        let session = start(&client).send().await.unwrap();
        let before = sandbox.requests().len();
        sandbox.reply_once(reply.clone());
        let error = client.authorize(&session, callback(&session)).send().await.unwrap_err();
        assert_eq!(sandbox.requests().len() - before, 1, "{reply:?}");
        assert_eq!((error.attempts(), error.outcome()), (1, Outcome::Unknown), "{reply:?}");
    }
    let session = start(&client).send().await.unwrap();
    // Bound, so that nobody else gets the port, but not listening.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    let nobody = client_of(url).build().unwrap();
    let error = nobody.authorize(&session, callback(&session)).send().await.unwrap_err();
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 3));
    sandbox.reply_once(json(429, fixture("initiate-session.429.json")));
    sandbox.reply_once(answer(json!({})));
    client.authorize(&session, callback(&session)).send().await.unwrap();
}

#[tokio::test]
async fn an_answer_without_data_gives_access_if_it_says_that_it_is_a_success() {
    for body in [
        json!({ "code": 200, "sub_code": "SUCCESS", "data": null }),
        json!({ "code": 200 }),
        json!({ "code": null, "timestamp": null, "data": {} }),
    ] {
        let sandbox = sandbox().await;
        let session = start(&sandbox.client()).send().await.unwrap();
        sandbox.reply_once(json(200, body));
        let documents = sandbox.client().authorize(&session, callback(&session)).send().await.unwrap();
        assert!(
            documents.holder().name().is_none()
                && documents.expires_at().is_none()
                && !documents.is_expired()
        );
    }
}

#[tokio::test]
async fn access_ends_with_the_token_or_the_consent_whichever_is_first() {
    let sandbox = sandbox().await;
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_000_000);
    let client = sandbox.client_builder().clock(move || now).build().unwrap();
    let seconds = |time: Option<SystemTime>| Some(time?.duration_since(now).unwrap().as_secs());
    for (data, ends, consent) in [
        (json!({ "expires_in": 3600, "consent_valid_till": "1768674599" }), Some(3600), Some(674_599)),
        (json!({ "expires_in": 3600, "consent_valid_till": "1768000010" }), Some(10), Some(10)),
        (json!({ "expires_in": 3600 }), Some(3600), None),
        (json!({ "consent_valid_till": " 1768000010 " }), Some(10), Some(10)),
        (json!({ "expires_in": -5, "consent_valid_till": "next week" }), None, None),
        (json!({ "expires_in": i64::MAX, "consent_valid_till": "99999999999999999999" }), None, None),
    ] {
        let documents = granted(&sandbox, &client, data.clone()).await;
        assert_eq!(seconds(documents.expires_at()), ends, "{data}");
        assert_eq!(seconds(documents.consent_valid_till()), consent, "{data}");
        assert_eq!((documents.granted_at(), documents.is_expired()), (now, false));
    }
    let documents = granted(&sandbox, &client, json!({ "expires_in": 0 })).await;
    assert!(documents.is_expired());
}

#[tokio::test]
async fn stored_access_goes_on_elsewhere_without_anything_of_the_holder() {
    let sandbox = sandbox().await;
    let client = sandbox.client();
    let documents = granted(&sandbox, &client, fixture("access-token.200.json")["data"].clone()).await;
    let stored = serde_json::to_string(&documents).unwrap();
    for value in ["John Doe", "19011994", "9191993245", "2d6275fa-3b64", CODE] {
        assert!(!stored.contains(value), "{value} in {stored}");
    }
    let restored: StoredAccess = serde_json::from_str(&stored).unwrap();
    assert_eq!(serde_json::to_string(&restored).unwrap(), stored);
    let elsewhere = sandbox.client().resume(restored);
    assert_eq!(elsewhere.transaction_id(), documents.transaction_id());
    assert_eq!(elsewhere.expires_at(), documents.expires_at());
    assert!(elsewhere.holder().name().is_none());
    sandbox.reply_once(json(200, json!({ "data": [] })));
    assert!(elsewhere.issued_files().send().await.unwrap().is_empty());
    let body: Value = serde_json::from_slice(sandbox.requests().last().unwrap().body()).unwrap();
    assert_eq!(body["initial_deepvue_transaction_id"], documents.transaction_id());
    assert_eq!((&body["purpose"], &body["consent"]), (&json!(PURPOSE), &json!("Y")));
}

#[tokio::test]
async fn a_session_from_a_store_that_lost_its_purpose_is_refused() {
    let sandbox = sandbox().await;
    let session = start(&sandbox.client()).send().await.unwrap();
    let mut stored = serde_json::to_value(&session).unwrap();
    stored["purpose"] = json!(" ");
    let session: Session = serde_json::from_value(stored).unwrap();
    let call = sandbox.client().authorize(&session, callback(&session)).timeout(Duration::ZERO);
    let error = call.send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid input: /body/purpose: must not be blank; /timeout: must be longer than zero"
    );
    assert_eq!(sandbox.requests().len(), 1);
}

#[tokio::test]
async fn the_consent_record_says_when_how_why_and_for_what() {
    let sandbox = sandbox().await;
    let at = SystemTime::UNIX_EPOCH + Duration::from_millis(1_768_000_000_123);
    let consent = Consent::given().at(at).by("checkbox, notice v3");
    let session = sandbox.client().initiate_session(consent, PURPOSE).send().await.unwrap();
    let elsewhere: Session = serde_json::from_str(&serde_json::to_string(&session).unwrap()).unwrap();
    let record = elsewhere.consent_record();
    let stored = serde_json::to_value(&record).unwrap();
    assert_eq!(
        stored,
        json!({
            "version": 1,
            "given_at": "2026-01-09T23:06:40.123Z",
            "given_by": "checkbox, notice v3",
            "purpose": PURPOSE,
            "documents": ["aadhaar", "pan", "dl"],
            "transaction_id": session.transaction_id(),
        })
    );
    assert_eq!(serde_json::from_value::<deepvue_digilocker::ConsentRecord>(stored).unwrap(), record);
    let text = format!("{record:?} {session:?}");
    assert!(
        !text.contains(PURPOSE) && !text.contains("checkbox") && !text.contains(session.transaction_id())
    );

    let now = at + Duration::from_secs(7);
    let client = sandbox.client_builder().clock(move || now + Duration::from_nanos(999)).build().unwrap();
    let record = start(&client).send().await.unwrap().consent_record();
    assert_eq!((record.given_at, &record.given_by), (now, &None));
    let stored = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<deepvue_digilocker::ConsentRecord>(&stored).unwrap(), record);

    let documents = granted(&sandbox, &client, json!({})).await;
    let record = documents.consent_record();
    assert_eq!((record.given_at, record.transaction_id.expose().as_str()), (now, documents.transaction_id()));
    assert_eq!(record.documents.len(), 3);
}

#[tokio::test]
async fn a_consent_that_no_record_could_hold_is_refused() {
    let sandbox = sandbox().await;
    let error =
        sandbox.client().initiate_session(Consent::given().by(" "), PURPOSE).send().await.unwrap_err();
    assert_eq!(error.to_string(), "invalid input: /consent/by: must not be blank; leave it out instead");
    let second = Duration::from_secs(1);
    for at in [SystemTime::UNIX_EPOCH - second, SystemTime::UNIX_EPOCH + second * u32::MAX * 60] {
        let call = sandbox.client().initiate_session(Consent::given().at(at), PURPOSE);
        let error = call.send().await.unwrap_err();
        assert_eq!(error.to_string(), "invalid input: /consent/at: must be in the years 1970 to 9999");
    }
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn a_refused_code_is_the_vendors_refusal() {
    let sandbox = sandbox().await;
    let session = start(&sandbox.client()).send().await.unwrap();
    sandbox.reply_once(json(403, json!({ "detail": format!("Not a valid token {CODE}") })));
    let error = sandbox.client().authorize(&session, callback(&session)).send().await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidToken, Some(status(403))));
    assert_eq!(error.to_string(), "vendor refused the request: 403 Not a valid token [redacted]");
}

#[tokio::test]
async fn a_session_accepts_its_own_callback_and_nobody_elses() {
    let sandbox = sandbox().await;
    let session = start(&sandbox.client()).send().await.unwrap();
    let other = start(&sandbox.client()).send().await.unwrap();
    let denied = format!("error=access_denied&state={}", session.transaction_id());
    assert!(session.accepts(&callback(&session)) && session.accepts(&Callback::parse(&denied).unwrap()));
    assert!(!session.accepts(&callback(&other)));
    for without_state in ["code=c", "error=access_denied"] {
        assert!(!session.accepts(&Callback::parse(without_state).unwrap()), "{without_state}");
    }
}

#[tokio::test]
async fn an_error_tells_whether_the_same_callback_can_be_used_again() {
    let sandbox = sandbox().await;
    let client = sandbox.client_builder().retry(Retry::none()).build().unwrap();
    let session = start(&client).send().await.unwrap();
    for (reply, can_reuse) in [
        (json(429, json!({})), true),
        (json(500, json!({})), false),
        (json(503, json!({})), false),
        (json(403, json!({ "detail": "Not a valid token" })), false),
        (json(200, json!({})), false),
        (Reply::reset(), false),
    ] {
        sandbox.reply_once(reply);
        let error = client.authorize(&session, callback(&session)).await.unwrap_err();
        assert_eq!(error.can_reuse_callback(), can_reuse, "{error}");
    }
    let unsent = client.authorize(&session, callback(&session)).timeout(Duration::ZERO).await.unwrap_err();
    assert!(unsent.can_reuse_callback());
    let old =
        client.authorize(&session, callback(&session)).max_session_age(Duration::ZERO).await.unwrap_err();
    assert_eq!((old.kind(), old.can_reuse_callback()), (ErrorKind::SessionExpired, false));
    let state = &session.transaction_id();
    for rejected in
        ["code=c".to_owned(), format!("error=access_denied&state={state}"), format!("error=x&state={state}")]
    {
        let error = client.authorize(&session, Callback::parse(&rejected).unwrap()).await.unwrap_err();
        assert_eq!((error.outcome(), error.can_reuse_callback()), (Outcome::NotSent, false), "{rejected}");
    }
}

#[tokio::test]
async fn a_403_about_a_token_is_not_one_about_the_keys() {
    let sandbox = sandbox().await;
    let client = sandbox.client();
    let session = start(&client).send().await.unwrap();
    for (detail, kind) in [
        ("Not a valid token", ErrorKind::InvalidToken),
        ("token has expired", ErrorKind::InvalidToken),
        ("IP address not allowed", ErrorKind::Forbidden),
        ("Tokenization is not enabled", ErrorKind::Forbidden),
        ("", ErrorKind::Forbidden),
    ] {
        let reply = || json(403, json!({ "detail": detail }));
        sandbox.reply_once(reply());
        let error = client.authorize(&session, callback(&session)).await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (kind, Outcome::Refused), "{detail}");
        // A call that starts a session refers to none, so only the keys can be meant.
        sandbox.reply_once(reply());
        assert_eq!(start(&client).await.unwrap_err().kind(), ErrorKind::Forbidden, "{detail}");
    }
}
