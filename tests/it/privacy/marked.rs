//! What the spec marks as `x-sensitive` is never printed. The list of places is the spec's own: a new mark is tested by
//! being there.

use std::collections::BTreeSet;
use std::fmt::Debug;

use deepvue_digilocker::contract::Recorder;
use deepvue_digilocker::sandbox::Sandbox;
use deepvue_digilocker::{Callback, Client, Consent, Error, Retry, Session, StoredAccess, types};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::support::answers::OPERATIONS;
use crate::support::marked::{MARK, Marked};
use crate::support::{chain, child, json, sandbox, spec};

fn operation<'a>(spec: &'a Value, id: &str) -> &'a Value {
    let items = spec["paths"].as_object().unwrap().values();
    items.map(|item| &item["post"]).find(|operation| operation["operationId"] == id).unwrap()
}

/// The schema of an operation's success.
fn success<'a>(spec: &'a Value, id: &str) -> &'a Value {
    let (_, response) = operation(spec, id)["responses"].as_object().unwrap().iter().next().unwrap();
    let response = spec.pointer(&response["$ref"].as_str().unwrap()[1..]).unwrap();
    &response["content"]["application/json"]["schema"]
}

fn hidden(text: &str) {
    assert!(!text.to_lowercase().contains(MARK), "{text}");
}

fn debugged(value: &dyn Debug) {
    hidden(&format!("{value:?} {value:#?}"));
}

fn error_hides(error: &Error) {
    debugged(error);
    hidden(&chain(error));
    hidden(error.detail().unwrap_or_default());
    hidden(&format!("{:?}", error.field_errors()));
}

#[test]
fn the_spec_has_no_operation_that_is_not_tested_here() {
    let spec = spec::read();
    let ids =
        spec["paths"].as_object().unwrap().values().map(|item| item["post"]["operationId"].as_str().unwrap());
    assert_eq!(ids.collect::<BTreeSet<_>>(), BTreeSet::from(OPERATIONS));
}

/// All strings of a schema and of those that it uses, and whether they are marked.
fn strings(schema: &Value, name: &str, found: &mut BTreeSet<(String, bool)>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        strings(property, name, found);
    }
    if schema["items"].is_object() {
        strings(&schema["items"], name, found);
    }
    if schema["type"] == "string" && schema["enum"].is_null() {
        found.insert((name.to_owned(), schema["x-sensitive"] == true));
    }
}

#[test]
fn a_string_without_a_mark_is_one_of_the_few_that_tell_nothing_of_a_person() {
    let spec = spec::read();
    let mut found = BTreeSet::new();
    for (name, schema) in spec["components"]["schemas"].as_object().unwrap() {
        strings(schema, name, &mut found);
    }
    let unmarked = found.into_iter().filter(|(_, is_marked)| !is_marked).map(|(name, _)| name);
    let allowed = ["EnvelopeSubCode", "consent_valid_till", "mime", "size", "type"].map(str::to_owned);
    assert_eq!(unmarked.collect::<BTreeSet<_>>(), BTreeSet::from(allowed));
}

/// The generated type of a component, filled with marks.
fn typed<T: DeserializeOwned + Serialize + Debug>(name: &'static str, found: &mut BTreeSet<&'static str>) {
    let spec = spec::read();
    let mut marked = Marked::new(&spec);
    let body = marked.body(&spec["components"]["schemas"][name]);
    let value: T = serde_json::from_value(body).unwrap();
    debugged(&value);
    let kept = serde_json::to_string(&value).unwrap();
    assert!(
        !marked.marks.is_empty() && marked.marks.iter().all(|mark| kept.contains(mark)),
        "{name}: {kept}"
    );
    found.insert(name);
}

macro_rules! typed {
    ($($name:ident)*) => {{
        let mut found = BTreeSet::new();
        $(typed::<types::$name>(stringify!($name), &mut found);)*
        found
    }};
}

#[test]
fn no_generated_type_prints_what_the_spec_marks() {
    let found = typed! {
        AccessTokenData AccessTokenRequest AccessTokenResponse BadRequestError EaadhaarData EaadhaarRequest EaadhaarResponse
        FetchFileRequest FetchFileResponse ForbiddenError InitiateSessionRequest InitiateSessionResponse IssuedFile IssuedFilesRequest
        IssuedFilesResponse ProofOfAddress ProofOfIdentity RateLimitedError ServerError SessionData UnauthenticatedError
        UnavailableError ValidationError ValidationErrorItem
    };
    let spec = spec::read();
    let schemas = spec["components"]["schemas"].as_object().unwrap();
    let has_marks = |schema: &&Value| {
        let mut marked = Marked::new(&spec);
        marked.body(schema);
        !marked.marks.is_empty()
    };
    let expected = schemas.iter().filter(|(_, schema)| has_marks(schema)).map(|(name, _)| name.as_str());
    assert_eq!(found, expected.collect::<BTreeSet<_>>());
}

/// All values that a caller gives carry the mark, too.
async fn start(client: &Client) -> Result<Session, Error> {
    let consent = Consent::given().by(format!("{MARK} box"));
    let call = client.initiate_session(consent, format!("{MARK} purpose"));
    let call = call.redirect_url(format!("https://bank.example/{MARK}?user={MARK}"));
    debugged(&call);
    call.send().await
}

fn client(sandbox: &Sandbox) -> deepvue_digilocker::ClientBuilder {
    sandbox
        .client_builder()
        .client_id(format!("{MARK}-id-0123456789"))
        .client_secret(format!("{MARK}-secret-0123456789"))
        .retry(Retry::none())
}

/// Plays the whole story with these answers, and looks at all that it gives.
async fn play(client: &Client, sandbox: &Sandbox, answers: &[Value; 5]) -> Result<(), Error> {
    sandbox.reply_once(json(201, answers[0].clone()));
    let session = start(client).await?;
    debugged(&session);
    debugged(&session.consent_record());
    debugged(&session.purpose());
    let uri = format!("/cb?code={MARK}code&state={}&{MARK}=1", session.transaction_id());
    let callback = Callback::parse(&uri).unwrap();
    debugged(&callback);
    let call = client.authorize(&session, callback);
    debugged(&call);
    sandbox.reply_once(json(200, answers[1].clone()));
    let documents = call.send().await?;
    debugged(&documents);
    let holder = documents.holder();
    debugged(holder);
    debugged(&(holder.name(), holder.mobile(), holder.digilocker_id()));
    debugged(&(holder.date_of_birth(), holder.gender(), holder.has_eaadhaar()));
    debugged(&StoredAccess::from(documents.clone()));
    let call = documents.issued_files();
    debugged(&call);
    sandbox.reply_once(json(200, answers[2].clone()));
    let files = call.send().await?;
    debugged(&files);
    let file = &files[0];
    debugged(&(
        file.doctype(),
        file.name(),
        file.uri(),
        file.date(),
        file.issuer(),
        file.issuer_id(),
        file.description(),
        file.parent(),
    ));
    let call = documents.file(file);
    debugged(&call);
    sandbox.reply_once(json(200, answers[3].clone()));
    let document = call.send().await?;
    debugged(&document);
    debugged(&(document.content(), document.content().bytes(), document.clone().into_content()));
    let call = documents.eaadhaar();
    debugged(&call);
    sandbox.reply_once(json(200, answers[4].clone()));
    let aadhaar = call.send().await?;
    debugged(&aadhaar);
    debugged(&(
        aadhaar.name(),
        aadhaar.masked_uid(),
        aadhaar.date_of_birth(),
        aadhaar.gender(),
        aadhaar.address(),
    ));
    debugged(&(aadhaar.photo(), aadhaar.document_pdf(), aadhaar.photo().map(|photo| photo.decode(100))));
    Ok(())
}

/// An answer of each operation, and how many marks they have.
fn answers() -> ([Value; 5], usize) {
    let spec = spec::read();
    let mut marked = Marked::new(&spec);
    let answers = OPERATIONS.map(|id| marked.body(success(&spec, id)));
    (answers, marked.marks.len())
}

#[tokio::test]
async fn nothing_that_the_story_gives_prints_what_the_spec_marks() {
    let (answers, marks) = answers();
    assert!(marks > 40, "{marks}");
    let sandbox = sandbox().await;
    play(&client(&sandbox).build().unwrap(), &sandbox, &answers).await.unwrap();
    assert_eq!(sandbox.requests().len(), 5);
}

/// Every copy of a value in which one string with a mark has become an object that holds it.
fn broken(value: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    match value {
        Value::String(text) if text.contains(MARK) => found.push(json!({ text.clone(): text })),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                for broken in broken(item) {
                    let mut copy = value.clone();
                    copy[at] = broken;
                    found.push(copy);
                }
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                for broken in broken(field) {
                    let mut copy = value.clone();
                    copy[name] = broken;
                    found.push(copy);
                }
            }
        }
        _ => {}
    }
    found
}

#[tokio::test]
async fn no_error_about_a_marked_value_repeats_it() {
    let (answers, marks) = answers();
    let (mut count, mut errors) = (0, BTreeSet::new());
    for at in 0..answers.len() {
        for broken in broken(&answers[at]) {
            let sandbox = sandbox().await;
            let client = client(&sandbox).build().unwrap();
            let mut answers = answers.clone();
            answers[at] = broken.clone();
            if let Err(error) = play(&client, &sandbox, &answers).await {
                // The vendor's own words are what `detail` is for; nothing else shows them.
                let words = answers[at]["message"].as_str();
                assert!(error.detail().is_none_or(|detail| Some(detail) == words), "{error}");
                debugged(&error);
                hidden(&chain(&error));
                errors.insert(error.to_string());
            }
            count += 1;
        }
    }
    assert_eq!(count, marks);
    let unreadable =
        |at: &str| format!("vendor's response could not be read: {at} has another type than documented");
    let expected = ["201 /data/authorization_url", "201 /transaction_id", "200 /data"].map(unreadable);
    let no_uri = "invalid input: /body/uri: must not be blank".to_owned();
    assert_eq!(errors, expected.into_iter().chain([no_uri]).collect());
}

#[tokio::test]
async fn an_echo_of_what_a_later_call_sends_is_never_repeated() {
    let (answers, _) = answers();
    let sandbox = sandbox().await;
    let client = client(&sandbox).build().unwrap();
    let echo = |sandbox: &Sandbox| {
        let sent = sandbox.requests().pop().unwrap();
        json!({ "detail": format!("refused: {}", String::from_utf8_lossy(sent.body())) })
    };
    // What is sent does not change from one time to the next, so the first time says what to echo the second time.
    play(&client, &sandbox, &answers).await.unwrap();
    let session = session_of(&client, &sandbox, &answers).await;
    let callback =
        || Callback::parse(&format!("code={MARK}code&state={}", session.transaction_id())).unwrap();
    sandbox.reply_once(json(500, json!({})));
    let _ = client.authorize(&session, callback()).send().await;
    sandbox.reply_once(json(403, echo(&sandbox)));
    error_hides(&client.authorize(&session, callback()).send().await.unwrap_err());
    sandbox.reply_once(json(200, answers[1].clone()));
    let documents = client.authorize(&session, callback()).send().await.unwrap();
    sandbox.reply_once(json(200, answers[2].clone()));
    let files = documents.issued_files().send().await.unwrap();
    sandbox.reply_once(json(422, echo(&sandbox)));
    error_hides(&documents.issued_files().send().await.unwrap_err());
    sandbox.reply_once(json(200, answers[3].clone()));
    documents.file(&files[0]).send().await.unwrap();
    sandbox.reply_once(json(400, echo(&sandbox)));
    error_hides(&documents.file(&files[0]).send().await.unwrap_err());
    sandbox.reply_once(json(200, answers[4].clone()));
    documents.eaadhaar().send().await.unwrap();
    sandbox.reply_once(json(418, echo(&sandbox)));
    error_hides(&documents.eaadhaar().send().await.unwrap_err());
}

async fn session_of(client: &Client, sandbox: &Sandbox, answers: &[Value; 5]) -> Session {
    sandbox.reply_once(json(201, answers[0].clone()));
    start(client).await.unwrap()
}

#[tokio::test]
async fn no_recording_of_the_story_holds_what_the_spec_marks() {
    let (answers, _) = answers();
    let sandbox = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let client = client(&sandbox).observe(Recorder::new(folder.path()).unwrap()).build().unwrap();
    play(&client, &sandbox, &answers).await.unwrap();
    let mut count = 0;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        hidden(&path.display().to_string());
        hidden(&std::fs::read_to_string(&path).unwrap());
        count += 1;
    }
    assert_eq!(count, OPERATIONS.len());
}

#[tokio::test]
async fn no_crates_trace_output_shows_anything_of_the_story() {
    const TEST: &str = "privacy::marked::no_crates_trace_output_shows_anything_of_the_story";
    if !child::is_child() {
        let output = tokio::task::spawn_blocking(|| child::run(TEST, &[])).await.unwrap();
        let text = child::stderr(&output);
        for line in OPERATIONS.into_iter().chain([
            "hyper_util",
            "an Aadhaar number in clear",
            "/data/dob: object for string",
        ]) {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        assert!(!text.contains("234567890123"), "{text}");
        return hidden(&text);
    }
    child::trace_everything();
    let (mut answers, _) = answers();
    let sandbox = sandbox().await;
    let verbose = |http: reqwest::ClientBuilder| http.connection_verbose(true);
    let client = client(&sandbox).http(verbose).build().unwrap();
    play(&client, &sandbox, &answers).await.unwrap();
    answers[4]["data"]["masked_uid"] = json!("234567890123");
    play(&client, &sandbox, &answers).await.unwrap();
    for at in 0..answers.len() {
        for broken in broken(&answers[at]).into_iter().take(3) {
            let mut answers = answers.clone();
            answers[at] = broken;
            let _ = play(&client, &sandbox, &answers).await;
        }
    }
}
