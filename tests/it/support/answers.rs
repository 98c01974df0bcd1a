//! What calls make of a body that comes with a 200.

use deepvue_digilocker::sandbox::{Reply, Sandbox};
use deepvue_digilocker::{
    Callback, DocType, DocumentAccess, Eaadhaar, Error, IssuedFile, Sensitive, Session,
};
use serde_json::{Value, json};

use super::{json, sandbox, start, status};

/// What a call about a session makes of a 200 with this body.
pub async fn called(operation: &str, body: impl Into<bytes::Bytes>) -> Result<Option<DocumentAccess>, Error> {
    let sandbox = sandbox().await;
    let reply = || Reply::new(status(200)).body(body.into());
    let client = sandbox.client();
    if operation == "initiate_session" {
        sandbox.reply_once(reply());
        return start(&client).send().await.map(|_| None);
    }
    let session = start(&client).send().await.unwrap();
    let callback = Callback::parse(&sandbox.approve(&session).unwrap()).unwrap();
    if operation == "access_token" {
        sandbox.reply_once(reply());
        return client.authorize(&session, callback).send().await.map(Some);
    }
    let documents = client.authorize(&session, callback).send().await.unwrap();
    let files = documents.issued_files().send().await.unwrap();
    sandbox.reply_once(reply());
    match operation {
        "issued_files" => documents.issued_files().send().await.map(|_| None),
        "fetch_file" => documents.file(&files[0]).send().await.map(|_| None),
        "eaadhaar" => documents.eaadhaar().send().await.map(|_| None),
        other => panic!("{other}"),
    }
}

/// All of them, by their ids.
pub const OPERATIONS: [&str; 5] =
    ["initiate_session", "access_token", "issued_files", "fetch_file", "eaadhaar"];

/// What a call that exchanges a code makes of this body.
pub async fn authorized(body: Value) -> DocumentAccess {
    called("access_token", body.to_string()).await.unwrap().unwrap()
}

/// The access of a customer about whom the vendor says this.
pub async fn access(sandbox: &Sandbox, data: Value) -> DocumentAccess {
    let session = start(&sandbox.client()).send().await.unwrap();
    grant(sandbox, &session, data).await
}

/// The access to documents of these types.
pub async fn access_to<const N: usize>(sandbox: &Sandbox, doc_types: [DocType; N]) -> DocumentAccess {
    let session = start(&sandbox.client()).doc_types(doc_types).send().await.unwrap();
    grant(sandbox, &session, json!({})).await
}

async fn grant(sandbox: &Sandbox, session: &Session, data: Value) -> DocumentAccess {
    let callback = Callback::parse(&format!("code=c&state={}", session.transaction_id())).unwrap();
    sandbox.reply_once(json(200, json!({ "data": data })));
    sandbox.client().authorize(session, callback).send().await.unwrap()
}

/// An e-Aadhaar with this `data`.
pub async fn eaadhaar(data: Value) -> Eaadhaar {
    let sandbox = sandbox().await;
    let documents = access(&sandbox, json!({})).await;
    sandbox.reply_once(json(200, json!({ "data": data })));
    documents.eaadhaar().send().await.unwrap()
}

/// An entry of the list of documents.
pub fn file(value: Value) -> IssuedFile {
    serde_json::from_value(value).unwrap()
}

/// What a value exposes.
pub fn text(value: Option<&Sensitive<String>>) -> Option<&str> {
    value.map(|value| value.expose().as_str())
}
