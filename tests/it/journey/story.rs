//! The whole story over real sockets: from consent to documents, and each way in which it ends earlier.

use std::time::{Duration, SystemTime};

use deepvue_digilocker::Operation;
use deepvue_digilocker::contract::{self, DriftWatch, Recorded, Severity};
use deepvue_digilocker::sandbox::{Person, Reply, Sandbox};
use deepvue_digilocker::{
    Callback, Client, Consent, ContentKind, DocType, DocumentAccess, Encoding, Error, ErrorKind, Gender,
    Missing, Outcome, Retry, Session, StoredAccess, YesNo,
};
use serde_json::json;

use crate::support::{PURPOSE, json, sandbox};

async fn start(client: &Client) -> Session {
    let consent = Consent::given().at(SystemTime::now()).by("checkbox, notice v3");
    let call = client.initiate_session(consent, PURPOSE).redirect_url("https://bank.example/kyc?user=1");
    call.send().await.unwrap()
}

async fn allowed(sandbox: &Sandbox, person: Person) -> DocumentAccess {
    let session = start(&sandbox.client()).await;
    let uri = sandbox.approve_as(&session, person).unwrap();
    let callback = Callback::parse(&uri).unwrap();
    sandbox.client().authorize(&session, callback).await.unwrap()
}

/// A client that does not try twice.
fn once(sandbox: &Sandbox) -> Client {
    sandbox.client_builder().retry(Retry::none()).build().unwrap()
}

fn forbidden(error: &Error) {
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::InvalidToken, Outcome::Refused));
    assert_eq!(error.to_string(), "vendor refused the request: 403 Not a valid token");
}

#[tokio::test]
async fn a_granted_consent_leads_to_verified_details_and_documents() {
    let sandbox = sandbox().await;
    let documents = allowed(&sandbox, Person::Complete).await;
    let holder = documents.holder();
    assert_eq!(holder.name().unwrap().expose(), Person::Complete.name());
    assert_eq!(holder.has_eaadhaar(), Some(YesNo::Yes));
    assert!(holder.gender().unwrap() == Gender::Female);
    let born = holder.date_of_birth().unwrap().date().unwrap().into_exposed();
    let access = documents.expires_at().unwrap().duration_since(documents.granted_at()).unwrap();
    assert_eq!(access, Duration::from_secs(3600));

    let files = documents.issued_files().send().await.unwrap();
    assert!(files.missing().is_empty());
    let mut kinds = Vec::new();
    for file in &files {
        let document = documents.file(file).send().await.unwrap();
        kinds.push((
            file.doctype().unwrap().expose().clone(),
            document.encoding(),
            document.content().kind(),
        ));
    }
    kinds.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(
        kinds,
        [
            ("ADHAR".to_owned(), Encoding::Plain, ContentKind::Xml),
            ("DRVLC".to_owned(), Encoding::Base64, ContentKind::Pdf),
            ("PANCR".to_owned(), Encoding::Base64, ContentKind::Pdf),
        ]
    );

    let aadhaar = documents.eaadhaar().pdf(true).send().await.unwrap();
    assert_eq!(aadhaar.name().unwrap(), holder.name().unwrap());
    assert_eq!(aadhaar.masked_uid().unwrap().expose(), "XXXXXXXX0001");
    assert_eq!(aadhaar.date_of_birth().unwrap().date().unwrap().into_exposed(), born);
    assert_eq!(aadhaar.address().unwrap().pincode().unwrap().expose(), "000000");
    assert_eq!(aadhaar.photo().unwrap().decode(1 << 20).unwrap().kind(), ContentKind::Jpeg);
    assert_eq!(aadhaar.document_pdf().unwrap().decode(1 << 20).unwrap().kind(), ContentKind::Pdf);
    let without = documents.eaadhaar().send().await.unwrap();
    assert!(without.document_pdf().is_none());

    for request in sandbox.requests() {
        let report = contract::embedded().check_exchange(&Recorded::from(&request));
        assert_eq!(report.coverage().messages(), 1);
        report.fail_on(Severity::Info).assert_clean();
    }
}

#[tokio::test]
async fn no_answer_of_the_sandbox_drifts_from_the_spec() {
    let sandbox = sandbox().await;
    let (send, reports) = std::sync::mpsc::channel();
    let client = sandbox
        .client_builder()
        .retry(Retry::none())
        .observe(DriftWatch::spawn(move |report| send.send(report.to_string()).unwrap()).unwrap());
    let client = client.build().unwrap();
    for person in Person::ALL {
        let session = start(&client).await;
        let callback = Callback::parse(&sandbox.approve_as(&session, person).unwrap()).unwrap();
        let documents = client.authorize(&session, callback.clone()).send().await.unwrap();
        let again = client.authorize(&session, callback).send().await;
        forbidden(&again.unwrap_err());
        for file in &documents.issued_files().send().await.unwrap() {
            documents.file(file).send().await.unwrap();
        }
        let _ = documents.eaadhaar().pdf(true).send().await;
    }
    // One that drifts, to see that they are looked at.
    let odd = json!({ "code": 201, "transaction_id": "t", "data": { "authorization_url": sandbox.url(), "odd": 1 } });
    sandbox.reply_once(json(201, odd));
    start(&client).await;
    // The observer is done when its client is gone.
    drop(client);
    let reports = reports.iter().collect::<Vec<_>>();
    assert!(reports.len() == 1 && reports[0].contains("field-undocumented /body/data/odd"), "{reports:?}");
}

#[tokio::test]
async fn two_machines_share_a_customer_by_json_alone() {
    let sandbox = sandbox().await;
    let first = sandbox.client_builder().build().unwrap();
    let session = start(&first).await;
    let stored = serde_json::to_string(&session).unwrap();
    let uri = sandbox.approve(&session).unwrap();
    drop((first, session));

    let second = sandbox.client_builder().build().unwrap();
    let session: Session = serde_json::from_str(&stored).unwrap();
    let documents = second.authorize(&session, Callback::parse(&uri).unwrap()).send().await.unwrap();
    let stored = serde_json::to_string(&documents).unwrap();
    assert!(!stored.contains(Person::Complete.name()));
    drop((second, documents));

    let third = sandbox.client_builder().build().unwrap();
    let documents = third.resume(serde_json::from_str::<StoredAccess>(&stored).unwrap());
    let files = documents.issued_files().send().await.unwrap();
    assert!(files.missing().is_empty());
    assert_eq!(documents.file(&files[0]).send().await.unwrap().content().kind(), ContentKind::Xml);
}

#[tokio::test]
async fn a_denied_consent_is_said_and_nothing_is_sent() {
    let sandbox = sandbox().await;
    let session = start(&sandbox.client()).await;
    let callback = Callback::parse(&sandbox.deny(&session).unwrap()).unwrap();
    assert!(matches!(&callback, Callback::Denied { error, .. } if error.expose() == "access_denied"));
    let error = sandbox.client().authorize(&session, callback).send().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::ConsentDenied, Outcome::NotSent));
    assert_eq!(sandbox.requests().len(), 1);
}

#[tokio::test]
async fn a_callback_of_another_session_is_refused() {
    let sandbox = sandbox().await;
    let (mine, other) = (start(&sandbox.client()).await, start(&sandbox.client()).await);
    let callback = Callback::parse(&sandbox.approve(&other).unwrap()).unwrap();
    let error = sandbox.client().authorize(&mine, callback).send().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::StateMismatch, Outcome::NotSent));
    assert_eq!(sandbox.requests().len(), 2);
}

#[tokio::test]
async fn a_code_works_once_and_not_for_long() {
    let sandbox = sandbox().await;
    let client = once(&sandbox);
    let session = start(&client).await;
    let callback = Callback::parse(&sandbox.approve(&session).unwrap()).unwrap();
    client.authorize(&session, callback.clone()).send().await.unwrap();
    forbidden(&client.authorize(&session, callback).send().await.unwrap_err());

    let session = start(&client).await;
    let callback = Callback::parse(&sandbox.approve(&session).unwrap()).unwrap();
    sandbox.advance(Duration::from_secs(11 * 60));
    forbidden(&client.authorize(&session, callback).send().await.unwrap_err());

    let session = start(&client).await;
    sandbox.approve(&session).unwrap();
    let made_up = Callback::parse(&format!("code=made-up&state={}", session.transaction_id())).unwrap();
    forbidden(&client.authorize(&session, made_up).send().await.unwrap_err());
}

#[tokio::test]
async fn access_ends() {
    let sandbox = sandbox().await;
    let documents = allowed(&sandbox, Person::Complete).await;
    let files = documents.issued_files().send().await.unwrap();
    sandbox.advance(Duration::from_secs(3601));
    forbidden(&documents.issued_files().send().await.unwrap_err());
    forbidden(&documents.file(&files[0]).send().await.unwrap_err());
    forbidden(&documents.eaadhaar().send().await.unwrap_err());
    let later = SystemTime::now() + Duration::from_secs(3700);
    let client = sandbox.client_builder().clock(move || later).build().unwrap();
    let stored = StoredAccess::from(documents.clone());
    assert!(client.resume(stored.clone()).is_expired());
    // The client shares the sandbox's clock, unless it is told otherwise.
    assert!(documents.is_expired());
    let client = sandbox.client_builder().clock(SystemTime::now).build().unwrap();
    assert!(!client.resume(stored).is_expired());
}

#[tokio::test]
async fn who_lacks_a_document_is_missing_it_and_gets_no_other() {
    let sandbox = sandbox().await;
    let documents = allowed(&sandbox, Person::WithoutLicence).await;
    let files = documents.issued_files().send().await.unwrap();
    assert_eq!(files.missing(), [Missing::NotListed(DocType::Dl)]);

    let without = allowed(&sandbox, Person::WithoutAadhaar).await;
    assert_eq!(without.holder().has_eaadhaar(), Some(YesNo::No));
    assert_eq!(
        without.issued_files().send().await.unwrap().missing(),
        [Missing::NotListed(DocType::Aadhaar)]
    );
    forbidden(&without.eaadhaar().send().await.unwrap_err());
    forbidden(&without.file(&files[0]).send().await.unwrap_err());
}

#[tokio::test]
async fn a_fault_at_any_step_is_an_error_and_the_step_can_be_made_again_if_it_only_reads() {
    let sandbox = sandbox().await;
    let client = once(&sandbox);
    let unavailable = || json(503, json!({ "detail": "Source Unavailable" }));
    sandbox.reply_once_to(Operation::InitiateSession, Reply::reset());
    let error = client.initiate_session(Consent::given(), PURPOSE).send().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, Outcome::Unknown));

    let session = start(&client).await;
    let callback = Callback::parse(&sandbox.approve(&session).unwrap()).unwrap();
    sandbox.reply_once_to(Operation::AccessToken, unavailable());
    let error = client.authorize(&session, callback.clone()).send().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Unavailable, Outcome::Unknown));
    let documents = client.authorize(&session, callback).send().await.unwrap();

    sandbox.reply_once_to(Operation::IssuedFiles, unavailable());
    assert_eq!(documents.issued_files().send().await.unwrap_err().kind(), ErrorKind::Unavailable);
    let files = documents.issued_files().send().await.unwrap();
    sandbox.reply_once_to(Operation::FetchFile, Reply::reset());
    assert_eq!(documents.file(&files[0]).send().await.unwrap_err().kind(), ErrorKind::Transport);
    documents.file(&files[0]).send().await.unwrap();
    sandbox.reply_once_to(Operation::Eaadhaar, json(200, json!({ "data": "none" })));
    let error = documents.eaadhaar().send().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Acted));
    documents.eaadhaar().send().await.unwrap();
}
